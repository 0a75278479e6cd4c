"""A spin box for decimals, which are written as elsewhere in the window."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from playground.ui.figures import MINUS, decimal


class NumberBox(QDoubleSpinBox):
    """Shows a real minus sign and takes either; the wheel turns it only with the focus, so that scrolling changes
    nothing.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setLocale(QLocale.c())
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # by default the wheel would give it the focus

    def textFromValue(self, value: float) -> str:  # noqa: N802
        return decimal(value, self.decimals())

    def valueFromText(self, text: str) -> float:  # noqa: N802
        return super().valueFromText(_plain(text))

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        state = super().validate(_plain(text), position)
        assert isinstance(state, tuple)
        return state[0], text, position

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _plain(text: str) -> str:
    return text.replace(MINUS, "-").replace(",", ".")
