"""A run as its folder keeps it."""

from collections.abc import Mapping
from dataclasses import replace

from playground.core.history import History
from playground.core.own_drawings import OwnSet
from playground.core.saved_run import COLUMNS, SavedRun
from playground.engine.trainer import Trainer


def saved_run(trainer: Trainer, own: OwnSet | None = None) -> SavedRun:
    """Return the run as a run folder keeps it; the data were loaded with the drawings of `own`."""
    return SavedRun(
        experiment=trainer.experiment,
        facts=trainer.facts,
        environment=trainer.environment,
        events=tuple(trainer.events),
        step=trainer.step,
        epoch=trainer.progress().epoch,
        samples=trainer.progress().samples,
        seconds=trainer.progress().seconds,
        # After a divergence the history still shows what was given up; the weights are of the step returned to.
        rows=[row for row in rows(trainer.history) if row["step"] <= trainer.step],
        weights=trainer.network_state().weights,
        own=replace(own, drawings=tuple(own.fitting(trainer.facts)), pinned=None) if own is not None else None,
    )


def rows(history: History) -> list[Mapping[str, float]]:
    """Return the rows of metrics, in order; a name of COLUMNS is left out where it has no value."""
    table: dict[int, dict[str, float]] = {}
    for name in COLUMNS[1:]:
        piece = history.read(name)
        for step, value in zip(piece.steps.tolist(), piece.values.tolist(), strict=True):
            table.setdefault(step, {"step": step})[name] = value
    return [table[step] for step in sorted(table)]
