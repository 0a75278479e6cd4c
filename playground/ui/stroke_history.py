"""Undo and redo of a drawing."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Stroke: TypeAlias = NDArray[np.float64]


class StrokeHistory:
    """The drawing after each change, and where in them we are."""

    def __init__(self) -> None:
        self._states: list[tuple[Stroke, ...]] = [()]
        self._at = 0

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        return self._states[self._at]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at < len(self._states) - 1

    def record(self, strokes: tuple[Stroke, ...]) -> None:
        self._states[self._at + 1 :] = [strokes]
        self._at += 1

    def undo(self) -> None:
        self._at -= 1

    def redo(self) -> None:
        self._at += 1
