"""`nn-playground lessons --check`: runs lessons with several seeds and compares what comes out with what is held."""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.cli.exit_codes import DATA_ABSENT, FAILED, OK
from playground.cli.lesson_table import LessonTable, needed_runs
from playground.core.history import History
from playground.core.lesson import Lesson, LessonRun, Origin
from playground.core.lesson_figures import Outcome, outcome
from playground.core.messages import PlaygroundError
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders, MissingDataError
from playground.data.loading import load
from playground.engine import devices
from playground.engine.control import Control
from playground.engine.least_squares import least_squares_loss
from playground.engine.outputs import Outputs
from playground.engine.trainer import Trainer
from playground.store.whole_files import write_whole


@dataclass(frozen=True, slots=True)
class Checked:
    """A run with all seeds: `outcomes` has a row for each figure, with one outcome for each seed; none where it could
    not be run, for the reason `why`, which can be that its data is `absent`.
    """

    lesson: str
    run: LessonRun
    outcomes: Sequence[Sequence[Outcome]] = ()
    why: str = ""
    absent: bool = False

    @property
    def held(self) -> Sequence[bool]:
        """For each figure, whether all seeds are within tolerance."""
        return [all(one.held is True for one in row) for row in self.outcomes]

    @property
    def failed(self) -> bool:
        return not self.absent and (bool(self.why) or not all(self.held))


def check_lessons(
    lessons: Sequence[Lesson], folders: DataFolders, seeds: int, file: Path | None, *, allow_missing: bool
) -> int:
    """Run everything with the seeds 0 to `seeds` - 1 and print a table; returns the exit code.

    Raises PlaygroundError when `file` cannot be written.
    """
    table = LessonTable(needed_runs(lessons), f"came out, {seeds} seed{'s' if seeds > 1 else ''}")
    _print(table.head())
    found: list[Checked] = []
    for lesson in lessons:
        for run in lesson.runs:
            found.append(_check(lesson.name, run, folders, seeds))
            _print(_lines(table, found[-1]))
    if file is not None:
        write_whole(file, (json.dumps(_tree(found, seeds), indent=1) + "\n").encode())
    _print(_summary(found, seeds))
    if any(checked.failed for checked in found):
        return FAILED
    return DATA_ABSENT if any(checked.absent for checked in found) and not allow_missing else OK


def computed_loss(run: LessonRun, data: DataSet) -> float | None:
    """Return the least-squares loss on `data` where a figure of `run` is held to it, else None."""
    if all(figure.origin is not Origin.LEAST_SQUARES for figure in run.figures):
        return None
    return least_squares_loss(run.experiment, data, Outputs.of(run.experiment, data.facts.class_count))


def _check(lesson: str, run: LessonRun, folders: DataFolders, seeds: int) -> Checked:
    try:
        data = load(run.experiment.data, folders)
        computed = computed_loss(run, data)
        histories = [_trained(lesson, run, data, seed) for seed in range(seeds)]
    except MissingDataError as error:
        return Checked(lesson, run, why=str(error), absent=True)
    except PlaygroundError as error:
        return Checked(lesson, run, why=str(error))
    except (RuntimeError, MemoryError) as error:
        return Checked(lesson, run, why=str(devices.explain(error, run.experiment.training.device)))
    rows = [[outcome(figure, history, computed) for history in histories] for figure in run.figures]
    return Checked(lesson, run, rows)


def _trained(lesson: str, run: LessonRun, data: DataSet, seed: int) -> History:
    started = time.perf_counter()
    trainer = Trainer(run.experiment.changed({"training.seed": seed}), data, Control())
    for _ in trainer.run():
        pass
    sys.stderr.write(f"{lesson}, {run.name}: seed {seed} took {time.perf_counter() - started:.1f} s\n")
    return trainer.history


def _lines(table: LessonTable, checked: Checked) -> str:
    if checked.why:
        return table.note(checked.lesson, checked.run, " ".join(checked.why.split()))
    return "\n".join(table.line(checked.lesson, checked.run, row) for row in checked.outcomes)


def _summary(found: Sequence[Checked], seeds: int) -> str:
    held = [held for checked in found for held in checked.held]
    spread = f"seeds 0 to {seeds - 1}" if seeds > 1 else "seed 0"
    return " ".join([f"Figures within tolerance: {sum(held)} of {len(held)} ({spread}).", *_not_run(found)])


def _not_run(found: Sequence[Checked]) -> Iterator[str]:
    absent = _names(checked for checked in found if checked.absent)
    failed = _names(checked for checked in found if checked.why and not checked.absent)
    if absent:
        yield f"Not run, since their data is absent: {absent}."
    if failed:
        yield f"Could not be run: {failed}."


def _names(found: Iterator[Checked]) -> str:
    return ", ".join(dict.fromkeys(checked.lesson for checked in found))


def _tree(found: Sequence[Checked], seeds: int) -> dict[str, Any]:
    return {
        "seeds": list(range(seeds)),
        "runs": [
            {
                "lesson": checked.lesson,
                "run": checked.run.name,
                "not_run": checked.why or None,
                "figures": [_figure_tree(row) for row in checked.outcomes],
            }
            for checked in found
        ],
    }


def _figure_tree(row: Sequence[Outcome]) -> dict[str, Any]:
    figure, computed = row[0].figure, row[0].computed
    return {
        "metric": figure.metric,
        "epoch": figure.epoch,
        "origin": figure.origin.value,
        "reported": figure.value,
        "computed": computed if figure.origin is Origin.LEAST_SQUARES else None,
        "found": [one.found for one in row],
        "held": figure.bounds(computed),
        "within": all(one.held is True for one in row),
    }


def _print(text: str) -> None:
    if text:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
