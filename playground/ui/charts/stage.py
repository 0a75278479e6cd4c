"""The view in which a chart is painted: the items of its scene, each painted anew only where it changed."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from playground.ui.charts.frame import Frame, FrameItem
from playground.ui.charts.goal_places import PlacedGoal
from playground.ui.charts.goals_item import GoalsItem
from playground.ui.charts.items import Fonts
from playground.ui.charts.marks import Marks
from playground.ui.charts.marks_item import MarksItem
from playground.ui.charts.traces import EarlierItem, Trace, Traces, TracesItem
from playground.ui.look import Look


class Stage(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Shows a frame, the lines of earlier runs, those of the present one, values to reach, and marks above them: in
    this order.
    """

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.fonts = Fonts(look)
        self._frame_item = FrameItem(look)
        self._earlier_item = EarlierItem(look)
        self._traces_item = TracesItem(look)
        self._goals_item = GoalsItem(look)
        self._marks_item = MarksItem(look)
        self._items = (
            self._frame_item,
            self._earlier_item,
            self._traces_item,
            self._goals_item,
            self._marks_item,
        )
        for item in self._items:
            self.scene().addItem(item)
        self.repaint_all()

    @property
    def size_f(self) -> QRectF:
        return QRectF(self.rect())

    def repaint_all(self) -> None:
        """Paint everything anew, in the look as it is now."""
        self.fonts = Fonts(self._look)
        self.setBackground(self._look.theme.surface)
        for item in self._items:
            item.update()

    def show_still(self, frame: Frame, earlier: Sequence[Trace]) -> None:
        """Show what stands still while the axes do."""
        self._frame_item.show_frame(frame, self.fonts)
        self._earlier_item.show_lines(frame.size, frame.plot, earlier)

    def show_traces(self, traces: Traces) -> None:
        self._traces_item.show_traces(self.size_f, traces)

    def show_goals(self, plot: QRectF, goals: tuple[PlacedGoal, ...], gap: QRectF) -> None:
        self._goals_item.show_goals(self.size_f, plot, goals, self.fonts, gap)

    def show_marks(self, marks: Marks) -> None:
        self._marks_item.show_marks(marks, self.fonts)

    def paint_picture(self, painter: QPainter, target: QRectF) -> None:
        """Paint all of it into `target`, as vectors: without the pictures that are kept of what stands still."""
        kept = [(item, item.cacheMode()) for item in self._items]
        for item, _ in kept:
            item.setCacheMode(item.CacheMode.NoCache)
        scene = self.scene()
        scene.prepareForPaint()
        scene.render(painter, target, self.size_f)
        for item, mode in kept:
            item.setCacheMode(mode)
