"""Paints the values to reach over the lines of a chart."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from playground.ui.charts.goal_places import PlacedGoal
from playground.ui.charts.items import ChartItem, Fonts, crisp
from playground.ui.look import Look

_DASHES = (4.0, 3.0)
_MARK = 3.5
_RANGE_OPACITY = 0.08


class GoalsItem(ChartItem):
    """Dashed lines with a label each, and hollow marks."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, z=5)  # between the curves and what the cursor reads
        self._goals: tuple[PlacedGoal, ...] = ()
        self._plot = self._gap = QRectF()
        self._fonts = Fonts(look)

    def show_goals(self, size: QRectF, plot: QRectF, goals: tuple[PlacedGoal, ...], fonts: Fonts, gap: QRectF) -> None:
        """Show `goals` in a chart of `size`, but nothing of them in the `gap`, where a sentence stands."""
        shown = (size, plot, goals, fonts, gap)
        if shown != (self.boundingRect(), self._plot, self._goals, self._fonts, self._gap):
            _, self._plot, self._goals, self._fonts, self._gap = shown
            self.cover(size)
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not self._gap.isNull():
            painter.setClipRegion(QRegion(self.boundingRect().toRect()).subtracted(QRegion(self._gap.toAlignedRect())))
        for goal in self._goals:
            self._paint_line(painter, goal, goal.y)
            if goal.most is not None:
                self._paint_range(painter, goal, goal.most)
                self._paint_line(painter, goal, goal.most)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for goal in self._goals:
            self._paint_marks(painter, goal)
        for goal in self._goals:
            if not goal.label.isNull():
                self._paint_label(painter, goal)

    def _paint_range(self, painter: QPainter, goal: PlacedGoal, most: float) -> None:
        area = QRectF(QPointF(self._plot.left(), most), QPointF(goal.end, goal.y)).intersected(self._plot)
        painter.fillRect(area, self.color(goal.ink, _RANGE_OPACITY))

    def _paint_line(self, painter: QPainter, goal: PlacedGoal, height: float) -> None:
        if not self._plot.top() <= height <= self._plot.bottom():
            return
        pen = QPen(self.color(goal.ink), 1, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        y = crisp(height)
        left, right = self._plot.left(), min(goal.end, self._plot.right())
        if left < right:
            painter.drawLine(QPointF(left, y), QPointF(right, y))

    def _paint_label(self, painter: QPainter, goal: PlacedGoal) -> None:
        painter.fillRect(goal.label, self.color("surface"))  # so that neither curves nor marks run through the text
        painter.setFont(self._fonts.tick)
        painter.setPen(self.color(goal.color))
        painter.drawText(goal.label, Qt.AlignmentFlag.AlignCenter, goal.text)

    def _paint_marks(self, painter: QPainter, goal: PlacedGoal) -> None:
        painter.setPen(QPen(self.color(goal.ink), 1.25))
        painter.setBrush(self.color("surface"))
        for place in goal.marks:
            painter.drawEllipse(place, _MARK, _MARK)
