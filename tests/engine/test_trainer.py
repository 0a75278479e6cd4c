"""The training loop: its numbers, its interruptions, its changes in mid-run."""

import gc
import time
import weakref
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pytest
import torch

from playground.core.experiment import Experiment
from playground.core.model_options import Activation
from playground.core.problems import ExperimentError
from playground.core.progress import Phase
from playground.core.training_options import Loss, OptimizerName
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.control import Control
from playground.engine.saving import rows, saved_run
from playground.engine.trainer import Trainer

SMALL = Experiment().changed({"model.hidden": [16], "training.epochs": 2})


def _trained(experiment: Experiment, data: DataSet) -> Trainer:
    trainer = Trainer(experiment, data, Control())
    for _ in trainer.run():
        pass
    return trainer


def _same_weights(one: Trainer, other: Trainer) -> bool:
    mine, theirs = one.network_state().weights, other.network_state().weights
    return all(np.array_equal(mine[name], theirs[name]) for name in mine)


def _same_batch_losses(one: Trainer, other: Trainer) -> bool:
    return np.array_equal(one.history.read("batch_loss").values, other.history.read("batch_loss").values)


def test_the_same_seed_gives_the_same_numbers_and_another_gives_others(digits: DataSet) -> None:
    one, same = _trained(SMALL, digits), _trained(SMALL, digits)
    other = _trained(SMALL.changed({"training.seed": 1}), digits)
    assert _same_weights(one, same)
    assert _same_batch_losses(one, same)
    assert not _same_weights(one, other)


def test_nothing_draws_from_the_global_generator(digits: DataSet) -> None:
    before = torch.random.get_rng_state()
    _trained(SMALL.changed({"model.dropout": 0.3}), digits)
    assert torch.equal(before, torch.random.get_rng_state())


def test_training_in_single_steps_gives_the_same_numbers(digits: DataSet) -> None:
    experiment = SMALL.changed({"model.dropout": 0.2, "training.epochs": 1})
    whole, stepped = _trained(experiment, digits), Trainer(experiment, digits, Control())
    while stepped.phase is not Phase.FINISHED:
        for _ in stepped.run(steps=1):
            pass
    assert _same_weights(whole, stepped)
    assert _same_batch_losses(whole, stepped)
    strip = [{key: value for key, value in row.items() if key != "seconds"} for row in rows(stepped.history)]
    assert strip == [{key: value for key, value in row.items() if key != "seconds"} for row in rows(whole.history)]


def test_the_rows_of_metrics_are_one_before_the_first_step_and_one_an_epoch(digits: DataSet) -> None:
    trainer = _trained(SMALL.changed({"training.evaluate_every": 30}), digits)
    found = rows(trainer.history)
    per_epoch = trainer.progress().steps_per_epoch
    assert [row["step"] for row in found] == sorted({0, 30, per_epoch, 60, 2 * per_epoch, 90})
    assert "train_loss" not in found[0]
    assert 0.02 < found[0]["test_accuracy"] < 0.3
    assert found[-1]["epoch"] == 2


def test_train_figures_are_means_over_the_samples_since_the_row_before(digits: DataSet) -> None:
    trainer = _trained(SMALL, digits)
    losses = trainer.history.read("batch_loss").values
    per_epoch = trainer.progress().steps_per_epoch
    count = digits.facts.train_count
    sizes = np.array([32] * (per_epoch - 1) + [count - 32 * (per_epoch - 1)])
    expected = float((losses[:per_epoch] * sizes).sum() / count)
    assert rows(trainer.history)[1]["train_loss"] == pytest.approx(expected)


@pytest.mark.parametrize("optimizer", list(OptimizerName))
def test_a_snapshot_goes_on_bit_for_bit(digits: DataSet, optimizer: OptimizerName) -> None:
    experiment = SMALL.changed(
        {"training.optimizer": optimizer.value, "training.momentum": 0.5, "model.dropout": 0.1, "training.epochs": 1}
    )
    first = Trainer(experiment, digits, Control())
    for _ in first.run(steps=20):
        pass
    taken = first.snapshot()
    second = Trainer(experiment, digits, Control())
    second.restore(taken)
    for trainer in (first, second):
        for _ in trainer.run():
            pass
    assert _same_weights(first, second)
    assert rows(first.history)[-1]["train_loss"] == rows(second.history)[-1]["train_loss"]
    again = second.snapshot()
    assert again.optimizer.keys() == first.snapshot().optimizer.keys()


def test_a_snapshot_does_not_change_when_training_goes_on(digits: DataSet) -> None:
    trainer = Trainer(SMALL, digits, Control())
    taken = trainer.snapshot()
    before = {name: array.copy() for name, array in taken.network.weights.items()}
    for _ in trainer.run(steps=5):
        pass
    assert all(np.array_equal(before[name], taken.network.weights[name]) for name in before)
    assert not np.array_equal(before["layers.0.weight"], trainer.network_state().weights["layers.0.weight"])


@pytest.mark.parametrize("loss", list(Loss))
@pytest.mark.parametrize("activation", list(Activation))
def test_every_loss_learns_with_every_activation(moons: DataSet, loss: Loss, activation: Activation) -> None:
    experiment = Experiment().changed(
        {
            "data.name": "moons",
            "model.hidden": [8],
            "model.activation": activation.value,
            "training.loss": loss.value,
            "training.learning_rate": 0.02,
            "training.epochs": 8,
        }
    )
    found = rows(_trained(experiment, moons).history)
    assert found[-1]["test_loss"] < found[0]["test_loss"]
    assert found[-1]["test_accuracy"] > 0.75


@pytest.mark.parametrize(("loss", "targets"), [("mse", (-1.0, 1.0)), ("bce", (0.0, 1.0)), ("huber", (1.0, 0.0))])
def test_a_single_output_learns_two_classes(moons: DataSet, loss: str, targets: tuple[float, float]) -> None:
    experiment = Experiment().changed(
        {
            "model.output": "single",
            "model.hidden": [8],
            "model.target_off": targets[0],
            "model.target_on": targets[1],
            "training.loss": loss,
            "training.learning_rate": 0.02,
            "training.epochs": 10,
        }
    )
    assert rows(_trained(experiment, moons).history)[-1]["test_accuracy"] > 0.8


def _after(trainer: Trainer, steps: int, values: Mapping[str, object], control: Control) -> None:
    for _ in trainer.run(steps=steps):
        pass
    control.set_experiment(trainer.experiment.changed(values))


def test_a_live_change_takes_hold_at_the_next_step_and_is_recorded(digits: DataSet) -> None:
    control = Control()
    trainer = Trainer(SMALL, digits, control)
    _after(trainer, 10, {"training.batch_size": 100, "training.learning_rate": 0.01}, control)
    for _ in trainer.run(epochs=1):
        pass
    left = digits.facts.train_count - 10 * 32
    assert trainer.step == 10 + -(-left // 100)
    assert [(event.step, event.values) for event in trainer.events] == [
        (10, {"training.batch_size": 100, "training.learning_rate": 0.01})
    ]
    assert rows(trainer.history)[-1]["learning_rate"] == 0.01


def test_a_change_of_loss_keeps_the_weights_and_restarts_the_optimizer(digits: DataSet) -> None:
    control = Control()
    trainer = Trainer(SMALL, digits, control)
    _after(trainer, 10, {"training.loss": "mse", "training.optimizer": "sgd"}, control)
    before = trainer.network_state().weights
    assert trainer.snapshot().optimizer
    trainer.take_change()
    assert trainer.experiment.training.loss == "mse"
    assert trainer.snapshot().optimizer == {}
    after = trainer.network_state().weights
    assert all(np.array_equal(before[name], after[name]) for name in before)


def test_momentum_can_be_switched_on_while_it_trains(digits: DataSet) -> None:
    for optimizer in ("sgd", "rmsprop"):
        control = Control()
        trainer = Trainer(SMALL.changed({"training.optimizer": optimizer}), digits, control)
        _after(trainer, 5, {"training.momentum": 0.9, "training.nesterov": True}, control)
        for _ in trainer.run(steps=5):
            pass
        assert trainer.step == 10
        assert any("momentum_buffer" in name for name in trainer.snapshot().optimizer)


def test_a_change_of_structure_is_no_change_in_a_run(digits: DataSet) -> None:
    control = Control()
    trainer = Trainer(SMALL, digits, control)
    control.set_experiment(SMALL.changed({"model.hidden": [3]}))
    with pytest.raises(ValueError, match=r"model\.hidden"):
        trainer.take_change()


def test_divergence_returns_to_the_last_finite_state(digits: DataSet) -> None:
    experiment = SMALL.changed(
        {"training.optimizer": "sgd", "training.loss": "mse", "training.learning_rate": 0.01, "training.epochs": 5}
    )
    control = Control()
    trainer = Trainer(experiment, digits, control)
    for _ in trainer.run(epochs=1):
        pass
    good = trainer.network_state()
    control.set_experiment(experiment.changed({"training.learning_rate": 10.0}))
    progress = [*trainer.run()][-1]
    assert progress.phase is Phase.DIVERGED
    assert progress.diverged_at is not None
    assert progress.diverged_at > progress.step == good.step
    state = trainer.network_state().weights
    assert all(np.array_equal(good.weights[name], state[name]) for name in state)
    assert trainer.experiment.training.learning_rate == 10.0
    assert not np.isfinite(trainer.history.read("batch_loss").values).all()
    control.set_experiment(experiment)
    for _ in trainer.run(epochs=1):
        pass
    assert np.isfinite(trainer.history.read("batch_loss").values).all()
    steps = trainer.history.read("batch_loss").steps
    assert all(after == before + 1 for before, after in pairwise(steps.tolist()))


class _HaltAfter(Control):
    """A control that halts after it has been looked at so many times, as a person would in the middle of a step."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks

    @property
    def halted(self) -> bool:
        self._looks -= 1
        return self._looks < 0


def test_a_large_batch_is_computed_in_chunks_that_add_up(digits: DataSet) -> None:
    wide = Experiment().changed({"model.hidden": [4096, 4096], "training.batch_size": 100, "training.epochs": 1})
    chunked = Trainer(wide, digits, Control())
    for _ in chunked.run(steps=1):
        pass
    raw = torch.nn.functional.cross_entropy(
        _first_output(wide, digits), digits.train_labels[_first_batch(wide, digits)]
    )
    assert chunked.history.last("batch_loss") == pytest.approx(float(raw.detach()), rel=1e-4)


def _first_batch(experiment: Experiment, data: DataSet) -> torch.Tensor:
    trainer = Trainer(experiment, data, Control())
    return trainer._order.peek(experiment.training.batch_size, shuffled=True)


def _first_output(experiment: Experiment, data: DataSet) -> torch.Tensor:
    trainer = Trainer(experiment, data, Control())
    inputs = data.prepared(data.train_inputs[_first_batch(experiment, data)])
    output: torch.Tensor = trainer._learner.network(inputs)
    return output


def test_a_halt_in_mid_step_drops_the_step_and_changes_nothing(digits: DataSet) -> None:
    wide = Experiment().changed(
        {"model.hidden": [4096, 4096], "training.batch_size": 100, "model.dropout": 0.5, "training.epochs": 1}
    )
    undisturbed = Trainer(wide, digits, Control())
    for _ in undisturbed.run(steps=1):
        pass
    halted = Trainer(wide, digits, Control())
    for _ in halted.run(steps=0):
        pass
    before = halted.network_state().weights
    halted.control = _HaltAfter(3)
    for _ in halted.run(steps=1):
        pass
    assert halted.step == 0
    assert all(np.array_equal(before[name], array) for name, array in halted.network_state().weights.items())
    halted.control = Control()
    for _ in halted.run(steps=1):
        pass
    assert halted.step == 1
    assert _same_weights(halted, undisturbed)


def test_a_halted_run_says_paused_and_goes_on(digits: DataSet) -> None:
    control = Control()
    trainer = Trainer(SMALL, digits, control)
    control.halt()
    assert [progress.phase for progress in trainer.run()] == [Phase.PAUSED]
    control.go()
    assert [*trainer.run()][-1].phase is Phase.FINISHED


def test_more_epochs_let_a_finished_run_go_on(digits: DataSet) -> None:
    control = Control()
    trainer = Trainer(SMALL, digits, control)
    for _ in trainer.run():
        pass
    assert [*trainer.run()] == []
    control.set_experiment(SMALL.changed({"training.epochs": 3}))
    trainer.take_change()
    assert [*trainer.run()][-1].epoch == 3


def test_without_an_end_it_trains_until_it_is_halted(digits: DataSet) -> None:
    trainer = Trainer(SMALL.changed({"training.epochs": 0}), digits, Control())
    progress = [*trainer.run(epochs=3)][-1]
    assert progress.phase is Phase.PAUSED
    assert (progress.epoch, progress.planned_steps) == (3, 0)


def test_what_cannot_run_is_refused(digits: DataSet) -> None:
    with pytest.raises(ExperimentError, match="single"):
        Trainer(Experiment().changed({"model.output": "single"}), digits, Control())


def test_full_batches_and_unshuffled_order(digits: DataSet) -> None:
    experiment = SMALL.changed({"training.batch_size": 1_000_000, "training.shuffle": False})
    trainer = _trained(experiment, digits)
    assert trainer.step == 2
    assert trainer.progress().samples == 2 * digits.facts.train_count


def test_l1_and_decay_shrink_and_clipping_bounds_the_step(digits: DataSet) -> None:
    sgd = SMALL.changed({"training.optimizer": "sgd", "training.learning_rate": 0.1})
    plain = np.abs(_trained(sgd, digits).network_state().weights["layers.0.weight"]).sum()
    for change in ({"training.l1": 0.01}, {"training.weight_decay": 0.1}):
        assert np.abs(_trained(sgd.changed(change), digits).network_state().weights["layers.0.weight"]).sum() < plain
    clipped = Trainer(sgd.changed({"training.clip_norm": 0.01}), digits, Control())
    before = clipped.network_state().weights
    for _ in clipped.run(steps=1):
        pass
    after = clipped.network_state().weights
    moved = np.sqrt(sum(((after[name] - before[name]) ** 2).sum() for name in before))
    assert moved == pytest.approx(0.1 * 0.01, rel=1e-2)


def test_the_default_experiment_learns_to_read_digits(digits: DataSet) -> None:
    trainer = _trained(Experiment(), digits)
    accuracy = trainer.history.last("test_accuracy")
    assert accuracy is not None
    assert accuracy >= 0.955


def test_mnist_reaches_what_tutorials_report(mnist_folders: DataFolders) -> None:
    experiment = Experiment().changed({"data.name": "mnist", "training.batch_size": 15, "training.epochs": 1})
    trainer = _trained(experiment, load(experiment.data, mnist_folders))
    assert trainer.step == 4000
    accuracy = trainer.history.last("test_accuracy")
    assert accuracy is not None
    assert accuracy >= 0.94


def test_training_leaves_the_caller_its_smallest_numbers(digits: DataSet) -> None:
    for _ in Trainer(SMALL, digits, Control()).run(steps=2):
        assert np.float32(1e-40) * np.float32(1.0) > 0


@pytest.mark.parametrize("epochs", [2, 3])
def test_a_test_score_that_is_not_finite_is_divergence_too(digits: DataSet, epochs: int) -> None:
    wild = Experiment().changed(
        {
            "model.hidden": [16],
            "training.optimizer": "sgd",
            "training.loss": "mse",
            "training.reduction": "sum",
            "training.learning_rate": 10.0,
            "training.batch_size": 100_000,
            "training.epochs": epochs,
        }
    )
    trainer = _trained(wild, digits)
    assert trainer.phase is Phase.DIVERGED
    assert trainer.progress().diverged_at == trainer.step + 1
    assert np.isfinite(trainer.history.read("test_loss").values).all()
    for _ in trainer.run():
        pass
    steps = trainer.history.read("test_loss").steps.tolist()
    assert steps == sorted(set(steps))


def test_a_saved_run_is_taken_up_where_it_stood(digits: DataSet) -> None:
    trainer = Trainer(SMALL, digits, Control())
    for _ in trainer.run(steps=60):
        pass
    saved = saved_run(trainer)
    again = Trainer(SMALL, digits, Control())
    again.adopt_run(saved)
    assert again.step == 60
    assert again.phase is Phase.PAUSED
    assert _same_weights(trainer, again)
    assert rows(again.history) == [row for row in rows(trainer.history) if row["step"] <= 60]
    assert [*again.run()][-1].phase is Phase.FINISHED


def test_what_a_diverged_run_saves_fits_its_weights(digits: DataSet) -> None:
    wild = {"training.optimizer": "sgd", "training.loss": "mse", "training.learning_rate": 10.0}
    trainer = _trained(SMALL.changed({**wild, "training.reduction": "sum", "training.evaluate_every": 1}), digits)
    assert trainer.phase is Phase.DIVERGED
    saved = saved_run(trainer)
    assert saved.step == trainer.step
    assert [row["step"] for row in saved.rows] == list(range(trainer.step + 1))


def test_the_seconds_of_a_row_count_its_own_block(digits: DataSet) -> None:
    trainer = _trained(SMALL, digits)
    last = rows(trainer.history)[-1]["seconds"]
    assert 0 < last <= trainer.progress().seconds
    assert last > 0.5 * trainer.progress().seconds


def test_gradients_of_chunks_add_up_to_those_of_the_whole_batch(digits: DataSet) -> None:
    experiment = Experiment().changed(
        {"model.hidden": [4096, 4096], "training.batch_size": 100, "training.optimizer": "sgd", "training.epochs": 1}
    )
    trainer = Trainer(experiment, digits, Control())
    network = trainer._learner.network
    batch = trainer._order.peek(100, shuffled=True)
    raw = network(digits.prepared(digits.train_inputs[batch]))
    torch.nn.functional.cross_entropy(raw, digits.train_labels[batch]).backward()  # type: ignore[no-untyped-call]
    expected = {
        name: parameter - 0.001 * parameter.grad
        for name, parameter in network.named_parameters()
        if parameter.grad is not None
    }
    assert len(expected) == 6
    for _ in trainer.run(steps=1):
        pass
    for name, parameter in network.named_parameters():
        assert torch.allclose(parameter, expected[name], atol=1e-7)


def test_a_trainer_that_is_let_go_is_gone_at_once(moons: DataSet) -> None:
    """The window switches the collector of cycles off while torch works, so that nothing may wait for it."""
    trainer = _trained(SMALL.changed({"data.name": "moons", "training.epochs": 12}), moons)
    assert trainer.step > 100  # its steps and tests have been recorded
    gone = weakref.ref(trainer), weakref.ref(trainer._learner), weakref.ref(trainer._learner.network)
    gc.collect()
    gc.disable()
    try:
        del trainer
        assert [reference() for reference in gone] == [None, None, None]
    finally:
        gc.enable()


def test_a_limited_speed_is_kept_by_the_steps_that_were_taken(digits: DataSet) -> None:
    control = Control()
    control.set_speed(300.0)  # ten steps a block, but an epoch of these batches has three
    trainer = Trainer(SMALL.changed({"training.batch_size": 500}), digits, control)
    turns = trainer.run()
    next(turns)
    assert trainer.step == trainer.progress().steps_per_epoch == 3
    control.halt()  # so that nothing is waited for
    due = time.perf_counter() + 100
    assert trainer.pace(due) == pytest.approx(due + 3 / 300)
