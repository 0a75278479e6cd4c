"""Classes named by a key: 7, or A."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_KEYPAD, _SHIFT = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier


def named_by(event: QKeyEvent, names: Sequence[str]) -> str:
    """Return the class of `names` that the pressed key means; "" for none.

    With a modifier a key means something else; but there are keyboards that have their digits with Shift.
    """
    typed = event.text().casefold()
    held = event.modifiers() & ~(_KEYPAD | _SHIFT if typed.isdecimal() else _KEYPAD)
    if not typed or held != Qt.KeyboardModifier.NoModifier:
        return ""
    return next((name for name in names if name.casefold() == typed), "")


def have_keys(names: Sequence[str]) -> bool:
    """Tell whether each of `names` has a key of its own."""
    return all(len(name) == 1 for name in names)
