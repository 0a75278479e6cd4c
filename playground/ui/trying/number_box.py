"""A spin box for decimals, which are written as elsewhere in the window."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from playground.ui.figures import MINUS, decimal
from playground.ui.steady_wheel import SteadyWheel

WITHOUT_BUTTONS = (
    "QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 1px; border: none; }"
    "QDoubleSpinBox::up-arrow, QDoubleSpinBox::down-arrow { width: 0; height: 0; image: none; }"
)
"""Rules for a narrow box, which keys and wheel turn. With a style sheet, `NoButtons` would leave the figure no room."""


def set_up(box: QAbstractSpinBox, name: str) -> None:
    """Give a spin box a name to read aloud, and let it take what is typed when that is done."""
    box.setAccessibleName(name)
    box.setLocale(QLocale.c())
    box.setKeyboardTracking(False)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class NumberBox(SteadyWheel, QDoubleSpinBox):
    """Shows a real minus sign and takes either; the wheel turns it only with the focus, so that scrolling changes
    nothing.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_up(self, name)

    def textFromValue(self, value: float) -> str:  # noqa: N802
        return decimal(value, self.decimals())

    def valueFromText(self, text: str) -> float:  # noqa: N802
        return super().valueFromText(_plain(text))

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        state = super().validate(_plain(text), position)
        assert isinstance(state, tuple)
        return state[0], text, position


def _plain(text: str) -> str:
    return text.replace(MINUS, "-").replace(",", ".")
