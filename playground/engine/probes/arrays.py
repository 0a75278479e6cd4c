"""From tensors to the arrays that answers hold, and back."""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.core.probes import Doubles


def tensor_of(array: NDArray[Any]) -> Tensor:
    """Return a tensor that shares the memory of `array`, or a copy where that is read-only, as no tensor can be."""
    return torch.from_numpy(array if array.flags.writeable else array.copy())


def floats(tensor: Tensor) -> NDArray[np.float32]:
    """Return a copy of `tensor` as float32."""
    return np.array(tensor.numpy(), dtype=np.float32)


def doubles(tensor: Tensor) -> Doubles:
    """Return a copy of `tensor` as float64, also of one that autograd follows."""
    return np.array(tensor.detach().numpy(), dtype=np.float64)


def shared_doubles(tensor: Tensor) -> Doubles:
    """Return the numbers of a float64 `tensor`, which nothing changes any more, without a copy: millions of weights
    take their time.
    """
    array: Doubles = tensor.numpy()
    return array


def ints(tensor: Tensor) -> NDArray[np.int64]:
    """Return a copy of `tensor` as int64."""
    return np.array(tensor.numpy(), dtype=np.int64)
