"""Whole strokes as smooth paths, for pictures of a drawing that are not drawn while the pen moves."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from playground.core.preparation import Sketch
from playground.ui.stroke_history import Stroke

_DOT = 0.01
"""Length of a single point, in px: its round cap makes it a dot, but what has no length is not drawn everywhere."""


def paint_sketch(painter: QPainter, sketch: Sketch, sheet: QRectF, ink: QColor) -> None:
    """Draw `sketch` on the square `sheet` as it looks on the canvas."""
    painter.save()
    painter.setClipRect(sheet, Qt.ClipOperation.IntersectClip)
    painter.translate(sheet.topLeft())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    caps, joins = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(ink, sketch.pen * sheet.width(), Qt.PenStyle.SolidLine, caps, joins))
    for stroke in sketch.strokes:
        painter.drawPath(stroke_path(stroke, sheet.width()))
    painter.restore()


def stroke_path(stroke: Stroke, side: float) -> QPainterPath:
    """Return the curve that the canvas draws through `stroke` [n, 2] (parts of the sheet), on a sheet of `side` px."""
    points = [QPointF(x, y) for x, y in (stroke * side).tolist()]
    path = QPainterPath()
    if not points:
        return path
    path.moveTo(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(_DOT, 0))
        return path
    path.lineTo((points[0] + points[1]) / 2)
    for bend, after in pairwise(points[1:]):
        path.quadTo(bend, (bend + after) / 2)
    path.lineTo(points[-1])
    return path
