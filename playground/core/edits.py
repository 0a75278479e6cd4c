"""Undo and redo over the experiment: a stack of changes that each know their inverse."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.core.experiment import Experiment


@dataclass(frozen=True, slots=True)
class Change:
    """New values of fields (path -> value), and what they were before."""

    values: Mapping[str, Any]
    before: Mapping[str, Any]

    @property
    def inverse(self) -> "Change":
        return Change(self.before, self.values)


class Edits:
    """The experiment as the person has it, with every change that led to it.

    Changes of the same fields that follow each other while one drag lasts count as one.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._open = False

    @property
    def experiment(self) -> Experiment:
        return self._experiment

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def apply(self, values: Mapping[str, Any], *, dragging: bool = False) -> Experiment:
        """Set fields; returns the new experiment. Raises ExperimentError, with nothing changed, when one is bad."""
        after = self._experiment.changed(values)
        if after == self._experiment:
            self._open = self._open and dragging
            return after
        change = Change(
            {path: after.value(path) for path in values}, {path: self._experiment.value(path) for path in values}
        )
        if self._open and self._done and self._done[-1].values.keys() == change.values.keys():
            change = Change(change.values, self._done.pop().before)
        if change.values != change.before:  # a drag may end where it began
            self._done.append(change)
        self._undone.clear()
        self._open = dragging and change.values != change.before
        self._experiment = after
        return after

    def undo(self) -> Experiment:
        """Take the last change back; without one nothing happens."""
        return self._move(self._done, self._undone)

    def redo(self) -> Experiment:
        """Do again what was undone last; without one nothing happens."""
        return self._move(self._undone, self._done)

    def _move(self, source: list[Change], target: list[Change]) -> Experiment:
        if source:
            change = source.pop().inverse
            target.append(change)
            self._open = False
            self._experiment = self._experiment.changed(change.values)
        return self._experiment
