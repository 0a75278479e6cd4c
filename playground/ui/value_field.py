"""A line in which a field's value is read and typed."""

import re

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.setting import FieldSpec
from playground.ui.stepped_field import SteppedField
from playground.ui.style import set_flag
from playground.ui.values import Stops, bounds, parsed, shown

_DIGITS = re.compile(r"\d")
_PAGE = 5


class ValueField(SteppedField):
    """Shows a number as people read it, and takes what they type: "12 000", "1e-3", "off".

    Arrow keys and, with the focus, the wheel go to the next stop. What cannot be is marked and stays to be put right;
    it gives way to the last good value on Escape, or when the person goes elsewhere.
    """

    entered = Signal(object)
    """The person gave another value, an int or a float that the field can take."""
    refused = Signal(str)
    """What was entered cannot be; a sentence that says what can, or "" once that is taken back or put right."""

    def __init__(self, spec: FieldSpec, stops: Stops | None, parent: QWidget | None = None, *, form: str = "") -> None:
        """`form` is "flat" (no frame until touched), "large", or "" for a plain field that takes the room it gets."""
        super().__init__(_PAGE, parent)
        if form:
            self.setProperty(form, True)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fitted = bool(form)
        self._padding = 20 if form == "large" else 10
        self._widest = 0  # px, once it is known
        self._faulty = False
        self._spec = spec
        self._stops = stops
        self._value: float = spec.minimum or 0.0
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self._on_text_edited)
        self.returnPressed.connect(self._on_return_pressed)

    def set_range(self, spec: FieldSpec, stops: Stops | None) -> None:
        """Take another spec of the same field, such as another word for 0, and other stops."""
        self._spec, self._stops, self._widest = spec, stops, 0
        self.show_value(self._value)

    def show_value(self, value: float) -> None:
        """Show a value; silent. What is being typed stays."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self._restore()

    def mark_faulty(self, faulty: bool) -> None:
        """Frame the value itself as one that cannot be, whatever is typed."""
        self._faulty = faulty
        self._show_frame()

    def needed_width(self) -> int:
        """Return the width that shows every stop whole, px."""
        if not self._widest:
            self.ensurePolished()
            values = self._stops.values if self._stops else (self._spec.minimum or 0.0, self._spec.maximum or 0.0)
            texts = {_DIGITS.sub("0", shown(self._spec, value)) for value in values}  # digits are all as wide
            self._widest = max(map(self.fontMetrics().horizontalAdvance, texts))
        return self._widest + self._padding

    def sizeHint(self) -> QSize:
        typed = self.fontMetrics().horizontalAdvance(self.text()) + self._padding
        return QSize(max(self.needed_width(), typed), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._fitted else super().minimumSizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and not self._take():
            text = self.text()
            self._restore()
            self.refused.emit(self._refusal(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._widest = 0

    def event(self, event: QEvent) -> bool:
        # A line edit keeps these keys for itself even when it has nothing to undo.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._is_for_others(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self._restore()
            self.refused.emit("")
        elif self._is_for_others(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _is_for_others(self, event: QKeyEvent) -> bool:
        """Tell whether the key undoes or redoes, while nothing typed here could be meant."""
        undoes = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        return undoes and self.text() == shown(self._spec, self._value)

    def step(self, steps: int) -> None:
        value = self._beside(steps)
        if value != self._value:
            self._value = value
            self._restore()
            self.entered.emit(value)

    def _beside(self, steps: int) -> float:
        if self._stops is not None:
            return self._stops.beside(self._value, steps)
        value = self._value + steps * (self._spec.setting.step or 1)
        low, high = self._spec.minimum, self._spec.maximum
        return min(max(value, value if low is None else low), value if high is None else high)

    def _restore(self) -> None:
        text = shown(self._spec, self._value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
            self.updateGeometry()
            if self.hasFocus():
                self.selectAll()
        self.setModified(False)
        self._show_frame()

    def _show_frame(self) -> None:
        typed_badly = self.isModified() and parsed(self._spec, self.text()) is None
        set_flag(self, "invalid", self._faulty or typed_badly)

    def _on_text_edited(self) -> None:
        self._show_frame()

    def _on_return_pressed(self) -> None:
        if not self._take():
            self.refused.emit(self._refusal(self.text()))

    def _take(self) -> bool:
        """Take what was typed, if anything was; return False for what cannot be."""
        if not self.isModified():
            return True
        value = parsed(self._spec, self.text())
        if value is None:
            return False
        changed = value != self._value
        self._value = value
        self._restore()
        if changed:
            self.entered.emit(value)
        else:
            self.refused.emit("")
        return True

    def _refusal(self, text: str) -> str:
        low, high = bounds(self._spec)
        if self._spec.kind == "int":
            sentence = self.tr("\u201c{text}\u201d does not fit here: a whole number from {low} to {high}.")
        else:
            sentence = self.tr("\u201c{text}\u201d does not fit here: a number from {low} to {high}.")
        return sentence.format(text=text, low=low, high=high)
