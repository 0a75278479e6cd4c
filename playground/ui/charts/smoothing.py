"""A series of any length as means over columns of steps, and the smoothed curve through them."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

BUCKETS = 8192
_FINE = 2  # buckets in a column, at least, that is to begin and end about where it should
_GREATEST = 1e100  # no chart shows more, and sums of such values stay finite


@dataclass(frozen=True, slots=True)
class Columns:
    """The means of a series: `steps` and `values` are means over each column, [n] in the order of steps.

    `counts` [n] says how many values each mean is of; columns without values are left out.
    """

    steps: Floats
    values: Floats
    counts: Floats

    def __len__(self) -> int:
        return len(self.steps)

    def part(self, kept: slice | NDArray[np.int64]) -> "Columns":
        return Columns(self.steps[kept], self.values[kept], self.counts[kept])

    def within(self, first: float, last: float) -> "Columns":
        """Return the columns from `first` to `last`, with one more at either end so that a line goes on to there."""
        start = int(np.searchsorted(self.steps, first)) - 1
        stop = int(np.searchsorted(self.steps, last, side="right")) + 1
        return self.part(slice(max(0, start), stop))


NOTHING = Columns(np.zeros(0), np.zeros(0), np.zeros(0))


class StepMeans:
    """Sums of a growing series over equal buckets of steps, so few that reading them costs the same at any length.

    The first bucket begins at the step `first`; each begins as one step wide. When the steps no longer fit into
    `BUCKETS` of them, neighbours are joined and all become twice as wide. Values that are not finite are left out.
    """

    def __init__(self, first: int = 0) -> None:
        self._first = first
        self._width = 1
        self._used = 0
        self._sums = np.zeros((3, BUCKETS))  # counts, steps, values

    def resolves(self, width: float) -> bool:
        """Tell whether columns of `width` steps are many buckets wide, or buckets as narrow as they can be."""
        return self._width == 1 or width >= _FINE * self._width

    def extend(self, steps: NDArray[np.int64], values: Floats) -> None:
        """Add points at `steps` >= `first`."""
        fit = np.abs(values) <= _GREATEST  # False for NaN
        if not fit.any():
            return
        steps, values = steps[fit], values[fit]
        last = int(steps.max()) - self._first
        while last // self._width >= BUCKETS:
            self._join()
        bucket = (steps - self._first) // self._width
        first, end = int(bucket.min()), last // self._width + 1
        for row, weights in zip(self._sums, (None, steps, values), strict=True):
            row[first:end] += np.bincount(bucket - first, weights, end - first)
        self._used = max(self._used, end)

    def columns(self, width: float) -> Columns:
        """Return means over columns of about `width` steps: whole buckets, at least one."""
        joined = max(1, round(width / self._width))
        starts = np.arange(0, self._used, joined)
        sums = np.add.reduceat(self._sums[:, : self._used], starts, axis=1) if len(starts) else np.zeros((3, 0))
        counts, steps, values = sums[:, sums[0] > 0]
        return Columns(steps / counts, values / counts, counts)

    def _join(self) -> None:
        half = BUCKETS // 2
        self._sums[:, :half] = self._sums[:, 0::2] + self._sums[:, 1::2]
        self._sums[:, half:] = 0
        self._used = (self._used + 1) // 2
        self._width *= 2


def smoothed(columns: Columns, keep: float) -> Floats:
    """Return the exponential moving average of `columns`: each keeps the share `keep` of the one before.

    Corrected for its start (as Adam's averages are: Kingma and Ba, 2014, section 3), so the first value is the first
    mean. A column of fewer values, such as the last one while it fills, weighs less.
    """
    if not len(columns):
        return np.zeros(0)
    weights = columns.counts / columns.counts.max()
    sums = np.stack((columns.values * weights, weights))
    shift, share = 1, keep
    while shift < len(columns) and share > 0:  # after each turn, sums reach back over twice as many columns
        sums[:, shift:] += share * sums[:, :-shift]
        shift, share = 2 * shift, share * share
    averages: Floats = sums[0] / sums[1]
    return averages
