"""What `nn-playground train --lesson` prints at its end."""

import sys
from collections.abc import Collection

from playground.cli.lesson_check import computed_loss
from playground.cli.lesson_table import LessonTable, note
from playground.core.lesson import FREE, LessonRun
from playground.core.lesson_figures import outcome
from playground.core.progress import Phase
from playground.data.dataset import DataSet
from playground.engine.trainer import Trainer

_ANOTHER_LOSS = frozenset({"training.loss", "training.reduction"})


def print_figures(run: LessonRun, trainer: Trainer, data: DataSet) -> None:
    """Print the figures of `run`: what the tutorial reports, what came out, and whether that is within tolerance.

    A setting that was changed on top of the lesson is named: the figures are those of the lesson as it stands.
    """
    changed = sorted(run.experiment.difference(trainer.experiment).keys() - FREE)
    if changed:
        _print(f"Changed from the lesson: {', '.join(changed)}. Its figures are for what it sets.")
    if not run.figures:
        _print(f"{run.name} has no figures: there is nothing to compare.")
        return
    computed = None if _changes_least(changed) else computed_loss(run, data)
    diverged = trainer.phase is Phase.DIVERGED
    table = LessonTable([run])
    _print(table.head())
    _print(run.name)
    for figure in run.figures:
        _print(table.lines([outcome(figure, trainer.history, computed)], ended=diverged))
    if diverged:
        _print(note("diverged: the loss grew without end"))


def _changes_least(changed: Collection[str]) -> bool:
    """Tell whether the least loss that there can be is another than the lesson's: with other data, another network, or
    another way to measure.
    """
    return any(path in _ANOTHER_LOSS or not path.startswith("training.") for path in changed)


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
