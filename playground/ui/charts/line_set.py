"""The lines of one chart as values: which there are, and their points. No Qt."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from playground.core.history import Line
from playground.ui.charts.smoothing import NOTHING, Columns, Floats


class LineId(NamedTuple):
    """One of a chart's lines: what it is drawn as, and where there are many of that the label of its class."""

    kind: Line
    label: int = -1


RAW = LineId(Line.RAW)
TRAIN = LineId(Line.TRAIN)
TEST = LineId(Line.TEST)
OWN = LineId(Line.OWN)
EVALUATED = frozenset((Line.TEST, Line.OWN, Line.CLASS))
"""What is drawn of points that were measured each at one step, and not over those before it."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Those lines of a chart that have points, each as columns of steps, in the order in which they are painted."""

    columns: Mapping[LineId, Columns]

    def of(self, which: LineId) -> Columns:
        return self.columns.get(which, NOTHING)

    @property
    def ended(self) -> list[tuple[LineId, Columns]]:
        """All but the values of single steps: the lines that have an end to speak of."""
        return [(which, line) for which, line in self.columns.items() if which != RAW]

    @property
    def classes(self) -> list[tuple[LineId, Columns]]:
        """Those of single classes."""
        return [(which, line) for which, line in self.columns.items() if which.kind is Line.CLASS]

    @property
    def last_step(self) -> float:
        return max((float(line.steps[-1]) for _, line in self.ended), default=0.0)


def nearest(line: Columns, step: float) -> int:
    """Return the index of the point of `line`, which has points, that is nearest to `step`."""
    return int(np.abs(line.steps - step).argmin())


def thinned(places: Floats, least: float) -> list[int]:
    """Return the indices of `places`, rising px, that lie at least `least` px apart, the last one among them.

    Counted from the first, so that which are kept does not change as more come.
    """
    all_places, kept, next_one = places.tolist(), list[int](), 0
    while next_one < len(all_places):
        kept.append(next_one)
        next_one = bisect_left(all_places, all_places[next_one] + least, next_one + 1)
    last = len(places) - 1
    if kept and kept[-1] != last:
        kept[-1:] = [last] if len(kept) > 1 else [kept[-1], last]
    return kept
