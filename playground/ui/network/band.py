"""The heights that all diagrams share: a head, the band that they fill, and a legend under a line."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

EDGE = 16.0
"""Room left of the first and right of the last thing drawn."""

BEFORE_PINNED = 12.0
"""Left free before answers that stand over the layers in a view that is too narrow."""


def to_view(end: float, width: float) -> float:
    """Return by how many px, negative, what ends at `width` has to move to end in view: none for less than a pixel."""
    return end - width if width - end >= 1 else 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """Heights in px in a panel of the height `bottom`: the diagram lies between `top` and `foot`."""

    top: float
    foot: float
    bottom: float

    @classmethod
    def of(cls, height: float, small: bool) -> "Band":
        return cls(top=43.0, foot=height - 41.0, bottom=height) if small else cls(50.0, height - 46.0, height)

    @property
    def height(self) -> float:
        return self.foot - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.foot) / 2

    @property
    def rule(self) -> float:
        """Where the line above the legend is."""
        return self.foot + 10.0

    def title(self, left: float, right: float) -> QRectF:
        """Return where the title of a column stands."""
        return QRectF(left, self.top - 43.0, right - left, 18.0)

    def subtitle(self, left: float, right: float) -> QRectF:
        return QRectF(left, self.top - 27.0, right - left, 18.0)

    def legend(self, left: float, right: float) -> QRectF:
        return QRectF(left, self.rule + 1, right - left, self.bottom - self.rule - 3)
