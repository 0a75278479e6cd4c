"""One sentence in a strip: in a line, in two smaller ones, or not at all, but never a part of it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.look import Look
from playground.ui.words import tooltip

_LARGE, _SMALL = 13, 12
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Sentence(QWidget):
    """Takes the room that it is given."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def text(self) -> str:
        return self._text

    def show_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(tooltip(text))
        self.update()

    def lines_in(self, width: int) -> int:
        """Return how many lines, 1 or 2, show the sentence whole in `width` px; 0 where it needs more."""
        if QFontMetrics(self._look.font(_LARGE)).horizontalAdvance(self._text) <= width:
            return 1
        metrics = QFontMetrics(self._look.font(_SMALL))
        needed = metrics.boundingRect(QRect(0, 0, max(1, width), 1000), _FLAGS, self._text)
        return 2 if needed.height() <= 2 * metrics.lineSpacing() and needed.width() <= width else 0

    def sizeHint(self) -> QSize:
        return QSize(120, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = self.lines_in(self.width())
        if not lines:
            return
        painter = QPainter(self)
        painter.setFont(self._look.font(_LARGE if lines == 1 else _SMALL))
        painter.setPen(self._look.theme.color("text"))
        painter.drawText(self.rect(), _FLAGS, self._text)
