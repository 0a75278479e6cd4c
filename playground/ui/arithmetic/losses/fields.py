"""Numbers to type or to drag."""

import numpy as np
from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from playground.core.setting import Scale
from playground.ui.slider import StopSlider
from playground.ui.trying.number_box import NumberBox
from playground.ui.values import Stops

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
    # With a style sheet, `NoButtons` would leave the figure no room.
    box.setStyleSheet(
        f"QDoubleSpinBox {{ min-height: {_HEIGHT - 2}px; max-height: {_HEIGHT - 2}px; padding: 0 4px 0 0; }}"
        "QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 1px; border: none; }"
        "QDoubleSpinBox::up-arrow, QDoubleSpinBox::down-arrow { width: 0; height: 0; image: none; }"
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
        self._box = number_box(name)
        low, high = usual
        values = np.round(np.linspace(low, high, stops), 6).tolist()
        self._slider = StopSlider(Stops(tuple(values), Scale.LINEAR))
        self._slider.setAccessibleName(name)
        for part in (self._name, self._box, self._slider):
            part.setToolTip(about)
        self._name.setBuddy(self._box)
        self._slider.moved.connect(self._on_moved)
        self._box.valueChanged.connect(self._on_typed)

    def add_to(self, grid: QGridLayout, row: int) -> None:
        grid.addWidget(self._name, row, 0)
        grid.addWidget(self._slider, row, 1)
        grid.addWidget(self._box, row, 2)

    def value(self) -> float:
        return self._box.value()

    def set_value(self, value: float) -> None:
        with QSignalBlocker(self._box):
            self._box.setValue(value)
        self._slider.show_value(value)

    def _on_moved(self, value: float) -> None:
        with QSignalBlocker(self._box):
            self._box.setValue(value)
        self.changed.emit()

    def _on_typed(self, value: float) -> None:
        self._slider.show_value(value)
        self.changed.emit()
