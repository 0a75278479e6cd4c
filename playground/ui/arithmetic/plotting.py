"""What the small plots of these pages share: where values lie in px, and a grid with its figures."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.core.probes import Doubles
from playground.ui.charts.ticks import nice_stride, tick_text
from playground.ui.look import Look

FIGURES_WIDTH = 40
"""Room at the left for the figures of the axis, px."""
FIGURES_HEIGHT = 17
_FIGURE_GAP = 6
_FAR = 1e6  # px; what lies further away is drawn there


@dataclass(frozen=True, slots=True)
class Range:
    """Values from `low` to `high`, which are not the same."""

    low: float
    high: float

    def marks(self, most: int) -> list[float]:
        """Return round values within, evenly spread, `most` and one at most."""
        stride = nice_stride((self.high - self.low) / max(1, most))
        first, last = math.ceil(self.low / stride - 1e-9), math.floor(self.high / stride + 1e-9)
        return [round(index * stride, 12) for index in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class PlotArea:
    """A plot in `area`, px, of values `across` and `up`."""

    area: QRectF
    across: Range
    up: Range

    def x(self, value: float) -> float:
        share = (value - self.across.low) / (self.across.high - self.across.low)
        return self.area.left() + _near(share * self.area.width())

    def y(self, value: float) -> float:
        share = (value - self.up.low) / (self.up.high - self.up.low)
        return self.area.bottom() - _near(share * self.area.height())

    def at(self, x: float) -> float:
        """Return the value across that lies at `x` px."""
        share = (x - self.area.left()) / self.area.width()
        return self.across.low + share * (self.across.high - self.across.low)

    def line(self, xs: Doubles, ys: Doubles) -> list[QPointF]:
        """Return the points of a line in px; those that are no numbers are left out."""
        points = zip(xs.tolist(), ys.tolist(), strict=True)
        return [QPointF(self.x(x), self.y(y)) for x, y in points if math.isfinite(y)]


def range_of(values: Doubles, room: float) -> Range:
    """Return the range of `values` [n] and 0, with `room` (a share of it) at both ends."""
    finite = values[np.isfinite(values)]
    low, high = min(0.0, float(finite.min(initial=0.0))), max(0.0, float(finite.max(initial=0.0)))
    if low == high:
        high = 1.0
    more = room * (high - low)
    return Range(low - more, high + more)


def paint_grid(painter: QPainter, look: Look, plot: PlotArea, columns: int, rows: int, *, named: bool = True) -> None:
    """Paint about so many `columns` and `rows` of grid lines, the axes through 0 darker, with figures at the left and,
    where `named`, beneath.
    """
    area = plot.area
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(look.font(11))
    for value in plot.across.marks(columns):
        x = round(plot.x(value))
        _paint_line(painter, look, QPointF(x, area.top()), QPointF(x, area.bottom()), value)
        if named:
            _paint_below(painter, tick_text(value), x, area.bottom())
    for value in plot.up.marks(rows):
        y = round(plot.y(value))
        _paint_line(painter, look, QPointF(area.left(), y), QPointF(area.right(), y), value)
        place = QRectF(0, y - 8, area.left() - _FIGURE_GAP, 16)
        _paint_figure(painter, look, place, tick_text(value))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _paint_line(painter: QPainter, look: Look, start: QPointF, end: QPointF, value: float) -> None:
    painter.setPen(QPen(look.theme.color("axis" if value == 0 else "grid"), 1))
    painter.drawLine(start, end)
    painter.setPen(look.theme.color("text3"))


def _paint_below(painter: QPainter, text: str, x: float, top: float) -> None:
    width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2
    painter.drawText(QRectF(x - width / 2, top + 3, width, 14), int(Qt.AlignmentFlag.AlignCenter), text)


def _paint_figure(painter: QPainter, look: Look, place: QRectF, text: str) -> None:
    painter.setPen(look.theme.color("text3"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)


def _near(px: float) -> float:
    return min(max(px, -_FAR), _FAR)
