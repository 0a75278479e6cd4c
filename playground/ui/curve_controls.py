"""What the head of the curves panel offers: axes, smoothing, export."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from playground.ui.figures import decimal
from playground.ui.look import Look

GREATEST_SMOOTHING = 0.995
_POSITIONS = 100
_SLIDER_WIDTH = 76
_SMALL_SLIDER_WIDTH = 52


class Titled(QWidget):
    """A control with its name before it; the name goes when space is short."""

    def __init__(self, title: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(title, self)
        self._label.setProperty("role", "label")
        self._label.setBuddy(control)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._label)
        layout.addWidget(control)

    def show_title(self, shown: bool) -> None:
        self._label.setVisible(shown)


class SmoothingSlider(QWidget):
    """A slider from 0 to 0.995, finer towards its end, with its value beside it."""

    changed = Signal(float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setRange(0, _POSITIONS)
        self._slider.setPageStep(10)
        self._slider.valueChanged.connect(self._on_moved)
        self._figure = QLabel(self)
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self._slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._slider)
        layout.addWidget(self._figure)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self._show()

    def value(self) -> float:
        return smoothing_at(self._slider.value())

    def set_value(self, smoothing: float) -> None:
        """Move the slider to the place nearest to `smoothing`."""
        self._slider.setValue(min(range(_POSITIONS + 1), key=lambda place: abs(smoothing_at(place) - smoothing)))

    def set_words(self, name: str, help_text: str) -> None:
        self._slider.setAccessibleName(name)
        self._slider.setToolTip(help_text)

    def _on_moved(self) -> None:
        self._show()
        self.changed.emit(self.value())

    def _show(self) -> None:
        self._figure.setText(smoothing_text(self.value()))

    def _on_look_changed(self) -> None:
        self._figure.setFont(self._look.font(12))
        self._figure.setFixedWidth(self._figure.fontMetrics().horizontalAdvance(smoothing_text(GREATEST_SMOOTHING)) + 2)
        self._slider.setFixedWidth(_SMALL_SLIDER_WIDTH if self._look.small else _SLIDER_WIDTH)


def smoothing_at(position: int) -> float:
    """Return the smoothing at a slider's position 0..100: each step makes the average's memory longer by one factor."""
    smoothing: float = 1 - (1 - GREATEST_SMOOTHING) ** (position / _POSITIONS)
    return round(smoothing, 3 if smoothing > 0.95 else 2)


def smoothing_text(smoothing: float) -> str:
    """Write a smoothing as short as it goes: 0, 0.90, 0.995."""
    if smoothing == 0:
        return "0"
    return decimal(smoothing, 3 if smoothing > 0.95 else 2)
