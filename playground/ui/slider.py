"""A slider over given stops: values that lie evenly on a logarithmic or linear scale."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QWidget

from playground.ui.steady_wheel import SteadyWheel
from playground.ui.values import Stops

_HANDLE = 14
_LARGE_HANDLE = 18


class StopSlider(SteadyWheel, QSlider):
    """A horizontal slider whose positions are the stops' indices.

    A click anywhere takes the handle there, and the drag goes on from it. The wheel scrolls what lies around it
    unless the slider has the focus, so that scrolling past changes nothing.
    """

    moved = Signal(object, bool)
    """The person moved it: the stop's value (int or float), and whether the drag goes on."""

    def __init__(self, stops: Stops, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._stops = stops
        self._grip = 0.0  # where on the handle it was taken, px from its middle
        self._dragged = False
        self._handle = _LARGE_HANDLE if large else _HANDLE
        self.setProperty("large", large)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fit()
        self.valueChanged.connect(self._on_value_changed)
        self.sliderReleased.connect(self._on_released)

    @property
    def stops(self) -> Stops:
        return self._stops

    def set_stops(self, stops: Stops) -> None:
        """Take other stops; silent. While the handle is held nothing changes under it."""
        if stops != self._stops and not self.isSliderDown():
            value = self.stop()
            self._stops = stops
            self._fit()
            self.show_value(value)

    def stop(self) -> float:
        """Return the value of the stop that the handle stands at."""
        return self._stops.values[self.value()]

    def show_value(self, value: float) -> None:
        """Put the handle at the stop nearest to `value`; silent. A handle that is held stays where it is."""
        if not self.isSliderDown():
            with QSignalBlocker(self):
                self.setValue(self._stops.index_of(value))

    def handle_middle(self, index: int) -> int:
        """Return where the middle of the handle lies at stop `index`, px from the left."""
        return self._handle // 2 + QStyle.sliderPositionFromValue(0, self.maximum(), index, self._span())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        away = event.position().x() - self.handle_middle(self.value())
        self._grip = away if abs(away) <= self._handle / 2 else 0.0
        self._dragged = False
        self.setSliderDown(True)
        self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def _fit(self) -> None:
        last = len(self._stops.values) - 1
        with QSignalBlocker(self):
            self.setRange(0, last)
        self.setPageStep(max(1, last // 10))

    def _span(self) -> int:
        return max(1, self.width() - self._handle)

    def _drag_to(self, x: float) -> None:
        place = round(x - self._grip - self._handle / 2)
        self.setValue(QStyle.sliderValueFromPosition(0, self.maximum(), place, self._span()))

    def _on_value_changed(self) -> None:
        self._dragged = self.isSliderDown()
        self.moved.emit(self.stop(), self.isSliderDown())

    def _on_released(self) -> None:
        # A mere click on the handle is no choice of its stop: the value may lie between two.
        if self._dragged:
            self.moved.emit(self.stop(), False)
