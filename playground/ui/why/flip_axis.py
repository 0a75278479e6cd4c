"""The axis beneath the slider of amounts: how much each pixel may change, in percent."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.figures import percent
from playground.ui.look import Look

_EVERY = 0.1
_TICK = 4
_HEIGHT = _TICK + 14


def ticks_of(amounts: Sequence[float]) -> dict[int, float]:
    """Return the places among rising `amounts` that are whole tenths, and these."""
    return {
        place: amount for place, amount in enumerate(amounts) if abs(amount / _EVERY - round(amount / _EVERY)) < 1e-6
    }


class FlipAxis(QWidget):
    """Stands beneath the slider and has its places: `place_of` tells where the handle is at one."""

    def __init__(self, look: Look, place_of: Callable[[int], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._place_of = place_of
        self._ticks: dict[int, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_amounts(self, amounts: Sequence[float]) -> None:
        """Show the axis of these; none: nothing."""
        self._ticks = ticks_of(amounts)
        self.update()

    def texts(self) -> list[str]:
        """Return the figures from left to right; the last one has the unit."""
        figures = [percent(amount, 0) for amount in self._ticks.values()]
        return [figure[:-2] for figure in figures[:-1]] + figures[-1:]

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._look.font(11)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        for place, text in zip(self._ticks, self.texts(), strict=True):
            x, width = self._place_of(place), metrics.horizontalAdvance(text)
            painter.setPen(QPen(self._look.theme.color("border"), 1))
            painter.drawLine(x, 0, x, _TICK - 1)
            left = max(0.0, min(x - width / 2, self.width() - width))
            painter.setPen(self._look.theme.color("text3"))
            painter.drawText(QRectF(left, _TICK, width + 1, _HEIGHT - _TICK), int(Qt.AlignmentFlag.AlignLeft), text)
