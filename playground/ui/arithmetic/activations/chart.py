"""One function large: its values above, its slope beneath, and behind both the sums that reach a layer."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.activations import ALMOST_FLAT, DESCRIBED, Curve, Curves, Sums
from playground.core.model_options import Activation
from playground.ui.arithmetic.activations.words import range_text
from playground.ui.arithmetic.formulas import RAISED, output_formula, slope_formula
from playground.ui.arithmetic.plotting import FIGURES_HEIGHT, FIGURES_WIDTH, PlotArea, Range, paint_grid, range_of
from playground.ui.figures import significant
from playground.ui.look import SEMIBOLD, Look

_HEAD = 20  # px, of the line over each of the two plots
_UPPER = 0.58  # of the height of both plots
_BARS = 0.5  # of a plot's height, that the highest bar takes
_ROOM = 0.08
_SAMPLE = 18  # px, of the lines in the heads
_STRIDE = 10  # places that an arrow key goes
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class _Plots:
    """The two plots, one above the other, and the heads over them."""

    upper: PlotArea
    lower: PlotArea


class FunctionChart(QWidget):
    """The pointer reads values; with the keyboard the arrow keys do, Shift makes them go in small steps."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._activation = Activation.RELU
        self._curves: Curves | None = None
        self._sums: Sums | None = None
        self._cursor: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The function and its slope, over the sums that reach the layer"))
        look.changed.connect(self.update)

    def show_function(self, activation: Activation, curves: Curves | None) -> None:
        if curves is None or self._curves is None or curves.extent != self._curves.extent:
            self._cursor = None
        self._activation, self._curves = activation, curves
        self._told()

    def show_sums(self, sums: Sums | None) -> None:
        """Show which sums reach the layer."""
        self._sums = sums
        self.update()

    def reading(self) -> tuple[str, str] | None:
        """Return what the cursor reads: a value, and a slope."""
        curve = self._curve()
        if self._cursor is None or curve is None or self._curves is None:
            return None
        x, y, slope = (
            significant(round(float(values[self._cursor]), 9), 4) for values in (self._curves.x, curve.y, curve.slope)
        )
        return f"f({x}) = {y}", f"f′({x}) = {slope}"

    def sizeHint(self) -> QSize:
        return QSize(480, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 190)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        plots, curves = self._plots(), self._curves
        if plots is None or curves is None:
            return
        at = plots.upper.at(event.position().x())
        self._move(int(abs(curves.x - at).argmin()) if abs(at) <= curves.extent else None)

    def leaveEvent(self, event: QEvent) -> None:
        self._move(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._move(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = _KEYS.get(Qt.Key(event.key()))
        if direction is not None and self._curves is not None:
            stride = 1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STRIDE
            last = len(self._curves.x) - 1
            present = last // 2 - direction * stride if self._cursor is None else self._cursor
            self._move(min(max(present + direction * stride, 0), last))
        elif event.key() == Qt.Key.Key_Escape and self._cursor is not None:
            self._move(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plots, curves, curve = self._plots(), self._curves, self._curve()
        if plots is None or curves is None or curve is None:
            return
        for plot in (plots.upper, plots.lower):
            self._paint_flat(painter, plot, curves, curve)
            self._paint_sums(painter, plot)
            paint_grid(painter, self._look, plot, 8, round(plot.area.height() / 36), named=plot is plots.lower)
        self._paint_line(painter, plots.lower.line(curves.x, curve.slope), plots.lower.area, self._slope_pen())
        self._paint_line(painter, plots.upper.line(curves.x, curve.y), plots.upper.area, self._value_pen())
        self._paint_heads(painter, plots)
        self._paint_flat_word(painter, plots.lower, curves, curve)
        self._paint_cursor(painter, plots, curves, curve)
        if self.hasFocus():
            painter.setPen(QPen(self._look.theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plots.upper.area.united(plots.lower.area).adjusted(-1, -1, 1, 1), 4, 4)

    def _curve(self) -> Curve | None:
        return None if self._curves is None else self._curves.of[self._activation]

    def _plots(self) -> _Plots | None:
        curves, curve = self._curves, self._curve()
        if curves is None or curve is None:
            return None
        across = Range(-curves.extent, curves.extent)
        width = self.width() - FIGURES_WIDTH - 8
        height = self.height() - 2 * _HEAD - FIGURES_HEIGHT - 4
        upper = QRectF(FIGURES_WIDTH, _HEAD, width, round(_UPPER * height))
        top = upper.bottom() + _HEAD + 4
        lower = QRectF(FIGURES_WIDTH, top, width, self.height() - FIGURES_HEIGHT - top)
        return _Plots(
            PlotArea(upper, across, range_of(curve.y, _ROOM)), PlotArea(lower, across, range_of(curve.slope, _ROOM))
        )

    def _value_pen(self) -> QPen:
        return QPen(self._look.theme.color("accent"), 2)

    def _slope_pen(self) -> QPen:
        return QPen(self._look.theme.color("text2"), 1.5, Qt.PenStyle.DashLine)

    def _paint_line(self, painter: QPainter, points: list[QPointF], area: QRectF, pen: QPen) -> None:
        painter.save()
        painter.setClipRect(area.adjusted(0, -2, 0, 2))
        painter.setPen(pen)
        painter.drawPolyline(points)
        painter.restore()

    def _paint_flat(self, painter: QPainter, plot: PlotArea, curves: Curves, curve: Curve) -> None:
        """Shade where the slope is almost 0."""
        for low, high in _flat_parts(curves, curve):
            left, right = plot.x(low), plot.x(high)
            area = QRectF(left, plot.area.top(), right - left, plot.area.height())
            painter.fillRect(area, self._look.theme.color("sunken"))

    def _paint_flat_word(self, painter: QPainter, plot: PlotArea, curves: Curves, curve: Curve) -> None:
        """Say within the widest shaded part what it is, where there is room."""
        parts = sorted(_flat_parts(curves, curve), key=lambda part: part[1] - part[0])
        if not parts:
            return
        font = self._look.font(11)
        text = self.tr("slope 0") if self._activation is Activation.RELU else self.tr("slope almost 0")
        left, right = plot.x(parts[-1][0]), plot.x(parts[-1][1])
        if QFontMetricsF(font).horizontalAdvance(text) + 12 > right - left:
            return
        painter.setFont(font)
        painter.setPen(self._look.theme.color("text3"))
        place = QRectF(left, plot.area.top() + 3, right - left, 16)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_sums(self, painter: QPainter, plot: PlotArea) -> None:
        sums = self._sums
        if sums is None or not len(sums.counts):
            return
        painter.save()
        painter.setClipRect(plot.area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        tallest = _BARS * plot.area.height() / int(sums.counts.max())
        edges = [round(plot.x(edge)) for edge in sums.edges.tolist()]
        for left, right, count in zip(edges, edges[1:], sums.counts.tolist(), strict=False):
            high = round(count * tallest) if count else 0
            gap = 1 if right - left > 3 else 0
            bar = QRectF(left, plot.area.bottom() - high, max(1, right - left - gap), high)
            painter.fillRect(bar, self._look.theme.color("train_raw"))
        painter.restore()

    def _paint_heads(self, painter: QPainter, plots: _Plots) -> None:
        """Write over each plot what its line is, and at the right what the cursor reads, or the range."""
        reading = self.reading()
        right = reading or (range_text(DESCRIBED[self._activation]), "")
        formula, slope = self._formulas()
        heads = (
            (0.0, formula, self._value_pen(), right[0]),
            (plots.upper.area.bottom() + 4, slope, self._slope_pen(), right[1]),
        )
        for top, name, pen, text in heads:
            middle = top + _HEAD / 2 - 1
            painter.setPen(pen)
            painter.drawLine(QPointF(FIGURES_WIDTH, middle), QPointF(FIGURES_WIDTH + _SAMPLE, middle))
            place = QRectF(FIGURES_WIDTH + _SAMPLE + 8, top, self.width() - FIGURES_WIDTH - _SAMPLE - 16, _HEAD - 2)
            painter.setFont(self._look.font(12))
            painter.setPen(self._look.theme.color("text"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
            painter.setFont(self._look.font(12, SEMIBOLD) if reading else self._look.font(12))
            painter.setPen(self._look.theme.color("text" if reading else "text3"))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_cursor(self, painter: QPainter, plots: _Plots, curves: Curves, curve: Curve) -> None:
        if self._cursor is None:
            return
        theme = self._look.theme
        at = float(curves.x[self._cursor])
        for plot, values, role in ((plots.upper, curve.y, "accent"), (plots.lower, curve.slope, "text2")):
            x, y = plot.x(at), plot.y(float(values[self._cursor]))
            painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, plot.area.top()), QPointF(x, plot.area.bottom()))
            painter.setPen(QPen(theme.color("surface"), 2))
            painter.setBrush(theme.color(role))
            painter.drawEllipse(QPointF(x, y), 4.5, 4.5)

    def _move(self, cursor: int | None) -> None:
        if cursor != self._cursor:
            self._cursor = cursor
            self._told()

    def _told(self) -> None:
        self.setAccessibleDescription(
            ", ".join(self.reading() or (*self._formulas(), range_text(DESCRIBED[self._activation])))
        )
        self.update()

    def _formulas(self) -> tuple[str, str]:
        kind = self._activation
        return f"f(x) = {output_formula(kind, 'x', RAISED)}", f"f′(x) = {slope_formula(kind, 'x', 'f(x)', RAISED)}"


def _flat_parts(curves: Curves, curve: Curve) -> Iterator[tuple[float, float]]:
    """Yield the stretches of x where the slope is almost 0."""
    flat = np.abs(curve.slope) < ALMOST_FLAT * curve.slope.max()
    turns = np.flatnonzero(np.diff(np.concatenate([[False], flat, [False]]).astype(np.int8)))
    for first, end in turns.reshape(-1, 2).tolist():
        yield float(curves.x[first]), float(curves.x[end - 1])
