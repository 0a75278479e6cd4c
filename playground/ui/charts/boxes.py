"""Where the box of what the cursor reads stands: beside it, where it hides least of the lines."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.ui.charts.traces import Trace

_AWAY = 10.0  # px from the cursor
_INSIDE = 4.0  # px from the plot's edges
_DOT = 5.0  # the radius of a dot on a line, about
_DOT_WEIGHT = 60.0
_TURN = 12.0  # px of lines that it rather hides than stand anywhere else than usual
_FAR = 24.0  # the same for a corner that is not beside the cursor


def box_place(
    plot: QRectF,
    x: float,
    size: QSizeF,
    *,
    at_top: bool,
    lines: Sequence[tuple[Trace, float]],
    dots: Sequence[QPointF] = (),
) -> QRectF:
    """Return where a box of `size` stands that belongs to the cursor at `x` px.

    Usually that is right of it, at the top or the bottom of `plot`; else left of it, at the other edge or in a corner,
    whichever hides least of `lines`, each with what a px of it weighs, and of the cursor's `dots`.
    """
    first, last = plot.left() + 1, max(plot.left() + 1, plot.right() - 1 - size.width())
    usual, other = plot.top() + _INSIDE, plot.bottom() - _INSIDE - size.height()
    if not at_top:
        usual, other = other, usual
    beside = [(x + _AWAY, 0.0), (x - _AWAY - size.width(), _TURN)]
    lefts = [(left, cost) for left, cost in beside if first <= left <= last] + [(last, _FAR), (first, _FAR)]
    costs = [
        (cost + turn + _hidden_weight(box, lines, dots), box)
        for left, cost in lefts
        for top, turn in ((usual, 0.0), (other, _TURN))
        for box in (QRectF(QPointF(round(left) + 0.5, round(top) + 0.5), size),)
    ]
    return min(costs, key=lambda one: one[0])[1]


def _hidden_weight(box: QRectF, lines: Sequence[tuple[Trace, float]], dots: Sequence[QPointF]) -> float:
    ground = box.adjusted(-_DOT, -_DOT, _DOT, _DOT)
    return sum(weight * hidden(line, box) for line, weight in lines) + _DOT_WEIGHT * sum(map(ground.contains, dots))


def hidden(line: Trace, box: QRectF) -> float:
    """Return about how many px of `line` lie under `box`."""
    if len(line.xs) < 2 or line.xs[0] > box.right() or line.xs[-1] < box.left():
        return 0.0
    xs = np.arange(max(box.left(), line.xs[0]), min(box.right(), line.xs[-1]) + 1)
    ys = np.interp(xs, line.xs, line.ys)
    high, low = np.minimum(ys[:-1], ys[1:]), np.maximum(ys[:-1], ys[1:])
    under = (low >= box.top()) & (high <= box.bottom())
    tall = np.minimum(low, box.bottom()) - np.maximum(high, box.top())
    return float(np.hypot(1.0, tall[under]).sum())
