"""A text in the longest of several wordings that there is room for, so that none is ever cut."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.look import Look


def longest(texts: Sequence[str], metrics: QFontMetricsF, room: float) -> str:
    """Return the first of `texts`, longest first, that fits into `room` px; nothing where none does."""
    return next((text for text in texts if metrics.horizontalAdvance(text) <= room), "")


class FittingText(QWidget):
    """One line that takes the room it is given."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._texts: Sequence[str] = ()
        self._role = "text2"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_texts(self, texts: Sequence[str], role: str) -> None:
        """Show one of `texts`, longest first, in the theme's colour `role`."""
        self._texts, self._role = texts, role
        self.setAccessibleName(texts[0] if texts else "")
        self.update()

    def text(self) -> str:
        """Return the wording that is shown."""
        return longest(self._texts, QFontMetricsF(self._look.font(12)), self.width())

    def sizeHint(self) -> QSize:
        return QSize(40, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._look.font(12))
        painter.setPen(self._look.theme.color(self._role))
        painter.drawText(0, (self.height() + painter.fontMetrics().capHeight()) // 2, self.text())
