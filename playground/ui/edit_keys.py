"""Keys that change a drawing as a whole."""

from enum import Enum, auto

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

ALSO_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
"""Qt knows it under Windows alone, where it is the habit; hands bring the habit along."""


class Edit(Enum):
    UNDO = auto()
    REDO = auto()
    CLEAR = auto()


def edit_by(event: QKeyEvent) -> Edit | None:
    """Return what the pressed key does to a drawing; None: nothing."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return Edit.UNDO
    if event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == ALSO_REDO:
        return Edit.REDO
    return Edit.CLEAR if event.matches(QKeySequence.StandardKey.Delete) else None
