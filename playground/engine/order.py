"""The order in which an epoch goes through the training examples."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


class Order:
    """Cuts batches of indexes from the examples 0..count-1, in a new order at each epoch, or always the same.

    `epoch` counts the epochs that are complete.
    """

    def __init__(self, count: int, generator: torch.Generator, device: torch.device) -> None:
        self.count = count
        self.epoch = 0
        self._generator = generator
        self._device = device
        self._rest: Tensor | None = None

    @property
    def left(self) -> int:
        """How many examples of the current epoch are still to come."""
        return self.count if self._rest is None else len(self._rest)

    @property
    def share(self) -> float:
        """How much of the current epoch is done, 0 to below 1."""
        return 1 - self.left / self.count

    def peek(self, size: int, shuffled: bool) -> Tensor:
        """Return the next examples, int64 [up to size]; they count as done only once `advance` is called."""
        if self._rest is None:
            drawn = torch.randperm(self.count, generator=self._generator) if shuffled else torch.arange(self.count)
            self._rest = drawn.to(self._device)
        return self._rest[:size]

    def advance(self, size: int) -> bool:
        """Count `size` examples as done; tell whether that ended an epoch."""
        if self._rest is None or size < len(self._rest):
            self._rest = self._rest[size:] if self._rest is not None else None
            return False
        self._rest = None
        self.epoch += 1
        return True

    def rest(self) -> NDArray[np.int64]:
        """Return what is left of the current epoch; empty between epochs."""
        return np.empty(0, np.int64) if self._rest is None else self._rest.cpu().numpy().copy()

    def restore(self, epoch: int, rest: NDArray[np.int64]) -> None:
        """Go back to where `epoch` and `rest` were taken; the generator is restored by its owner."""
        self.epoch = epoch
        self._rest = torch.from_numpy(rest.copy()).to(self._device) if len(rest) else None
