"""What one chart shows of a run, in figures: its lines, and the axes that hold them. No Qt."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from playground.core.history import History, Line, Metric
from playground.ui.charts.earlier import KEPT_POINTS, NONE_HELD, EarlierLine, Held
from playground.ui.charts.line_set import EVALUATED, RAW, TEST, TRAIN, LineId, Lines
from playground.ui.charts.series import Series
from playground.ui.charts.smoothing import NOTHING, Columns, Floats
from playground.ui.charts.span import Span
from playground.ui.charts.ticks import Axis, close_axis, linear_axis, log_axis, percent_axis
from playground.ui.charts.timeline import Timeline

MOST_CLASSES = 4
"""That are told of many."""
LEAST_SHARE = 0.05
"""Of a class that is worth being told."""

_SMOOTH_COLUMNS = 400  # over the planned time, whatever the chart's width: smoothing must not change with the window
_SMOOTH_SPACING = 1.5  # px between two points of a smoothed line
_MOST_COLUMNS = 2000  # of a part that is looked at closely, however wide the chart
_FEW_TESTS = 3
_SHORT_TESTS = 13  # of a dozen epochs, and before the first: an axis holds all of them
_EXTRA_GRAIN = 32  # the time axis grows by such parts of the planned time, not at every step
_LEAST_TICKS = 2.0
_IDLE_LOSSES = np.array([0.2, 2.3])
_ORDER = tuple(Line)  # in which lines are painted and told


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """How the curves are drawn: over which time, how much smoothed (0 to 1, see `smoothed`), on which axis.

    `view` is the part that is looked at closely, in steps; None: the whole run, along with which the chart grows.
    `true_label` is the label of the class that is the right one, -1 where there is none.
    """

    timeline: Timeline = field(default_factory=Timeline)
    smoothing: float = 0.0
    log: bool = True
    view: Span | None = None
    true_label: int = -1


class ChartLines:
    """The metrics of one chart and their newest state.

    Where there are values of each step, the train line is their smoothed curve; else it joins the means at the
    evaluations.
    """

    def __init__(self, metrics: Sequence[Metric]) -> None:
        self.metrics = tuple(metrics)
        in_order = sorted(metrics, key=lambda metric: _ORDER.index(metric.line))
        self._series = {LineId(metric.line, metric.label): Series(metric) for metric in in_order}

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
    def has_classes(self) -> bool:
        """Whether its lines are those of many classes."""
        return self.metrics[0].line is Line.CLASS

    @property
    def has_log_axis(self) -> bool:
        """Whether its values can stand on a logarithmic axis: measures that are zero at best."""
        return self.lower_is_better and self.unit == ""

    @property
    def last_step(self) -> int:
        """The newest step of any line; 0 before the first one is trained."""
        return max((series.last_step or 0 for series in self._series.values()), default=0)

    @property
    def ends(self) -> Mapping[LineId, int | None]:
        """The newest step of each line."""
        return {which: series.last_step for which, series in self._series.items()}

    def ends_moved(self, before: Mapping[LineId, int | None]) -> int | None:
        """Return by how many steps the line of single steps has grown; None where another line has changed too."""
        ends = self.ends
        if any(ends[which] != before[which] for which in ends if which != RAW):
            return None
        return abs((ends.get(RAW) or 0) - (before.get(RAW) or 0))

    @property
    def which(self) -> Iterable[LineId]:
        """All lines that there may be."""
        return self._series.keys()

    def word(self, which: LineId) -> str:
        """Return the word for a line; the train line may be made of the values of single steps."""
        kinds = (TRAIN, RAW) if which == TRAIN else (which,)
        return next((self._series[kind].metric.title for kind in kinds if kind in self._series), "")

    @property
    def raw_word(self) -> str:
        """The word for the values of each step, where that is not the train line's own; else ""."""
        if RAW in self._series and TRAIN in self._series:
            return self._series[RAW].metric.title
        return ""

    def follow(self, history: History | None) -> None:
        for series in self._series.values():
            series.follow(history)

    def update(self, seen_to: float = math.inf) -> bool:
        """Read what is new in the history; return whether that changes a line before the step `seen_to`."""
        news = [_news(series, seen_to) for series in self._series.values()]
        return any(news)

    def newest(self, which: LineId) -> float | None:
        """Return the newest value of a line as it was measured, or None."""
        series = self._series.get(which)
        return None if series is None else series.last_value

    def outdated(self, which: LineId, timeline: Timeline) -> int | None:
        """Return the step of the newest evaluation where it says little of the newest step trained: it was before the
        first step, or more than an epoch ago. None: there is none, or it is recent.
        """
        evaluated = self._series[which].last_step if which.kind in EVALUATED and which in self._series else None
        if evaluated is None:
            return None
        late = timeline.knows_epochs and self.last_step - evaluated > timeline.steps_per_epoch
        return evaluated if late or evaluated == 0 < self.last_step else None

    def kept(self, timeline: Timeline) -> EarlierLine | None:
        """Return what is to be kept of the run: its tests, or where these are few its train line; None: nothing."""
        last = self.last_step
        width = max(1.0, last / KEPT_POINTS)
        found = {kind: series.columns(width) for kind, series in self._series.items()} if last else {}
        kinds = (
            kind
            for kind, least in ((TEST, _FEW_TESTS), (RAW, 1), (TRAIN, 1), (TEST, 1))
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
            stretch=width * _SMOOTH_COLUMNS / timeline.span(last) if kind == RAW else 0.0,
        )

    def lines(self, options: ChartOptions, width: float) -> Lines:
        """Return the lines for a plot that shows the planned time, or the part in view, in about `width` px."""
        last = self.last_step
        if last == 0:  # nothing has been trained
            return Lines({})
        width = max(1.0, width)
        joining = self._joining(options.true_label)
        if options.view is not None:
            found = self._close_lines(joining, options.view, options.smoothing, width)
        else:
            found = self._whole_lines(joining, options.timeline.span(last), options.smoothing, width)
        return Lines({which: line for which, line in found if len(line)})

    def _whole_lines(
        self, joining: Mapping[LineId, Series], span: int, smoothing: float, width: float
    ) -> Iterator[tuple[LineId, Columns]]:
        """Return the lines of the whole run, for which there are `width` px up to its planned end at `span`."""
        fine = span / width
        raw = self._series.get(RAW)
        if raw is not None:
            columns = min(_SMOOTH_COLUMNS, span)
            yield RAW, _settled(raw.columns(fine))
            smooth = raw.smoothed(span / columns, smoothing)
            yield TRAIN, _every(smooth, max(1, round(_SMOOTH_SPACING * columns / width)))
        for which, series in joining.items():
            yield which, series.columns(fine)

    def _close_lines(
        self, joining: Mapping[LineId, Series], view: Span, smoothing: float, width: float
    ) -> Iterator[tuple[LineId, Columns]]:
        """Return the lines in `view`: each value where there is room for it, else means. Smoothing follows the view."""
        fine = _power_of_two(view.width / min(width, _MOST_COLUMNS))
        smooth = _power_of_two(view.width / _SMOOTH_COLUMNS)
        raw = self._series.get(RAW)
        if raw is not None:
            yield RAW, _settled(raw.columns_within(view, fine))
            yield TRAIN, raw.smoothed_within(view, smooth, smoothing)
        for which, series in joining.items():
            yield which, series.columns_within(view, fine)

    def _joining(self, true_label: int) -> Mapping[LineId, Series]:
        """Return the series whose points as they are make a line, of many classes those that are to be seen."""
        smooth = (RAW, TRAIN) if RAW in self._series else ()
        found = {which: s for which, s in self._series.items() if which not in smooth and s.last_step is not None}
        if not self.has_classes:
            return found
        classes = [which for which in found if which.kind is Line.CLASS]
        newest = sorted(classes, key=lambda which: -(found[which].last_value or 0.0))[:MOST_CLASSES]
        low = {which for which in classes if found[which].greatest < LEAST_SHARE and which.label != true_label}
        return {which: series for which, series in found.items() if which not in low.difference(newest)}

    def close_time_axis(self, timeline: Timeline, view: Span, most: int) -> Axis:
        """Return the axis that shows `view` and nothing else."""
        low, high = timeline.at(np.array([view.first, view.last])).tolist()
        return Axis(low, high, timeline.ticks(view.first, view.last, most))

    def close_value_axis(self, lines: Lines, view: Span, log: bool, most: int) -> Axis | None:
        """Return the axis that holds what `lines` show of `view`, single values and all; None where that is nothing."""
        log = log and self.has_log_axis
        shown = np.concatenate([_seen(line, view, log) for line in lines.columns.values()] or [np.zeros(0)])
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
        """Return the axis that holds all lines that have an end, what is to be held of `earlier` ones, and goals.

        The faint raw line may leave it, and so may earlier ones. Shares of many classes have the whole of it.
        """
        ended = [line for _, line in lines.ended]
        if self.has_classes:
            return percent_axis(np.zeros(1), most)
        if self.unit == "%":
            return percent_axis(_shares(lines, earlier), most)
        values = np.concatenate([np.zeros(0), *(line.values for line in ended)])
        values = np.concatenate((values if len(values) else earlier.first, earlier.best))
        if self.lower_is_better and not len(values):
            values = _IDLE_LOSSES
        values = np.concatenate((values, earlier.goals))
        if not self.lower_is_better:
            return linear_axis(values, most)
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


def _news(series: Series, seen_to: float) -> bool:
    """Read what is new in `series`; return whether that changes its line before the step `seen_to`."""
    before = series.last_step or 0
    return series.update() and min(before, series.last_step or 0) <= seen_to


def _shares(lines: Lines, earlier: Held) -> Floats:
    """Return what an axis of percents is to hold: of lines of many points the later half, of others all since training
    began; and while there are few tests, what is to be so before that. The untrained network is far below all that
    follows, which would be one flat line.
    """
    middle = lines.last_step / 2
    seen = [_late(line, middle if len(line) > _SHORT_TESTS else 1) for _, line in lines.ended]
    tests = max((len(line) for which, line in lines.ended if which.kind in EVALUATED), default=0)
    starts = earlier.starts if tests <= _SHORT_TESTS else np.zeros(0)
    return np.concatenate((*seen, earlier.best, earlier.goals, starts))


def _late(line: Columns, first: float) -> Floats:
    """Return the values of `line` from the step `first` on, at least the newest."""
    return line.values[min(int(np.searchsorted(line.steps, first)), len(line) - 1) :]


def _every(columns: Columns, stride: int) -> Columns:
    """Return each `stride`-th of `columns` and the last one."""
    if not len(columns):
        return columns
    kept = np.arange(0, len(columns), stride)
    if kept[-1] != len(columns) - 1:
        kept = np.append(kept, len(columns) - 1)
    return columns.part(kept)
