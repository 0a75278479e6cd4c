"""The ink on a canvas: painted once, as it comes."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from playground.ui.curve_ink import draw_line, newest_piece, tail
from playground.ui.stroke_history import Stroke


class Ink:
    """A layer of ink as large as the sheet; lines are added to it where they are drawn."""

    def __init__(self) -> None:
        self.layer = QPixmap()

    def redraw(self, strokes: Sequence[Stroke], side: int, ratio: float, pen: QPen) -> None:
        """Draw `strokes`, in parts of the side, on a clean layer of `side` px with `ratio` dots each."""
        self.layer = QPixmap(QSize(side, side) * ratio)
        self.layer.setDevicePixelRatio(ratio)
        self.layer.fill(QColor(Qt.GlobalColor.transparent))
        painter = _painter(self.layer, pen)
        for stroke in strokes:
            points = [QPointF(x, y) * side for x, y in stroke.tolist()]
            for end in range(1, len(points) + 1):
                draw_line(painter, newest_piece(points[max(0, end - 3) : end]))
            draw_line(painter, tail(points[-2:]))
        painter.end()

    def add(self, points: Sequence[QPointF], pen: QPen) -> None:
        """Draw one more line through `points`, in px."""
        painter = _painter(self.layer, pen)
        draw_line(painter, points)
        painter.end()


def _painter(layer: QPixmap, pen: QPen) -> QPainter:
    painter = QPainter(layer)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    return painter
