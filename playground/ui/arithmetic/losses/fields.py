"""Numbers to type or to drag, and how many there are."""

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton

from playground.ui.trying.number_box import WITHOUT_BUTTONS, NumberBox
from playground.ui.trying.slid_number import SlidNumber

_LIMIT = 100.0
_HEIGHT = 24
_BOX_WIDTH = 64


def number_box(name: str, *, decimals: int = 3, step: float = 0.1, width: int = _BOX_WIDTH) -> NumberBox:
    """Return a narrow box for a number: the keys and the wheel turn it, and its buttons, for which there is no room,
    are left out.
    """
    box = NumberBox(name)
    box.setDecimals(decimals)
    box.setRange(-_LIMIT, _LIMIT)
    box.setSingleStep(step)
    box.setStyleSheet(
        f"QDoubleSpinBox {{ min-height: {_HEIGHT - 2}px; max-height: {_HEIGHT - 2}px; padding: 0 4px 0 0; }}"
        f"{WITHOUT_BUTTONS}"
    )
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setFixedSize(width, _HEIGHT)
    return box


class SlidField(QObject):
    """A named number with a slider over the values that are usual: one row of a grid."""

    changed = Signal()
    """A person changed it. `set_value` is silent."""

    def __init__(self, name: str, about: str, usual: tuple[float, float], stops: int, parent: QObject) -> None:
        super().__init__(parent)
        self._name = QLabel(name)
        self._name.setProperty("role", "label")
        low, high = usual
        self._number = SlidNumber(number_box(name), np.round(np.linspace(low, high, stops), 6).tolist(), self)
        for part in (self._name, self._number.box, self._number.slider):
            part.setToolTip(about)
        self._name.setBuddy(self._number.box)
        self._number.changed.connect(self.changed)

    def add_to(self, grid: QGridLayout, row: int) -> None:
        grid.addWidget(self._name, row, 0)
        grid.addWidget(self._number.slider, row, 1)
        grid.addWidget(self._number.box, row, 2)

    def value(self) -> float:
        return self._number.value()

    def set_value(self, value: float) -> None:
        self._number.set_value(value)


def stacked(*fields: SlidField) -> QGridLayout:
    """Return a grid with the fields below each other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(4)
    for row, field in enumerate(fields):
        field.add_to(grid, row)
    return grid


class CountButtons(QObject):
    """A minus and a plus, for how many there are from `least` to `most`."""

    wanted = Signal(int)
    """The person wants so many."""

    def __init__(self, names: tuple[str, str], least: int, most: int, parent: QObject) -> None:
        """`names`: what the minus and what the plus does."""
        super().__init__(parent)
        self._least, self._most = least, most
        self._count = least
        self._fewer = self._button("−", names[0], -1)
        self._more = self._button("+", names[1], 1)

    def show_count(self, count: int) -> None:
        """Go on from `count`. Silent."""
        self._count = count
        self._fewer.setEnabled(count > self._least)
        self._more.setEnabled(count < self._most)

    def add_to(self, row: QHBoxLayout) -> None:
        row.addWidget(self._fewer)
        row.addWidget(self._more)

    def _button(self, text: str, about: str, more: int) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("compact", True)
        button.setFixedWidth(26)
        button.setToolTip(about)
        button.setAccessibleName(about)
        button.clicked.connect(lambda: self.wanted.emit(self._count + more))
        return button
