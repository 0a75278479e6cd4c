"""Ink of a pen on the move: the curve through its points, drawn piece by piece as they come."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter

_PIECE = 4.0
"""Length of the straight pieces that a curve is drawn from, in px."""


def newest_piece(points: Sequence[QPointF]) -> list[QPointF]:
    """Return, as a line of short pieces, what the last of one to three `points` has settled of a stroke: the curve up
    to the middle of the newest piece.
    """
    if len(points) < 3:
        return [points[0], _middle(points[0], points[-1])]
    start, bend, end = _middle(points[0], points[1]), points[1], _middle(points[1], points[2])
    length = QLineF(start, bend).length() + QLineF(bend, end).length()
    steps = max(1, ceil(length / _PIECE))
    parts = [step / steps for step in range(steps + 1)]
    return [start * (1 - part) ** 2 + bend * (2 * part * (1 - part)) + end * part**2 for part in parts]


def tail(points: Sequence[QPointF]) -> list[QPointF]:
    """Return the straight end of a stroke by its last two points, which the next one will turn into a curve."""
    return [_middle(points[0], points[-1]), points[-1]] if points else []


def draw_line(painter: QPainter, points: Sequence[QPointF]) -> None:
    """Draw piece by piece: Qt's strokes of whole paths, with a wide pen, show hairs where pieces meet."""
    for start, end in pairwise(points):
        if start == end:
            painter.drawPoint(start)
        else:
            painter.drawLine(start, end)


def _middle(first: QPointF, second: QPointF) -> QPointF:
    return (first + second) / 2
