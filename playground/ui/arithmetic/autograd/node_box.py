"""One node as it is drawn: what it does, its value, and the gradient that has reached it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.ui.look import SEMIBOLD
from playground.ui.network.letters import Letters
from playground.ui.theme import Theme

_PADDING = 8.0
_TITLE, _ROW = 20.0, 16.0
_BETWEEN_PARTS = 2.0
_FOOT = 5.0
_CAPTION = 36.0  # px for "value" and "grad", left of the numbers
_COLUMN_GAP = 8.0
_BRACKET = 3.0
_RADIUS = 4.0
_STEP = 12


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers in rows; `bracketed` where they are a tensor. `pale` ones say that there is nothing yet. There is room
    for `room` rows, however few there are now.
    """

    rows: Sequence[Sequence[str]]
    bracketed: bool = False
    pale: bool = False
    room: int = 1

    def size(self, letters: Letters) -> QSizeF:
        """Return the room that they take, px."""
        width = sum(self._widths(letters)) + _COLUMN_GAP * (len(self.rows[0]) - 1)
        return QSizeF(width + (4 * _BRACKET if self.bracketed else 0), _ROW * max(self.room, len(self.rows)))

    def paint(self, painter: QPainter, corner: QPointF, letters: Letters, color: QColor) -> None:
        """Paint them with their right upper corner at `corner`."""
        size = self.size(letters)
        place = QRectF(corner.x() - size.width(), corner.y(), size.width(), _ROW * len(self.rows))
        painter.setFont(letters.font(12))
        painter.setPen(color)
        right = place.right() - (2 * _BRACKET if self.bracketed else 0)
        for column, width in reversed(list(enumerate(self._widths(letters)))):
            for row, texts in enumerate(self.rows):
                cell = QRectF(right - width, place.y() + row * _ROW, width, _ROW)
                painter.drawText(cell, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), texts[column])
            right -= width + _COLUMN_GAP
        if self.bracketed:
            _paint_brackets(painter, place.adjusted(0.5, 1.5, -0.5, -1.5))

    def _widths(self, letters: Letters) -> list[float]:
        return [max(letters.width(text) for text in column) + 1 for column in zip(*self.rows, strict=True)]


@dataclass(frozen=True, slots=True)
class NodeBox:
    """`is_input` nodes have a darker ground; the `current` one is what the last step was about, `picked` is what is
    pointed at, `faulty` what cannot be computed.
    """

    title: str
    value: Figures
    gradient: Figures
    is_input: bool = False
    current: bool = False
    picked: bool = False
    faulty: bool = False
    captions: tuple[str, str] = ("value", "grad")

    def size(self, letters: Letters) -> QSizeF:
        """Return the room that the node takes, px."""
        value, gradient = self.value.size(letters), self.gradient.size(letters)
        numbers = _CAPTION + max(value.width(), gradient.width())
        width = max(letters.width(self.title, 12, SEMIBOLD) + 1, numbers) + 2 * _PADDING
        steady = _STEP * ceil(width / _STEP)  # so that the graph does not stir at every digit
        return QSizeF(steady, _TITLE + value.height() + gradient.height() + _BETWEEN_PARTS + _FOOT)

    def paint(self, painter: QPainter, place: QRectF, letters: Letters, theme: Theme) -> None:
        """Paint it at `place`, which has its size."""
        self._paint_ground(painter, place, theme)
        inner = place.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.setPen(theme.color("text"))
        painter.setFont(letters.font(12, SEMIBOLD))
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(inner.x(), inner.y() + 1, inner.width() + 2, _TITLE), left, self.title)
        top = inner.y() + _TITLE + 1
        for caption, figures in zip(self.captions, (self.value, self.gradient), strict=True):
            painter.setFont(letters.font(11))
            painter.setPen(theme.color("text3"))
            painter.drawText(QRectF(inner.x(), top, _CAPTION, _ROW), left, caption)
            color = theme.color("text3" if figures.pale else "text")
            figures.paint(painter, QPointF(inner.right(), top), letters, color)
            top += figures.size(letters).height() + _BETWEEN_PARTS

    def _paint_ground(self, painter: QPainter, place: QRectF, theme: Theme) -> None:
        color, width = "border", 1.0
        if self.faulty:
            color, width = "danger", 1.5
        elif self.current:
            color, width = "accent", 2.0
        if self.picked:
            painter.setPen(QPen(theme.color("text"), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(-2.5, -2.5, 2.5, 2.5), _RADIUS + 2, _RADIUS + 2)
        painter.setPen(QPen(theme.color(color), width))
        painter.setBrush(theme.color("sunken" if self.is_input else "control"))
        inset = width / 2
        painter.drawRoundedRect(place.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)


def _paint_brackets(painter: QPainter, place: QRectF) -> None:
    for side, inwards in ((place.left(), _BRACKET), (place.right(), -_BRACKET)):
        painter.drawLine(QLineF(side, place.top(), side, place.bottom()))
        for height in (place.top(), place.bottom()):
            painter.drawLine(QLineF(side, height, side + inwards, height))
