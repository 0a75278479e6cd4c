"""A field that opens over a number, for as long as it is changed."""

import math

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from playground.core.hand_examples import LARGEST
from playground.ui.figures import MINUS, THIN
from playground.ui.style import set_flag


def parsed_number(text: str) -> float | None:
    """Return the number that `text` means, with a comma or a point; None where it is none, or too large."""
    plain = text.strip().replace(MINUS, "-").replace(",", ".").replace(THIN, "").replace(" ", "")
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= LARGEST else None


class NumberEditor(QLineEdit):
    """Enter takes what was typed, Escape leaves it; so does going elsewhere, where it is a number."""

    entered = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.hide()
        self.returnPressed.connect(self._on_return_pressed)
        self.textEdited.connect(lambda _text: set_flag(self, "invalid", parsed_number(self.text()) is None))

    def open_over(self, area: QRect, text: str, name: str) -> None:
        """Show `text` to be changed, under the `name` of what it is."""
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setGeometry(area)
        self.setText(text)
        self.selectAll()
        set_flag(self, "invalid", False)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_unheard(self) -> None:
        """Go away; what was typed is left."""
        if not self.isHidden():
            self.setModified(False)
            parent = self.parentWidget()
            had_focus = self.hasFocus()
            self.hide()
            if had_focus and parent is not None:
                parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_unheard()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and not self.isHidden():
            self._take()
            self.close_unheard()

    def _on_return_pressed(self) -> None:
        if parsed_number(self.text()) is not None:
            self._take()
            self.close_unheard()

    def _take(self) -> None:
        number = parsed_number(self.text())
        if self.isModified() and number is not None:
            self.setModified(False)
            self.entered.emit(number)
