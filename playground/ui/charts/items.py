"""What the items of a chart's scene have in common: their fonts and colours, and that they paint in the chart's px."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QGraphicsItem

from playground.ui.charts.styles import Ink
from playground.ui.look import SEMIBOLD, Look

_LABEL_GAP = 5.0


class Fonts:
    """The chart's fonts, made once, with what is needed to place text in them."""

    def __init__(self, look: Look) -> None:
        self.tick = look.font(11)
        self.text = look.font(12)
        self.strong = look.font(12, SEMIBOLD)
        self.title = look.font(13, SEMIBOLD)
        self.figure = look.font(14, SEMIBOLD)
        self._tick, self._text = QFontMetricsF(self.tick), QFontMetricsF(self.text)
        self._strong, self._figure = QFontMetricsF(self.strong), QFontMetricsF(self.figure)

    def tick_width(self, text: str) -> float:
        return self._tick.horizontalAdvance(text)

    def word_width(self, word: str) -> float:
        """Return how far right of its word's begin a label's value stands."""
        return self._text.horizontalAdvance(word) + _LABEL_GAP

    def label_width(self, word: str, value: str, *, strong: bool = False) -> float:
        return self.word_width(word) + (self._figure if strong else self._strong).horizontalAdvance(value)


def width_of(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


class ChartItem(QGraphicsItem):
    """An item that covers the whole chart and paints in its px."""

    def __init__(self, look: Look, z: float) -> None:
        super().__init__()
        self._look = look
        self._size = QRectF()
        self._colors: dict[tuple[str, Ink, float], QColor] = {}
        self.setZValue(z)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._size

    def cover(self, size: QRectF) -> None:
        """Have room to paint in `size`."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size

    def color(self, ink: Ink, alpha: float = 1.0) -> QColor:
        theme = self._look.theme
        key = (theme.name, ink, alpha)
        if key not in self._colors:
            color = theme.class_color(ink) if isinstance(ink, int) else theme.color(ink)
            color.setAlphaF(alpha)
            self._colors[key] = color
        return self._colors[key]


def crisp(place: float) -> float:
    """Return the middle of the pixel at `place`, so that a line of 1 px is one pixel wide."""
    return float(int(place)) + 0.5
