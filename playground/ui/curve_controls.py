"""What the head of the curves panel offers: axes, smoothing, export."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from playground.core.setting import Scale
from playground.ui.figures import decimal
from playground.ui.look import Look
from playground.ui.slider import StopSlider
from playground.ui.values import Stops

# Finer towards the end, so that each stop makes the average's memory longer by about the same factor.
SMOOTHINGS = (
    *(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.82, 0.84, 0.86, 0.88),
    *(0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.955, 0.96, 0.965, 0.97, 0.975, 0.98, 0.985, 0.99, 0.992, 0.995),
)

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
    """A slider over `SMOOTHINGS`, with its value beside it."""

    changed = Signal(float)

    def __init__(self, look: Look, value: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._slider = StopSlider(Stops(SMOOTHINGS, Scale.LINEAR), self)
        self._slider.show_value(value)
        self._slider.moved.connect(self._on_moved)
        self._figure = QLabel(smoothing_text(self.value()), self)
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self._slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._slider)
        layout.addWidget(self._figure)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def value(self) -> float:
        return self._slider.stop()

    def set_words(self, name: str, help_text: str) -> None:
        self._slider.setAccessibleName(name)
        self._slider.setToolTip(help_text)

    def _on_moved(self, value: float) -> None:
        self._figure.setText(smoothing_text(value))
        self.changed.emit(value)

    def _on_look_changed(self) -> None:
        self._figure.setFont(self._look.font(12))
        self._figure.setFixedWidth(self._figure.fontMetrics().horizontalAdvance(smoothing_text(SMOOTHINGS[-1])) + 2)
        self._slider.setFixedWidth(_SMALL_SLIDER_WIDTH if self._look.small else _SLIDER_WIDTH)


def smoothing_text(smoothing: float) -> str:
    """Write a smoothing as short as it goes: 0, 0.90, 0.995."""
    if smoothing == 0:
        return "0"
    return decimal(smoothing, 3 if smoothing > 0.95 else 2)
