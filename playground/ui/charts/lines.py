"""What one chart shows of a run, in figures: its lines, and the axes that hold them. No Qt."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from playground.core.history import History, Line, Metric
from playground.ui.charts.earlier import KEPT_POINTS, NONE_HELD, EarlierLine, Held
from playground.ui.charts.series import Series
from playground.ui.charts.smoothing import NOTHING, Columns, Floats
from playground.ui.charts.span import Span
from playground.ui.charts.ticks import Axis, close_axis, linear_axis, log_axis, percent_axis
from playground.ui.charts.timeline import Timeline

_SMOOTH_COLUMNS = 400  # over the planned time, whatever the chart's width: smoothing must not change with the window
_SMOOTH_SPACING = 1.5  # px between two points of a smoothed line
_MOST_COLUMNS = 2000  # of a part that is looked at closely, however wide the chart
_FEW_TESTS = 3
_EXTRA_GRAIN = 32  # the time axis grows by such parts of the planned time, not at every step
_LEAST_TICKS = 2.0
_IDLE_LOSSES = np.array([0.2, 2.3])


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """How the curves are drawn: over which time, how much smoothed (0 to 1, see `smoothed`), on which axis.

    `view` is the part that is looked at closely, in steps; None: the whole run, along with which the chart grows.
    """

    timeline: Timeline = field(default_factory=Timeline)
    smoothing: float = 0.0
    log: bool = True
    view: Span | None = None


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
    def has_log_axis(self) -> bool:
        """Whether its values can stand on a logarithmic axis: measures that are zero at best."""
        return self.lower_is_better and self.unit == ""

    @property
    def last_step(self) -> int:
        """The newest step of any line; 0 before the first one is trained."""
        return max((series.last_step or 0 for series in self._series.values()), default=0)

    @property
    def ends(self) -> Mapping[Line, int | None]:
        """The newest step of each line."""
        return {line: series.last_step for line, series in self._series.items()}

    def ends_moved(self, before: Mapping[Line, int | None]) -> int | None:
        """Return by how many steps the line of single steps has grown; None where another line has changed too."""
        ends = self.ends
        if any(ends[line] != before[line] for line in ends if line is not Line.RAW):
            return None
        return abs((ends.get(Line.RAW) or 0) - (before.get(Line.RAW) or 0))

    @property
    def first_end(self) -> int:
        """The newest step of the line that ends first."""
        return min((series.last_step or 0 for series in self._series.values()), default=0)

    def word(self, line: Line) -> str:
        """Return the word for `line`, Line.TRAIN or Line.TEST."""
        kinds = (Line.TRAIN, Line.RAW) if line is Line.TRAIN else (line,)
        return next((self._series[kind].metric.title for kind in kinds if kind in self._series), "")

    @property
    def raw_word(self) -> str:
        """The word for the values of each step, where that is not the train line's own; else ""."""
        if Line.RAW in self._series and Line.TRAIN in self._series:
            return self._series[Line.RAW].metric.title
        return ""

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

    def kept(self, timeline: Timeline) -> EarlierLine | None:
        """Return what is to be kept of the run: its tests, or where these are few its train line; None: nothing."""
        last = self.last_step
        width = max(1.0, last / KEPT_POINTS)
        found = {kind: series.columns(width) for kind, series in self._series.items()} if last else {}
        kinds = (
            kind
            for kind, least in ((Line.TEST, _FEW_TESTS), (Line.RAW, 1), (Line.TRAIN, 1), (Line.TEST, 1))
            if len(found.get(kind, NOTHING)) >= least
        )
        kind = next(kinds, None)
        if kind is None:
            return None
        line = found[kind]
        return EarlierLine(
            line,
            timeline.epochs(line.steps) if timeline.knows_epochs else None,
            newest=self._series[kind].last_value or 0.0,
            stretch=width * _SMOOTH_COLUMNS / timeline.span(last) if kind is Line.RAW else 0.0,
        )

    def lines(self, options: ChartOptions, width: float) -> Lines:
        """Return the lines for a plot that shows the planned time, or the part in view, in about `width` px."""
        last = self.last_step
        if last == 0:  # nothing has been trained
            return Lines(NOTHING, NOTHING, NOTHING)
        if options.view is not None:
            return self._close_lines(options.view, options.smoothing, max(1.0, width))
        span = options.timeline.span(last)
        raw, train = self._series.get(Line.RAW), self._series.get(Line.TRAIN)
        width = max(1.0, width)
        fine = span / width
        return Lines(
            raw=NOTHING if raw is None else _settled(raw.columns(fine)),
            train=_train(raw, train, span, width, options.smoothing),
            test=self._series[Line.TEST].columns(fine) if Line.TEST in self._series else NOTHING,
        )

    def _close_lines(self, view: Span, smoothing: float, width: float) -> Lines:
        """Return the lines in `view`: each value where there is room for it, else means. Smoothing follows the view."""
        raw, train, test = (self._series.get(line) for line in (Line.RAW, Line.TRAIN, Line.TEST))
        fine = _power_of_two(view.width / min(width, _MOST_COLUMNS))
        smooth = _power_of_two(view.width / _SMOOTH_COLUMNS)
        if raw is not None:
            line = raw.smoothed_within(view, smooth, smoothing)
        else:
            line = NOTHING if train is None else train.columns_within(view, fine)
        return Lines(
            raw=NOTHING if raw is None else _settled(raw.columns_within(view, fine)),
            train=line,
            test=NOTHING if test is None else test.columns_within(view, fine),
        )

    def close_time_axis(self, timeline: Timeline, view: Span, most: int) -> Axis:
        """Return the axis that shows `view` and nothing else."""
        low, high = timeline.at(np.array([view.first, view.last])).tolist()
        return Axis(low, high, timeline.ticks(view.first, view.last, most))

    def close_value_axis(self, lines: Lines, view: Span, log: bool, most: int) -> Axis | None:
        """Return the axis that holds what `lines` show of `view`, single values and all; None where that is nothing."""
        log = log and self.has_log_axis
        shown = np.concatenate([_seen(line, view, log) for line in (lines.raw, lines.train, lines.test)])
        return close_axis(shown, self.unit, log, most) if len(shown) else None

    def time_axis(self, timeline: Timeline, last_step: float, room: float, width: float, tick_width: float) -> Axis:
        """Return the axis to the planned end, or longer, so that `room` of `width` px are left after the last step.

        Its ticks up to the planned end are `tick_width` px apart, or more.
        """
        span = timeline.span(math.ceil(last_step))
        end, last = timeline.coordinate(span), timeline.coordinate(last_step)
        needed = last / max(0.1, 1 - room / max(1.0, width))
        grains = math.ceil(max(0.0, needed / end - 1) * _EXTRA_GRAIN)
        longer = 1 + grains / _EXTRA_GRAIN
        return Axis(0.0, end * longer, timeline.ticks(0, span, max(_LEAST_TICKS, width / longer / tick_width)))

    def value_axis(self, lines: Lines, log: bool, most: int, earlier: Held = NONE_HELD) -> Axis:
        """Return the axis that holds the train and the test line, and what is to be held of `earlier` ones.

        The faint raw line may leave it, and so may earlier ones.
        """
        values = np.concatenate((lines.train.values, lines.test.values))
        if self.unit == "%":
            late = np.concatenate((lines.train.steps, lines.test.steps)) >= lines.last_step / 2
            return percent_axis(np.concatenate((values[late], earlier.best)), most)
        values = np.concatenate((values if len(values) else earlier.first, earlier.best))
        if not self.lower_is_better:
            return linear_axis(values, most)
        values = values if len(values) else _IDLE_LOSSES
        return log_axis(values, most) if log else linear_axis(values, most)


def _settled(columns: Columns) -> Columns:
    """Return `columns` without the last one while it is of so few values that it jumps."""
    if len(columns) < 2 or columns.counts[-1] >= columns.counts[-2] / 2:
        return columns
    return columns.part(slice(-1))


def _power_of_two(width: float) -> int:
    """Return the power of two that is next to `width`: a view that is moved keeps its columns."""
    return 1 << max(0, round(math.log2(width)))


def _seen(line: Columns, view: Span, log: bool) -> Floats:
    """Return the axis coordinates of the points of `line` within `view`, and of where the line enters and leaves it."""
    if log:
        line = line.part(np.flatnonzero(line.values > 0))
    if not len(line) or line.steps[-1] < view.first or line.steps[0] > view.last:
        return np.zeros(0)
    at = np.log10(line.values) if log else line.values
    ends = np.interp((max(view.first, line.steps[0]), min(view.last, line.steps[-1])), line.steps, at)
    return np.concatenate((at[(line.steps >= view.first) & (line.steps <= view.last)], ends))


def _train(raw: Series | None, train: Series | None, span: int, width: float, smoothing: float) -> Columns:
    if raw is not None:
        columns = min(_SMOOTH_COLUMNS, span)
        return _every(raw.smoothed(span / columns, smoothing), max(1, round(_SMOOTH_SPACING * columns / width)))
    return NOTHING if train is None else train.columns(span / width)


def _every(columns: Columns, stride: int) -> Columns:
    """Return each `stride`-th of `columns` and the last one."""
    if not len(columns):
        return columns
    kept = np.arange(0, len(columns), stride)
    if kept[-1] != len(columns) - 1:
        kept = np.append(kept, len(columns) - 1)
    return columns.part(kept)


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
