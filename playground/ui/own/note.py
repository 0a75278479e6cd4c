"""A line of news that goes by itself."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

_SHOWN_MS = 15_000


class NoteLine(QLabel):
    """What was done or could not be done, in whole sentences; it takes no room while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True)
        self.setProperty("role", "hint")
        self.setTextFormat(Qt.TextFormat.PlainText)  # names of files come in it
        self.setContentsMargins(16, 0, 16, 10)
        self._silence = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._silence.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str) -> None:
        """Show `text` for a while."""
        self.setText(text)
        self.show()
        self._silence.start()
