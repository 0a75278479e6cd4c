"""A label for figures that change many times a second."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.look import Look


class SteadyLabel(QWidget):
    """One line of text. Unlike a QLabel it asks for a new layout only when it needs more room than ever before, so
    nothing beside it jumps, and a window full of panels is not laid out anew thirty times a second.

    It has room for `widest` from the start. `role` is the theme's colour. An `elastic` one takes the room that it is
    given, and ends its text in dots there.
    """

    def __init__(self, look: Look, font: QFont, role: str = "text", *, elastic: bool = False, widest: str = "") -> None:
        super().__init__()
        self._look = look
        self._role = role
        self._elastic = elastic
        self._text = ""
        self._widest = QFontMetrics(font).horizontalAdvance(widest)
        self.setFont(font)
        horizontal = QSizePolicy.Policy.Ignored if elastic else QSizePolicy.Policy.Minimum
        self.setSizePolicy(horizontal, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802  (as QLabel's)
        """Show `text`."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(text)
        width = QFontMetrics(self.font()).horizontalAdvance(text)
        if width > self._widest:
            self._widest = width
            if not self._elastic:
                self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._widest + 1, QFontMetrics(self.font()).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height()) if self._elastic else self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._look.theme.color(self._role))
        text = self._text
        if self._elastic:
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
