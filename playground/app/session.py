"""The session: what the person has set, the run that follows from it, and the threads that work on it.

It lives in the GUI thread, knows no widgets and does no work itself; `app.joining` ties it to the window.
"""

import gc
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from playground.app.downloads import Downloader
from playground.app.run_drawings import RunDrawings
from playground.app.threads import Threads
from playground.app.worker import Build, Failure, Run
from playground.core.catalog import DataSetInfo, Source, info_of
from playground.core.edits import Edits
from playground.core.experiment import Experiment, specs_by_path
from playground.core.facts import DataFacts
from playground.core.messages import Message, PlaygroundError, message
from playground.core.own_drawings import OwnExamples, OwnSet
from playground.core.probes import Question
from playground.core.problems import ExperimentError, Problem
from playground.core.progress import Phase, Progress
from playground.core.rules import adapt, check
from playground.core.saved_run import SavedRun
from playground.core.setting import Effect
from playground.data.folders import DataFolders, MissingDataError
from playground.engine.control import Control
from playground.store.run_folder import read_run


@dataclass(frozen=True, slots=True)
class Limits:
    """After how many more steps or epochs training is to stop; None: not for that."""

    steps: int | None = None
    epochs: int | None = None


class Session(QObject):
    """One person's work in one window. Commands are methods; what comes of them is told by signals.

    An edit takes hold by itself: a live one in the run, others by a new run, which goes on training if the old one did.
    """

    experiment_changed = Signal()
    value_refused = Signal(str, object)  # path, Message
    problems_changed = Signal(object)  # list of Problem; empty when all is well
    engine_ready = Signal(object)  # list of (name, title) of devices
    run_built = Signal(object)  # Run
    data_missing = Signal(object)  # Message
    download_begun = Signal(object)  # DataSetInfo
    download_progressed = Signal(object)  # DownloadProgress
    download_ended = Signal()
    download_failed = Signal(object)  # Message
    state_changed = Signal()  # `training`, `building` or the phase are others now
    said = Signal(object)  # Message: what the program did by itself
    failed = Signal(object)  # Message: what could not be done
    run_saved = Signal(object)  # Path of its folder
    answered = Signal(object)  # an answer to a question about the present run

    _build_wanted = Signal(object)
    _train_wanted = Signal(int, object, object)
    _change_wanted = Signal(int)
    _save_wanted = Signal(int)
    _start_wanted = Signal()

    def __init__(self, experiment: Experiment, folders: DataFolders, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._edits = Edits(experiment)
        self._folders = folders
        self._control = Control()
        self._speed: float | None = None
        self._run_id = 0
        self._run: Run | None = None
        self._facts: DataFacts | None = None
        self._wished: Experiment | None = None  # what the newest run was asked for with
        self._building = True  # until the engine is there and the first run is built
        self._training = False
        self._after_build: Limits | None = None
        self._limits = Limits()  # of the training under way
        self._problems: list[Problem] = []
        self._stopped = False
        self._saved: SavedRun | None = None  # a run to be taken up, until its data is there
        self._drawings = RunDrawings()
        self._threads = Threads(self)
        self._worker = self._threads.trainer
        self._downloader = Downloader(self)
        self._connect()

    # What there is

    @property
    def experiment(self) -> Experiment:
        return self._edits.experiment

    @property
    def folders(self) -> DataFolders:
        return self._folders

    @property
    def facts(self) -> DataFacts | None:
        """Facts of the data in memory; None while there are none."""
        return self._facts

    @property
    def run(self) -> Run | None:
        return self._run

    @property
    def building(self) -> bool:
        return self._building

    @property
    def training(self) -> bool:
        """Whether training goes on, or will as soon as what it needs is there."""
        return self._training or (self._building and self._after_build is not None)

    @property
    def can_train(self) -> bool:
        """Whether a wish to train makes sense: a run is there or on its way, and nothing is wrong with it."""
        return not self._problems and (self._run is not None or self._building)

    @property
    def can_undo(self) -> bool:
        return self._edits.can_undo

    @property
    def can_redo(self) -> bool:
        return self._edits.can_redo

    @property
    def probing_seconds(self) -> float:
        """Processor time that answering questions has taken so far."""
        return self._threads.prober.seconds

    def progress(self) -> Progress | None:
        """Return where the present run stands, fresh from the worker."""
        progress = self._worker.progress
        if self._run is None or progress is None or progress.run_id != self._run.run_id:
            return None
        if self._stopped:
            return replace(progress, phase=Phase.FINISHED)
        return progress

    # Commands

    def start(self) -> None:
        """Start the threads: torch is imported, then the first run is built."""
        self._threads.start()
        self._start_wanted.emit()

    def close(self) -> None:
        """End all work and all threads; a step under way is dropped, a download given up."""
        self._control.halt()
        self._downloader.close()
        self._threads.close()

    def edit(self, values: Mapping[str, Any], dragging: bool = False) -> None:
        """Set fields of the experiment (path -> value)."""
        try:
            self._edits.apply(values, dragging=dragging)
        except ExperimentError as error:
            for problem in error.problems:
                self.value_refused.emit(problem.field, problem.message)
            return
        self._pursue()

    def choose_data_set(self, name: str) -> None:
        """Go on with another data set; what must change with it changes, and is said."""
        info = info_of(name)
        adapted, said = adapt(self.experiment.changed({"data.name": name}), info)
        self.edit(self.experiment.difference(adapted))
        for sentence in said:
            self.said.emit(sentence)

    def undo(self) -> None:
        self._edits.undo()
        self._pursue()

    def redo(self) -> None:
        self._edits.redo()
        self._pursue()

    def open(self, experiment: Experiment, saved: SavedRun | None = None) -> None:
        """Begin anew with another experiment, or where a saved run stood; there is nothing to undo.

        As on the command line, what cannot stand with its data set is changed, and said.
        """
        experiment, said = adapt(experiment, info_of(experiment.data.name))
        self._edits = Edits(experiment)
        self.experiment_changed.emit()
        self._set_problems([])
        for sentence in said:
            self.said.emit(sentence)
        self._saved = saved
        self._drawings.open(saved)
        self._rebuild(keep_training=False)

    def open_run(self, folder: Path) -> None:
        """Take up the run in `folder`; that it cannot be read is said."""
        try:
            saved = read_run(folder)
        except PlaygroundError as error:
            self.said.emit(error.message)
        else:
            self.open(saved.experiment, saved)

    def save_run(self, folder: Path) -> None:
        """Write the present run into `folder`; training goes on."""
        if self._run is None:
            self.said.emit(message("There is no run to save yet."))
            return
        self._control.save_to(folder)
        if not self._training:
            self._save_wanted.emit(self._run_id)

    def train(self) -> None:
        """Train, or go on; a finished run gets as many epochs again. Remembered while the run is not ready."""
        self._start_training(Limits())

    def step(self) -> None:
        """Take one step."""
        if not self.training:
            self._start_training(Limits(steps=1))

    def step_epoch(self) -> None:
        """Go on to the end of the epoch, or through the next one."""
        if not self.training:
            self._start_training(Limits(epochs=1))

    def pause(self) -> None:
        self._after_build = None
        if self._training:
            self._control.halt()
        self.state_changed.emit()

    def stop(self) -> None:
        """End the run where it is: its plan counts as done."""
        self.pause()
        self._stopped = True
        self.state_changed.emit()

    def reset(self) -> None:
        """Build the same network again, from the same seed, untrained."""
        self._rebuild(keep_training=False)

    def set_speed(self, steps_per_second: float | None) -> None:
        """Limit the speed, or lift the limit with None."""
        self._speed = steps_per_second
        self._control.set_speed(steps_per_second)

    def set_data_folder(self, given: Path | None) -> None:
        """Read data sets from the folder `given` too; a run on data that lie elsewhere goes on."""
        self._folders = replace(self._folders, given=given)
        if info_of(self.experiment.data.name).source is Source.DOWNLOAD:
            self._rebuild(keep_training=False)

    def set_own(self, own: OwnSet) -> None:
        """Let the next run have these drawings among its examples, if its experiment says so.

        One that was opened keeps its own until these change: that they have been read is no change.
        """
        if self._drawings.take(own):
            self._say_of_other_drawings()

    def measure_own(self, examples: OwnExamples) -> None:
        """Measure the present run on these own drawings, now and whenever it is tested."""
        self._control.set_own(examples)
        if self._run is not None and not self._training:
            self._change_wanted.emit(self._run_id)

    def ask(self, question: Question, asker: str = "") -> None:
        """Ask about the present network; the answer comes by `answered`. The newest of a kind and asker counts."""
        self._threads.desk.ask(asker, question)

    def download(self) -> None:
        """Fetch the chosen data set; once it is there the run is built. One download at a time."""
        self._downloader.fetch(info_of(self.experiment.data.name), self._folders)

    def cancel_download(self) -> None:
        self._downloader.cancel()

    # How it is done

    def _connect(self) -> None:
        worker = self._worker
        self._start_wanted.connect(worker.start)
        self._build_wanted.connect(worker.build)
        self._train_wanted.connect(worker.train)
        self._change_wanted.connect(worker.take_change)
        self._save_wanted.connect(worker.save)
        worker.run_saved.connect(self.run_saved)
        worker.save_failed.connect(self.said)
        worker.engine_ready.connect(self._on_engine_ready)
        worker.run_built.connect(self._on_run_built)
        worker.run_failed.connect(self._on_run_failed)
        worker.run_changed.connect(self._on_run_changed)
        worker.training_ended.connect(self._on_training_ended)
        self._threads.prober.answered.connect(self._on_answered)
        self._threads.prober.answered_free.connect(self.answered)
        self._downloader.begun.connect(self.download_begun)
        self._downloader.progressed.connect(self.download_progressed)
        self._downloader.ended.connect(self._on_download_ended)

    def _pursue(self, *, keep_training: bool = True) -> None:
        """Let the experiment as it now is take hold: in the run, by a new run, or not at all while it has problems."""
        self.experiment_changed.emit()
        effects = self._effects_since_build()
        self._set_problems(self._found_problems() if Effect.DATA not in effects else [])
        lost = self._run is None and not self._building
        if self._problems:
            self.pause()
        elif lost or effects & {Effect.NETWORK, Effect.DATA}:
            self._rebuild(keep_training=keep_training)
        elif effects:
            self._control.set_experiment(self.experiment)
            self._wished = self.experiment
            if not self._training:
                self._change_wanted.emit(self._run_id)

    def _effects_since_build(self) -> set[Effect]:
        if self._wished is None:
            return {Effect.DATA}
        specs = specs_by_path()
        return {specs[path].setting.effect for path in self._wished.difference(self.experiment)}

    def _set_problems(self, problems: list[Problem]) -> None:
        self._problems = problems
        self.problems_changed.emit(problems)

    def _found_problems(self) -> list[Problem]:
        return check(self.experiment, self._facts) if self._facts is not None else []

    def _rebuild(self, *, keep_training: bool) -> None:
        """Ask for a new run; the old one ends, and answers about it no longer count."""
        if not keep_training:
            self._after_build = None
        elif self._training:
            self._after_build = self._limits
        self._control.halt()
        self._control = Control()
        self._control.set_speed(self._speed)
        self._run_id += 1
        self._run = None
        self._stopped = False
        self._training = False
        self._building = True
        self._wished = self.experiment
        saved = self._saved if self._saved is not None and self._saved.experiment == self.experiment else None
        own = self._drawings.of_next_run(self.experiment.data, saved)
        self._build_wanted.emit(Build(self._run_id, self.experiment, self._folders, self._control, saved, own))
        self.state_changed.emit()

    def _say_of_other_drawings(self) -> None:
        said = self._drawings.about_others(self._run)
        if said is not None:
            self.said.emit(said)

    def _start_training(self, limits: Limits) -> None:
        if self.can_train:
            self._extend_finished_run()
            self._go(limits)

    def _extend_finished_run(self) -> None:
        progress = self.progress()
        if progress is None or progress.phase is not Phase.FINISHED:
            return
        plan = self.experiment.training.epochs
        if not self._stopped and plan and self._run is not None:
            more = self._run.experiment.training.epochs or plan
            self.edit({"training.epochs": min(100_000, progress.epoch + more)})
        self._stopped = False

    def _go(self, limits: Limits) -> None:
        if self._building:
            self._after_build = limits
        elif self.can_train and not self._training:
            self._training = True
            self._limits = limits
            self._control.go()
            self._train_wanted.emit(self._run_id, limits.steps, limits.epochs)
        self.state_changed.emit()

    @Slot(object)
    def _on_engine_ready(self, devices: object) -> None:
        # What the imports left behind lives for good: frozen, it costs no collection any more. (Collecting it first
        # would hold the window for an eighth of a second.)
        gc.freeze()
        self.engine_ready.emit(devices)
        if self._run_id == 0:
            self._rebuild(keep_training=True)

    @Slot(object)
    def _on_run_built(self, run: Run) -> None:
        if run.run_id != self._run_id:
            return
        opened = self._saved is not None
        self._run, self._facts, self._saved = run, run.facts, None
        self._building = False
        self.run_built.emit(run)
        if opened:
            self._say_of_other_drawings()
        self._set_problems([])
        self.state_changed.emit()
        limits, self._after_build = self._after_build, None
        if limits is not None:
            self._go(limits)

    @Slot(object)
    def _on_run_failed(self, failure: Failure) -> None:
        if failure.run_id != self._run_id:
            return
        self._building = self._training = False
        self._after_build = None
        self._run, self._facts = None, failure.facts
        error = failure.error
        if not isinstance(error, MissingDataError):
            self._saved = None
            self._drawings.open(None)
        if isinstance(error, ExperimentError):
            self._set_problems(list(error.problems))
        elif isinstance(error, MissingDataError):
            self.data_missing.emit(error.message)
        else:
            self.failed.emit(error.message)
        self.state_changed.emit()

    @Slot(object)
    def _on_run_changed(self, progress: Progress) -> None:
        if progress.run_id == self._run_id:
            self.state_changed.emit()

    @Slot(object)
    def _on_training_ended(self, progress: Progress) -> None:
        if progress.run_id == self._run_id:
            self._training = False
            # A change or a wish to save that came after the last block is still on the control.
            self._change_wanted.emit(self._run_id)
            self._save_wanted.emit(self._run_id)
            self.state_changed.emit()

    @Slot(object, object)
    def _on_download_ended(self, info: DataSetInfo, why: Message | None) -> None:
        self.download_ended.emit()
        if why is not None:
            self.download_failed.emit(why)
        elif info.name == self.experiment.data.name:
            self._rebuild(keep_training=False)

    @Slot(int, object)
    def _on_answered(self, run_id: int, answer: object) -> None:
        if run_id == self._run_id:
            self.answered.emit(answer)
