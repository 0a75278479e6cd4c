"""The way out of a closer look: a quiet button beside a chart's title."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from playground.ui.icons import give_icon
from playground.ui.look import Look

_HEIGHT = 22
_ICON = QSize(13, 13)
SIGN_WIDTH = 26.0
"""That it needs without its word, in any style, px."""


class WholeButton(QPushButton):
    """Shows a sign, and its word where that has room."""

    def __init__(self, word: str, help_text: str, look: Look, parent: QWidget) -> None:
        super().__init__(word, parent)
        self._word = word
        self.setProperty("link", True)
        self.setAccessibleName(word)
        self.setToolTip(help_text)
        self.setIconSize(_ICON)
        give_icon(self, look, "whole")
        self.hide()

    def show_at(self, left: float, room: float) -> None:
        """Stand at `left` px of the title's row, in `room` px if the word fits."""
        self.setVisible(True)
        self.setText(self._word)
        if self.sizeHint().width() > room:
            self.setText("")
        self.setGeometry(round(left), 0, self.sizeHint().width(), _HEIGHT)
