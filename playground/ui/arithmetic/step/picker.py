"""The fields that pick a weight by its numbers."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from playground.core.by_hand import WeightAt
from playground.ui.arithmetic.count_box import LowSpinBox
from playground.ui.arithmetic.step.diagram_texts import shortened
from playground.ui.arithmetic.step.names import Names

_WIDTHS = (42, 46, 56, 68)  # px, by how many digits there are at the most
_BIAS_WIDTH = 56  # px that the word takes
_LEAST_NAME = 4  # letters of a class that is cut


class WeightPicker(QWidget):
    """Layer, neuron, and where the weight comes from, counted from 1; 0 of the last is the bias.

    After an output's number stands its class.
    """

    picked = Signal(WeightAt)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: tuple[int, ...] = (1, 1)
        self._class = ""
        self._end_about = self.tr("The neuron of this layer that the weight leads to.")
        self._end_width = _WIDTHS[0]  # without a class
        self._layer = self._box(self.tr("Layer"), self.tr("The layer of the weight, counted after the inputs."), 1)
        self._end = self._box(self.tr("To"), self._end_about, 1)
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

    def show_picked(self, at: WeightAt, names: Names) -> None:
        """Show `at` in the network of `names`; silent."""
        self._sizes = sizes = names.sizes
        boxes = (self._layer, self._end, self._start)
        most = (len(sizes) - 1, sizes[at.layer + 1], sizes[at.layer])
        values = (at.layer + 1, at.end + 1, 0 if at.start is None else at.start + 1)
        for box, maximum, value in zip(boxes, most, values, strict=True):
            box.blockSignals(True)
            box.setMaximum(maximum)
            box.setValue(value)
            box.blockSignals(False)
            box.setEnabled(maximum > box.minimum())
        layer_width, self._end_width, start_width = map(_width, most)
        self._layer.setFixedWidth(layer_width)
        self._start.setFixedWidth(max(_BIAS_WIDTH, start_width))
        self._class = names.output(at.end) if at.layer == names.last else ""
        self._name_class()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_class()

    def _name_class(self) -> None:
        """Say after an output's number which class it stands for, in as many letters as there is room for."""
        layout, box, name = self.layout(), self._end, self._class
        assert layout is not None
        others = layout.minimumSize().width() - box.minimumWidth()
        room = self.width() - others - self._end_width
        metrics = box.fontMetrics()
        texts = [f" ({text})" for text in shortened(name) if text == name or len(text) > _LEAST_NAME] if name else []
        suffix = next((text for text in texts if metrics.horizontalAdvance(text) <= room), "")
        box.setSuffix(suffix)
        box.setFixedWidth(self._end_width + metrics.horizontalAdvance(suffix))
        of_class = self.tr("This one stands for {name}.").format(name=name)
        box.setToolTip(f"{self._end_about} {of_class}" if name else self._end_about)

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


def _width(most: int) -> int:
    """Return the width in px of a box for numbers up to `most`."""
    return _WIDTHS[min(len(str(most)), len(_WIDTHS)) - 1]
