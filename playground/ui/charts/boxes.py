"""Where the box of what the cursor reads stands: beside it, where it hides least of the lines."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.ui.charts.traces import Trace

_AWAY = 10.0  # px from the cursor
_INSIDE = 4.0  # px from the plot's edges
_TURN = 12.0  # px of lines that it rather hides than stand anywhere else than usual
_FAR = 24.0  # the same for a corner that is not beside the cursor


def box_place(plot: QRectF, x: float, size: QSizeF, *, at_top: bool, lines: Sequence[Trace]) -> QRectF:
    """Return where a box of `size` stands that belongs to the cursor at `x` px.

    Usually that is right of it, at the top or the bottom of `plot`; else left of it, at the other edge or in a corner,
    whichever hides the shortest piece of `lines`.
    """
    right, left = x + _AWAY, x - _AWAY - size.width()
    first, last = plot.left() + 1, plot.right() - 1 - size.width()
    heights = (plot.top() + _INSIDE, plot.bottom() - _INSIDE - size.height())
    places = [(right, 0.0), (left, _TURN), (last, _FAR), (first, _FAR)]
    boxes = [
        (
            QRectF(QPointF(round(at) + 0.5, round(top) + 0.5), size),
            cost + (0.0 if (top == heights[0]) == at_top else _TURN),
        )
        for at, cost in places
        if first <= at <= last and not at - 1 < x < at + size.width() + 1
        for top in heights
    ]
    if not boxes:
        top = heights[0] if at_top else heights[1]
        return QRectF(QPointF(round(max(first, left)) + 0.5, round(top) + 0.5), size)
    return min(boxes, key=lambda box: box[1] + sum(hidden(line, box[0]) for line in lines))[0]


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
