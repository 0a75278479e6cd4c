"""The progress of a run as a bar that is parted at the end of each epoch."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.look import Look

_HEIGHT = 8
_GAP = 2
_MOST_PARTS = 30


class EpochBar(QWidget):
    """A trough 8 px high, filled to `share`; with few epochs there is a gap at each one's end."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._share = 0.0
        self._parts = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Progress of the training"))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    def show_share(self, share: float, epochs: int) -> None:
        """Fill to `share` 0..1 of `epochs` epochs; 0 epochs: no end is planned."""
        parts = epochs if 0 < epochs <= _MOST_PARTS else 1
        share = round(share * self.width()) / max(1, self.width())
        if (share, parts) != (self._share, self._parts):
            self._share, self._parts = share, parts
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = self._look.theme
        width = (self.width() - _GAP * (self._parts - 1)) / self._parts
        for part in range(self._parts):
            left = part * (width + _GAP)
            painter.setBrush(theme.color("track"))
            painter.drawRoundedRect(QRectF(left, 0, width, _HEIGHT), 2, 2)
            filled = min(1.0, max(0.0, self._share * self._parts - part))
            if filled:
                painter.setBrush(theme.color("accent"))
                painter.drawRoundedRect(QRectF(left, 0, width * filled, _HEIGHT), 2, 2)
