"""`nn-playground lessons --check`: runs lessons with several seeds and compares what comes out with what is held."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playground.cli.exit_codes import DATA_ABSENT, FAILED, INTERRUPTED, OK
from playground.cli.lesson_summary import Checked, as_tree, summary
from playground.cli.lesson_table import LessonTable, note
from playground.core.history import History
from playground.core.lesson import Lesson, LessonRun, Origin
from playground.core.lesson_figures import outcome
from playground.core.messages import PlaygroundError
from playground.core.progress import Phase
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders, MissingDataError
from playground.data.loading import load
from playground.engine import devices
from playground.engine.control import Control
from playground.engine.least_squares import least_squares_loss
from playground.engine.outputs import Outputs
from playground.engine.trainer import Trainer
from playground.store.whole_files import require_place, write_whole


@dataclass(frozen=True, slots=True)
class _Trained:
    history: History
    diverged: bool


def check_lessons(
    lessons: Mapping[str, Lesson], folders: DataFolders, seeds: int, file: Path | None, *, allow_missing: bool
) -> int:
    """Run everything with the seeds 0 to `seeds` - 1 and print a table; returns the exit code. `lessons` are by what
    they are called. Ctrl-C ends it early: what was done until then is told and kept.

    Raises PlaygroundError when `file` cannot be written, before anything is run.
    """
    if file is not None:
        require_place(file)
    runs = [(name, run) for name, lesson in lessons.items() for run in lesson.runs]
    table = LessonTable([run for _, run in runs])
    _print(table.head())
    found: list[Checked] = []
    for name, run in runs:
        found.append(_check(name, run, folders, seeds))
        _print(_lines(table, found[-1], seeds))
        if found[-1].interrupted:
            break
    if file is not None:
        write_whole(file, (json.dumps(as_tree(found, seeds), indent=1) + "\n").encode())
    _print(summary(found, seeds, len(runs)))
    return _exit_code(found, allow_missing=allow_missing)


def computed_loss(run: LessonRun, data: DataSet) -> float | None:
    """Return the least-squares loss on `data` where a figure of `run` is held to it, else None."""
    if all(figure.origin is not Origin.LEAST_SQUARES for figure in run.figures):
        return None
    return least_squares_loss(run.experiment, data, Outputs.of(run.experiment, data.facts.class_count))


def _exit_code(found: Sequence[Checked], *, allow_missing: bool) -> int:
    if any(checked.interrupted for checked in found):
        return INTERRUPTED
    if any(checked.failed for checked in found):
        return FAILED
    return DATA_ABSENT if any(checked.absent for checked in found) and not allow_missing else OK


def _check(lesson: str, run: LessonRun, folders: DataFolders, seeds: int) -> Checked:
    computed: float | None = None
    trained: list[_Trained] = []
    interrupted = False
    try:
        data = load(run.experiment.data, folders)
        computed = computed_loss(run, data)
        while len(trained) < seeds:
            trained.append(_trained(lesson, run, data, len(trained)))
    except KeyboardInterrupt:
        interrupted = True
    except MissingDataError as error:
        return Checked(lesson, run, why=str(error), absent=True)
    except PlaygroundError as error:
        return Checked(lesson, run, why=str(error))
    except (RuntimeError, MemoryError) as error:
        return Checked(lesson, run, why=str(devices.explain(error, run.experiment.training.device)))
    return Checked(
        lesson,
        run,
        [[outcome(figure, one.history, computed) for one in trained] for figure in run.figures] if trained else (),
        seeds=len(trained),
        diverged=[seed for seed, one in enumerate(trained) if one.diverged],
        interrupted=interrupted,
    )


def _trained(lesson: str, run: LessonRun, data: DataSet, seed: int) -> _Trained:
    started = time.perf_counter()
    trainer = Trainer(run.experiment.changed({"training.seed": seed}), data, Control())
    for _ in trainer.run():
        pass
    sys.stderr.write(f"{lesson}, {run.name}: seed {seed} took {time.perf_counter() - started:.1f} s\n")
    return _Trained(trainer.history, trainer.phase is Phase.DIVERGED)


def _lines(table: LessonTable, checked: Checked, seeds: int) -> str:
    lines = [checked.name, *(table.lines(row, ended=True) for row in checked.outcomes)]
    if checked.why:
        lines.append(note(" ".join(checked.why.split())))
    if checked.diverged:
        lines.append(note(f"diverged ({_seeds(checked.diverged)}): the loss grew without end"))
    if not checked.run.figures:
        lines.append(note("no figures: there is nothing to compare"))
    if checked.interrupted:
        lines.append(note(f"interrupted: {checked.seeds} of {seeds} seeds were done"))
    return "\n".join(lines)


def _seeds(seeds: Sequence[int]) -> str:
    return f"seed{'s' if len(seeds) > 1 else ''} {', '.join(map(str, seeds))}"


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
