"""Which experiment the words of the command line describe: a file's, a lesson's or the default, with values set."""

import argparse
from dataclasses import dataclass

from playground.core.experiment import Experiment
from playground.core.experiment_toml import MAX_TEXT, assigned, from_toml
from playground.core.lesson import Lesson, LessonRun
from playground.core.messages import PlaygroundError, message
from playground.core.problems import unknown_name
from playground.store.whole_files import read_text


@dataclass(frozen=True, slots=True)
class Chosen:
    """`named` tells whether the words say anything of the experiment; `run` is the lesson's that it is, with what is
    set on top; None: it is no lesson's.
    """

    experiment: Experiment
    named: bool
    run: LessonRun | None = None


def chosen(options: argparse.Namespace) -> Chosen:
    """Return what `options` describe; raises PlaygroundError when they are wrong."""
    words = [*options.set_first, *getattr(options, "set_last", [])]
    run = _lesson_run(options)
    if run is not None:
        return Chosen(assigned(run.experiment, words), named=True, run=run)
    experiment = Experiment() if options.config is None else from_toml(read_text(options.config, MAX_TEXT))
    return Chosen(assigned(experiment, words), named=bool(options.config or words))


def _lesson_run(options: argparse.Namespace) -> LessonRun | None:
    name = getattr(options, "run", None)
    if options.lesson is None:
        if name is not None:
            raise PlaygroundError(message("--run is one of a lesson's: name that too, with --lesson."))
        return None
    if options.config is not None:
        raise PlaygroundError(message("--config and --lesson both say which experiment: give one of them."))
    from playground.store.lessons import lesson_named  # most starts need none of this

    lesson = lesson_named(options.lesson)
    return lesson.runs[0] if name is None else _run_named(lesson, name)


def _run_named(lesson: Lesson, name: str) -> LessonRun:
    names = [run.name for run in lesson.runs]
    if name not in names:
        raise PlaygroundError(unknown_name(name, names))
    return lesson.run(name)
