from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
import torch
from made_facts import MNIST_FACTS
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from playground.core.activations import ALMOST_FLAT, DESCRIBED, AskCurves, AskSums, Curves, Sums
from playground.core.experiment import Experiment
from playground.core.messages import PlaygroundError
from playground.core.model_options import Activation
from playground.core.rules import layer_sizes
from playground.core.snapshot import NetworkState
from playground.data.dataset import DataSet
from playground.engine.model import build
from playground.engine.probes import Prober, answer_free

# The functions of torch.nn.functional, and their slopes at 0.
FUNCTIONS: Mapping[Activation, tuple[Callable[[Tensor], Tensor], float]] = {
    Activation.IDENTITY: (lambda x: x, 1.0),
    Activation.RELU: (F.relu, 0.0),
    Activation.LEAKY_RELU: (F.leaky_relu, 0.01),
    Activation.ELU: (F.elu, 1.0),
    Activation.GELU: (F.gelu, 0.5),
    Activation.SILU: (F.silu, 0.5),
    Activation.TANH: (torch.tanh, 1.0),
    Activation.SIGMOID: (torch.sigmoid, 0.25),
    Activation.SOFTPLUS: (F.softplus, 0.5),
}
E = np.e
# f(1), f'(1), f(-1), f'(-1) as worked out from the formulas; Φ(1) = 0.841344746, φ(1) = 0.241970725.
BY_HAND: Mapping[Activation, tuple[float, float, float, float]] = {
    Activation.IDENTITY: (1, 1, -1, 1),
    Activation.RELU: (1, 1, 0, 0),
    Activation.LEAKY_RELU: (1, 1, -0.01, 0.01),
    Activation.ELU: (1, 1, 1 / E - 1, 1 / E),
    Activation.GELU: (0.841344746, 1.083315471, -0.158655254, -0.083315471),
    Activation.SILU: (0.731058579, 0.927670512, -0.268941421, 0.072329488),
    Activation.TANH: (0.761594156, 0.419974342, -0.761594156, 0.419974342),
    Activation.SIGMOID: (0.731058579, 0.196611933, 0.268941421, 0.196611933),
    Activation.SOFTPLUS: (1.313261688, 0.731058579, 0.313261688, 0.268941421),
}


def curves(extent: float = 6.0) -> Curves:
    answer = answer_free(AskCurves(extent))
    assert isinstance(answer, Curves)
    return answer


@pytest.mark.parametrize("activation", Activation)
def test_curves_are_torchs_functions(activation: Activation) -> None:
    found = curves(12.0)
    function, at_zero = FUNCTIONS[activation]
    x = torch.from_numpy(found.x)
    assert (found.x[0], found.x[240], found.x[-1]) == (-12.0, 0.0, 12.0)
    np.testing.assert_allclose(found.of[activation].y, function(x).numpy(), atol=1e-12)
    step = 1e-6
    differences = ((function(x + step) - function(x - step)) / (2 * step)).numpy()
    smooth = found.x != 0
    np.testing.assert_allclose(found.of[activation].slope[smooth], differences[smooth], atol=1e-8)
    assert found.of[activation].slope[240] == pytest.approx(at_zero, abs=1e-12)


@pytest.mark.parametrize("activation", Activation)
def test_curves_are_as_worked_out_by_hand(activation: Activation) -> None:
    found = curves()
    one, minus_one = (int(np.flatnonzero(np.isclose(found.x, x))[0]) for x in (1, -1))
    curve = found.of[activation]
    values = (curve.y[one], curve.slope[one], curve.y[minus_one], curve.slope[minus_one])
    assert values == pytest.approx(BY_HAND[activation], abs=1e-8)


@pytest.mark.parametrize("activation", Activation)
def test_the_range_is_that_of_the_curve(activation: Activation) -> None:
    described, far = DESCRIBED[activation], curves(60.0).of[activation].y
    near = curves(3.0).of[activation].y
    assert (far.min() < -0.5) if described.low == -np.inf else (far.min() >= described.low - 1e-7)
    assert (far.max() > 50) if described.high == np.inf else (far.max() <= described.high)
    if described.touches_low:
        assert near.min() == pytest.approx(described.low, abs=1e-3)
    elif described.low > -np.inf:
        assert near.min() > described.low + 1e-3
        assert far.min() == pytest.approx(described.low, abs=1e-9)


class Case:
    """A network whose first layer adds up what is set by hand: two units, twenty test examples of four numbers."""

    def __init__(self, activation: str = "relu", hidden: tuple[int, ...] = (2,)) -> None:
        facts = replace(MNIST_FACTS, input_shape=(4,), shift=(0.0,), scale=(1.0,), train_count=2, test_count=20)
        self.inputs = torch.linspace(-3, 3, 80).reshape(20, 4)
        labels = torch.zeros(20, dtype=torch.int64)
        data = DataSet(facts, self.inputs[:2], labels[:2], self.inputs, labels)
        experiment = Experiment().changed({"model.hidden": list(hidden), "model.activation": activation})
        generator = torch.Generator().manual_seed(1)
        network = build(layer_sizes(experiment, 4, 10), experiment.model, generator, generator)
        self.weights = {name: tensor.numpy().copy() for name, tensor in network.state_dict().items()}
        self.prober = Prober(experiment, data)

    def ask(self, question: AskSums) -> Sums:
        answer = self.prober.answer(question, NetworkState(run_id=1, step=7, epoch=0.5, weights=self.weights))
        assert isinstance(answer, Sums)
        return answer


def test_units_that_no_example_reaches_are_silent() -> None:
    case = Case()
    case.weights["layers.0.weight"][:] = [[0, 0, 0, 1], [1, 0, 0, 0]]
    case.weights["layers.0.bias"][:] = [-3.01, 0.0]  # the first never gets above 0: its input ends at 3
    found = case.ask(AskSums(0, Activation.RELU))
    first = case.inputs[:, 0].numpy()
    assert (found.step, found.examples, found.units, found.silent) == (7, 20, 2, 1)
    assert found.flat == pytest.approx((20 + np.count_nonzero(first <= 0)) / 40)
    assert case.ask(AskSums(0, Activation.IDENTITY)).silent == 0
    assert case.ask(AskSums(0, Activation.IDENTITY)).flat == 0.0


def test_sums_far_from_0_are_flat_for_the_sigmoid() -> None:
    case = Case("sigmoid")
    case.weights["layers.0.weight"][:] = [[4, 0, 0, 0], [0.1, 0, 0, 0]]
    case.weights["layers.0.bias"][:] = 0
    found = case.ask(AskSums(0, Activation.SIGMOID))
    sums = case.inputs[:, :1].double() * torch.tensor([[4.0, 0.1]])
    slopes = sums.sigmoid() * (1 - sums.sigmoid())
    expected = (slopes < ALMOST_FLAT * 0.25).double().mean()
    assert 0.1 < found.flat < 0.9
    assert found.flat == pytest.approx(float(expected))
    assert found.silent == 0


@pytest.mark.parametrize(("share", "flat"), [(0.049, 1.0), (0.051, 0.0)])
def test_a_twentieth_of_the_greatest_slope_is_almost_flat(share: float, flat: float) -> None:
    case = Case("tanh")
    case.weights["layers.0.weight"][:] = 0
    case.weights["layers.0.bias"][:] = np.arctanh(np.sqrt(1 - share))
    assert case.ask(AskSums(0, Activation.TANH)).flat == flat


def test_without_examples_no_unit_is_silent() -> None:
    found = Case().ask(AskSums(0, Activation.RELU, count=0))
    assert (found.examples, found.units, found.silent, found.flat, len(found.counts)) == (0, 2, 0, 0.0, 0)


def test_bins_hold_all_sums_in_round_places() -> None:
    case = Case()
    found = case.ask(AskSums(0, Activation.RELU, count=12))
    weight, bias = (torch.from_numpy(case.weights[f"layers.0.{name}"]) for name in ("weight", "bias"))
    sums = F.linear(case.inputs[:12], weight, bias).double().numpy().ravel()
    assert found.examples == 12
    assert found.counts.sum() == 24
    assert len(found.counts) == len(found.edges) - 1 <= 50
    clipped = np.clip(sums, found.edges[0], found.edges[-1])
    assert found.counts.tolist() == np.histogram(clipped, found.edges)[0].tolist()
    width = found.edges[1] - found.edges[0]
    np.testing.assert_allclose(found.edges / width, np.round(found.edges / width), atol=1e-6)


def test_layers_see_what_the_one_before_makes_of_it() -> None:
    case = Case("tanh", (2, 3))
    found = case.ask(AskSums(2, Activation.SOFTPLUS))
    passed = case.inputs
    for number in range(3):
        weight, bias = (torch.from_numpy(case.weights[f"layers.{number}.{name}"]) for name in ("weight", "bias"))
        passed = F.linear(passed.tanh() if number else passed, weight, bias)
    assert found.units == 10
    assert found.counts.tolist() == np.histogram(passed.numpy().clip(*found.edges[[0, -1]]), found.edges)[0].tolist()


def test_sums_that_are_all_alike_have_a_bin() -> None:
    case = Case()
    for array in case.weights.values():
        array[...] = 0
    found = case.ask(AskSums(0, Activation.RELU))
    assert found.counts.sum() == 40
    assert (found.silent, found.flat) == (2, 1.0)


def test_broken_sums_are_left_out() -> None:
    case = Case()
    case.weights["layers.0.weight"][0] = np.nan
    found = case.ask(AskSums(0, Activation.RELU))
    assert found.counts.sum() == 20
    case.weights["layers.0.weight"][1] = np.inf
    found = case.ask(AskSums(0, Activation.RELU))
    assert (len(found.counts), len(found.edges), found.flat) == (0, 0, 0.0)


def test_networks_without_hidden_layers_have_their_outputs_sums() -> None:
    case = Case(hidden=())
    assert case.ask(AskSums(0, Activation.SIGMOID)).units == 10
    with pytest.raises(PlaygroundError, match="no layer 2"):
        case.ask(AskSums(1, Activation.SIGMOID))
