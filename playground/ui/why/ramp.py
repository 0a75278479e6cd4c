"""The diverging map between its end values: what the colours of a picture stand for."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.figures import MINUS, significant
from playground.ui.look import Look
from playground.ui.network.colors import image_of, map_colors

_HEIGHT = 16
_BAR = 8
_GAP = 6


class Ramp(QWidget):
    """A short bar of the map's colours, with its least value before it and its greatest after it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._end: float | None = None
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_end(self, end: float | None) -> None:
        """Show the map from -end to end; None: nothing is shown that it could explain."""
        if end != self._end:
            self._end = end
            self.setAccessibleName("" if end is None else " ".join(self.texts()))
            self.update()

    def texts(self) -> tuple[str, str]:
        """Return the figures at both ends."""
        figure = significant(self._end or 0.0, 2)
        return f"{MINUS}{figure}", f"+{figure}"

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._end is None:
            return
        painter = QPainter(self)
        font = self._look.font(11)
        painter.setFont(font)
        painter.setPen(self._look.theme.color("text3"))
        area, metrics = self.rect().toRectF(), QFontMetricsF(font)
        least, greatest = self.texts()
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), least)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), greatest)
        left = metrics.horizontalAdvance(least) + _GAP
        width = area.width() - left - metrics.horizontalAdvance(greatest) - _GAP
        if width >= 1:
            colors = image_of(map_colors(np.linspace(-1, 1, int(width))[None, :], self._look.theme))
            painter.drawImage(QRectF(left, (_HEIGHT - _BAR) / 2, width, _BAR), colors)
