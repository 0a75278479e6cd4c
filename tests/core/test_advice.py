"""Warnings about a run."""

from collections.abc import Sequence

import numpy as np
import pytest

from playground.core.advice import advise, calmer_rate
from playground.core.experiment import Experiment


def _said(losses: list[float], train: Sequence[float] = (), **changes: object) -> str:
    experiment = Experiment().changed({f"model.{name}": value for name, value in changes.items()})
    found = advise(experiment, np.arange(float(len(losses))), np.array(losses), np.array(train))
    return "" if found is None else str(found)


@pytest.mark.parametrize("losses", [[], [2.3], [2.3, 9.9, 99.0], [2.3, 1.0, 0.5, 0.3, 0.2, 0.21]])
def test_nothing_is_said_while_all_goes_well_or_little_is_known(losses: list[float]) -> None:
    assert _said(losses) == ""


def test_memorising_names_the_best_epoch() -> None:
    said = _said([2.3, 1.0, 0.5, 0.4, 0.5, 0.6, 0.7])
    assert "epoch 3" in said
    assert "0.4" in said
    assert "0.7" in said


def test_a_loss_that_grows_asks_for_a_lower_rate() -> None:
    assert "lower the learning rate" in _said([2.3, 5.0, 30.0, 100.0, 500.0])


def test_a_loss_that_does_not_fall_says_why_where_that_is_known() -> None:
    assert "raise the learning rate" in _said([2.30, 2.30, 2.29, 2.30, 2.30])
    assert "zero" in _said([2.30, 2.30, 2.30, 2.30, 2.30], init="zeros")


def test_a_train_loss_that_rises_too_is_no_memorising() -> None:
    losses = [2.3, 1.0, 0.5, 0.4, 1.5, 1.6, 1.7]
    assert "lower the learning rate" in _said(losses, [1.0, 0.5, 0.3, 1.4, 1.5, 1.6])
    assert "weight decay" in _said(losses, [1.0, 0.5, 0.3, 0.2, 0.1, 0.05])


def test_a_train_loss_that_rises_alone_was_given_harder_examples() -> None:
    assert _said([2.3, 1.0, 0.5, 0.4, 0.3, 0.25], [1.0, 0.4, 0.1, 0.02, 0.15]) == ""


@pytest.mark.parametrize(
    ("changes", "step", "rate"),
    [
        ({"training.learning_rate": 1.0}, 500, 0.1),
        ({"training.learning_rate": 1.0}, 3, 0.01),
        ({"training.learning_rate": 1.0, "training.reduction": "sum", "training.batch_size": 100}, 500, 0.001),
        ({"training.learning_rate": 1e-5}, 3, 1e-6),
    ],
)
def test_the_calmer_rate_is_lower_by_as_much_as_the_case_asks(
    changes: dict[str, object], step: int, rate: float
) -> None:
    assert calmer_rate(Experiment().changed(changes), step, 1000) == pytest.approx(rate)
