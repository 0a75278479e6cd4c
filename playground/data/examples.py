"""Examples as they come out of their source, before anything was chosen from them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """`inputs` as stored: uint8 [n, h, w] or float32 [n, features]; `labels` int64 [n]."""

    inputs: NDArray[Any]
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, indexes: NDArray[np.int64]) -> "Examples":
        """Return a copy of the examples at `indexes`, in that order."""
        return Examples(self.inputs[indexes], self.labels[indexes])


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stored:
    """A data set as its source gives it. `test` is there only where the split is official.

    `highest` is the largest value that a pixel can have (0 is the smallest), None for points and rows.
    """

    train: Examples
    test: Examples | None = None
    class_names: tuple[str, ...]
    feature_names: tuple[str, ...] = ()
    highest: float | None = None
