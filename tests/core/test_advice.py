"""Warnings about a run."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pytest

from playground.core.advice import advise, calmer_rate
from playground.core.experiment import Experiment


def _said(
    losses: list[float], train: Sequence[float] = (), changes: Mapping[str, object] = MappingProxyType({})
) -> str:
    experiment = Experiment().changed(dict(changes))
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
    assert "zero" in _said([2.30, 2.30, 2.30, 2.30, 2.30], changes={"model.init": "zeros"})


AS_WRITTEN: Mapping[str, object] = {
    "model.output": "single",
    "model.output_activation": "sigmoid",
    "model.target_off": 1.0,
    "model.target_on": 2.0,
    "training.loss": "mse",
}


@pytest.mark.parametrize("output", ["single", "per_class"])
def test_targets_that_no_output_reaches_are_said(output: str) -> None:
    flat = [0.51, 0.505, 0.505, 0.505, 0.505]
    said = _said(flat, changes={**AS_WRITTEN, "model.output": output})
    assert "targets of 1 and 2" in said
    assert "learning rate" not in said
    assert "raise the learning rate" in _said(
        flat, changes={**AS_WRITTEN, "model.target_off": 0.0, "model.target_on": 1.0}
    )
    assert "raise the learning rate" in _said(flat, changes={**AS_WRITTEN, "model.output_activation": "identity"})
    assert "raise the learning rate" in _said(flat, changes={**AS_WRITTEN, "training.loss": "cross_entropy"})


@pytest.mark.parametrize(
    "training",
    [
        {"reduction": "sum", "learning_rate": 0.01, "batch_size": 1000, "optimizer": "sgd"},
        {"learning_rate": 3.0, "optimizer": "sgd"},
        {"learning_rate": 0.1, "optimizer": "adam"},
    ],
)
def test_a_loss_that_stands_still_after_steps_too_large_asks_for_a_lower_rate(training: dict[str, object]) -> None:
    said = _said(
        [0.45, 0.45, 0.45, 0.45, 0.45], changes={f"training.{name}": value for name, value in training.items()}
    )
    assert "Lower the learning rate and reset" in said


def test_a_loss_that_stands_still_above_its_start_asks_for_a_lower_rate_whatever_the_rate_is_now() -> None:
    said = _said([0.45, 0.496, 0.496, 0.496, 0.496])
    assert "Lower the learning rate and reset" in said
    assert "0.496" in said


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
