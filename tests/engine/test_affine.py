"""Linear layers whose products oneDNN makes compute what torch's own do."""

from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode

from playground.engine.affine import Linear


def _outcome(layer: nn.Linear, x: Tensor) -> list[Tensor]:
    """Return the layer's sums for `x`, and the gradients of x, weight and bias for slopes that vary."""
    x = x.clone().requires_grad_()
    sums = layer(x)
    slopes = torch.linspace(-1, 1, sums.numel()).view_as(sums)
    return [sums.detach(), *torch.autograd.grad(sums, [x, layer.weight, layer.bias], slopes)]


@pytest.mark.parametrize("sizes", [(3, 5, 2), (64, 300, 100), (500, 784, 10)])
def test_sums_and_gradients_are_those_of_torch_s_layer(sizes: tuple[int, int, int]) -> None:
    rows, before, after = sizes
    generator = torch.Generator().manual_seed(0)
    layer, plain = Linear(before, after), nn.Linear(before, after)
    plain.load_state_dict(layer.state_dict())
    x = torch.randn(rows, before, generator=generator)
    for mine, theirs in zip(_outcome(layer, x), _outcome(plain, x), strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-5, atol=1e-4)


def test_nothing_is_computed_for_an_input_that_needs_no_gradient() -> None:
    layer = Linear(300, 100)
    products: list[tuple[int, ...]] = []
    with _Listing(products):
        layer(torch.ones(64, 300)).sum().backward()
    assert products == [(64, 100), (100, 300)]  # the sums, and the weight's gradient
    assert layer.weight.grad is not None
    assert torch.equal(layer.weight.grad, torch.full((100, 300), 64.0))


class _Listing(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Lists the shapes of oneDNN's products."""

    def __init__(self, products: list[tuple[int, ...]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._products = products

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        found = func(*args, **(kwargs or {}))
        if "linear_pointwise" in str(func):
            self._products.append(tuple(found.shape))
        return found
