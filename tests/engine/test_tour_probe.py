from typing import Any

import numpy as np
import pytest
import torch

from playground.core.experiment import Experiment
from playground.core.layers_tour import AskTour, Tour, TourOperation, TourRow
from playground.core.rules import layer_sizes
from playground.core.snapshot import NetworkState
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.devices import Device
from playground.engine.model import Network, build
from playground.engine.probes import Prober
from playground.engine.probes.tour import _device_title

CPU, FIRST_CARD = Device("cpu", "Processor"), Device("cuda:0", "A")


def _network(experiment: Experiment, data: DataSet) -> Network:
    generator = torch.Generator().manual_seed(4)
    sizes = layer_sizes(experiment, data.facts.input_count, data.facts.class_count)
    return build(sizes, experiment.model, generator, generator).eval()


def _tour(data: DataSet, changes: dict[str, Any], ask: AskTour | None = None) -> tuple[Tour, Network]:
    experiment = Experiment().changed(changes)
    network = _network(experiment, data)
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    state = NetworkState(run_id=1, step=7, epoch=0.5, weights=weights)
    tour = Prober(experiment, data).answer(ask or AskTour(), state)
    assert isinstance(tour, Tour)
    return tour, network


def _row(tour: Tour, operation: TourOperation, layer: int = 0) -> TourRow:
    (row,) = (row for row in tour.rows if (row.operation, row.layer) == (operation, layer))
    return row


def test_fashion_goes_through_the_shapes_of_the_tutorial(mnist_folders: DataFolders) -> None:
    changes = {"data.name": "fashion_mnist", "model.hidden": [20, 512]}
    data = load(Experiment().changed(changes).data, mnist_folders)
    tour, _ = _tour(data, changes)
    assert [(row.operation, row.before, row.after) for row in tour.rows] == [
        (TourOperation.INPUTS, None, (3, 1, 28, 28)),
        (TourOperation.LABELS, None, (3,)),
        (TourOperation.CHANNEL, (3, 1, 28, 28), (3, 28, 28)),
        (TourOperation.FLATTEN, (3, 28, 28), (3, 784)),
        (TourOperation.LINEAR, (3, 784), (3, 20)),
        (TourOperation.ACTIVATION, (3, 20), (3, 20)),
        (TourOperation.LINEAR, (3, 20), (3, 512)),
        (TourOperation.ACTIVATION, (3, 512), (3, 512)),
        (TourOperation.LOGITS, (3, 512), (3, 10)),
        (TourOperation.SOFTMAX, (3, 10), (3, 10)),
        (TourOperation.ANSWER, (3, 10), (3,)),
    ]
    assert _row(tour, TourOperation.LABELS).dtype == _row(tour, TourOperation.ANSWER).dtype == "torch.int64"
    assert _row(tour, TourOperation.INPUTS).dtype == "torch.float32"
    batch, _ = _tour(data, changes, AskTour(64))
    assert _row(batch, TourOperation.INPUTS).after == (64, 1, 28, 28)
    assert _row(batch, TourOperation.LABELS).after == (64,)


def test_values_are_those_of_the_network(digits: DataSet) -> None:
    tour, network = _tour(digits, {"model.hidden": [30, 5]}, AskTour(6, ("page", 2)))
    assert (tour.mark, tour.step, tour.count) == (("page", 2), 7, 6)
    with torch.inference_mode():
        seen = digits.prepared(digits.train_inputs[:6])
        first, second, last = network.linear_layers()
        sums = first(seen)
        raw = last(second(sums.relu()).relu())
    linear, relu = _row(tour, TourOperation.LINEAR, 1), _row(tour, TourOperation.ACTIVATION, 1)
    np.testing.assert_allclose(linear.values, sums[:, :24], rtol=1e-4, atol=1e-6)
    np.testing.assert_array_equal(relu.values, np.maximum(linear.values, 0))
    assert (linear.values < 0).any()
    assert linear.least == pytest.approx(float(sums.min()), rel=1e-4)
    assert linear.mean == pytest.approx(float(sums.mean()), rel=1e-3)
    assert linear.greatest == pytest.approx(float(sums.max()), rel=1e-4)
    assert relu.least == 0.0
    softmax = _row(tour, TourOperation.SOFTMAX)
    np.testing.assert_allclose(softmax.values, raw.softmax(1), rtol=1e-4)
    assert softmax.totals is not None
    np.testing.assert_allclose(softmax.totals, 1.0, rtol=1e-6)
    assert linear.totals is None
    np.testing.assert_array_equal(_row(tour, TourOperation.ANSWER).values[:, 0], raw.argmax(1))
    np.testing.assert_array_equal(_row(tour, TourOperation.LABELS).values[:, 0], digits.train_labels[:6])


@pytest.mark.parametrize(("asked", "given"), [(-2, 1), (0, 1), (64, 64), (500, 64)])
def test_the_batch_has_from_1_to_64_examples(digits: DataSet, asked: int, given: int) -> None:
    tour, _ = _tour(digits, {"model.hidden": [4]}, AskTour(asked))
    assert tour.count == given
    assert {row.after[0] for row in tour.rows} == {given}


def test_points_are_flat_as_they_are(moons: DataSet) -> None:
    tour, _ = _tour(moons, {"model.hidden": [4], "model.activation": "tanh"})
    assert [row.operation for row in tour.rows[:3]] == [
        TourOperation.INPUTS,
        TourOperation.LABELS,
        TourOperation.LINEAR,
    ]
    assert _row(tour, TourOperation.INPUTS).after == (3, 2)
    assert _row(tour, TourOperation.ACTIVATION, 1).torch_name == "Tanh"
    assert "Flatten" not in tour.model


def test_a_single_output_is_held_against_its_threshold(moons: DataSet) -> None:
    changes = {"model.hidden": [], "model.output": "single", "training.loss": "bce"}
    tour, _ = _tour(moons, changes)
    assert [(row.torch_name, row.after) for row in tour.rows[2:]] == [
        ("Linear", (3, 1)),
        ("Sigmoid", (3, 1)),
        ("threshold", (3,)),
    ]
    sigmoid, answer = _row(tour, TourOperation.OUTPUT), _row(tour, TourOperation.ANSWER)
    np.testing.assert_array_equal(answer.values, sigmoid.values > 0.5)


def test_log_softmax_becomes_probabilities_by_exp(digits: DataSet) -> None:
    tour, _ = _tour(digits, {"model.hidden": [4], "training.loss": "nll"})
    logs, exp = _row(tour, TourOperation.OUTPUT), _row(tour, TourOperation.EXP)
    assert logs.torch_name == "LogSoftmax"
    assert logs.totals is None
    np.testing.assert_allclose(exp.values, np.exp(logs.values), rtol=1e-6)
    assert exp.totals is not None
    np.testing.assert_allclose(exp.totals, 1.0, rtol=1e-6)


def test_scores_of_the_hinge_are_no_logits(digits: DataSet) -> None:
    tour, _ = _tour(digits, {"model.hidden": [4], "training.loss": "hinge"})
    assert [(row.operation, row.layer) for row in tour.rows[-2:]] == [
        (TourOperation.LINEAR, 2),
        (TourOperation.ANSWER, 0),
    ]


def test_outputs_as_they_are_have_no_row_of_their_own(digits: DataSet) -> None:
    tour, _ = _tour(digits, {"model.hidden": [4], "training.loss": "mse"})
    assert [row.operation for row in tour.rows[-2:]] == [TourOperation.LINEAR, TourOperation.ANSWER]
    softmax, _ = _tour(digits, {"model.hidden": [4], "training.loss": "mse", "model.output_activation": "softmax"})
    assert _row(softmax, TourOperation.SOFTMAX).totals is not None


def test_the_model_is_printed_as_torch_does_and_names_its_parameters(digits: DataSet) -> None:
    tour, network = _tour(digits, {"model.hidden": [30, 5], "model.dropout": 0.25, "training.loss": "nll"})
    assert tour.model.splitlines() == [
        "Sequential(",
        "  (flatten): Flatten(start_dim=1, end_dim=-1)",
        "  (linear1): Linear(in_features=64, out_features=30, bias=True)",
        "  (relu1): ReLU()",
        "  (dropout1): Dropout(p=0.25, inplace=False)",
        "  (linear2): Linear(in_features=30, out_features=5, bias=True)",
        "  (relu2): ReLU()",
        "  (dropout2): Dropout(p=0.25, inplace=False)",
        "  (linear3): Linear(in_features=5, out_features=10, bias=True)",
        "  (log_softmax): LogSoftmax(dim=1)",
        ")",
    ]
    assert [(parameter.name, parameter.size, parameter.count) for parameter in tour.parameters] == [
        ("linear1.weight", (30, 64), 1920),
        ("linear1.bias", (30,), 30),
        ("linear2.weight", (5, 30), 150),
        ("linear2.bias", (5,), 5),
        ("linear3.weight", (10, 5), 50),
        ("linear3.bias", (10,), 10),
    ]
    weight = network.linear_layers()[1].weight.detach().flatten()
    np.testing.assert_array_equal(tour.parameters[2].values, weight[:24])


def test_the_device_is_the_one_that_trains(digits: DataSet) -> None:
    tour, _ = _tour(digits, {"model.hidden": [4]})
    assert tour.device == "cpu"
    assert tour.device_title
    elsewhere, _ = _tour(digits, {"model.hidden": [4], "training.device": "cuda:9"})
    assert (elsewhere.device, elsewhere.device_title) == ("cuda:9", "cuda:9")


def test_a_device_is_called_by_its_title(digits: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.engine.probes.tour.available", lambda: [CPU, FIRST_CARD, Device("cuda:1", "B")])
    for name, title in (("cpu", "Processor"), ("cuda", "A"), ("cuda:0", "A"), ("cuda:1", "B"), ("mps", "mps")):
        _device_title.cache_clear()
        tour, _ = _tour(digits, {"model.hidden": [4], "training.device": name})
        assert (tour.device, tour.device_title) == (name, title)
    _device_title.cache_clear()


def test_nothing_is_drawn_from_the_global_generator(digits: DataSet) -> None:
    torch.manual_seed(5)
    before = torch.get_rng_state()
    _tour(digits, {"model.hidden": [4], "model.dropout": 0.5})
    assert torch.equal(torch.get_rng_state(), before)
