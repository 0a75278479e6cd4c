"""What lies on the sheet of a canvas, and undo and redo of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Stroke: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture that lies in place of strokes: `values` [h, w].

    They are stored values of the data set with the fingerprint `of`; None: grey values 0..255 from elsewhere.
    """

    values: NDArray[Any]
    of: str | None = None


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Sheet:
    """What lies on the sheet after a change: strokes, or a picture in their place. Undo and redo bring the same object
    back, so that whoever knows something of it finds it again.
    """

    strokes: tuple[Stroke, ...] = ()
    picture: Picture | None = None

    @property
    def is_empty(self) -> bool:
        return not self.strokes and self.picture is None


class StrokeHistory:
    """The sheet after each change, and where in them we are."""

    def __init__(self) -> None:
        self._sheets = [Sheet()]
        self._at = 0

    @property
    def sheet(self) -> Sheet:
        return self._sheets[self._at]

    @property
    def can_undo(self) -> bool:
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        return self._at < len(self._sheets) - 1

    def record(self, sheet: Sheet) -> None:
        """Go on with `sheet`. Pictures laid one over the other are one change: undo brings back what they cover."""
        if sheet.picture is None or self.sheet.picture is None:
            self._at += 1
        self._sheets[self._at :] = [sheet]

    def undo(self) -> None:
        self._at -= 1

    def redo(self) -> None:
        self._at += 1

    def forget(self, gone: Callable[[Sheet], bool]) -> None:
        """Take the sheets out for which `gone` is true, which the first, empty one is not; where it is the present one,
        what was before it comes back.
        """
        self._at -= sum(gone(sheet) for sheet in self._sheets[: self._at + 1])
        self._sheets = [sheet for sheet in self._sheets if not gone(sheet)]
