"""What a chart shows at one moment, in px: where its lines are, where they end, and what is near a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF

from playground.ui.charts.earlier import EarlierLine, EarlierRun
from playground.ui.charts.line_set import EVALUATED, RAW, TRAIN, LineId, Lines, thinned
from playground.ui.charts.marks import EndLabel, Signs
from playground.ui.charts.plane import Plane
from playground.ui.charts.smoothing import Columns, Floats
from playground.ui.charts.span import Span
from playground.ui.charts.styles import Sign, Style
from playground.ui.charts.told import Told
from playground.ui.charts.traces import Stroke, Trace, Traces

_SIGNS_APART = 9.0
_DOTS_APART = 5.0
_SNAP = 12.0
_NEAR = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class PlacedRun:
    """The line of an earlier run in a chart."""

    run: EarlierRun
    line: EarlierLine
    values: Floats
    trace: Trace

    @property
    def end(self) -> float:
        """The value that the run ended at."""
        return float(self.values[-1]) if self.line.stretch else self.line.newest

    def value_at(self, x: float) -> float:
        """Return the value of the point of the line that is nearest to `x` px."""
        return float(self.values[np.abs(self.trace.xs - x).argmin()])


@dataclass(frozen=True, eq=False)
class Placed:
    """The lines of a chart on its plane. `labels` are what is said at their ends, without a place; where these have no
    room beside the lines they stand `inside` the plot.
    """

    plane: Plane
    told: Told
    labels: Sequence[EndLabel]
    earlier: Sequence[PlacedRun]
    inside: bool = False

    @property
    def lines(self) -> Lines:
        return self.told.lines

    @property
    def view(self) -> Span | None:
        """The part of the time that is looked at closely."""
        return self.told.options.view

    @property
    def right(self) -> float:
        """Where the last of the lines ends, in px; there must be one."""
        last = max(float(self.trace(which).xs[-1]) for which, _ in self.told.ends)
        return min(last, self.plane.plot.right())

    def end(self, which: LineId) -> QPointF:
        """Return the place where a line ends, or leaves the plot."""
        trace = self.trace(which)
        x = min(float(trace.xs[-1]), self.plane.plot.right())
        return self.plane.inside(QPointF(x, float(np.interp(x, trace.xs, trace.ys))))

    def traces(self) -> Traces:
        strokes = []
        for which, style in self.told.styles.items():
            trace = self.trace(which)
            strokes.append(Stroke(trace, style))
            if which == RAW and self._has_single_values(trace):
                strokes.append(Stroke(trace, style, dotted=True))
        return Traces(self.plane.plot, tuple(strokes))

    def _has_single_values(self, raw: Trace) -> bool:
        """Tell whether the points of the line of single steps can be told apart, and are no means."""
        apart = len(raw.xs) > 1 and bool((np.diff(raw.xs) >= _DOTS_APART).all())
        return apart and bool((self.lines.of(RAW).counts == 1).all())

    def signs(self) -> tuple[Signs, ...]:
        """Return the points that are marked on the lines."""
        marked = ((which, style) for which, style in self.told.styles.items() if style.sign is not None)
        return tuple(Signs(which, style, self._marked(self.trace(which), style)) for which, style in marked)

    def _marked(self, trace: Trace, style: Style) -> tuple[QPointF, ...]:
        if style.sign is Sign.SINGLE and len(trace.xs) > 1:
            return ()
        kept = thinned(trace.xs, _SIGNS_APART)
        places = [QPointF(trace.xs[index], trace.ys[index]) for index in kept]
        return tuple(place for place in places if self.plane.plot.contains(place))

    def step_under(self, x: float) -> int | None:
        """Return the step that the mouse at `x` px means: an evaluation if one is near, else any; None beside."""
        plane, train = self.plane, self.lines.of(TRAIN)
        if not self.told.ends or not plane.plot.left() - _SNAP <= x <= self.right + _SNAP:
            return None
        step = plane.step(x)
        evaluated = self._evaluated
        if len(evaluated):
            tested = _nearest(evaluated, step)
            if not len(train) or abs(plane.x(plane.timeline.coordinate(tested)) - x) <= _SNAP:
                return round(tested)
        raw = self.lines.of(RAW)
        steps = self._seen_steps(raw if len(raw) and (raw.counts == 1).all() else train)
        return round(_nearest(steps, step)) if len(steps) else None

    def step_beside(self, step: int | None, way: int) -> int | None:
        """Return the step of the next point before (-1) or after (1) `step`, or of the last; None without points."""
        evaluated = self._evaluated
        steps = evaluated if len(evaluated) > 1 else self._seen_steps(self.lines.of(TRAIN))
        steps = np.unique(steps.round()).astype(int)
        if not len(steps):
            return None
        at = len(steps) - 1
        if step is not None:
            at = int(np.searchsorted(steps, step, side="left" if way < 0 else "right")) + min(way, 0)
        return int(steps[min(max(at, 0), len(steps) - 1)])

    @property
    def _evaluated(self) -> Floats:
        """The steps of the evaluations that are seen, rising."""
        lines = [line for which, line in self.lines.columns.items() if which.kind in EVALUATED]
        return np.sort(np.concatenate([np.zeros(0), *map(self._seen_steps, lines)]))

    def _seen_steps(self, line: Columns) -> Floats:
        """Return the steps of the points of `line` that are seen, without those beyond the ends of the view."""
        if self.view is None:
            return line.steps
        return line.steps[(line.steps >= self.view.first) & (line.steps <= self.view.last)]

    def cross(self, train: Columns, margin: float) -> QPointF | None:
        """Return where the run diverged, the end of its train line, `margin` px inside the plot; None out of view."""
        place = self.plane.point(train, -1)
        return self.plane.inside(place, margin) if place.x() <= self.plane.plot.right() + 1 else None

    def earlier_under(self, place: QPointF) -> int | None:
        """Return the number of the earlier run whose line is nearest to `place`, and near; None if none is, or if the
        present run's are as near.
        """
        if not self.plane.plot.contains(place):
            return None
        heights = [(run.trace.y(place.x()), run.run.number) for run in self.earlier]
        far = [(abs(y - place.y()), number) for y, number in heights if y is not None]
        present = [self.trace(which).y(place.x()) for which, _ in self.told.ends]
        least = min([_NEAR, *(abs(y - place.y()) for y in present if y is not None)])
        distance, number = min(far, default=(least, None))
        return number if distance < least else None

    def earlier_of(self, number: int | None) -> PlacedRun | None:
        return next((run for run in self.earlier if run.run.number == number), None)

    def trace(self, which: LineId) -> Trace:
        return self._traces[which]

    @cached_property
    def _traces(self) -> Mapping[LineId, Trace]:
        lines = self.lines.columns.items()
        return {which: Trace(self.plane.xs(line), self.plane.ys(line)) for which, line in lines}


def _nearest(steps: Floats, step: float) -> float:
    return float(steps[np.abs(steps - step).argmin()])


def place_runs(plane: Plane, runs: Sequence[tuple[EarlierRun, EarlierLine]], smoothing: float) -> list[PlacedRun]:
    """Return the lines of earlier runs that have a place on `plane`."""
    placed = []
    for run, line in runs:
        times = line.times(plane.timeline)
        if times is not None:
            values = line.values(smoothing)
            placed.append(PlacedRun(run, line, values, Trace(plane.xs_at(times), plane.ys_at(values))))
    return placed
