"""All ways of stepping give the same numbers, bit for bit; and what recorded steps are made of."""

from collections.abc import Mapping
from itertools import cycle, product
from typing import Any

import numpy as np
import pytest
import torch

from playground.core.experiment import Experiment
from playground.core.model_options import Activation, OutputActivation
from playground.core.progress import Phase, Stepping
from playground.core.rules import check
from playground.core.snapshot import Arrays
from playground.core.training_options import Loss, OptimizerName, Reduction, ScheduleName
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.control import Control
from playground.engine.saving import rows
from playground.engine.stepping.loops import Loop
from playground.engine.stepping.recorder import NotRecordableError, record
from playground.engine.trainer import Trainer

# Two classes of 70 points, 7 tenths for training: batches of 15, 15, 15 and 4 in an epoch, later of 12, 12, 12, 12 and
# 1. All sizes come up often enough to be recorded.
_DATA = Experiment().changed({"data.name": "moons", "data.examples": 70, "data.train_share": 0.7})
_RUN = _DATA.changed({"model.hidden": [8, 4], "training.batch_size": 15, "training.epochs": 56})


@pytest.fixture(scope="session")
def few(folders: DataFolders) -> DataSet:
    return load(_DATA.data, folders)


def _ways() -> list[dict[str, Any]]:
    """Every loss with every activation, with an optimizer, a schedule and a reduction from which each pair comes up."""
    rest = cycle(product(OptimizerName, ScheduleName))
    reductions = cycle(Reduction)
    return [
        {
            "training.loss": loss,
            "model.activation": activation,
            "training.optimizer": optimizer,
            "training.schedule": schedule,
            "training.reduction": reduction,
        }
        for (loss, activation), (optimizer, schedule), reduction in zip(
            product(Loss, Activation), rest, reductions, strict=False
        )
    ]


# In the middle of the run, one after the other; what was changed stays.
_CHANGES: tuple[Mapping[str, Any], ...] = (
    {"model.dropout": 0.25, "training.learning_rate": 0.004, "training.momentum": 0.5, "training.weight_decay": 0.001},
    {"training.batch_size": 12, "training.clip_norm": 0.5, "training.l1": 0.0001, "training.beta1": 0.8},
    {"training.momentum": 0.0, "training.clip_norm": 0.0, "training.beta2": 0.99, "model.dropout": 0.0},
)


def _run(experiment: Experiment, data: DataSet, stepping: Stepping, changes: tuple[Mapping[str, Any], ...]) -> Trainer:
    """Train to the end, with a change after each stretch of steps (that ends in the middle of an epoch)."""
    control = Control()
    trainer = Trainer(experiment, data, control, stepping=stepping)
    for change in changes:
        _finish(trainer, steps=61)
        control.set_experiment(trainer.experiment.changed(change))
    _finish(trainer)
    return trainer


def _finish(trainer: Trainer, steps: int | None = None) -> None:
    for _ in trainer.run(steps=steps):
        pass


def _same(one: Arrays, other: Arrays) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


def _assert_equal(eager: Trainer, other: Trainer) -> None:
    """Hold every number against the other's: weights, optimizer, generators, history."""
    mine, theirs = eager.snapshot(), other.snapshot()
    assert _same(mine.network.weights, theirs.network.weights)
    assert _same(mine.optimizer, theirs.optimizer)
    assert _same(mine.generators, theirs.generators)
    for name in ("batch_loss", "batch_accuracy", "train_loss", "train_accuracy", "test_loss", "test_accuracy"):
        assert np.array_equal(eager.history.read(name).values, other.history.read(name).values, equal_nan=True), name
    assert eager.step == other.step
    assert eager.phase is other.phase
    assert [row["learning_rate"] for row in rows(eager.history)] == [
        row["learning_rate"] for row in rows(other.history)
    ]


@pytest.mark.parametrize("way", _ways(), ids=lambda way: "-".join(str(value) for value in way.values()))
def test_all_ways_give_the_same_numbers(few: DataSet, caplog: pytest.LogCaptureFixture, way: dict[str, Any]) -> None:
    experiment = _RUN.changed(way)
    eager = _run(experiment, few, Stepping.EAGER, _CHANGES)
    for stepping in set(Stepping) - {Stepping.EAGER}:
        other = _run(experiment, few, stepping, _CHANGES)
        assert other.environment.stepping is stepping
        _assert_equal(eager, other)
    assert not caplog.records  # a step that could not be recorded would have been told


def test_both_sizes_of_batches_are_taken_in_recorded_steps(few: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: dict[int, int] = {}
    call = Loop.__call__

    def counting(loop: Loop, *args: Any) -> torch.Tensor:
        found = call(loop, *args)
        if "batches: Tensor" in loop.text:
            size = args[6].shape[1]
            taken[size] = taken.get(size, 0) + found.shape[1]
        return found

    monkeypatch.setattr(Loop, "__call__", counting)
    trainer = _run(_RUN, few, Stepping.RECORDED, ())
    assert trainer.step == 56 * 4
    assert taken == {15: 3 * 56 - 10, 4: 56 - 10}


def test_what_cannot_be_recorded_trains_step_by_step(few: DataSet, caplog: pytest.LogCaptureFixture) -> None:
    class Peeking(torch.nn.Module):
        """An activation that looks at its numbers, which no recording can."""

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x.relu() if float(x.detach().sum()) != 0.5 else x

    eager, other = (Trainer(_RUN, few, Control(), stepping=stepping) for stepping in Stepping)
    other._learner.network.activation = Peeking()
    for trainer in (eager, other):
        _finish(trainer)
    _assert_equal(eager, other)
    assert "cannot be recorded" in caplog.text


def test_a_recording_holds_the_calls_that_its_results_need() -> None:
    x, weight = torch.ones(3, 2), torch.full((2, 2), 0.5, requires_grad=True)

    def compute() -> list[torch.Tensor]:
        x.cos()  # for nothing
        loss = (x @ weight).sum()
        return [loss.detach(), *torch.autograd.grad(loss, [weight])]

    recording = record(compute, {"x": x, "weight": weight})
    assert [line.split("(")[0].split("aten.")[1] for line in recording.lines][:2] == ["mm", "sum"]
    assert not any("aten.cos" in line for line in recording.lines)
    assert len(recording.results) == 2


def test_recording_refuses_what_it_does_not_know() -> None:
    x, other = torch.ones(3), torch.ones(3)
    with pytest.raises(NotRecordableError, match="no name"):
        record(lambda: [x + other], {"x": x})
    with pytest.raises(NotRecordableError, match="no name"):
        record(lambda: [torch.rand(3, generator=torch.Generator())], {"x": x})
    with pytest.raises(NotRecordableError, match="replayed"):
        record(lambda: [x * x.sum().item()], {"x": x})


@pytest.mark.parametrize("optimizer", list(OptimizerName))
def test_wide_layers_are_replayed_bit_for_bit_too(digits: DataSet, optimizer: OptimizerName) -> None:
    wide = {"model.hidden": [256, 256], "training.optimizer": optimizer, "training.epochs": 1, "model.dropout": 0.1}
    eager, other = (
        _run(Experiment().changed(wide), digits, stepping, ({"training.momentum": 0.3},)) for stepping in Stepping
    )
    _assert_equal(eager, other)


# What makes the loss grow without end, whatever it is of.
_BREAKDOWN = {"training.learning_rate": 10.0, "training.weight_decay": 10.0}


@pytest.mark.parametrize("loss", list(Loss))
def test_all_ways_break_down_at_the_same_step(few: DataSet, loss: Loss) -> None:
    experiments = [
        _RUN.changed({"training.loss": loss, "model.output_activation": activation, "training.optimizer": "sgd"})
        for activation in OutputActivation
    ]
    allowed = [experiment for experiment in experiments if not check(experiment, few.facts)]
    assert allowed
    for experiment in allowed:
        eager, other = (_run(experiment, few, stepping, (_BREAKDOWN,)) for stepping in Stepping)
        assert eager.phase is Phase.DIVERGED
        assert eager.progress().diverged_at == other.progress().diverged_at
        _assert_equal(eager, other)


def test_a_change_of_the_loss_the_optimizer_or_the_targets_in_mid_run_is_recorded_anew(few: DataSet) -> None:
    experiment = _RUN.changed({"training.optimizer": "sgd", "training.momentum": 0.9, "training.nesterov": True})
    changes: tuple[Mapping[str, Any], ...] = (
        {"training.loss": "mse", "model.target_on": 0.9, "training.evaluate_every": 7},
        {"training.optimizer": "rmsprop", "training.reduction": "sum", "training.batch_size": 1000},
        {"model.target_off": -0.2},
    )
    eager, other = (_run(experiment, few, stepping, changes) for stepping in Stepping)
    _assert_equal(eager, other)


@pytest.mark.parametrize("optimizer", list(OptimizerName))
def test_recorded_steps_go_on_from_a_snapshot(few: DataSet, optimizer: OptimizerName) -> None:
    experiment = _RUN.changed({"training.optimizer": optimizer, "training.momentum": 0.5, "model.dropout": 0.2})
    first = Trainer(experiment, few, Control())
    _finish(first, steps=101)
    taken = first.snapshot()
    _finish(first)
    again, anew = first, Trainer(experiment, few, Control())
    whole = first.snapshot()
    for trainer in (again, anew):
        trainer.restore(taken)
        _finish(trainer)
        assert _same(trainer.snapshot().network.weights, whole.network.weights)
        assert _same(trainer.snapshot().optimizer, whole.optimizer)
