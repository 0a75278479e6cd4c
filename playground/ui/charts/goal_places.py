"""Where the values to reach stand in a chart: their lines, marks and labels."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.core.history import Metric
from playground.ui.charts.boxes import hidden
from playground.ui.charts.goals import Goal
from playground.ui.charts.items import Fonts
from playground.ui.charts.line_set import RAW, LineId
from playground.ui.charts.placed import Placed
from playground.ui.charts.plane import Plane
from playground.ui.charts.smoothing import Floats
from playground.ui.charts.styles import Ink, style_of
from playground.ui.charts.traces import Trace
from playground.ui.words import say

_LABEL_HEIGHT = 15.0
_LABEL_AWAY = 2.0  # px from its line
_LABEL_PADDING = 4.0
_STAYS = 12.0  # px of curves that a label rather hides than move
_STRIDE = 24.0  # px between two places where a label may stand
_FARTHER = 20.0  # px of curves that a label rather hides than stand away from its line
_CROSSED = 40.0  # than hide another goal's line
_ON_MARK = 100.0
_ON_LABEL = 1e4
_OUTSIDE = 1e3
_OVER_PLOT = 9.0  # px between plot and title that a label may take
_MARK = 4.0


@dataclass(frozen=True, slots=True)
class PlacedGoal:
    """The line of one metric's last goal at `y` px up to when that is to be reached, at `end` px; another one at `most`
    px if that is a range; marks at the goals before it; and its label.
    """

    ink: Ink
    color: str
    y: float
    most: float | None
    end: float
    marks: tuple[QPointF, ...]
    text: str
    label: QRectF


class Goals:
    """The goals of the metrics of one chart."""

    def __init__(self, metrics: Sequence[Metric], goals: Sequence[Goal]) -> None:
        names = [metric.name for metric in metrics]
        self.all = tuple(goal for goal in goals if goal.metric in names)
        self._stood: dict[str, QPointF] = {}  # where labels stood last, by their texts, seen from their lines
        self._metrics = [metric for metric in metrics if any(goal.metric == metric.name for goal in self.all)]

    @property
    def values(self) -> Floats:
        """All that an axis is to hold but `starts`, [n]."""
        return _ends([goal for goal in self.all if goal not in self._starts])

    @property
    def starts(self) -> Floats:
        """What is to be so before training, [n], and so is far from all that follows."""
        return _ends(self._starts)

    @property
    def _starts(self) -> list[Goal]:
        last = {goal.metric: goal.epoch for goal in sorted(self.all, key=lambda goal: goal.epoch)}
        return [goal for goal in self.all if goal.epoch == 0 < last[goal.metric]]

    def texts(self) -> list[str]:
        """Return what is said of the last goal of each metric."""
        return [self._text(metric, goals[-1]) for metric, goals in self._by_metric()]

    def heights(self, plane: Plane) -> tuple[float, ...]:
        """Return where lines and marks are, px."""
        values = np.concatenate((self.values, self.starts))
        return tuple(float(height) for height in plane.ys_at(values))

    def place(self, placed: Placed, taken: Sequence[QRectF], fonts: Fonts) -> tuple[PlacedGoal, ...]:
        """Return the goals on the plane of `placed`, with labels where they hide least of its lines, and nothing that
        is `taken`; they stay where they were while that hides little.
        """
        bare = [goal for goal in self._without_labels(placed.plane) if _is_seen(placed.plane, goal)]
        curves = [placed.trace(which) for which in placed.lines.columns if which != RAW]
        ends = max((float(curve.xs[-1]) for curve in curves), default=placed.plane.plot.left())
        found: list[PlacedGoal] = []
        for goal in sorted(bare, key=lambda one: one.y):
            size = QSizeF(fonts.tick_width(goal.text) + 2 * _LABEL_PADDING, _LABEL_HEIGHT)
            crossed = [y for one in bare if one is not goal for y in (one.y, one.most) if y is not None]
            marks = [place for one in bare for place in one.marks]
            other = _Hidden(curves, [*taken, *(one.label for one in found)], crossed, marks)
            label = _label_place(placed.plane.plot, goal.y, size, other, ends, self._stood.get(goal.text))
            self._stood[goal.text] = label.topLeft() - QPointF(0, goal.y)
            found.append(replace(goal, label=label))
        return tuple(found)

    def _without_labels(self, plane: Plane) -> Iterator[PlacedGoal]:
        for metric, goals in self._by_metric():
            style = style_of(LineId(metric.line, metric.label))
            text, last = self._text(metric, goals[-1]), _place(plane, goals[-1])
            values = [goal for goal in goals[:-1] if goal.most is None]
            marks = tuple(place for goal in values if plane.plot.contains(place := _place(plane, goal)))
            most = None if goals[-1].most is None else _height(plane, goals[-1].most)
            yield PlacedGoal(style.ink, style.text, last.y(), most, last.x(), marks, text, QRectF())

    def _by_metric(self) -> Iterator[tuple[Metric, list[Goal]]]:
        """Yield each metric that has goals with these, the last one last."""
        for metric in self._metrics:
            yield metric, sorted((g for g in self.all if g.metric == metric.name), key=lambda goal: goal.epoch)

    def _text(self, metric: Metric, goal: Goal) -> str:
        return " ".join([goal.word, *([say(metric.title)] if len(self._metrics) > 1 else []), goal.text])


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What a label should not hide: curves, other labels, the lines of other goals by their px, and marks."""

    curves: Sequence[Trace]
    labels: Sequence[QRectF]
    lines: Sequence[float]
    marks: Sequence[QPointF]

    def cost(self, box: QRectF) -> float:
        near = box.adjusted(-_MARK, -_MARK, _MARK, _MARK)
        crossed = sum(box.top() - 1 <= y <= box.bottom() + 1 for y in self.lines)
        on_labels = sum(box.intersects(label) for label in self.labels)
        curves = sum(hidden(curve, box) for curve in self.curves)
        return curves + _CROSSED * crossed + _ON_MARK * sum(map(near.contains, self.marks)) + _ON_LABEL * on_labels


def _ends(goals: Sequence[Goal]) -> Floats:
    return np.array([end for goal in goals for end in (goal.value, goal.most) if end is not None], dtype=float)


def _place(plane: Plane, goal: Goal) -> QPointF:
    """Return where a goal is to be reached: at the end of the time axis where epochs are not known."""
    timeline = plane.timeline
    x = plane.x(timeline.of_epoch(goal.epoch)) if timeline.knows_epochs else plane.plot.right()
    return QPointF(x, _height(plane, goal.value))


def _height(plane: Plane, value: float) -> float:
    return float(plane.ys_at(np.array([value]))[0])


def _is_seen(plane: Plane, goal: PlacedGoal) -> bool:
    top = goal.y if goal.most is None else goal.most
    return top <= plane.plot.bottom() and goal.y >= plane.plot.top()


def _label_place(plot: QRectF, y: float, size: QSizeF, other: _Hidden, ends: float, stood: QPointF | None) -> QRectF:
    """Return the first place along the line at `y` px where a label of `size` hides least: where it `stood`, seen from
    the line's height, while it hides little there.

    It is looked for from the right while the curves, which end at `ends` px, are far from there, else from the left.
    """
    if stood is not None and plot.left() <= stood.x() <= plot.right() - size.width():
        box = QRectF(stood + QPointF(0, y), size)
        if other.cost(box) + _OUTSIDE * _is_outside(box, plot) <= _STAYS:
            return box
    above, below, row = y - _LABEL_AWAY - size.height(), y + _LABEL_AWAY, size.height() + 1
    tops = ((above, 0.0), (below, 0.0), (above - row, _FARTHER), (below + row, _FARTHER))
    best, least = QRectF(), math.inf
    first, last = plot.left() + 4, max(plot.left() + 4, plot.right() - size.width() - 4)
    lefts = np.arange(last, first - 1, -_STRIDE) if ends < plot.center().x() else np.arange(first, last + 1, _STRIDE)
    for left in lefts.tolist():
        for top, farther in tops:
            box = QRectF(QPointF(left, top), size)
            cost = farther + _OUTSIDE * _is_outside(box, plot) + other.cost(box)
            if cost < least:
                best, least = box, cost
            if least == 0:
                return best
    return best


def _is_outside(box: QRectF, plot: QRectF) -> bool:
    return box.top() < plot.top() - _OVER_PLOT or box.bottom() > plot.bottom()
