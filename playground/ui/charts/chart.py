"""One chart of the run: drawn only where something changed, with a cursor that reads it and a closer look at a part."""

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from playground.core.experiment import Experiment
from playground.core.history import History, Metric
from playground.ui.charts.chart_words import ChartWords
from playground.ui.charts.cover import Cover
from playground.ui.charts.earlier import NONE_HELD, EarlierLine, EarlierRun, held
from playground.ui.charts.frame import sentence_area
from playground.ui.charts.goal_places import Goals, PlacedGoal
from playground.ui.charts.goals import Goal
from playground.ui.charts.lines import ChartLines, ChartOptions
from playground.ui.charts.placer import Placer
from playground.ui.charts.shown import Shown
from playground.ui.charts.stage import Stage
from playground.ui.charts.steering import Steering
from playground.ui.charts.whole_button import WholeButton
from playground.ui.look import Look
from playground.ui.words import tooltip

_PASSED = 0.05  # of a view's width, more than a column of its lines
_PASSED_STEPS = 2.0
_MOST_TURNS = 4
_HALF_PX = 0.5
_KEY_REASONS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}


class Chart(QWidget):
    """The metrics of one chart over time.

    What concerns all charts at once it does not do by itself, but says that it is wanted: the cursor that mouse or
    arrow keys move, the earlier run that is pointed at, and the part of the time that is looked at closely.
    """

    pointed = Signal(object)
    """The step under the cursor, an int, or None when it left."""
    earlier_pointed = Signal(object)
    """The number of the earlier run under the cursor, or None."""
    view_wanted = Signal(object)
    """The Span of steps to look at closely, or None: the whole run."""

    def __init__(self, metrics: Sequence[Metric], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines = ChartLines(metrics)
        self._words = ChartWords(self._lines, self)
        self._options = ChartOptions()
        self._followed = False
        self._earlier: tuple[tuple[EarlierRun, EarlierLine], ...] = ()
        self._goals = Goals(metrics, ())
        self._held = NONE_HELD
        self._present: Experiment | None = None
        self._cursor: int | None = None
        self._cursor_run: int | None = None
        self._band: tuple[float, float] | None = None
        self._diverged = False
        self._ring = False
        self._stale = True
        self._waiting = False  # whether there are points that are not drawn
        self._turns_left = 0  # for which such points may wait
        self._still_key: object = None
        self._stage = Stage(look, self)
        self._placer = Placer(self._lines, self._words, self._stage)
        self._build()
        self._placed = self._placer.place(self._options, self._earlier, self._held)
        self._drawn_ends = self._lines.ends
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def title(self) -> str:
        return self._words.title

    @property
    def name(self) -> str:
        """The word by which its metrics name it."""
        return self._lines.metrics[0].chart

    @property
    def last_step(self) -> int:
        """The newest step of any line; 0 before the first one is trained."""
        return self._lines.last_step

    @property
    def empty(self) -> bool:
        """Whether there is no line to see yet."""
        return self._lines.last_step == 0

    @property
    def has_log_axis(self) -> bool:
        """Whether its values can stand on a logarithmic axis."""
        return self._lines.has_log_axis

    def follow(self, history: History | None) -> None:
        """Show `history` from now on; None: say where the curves will appear."""
        self._followed = history is not None
        self._lines.follow(history)
        self._lines.update()
        self._changed()

    def kept(self) -> EarlierLine | None:
        """Return what is to be kept of the run when another takes its place; None where there is nothing."""
        self._lines.update()
        return self._lines.kept(self._options.timeline)

    def set_options(self, options: ChartOptions) -> None:
        if options != self._options:
            self._options = options
            self._changed()

    def set_earlier(self, runs: Sequence[EarlierRun], present: Experiment | None) -> None:
        """Show `runs` faintly behind the present one; their settings are told apart from `present`."""
        if present != self._present:
            self._present = present
            if self._cursor_run is not None:
                self._show_marks()
        earlier = tuple((run, run.lines[self.name]) for run in runs if self.name in run.lines)
        if earlier == self._earlier:
            return
        self._earlier = earlier
        self._hold()

    def set_goals(self, goals: Sequence[Goal]) -> None:
        """Show the values to reach among `goals` that are about its metrics."""
        found = Goals(self._lines.metrics, goals)
        if found.all != self._goals.all:
            self._goals = found
            self._hold()

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

    def show_earlier(self, number: int | None) -> None:
        """Bring the earlier run `number` to the fore while the cursor is shown; None: none."""
        if number != self._cursor_run:
            self._cursor_run = number
            self._show_marks()

    def refresh(self) -> bool:
        """Read what is new and draw it, unless nobody sees it; return whether something was drawn.

        While points pour in that move nothing by half a px, those of a few turns are drawn together.
        """
        if not self.isVisible():
            return False
        news = self._lines.update(self._seen_to)
        if news and not self._stale and self._may_wait():
            return False
        self._turns_left = _MOST_TURNS if news else 0
        if not (news or self._waiting or self._stale):
            return False
        self._draw()
        return True

    def reading_text(self) -> str:
        """Say what the cursor, or without one the newest points, read; without points, when there will be some."""
        return ", ".join([self._words.text(self._shown()), *self._goals.texts()])

    def paint_picture(self, painter: QPainter, target: QRectF) -> None:
        """Paint the chart without its cursor into `target`, as vectors."""
        self._draw(cursor=False)
        self._stage.paint_picture(painter, target)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._steering.take_key(event):
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
        self._stage.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stage)
        self._whole = WholeButton(self._words.whole, self._words.whole_help, self._look, self)
        self._whole.clicked.connect(self._on_whole_clicked)
        self._cover = Cover(self._words, self._stage, self._whole)
        self._steering = self._new_steering()

    def _new_steering(self) -> Steering:
        steering = Steering(self._stage.viewport(), self._shown)
        steering.pointed.connect(self.pointed)
        steering.earlier_pointed.connect(self.earlier_pointed)
        steering.view_wanted.connect(self.view_wanted)
        steering.walked.connect(self._describe)
        steering.mouse.range_drawn.connect(self._on_range_drawn)
        steering.mouse.help_wanted.connect(self._on_help_wanted)
        return steering

    def _on_look_changed(self) -> None:
        self._stage.repaint_all()
        self._still_key = None
        self._changed()

    def _hold(self) -> None:
        """Find what the value axis is to hold beside the lines, and draw it so."""
        earlier = held([line for _, line in self._earlier], lower_is_better=self._lines.lower_is_better)
        self._held = replace(earlier, goals=self._goals.values, starts=self._goals.starts)
        self._changed()

    def _changed(self) -> None:
        """Draw everything anew: at once if it is seen, else when it will be."""
        self._stale = True
        if self.isVisible():
            self._draw()

    def _may_wait(self) -> bool:
        """Tell whether what is new may be drawn with what comes next, since it hardly moves the lines' ends."""
        moved = self._lines.ends_moved(self._drawn_ends)
        if self._turns_left == 0 or moved is None or moved >= _HALF_PX * self._steps_per_px:
            return False
        self._turns_left -= 1
        self._waiting = True
        return True

    @property
    def _seen_to(self) -> float:
        """The step up to which a line is seen."""
        view = self._options.view
        return math.inf if view is None else view.last + _PASSED * view.width + _PASSED_STEPS

    @property
    def _steps_per_px(self) -> float:
        plane = self._placed.plane
        return (plane.step(plane.plot.right()) - plane.step(plane.plot.left())) / plane.plot.width()

    def _draw(self, cursor: bool = True) -> None:
        self._stale = self._waiting = False
        self._placed = self._placer.place(self._options, self._earlier, self._held)
        self._drawn_ends = self._lines.ends
        shown = self._shown()
        self._cover.place_whole_button(shown)
        self._show_still(shown)
        self._stage.show_traces(self._placed.traces())
        self._show_goals(shown)
        self._show_marks(cursor)

    def _show_goals(self, shown: Shown) -> None:
        plot, gap = self._placed.plane.plot, QRectF()
        goals: tuple[PlacedGoal, ...] = ()
        if self._goals.all:
            gap = sentence_area(self._cover.frame(shown, self._goals.heights(self._placed.plane)), self._stage.fonts)
            taken = [gap, *self._cover.end_places(shown)]
            goals = self._goals.place(self._placed, taken, self._stage.fonts)
        self._stage.show_goals(plot, goals, gap)

    def _show_still(self, shown: Shown) -> None:
        """Show what stands still while the axes do: the frame, and the earlier runs."""
        about_right = self._cover.about_right(shown)
        plane, size = self._placed.plane, self._stage.size_f
        crossed = self._goals.heights(plane)
        key = (size, plane, self._options, self._followed, self.empty, self._earlier, about_right, crossed)
        if key != self._still_key:
            self._still_key = key
            self._stage.show_still(self._cover.frame(shown, crossed), [run.trace for run in self._placed.earlier])

    def _show_marks(self, cursor: bool = True) -> None:
        grounded = bool(self._earlier or self._goals.all)
        marks = self._cover.marks(self._shown(), cursor=cursor, focus=self._ring, band=self._band, grounded=grounded)
        self._stage.show_marks(marks)

    # The mouse and the keys

    def _shown(self) -> Shown:
        return Shown(
            placed=self._placed,
            options=self._options,
            last_step=self._lines.last_step,
            runs=tuple(run.number for run, _ in self._earlier),
            followed=self._followed,
            diverged=self._diverged,
            present=self._present,
            cursor=self._cursor,
            cursor_run=self._cursor_run,
        )

    def _on_range_drawn(self, band: tuple[float, float] | None) -> None:
        if band != self._band:
            self._band = band
            self._show_marks()

    def _on_help_wanted(self, event: QHelpEvent) -> None:
        if event.pos().y() < self._placed.plane.plot.top():  # over the lines it would hide what is read there
            QToolTip.showText(event.globalPos(), tooltip(self._words.help), self)

    def _on_whole_clicked(self) -> None:
        if self._whole.hasFocus():  # the button goes, and Tab is to go on from here
            self.setFocus(Qt.FocusReason.TabFocusReason)
        self._steering.see_whole()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.reading_text())
