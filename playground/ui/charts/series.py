"""One metric of the run that is shown: what is new in its history goes into means that a chart can draw."""

from playground.core.history import History, Metric
from playground.ui.charts.smoothing import Columns, StepMeans, smoothed


class Series:
    """The points of `metric`, read as they come.

    `last_step` and `last_value` are those of its newest point, or None.
    """

    def __init__(self, metric: Metric) -> None:
        self.metric = metric
        self._history: History | None = None
        self._generation = 0
        self._means = StepMeans()
        self._read = 0
        self.last_step: int | None = None
        self.last_value: float | None = None

    def follow(self, history: History | None) -> None:
        self._history = history
        self._start_over(generation=0 if history is None else history.generation)

    def update(self) -> bool:
        """Read what is new; return whether there was anything, be it that points went."""
        if self._history is None:
            return False
        cut = self._history.generation != self._generation
        if not cut and self._history.length(self.metric.name) == self._read:
            return False
        if cut:
            self._start_over(self._history.generation)
        piece = self._history.read(self.metric.name, self._read)
        if piece.generation != self._generation:  # cut since; all of it comes with the next turn
            return cut
        self._means.extend(piece.steps, piece.values)
        self._read += len(piece.steps)
        if len(piece.steps):
            self.last_step, self.last_value = int(piece.steps[-1]), float(piece.values[-1])
        return True

    def columns(self, width: float) -> Columns:
        """Return the means over columns of about `width` steps."""
        return self._means.columns(width)

    def smoothed(self, width: float, keep: float) -> Columns:
        """Return the smoothed means over columns of about `width` steps."""
        columns = self._means.columns(width)
        return Columns(columns.steps, smoothed(columns, keep), columns.counts)

    def _start_over(self, generation: int) -> None:
        self._generation = generation
        self._means = StepMeans()
        self._read = 0
        self.last_step = self.last_value = None
