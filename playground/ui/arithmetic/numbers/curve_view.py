"""An activation as a small curve, with the point on it where a neuron is."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.numbers import Numbers
from playground.ui.arithmetic.numbers.words import figure, output_figure
from playground.ui.look import SEMIBOLD, Look

_LEFT, _BOTTOM, _TOP, _RIGHT = 54, 16, 6, 8
_HEIGHT, _SMALL_HEIGHT = 104, 48
_APART = 12  # px between the middles of two figures
_POINT = 4.5  # radius, px


class CurveView(QWidget):
    """Net to the right, output upwards; fine lines lead from the net up to the curve and over to the output."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._numbers: Numbers | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The activation as a curve"))
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_numbers(self, numbers: Numbers) -> None:
        """Draw the curve of this neuron's activation, and where the neuron is."""
        self._numbers = numbers
        self.update()

    def point(self) -> QPointF | None:
        """Return where the neuron is drawn, px; None where it is nowhere."""
        numbers = self._numbers
        if numbers is None or not (math.isfinite(numbers.net) and math.isfinite(numbers.output)):
            return None
        return self._place(numbers, numbers.net, numbers.output)

    def sizeHint(self) -> QSize:
        return QSize(230, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._numbers is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter, self._numbers)
        x, y = self._numbers.curve
        places = [self._place(self._numbers, *pair) for pair in zip(x.tolist(), y.tolist(), strict=True)]
        painter.setPen(QPen(self._look.theme.color("text2"), 1.75))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        self._paint_point(painter, self._numbers)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _place(self, numbers: Numbers, net: float, output: float) -> QPointF:
        area, (x, y) = self._area(), numbers.curve
        low, high = _bounds(y)
        across = (net - x[0]) / (x[-1] - x[0])
        return QPointF(
            area.left() + across * area.width(), area.bottom() - (output - low) / (high - low) * area.height()
        )

    def _paint_axes(self, painter: QPainter, numbers: Numbers) -> None:
        theme, area = self._look.theme, self._area()
        low, high = _bounds(numbers.curve[1])
        painter.setPen(QPen(theme.color("axis"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if low < 0 < high:
            zero = self._place(numbers, 0.0, 0.0)
            painter.drawLine(QPointF(area.left(), zero.y()), QPointF(area.right(), zero.y()))
        if numbers.threshold is not None and low < numbers.threshold < high:
            height = self._place(numbers, 0.0, numbers.threshold).y()
            painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        painter.setFont(self._look.font(11))
        painter.setPen(theme.color("text3"))
        point = self.point()
        for level, text in _levels(numbers):
            y = self._place(numbers, 0.0, level).y()
            if point is None or abs(self._middle(painter, y) - self._middle(painter, point.y())) >= _APART:
                self._paint_level(painter, text, y)
        end = float(numbers.curve[0][-1])
        for net in (-end, 0.0, end):
            self._paint_net(painter, figure(net, 0), self._place(numbers, net, low).x())

    def _paint_point(self, painter: QPainter, numbers: Numbers) -> None:
        place, theme, area = self.point(), self._look.theme, self._area()
        if place is None:
            return
        painter.setPen(QPen(theme.color("accent"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(place.x(), area.bottom()), place)
        painter.drawLine(QPointF(area.left(), place.y()), place)
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(place, _POINT, _POINT)
        painter.setFont(self._look.font(11, SEMIBOLD))
        painter.setPen(theme.color("text"))
        self._paint_level(painter, output_figure(numbers.output), place.y())

    def _on_look_changed(self) -> None:
        self.setFixedHeight(_SMALL_HEIGHT if self._look.small else _HEIGHT)
        self.update()

    def _paint_level(self, painter: QPainter, text: str, y: float) -> None:
        """Write a figure at the left of the height `y`."""
        metrics = QFontMetricsF(painter.font())
        left = _LEFT - 6 - metrics.horizontalAdvance(text)
        painter.drawText(QPointF(left, self._middle(painter, y) + metrics.capHeight() / 2), text)

    def _middle(self, painter: QPainter, y: float) -> float:
        """Return the middle of a figure that is written for the height `y`: all of it within the widget."""
        half = QFontMetricsF(painter.font()).capHeight() / 2
        return max(half, min(y, self.height() - _BOTTOM - half))

    def _paint_net(self, painter: QPainter, text: str, x: float) -> None:
        metrics = QFontMetricsF(painter.font())
        width = metrics.horizontalAdvance(text)
        left = max(_LEFT - 2.0, min(x - width / 2, self.width() - width))
        painter.drawText(QPointF(left, self.height() - 3), text)


def _levels(numbers: Numbers) -> list[tuple[float, str]]:
    """Return the outputs that are named at the left, and how: the ends of the scale, and a threshold between them."""
    low, high = _bounds(numbers.curve[1])
    threshold = numbers.threshold
    ends = [(low, figure(low, 0)), (high, figure(high, 0))]
    return ends if threshold is None or not low < threshold < high else [*ends, (threshold, f"{threshold:g}")]


def _bounds(outputs: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, float]:
    """Return the least and the greatest output that is drawn: 0 is always between them."""
    finite = outputs[np.isfinite(outputs)]
    low, high = min(0.0, float(finite.min(initial=0.0))), max(0.0, float(finite.max(initial=0.0)))
    return (low, high) if high > low else (0.0, 1.0)
