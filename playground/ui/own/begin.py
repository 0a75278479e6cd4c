"""What is seen while there are no own drawings for the data at hand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_MARGIN = 16
_WORDS = 360
"""Width of the words, in px."""


class BeginPage(QWidget):
    """How to begin, in words, and `buttons` for it beneath them; `note` is at the foot, where it moves neither."""

    def __init__(self, buttons: Sequence[QPushButton], note: QWidget) -> None:
        super().__init__()
        self._words = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._words.setProperty("role", "hint")
        self._words.setMaximumWidth(_WORDS)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(0)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._words, 2)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        foot = QVBoxLayout()
        foot.addStretch(1)
        foot.addWidget(note)
        column.addLayout(foot, 1)

    def show_words(self, text: str) -> None:
        self._words.setText(text)
