"""The fields that pick a weight by its numbers."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from playground.core.by_hand import WeightAt
from playground.ui.arithmetic.count_box import LowSpinBox

_WIDTH, _WIDE = 56, 68


class WeightPicker(QWidget):
    """Layer, neuron, and where the weight comes from, counted from 1; 0 of the last is the bias."""

    picked = Signal(WeightAt)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: tuple[int, ...] = (1, 1)
        self._layer = self._box(self.tr("Layer"), self.tr("The layer of the weight, counted after the inputs."), 1)
        self._end = self._box(self.tr("To"), self.tr("The neuron of this layer that the weight leads to."), 1)
        self._start = self._box(self.tr("From"), self.tr("The input or neuron that it comes from; first the bias."), 0)
        self._start.setSpecialValueText(self.tr("bias"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for box in (self._layer, self._end, self._start):
            label = QLabel(box.accessibleName())
            label.setProperty("role", "label")
            label.setBuddy(box)
            layout.addWidget(label)
            layout.addWidget(box)
            if box is not self._start:
                layout.addSpacing(2)
        layout.addStretch(1)

    def show_picked(self, at: WeightAt, sizes: tuple[int, ...]) -> None:
        """Show `at` in a network of `sizes`, the inputs first; silent."""
        self._sizes = sizes
        boxes = (self._layer, self._end, self._start)
        most = (len(sizes) - 1, sizes[at.layer + 1], sizes[at.layer])
        values = (at.layer + 1, at.end + 1, 0 if at.start is None else at.start + 1)
        for box, maximum, value in zip(boxes, most, values, strict=True):
            box.blockSignals(True)
            box.setMaximum(maximum)
            box.setValue(value)
            box.blockSignals(False)
            box.setFixedWidth(_WIDTH if maximum < 1000 else _WIDE)
            box.setEnabled(maximum > box.minimum())

    def _box(self, name: str, about: str, least: int) -> LowSpinBox:
        box = LowSpinBox(name)
        box.setToolTip(about)
        box.setMinimum(least)
        box.valueChanged.connect(self._on_changed)
        return box

    def _on_changed(self) -> None:
        layer = self._layer.value() - 1
        end = min(self._end.value(), self._sizes[layer + 1]) - 1
        start = min(self._start.value(), self._sizes[layer]) - 1
        self.picked.emit(WeightAt(layer, end, None if start < 0 else start))
