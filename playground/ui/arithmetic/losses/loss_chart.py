"""The losses of a prediction as lines over it, with the present point and its tangent."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.loss_figures import ValueFigures, ValueLoss
from playground.ui.arithmetic.losses.strokes import STROKES
from playground.ui.arithmetic.plotting import FIGURES_HEIGHT, FIGURES_WIDTH, PlotArea, Range, paint_grid
from playground.ui.look import Look

_LEAST_TOP = 2.5
_TOPS = (1.0, 2.0, 4.0)  # times 2.5 and a power of ten
_TANGENT = 72.0  # px to either side
_HEAD = 20
_DOT = 5.0


class LossChart(QWidget):
    """Drag in it to move the prediction."""

    dragged = Signal(float)
    """A person wants the prediction there."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._figures: ValueFigures | None = None
        self._chosen = ValueLoss.SQUARED
        self.setAccessibleName(self.tr("Losses over the prediction"))
        self.setToolTip(self.tr("Each loss over the prediction p, with the slope at yours. Drag to move it."))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        look.changed.connect(self.update)

    def show_figures(self, figures: ValueFigures) -> None:
        self._figures = figures
        self.update()

    def choose(self, loss: ValueLoss) -> None:
        """Draw the line of `loss` strong, with its tangent."""
        self._chosen = loss
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        figures = self._figures
        if figures is None:
            return
        painter = QPainter(self)
        plot = self._plot(figures)
        paint_grid(painter, self._look, plot, 6, round(plot.area.height() / 34))
        self._paint_target(painter, plot, figures.ask.target)
        painter.setClipRect(plot.area.adjusted(0, 0, 0, 2))
        for loss in sorted(ValueLoss, key=lambda loss: loss is self._chosen):
            painter.setPen(STROKES[loss].pen(self._look.theme, strong=loss is self._chosen))
            painter.drawPolyline(plot.line(figures.at, figures.curves[loss]))
        self._paint_point(painter, plot, figures)

    def _plot(self, figures: ValueFigures) -> PlotArea:
        area = QRectF(FIGURES_WIDTH, _HEAD, self.width() - FIGURES_WIDTH - 8, self.height() - _HEAD - FIGURES_HEIGHT)
        return PlotArea(area, Range(figures.ask.low, figures.ask.high), Range(0.0, _top(figures)))

    def _paint_target(self, painter: QPainter, plot: PlotArea, target: float) -> None:
        """Mark where the target is, and what the plot's axes are."""
        x = plot.x(target)
        painter.setPen(QPen(self._look.theme.color("text3"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.area.top()), QPointF(x, plot.area.bottom()))
        painter.setFont(self._look.font(11))
        painter.drawText(QRectF(x - 60, 0, 120, _HEAD - 4), int(Qt.AlignmentFlag.AlignCenter), self.tr("target t"))

    def _paint_point(self, painter: QPainter, plot: PlotArea, figures: ValueFigures) -> None:
        figure = figures.of[self._chosen]
        if figure.value is None:
            return
        theme = self._look.theme
        point = QPointF(plot.x(figures.ask.prediction), plot.y(figure.value))
        rise = figure.gradients[0] * (plot.y(1) - plot.y(0)) / (plot.x(1) - plot.x(0))
        along = QPointF(1, rise) * (_TANGENT / math.hypot(1, rise))
        painter.setPen(QPen(theme.color("text"), 1.25))
        painter.drawLine(point - along, point + along)
        painter.setClipping(False)
        painter.setPen(QPen(theme.color("surface"), 2))
        painter.setBrush(theme.color("text"))
        painter.drawEllipse(point, _DOT, _DOT)

    def _drag(self, event: QMouseEvent) -> None:
        if self._figures is not None:
            ask = self._figures.ask
            at = self._plot(self._figures).at(event.position().x())
            self.dragged.emit(round(min(max(at, ask.low), ask.high), 2))


def _top(figures: ValueFigures) -> float:
    """Return the greatest loss that is shown: a round one above those of the present prediction."""
    values = [figure.value for figure in figures.of.values() if figure.value is not None]
    needed = 1.1 * max(values)
    if needed <= _LEAST_TOP:
        return _LEAST_TOP
    power = 10.0 ** math.floor(math.log10(needed / _LEAST_TOP))
    return next(top for top in (_LEAST_TOP * power * step for step in (*_TOPS, 10.0)) if top >= needed)
