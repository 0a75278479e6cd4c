"""What mouse and keys want of a chart, in its own terms: the cursor at a step, an earlier run, a part of the time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from playground.ui.charts.closer import moved, view_of, whole_time, zoomed
from playground.ui.charts.mouse import ChartMouse
from playground.ui.charts.shown import Shown
from playground.ui.charts.span import Span

_KEY_ZOOM = 0.7
_KEY_SHIFT = 0.25


class Steering(QObject):
    """Turns mouse and keys into wishes; what is `shown` when they come is asked for."""

    pointed = Signal(object)
    """The step under the cursor, an int, or None when it left."""
    earlier_pointed = Signal(object)
    """The number of the earlier run under the cursor, or None."""
    view_wanted = Signal(object)
    """The Span of steps to look at closely, or None: the whole run."""
    walked = Signal()
    """A key moved the cursor."""

    def __init__(self, viewport: QWidget, shown: Callable[[], Shown]) -> None:
        super().__init__(viewport)
        self.mouse = ChartMouse(viewport)
        self._shown = shown
        self.mouse.moved.connect(self._on_moved)
        self.mouse.left.connect(self._on_left)
        self.mouse.range_taken.connect(self._on_range_taken)
        self.mouse.shifted.connect(self._shift)
        self.mouse.zoomed.connect(self._zoom)
        self.mouse.whole_wanted.connect(self.see_whole)
        self._ways: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self._walk(-1),
            Qt.Key.Key_Right: lambda: self._walk(1),
            Qt.Key.Key_Up: lambda: self._walk_earlier(-1),
            Qt.Key.Key_Down: lambda: self._walk_earlier(1),
            Qt.Key.Key_Plus: lambda: self._zoom_by_key(_KEY_ZOOM),
            Qt.Key.Key_Equal: lambda: self._zoom_by_key(_KEY_ZOOM),
            Qt.Key.Key_Minus: lambda: self._zoom_by_key(1 / _KEY_ZOOM),
            Qt.Key.Key_Home: self.see_whole,
            Qt.Key.Key_0: self.see_whole,
        }
        self._ways_with_shift: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self._shift_by_key(_KEY_SHIFT),
            Qt.Key.Key_Right: lambda: self._shift_by_key(-_KEY_SHIFT),
        }

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what the key says; return whether it says anything here."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ways = self._ways_with_shift if shift and event.key() in self._ways_with_shift else self._ways
        if event.key() in ways:
            ways[event.key()]()
            return True
        return event.key() == Qt.Key.Key_Escape and self._escape()

    def see_whole(self) -> None:
        """Leave the closer look."""
        if self._shown().placed.view is not None:
            self.view_wanted.emit(None)

    # The cursor

    def _on_moved(self, place: QPointF) -> None:
        placed = self._shown().placed
        number = placed.earlier_under(place)
        step = placed.step_under(place.x())
        if step is None and number is not None:
            step = round(placed.plane.step(place.x()))
        self.earlier_pointed.emit(number)
        self.pointed.emit(step)

    def _on_left(self) -> None:
        self.earlier_pointed.emit(None)
        self.pointed.emit(None)

    def _walk(self, way: int) -> None:
        """Move the cursor to the next point before (-1) or after (1) it; it begins at the newest."""
        shown = self._shown()
        step = shown.placed.step_beside(shown.cursor, way)
        if step is not None:
            self.pointed.emit(step)
            self.walked.emit()

    def _walk_earlier(self, way: int) -> None:
        """Bring the next earlier run to the fore, beginning with the newest; beyond the ends, none."""
        shown = self._shown()
        numbers: list[int | None] = [None, *reversed(shown.runs)]
        index = numbers.index(shown.cursor_run) if shown.cursor_run in numbers else 0
        number = numbers[(index - way) % len(numbers)]
        if number is not None and shown.cursor is None:
            plane = shown.placed.plane
            self.pointed.emit(shown.last_step or round(plane.step(plane.plot.center().x())))
        self.earlier_pointed.emit(number)
        self.walked.emit()

    def _escape(self) -> bool:
        """Leave what was begun last: a range, the cursor, the closer look. Return whether there was any."""
        shown = self._shown()
        if self.mouse.give_up():
            return True
        if shown.cursor is not None:
            self._on_left()
        elif shown.placed.view is not None:
            self.see_whole()
        else:
            return False
        return True

    # The closer look

    def _on_range_taken(self, left: float, right: float) -> None:
        plane = self._shown().placed.plane
        self._look_at(Span(plane.coordinate(left), plane.coordinate(right)))

    def _zoom_by_key(self, factor: float) -> None:
        """Zoom around the cursor, or the middle."""
        shown = self._shown()
        plane = shown.placed.plane
        cursor = None if shown.cursor is None else plane.x(shown.timeline.coordinate(shown.cursor))
        seen = cursor is not None and plane.plot.left() <= cursor <= plane.plot.right()
        self._zoom(factor, cursor if cursor is not None and seen else plane.plot.center().x())

    def _zoom(self, factor: float, x: float) -> None:
        """Show `factor` times as much as now, so that what is at `x` px stays there."""
        shown = self._shown()
        if factor < 1 or shown.placed.view is not None:
            whole = whole_time(shown.timeline, shown.last_step)
            self._look_at(zoomed(shown.placed.plane, factor, x, whole))

    def _shift_by_key(self, share: float) -> None:
        self._shift(share * self._shown().placed.plane.plot.width())

    def _shift(self, px: float) -> None:
        """Move what is looked at closely by so many px to the right."""
        placed = self._shown().placed
        if placed.view is not None:
            self._look_at(moved(placed.plane, px))

    def _look_at(self, span: Span) -> None:
        """Ask for the part `span`, in coordinates of the time axis."""
        shown = self._shown()
        view = view_of(span, shown.timeline, shown.last_step)
        if view != shown.placed.view and (shown.followed or shown.runs):
            self.view_wanted.emit(view)
