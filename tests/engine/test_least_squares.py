"""The least squared error without hidden layers: by the definition, and as the goal of a real training."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from playground.core.experiment import Experiment
from playground.core.lesson_questions import AskLeastSquares, LeastSquares
from playground.core.probes import Unfinished
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine import metrics
from playground.engine.control import Control
from playground.engine.least_squares import LeastSquaresSearch, least_squares_loss
from playground.engine.outputs import Outputs
from playground.engine.probes import Prober
from playground.engine.trainer import Trainer

LINEAR = Experiment().changed({"data.name": "moons", "model.hidden": [], "training.loss": "mse"})
SINGLE = LINEAR.changed({"model.output": "single", "model.target_off": -1.0})


def _loss(experiment: Experiment, data: DataSet) -> float:
    return least_squares_loss(experiment, data, Outputs.of(experiment, data.facts.class_count))


def _by_definition(experiment: Experiment, data: DataSet) -> float:
    """Return the same from numpy's least squares on the whole table at once."""
    seen = data.prepared(data.train_inputs).double().numpy()
    table = np.column_stack([seen, np.ones(len(seen))])
    targets = Outputs.of(experiment, data.facts.class_count).targets(data.train_labels).double().numpy()
    weights = np.linalg.lstsq(table, targets, rcond=None)[0]
    return float(np.mean((table @ weights - targets) ** 2))


def _unprepared(data: DataSet, inputs: Tensor) -> DataSet:
    """Return `data` with other inputs, which the network sees as they are."""
    return replace(data, facts=replace(data.facts, shift=(0.0,), scale=(1.0,)), train_inputs=inputs)


@pytest.mark.parametrize("experiment", [LINEAR, SINGLE])
def test_it_is_what_numpy_finds(experiment: Experiment, moons: DataSet) -> None:
    assert _loss(experiment, moons) == pytest.approx(_by_definition(experiment, moons), rel=1e-9)


def test_inputs_of_very_different_sizes(folders: DataFolders) -> None:
    raw = LINEAR.changed({"data.name": "breast_cancer", "data.normalise": "none"})
    data = load(raw.data, folders)
    assert _loss(raw, data) == pytest.approx(_by_definition(raw, data), rel=1e-9)


def test_an_input_that_follows_from_another(folders: DataFolders) -> None:
    data = load(LINEAR.changed({"data.normalise": "none"}).data, folders)
    inputs = data.train_inputs.clone()
    inputs[:, 1] = 2 * inputs[:, 0]
    doubled = replace(data, train_inputs=inputs)
    assert _loss(LINEAR, doubled) == pytest.approx(_by_definition(LINEAR, doubled), rel=1e-9)


def test_inputs_far_from_0(moons: DataSet) -> None:
    inputs = moons.train_inputs.double()
    inputs = ((inputs - inputs.mean(0)) / inputs.std(0) + 1e6).float()
    far = _unprepared(moons, inputs)
    least = _loss(LINEAR, far)
    assert least == pytest.approx(_by_definition(LINEAR, far), rel=1e-6)
    assert least == pytest.approx(_loss(LINEAR, _unprepared(moons, inputs - 1e6)), rel=1e-9)


def test_a_first_example_unlike_all_others(moons: DataSet) -> None:
    inputs = moons.train_inputs.clone()
    inputs[0] = 1e4
    lonely = _unprepared(moons, inputs)
    assert _loss(LINEAR, lonely) == pytest.approx(_by_definition(LINEAR, lonely), rel=1e-6)


def test_inputs_that_differ_by_little_are_told_apart(moons: DataSet) -> None:
    inputs = moons.train_inputs.clone()
    inputs[:, 1] = inputs[:, 0] + 1e-4 * inputs[:, 1]
    close = _unprepared(moons, inputs)
    assert _loss(LINEAR, close) == pytest.approx(_by_definition(LINEAR, close), rel=1e-6)


def test_many_inputs_that_follow_from_others(digits: DataSet) -> None:
    inputs = digits.train_inputs.flatten(1).float()
    inputs[:, 32:] = inputs[:, :32] @ torch.arange(32.0).outer(torch.arange(32.0)).remainder(7)
    mixed = _unprepared(digits, inputs)
    assert _loss(LINEAR, mixed) == pytest.approx(_by_definition(LINEAR, mixed), rel=1e-6)


@pytest.mark.parametrize(("side", "rows"), [(8, 5_000), (28, 474)])
def test_a_piece_has_fewer_rows_the_more_inputs_there_are(digits: DataSet, side: int, rows: int) -> None:
    wide = replace(digits.facts, input_shape=(side, side), shift=(0.0,), scale=(1.0,))
    labels = digits.train_labels[:1].expand(2 * rows + 1)
    blank = replace(digits, facts=wide, train_inputs=torch.zeros(1, side, side).expand(len(labels), -1, -1))
    search = LeastSquaresSearch(LINEAR, replace(blank, train_labels=labels), Outputs.of(LINEAR, 10))
    pieces = 0
    while not search.done:
        search.go_on()
        pieces += 1
    assert pieces == 3  # two whole ones and what is left; 28 x 28 inputs, the bias and 10 outputs make 795 columns


def test_images_with_blank_pixels_taken_in_pieces(digits: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.engine.least_squares._MOST_ROWS", 100)
    assert float(digits.train_inputs.flatten(1).float().std(0).min()) == 0
    assert _loss(LINEAR, digits) == pytest.approx(_by_definition(LINEAR, digits), rel=1e-9)


def test_a_sum_over_outputs_counts_each(moons: DataSet) -> None:
    summed = LINEAR.changed({"training.reduction": "sum"})
    assert _loss(summed, moons) == pytest.approx(2 * _loss(LINEAR, moons), rel=1e-12)


def test_training_comes_to_it_and_not_below(folders: DataFolders) -> None:
    experiment = SINGLE.changed({"training.optimizer": "sgd", "training.learning_rate": 0.1, "training.epochs": 200})
    whole = experiment.changed({"training.batch_size": 400, "data.normalise": "standard"})
    data = load(whole.data, folders)
    trainer = Trainer(whole, data, Control())
    for _ in trainer.run():
        pass
    reached = trainer.history.last(metrics.TRAIN_LOSS)
    assert reached is not None
    least = _loss(whole, data)
    assert least * (1 - 1e-5) < reached < least * 1.0001


def test_a_fit_without_error_has_none(moons: DataSet) -> None:
    inputs = moons.train_inputs.clone()
    inputs[:, 0] = moons.train_labels
    fitting = replace(moons, train_inputs=inputs)
    assert 0 <= _loss(SINGLE, fitting) < 1e-12


def test_the_prober_answers_it_piece_by_piece(digits: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.engine.least_squares._MOST_ROWS", 1000)
    experiment = Experiment().changed({"model.hidden": [], "training.loss": "mse"})
    prober, state = Prober(experiment, digits), Trainer(experiment, digits, Control()).network_state()
    pieces = -(-len(digits.train_labels) // 1000)
    answers = [prober.answer(AskLeastSquares(), state) for _ in range(pieces + 2)]
    assert answers[:pieces] == [Unfinished()] * pieces
    assert answers[pieces:] == [LeastSquares(_loss(experiment, digits))] * 2
