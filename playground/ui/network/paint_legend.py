"""Paints the line of explanations under a diagram."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPen

from playground.ui.network.colors import image_of, map_colors
from playground.ui.network.sheet import Sheet

_BETWEEN = 28.0
_RAMP = 96.0
_CROSS = 3.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One explanation: words after a sign that is `sign_width` px wide; `draw` gets the sheet and the sign's place."""

    words: str
    sign_width: float
    draw: Callable[[Sheet, QRectF], None]
    before: str = ""

    def width(self, sheet: Sheet) -> float:
        before = sheet.letters.width(self.before) + 8 if self.before else 0.0
        return before + self.sign_width + 8 + sheet.letters.width(self.words)

    def paint(self, sheet: Sheet, area: QRectF) -> None:
        if self.before:
            sheet.text(area, self.before, role="text2")
            area = area.adjusted(sheet.letters.width(self.before) + 8, 0, 0, 0)
        self.draw(sheet, QRectF(area.left(), area.center().y() - 5, self.sign_width, 10))
        sheet.text(area.adjusted(self.sign_width + 8, 0, 0, 0), self.words, role="text2")


def paint_legend(sheet: Sheet, area: QRectF, variants: Sequence[Sequence[Entry]]) -> float:
    """Paint the first of `variants` that fits into `area`, else as much of the last as does; returns where it ends."""
    entries = next((variant for variant in variants if _width(sheet, variant) <= area.width()), variants[-1])
    x = area.left()
    for entry in entries:
        width = entry.width(sheet)
        if x + width > area.right():
            break
        entry.paint(sheet, QRectF(x, area.top(), width, area.height()))
        x += width + _BETWEEN
    return x


def _width(sheet: Sheet, entries: Sequence[Entry]) -> float:
    return sum(entry.width(sheet) for entry in entries) + _BETWEEN * (len(entries) - 1)


def ramp(before: str, after: str) -> Entry:
    """The whole diverging map between two figures."""

    def draw(sheet: Sheet, area: QRectF) -> None:
        image = image_of(map_colors(np.linspace(-1, 1, int(_RAMP))[None, :], sheet.theme))
        sheet.painter.drawImage(area.adjusted(0, 1, 0, -1), image)

    return Entry(after, _RAMP, draw, before)


def line(words: str, role: str) -> Entry:
    def draw(sheet: Sheet, area: QRectF) -> None:
        sheet.painter.fillRect(QRectF(area.left(), area.center().y() - 1, area.width(), 2), sheet.theme.color(role))

    return Entry(words, 18.0, draw)


def dots(words: str, filled: Sequence[str]) -> Entry:
    """Circles side by side, filled with the colours of roles; "surface" with a rim."""

    def draw(sheet: Sheet, area: QRectF) -> None:
        for number, role in enumerate(filled):
            hollow = role == "surface"
            sheet.painter.setPen(QPen(sheet.theme.color("border" if hollow else role), 1))
            sheet.painter.setBrush(sheet.theme.color(role))
            sheet.painter.drawEllipse(QPointF(area.left() + 5 + 12 * number, area.center().y()), 4, 4)
        sheet.painter.setBrush(Qt.BrushStyle.NoBrush)

    return Entry(words, 12.0 * len(filled) - 2, draw)


def bars(words: str, roles: Sequence[str]) -> Entry:
    """Short bars side by side in the colours of roles."""

    def draw(sheet: Sheet, area: QRectF) -> None:
        for number, role in enumerate(roles):
            sheet.bar(QRectF(area.left() + 12 * number, area.top() + 1, 11, 8), role)

    return Entry(words, 12.0 * len(roles) - 1, draw)


def ring(words: str) -> Entry:
    """The ring of the point that is tried."""

    def draw(sheet: Sheet, area: QRectF) -> None:
        sheet.painter.setPen(QPen(sheet.theme.color("text"), 1.4))
        sheet.painter.setBrush(sheet.theme.color("surface"))
        sheet.painter.drawEllipse(area.center(), 4, 4)

    return Entry(words, 10.0, draw)


def hollow_dot(words: str, role: str) -> Entry:
    def draw(sheet: Sheet, area: QRectF) -> None:
        sheet.painter.setPen(QPen(sheet.theme.color(role), 1.6))
        sheet.painter.setBrush(sheet.theme.color("surface"))
        sheet.painter.drawEllipse(area.center(), 3, 3)

    return Entry(words, 8.0, draw)


def cross(words: str, role: str) -> Entry:
    def draw(sheet: Sheet, area: QRectF) -> None:
        paint_crosses(sheet, [area.center()], role)

    return Entry(words, 9.0, draw)


def paint_crosses(sheet: Sheet, centres: Sequence[QPointF], role: str) -> None:
    """Paint crosses with a rim of the ground's colour, so that they stand out from points of any colour."""
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    for color, width in ((sheet.theme.color("surface"), 4.0), (sheet.theme.color(role), 2.0)):
        shape = _cross_shape(width)
        sheet.painter.setBrush(color)
        for centre in centres:
            sheet.painter.drawPath(shape.translated(centre))
    sheet.painter.setBrush(Qt.BrushStyle.NoBrush)


def _cross_shape(width: float) -> QPainterPath:
    """Return the outline of a cross of two round strokes: to fill it takes a fifth of the time of drawing its lines."""
    lines = QPainterPath()
    for end in (QPointF(_CROSS, _CROSS), QPointF(-_CROSS, _CROSS)):
        lines.moveTo(-end)
        lines.lineTo(end)
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    return stroker.createStroke(lines).simplified()
