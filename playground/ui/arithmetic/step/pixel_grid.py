"""The grid of a picture's pixels before its flattened inputs: where each cell is, and how it is painted."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPen

from playground.core.probes import Doubles
from playground.ui.network.sheet import Sheet

CELL, SMALL_CELL = 22.0, 16.0
"""Sides of a pixel where there is room, and where there is little, px."""


def cell_at(point: QPointF, area: QRectF, side: int) -> int | None:
    """Return the pixel at `point`, counted row by row; None beside the grid."""
    if not area.contains(point):
        return None
    size = area.width() / side
    column, row = int((point.x() - area.left()) / size), int((point.y() - area.top()) / size)
    return min(row, side - 1) * side + min(column, side - 1)


def paint_grid(sheet: Sheet, area: QRectF, side: int, values: Doubles, marked: int | None) -> None:
    """Paint `values` [side * side] of 0 and 1 as paper and ink, each with its number; `marked` has a frame."""
    size = area.width() / side
    for number, value in enumerate(values):
        row, column = divmod(number, side)
        cell = QRectF(area.left() + column * size, area.top() + row * size, size, size)
        inked = value > 0.5
        sheet.painter.setPen(QPen(sheet.theme.color("border"), 1))
        sheet.painter.setBrush(sheet.theme.color("ink" if inked else "paper"))
        sheet.painter.drawRect(cell)
        text = str(int(value)) if value in (0.0, 1.0) else f"{value:.1g}"
        sheet.text(cell, text, 11, role="paper" if inked else "text3", side="centre")
        if number == marked:
            sheet.frame(cell.adjusted(2, 2, -2, -2), "accent", 2.0)
