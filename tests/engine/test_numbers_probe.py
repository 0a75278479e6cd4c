from typing import Any

import numpy as np
import pytest
import torch

from playground.core.experiment import Experiment
from playground.core.model_options import Activation, OutputActivation
from playground.core.numbers import AskNth, AskNumbers, Nth, Numbers
from playground.core.probes import Example, ExampleAt, Part
from playground.core.rules import layer_sizes
from playground.core.snapshot import NetworkState
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.model import build
from playground.engine.probes import Prober

ONE_NEURON = {
    "model.hidden": [],
    "model.output": "single",
    "model.output_activation": "sigmoid",
    "training.loss": "mse",
}


def _state(experiment: Experiment, data: DataSet) -> NetworkState:
    generator = torch.Generator().manual_seed(4)
    sizes = layer_sizes(experiment, data.facts.input_count, data.facts.class_count)
    network = build(sizes, experiment.model, generator, generator)
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    return NetworkState(run_id=1, step=7, epoch=0.5, weights=weights)


def _numbers(data: DataSet, changes: dict[str, Any], ask: AskNumbers) -> tuple[Numbers, NetworkState]:
    experiment = Experiment().changed(changes)
    state = _state(experiment, data)
    answer = Prober(experiment, data).answer(ask, state)
    assert isinstance(answer, Numbers)
    return answer, state


def _nth(data: DataSet, ask: AskNth) -> Nth:
    answer = Prober(Experiment(), data).answer(ask, _state(Experiment(), data))
    assert isinstance(answer, Nth)
    return answer


def test_a_neuron_is_spelled_out_in_double_precision(digits: DataSet) -> None:
    ask = AskNumbers(ExampleAt(Part.TRAIN, 5), neuron=3, mark=("page", 9))
    numbers, state = _numbers(digits, {"model.hidden": [9, 4], "model.activation": "tanh"}, ask)
    weights = state.weights["layers.0.weight"][3].astype(np.float64).reshape(8, 8)
    seen = digits.prepared(digits.train_inputs[5:6]).numpy().astype(np.float64).reshape(8, 8)
    np.testing.assert_array_equal(numbers.weights, weights)
    np.testing.assert_array_equal(numbers.seen, seen)
    np.testing.assert_array_equal(numbers.stored, digits.train_inputs[5].numpy())
    assert numbers.sum == pytest.approx(float((seen * weights).sum()), rel=1e-13)
    assert numbers.products.sum() == pytest.approx(numbers.sum, rel=1e-13)
    assert numbers.bias == float(state.weights["layers.0.bias"][3])
    assert numbers.output == pytest.approx(np.tanh(numbers.sum + numbers.bias), rel=1e-13)
    assert (numbers.neuron, numbers.size, numbers.activation) == (3, 9, Activation.TANH)
    assert (numbers.mark, numbers.step, numbers.label) == (("page", 9), 7, int(digits.train_labels[5]))
    assert numbers.threshold is None
    assert not numbers.is_output


def test_the_last_neuron_stands_for_one_that_is_not_there(digits: DataSet) -> None:
    numbers, _ = _numbers(digits, {"model.hidden": [9]}, AskNumbers(ExampleAt(Part.TEST, 0), neuron=40))
    assert numbers.neuron == 8


def test_a_network_without_hidden_layers_has_its_output_spelled_out(moons: DataSet) -> None:
    numbers, _ = _numbers(moons, ONE_NEURON, AskNumbers(ExampleAt(Part.TRAIN, 1)))
    assert numbers.is_output
    assert numbers.activation is OutputActivation.SIGMOID
    assert numbers.output == pytest.approx(1 / (1 + np.exp(-numbers.net)), rel=1e-13)
    assert numbers.threshold == 0.5
    assert numbers.chosen == int(numbers.output > 0.5)


def test_targets_move_the_threshold_and_may_turn_it_round(moons: DataSet) -> None:
    targets = {"model.target_on": -1.0, "model.target_off": 2.0, "model.output_activation": "identity"}
    numbers, _ = _numbers(moons, ONE_NEURON | targets, AskNumbers(ExampleAt(Part.TRAIN, 1)))
    assert numbers.threshold == 0.5
    assert numbers.chosen == int(numbers.output < 0.5)
    assert numbers.output == numbers.net


def test_the_threshold_lies_between_the_targets(moons: DataSet) -> None:
    targets = {"model.target_off": 1.0, "model.target_on": 2.0, "model.output_activation": "identity"}
    assert _numbers(moons, ONE_NEURON | targets, AskNumbers(ExampleAt(Part.TRAIN, 1)))[0].threshold == 1.5


def _outputs_of(digits: DataSet, activation: str, biases: list[float]) -> Numbers:
    """Return the numbers of the fourth output, in a network of outputs that are their biases."""
    loss = "mse" if activation == "softmax" else "nll"
    changes = {"model.hidden": [], "training.loss": loss, "model.output_activation": activation}
    experiment = Experiment().changed(changes)
    weights = {"layers.0.weight": np.zeros((10, 64), np.float32), "layers.0.bias": np.array(biases, np.float32)}
    state = NetworkState(run_id=1, step=7, epoch=0.5, weights=weights)
    numbers = Prober(experiment, digits).answer(AskNumbers(ExampleAt(Part.TEST, 2), neuron=3), state)
    assert isinstance(numbers, Numbers)
    return numbers


def test_nets_whose_powers_are_beyond_all_numbers_have_shares(digits: DataSet) -> None:
    numbers = _outputs_of(digits, "softmax", [0.0, 0.0, 0.0, 800.0, 800.0, *[0.0] * 5])
    assert numbers.log_total == pytest.approx(800 + np.log(2), rel=1e-14)
    assert numbers.output == pytest.approx(0.5, rel=1e-14)


def test_the_curve_of_log_softmax_keeps_the_other_neurons(digits: DataSet) -> None:
    biases = [0.5, -1.0, 2.0, 0.25, *[0.0] * 6]
    x, y = _outputs_of(digits, "log_softmax", biases).curve
    others = np.exp(np.delete(biases, 3)).sum()
    np.testing.assert_allclose(y, x - np.log(np.exp(x) + others), rtol=1e-6)


@pytest.mark.parametrize(("net", "end"), [(4.9, 6.0), (5.1, 10.0), (-8.5, 20.0), (900.0, 1080.0)])
def test_the_curve_leaves_a_margin_beside_the_point(digits: DataSet, net: float, end: float) -> None:
    x, _ = _outputs_of(digits, "softmax", [0.0, 0.0, 0.0, net, *[0.0] * 6]).curve
    assert (x[0], x[-1]) == pytest.approx((-end, end), rel=1e-6)


def test_softmax_is_of_all_neurons(digits: DataSet) -> None:
    changes = {"model.hidden": [], "training.loss": "mse", "model.output_activation": "softmax"}
    numbers, state = _numbers(digits, changes, AskNumbers(ExampleAt(Part.TEST, 2), neuron=4))
    nets = state.weights["layers.0.weight"].astype(np.float64) @ numbers.seen.ravel() + state.weights["layers.0.bias"]
    assert numbers.net == pytest.approx(nets[4], rel=1e-12)
    assert numbers.log_total == pytest.approx(np.log(np.exp(nets).sum()), rel=1e-12)
    assert numbers.output == pytest.approx(np.exp(numbers.net - numbers.log_total), rel=1e-12)
    x, y = numbers.curve
    others = np.exp(np.delete(nets, 4)).sum()
    np.testing.assert_allclose(y, np.exp(x) / (np.exp(x) + others), rtol=1e-9)


@pytest.mark.parametrize("activation", list(Activation))
def test_the_curve_runs_through_the_point(digits: DataSet, activation: Activation) -> None:
    changes = {"model.hidden": [3], "model.activation": activation.value, "model.init": "normal", "model.init_std": 2.0}
    numbers, _ = _numbers(digits, changes, AskNumbers(ExampleAt(Part.TEST, 2)))
    x, y = numbers.curve
    assert x[0] == -x[-1]
    assert x[0] < numbers.net < x[-1]
    assert np.interp(numbers.net, x, y) == pytest.approx(numbers.output, abs=0.05 * np.ptp(y))


def test_what_a_person_drew_has_no_label_and_no_place(moons: DataSet) -> None:
    numbers, _ = _numbers(moons, {"model.hidden": [4]}, AskNumbers(Example(np.array([0.5, -1.0], np.float32))))
    assert numbers.label == -1
    assert numbers.place is None


def test_a_diverged_network_is_spelled_out_too(moons: DataSet) -> None:
    experiment = Experiment().changed({"model.hidden": [4]})
    state = _state(experiment, moons)
    weights = {name: np.full_like(array, np.nan) for name, array in state.weights.items()}
    broken = NetworkState(run_id=1, step=8, epoch=1.0, weights=weights)
    numbers = Prober(experiment, moons).answer(AskNumbers(ExampleAt(Part.TEST, 0)), broken)
    assert isinstance(numbers, Numbers)
    assert np.isnan(numbers.output)
    assert np.isfinite(numbers.curve[0]).all()


def test_the_nth_of_a_class_and_its_place_agree(digits: DataSet) -> None:
    labels = digits.train_labels.numpy()
    nth = _nth(digits, AskNth(Part.TRAIN, 7, 17))
    assert nth.count == np.count_nonzero(labels == 7)
    assert nth.example == ExampleAt(Part.TRAIN, int(np.flatnonzero(labels == 7)[16]))
    numbers, _ = _numbers(digits, {}, AskNumbers(nth.example))
    assert numbers.place is not None
    assert numbers.place.number == 17
    np.testing.assert_array_equal(numbers.place.counts, np.bincount(labels))


def test_of_all_classes_the_nth_is_that_of_the_file(digits: DataSet) -> None:
    count = digits.facts.test_count
    assert _nth(digits, AskNth(Part.TEST, None, 5)).example == ExampleAt(Part.TEST, 4)
    assert _nth(digits, AskNth(Part.TEST, None, 0)).number == 1
    last = _nth(digits, AskNth(Part.TEST, None, 10**6))
    assert (last.number, last.count, last.example) == (count, count, ExampleAt(Part.TEST, count - 1))


def test_of_a_class_that_is_not_there_is_no_nth(digits: DataSet) -> None:
    nth = _nth(digits, AskNth(Part.TEST, 99, 1))
    assert (nth.number, nth.count, nth.example) == (0, 0, None)


def test_mnist_has_6131_threes_and_6265_sevens(mnist_folders: DataFolders) -> None:
    changes = ONE_NEURON | {"data.name": "mnist", "data.classes": [3, 7]}
    experiment = Experiment().changed(changes)
    data = load(experiment.data, mnist_folders)
    prober, state = Prober(experiment, data), _state(experiment, data)
    nth = prober.answer(AskNth(Part.TRAIN, 1, 6265), state)
    assert isinstance(nth, Nth)
    assert nth.example is not None
    numbers = prober.answer(AskNumbers(nth.example), state)
    assert isinstance(numbers, Numbers)
    assert numbers.place is not None
    assert numbers.place.counts.tolist() == [6131, 6265]
    assert numbers.place.number == nth.count == 6265
    assert numbers.weights.shape == (28, 28)
