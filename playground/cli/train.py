"""`nn-playground train`: a run without a window, with the window's numbers."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

from playground.cli.exit_codes import DATA_ABSENT, FAILED, INTERRUPTED, OK, WRONG_USE
from playground.cli.follow import follow
from playground.cli.lesson_figures import print_figures
from playground.core.catalog import Drawing, info_of
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.lesson import LessonRun
from playground.core.messages import PlaygroundError
from playground.core.own_drawings import OwnSet
from playground.core.problems import ExperimentError
from playground.core.progress import Phase
from playground.core.rules import adapt
from playground.data.folders import DataFolders, MissingDataError
from playground.data.loading import load
from playground.engine import devices, metrics
from playground.engine.control import Control
from playground.engine.saving import saved_run
from playground.engine.trainer import Trainer
from playground.store import places
from playground.store.own_drawings import read_own
from playground.store.run_folder import dated_folder, require_free, require_writable, write_run


def train(
    experiment: Experiment,
    folders: DataFolders,
    out: Path | None,
    *,
    force: bool,
    lesson_run: LessonRun | None = None,
    log_every: int = 0,
) -> int:
    """Train `experiment` and write the run into `out`, or a dated folder; returns the exit code.

    The figures of `lesson_run` are printed at the end, and the loss of the batch every `log_every` steps; 0: never.
    """
    try:
        if out is not None and not force:
            require_free(out)
        experiment, said = adapt(experiment, info_of(experiment.data.name))
        for sentence in said:
            _say(str(sentence))
        out = out or dated_folder(places.runs(), experiment.data.name, datetime.now())
        require_writable(out)
        return _train(experiment, folders, out, lesson_run, log_every)
    except ExperimentError as error:
        _say(str(error))
        return WRONG_USE
    except MissingDataError as error:
        if lesson_run is None:
            raise
        _say(str(error))
        return DATA_ABSENT


def _train(
    experiment: Experiment, folders: DataFolders, out: Path, lesson_run: LessonRun | None, log_every: int
) -> int:
    control = Control()
    try:
        own = _own(experiment)
        data = load(experiment.data, folders, own)
        if own is not None:
            _say(_about_own(own, data.facts, experiment.data.own_weight))
        trainer = Trainer(experiment, data, control)
        with _halting_on_interrupt(control):
            follow(trainer, log_every)
    except (RuntimeError, MemoryError) as error:
        raise PlaygroundError(devices.explain(error, experiment.training.device)) from error
    write_run(out, saved_run(trainer, own))
    if lesson_run is not None:
        print_figures(lesson_run, trainer, data)
    return _report(trainer, control, out)


def _own(experiment: Experiment) -> OwnSet | None:
    """Return the person's own drawings if they are to be among the examples, of data that can be drawn."""
    if not experiment.data.own_weight or info_of(experiment.data.name).drawing is Drawing.NONE:
        return None
    own, said = read_own(places.own_drawings())
    if said is not None:
        _say(str(said))
    return own


def _about_own(own: OwnSet, facts: DataFacts, times: int) -> str:
    """Return how many of the own drawings are among the training examples, or that none is."""
    count, kept = len(own.fitting(facts)), len(own.drawings)
    if not count:
        none = "There are no own drawings yet" if not kept else "None of your own drawings is of one of the classes"
        return f"{none}, so data.own_weight changes nothing."
    return f"{count} of your {kept} drawings are among the training examples, each {times} times."


def _report(trainer: Trainer, control: Control, out: Path) -> int:
    accuracy, loss = trainer.history.last(metrics.TEST_ACCURACY), trainer.history.last(metrics.TEST_LOSS)
    if accuracy is not None and loss is not None:
        _say(f"Test accuracy {accuracy:.4f}, test loss {loss:.4f} after {trainer.step} steps. Written to {out}.")
    if trainer.phase is Phase.DIVERGED:
        _say("The loss grew without end: lower the learning rate. The last finite weights were kept.")
        return FAILED
    return INTERRUPTED if control.halted else OK


@contextmanager
def _halting_on_interrupt(control: Control) -> Iterator[None]:
    """Let Ctrl-C end the training where it is, so that what was done is kept; a second one ends the program."""

    def halt(number: int, frame: FrameType | None) -> None:
        control.halt()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, halt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
