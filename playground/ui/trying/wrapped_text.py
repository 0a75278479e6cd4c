"""A text on as many lines as it takes, with room for the usual number kept free."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.look import Look

_LINE = 17
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


class WrappedText(QWidget):
    """A label whose height does not follow its text while that keeps to the usual number of lines.

    A QLabel that wraps makes every layout around it ask for heights by width, and what could shrink no longer does.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines = 1
        self._text = ""
        self._role = "text2"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)

    def text(self) -> str:
        return self._text

    def set_usual_lines(self, lines: int) -> None:
        """Keep room for so many lines."""
        self._lines = lines
        self._fit()

    def usual_height(self) -> int:
        """Return the height of the usual number of lines, in px."""
        return self._lines * _LINE

    def show_text(self, text: str, role: str) -> None:
        """Show `text` in the theme's colour `role`."""
        if (text, role) != (self._text, self._role):
            self._text, self._role = text, role
            self.setAccessibleName(text)
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(120, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._look.font(12))
        painter.setPen(self._look.theme.color(self._role))
        painter.drawText(self.rect(), _FLAGS, self._text)

    def _fit(self) -> None:
        metrics = QFontMetrics(self._look.font(12))
        room = QRect(0, 0, max(40, self.width()), 10_000)
        needed = metrics.boundingRect(room, _FLAGS, self._text).height()
        self.setFixedHeight(max(self.usual_height(), needed))
        self.update()
