"""What a person wants of a training that is under way; the only way to reach a busy worker."""

import threading
from pathlib import Path

from playground.core.experiment import Experiment
from playground.core.own_drawings import OwnExamples


class Control:
    """Wishes that are laid down by one thread and looked at by the training one, between pieces of work."""

    def __init__(self) -> None:
        self._wish = threading.Condition()
        self._halted = False
        self._experiment: Experiment | None = None
        self._speed: float | None = None
        self._folder: Path | None = None
        self._own: OwnExamples | None = None

    @property
    def halted(self) -> bool:
        """Whether training is to stop where it is; read between pieces of work, so without the lock."""
        return self._halted

    @property
    def speed(self) -> float | None:
        """Steps a second, or None for as fast as possible."""
        return self._speed

    def halt(self) -> None:
        """Ask training to stop: at once, a step under way is dropped."""
        with self._wish:
            self._halted = True
            self._wish.notify_all()

    def go(self) -> None:
        """Allow training to run (again)."""
        with self._wish:
            self._halted = False

    def set_experiment(self, experiment: Experiment) -> None:
        """Let the values of `experiment` take hold at the next step; it differs in live and optimizer fields only."""
        with self._wish:
            self._experiment = experiment

    def take_experiment(self) -> Experiment | None:
        """Return what was set since the last call, or None."""
        if self._experiment is None:
            return None
        with self._wish:
            taken, self._experiment = self._experiment, None
            return taken

    def set_own(self, own: OwnExamples) -> None:
        """Let the network be measured on these own drawings, from the next step on."""
        with self._wish:
            self._own = own

    def take_own(self) -> OwnExamples | None:
        """Return what `set_own` was given since the last call, or None."""
        if self._own is None:
            return None
        with self._wish:
            taken, self._own = self._own, None
            return taken

    def save_to(self, folder: Path) -> None:
        """Let the run be written into `folder` as it is after the present block of steps."""
        with self._wish:
            self._folder = folder

    def take_folder(self) -> Path | None:
        """Return the folder of `save_to`, once, or None."""
        with self._wish:
            taken, self._folder = self._folder, None
            return taken

    def set_speed(self, steps_per_second: float | None) -> None:
        with self._wish:
            self._speed = steps_per_second
            self._wish.notify_all()

    def wait(self, seconds: float) -> None:
        """Sleep so long, or until training is halted or its speed changes."""
        with self._wish:
            speed = self._speed
            self._wish.wait_for(lambda: self._halted or self._speed != speed, timeout=seconds)
