"""Networks that diverged: each question has an answer, however large their numbers, and be they none."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from playground.core.activations import AskSums, Sums
from playground.core.by_hand import AskHandExample, AskHandStep, Batch, HandExample, HandStep, PickedWeight, WeightAt
from playground.core.experiment import Experiment
from playground.core.hand_examples import LARGEST, classic, neuron, seven
from playground.core.layers_tour import AskTour
from playground.core.model_options import Activation
from playground.core.numbers import AskNumbers
from playground.core.probes import Example, ExampleAt, Part
from playground.core.snapshot import Arrays, NetworkState
from playground.core.training_options import OptimizerName
from playground.data.dataset import DataSet
from playground.engine.control import Control
from playground.engine.probes import Prober, answer_free
from playground.engine.trainer import Trainer

POINT = np.linspace(-1, 1, 2, dtype=np.float32)
NETWORKS: Mapping[str, Mapping[str, object]] = {
    "no hidden layer": {"model.hidden": [], "training.loss": "mse"},
    "hidden": {"model.hidden": [3], "training.clip_norm": 1.0, "training.l1": 0.1},
    "log-softmax": {"model.hidden": [3, 2], "training.loss": "nll"},
    "hinge": {"model.hidden": [3], "training.loss": "hinge"},
    "softmax, bce": {"model.hidden": [3], "training.loss": "bce", "model.output_activation": "softmax"},
    "single": {"model.hidden": [3], "training.loss": "bce", "model.output": "single"},
    "single, no hidden layer": {"model.hidden": [], "training.loss": "l1", "model.output": "single"},
}


def _states(experiment: Experiment, data: DataSet, value: float) -> list[NetworkState]:
    """Return the network after two steps with all its weights, and the first alone, so large; its optimizer's too."""
    trainer = Trainer(experiment, data, Control())
    for _ in trainer.run(steps=2):
        pass
    state = trainer.network_state(with_optimizer=True)
    assert state.optimizer is not None
    whole = replace(state, weights=_filled(state.weights, value), optimizer=_filled(state.optimizer, abs(value)))
    first = {name: array.copy() for name, array in state.weights.items()}
    first["layers.0.weight"][0, 0] = value
    return [whole, replace(state, weights=first)]


def _filled(arrays: Arrays, value: float) -> Arrays:
    return {name: np.full_like(array, value) if array.ndim else array for name, array in arrays.items()}


@pytest.mark.parametrize("value", [1e11, 1e30, -3e38, math.inf, math.nan])
@pytest.mark.parametrize("changes", NETWORKS.values(), ids=list(NETWORKS))
def test_each_question_has_an_answer(moons: DataSet, changes: Mapping[str, object], value: float) -> None:
    for optimizer in OptimizerName:
        experiment = Experiment().changed({"data.name": "moons", "training.optimizer": optimizer, **changes})
        prober = Prober(experiment, moons)
        for state in _states(experiment, moons, value):
            for inputs in (Batch(5), ExampleAt(Part.TEST, 0), Example(POINT)):
                for start in (0, 1, None):
                    prober.answer(AskHandStep(inputs, WeightAt(0, 0, start)), state)
            for at in (ExampleAt(Part.TEST, 0), Example(POINT)):
                prober.answer(AskNumbers(at), state)
            prober.answer(AskTour(), state)
            for layer in range(len(experiment.model.hidden) + 1):
                for activation in Activation:
                    prober.answer(AskSums(layer, activation, 20), state)


def test_the_finite_difference_of_a_large_weight_is_its_gradient(moons: DataSet) -> None:
    experiment = Experiment().changed(
        {"data.name": "moons", "model.hidden": [], "training.loss": "mse", "training.optimizer": "sgd"}
    )
    for value in (1e3, 1e7, 1e11, 1e30):
        state = _states(experiment, moons, value)[0]
        step = Prober(experiment, moons).answer(AskHandStep(Batch(10), WeightAt(0, 0, 1)), state)
        assert isinstance(step, HandStep)
        assert step.picked.difference == pytest.approx(step.picked.gradient, rel=1e-5)


def _behind_relu(moons: DataSet, weights: Arrays) -> PickedWeight:
    """Return the weight from the second of two neurons in the middle to the first output."""
    experiment = Experiment().changed({"data.name": "moons", "model.hidden": [2], "model.activation": "relu"})
    state = _states(experiment, moons, 0.0)[0]
    state = replace(state, weights={**state.weights, **weights})
    step = Prober(experiment, moons).answer(AskHandStep(Batch(10), WeightAt(1, 0, 1)), state)
    assert isinstance(step, HandStep)
    return step.picked


def test_a_finite_difference_that_moves_nothing_is_no_number(moons: DataSet) -> None:
    picked = _behind_relu(moons, {"layers.0.weight": np.full((2, 2), (math.inf, 0.0), np.float32)})
    assert picked.value == 0
    assert math.isnan(picked.difference)


def test_a_large_weight_that_nothing_enters_has_a_finite_difference_of_0(moons: DataSet) -> None:
    picked = _behind_relu(moons, {"layers.1.weight": np.full((2, 2), 1e30, np.float32)})
    assert (picked.gradient, picked.difference) == (0.0, 0.0)


def _largest(example: HandExample) -> HandExample:
    return replace(
        example,
        inputs=(LARGEST,) * len(example.inputs),
        weights=tuple(tuple((LARGEST,) * len(row) for row in rows) for rows in example.weights),
        biases=tuple((LARGEST,) * len(biases) for biases in example.biases),
    )


@pytest.mark.parametrize("example", [classic(), neuron()])
@pytest.mark.parametrize("start", [0, None])
def test_an_example_of_the_largest_numbers_has_a_step(example: HandExample, start: int | None) -> None:
    step = answer_free(AskHandExample(_largest(example), WeightAt(0, 0, start)))
    assert isinstance(step, HandStep)
    assert step.picked.difference == pytest.approx(step.picked.gradient, rel=1e-4)


def test_shares_of_sums_beyond_all_digits_have_a_finite_difference() -> None:
    step = answer_free(AskHandExample(_largest(seven()), WeightAt(0, 0, 0)))
    assert isinstance(step, HandStep)
    assert math.isfinite(step.picked.difference)


def test_sums_as_far_apart_as_they_can_be_are_counted(moons: DataSet) -> None:
    experiment = Experiment().changed({"data.name": "moons", "model.hidden": [3]})
    state = _states(experiment, moons, 0.0)[0]
    biases = {"layers.0.bias": np.array([3.3e38, -3.3e38, 3.3e38], np.float32)}
    state = replace(state, weights={**state.weights, **biases})
    sums = Prober(experiment, moons).answer(AskSums(0, Activation.RELU, 1), state)
    assert isinstance(sums, Sums)
    assert np.isfinite(sums.edges).all()
    assert (sums.counts[0], sums.counts[-1], sums.counts.sum()) == (1, 2, 3)


def test_sums_that_are_all_the_same_large_number_have_a_bin(moons: DataSet) -> None:
    experiment = Experiment().changed({"data.name": "moons", "model.hidden": [3]})
    state = _states(experiment, moons, 0.0)[0]
    state = replace(state, weights={**state.weights, "layers.0.bias": np.full(3, 1e6, np.float32)})
    sums = Prober(experiment, moons).answer(AskSums(0, Activation.RELU, 100), state)
    assert isinstance(sums, Sums)
    assert sums.counts.tolist()[0] == 300
    assert sums.edges[0] == 1e6
    assert sums.edges[1] == pytest.approx(1.05e6)
