"""What the toolbar and the status bar show of a run, worked out from its progress."""

from collections import deque
from dataclasses import dataclass

from playground.core.progress import Phase, Progress

_WINDOW_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class RunState:
    """The moment's picture of the run. Speeds are per second, 0.0 where unknown; times are in seconds.

    `progress` is None while no run stands ready.
    """

    progress: Progress | None
    training: bool
    building: bool
    steps_per_second: float
    samples_per_second: float

    @property
    def phase(self) -> Phase:
        if self.training:
            return Phase.TRAINING
        return self.progress.phase if self.progress is not None else Phase.IDLE

    @property
    def share(self) -> float:
        """How much of the plan is done, 0 to 1; 0 where no end is planned."""
        progress = self.progress
        if progress is None or not progress.planned_steps:
            return 0.0
        return min(1.0, progress.step / progress.planned_steps)

    @property
    def seconds_left(self) -> float | None:
        """Time to the planned end at the present speed; None where that is unknown."""
        progress = self.progress
        if progress is None or not progress.planned_steps or self.steps_per_second <= 0:
            return None
        return (progress.planned_steps - progress.step) / self.steps_per_second


class Speedometer:
    """Steps and samples a second, over the last two seconds of the clock on the wall."""

    def __init__(self) -> None:
        self._points: deque[tuple[float, int, int]] = deque()
        self._run_id: int | None = None

    def add(self, now: float, progress: Progress, *, training: bool) -> None:
        """Note where the run stands at `now` (seconds of any clock); a new run or a pause starts over."""
        if progress.run_id != self._run_id or (self._points and progress.step < self._points[-1][1]):
            self._points.clear()
            self._run_id = progress.run_id
        if not training and self._points and self._points[-1][1] == progress.step:
            return
        self._points.append((now, progress.step, progress.samples))
        while len(self._points) > 2 and self._points[0][0] < now - _WINDOW_SECONDS:
            self._points.popleft()

    def begin(self) -> None:
        """Start over, as when training goes on after a pause."""
        self._points.clear()

    def speeds(self) -> tuple[float, float]:
        """Return steps and samples a second; zeros before there are two points."""
        if len(self._points) < 2:
            return 0.0, 0.0
        (start, first_step, first_sample), (end, last_step, last_sample) = self._points[0], self._points[-1]
        seconds = max(end - start, 1e-6)
        return (last_step - first_step) / seconds, (last_sample - first_sample) / seconds
