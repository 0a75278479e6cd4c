"""Which of a chart's lines are spoken of, and how each looks. No Qt."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.core.history import Line
from playground.ui.charts.line_set import LineId, Lines
from playground.ui.charts.lines import LEAST_SHARE, MOST_CLASSES, ChartOptions
from playground.ui.charts.smoothing import Columns
from playground.ui.charts.styles import Rank, Style, style_of

_ANSWER = 0.5  # a share with which a class was the answer for sure
_SMOOTH = 0.5  # a train line that is smoothed less is a thin one, as a wide one would fill the chart


@dataclass(frozen=True, eq=False)
class Told:
    """The lines of a chart, to be drawn as `options` say."""

    lines: Lines
    options: ChartOptions

    @cached_property
    def ends(self) -> list[tuple[LineId, Columns]]:
        """The lines that have an end to be labelled: of many classes those that lead there, first one last, and those
        that led before.
        """
        classes = self.lines.classes
        if not classes:
            return self.lines.ended
        newest = {which: float(line.values[self.newest(line)]) for which, line in classes}
        led = {which for which, line in classes if line.values.max() >= _ANSWER}
        return [(which, self.lines.of(which)) for which in reversed(self.leading(newest, led))]

    def leading(self, values: Mapping[LineId, float], wanted: Container[LineId] = ()) -> list[LineId]:
        """Return the few classes, one at least, that have the greatest of `values` or are `wanted`, greatest first;
        the true one is among them.
        """
        order = sorted(values, key=lambda which: -values[which])
        found = [which for which in order if values[which] >= LEAST_SHARE or which in wanted] or order[:1]
        found = found[:MOST_CLASSES]
        if self._true in values and self._true not in found:
            found = [*found[: MOST_CLASSES - 1], self._true]
        return found

    @cached_property
    def styles(self) -> Mapping[LineId, Style]:
        """How each line looks, in the order in which they are painted: those that matter less first."""
        smooth = self.options.smoothing >= _SMOOTH
        ranks = {which: Rank.TRUE if which == self._true else Rank.LEADING for which, _ in self.ends}
        order = sorted(self.lines.columns, key=lambda which: (which in ranks, which == self._true))
        return {which: style_of(which, smooth=smooth, rank=ranks.get(which, Rank.FAINT)) for which in order}

    def newest(self, line: Columns) -> int:
        """Return the index of the last point of `line` that is seen."""
        if self.options.view is None:
            return len(line) - 1
        return max(0, int(np.searchsorted(line.steps, self.options.view.last, side="right")) - 1)

    @property
    def _true(self) -> LineId:
        return LineId(Line.CLASS, self.options.true_label)
