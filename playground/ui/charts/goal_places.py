"""Where the values to reach stand in a chart: their lines, marks and labels."""

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
_STRIDE = 24.0  # px between two places where a label may stand, at most
_PLACES = 16.0  # that a plot has for labels, at least
_ON_MARK = 100.0
_NEVER = 1e3  # for what would mislead, or could not be read: there is rather no label
_OVER_PLOT = 9.0  # px between plot and title that a label may take
_MARK = 4.0
_NARROW = 240.0  # px of a plot in which labels say less


@dataclass(frozen=True, slots=True)
class PlacedGoal:
    """The line of one metric's last goal at `y` px up to when that is to be reached, at `end` px; another one at `most`
    px if that is a range; marks at the goals before it; and its label, which is null where it has no room.
    """

    ink: Ink
    color: str
    y: float
    most: float | None
    end: float
    marks: tuple[QPointF, ...]
    text: str
    label: QRectF


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What a label should not hide: curves, other labels, the lines of goals by their px, marks, and the signs on the
    curves, which are painted over it.
    """

    curves: Sequence[Trace]
    labels: Sequence[QRectF]
    lines: Sequence[float]
    marks: Sequence[QPointF]
    signs: Sequence[QPointF]

    def cost(self, box: QRectF) -> float:
        near = box.adjusted(-_MARK, -_MARK, _MARK, _MARK)
        if (
            any(box.top() - 1 <= y <= box.bottom() + 1 for y in self.lines)
            or any(box.intersects(label) for label in self.labels)
            or any(map(near.contains, self.signs))
        ):
            return _NEVER
        return sum(hidden(curve, box) for curve in self.curves) + _ON_MARK * sum(map(near.contains, self.marks))


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
        is `taken`; they stay where they were while that hides little. Without such a place a goal has no label.
        """
        plot = placed.plane.plot
        narrow = plot.width() < _NARROW
        seen = list(self._without_labels(placed.plane))
        curves = [placed.trace(which) for which in placed.lines.columns if which != RAW]
        ends = max((float(curve.xs[-1]) for curve in curves), default=plot.left())
        from_right = narrow or ends < plot.center().x()
        lines = [y for _, goal in seen for y in (goal.y, goal.most) if y is not None]
        marks = [place for _, goal in seen for place in goal.marks]
        signs = [place for sign in placed.signs() for place in sign.places]
        found: list[PlacedGoal] = []
        said = ""
        for told, goal in seen:
            other = _Hidden(curves, [*taken, *(one.label for one in found)], lines, marks, signs)
            texts = _short_texts(told, said) if narrow else [goal.text]
            found.append(self._labelled(goal, texts, plot, other, fonts, from_right))
            said = told.word if found[-1].text == texts[0] else said
        return tuple(found)

    def _labelled(
        self, goal: PlacedGoal, texts: Sequence[str], plot: QRectF, other: _Hidden, fonts: Fonts, from_right: bool
    ) -> PlacedGoal:
        """Return `goal` with the first of `texts` that has a place, or as it is if none has."""
        for text in texts:
            size = QSizeF(fonts.tick_width(text) + 2 * _LABEL_PADDING, _LABEL_HEIGHT)
            label = _label_place(plot, goal, size, other, self._stood.get(text), from_right)
            if not label.isNull():
                self._stood[text] = label.topLeft() - QPointF(0, goal.y)
                return replace(goal, text=text, label=label)
        return goal

    def _without_labels(self, plane: Plane) -> Iterator[tuple[Goal, PlacedGoal]]:
        """Yield the goals that are seen, from the top."""
        for metric, goals in sorted(self._by_metric(), key=lambda one: -one[1][-1].value):
            style, goal = style_of(LineId(metric.line, metric.label)), goals[-1]
            last, most = _place(plane, goal), None if goal.most is None else _height(plane, goal.most)
            if _is_seen(plane, last.y(), most):
                values = [before for before in goals[:-1] if before.most is None]
                marks = tuple(place for before in values if plane.plot.contains(place := _place(plane, before)))
                text = self._text(metric, goal)
                yield goal, PlacedGoal(style.ink, style.text, last.y(), most, last.x(), marks, text, QRectF())

    def _by_metric(self) -> Iterator[tuple[Metric, list[Goal]]]:
        """Yield each metric that has goals with these, the last one last."""
        for metric in self._metrics:
            yield metric, sorted((g for g in self.all if g.metric == metric.name), key=lambda goal: goal.epoch)

    def _text(self, metric: Metric, goal: Goal) -> str:
        return " ".join([goal.word, *([say(metric.title)] if len(self._metrics) > 1 else []), goal.text])


def _short_texts(goal: Goal, said: str) -> list[str]:
    """Return what a label says in a narrow plot, the best first: its colour tells which metric it is about, and who has
    it so is `said` once.
    """
    return [goal.text] if goal.word == said else [f"{goal.word} {goal.text}", goal.text]


def _ends(goals: Sequence[Goal]) -> Floats:
    return np.array([end for goal in goals for end in (goal.value, goal.most) if end is not None], dtype=float)


def _place(plane: Plane, goal: Goal) -> QPointF:
    """Return where a goal is to be reached: at the end of the time axis where epochs are not known."""
    timeline = plane.timeline
    x = plane.x(timeline.of_epoch(goal.epoch)) if timeline.knows_epochs else plane.plot.right()
    return QPointF(x, _height(plane, goal.value))


def _height(plane: Plane, value: float) -> float:
    return float(plane.ys_at(np.array([value]))[0])


def _is_seen(plane: Plane, y: float, most: float | None) -> bool:
    return (y if most is None else most) <= plane.plot.bottom() and y >= plane.plot.top()


def _label_place(
    plot: QRectF, goal: PlacedGoal, size: QSizeF, other: _Hidden, stood: QPointF | None, from_right: bool
) -> QRectF:
    """Return the first place above or below the line of `goal` where a label of `size` hides least: where it `stood`,
    seen from the line's height, while it hides little there. A null one if it would mislead everywhere.
    """
    if stood is not None and plot.left() <= stood.x() <= plot.right() - size.width():
        box = QRectF(stood + QPointF(0, goal.y), size)
        if _is_inside(box, plot) and other.cost(box) <= _STAYS:
            return box
    tops = [goal.y - _LABEL_AWAY - size.height(), goal.y + _LABEL_AWAY]
    if goal.most is not None:
        tops.append(goal.most - _LABEL_AWAY - size.height())
    best, least = QRectF(), _NEVER
    first, last = plot.left() + 4, max(plot.left() + 4, plot.right() - size.width() - 4)
    stride = min(_STRIDE, plot.width() / _PLACES)
    lefts = np.arange(last, first - 1, -stride) if from_right else np.arange(first, last + 1, stride)
    for left in lefts.tolist():
        for top in tops:
            box = QRectF(QPointF(left, top), size)
            cost = other.cost(box) if _is_inside(box, plot) else _NEVER
            if cost < least:
                best, least = box, cost
            if least == 0:
                return best
    return best


def _is_inside(box: QRectF, plot: QRectF) -> bool:
    return box.top() >= plot.top() - _OVER_PLOT and box.bottom() <= plot.bottom()
