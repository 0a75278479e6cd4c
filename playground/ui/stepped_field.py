"""A line whose number is stepped through by keys and wheel."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class SteppedField(QLineEdit):
    """Base of fields that arrow keys and, with the focus, the wheel take a step further, and page keys `page` steps."""

    def __init__(self, page: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: page, Qt.Key.Key_PageDown: -page}

    def step(self, steps: int) -> None:
        """Go so many steps up."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = self._steps.get(Qt.Key(event.key()))
        if steps is not None:
            self.step(steps)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and event.angleDelta().y():
            self.step(1 if event.angleDelta().y() > 0 else -1)
        else:
            event.ignore()
