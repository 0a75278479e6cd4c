"""What `nn-playground train --lesson` prints at its end."""

import sys

from playground.cli.lesson_check import computed_loss
from playground.cli.lesson_table import LessonTable
from playground.core.lesson import FREE, LessonRun
from playground.core.lesson_figures import outcome
from playground.data.dataset import DataSet
from playground.engine.trainer import Trainer


def print_figures(run: LessonRun, trainer: Trainer, data: DataSet) -> None:
    """Print the figures of `run`: what the tutorial reports, what came out, and whether that is within tolerance.

    A setting that was changed on top of the lesson is named: the figures are those of the lesson as it stands.
    """
    changed = sorted(run.experiment.difference(trainer.experiment).keys() - FREE)
    if changed:
        sys.stdout.write(f"Changed from the lesson: {', '.join(changed)}. Its figures are for what it sets.\n")
    computed = computed_loss(run, data)
    table = LessonTable([("", run)], "came out")
    lines = [table.line("", run, [outcome(figure, trainer.history, computed)]) for figure in run.figures]
    sys.stdout.write("".join(f"{line}\n" for line in (table.head(), *lines)))
