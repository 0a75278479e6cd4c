"""What the mouse wants of a chart: to read it, to look closer, to move."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

_NOTCH = 120.0  # what a wheel's click counts
_CLOSER = 0.8  # of what was seen before is seen after a click
_ASIDE = 60.0  # px by which a click to the side moves
_LEAST_DRAG = 4.0  # px; less is a click
_MOUSE_EVENTS = {
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.ContextMenu,
}


class ChartMouse(QObject):
    """Turns the mouse events of `viewport`, none of which goes further, into wishes. All places are its px."""

    moved = Signal(QPointF)
    left = Signal()
    range_drawn = Signal(object)
    """The range being drawn, (from, to) in px of time, or None when that ended."""
    range_taken = Signal(float, float)
    shifted = Signal(float)
    """The chart was moved by so many px."""
    zoomed = Signal(float, float)
    """So much of what is seen is to be seen: a factor, and the px around which."""
    whole_wanted = Signal()
    help_wanted = Signal(QHelpEvent)

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._range_from: float | None = None
        self._held_at: float | None = None
        self._ways = {
            QEvent.Type.MouseMove: self._on_move,
            QEvent.Type.MouseButtonPress: self._on_press,
            QEvent.Type.MouseButtonRelease: self._on_release,
        }
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            self._on_wheel(event)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.whole_wanted.emit()
        elif isinstance(event, QMouseEvent) and event.type() in self._ways:
            self._ways[event.type()](event)
        elif event.type() == QEvent.Type.Leave:
            self.left.emit()
        elif isinstance(event, QHelpEvent):
            self.help_wanted.emit(event)
            return True
        return event.type() in _MOUSE_EVENTS

    def give_up(self) -> bool:
        """Draw no range any more; return whether there was one."""
        drawing = self._range_from is not None
        self._range_from = None
        self.range_drawn.emit(None)
        return drawing

    def _on_press(self, event: QMouseEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.MiddleButton or (event.button() == Qt.MouseButton.LeftButton and shift):
            self._held_at = event.position().x()
            self._viewport.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._range_from = event.position().x()

    def _on_move(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._held_at is not None:
            self.shifted.emit(x - self._held_at)
            self._held_at = x
        elif self._range_from is not None:
            far = abs(x - self._range_from) >= _LEAST_DRAG
            self.range_drawn.emit((min(x, self._range_from), max(x, self._range_from)) if far else None)
        self.moved.emit(event.position())

    def _on_release(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._held_at is not None:
            self._held_at = None
            self._viewport.unsetCursor()
        elif self._range_from is not None:
            start = self._range_from
            self.give_up()
            if abs(x - start) >= _LEAST_DRAG:
                self.range_taken.emit(min(x, start), max(x, start))

    def _on_wheel(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        aside = turned.x() or (turned.y() if shift else 0)
        if aside:
            self.shifted.emit(aside / _NOTCH * _ASIDE)
        elif turned.y():
            self.zoomed.emit(_CLOSER ** (turned.y() / _NOTCH), event.position().x())
