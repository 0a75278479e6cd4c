"""A segmented control: a few choices side by side, one of them taken."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

HEIGHT = 24


class SegmentedControl(QWidget):
    """One of a few `options`, each a value and the text that stands for it.

    One stop for Tab; the arrow keys move the choice. For the style sheet the control is called "segments" and each
    button has the property `segment`: "first", "middle" or "last".
    """

    chosen = Signal(str)
    """The person took another option; its value. `set_value` is silent."""

    def __init__(self, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        self._buttons: dict[str, _Segment] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for index, (value, text) in enumerate(options):
            button = self._button(text, _place(index, len(options)))
            self._buttons[value] = button
            self._group.addButton(button)
            layout.addWidget(button)
        self._value = options[0][0]
        self._buttons[self._value].setChecked(True)

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        """Take the option `value` without a signal; KeyError if there is none."""
        self._buttons[value].setChecked(True)
        self._value = value

    def set_text(self, value: str, text: str) -> None:
        """Show `text` for the option `value`; KeyError if there is none."""
        self._buttons[value].show_text(text)

    def _button(self, text: str, place: str) -> "_Segment":
        button = _Segment(text, self)
        button.setCheckable(True)
        button.setAccessibleName(text)
        button.setProperty("segment", place)
        return button

    def _on_clicked(self) -> None:
        value = next(value for value, button in self._buttons.items() if button.isChecked())
        if value != self._value:
            self._value = value
            self.chosen.emit(value)


class _Segment(QPushButton):
    """Has room for its text in the heavier weight that the style sheet gives the chosen one.

    Its size is fixed at that, so that the window is laid out anew only when a text needs another width, and not for
    every figure in it: Qt asks for a new layout at each change of a button's text unless its size is fixed.
    """

    def show_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        return done

    def sizeHint(self) -> QSize:
        heavy = QFont(self.font())
        heavy.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(heavy).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(0, more), 0)

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint().width(), HEIGHT)


def _place(index: int, count: int) -> str:
    if index == 0:
        return "first"
    return "last" if index == count - 1 else "middle"
