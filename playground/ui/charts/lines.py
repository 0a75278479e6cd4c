"""What one chart shows of a run, in figures: its lines, and the axes that hold them. No Qt."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from playground.core.history import History, Line, Metric
from playground.ui.charts.series import Series
from playground.ui.charts.smoothing import Columns, Floats
from playground.ui.charts.ticks import Axis, linear_axis, log_axis, percent_axis
from playground.ui.charts.timeline import Timeline

_SMOOTH_COLUMNS = 400  # over the planned time, whatever the chart's width: smoothing must not change with the window
_SMOOTH_SPACING = 1.5  # px between two points of a smoothed line
_EXTRA_GRAIN = 32  # the time axis grows by such parts of the planned time, not at every step
_NOTHING = Columns(np.zeros(0), np.zeros(0), np.zeros(0))
_IDLE_LOSSES = np.array([0.2, 2.3])


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """How the curves are drawn: over which time, how much smoothed (0 to 1, see `smoothed`), on which axis."""

    timeline: Timeline = field(default_factory=Timeline)
    smoothing: float = 0.0
    log: bool = True


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a chart, each as columns of steps. `raw` is empty where there is no value for each step."""

    raw: Columns
    train: Columns
    test: Columns

    @property
    def last_step(self) -> float:
        return max((float(line.steps[-1]) for line in (self.train, self.test) if len(line)), default=0.0)


class ChartLines:
    """The metrics of one chart and their newest state.

    Of each kind of line a chart has one at most. Where there are values of each step, the train line is their smoothed
    curve; else it joins the means at the evaluations.
    """

    def __init__(self, metrics: Sequence[Metric]) -> None:
        self.metrics = tuple(metrics)
        self._series = {metric.line: Series(metric) for metric in metrics}

    @property
    def title(self) -> str:
        name = self.metrics[0].chart
        return name[:1].upper() + name[1:]

    @property
    def about(self) -> str:
        return self.metrics[0].about

    @property
    def unit(self) -> str:
        return self.metrics[0].unit

    @property
    def lower_is_better(self) -> bool:
        return self.metrics[0].better < 0

    @property
    def last_step(self) -> int:
        """The newest step of any line; 0 before the first one is trained."""
        return max((series.last_step or 0 for series in self._series.values()), default=0)

    def word(self, line: Line) -> str:
        """Return the word for `line`, Line.TRAIN or Line.TEST."""
        kinds = (Line.TRAIN, Line.RAW) if line is Line.TRAIN else (line,)
        return next((self._series[kind].metric.title for kind in kinds if kind in self._series), "")

    def follow(self, history: History | None) -> None:
        for series in self._series.values():
            series.follow(history)

    def update(self) -> bool:
        """Read what is new in the history; return whether that changes the chart."""
        news = [series.update() for series in self._series.values()]
        return any(news)

    def newest(self, line: Line) -> float | None:
        """Return the newest value of `line` as it was measured, or None."""
        series = self._series.get(line)
        return None if series is None else series.last_value

    def outdated_test(self, timeline: Timeline) -> int | None:
        """Return the step of the newest test where it says little of the newest step trained: it was before the first
        step, or more than an epoch ago. None: there is none, or it is recent.
        """
        tested = self._series[Line.TEST].last_step if Line.TEST in self._series else None
        if tested is None:
            return None
        late = timeline.knows_epochs and self.last_step - tested > timeline.steps_per_epoch
        return tested if late or tested == 0 < self.last_step else None

    def lines(self, options: ChartOptions, width: float) -> Lines:
        """Return the lines for a plot that shows the planned time in about `width` px."""
        last = self.last_step
        if last == 0:  # nothing has been trained
            return Lines(_NOTHING, _NOTHING, _NOTHING)
        span = options.timeline.span(last)
        raw, train = self._series.get(Line.RAW), self._series.get(Line.TRAIN)
        width = max(1.0, width)
        fine = span / width
        return Lines(
            raw=_NOTHING if raw is None else _settled(raw.columns(fine)),
            train=_train(raw, train, span, width, options.smoothing),
            test=self._series[Line.TEST].columns(fine) if Line.TEST in self._series else _NOTHING,
        )

    def time_axis(self, timeline: Timeline, last_step: float, room: float, width: float, most: int) -> Axis:
        """Return the axis to the planned end, or longer, so that `room` of `width` px are left after the last step."""
        span = timeline.span(math.ceil(last_step))
        end, last = timeline.coordinate(span), timeline.coordinate(last_step)
        needed = last / max(0.1, 1 - room / max(1.0, width))
        grains = math.ceil(max(0.0, needed / end - 1) * _EXTRA_GRAIN)
        return Axis(0.0, end * (1 + grains / _EXTRA_GRAIN), timeline.ticks(span, most))

    def value_axis(self, lines: Lines, log: bool, most: int) -> Axis:
        """Return the axis that holds the train and the test line; the faint raw one may leave it."""
        values = np.concatenate((lines.train.values, lines.test.values))
        if self.unit == "%":
            late = np.concatenate((lines.train.steps, lines.test.steps)) >= lines.last_step / 2
            return percent_axis(values[late], most)
        if not self.lower_is_better:
            return linear_axis(values, most)
        values = values if len(values) else _IDLE_LOSSES
        return log_axis(values, most) if log else linear_axis(values, most)


def _settled(columns: Columns) -> Columns:
    """Return `columns` without the last one while it is of so few values that it jumps."""
    if len(columns) < 2 or columns.counts[-1] >= columns.counts[-2] / 2:
        return columns
    return Columns(columns.steps[:-1], columns.values[:-1], columns.counts[:-1])


def _train(raw: Series | None, train: Series | None, span: int, width: float, smoothing: float) -> Columns:
    if raw is not None:
        columns = min(_SMOOTH_COLUMNS, span)
        return _every(raw.smoothed(span / columns, smoothing), max(1, round(_SMOOTH_SPACING * columns / width)))
    return _NOTHING if train is None else train.columns(span / width)


def _every(columns: Columns, stride: int) -> Columns:
    """Return each `stride`-th of `columns` and the last one."""
    if not len(columns):
        return columns
    kept = np.arange(0, len(columns), stride)
    if kept[-1] != len(columns) - 1:
        kept = np.append(kept, len(columns) - 1)
    return Columns(columns.steps[kept], columns.values[kept], columns.counts[kept])


def nearest(line: Columns, step: float) -> int:
    """Return the index of the point of `line`, which has points, that is nearest to `step`."""
    return int(np.abs(line.steps - step).argmin())


def thinned(places: Floats, least: float) -> list[int]:
    """Return the indices of `places`, rising px, that lie at least `least` px apart, the last one among them.

    Counted from the first, so that which are kept does not change as more come.
    """
    kept: list[int] = []
    for index, place in enumerate(places.tolist()):
        if not kept or place - places[kept[-1]] >= least:
            kept.append(index)
    last = len(places) - 1
    if kept and kept[-1] != last:
        kept[-1:] = [last] if len(kept) > 1 else [kept[-1], last]
    return kept
