"""A number to type or to drag."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSignalBlocker, Signal

from playground.core.setting import Scale
from playground.ui.slider import StopSlider
from playground.ui.trying.number_box import NumberBox
from playground.ui.values import Stops


class SlidNumber(QObject):
    """Keeps a `box` and a `slider` over so many `values`, in order, at the same number."""

    changed = Signal()
    """A person changed it. `set_value` is silent."""

    def __init__(self, box: NumberBox, values: Sequence[float], parent: QObject) -> None:
        super().__init__(parent)
        self.box = box
        self.slider = StopSlider(Stops(tuple(values), Scale.LINEAR))
        self.slider.setAccessibleName(box.accessibleName())
        self.slider.moved.connect(self._on_moved)
        box.valueChanged.connect(self._on_typed)

    def value(self) -> float:
        return self.box.value()

    def set_value(self, value: float) -> None:
        """Show `value`, or the nearest in the range of the box."""
        with QSignalBlocker(self.box):
            self.box.setValue(value)
        self.slider.show_value(value)

    def _on_moved(self, value: float) -> None:
        with QSignalBlocker(self.box):
            self.box.setValue(value)
        self.changed.emit()

    def _on_typed(self, value: float) -> None:
        self.slider.show_value(value)
        self.changed.emit()
