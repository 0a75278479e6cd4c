"""Spin boxes for whole numbers, as low as the controls in heads."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from playground.ui.figures import whole
from playground.ui.steady_wheel import SteadyWheel
from playground.ui.trying.number_box import set_up

_HEIGHT = 24
_MARGIN = 5
_AROUND = 38  # frame, margin and buttons, px


class LowSpinBox(SteadyWheel, QSpinBox):
    """The wheel turns it only with the focus, so that scrolling changes nothing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_up(self, name)
        self.setFixedHeight(_HEIGHT)
        self.lineEdit().setTextMargins(_MARGIN, 0, 0, 0)
        self.setStyleSheet(
            f"QSpinBox {{ min-height: {_HEIGHT - 2}px; max-height: {_HEIGHT - 2}px; font-size: 12px; }}"
            f"QSpinBox:focus {{ min-height: {_HEIGHT - 4}px; max-height: {_HEIGHT - 4}px; }}"
        )


class CountBox(LowSpinBox):
    """Counts from 1 up to so many, and says so: "17 of 6131". While its number is not known it says so; any step leads
    to a known one.
    """

    chosen = Signal(int)
    """The person took another number."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.valueChanged.connect(self._on_value_changed)

    def show_number(self, number: int | None, count: int | None) -> None:
        """Show the `number`-th of `count`; None: which one, or how many there are, is not known. Silent."""
        with QSignalBlocker(self):
            self.setRange(0 if number is None else 1, max(1, count or 0))
            self.setSuffix("" if count is None else self.tr(" of {count}").format(count=whole(count)))
            self.setSpecialValueText(f"–{self.suffix()}" if number is None else "")
            self.setValue(number or 0)
        widest = self.fontMetrics().horizontalAdvance(f"{max(1, count or 0)}{self.suffix()}")
        self.setFixedWidth(widest + _AROUND)

    def _on_value_changed(self, number: int) -> None:
        if number > 0:
            self.chosen.emit(number)
