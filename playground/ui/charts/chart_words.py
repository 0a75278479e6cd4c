"""What a chart says: about itself, about the time it shows, and what it reads under its cursor."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF

from playground.core.experiment import Experiment
from playground.core.history import Line
from playground.ui.charts.line_set import EVALUATED, OWN, RAW, TEST, LineId, nearest
from playground.ui.charts.lines import ChartLines
from playground.ui.charts.marks import EndLabel, Reading, Row
from playground.ui.charts.placed import Placed, PlacedRun
from playground.ui.charts.setting_words import SettingWords
from playground.ui.charts.shown import Shown
from playground.ui.charts.smoothing import Columns
from playground.ui.charts.span import Span
from playground.ui.charts.styles import EARLIER, Rank, style_of
from playground.ui.charts.ticks import value_text
from playground.ui.charts.timeline import Timeline, count_text
from playground.ui.charts.told import Told
from playground.ui.figures import whole, whole_surety
from playground.ui.words import say

_LABEL_AWAY = 8.0
CROSS_AWAY = 14.0
"""From the end of a line that broke off to its label, px."""
_PERCENT_DIGITS = {Line.OWN: 0}  # of a few drawings
_LONGEST = 12  # letters
_BESIDE = 1.5  # px; from there on a point is seen to lie beside the cursor


class ChartWords(QObject):
    """The texts of the chart that shows `lines`."""

    def __init__(self, lines: ChartLines, parent: QObject) -> None:
        super().__init__(parent)
        self._lines = lines
        self._settings = SettingWords(self)

    @property
    def title(self) -> str:
        return say(self._lines.title)

    @property
    def falls(self) -> bool:
        """Whether lower is better, so that lines lead from the top downwards."""
        return self._lines.lower_is_better

    @property
    def help(self) -> str:
        return self.tr(
            "Turn the wheel to look closer, drag to choose a part, drag with Shift to move; a double click shows the "
            "whole run. Keys: plus and minus, Shift and arrows, Home; arrows alone read values and earlier runs."
        )

    @property
    def whole(self) -> str:
        """The word for leaving the closer look."""
        return self.tr("Whole run")

    @property
    def whole_help(self) -> str:
        return self.tr("Show the whole run again (Home, or a double click in the chart).")

    def abouts(self, timeline: Timeline, view: Span | None) -> tuple[str, ...]:
        """Say what the chart is about, or which part it shows; the same in ever fewer words."""
        if view is not None:
            return (self._part(timeline, view),)
        if self._lines.has_classes:
            return (say(self._lines.about), self.tr("how likely each class is"))
        better = self.tr("lower is better") if self._lines.lower_is_better else self.tr("higher is better")
        return (say(self._lines.about), better)

    def origin(self, timeline: Timeline, view: Span | None) -> str:
        """Say where the time axis begins."""
        first = "0" if view is None else self._end(timeline, view.first)
        text = self.tr("epoch {epoch}") if timeline.in_epochs else self.tr("step {step}")
        return text.format(epoch=first, step=first)

    def end(self, timeline: Timeline, view: Span | None) -> str:
        """Say where the part in view ends; "" without one."""
        return "" if view is None else self._end(timeline, view.last)

    def sentence(self, *, followed: bool) -> str:
        """Say in a chart without lines when there will be some."""
        if not followed:
            return self.tr("{chart} appears here once there is a run to train").format(chart=self.title)
        if self._lines.last_step == 0 and self._lines.has_classes:
            return self.tr("How likely each class is for the pinned drawing appears here while the network learns")
        if self._lines.last_step == 0:
            return self.tr("{chart} appears here once you press Train").format(chart=self.title)
        return ""

    def end_labels(self, told: Told) -> list[EndLabel]:
        """Return what is said at each line's end, wherever that is."""
        return [
            EndLabel(self._word(which), self._end_text(told, which, line), which, told.styles[which])
            for which, line in told.ends
        ]

    def widest_labels(self) -> Sequence[EndLabel]:
        """Return for each line the widest label that it may come to have, as one of many classes."""
        return [
            EndLabel(self._word(which), self._value(1.0, which), which, style_of(which, rank=Rank.TRUE))
            for which in self._lines.which
        ]

    def labels(self, shown: Shown) -> tuple[EndLabel, ...]:
        placed = shown.placed
        if not placed.labels:
            return ()
        right = placed.right + (CROSS_AWAY if shown.diverged else _LABEL_AWAY)
        return tuple(
            EndLabel(
                label.word,
                label.value,
                label.which,
                label.style,
                at=QPointF(right, placed.end(label.which).y()),
                moment=self._moment_of(label.which, shown.timeline) if placed.view is None else "",
            )
            for label in placed.labels
        )

    def reading(self, shown: Shown) -> Reading | None:
        """Say what the cursor reads."""
        placed, step = shown.placed, shown.cursor
        earlier = placed.earlier_of(shown.cursor_run)
        if step is None or not (placed.labels or earlier):
            return None
        timeline = placed.plane.timeline
        x = placed.plane.x(timeline.coordinate(step))
        if not placed.plane.shows(x):
            return None
        rows, notes = self._rows(placed, step, x)
        trail: tuple[QPointF, ...] = ()
        if earlier is not None:
            rows += self._earlier_rows(earlier, x)
            notes += self._earlier_notes(earlier, shown.present)
            points = zip(earlier.trace.xs.tolist(), earlier.trace.ys.tolist(), strict=True)
            trail = tuple(QPointF(*point) for point in points)
        return Reading(x, self._moment(timeline, step), tuple(rows), tuple(notes), self.falls, trail)

    def text(self, shown: Shown) -> str:
        """Say what the cursor, or without one the newest points, read; without points, when there will be some."""
        reading = self.reading(shown)
        if reading is not None:
            texts = [reading.head, *(f"{row.word} {row.value}" for row in reading.rows if row.which is not None)]
            run = shown.placed.earlier_of(shown.cursor_run)
            return ", ".join(texts if run is None else [*texts, self._earlier_text(run, shown.present)])
        texts = [f"{label.word} {label.value} {label.moment}".strip() for label in self.labels(shown)]
        return ", ".join(texts) or self.sentence(followed=shown.followed)

    def _earlier_text(self, run: PlacedRun, present: Experiment | None) -> str:
        """Tell an earlier run apart in one line: "run 3: learning rate 0.01, 92.1 %"."""
        text = self.tr("run {number}: {settings}, {value}")
        return text.format(
            number=run.run.number, settings=", ".join(self._differences(run, present)), value=self._value(run.end)
        )

    def _rows(self, placed: Placed, step: int, x: float) -> tuple[list[Row], list[str]]:
        rows, notes = [], []
        raw = placed.lines.of(RAW)
        if len(raw) and self._lines.raw_word:
            index = nearest(raw, step)
            if raw.counts[index] == 1 and raw.steps[index] == step:
                word, value = say(self._lines.raw_word), self._value(float(raw.values[index]))
                rows.append(Row(word, value, placed.plane.point(raw, index), RAW, placed.told.styles[RAW]))
        for which, line in self._read_lines(placed, step):
            index = nearest(line, step)
            place = placed.plane.point(line, index)
            if which == OWN and index == 0 and place.x() - x > _BESIDE:
                continue  # it had not begun
            word = self._word(which)
            value = self._value(float(line.values[index]), which)
            rows.append(Row(word, value, place, which, placed.told.styles[which]))
            if which in (TEST, OWN) and abs(place.x() - x) > _BESIDE:
                note = self.tr("{line} at step {step}")
                notes.append(note.format(line=word, step=whole(round(line.steps[index]))))
        return rows, notes

    def _read_lines(self, placed: Placed, step: int) -> Sequence[tuple[LineId, Columns]]:
        """Return the lines that are read at `step`: of many classes those that lead there."""
        classes = placed.lines.classes
        if not classes:
            return placed.told.ends
        values = {which: float(line.values[nearest(line, step)]) for which, line in classes}
        return [(which, placed.lines.of(which)) for which in placed.told.leading(values)]

    def _earlier_rows(self, run: PlacedRun, x: float) -> list[Row]:
        y = run.trace.y(x)
        if y is None:
            return []
        return [Row(self._name(run), self._value(run.value_at(x)), QPointF(x, y), None, EARLIER)]

    def _earlier_notes(self, run: PlacedRun, present: Experiment | None) -> list[str]:
        ended = self.tr("{run} ended at {value}").format(run=self._name(run), value=self._value(run.end))
        return [*self._differences(run, present), ended]

    def _differences(self, run: PlacedRun, present: Experiment | None) -> tuple[str, ...]:
        return self._settings.differences(run.run.settings, present) if present is not None else ()

    def _name(self, run: PlacedRun) -> str:
        return self.tr("run {number}").format(number=run.run.number)

    def _word(self, which: LineId) -> str:
        """Return the word for a line; names of classes, which may be of any length, are cut off."""
        word = say(self._lines.word(which))
        return word if which.kind is not Line.CLASS or len(word) <= _LONGEST else f"{word[: _LONGEST - 1]}…"

    def _moment_of(self, which: LineId, timeline: Timeline) -> str:
        """Say when the newest value of a line was measured, where that is long ago."""
        old = self._lines.outdated(which, timeline)
        return "" if old is None else self.tr("at step {step}").format(step=whole(old))

    def _end_text(self, told: Told, which: LineId, line: Columns) -> str:
        index = told.newest(line)
        newest = self._lines.newest(which)
        if which.kind in EVALUATED and index == len(line) - 1 and newest is not None:
            return self._value(newest, which)  # as it was measured, not the mean of a column
        return self._value(float(line.values[index]), which)

    def _value(self, value: float, which: LineId = TEST) -> str:
        if which.kind is Line.CLASS and math.isfinite(value):
            return whole_surety(value)
        return value_text(value, self._lines.unit, _PERCENT_DIGITS.get(which.kind, 1))

    def _part(self, timeline: Timeline, view: Span) -> str:
        if not timeline.in_epochs:
            text = self.tr("steps {first} to {last}")
            return text.format(first=whole(round(view.first)), last=whole(round(view.last)))
        epochs: Sequence[float] = [timeline.coordinate(step) for step in (view.first, view.last)]
        first, last = (count_text(epoch, 2) for epoch in epochs)
        return self.tr("epochs {first} to {last}").format(first=first, last=last)

    def _end(self, timeline: Timeline, step: float) -> str:
        return timeline.epoch_text(step) if timeline.in_epochs else whole(round(step))

    def _moment(self, timeline: Timeline, step: int) -> str:
        step_text = self.tr("step {step}").format(step=whole(step))
        if not timeline.knows_epochs:
            return step_text
        epoch_text = self.tr("epoch {epoch}").format(epoch=timeline.epoch_text(step))
        texts = (epoch_text, step_text) if timeline.in_epochs else (step_text, epoch_text)
        return " · ".join(texts)
