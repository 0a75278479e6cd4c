"""Edits of a drag, thinned out so that whoever follows them can keep up."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_INTERVAL_MS = 33


class Throttle(QObject):
    """Lets the first edit of a drag pass at once, later ones at most thirty times a second, and the last one always."""

    passed = Signal(object, bool)
    """Values by path (dict[str, Any]), and whether the drag goes on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[str, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._on_timeout)

    def offer(self, values: dict[str, Any], dragging: bool) -> None:
        if not dragging:
            self._waiting = None
            self._timer.stop()
            self.passed.emit(values, False)
        elif self._timer.isActive():
            self._waiting = values
        else:
            self._timer.start()
            self.passed.emit(values, True)

    def _on_timeout(self) -> None:
        if self._waiting is not None:
            values, self._waiting = self._waiting, None
            self._timer.start()
            self.passed.emit(values, True)
