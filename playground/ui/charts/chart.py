"""One chart of the run: its curves in pyqtgraph, drawn only when something changed, and a cursor that reads them."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.core.history import History, Line, Metric
from playground.ui.charts.items import EndLabel, Fonts, Frame, FrameItem, Mark, Marks, MarksItem, Reading, Row
from playground.ui.charts.lines import ChartLines, ChartOptions, nearest, thinned
from playground.ui.charts.plane import Plane
from playground.ui.charts.smoothing import Columns
from playground.ui.charts.ticks import Axis, value_text
from playground.ui.figures import whole
from playground.ui.look import Look
from playground.ui.words import say

_LEFT = 44.0  # room for the texts of the value axis
_TOP = 30.0
_BOTTOM = 24.0
_END_ROOM = 88.0  # after the last point, for the labels
_LABEL_AWAY = 8.0
_CROSS_AWAY = 14.0
_CROSS_INSIDE = 8.0
_ROOM_GRAIN = 8.0
_TICK_WIDTH = 76.0
_TICK_HEIGHT = 52.0
_MOST_VALUE_TICKS = 6
_DIAMONDS_APART = 9.0
_SNAP = 12.0
_SMOOTH = 0.5  # a train line that is smoothed less is a thin one, as a wide one would fill the chart
_BESIDE = 1.5  # from there on a point is seen to lie beside the cursor
_KEY_REASONS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
_MOUSE_EVENTS = {
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.ContextMenu,
}


class Chart(QWidget):
    """The metrics of one chart over time.

    Mouse or arrow keys move a cursor, which the chart does not show by itself: `pointed` says where it is wanted, so
    that all charts can show it at once.
    """

    pointed = Signal(object)
    """The step under the cursor, an int, or None when it left."""

    def __init__(self, metrics: Sequence[Metric], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines = ChartLines(metrics)
        self._options = ChartOptions()
        self._followed = False
        self._cursor: int | None = None
        self._diverged = False
        self._ring = False
        self._stale = True
        self._build()
        self._plane = Plane(QRectF(0, 0, 1, 1), self._options.timeline, Axis(0, 1, ()), Axis(0, 1, ()))
        self._drawn = self._lines.lines(self._options, 1)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def title(self) -> str:
        return say(self._lines.title)

    @property
    def empty(self) -> bool:
        """Whether there is no line to see yet."""
        return self._lines.last_step == 0

    @property
    def has_log_axis(self) -> bool:
        """Whether its values can stand on a logarithmic axis: measures that are zero at best."""
        return self._lines.lower_is_better and self._lines.unit == ""

    def follow(self, history: History | None) -> None:
        """Show `history` from now on; None: say where the curves will appear."""
        self._followed = history is not None
        self._lines.follow(history)
        self._lines.update()
        self._changed()

    def set_options(self, options: ChartOptions) -> None:
        if options != self._options:
            self._options = options
            self._set_pens()
            self._changed()

    def set_diverged(self, diverged: bool) -> None:
        """Mark the end of the train line as where the run diverged."""
        if diverged != self._diverged:
            self._diverged = diverged
            self._changed()

    def show_cursor(self, step: int | None) -> None:
        """Read all lines at `step`; None: nothing."""
        if step != self._cursor:
            self._cursor = step
            self._show_marks()

    def refresh(self) -> bool:
        """Read what is new and draw it, unless nobody sees it; return whether something was drawn."""
        if not self.isVisible():
            return False
        news = self._lines.update()
        if not (news or self._stale):
            return False
        self._draw()
        return True

    def reading_text(self) -> str:
        """Say what the cursor, or without one the newest points, read; without points, when there will be some."""
        reading = self._reading()
        if reading is not None:
            return ", ".join([reading.head, *(f"{row.word} {row.value}" for row in reading.rows)])
        labels = (f"{label.word} {label.value} {label.moment}".strip() for label in self._labels())
        return ", ".join(labels) or self._sentence()

    def paint_picture(self, painter: QPainter, target: QRectF, scale: float) -> None:
        """Paint the chart without its cursor into `target`, as vectors; one of our px is `scale` of the device."""
        self._draw(cursor=False)
        self._set_pens(scale)
        scene = self._view.scene()
        scene.prepareForPaint()
        scene.render(painter, target, QRectF(self._view.rect()))
        self._set_pens()
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.pointed.emit(self._step_under(event.position()))
        elif event.type() == QEvent.Type.Leave:
            self.pointed.emit(None)
        return event.type() in _MOUSE_EVENTS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in ways:
            self._walk(ways[event.key()])
        elif event.key() == Qt.Key.Key_Escape and self._cursor is not None:
            self.pointed.emit(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in _KEY_REASONS
        self._describe()
        self._show_marks()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self._show_marks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lines.update()
        self._changed()

    def _build(self) -> None:
        self.setAccessibleName(self.title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._view = pg.GraphicsView(self)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.viewport().installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False)
        self._box.setZValue(0)  # it would lie beneath the grid
        self._box.disableAutoRange()
        self._raw = pg.PlotCurveItem(antialias=True, skipFiniteCheck=True)
        self._train = pg.PlotCurveItem(antialias=True, skipFiniteCheck=True)
        self._test = pg.PlotCurveItem(antialias=True, skipFiniteCheck=True)
        for curve in (self._raw, self._train, self._test):
            self._box.addItem(curve)
        self._frame_item = FrameItem(self._look)
        self._marks_item = MarksItem(self._look)
        for item in (self._frame_item, self._box, self._marks_item):
            self._view.scene().addItem(item)

    def _on_look_changed(self) -> None:
        self._fonts = Fonts(self._look)
        self._view.setBackground(self._look.theme.surface)
        self._set_pens()
        self._changed()

    def _set_pens(self, scale: float = 1.0) -> None:
        """Set the curves' pens; their widths are of the device's px, `scale` of them to one of ours."""
        theme = self._look.theme
        smooth = self._options.smoothing >= _SMOOTH
        self._raw.setPen(pg.mkPen(theme.train_raw, width=scale))
        self._train.setPen(pg.mkPen(theme.train, width=scale * (1.75 if smooth else 1.0)))
        self._test.setPen(pg.mkPen(theme.accent, width=scale * 2))
        self._test.setShadowPen(pg.mkPen(theme.surface, width=scale * 4))

    def _changed(self) -> None:
        """Draw everything anew: at once if it is seen, else when it will be."""
        self._stale = True
        if self.isVisible():
            self._draw()

    def _draw(self, cursor: bool = True) -> None:
        self._stale = False
        plot = self._plot()
        self._drawn = self._lines.lines(self._options, plot.width())
        self._plane = Plane(plot, self._options.timeline, self._time_axis(plot), self._value_axis(plot))
        self._place_box()
        self._show_curves()
        self._frame_item.show_frame(self._frame(), self._fonts)
        self._show_marks(cursor)

    def _plot(self) -> QRectF:
        size = QRectF(self._view.rect())
        plot = size.adjusted(_LEFT, _TOP, 0, -_BOTTOM)
        return QRectF(plot.left(), plot.top(), max(1.0, plot.width()), max(1.0, plot.height()))

    def _time_axis(self, plot: QRectF) -> Axis:
        most = max(1, int(plot.width() / _TICK_WIDTH))
        last = self._drawn.last_step
        return self._lines.time_axis(self._options.timeline, last, self._room(), plot.width(), most)

    def _value_axis(self, plot: QRectF) -> Axis:
        most = min(_MOST_VALUE_TICKS, max(2, round(plot.height() / _TICK_HEIGHT)))
        return self._lines.value_axis(self._drawn, self._options.log, most)

    def _room(self) -> float:
        """Return how many px the labels at the lines' ends need; 0 without any, and never a little more or less."""
        widths = [self._fonts.label_width(*label) for _, label in self._ends()]
        needed = max(_END_ROOM, _CROSS_AWAY + max(widths)) if widths else 0.0
        return _ROOM_GRAIN * math.ceil(needed / _ROOM_GRAIN)

    def _place_box(self) -> None:
        plane = self._plane
        if self._box.geometry() != plane.plot:
            self._box.setGeometry(plane.plot)
        ranges = [[plane.time.low, plane.time.high], [plane.values.low, plane.values.high]]
        if self._box.viewRange() != ranges:
            self._box.setRange(xRange=ranges[0], yRange=ranges[1], padding=0, disableAutoRange=False)

    def _show_curves(self) -> None:
        curves = ((self._raw, self._drawn.raw), (self._train, self._drawn.train), (self._test, self._drawn.test))
        for curve, line in curves:
            curve.setData(self._options.timeline.at(line.steps), self._plane.values.at(line.values))

    def _frame(self) -> Frame:
        plane, timeline = self._plane, self._options.timeline
        better = self.tr("lower is better") if self._lines.lower_is_better else self.tr("higher is better")
        bare = Frame(
            size=QRectF(self._view.rect()),
            plot=plane.plot,
            title=self.title,
            abouts=(say(self._lines.about), better),
            sentence=self._sentence(),
        )
        if not self._followed:
            return bare
        return replace(
            bare,
            origin=self.tr("epoch 0") if timeline.in_epochs else self.tr("step 0"),
            x_marks=tuple(Mark(plane.x(tick.at), tick.text) for tick in plane.time.ticks),
            y_marks=tuple(Mark(plane.y(tick.at), tick.text) for tick in plane.values.ticks),
        )

    def _sentence(self) -> str:
        if not self._followed:
            return self.tr("{chart} appears here once there is a run to train").format(chart=self.title)
        if not self.empty:
            return ""
        return self.tr("{chart} appears here once you press Train").format(chart=self.title)

    def _show_marks(self, cursor: bool = True) -> None:
        marks = Marks(
            size=QRectF(self._view.rect()),
            plot=self._plane.plot,
            diamonds=self._diamonds(),
            labels=self._labels(),
            reading=self._reading() if cursor else None,
            cross=self._end_of_train() if self._diverged else None,
            focus=self._ring and cursor,
        )
        self._marks_item.show_marks(marks, self._fonts)

    def _diamonds(self) -> tuple[QPointF, ...]:
        line, plane = self._drawn.test, self._plane
        xs, ys = plane.xs(line), plane.ys(line)
        places = [QPointF(xs[index], ys[index]) for index in thinned(xs, _DIAMONDS_APART)]
        return tuple(place for place in places if plane.plot.contains(place))

    def _labels(self) -> tuple[EndLabel, ...]:
        if not self._ends():
            return ()
        right = self._right() + (_CROSS_AWAY if self._diverged else _LABEL_AWAY)
        old = self._lines.outdated_test(self._options.timeline)
        moment = "" if old is None else self.tr("at step {step}").format(step=whole(old))
        return tuple(
            EndLabel(
                word,
                value,
                QPointF(right, self._plane.inside(self._plane.point(line, -1)).y()),
                test,
                moment if test else "",
            )
            for line, (word, value, test) in self._ends()
        )

    def _ends(self) -> list[tuple[Columns, tuple[str, str, bool]]]:
        """Return the lines that have points, each with the word, the value and the kind of the label at its end."""
        unit = self._lines.unit
        ends = []
        if len(self._drawn.train):
            text = value_text(float(self._drawn.train.values[-1]), unit)
            ends.append((self._drawn.train, (say(self._lines.word(Line.TRAIN)), text, False)))
        newest = self._lines.newest(Line.TEST)
        if len(self._drawn.test) and newest is not None:
            ends.append((self._drawn.test, (say(self._lines.word(Line.TEST)), value_text(newest, unit), True)))
        return ends

    def _end_of_train(self) -> QPointF | None:
        line = self._drawn.train
        return self._plane.inside(self._plane.point(line, -1), _CROSS_INSIDE) if len(line) else None

    def _reading(self) -> Reading | None:
        if self._cursor is None or not self._ends():
            return None
        rows, note = [], ""
        x = self._plane.x(self._options.timeline.coordinate(self._cursor))
        for line, (word, _, test) in self._ends():
            index = nearest(line, self._cursor)
            place = self._plane.point(line, index)
            rows.append(Row(word, value_text(float(line.values[index]), self._lines.unit), place, test))
            if test and abs(place.x() - x) > _BESIDE:
                note = self.tr("{line} at step {step}").format(line=word, step=whole(round(line.steps[index])))
        return Reading(x, self._moment(self._cursor), tuple(rows), note, at_top=self._lines.lower_is_better)

    def _moment(self, step: int) -> str:
        timeline = self._options.timeline
        step_text = self.tr("step {step}").format(step=whole(step))
        if not timeline.knows_epochs:
            return step_text
        epoch_text = self.tr("epoch {epoch}").format(epoch=timeline.epoch_text(step))
        texts = (epoch_text, step_text) if timeline.in_epochs else (step_text, epoch_text)
        return " · ".join(texts)

    def _right(self) -> float:
        return max(float(self._plane.xs(line)[-1]) for line, _ in self._ends())

    def _step_under(self, place: QPointF) -> int | None:
        """Return the step that the mouse means: an evaluation if one is near, else any; None beside the lines."""
        drawn, plane = self._drawn, self._plane
        if not self._ends() or not plane.plot.left() - _SNAP <= place.x() <= self._right() + _SNAP:
            return None
        step = plane.step(place.x())
        if len(drawn.test):
            index = nearest(drawn.test, step)
            if not len(drawn.train) or abs(plane.point(drawn.test, index).x() - place.x()) <= _SNAP:
                return round(float(drawn.test.steps[index]))
        return round(float(drawn.train.steps[nearest(drawn.train, step)]))

    def _walk(self, way: int) -> None:
        """Move the cursor to the next point before (-1) or after (1) it; it begins at the newest."""
        line = self._drawn.test if len(self._drawn.test) > 1 else self._drawn.train
        steps = np.unique(line.steps.round()).astype(int)
        if not len(steps):
            return
        at = len(steps) - 1
        if self._cursor is not None:
            at = int(np.searchsorted(steps, self._cursor, side="left" if way < 0 else "right")) + min(way, 0)
        self.pointed.emit(int(steps[min(max(at, 0), len(steps) - 1)]))
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.reading_text())
