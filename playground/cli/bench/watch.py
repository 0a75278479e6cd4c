"""What the window does while it is watched: frames painted, decision surfaces in them, gaps in the event loop."""

import time
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot

from playground.cli.bench.opened import Opened
from playground.core.probes import Flow, Plane

_TICK_MS = 10
_SHORTEST_FRAME = 1 / 60
_SURFACE_CELLS = 100


@dataclass(frozen=True, slots=True)
class Seen:
    """`intervals` are those between frames, in seconds, and `longest_gap` the event loop's; `pictures` counts the
    pictures of the network that were painted: decision surfaces of 100 x 100 cells, or ways of an example."""

    seconds: float
    intervals: tuple[float, ...]
    pictures: int
    longest_gap: float

    @property
    def frames_a_second(self) -> float:
        return len(self.intervals) / self.seconds

    def interval(self, share: float) -> float:
        """Return the interval, in seconds, that `share` (0..1) of the frames come within."""
        return float(np.quantile(self.intervals, share)) if self.intervals else self.seconds


class Watch(QObject):
    """Watches an open window between `begin` and `end`. It costs next to nothing: Python sees the window's own events
    alone, and a hundred ticks a second."""

    def __init__(self, program: Opened) -> None:
        super().__init__(program)
        self.program = program
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._picture_is_new = False
        program.window.installEventFilter(self)
        program.session.answered.connect(self._on_answered)
        self._clear()

    def begin(self) -> None:
        self._clear()
        self._timer.start()

    def end(self) -> Seen:
        self._timer.stop()
        now = time.perf_counter()
        edges = [self._begun, *self._frames, now]
        intervals = tuple(after - before for before, after in pairwise(edges))
        return Seen(now - self._begun, intervals[:-1], self._pictures, max(self._longest_gap, now - self._ticked))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt sends a window this event right before it paints all that has changed since the last time.
        if event.type() is QEvent.Type.UpdateRequest:
            self._add_frame(time.perf_counter())
        return False

    def _add_frame(self, now: float) -> None:
        """Count what is painted now: as a frame of its own, or as part of the last one."""
        if not self._frames or now - self._frames[-1] >= _SHORTEST_FRAME:
            self._frames.append(now)
        self._pictures += self._picture_is_new
        self._picture_is_new = False

    def _clear(self) -> None:
        self._begun = self._ticked = time.perf_counter()
        self._frames: list[float] = []
        self._pictures = 0
        self._picture_is_new = False
        self._longest_gap = 0.0

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._longest_gap = max(self._longest_gap, now - self._ticked)
        self._ticked = now

    @Slot(object)
    def _on_answered(self, answer: object) -> None:
        in_plane = isinstance(answer, Plane) and len(answer.surface) == _SURFACE_CELLS
        if in_plane or (isinstance(answer, Flow) and answer.links[0].start.size):
            self._picture_is_new = True
