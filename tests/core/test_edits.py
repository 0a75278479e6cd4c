"""Undo and redo."""

import pytest

from playground.core.edits import Edits
from playground.core.experiment import Experiment
from playground.core.problems import ExperimentError


def test_undo_and_redo_go_through_all_changes() -> None:
    edits = Edits(Experiment())
    edits.apply({"training.epochs": 5})
    edits.apply({"model.hidden": [8], "training.epochs": 6})
    assert edits.undo().training.epochs == 5
    assert edits.undo() == Experiment()
    assert not edits.can_undo
    edits.redo()
    assert edits.redo().model.hidden == (8,)
    assert not edits.can_redo


def test_a_drag_counts_as_one_change() -> None:
    edits = Edits(Experiment())
    for rate in (0.01, 0.02, 0.03):
        edits.apply({"training.learning_rate": rate}, dragging=True)
    edits.apply({"training.learning_rate": 0.04}, dragging=False)
    edits.apply({"training.learning_rate": 0.05}, dragging=False)
    assert edits.undo().training.learning_rate == 0.04
    assert edits.undo() == Experiment()


def test_a_new_change_forgets_what_was_undone() -> None:
    edits = Edits(Experiment())
    edits.apply({"training.epochs": 5})
    edits.undo()
    edits.apply({"training.epochs": 7})
    assert not edits.can_redo


def test_a_refused_change_changes_nothing() -> None:
    edits = Edits(Experiment())
    with pytest.raises(ExperimentError):
        edits.apply({"training.epochs": -5})
    assert edits.experiment == Experiment()
    assert not edits.can_undo


def test_a_drag_there_and_back_leaves_nothing_to_undo() -> None:
    edits = Edits(Experiment())
    for rate in (0.01, 0.001):
        edits.apply({"training.learning_rate": rate}, dragging=True)
    assert not edits.can_undo
    edits.apply({"training.learning_rate": 0.02}, dragging=True)
    assert edits.undo() == Experiment()
