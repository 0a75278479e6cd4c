"""A field for the value of one input: a number, or a tensor in brackets."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.expression import ExpressionError
from playground.core.expression_tensor import NUMBER, number_of, parse_tensor
from playground.core.messages import Message
from playground.core.probes import Doubles
from playground.ui.figures import MINUS
from playground.ui.stepped_field import SteppedField
from playground.ui.style import set_flag

_PAGE = 10
_LEAST_WIDTH, _MOST_WIDTH = 56, 220
_PADDING = 22


class InputField(SteppedField):
    """Arrow keys and, with the focus, the wheel change the number at the cursor by one of its last digit."""

    changed = Signal()
    """There is another value, or what is typed cannot be one."""

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(_PAGE, parent)
        self.name = name
        self.problem: Message | None = None
        self._values = parse_tensor(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Value of {name}").format(name=name))
        self.setToolTip(
            self.tr("A number 3, a row [1, 2], or rows [[1, 2], [3, 4]]. Up and Down change the number at the cursor.")
        )
        self.setText(text.replace("-", MINUS))
        self._good = self.text()
        self._fit()
        self.textChanged.connect(self._on_text_changed)

    def values(self) -> Doubles:
        """Return the value, or the last good one."""
        return self._values

    def good_text(self) -> str:
        """Return the text of `values`."""
        return self._good

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self.text()) + _PADDING
        return QSize(max(_LEAST_WIDTH, min(wanted, _MOST_WIDTH)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.problem is not None:
            self.setText(self._good)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.problem is not None and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.setText(self._good)

    def step(self, steps: int) -> None:
        """Change the number at the cursor, or the last before it."""
        at = self.cursorPosition()
        numbers = list(NUMBER.finditer(self.text()))
        found = next((number for number in reversed(numbers) if number.start() <= at), numbers[0] if numbers else None)
        if found is None or "e" in found[0].lower():
            return
        digits = len(found[0].partition(".")[2])
        text = f"{number_of(found[0]) + steps * 10.0**-digits:.{digits}f}".replace("-", MINUS)
        self.setText(self.text()[: found.start()] + text + self.text()[found.end() :])
        self.setCursorPosition(found.start() + len(text))

    def _on_text_changed(self) -> None:
        try:
            self._values = parse_tensor(self.text())
        except ExpressionError as error:
            self.problem = error.message
        else:
            self.problem = None
            self._good = self.text()
        set_flag(self, "invalid", self.problem is not None)
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        self.updateGeometry()
