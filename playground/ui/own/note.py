"""A line of news that goes by itself."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

_SHOWN_MS = 15_000


class NoteLine(QLabel):
    """What was done or could not be done, in whole sentences; it takes no room while there is none."""

    def __init__(self, across: Qt.AlignmentFlag, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True, alignment=across | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("role", "hint")
        self.setTextFormat(Qt.TextFormat.PlainText)  # names of files come in it
        self.setContentsMargins(4, 0, 4, 0)
        self._silence = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._silence.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Show `text` for a while; "" ends what was said."""
        self.setText(text)
        self.setVisible(bool(text))
        self._silence.start()
