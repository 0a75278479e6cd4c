"""A line through points, with how far it is from each."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.loss_figures import LineFigures
from playground.ui.arithmetic.plotting import FIGURES_HEIGHT, FIGURES_WIDTH, PlotArea, Range, paint_grid, range_of
from playground.ui.look import Look

_ROOM = 0.08
_DOT = 4.5
_TOP = 8


class LineChart(QWidget):
    """Errors above 0 are drawn in the colour of what is positive, others in that of what is negative."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._figures: LineFigures | None = None
        self.setAccessibleName(self.tr("The line, the points and how far it is from each"))
        self.setToolTip(self.tr("How far the line is from each point: blue where it lies above, orange below."))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_figures(self, figures: LineFigures) -> None:
        self._figures = figures
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        figures = self._figures
        if figures is None:
            return
        painter = QPainter(self)
        theme = self._look.theme
        plot = self._plot(figures)
        paint_grid(painter, self._look, plot, 6, round(plot.area.height() / 34))
        ask = figures.ask
        for (x, y), error in zip(ask.points, figures.errors, strict=True):
            painter.setPen(QPen(theme.color("pos" if error > 0 else "neg"), 2.5))
            painter.drawLine(QPointF(plot.x(x), plot.y(y)), QPointF(plot.x(x), plot.y(y + error)))
        painter.setPen(QPen(theme.color("accent"), 2))
        ends = np.array([plot.across.low, plot.across.high])
        painter.drawPolyline(plot.line(ends, ask.weight * ends + ask.bias))
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.setBrush(theme.color("text"))
        for x, y in ask.points:
            painter.drawEllipse(QPointF(plot.x(x), plot.y(y)), _DOT, _DOT)

    def _plot(self, figures: LineFigures) -> PlotArea:
        area = QRectF(FIGURES_WIDTH, _TOP, self.width() - FIGURES_WIDTH - 8, self.height() - _TOP - FIGURES_HEIGHT)
        points = np.array(figures.ask.points)
        across = range_of(points[:, 0], _ROOM)
        ends = np.array([across.low, across.high])
        line = figures.ask.weight * ends + figures.ask.bias
        up: Range = range_of(np.concatenate([points[:, 1], line]), _ROOM)
        return PlotArea(area, across, up)
