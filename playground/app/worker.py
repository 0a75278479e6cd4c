"""The training worker: a QObject in a QThread that runs the engine's Trainer.

Torch is imported in its thread, after the window shows. A busy worker never sees queued slots: a run that is under way
is reached through its Control alone.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from playground.app.desk import Desk
from playground.core.data_options import DataOptions
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.history import History, Metric
from playground.core.messages import Message, PlaygroundError, message
from playground.core.own_drawings import OwnSet
from playground.core.progress import Event, Phase, Progress
from playground.core.saved_run import SavedRun
from playground.data.folders import DataFolders
from playground.engine.control import Control
from playground.engine.torch_libraries import preload
from playground.store.run_folder import write_run

if TYPE_CHECKING:
    from playground.data.dataset import DataSet
    from playground.engine.trainer import Trainer

log = logging.getLogger(__name__)

# Copying weights for the views may take this share of the training's time.
_COPY_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Build:
    """A wish for a new run. `control` is the run's own; once it is halted the wish is out of date. A `saved` run is
    taken up where it stood. The drawings of `own` are among its examples if the experiment says so.
    """

    run_id: int
    experiment: Experiment
    folders: DataFolders
    control: Control
    saved: SavedRun | None = None
    own: OwnSet | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A run that stands ready: what the window needs to know of it. `history` grows while it trains. `own` are the
    drawings that are among its examples; None: there are none. `events` happened before it was taken up.
    """

    run_id: int
    experiment: Experiment
    facts: DataFacts
    history: History
    metrics: Sequence[Metric]
    progress: Progress
    own: OwnSet | None = None
    events: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """What kept the run `run_id` from being built or from going on; `facts` are those of its data if they loaded."""

    run_id: int
    error: PlaygroundError
    facts: DataFacts | None = None


class TrainingWorker(QObject):
    """Builds runs and trains them; lives in a QThread. `progress` may be read from any thread."""

    engine_ready = Signal(object)  # list of (name, title) of devices
    run_built = Signal(object)  # Run
    run_failed = Signal(object)  # Failure
    run_changed = Signal(object)  # Progress: a live change took hold while nothing trained
    training_ended = Signal(object)  # Progress, in the phase that it ended in
    run_saved = Signal(object)  # Path of its folder
    save_failed = Signal(object)  # Message

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.progress: Progress | None = None
        self._desk = desk
        self._data: DataSet | None = None
        self._data_of: tuple[DataOptions, DataFolders, OwnSet | None] | None = None
        self._trainer: Trainer | None = None
        self._own: OwnSet | None = None  # what the data of the trainer were loaded with
        self._prober_for: Experiment | None = None
        self._copied_at = 0.0
        self._copy_seconds = 0.0

    @Slot()
    def start(self) -> None:
        """Import torch and what stands on it, which takes a second or two, and tell which devices there are."""
        preload()
        from playground.engine import devices, probes, trainer  # noqa: F401  (torch: not before the window shows)

        self._desk.open()
        self.engine_ready.emit([(device.name, device.title) for device in devices.available()])

    @Slot(object)
    def build(self, wish: Build) -> None:
        """Load the data where they are others than before, and make a trainer with a new network."""
        from playground.engine.trainer import Trainer

        if wish.control.halted:
            return
        self._drop_run()
        facts: DataFacts | None = None
        try:
            data = self._load(wish)
            facts = data.facts
            trainer = Trainer(wish.experiment, data, wish.control, run_id=wish.run_id)
            if wish.saved is not None:
                _adopt(trainer, wish.saved)
        except PlaygroundError as error:
            self.run_failed.emit(Failure(wish.run_id, error, facts))
        except Exception as error:  # noqa: BLE001  (whatever it is, the window must not wait for this run for ever)
            self._fail(wish.run_id, wish.experiment, error)
        else:
            self._trainer, self._own = trainer, wish.own
            self._announce(trainer, data, wish.own)

    @Slot(int, object, object)
    def train(self, run_id: int, steps: int | None, epochs: int | None) -> None:
        """Train the run until it is halted or done, or for so many steps or epochs."""
        trainer = self._trainer
        if trainer is None or trainer.run_id != run_id:
            return
        try:
            self._train(trainer, steps, epochs)
        except Exception as error:  # noqa: BLE001  (as above)
            self._fail(run_id, trainer.experiment, error)

    @Slot(int)
    def take_change(self, run_id: int) -> None:
        """Let a live change take hold now, where nothing trains."""
        trainer = self._trainer
        if trainer is None or trainer.run_id != run_id:
            return
        try:
            trainer.take_change()
            self._publish(trainer, always=True)
            self.run_changed.emit(trainer.progress())
        except Exception as error:  # noqa: BLE001  (as above)
            self._fail(run_id, trainer.experiment, error)

    @Slot(int)
    def save(self, run_id: int) -> None:
        """Write the run into the folder that its control names, where nothing trains."""
        if self._trainer is not None and self._trainer.run_id == run_id:
            self._save(self._trainer)

    def _load(self, wish: Build) -> "DataSet":
        from playground.data.loading import load

        wanted = (wish.experiment.data, wish.folders, wish.own)
        if self._data is None or self._data_of != wanted:
            self._data = self._data_of = None
            self._data = load(*wanted)
            self._data_of = wanted
        return self._data

    def _announce(self, trainer: "Trainer", data: "DataSet", own: OwnSet | None) -> None:
        from playground.engine.metrics import METRICS

        self._publish(trainer, always=True)
        run = Run(
            trainer.run_id,
            trainer.experiment,
            data.facts,
            trainer.history,
            METRICS,
            self.progress or trainer.progress(),
            own,
            tuple(trainer.events),
        )
        self.run_built.emit(run)

    def _train(self, trainer: "Trainer", steps: int | None, epochs: int | None) -> None:
        due = time.perf_counter()
        for progress in trainer.run(steps, epochs):
            self._publish(trainer, always=progress.phase is not Phase.TRAINING)
            self._save(trainer)
            due = trainer.pace(due)
        self.progress = trainer.progress()
        self.training_ended.emit(self.progress)

    def _save(self, trainer: "Trainer") -> None:
        """Write the run if a folder was named since the last time."""
        from playground.engine.saving import saved_run

        folder = trainer.control.take_folder()
        if folder is None:
            return
        try:
            write_run(folder, saved_run(trainer, self._own))
        except PlaygroundError as error:
            self.save_failed.emit(error.message)
        else:
            self.run_saved.emit(folder)

    def _publish(self, trainer: "Trainer", *, always: bool) -> None:
        """Let the window see where training stands, and the prober have the newest weights if it waits for some."""
        self.progress = trainer.progress()
        if self._prober_for is not trainer.experiment:
            self._set_prober(trainer)
        started = time.perf_counter()
        rested = started - self._copied_at >= self._copy_seconds / _COPY_SHARE
        if always or (self._desk.state_wanted and rested):
            self._desk.set_state(trainer.network_state(with_optimizer=always or self._desk.optimizer_wanted))
            self._copied_at = time.perf_counter()
            self._copy_seconds = self._copied_at - started

    def _set_prober(self, trainer: "Trainer") -> None:
        from playground.engine.probes import Prober

        if self._data is not None:
            self._desk.set_network(Prober(trainer.experiment, self._data), trainer.network_state(with_optimizer=True))
            self._prober_for = trainer.experiment

    def _drop_run(self) -> None:
        """Let go of the network and its data's views before the next is made: two may not fit."""
        self._trainer = self._prober_for = None
        self._desk.set_network(None, None)

    def _fail(self, run_id: int, experiment: Experiment, error: Exception) -> None:
        from playground.engine.devices import explain

        log.exception("Run %d failed", run_id, exc_info=error)
        self._drop_run()
        why: Message = explain(error, experiment.training.device)
        self.run_failed.emit(Failure(run_id, PlaygroundError(why)))


def _adopt(trainer: "Trainer", saved: SavedRun) -> None:
    """Take a saved run up, unless the data here are others than it was trained on."""
    if saved.facts.fingerprint != trainer.facts.fingerprint:
        raise PlaygroundError(_why_other_data(saved, trainer.facts.title))
    trainer.adopt_run(saved)


def _why_other_data(saved: SavedRun, title: str) -> Message:
    if saved.own is None and saved.experiment.data.own_weight:
        return message(
            "This run was trained on other data than {data} is here, or on drawings that its folder does not hold.",
            data=title,
        )
    return message("This run was trained on other data than {data} is here.", data=title)
