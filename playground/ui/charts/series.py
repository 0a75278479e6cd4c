"""One metric of the run that is shown: what is new in its history goes into means that a chart can draw."""

import math

import numpy as np

from playground.core.history import History, Metric, Piece
from playground.ui.charts.smoothing import NOTHING, Columns, StepMeans, smoothed
from playground.ui.charts.span import Span

_READ = 65_536  # points at a time: a part of a long run is never held as a whole
_FORGOTTEN = 0.005  # what a smoothed line may still feel of the points before those it was made from


class Series:
    """The points of `metric`, read as they come: means over the whole run, and finer ones of a part to be seen closely.

    `last_step` and `last_value` are those of its newest point, or None; `greatest` is the greatest value that it had.
    """

    def __init__(self, metric: Metric) -> None:
        self.metric = metric
        self._history: History | None = None
        self._generation = 0
        self._means = StepMeans()
        self._details: dict[bool, _Detail] = {}  # by whether it is to be smoothed, for which it must reach further back
        self._read = 0
        self.last_step: int | None = None
        self.last_value: float | None = None
        self.greatest = -math.inf

    def follow(self, history: History | None) -> None:
        self._history = history
        self._start_over(generation=0 if history is None else history.generation(self.metric.name))

    def update(self) -> bool:
        """Read what is new; return whether there was anything, be it that points went."""
        if self._history is None:
            return False
        cut = self._history.generation(self.metric.name) != self._generation
        if not cut and self._history.length(self.metric.name) == self._read:
            return False
        if cut:
            self._start_over(self._history.generation(self.metric.name))
        piece = self._history.read(self.metric.name, self._read)
        if piece.generation != self._generation:  # cut since; all of it comes with the next turn
            return cut
        self._means.extend(piece.steps, piece.values)
        for detail in self._details.values():
            detail.extend(piece)
        self._read += len(piece.steps)
        if len(piece.steps):
            self.last_step, self.last_value = int(piece.steps[-1]), float(piece.values[-1])
            self.greatest = max(self.greatest, float(np.fmax.reduce(piece.values)))
        return True

    def columns(self, width: float) -> Columns:
        """Return the means over columns of about `width` steps."""
        return self._means.columns(width)

    def smoothed(self, width: float, keep: float) -> Columns:
        """Return the smoothed means over columns of about `width` steps."""
        return _smoothed(self._means.columns(width), keep)

    def columns_within(self, span: Span, width: int) -> Columns:
        """Return the means over columns of `width` steps, a power of two, in `span`, and one beyond either end."""
        return self._columns(span, width, smooth=False).within(span.first, span.last)

    def smoothed_within(self, span: Span, width: int, keep: float) -> Columns:
        """Return such means smoothed, as a line that did not begin at `span`."""
        memory = math.log(_FORGOTTEN) / math.log(keep) if keep > 0 else 0.0
        wide = Span(max(0.0, span.first - memory * width), span.last)
        return _smoothed(self._columns(wide, width, smooth=True), keep).within(span.first, span.last)

    def _columns(self, span: Span, width: int, *, smooth: bool) -> Columns:
        if self._means.resolves(width):
            return self._means.columns(width)
        detail = self._details.get(smooth)
        if detail is None or not detail.shows(span, width):
            detail = self._details[smooth] = self._detail_of(span, width)
        return detail.columns(width)

    def _detail_of(self, span: Span, width: int) -> "_Detail":
        """Read the part `span` and a little more from the history, where it begins with a column of the whole run."""
        first = max(0, int(span.first) // width - 1) * width
        detail = _Detail(first, math.ceil(span.last) + width)
        history, name = self._history, self.metric.name
        if history is not None:
            start = max(0, history.index(name, detail.first) - 1)
            stop = min(self._read, history.index(name, detail.last + 1) + 1)
            for place in range(start, stop, _READ):
                detail.extend(history.read(name, place, min(stop, place + _READ)))
        return detail

    def _start_over(self, generation: int) -> None:
        self._generation = generation
        self._means = StepMeans()
        self._details = {}
        self._read = 0
        self.last_step = self.last_value = None
        self.greatest = -math.inf


class _Detail:
    """Means of the steps `first` to `last` alone, and the points next to them, however far away these are."""

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last
        self._means = StepMeans(first)
        self._before = self._after = NOTHING

    def shows(self, span: Span, width: float) -> bool:
        """Tell whether `span` lies in it, and columns of `width` steps can be made of it."""
        return self.first <= span.first and span.last <= self.last and self._means.resolves(width)

    def extend(self, piece: Piece) -> None:
        """Add those of new points that belong to it."""
        start, stop = np.searchsorted(piece.steps, (self.first, self.last + 1)).tolist()
        self._means.extend(piece.steps[start:stop], piece.values[start:stop])
        if start > 0:
            self._before = _point(piece, start - 1)
        if stop < len(piece.steps) and not len(self._after):
            self._after = _point(piece, stop)

    def columns(self, width: float) -> Columns:
        parts = (self._before, self._means.columns(width), self._after)
        return Columns(
            np.concatenate([part.steps for part in parts]),
            np.concatenate([part.values for part in parts]),
            np.concatenate([part.counts for part in parts]),
        )


def _point(piece: Piece, index: int) -> Columns:
    step, value = float(piece.steps[index]), float(piece.values[index])
    return Columns(np.array([step]), np.array([value]), np.ones(1)) if math.isfinite(value) else NOTHING


def _smoothed(columns: Columns, keep: float) -> Columns:
    return Columns(columns.steps, smoothed(columns, keep), columns.counts)
