"""How the line of each loss is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from playground.core.loss_figures import ValueLoss
from playground.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Stroke:
    """A colour of the classes' palette, and whether the line is dashed."""

    color: int
    dashed: bool = False

    def pen(self, theme: Theme, *, strong: bool) -> QPen:
        style = Qt.PenStyle.DashLine if self.dashed else Qt.PenStyle.SolidLine
        return QPen(theme.class_color(self.color), 2.5 if strong else 1.5, style)


STROKES: Mapping[ValueLoss, Stroke] = {
    ValueLoss.SQUARED: Stroke(1),
    ValueLoss.HALF_SQUARED: Stroke(1, dashed=True),
    ValueLoss.ABSOLUTE: Stroke(0),
    ValueLoss.HUBER: Stroke(5),
    ValueLoss.BCE: Stroke(4),
}
