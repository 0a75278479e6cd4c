"""The marks of factors of ten under a logarithmic slider."""

import math
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.ui.figures import significant
from playground.ui.look import Look
from playground.ui.slider import StopSlider

_TICK = 4
_GAP = 8


class DecadeScale(QWidget):
    """A tick at each power of ten that the slider can stand at, and as many of their figures as have room."""

    def __init__(self, slider: StopSlider, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = slider
        self._look = look
        self.setFixedHeight(16)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setFont(self._look.font(11))
        places = self._places()
        painter.setPen(theme.color("axis"))
        for x, _ in places:
            painter.drawLine(QPointF(x, 0), QPointF(x, _TICK))
        painter.setPen(theme.color("text3" if self.isEnabled() else "disabled"))
        for left, text in self._labels(places):
            painter.drawText(QPointF(left, self.height() - 2), text)
        painter.end()

    def _places(self) -> list[tuple[float, str]]:
        """Return x and figure of every power of ten, from left to right."""
        offset = self._slider.x() - self.x() + 0.5
        return [
            (self._slider.handle_middle(index) + offset, significant(value))
            for index, value in enumerate(self._slider.stops.values)
            if value > 0 and math.log10(value) == round(math.log10(value))
        ]

    def _labels(self, places: list[tuple[float, str]]) -> list[tuple[float, str]]:
        """Return left end and text of all figures if they fit, else of both ends and every other one between."""
        if self._spans(places)[1]:
            return self._spans(places)[0]
        last = len(places) - 1
        return self._spans([place for index, place in enumerate(places) if index % 2 == 0 or index == last])[0]

    def _spans(self, places: list[tuple[float, str]]) -> tuple[list[tuple[float, str]], bool]:
        """Return left end and text of each figure, and whether none comes too near to the next."""
        metrics = QFontMetrics(self._look.font(11))
        spans: list[tuple[float, float, str]] = []
        for x, text in places:
            width = metrics.horizontalAdvance(text)
            left = max(0.0, min(x - width / 2, self.width() - width))
            spans.append((left, left + width, text))
        apart = all(end + _GAP <= start for (_, end, _), (start, _, _) in pairwise(spans))
        return [(left, text) for left, _, text in spans], apart
