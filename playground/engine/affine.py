"""The linear layer, with larger matrix products left to oneDNN.

torch leaves products of 32-bit numbers to MKL, which keeps to its slower kernels on processors that are not Intel's:
on an AMD EPYC with AVX-512 oneDNN takes 270 us where MKL takes 540 (64 x 784 x 512), and 20 us more than needed for
each small one.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

# Multiply-adds of a product from which oneDNN was faster, forward and backward taken together.
_LARGE = 1_500_000
_HAVE_ONEDNN = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]


class Linear(nn.Linear):
    """torch's linear layer: x [n, in_features] -> x @ weight.T + bias [n, out_features]."""

    def forward(self, x: Tensor) -> Tensor:
        if not is_large(len(x), self.weight):
            return super().forward(x)
        sums: Tensor = _Affine.apply(x, self.weight, self.bias)  # type: ignore[no-untyped-call]
        return sums


def is_large(rows: int, weight: Tensor) -> bool:
    """Tell whether the products of a layer's `weight` with so many rows are for oneDNN, forward and backward."""
    return _HAVE_ONEDNN and weight.device.type == "cpu" and rows * weight.numel() >= _LARGE


class _Affine(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        ctx.save_for_backward(x, weight)
        return product(x, weight, bias)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, slope: Tensor) -> tuple[Tensor | None, Tensor, Tensor]:
        x, weight = ctx.saved_tensors
        before = product(slope, weight.t()) if ctx.needs_input_grad[0] else None
        return before, product(slope.t(), x.t()), slope.sum(0)


def product(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """Return x [n, in] @ weight [out, in].T, plus bias [out]. The operator is the one that torch.compile uses."""
    found: Tensor = torch.ops.mkldnn._linear_pointwise(x, weight, bias, "none", [], "")
    return found
