"""One step by hand: the tutorial's figures, and real networks against autograd, finite differences and the trainer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import ArrayLike

from playground.core.by_hand import (
    MOST_IN_BATCH,
    AskHandExample,
    AskHandStep,
    Batch,
    Chain,
    ExampleError,
    HandExample,
    HandStep,
    Term,
    WeightAt,
)
from playground.core.experiment import Experiment
from playground.core.hand_examples import classic, neuron, seven
from playground.core.messages import PlaygroundError
from playground.core.model_options import Activation, OutputActivation
from playground.core.probes import Example, ExampleAt, Part
from playground.core.snapshot import NetworkState
from playground.core.training_options import Loss, OptimizerName, TrainingOptions
from playground.data.dataset import DataSet
from playground.engine.control import Control
from playground.engine.probes import Prober, answer_free
from playground.engine.probes.by_hand_terms import nine_decimals, six_digits, update_terms
from playground.engine.probes.by_hand_update import Learning
from playground.engine.trainer import Trainer

CUT = 2e-9  # the tutorial cuts where it should round
W1, W5 = WeightAt(0, 0, 0), WeightAt(1, 0, 0)


def _example(example: HandExample, picked: WeightAt) -> HandStep:
    answer = answer_free(AskHandExample(example, picked, ("page", 3)))
    assert isinstance(answer, HandStep)
    assert answer.mark == ("page", 3)
    return answer


def _close(found: ArrayLike, told: ArrayLike) -> None:
    np.testing.assert_allclose(np.asarray(found, np.float64), np.asarray(told, np.float64), rtol=0, atol=CUT)


# The classic


def test_the_classic_goes_forward() -> None:
    step = _example(classic(), W5)
    hidden, last = step.layers
    _close(hidden.sums, [[0.385, 0.400]])
    _close(hidden.outputs, [[0.595078474, 0.598687660]])
    _close(last.sums, [[0.8583102995, 0.9179986062]])
    _close(last.outputs, [[0.702307507, 0.714634132]])
    _close((step.targets - last.outputs) ** 2 / 2, [[0.010906536, 0.085960731]])
    _close(step.loss, 0.096867268)
    _close(step.losses, [0.096867268])


def test_the_classic_goes_back_to_w5() -> None:
    picked = _example(classic(), W5).picked
    (chain,) = picked.chains
    assert chain.slope is not None
    _close(chain.output_gradient, -0.147692493)
    _close(chain.slope, 0.209071672)
    _close(chain.input, 0.595078474)
    _close([chain.product, picked.gradient, picked.chained, picked.difference], [-0.018375021] * 4)
    assert chain.parts == ()
    _close(picked.new_value, 0.268375021)


def test_the_classic_goes_back_to_w1() -> None:
    picked = _example(classic(), W1).picked
    (chain,) = picked.chains
    assert chain.slope is not None
    _close(chain.parts, [-0.007719579, 0.025367174])
    _close(chain.output_gradient, 0.017647595)
    _close(chain.slope, 0.240960084)
    assert chain.input == 0.1
    _close([chain.product, picked.gradient, picked.chained, picked.difference], [0.000425237] * 4)
    _close(picked.new_value, 0.049574763)


def test_all_eight_weights_of_the_classic_move_and_its_biases_stay() -> None:
    step = _example(classic(), W1)
    hidden, last = step.layers
    # By NumPy, from the formulas: dE/dnet of an output is (out - target) out (1 - out).
    x, h, out = np.array(classic().inputs), hidden.outputs[0], last.outputs[0]
    by_sums = (out - classic().targets) * out * (1 - out)
    by_hidden = by_sums @ last.weight * h * (1 - h)
    np.testing.assert_allclose(last.new_weight, last.weight - np.outer(by_sums, h), rtol=1e-14)
    np.testing.assert_allclose(hidden.new_weight, hidden.weight - np.outer(by_hidden, x), rtol=1e-14)
    _close(hidden.new_weight, [[0.049574763, 0.149149527], [0.099447028, 0.198894056]])
    _close(last.new_weight, [[0.268375022, 0.368486467], [0.249681803, 0.349376620]])
    assert [layer.new_bias.tolist() for layer in step.layers] == [layer.bias.tolist() for layer in step.layers]


def test_the_classics_error_falls() -> None:
    step = _example(classic(), W1)
    moved = replace(classic(), weights=tuple(_tuples(layer.new_weight) for layer in step.layers))
    assert step.loss_after == pytest.approx(0.0911171235, abs=1e-10)
    assert step.loss_after == pytest.approx(_example(moved, W1).loss, rel=1e-14)


def test_a_bias_learns_where_the_example_lets_it() -> None:
    at = WeightAt(1, 1, None)
    fixed, free = _example(classic(), at).picked, _example(replace(classic(), biases_fixed=False), at).picked
    assert fixed.gradient == free.gradient == pytest.approx(0.0845572, abs=1e-7)
    assert fixed.new_value == fixed.update[-1].value == 0.5
    assert free.new_value == free.update[-1].value == pytest.approx(0.5 - free.gradient)
    assert free.chains[0].input == 1.0


def _tuples(rows: np.ndarray[Any, np.dtype[np.float64]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in rows.tolist())


# The other examples


def test_the_neurons_sum_is_9_7_and_it_learns() -> None:
    step = _example(neuron(), WeightAt(0, 0, 1))
    assert step.layers[0].sums.tolist() == step.layers[0].outputs.tolist() == [[pytest.approx(9.7, abs=1e-12)]]
    assert step.picked.gradient == pytest.approx(-0.3 * 180)
    assert step.picked.new_value == pytest.approx(0.03 + 1e-5 * 54)
    assert step.loss == pytest.approx(0.045)
    assert step.loss_after < step.loss / 2
    assert step.labels.tolist() == [-1]


def test_the_seven_speaks_in_shares_and_learns_to_be_a_seven() -> None:
    step = _example(seven(), WeightAt(0, 7, 0))
    outputs = step.layers[0].outputs
    assert outputs.sum() == pytest.approx(1.0, abs=1e-15)
    assert step.loss == pytest.approx(-np.log(outputs[0, 7]))
    np.testing.assert_allclose(step.layers[0].sum_gradients, outputs - step.targets, atol=1e-15)
    assert step.labels.tolist() == [7]
    assert step.loss_after < step.loss
    (chain,) = step.picked.chains
    assert chain.slope is None
    assert chain.sum_gradient == pytest.approx(outputs[0, 7] - 1)
    assert chain.output_gradient == pytest.approx(-1 / outputs[0, 7])


def test_an_output_that_is_not_wanted_and_too_small_for_any_float_has_no_gradient() -> None:
    far = replace(seven(), biases=((*[0.0] * 7, 2000.0, 0.0, 0.0),))
    step = _example(far, WeightAt(0, 1, 0))
    assert step.layers[0].outputs[0, 1] == 0
    assert step.layers[0].output_gradients[0].tolist() == [0.0] * 7 + [-1.0, 0.0, 0.0]


def test_the_finite_difference_moves_large_inputs_by_as_little() -> None:
    weights = (((0.0005, 0.15), (0.0001, 0.20)), classic().weights[1])
    picked = _example(replace(classic(), inputs=(1000.0, 0.2), weights=weights), W1).picked
    assert picked.difference == pytest.approx(picked.gradient, rel=1e-8)


def test_a_seven_that_is_surely_something_else_has_a_loss_all_the_same() -> None:
    far = replace(seven(), biases=((2000.0, *[0.0] * 9),))
    step = _example(far, WeightAt(0, 7, 0))
    assert step.loss == pytest.approx(2000, abs=5)
    assert step.picked.gradient == pytest.approx(-1)
    assert step.picked.difference == pytest.approx(-1, rel=1e-6)


def test_the_update_of_an_example_reads_as_in_a_tutorial() -> None:
    (term,) = _example(classic(), W5).picked.update
    assert (term.symbol, term.formula) == ("new w", "w − rate × ∂E/∂w")
    assert term.numbers == "0.25 − 1 × (−0.018375022)"
    (term,) = _example(replace(neuron(), weights=(((-0.1, 0.03, 0.06),),)), WeightAt(0, 0, 0)).picked.update
    assert term.numbers == "−0.1 − 0.00001 × (−0.5)"


@pytest.mark.parametrize("activation", list(Activation))
@pytest.mark.parametrize("output", [each for each in OutputActivation if each is not OutputActivation.AUTO])
def test_an_example_takes_every_activation(activation: Activation, output: OutputActivation) -> None:
    example = replace(classic(), activation=activation, output_activation=output, biases_fixed=False)
    for picked in (W1, W5, WeightAt(0, 1, None)):
        _check(_example(example, picked))


def test_a_cross_entropy_takes_shares_as_targets() -> None:
    example = replace(classic(), output_activation=OutputActivation.SOFTMAX, error=ExampleError.CROSS_ENTROPY)
    step = _example(replace(example, targets=(0.25, 0.75)), W1)
    out = step.layers[1].outputs[0]
    assert step.loss == pytest.approx(-(0.25 * np.log(out[0]) + 0.75 * np.log(out[1])))
    _check(step)


# Real networks


@dataclass
class Case:
    """A network that has learned for some steps, all of them on its first `count` examples."""

    experiment: Experiment
    data: DataSet
    trainer: Trainer
    count: int

    @property
    def state(self) -> NetworkState:
        return self.trainer.network_state(with_optimizer=True)

    def ask(self, inputs: Example | ExampleAt | Batch, picked: WeightAt, label: int | None = None) -> HandStep:
        ask = AskHandStep(inputs, picked, label, ("page", 5))
        answer = Prober(self.trainer.experiment, self.data).answer(ask, self.state)
        assert isinstance(answer, HandStep)
        assert (answer.mark, answer.step) == (("page", 5), self.trainer.step)
        return answer

    def train(self, steps: int) -> None:
        for _ in self.trainer.run(steps=steps):
            pass


Make = Callable[..., Case]


def _case(data: DataSet, count: int, changes: Mapping[str, object], steps: int) -> Case:
    facts = replace(data.facts, train_count=count)
    few = replace(data, facts=facts, train_inputs=data.train_inputs[:count], train_labels=data.train_labels[:count])
    plain: Mapping[str, object] = {
        "model.hidden": [7, 5],
        "model.activation": "tanh",
        "training.batch_size": count,
        "training.shuffle": False,
        "training.optimizer": "sgd",
        "training.learning_rate": 0.5,
        "training.epochs": 100,
    }
    experiment = Experiment().changed({**plain, **changes})
    case = Case(experiment, few, Trainer(experiment, few, Control()), count)
    case.train(steps)
    return case


SINGLE = {"model.output": "single", "model.hidden": [6]}
AS_VALUES = {"model.output_activation": "softmax", "model.target_off": 0.1, "model.target_on": 0.85}
NETWORKS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "cross-entropy": ("digits", {}),
    "sum": ("digits", {"training.reduction": "sum"}),
    "ReLU": ("digits", {"model.activation": "relu"}),
    "no hidden layer": ("digits", {"model.hidden": []}),
    "log-softmax": ("digits", {"training.loss": "nll"}),
    "hinge": ("digits", {"training.loss": "hinge"}),
    "squares of softmax": ("digits", {"training.loss": "mse", **AS_VALUES}),
    "squares of sigmoid, sum": (
        "digits",
        {"training.loss": "mse", "model.output_activation": "sigmoid", "training.reduction": "sum"},
    ),
    "absolute": ("digits", {"training.loss": "l1"}),
    "Huber": ("digits", {"training.loss": "huber", "model.target_on": 4.0}),
    "binary cross-entropy": ("digits", {"training.loss": "bce"}),
    "binary cross-entropy of softmax": ("digits", {"training.loss": "bce", "model.output_activation": "softmax"}),
    "two outputs": ("moons", {"model.activation": "gelu"}),
    "a single output": ("moons", {**SINGLE, "training.loss": "bce"}),
    "a single output of targets": (
        "moons",
        {**SINGLE, "training.loss": "mse", "model.output_activation": "sigmoid", "model.target_on": 0.9},
    ),
    "a single output, identity": ("moons", {**SINGLE, "training.loss": "huber", "model.target_off": -1.0}),
}


@pytest.fixture(params=NETWORKS.values(), ids=list(NETWORKS))
def case(request: pytest.FixtureRequest, digits: DataSet, moons: DataSet) -> Case:
    name, changes = request.param
    return _case({"digits": digits, "moons": moons}[name], 20, changes, steps=2)


def _picks(step: HandStep) -> Iterator[WeightAt]:
    """Yield, of each layer, two weights at random and a bias."""
    generator = np.random.default_rng(3)
    for number, layer in enumerate(step.layers):
        ends, starts = layer.weight.shape
        for _ in range(2):
            yield WeightAt(number, int(generator.integers(ends)), int(generator.integers(starts)))
        yield WeightAt(number, int(generator.integers(ends)), None)


def _check(step: HandStep) -> None:
    """Hold chains, autograd, finite difference and update against each other."""
    picked = step.picked
    scale = max(1.0, abs(step.loss))
    assert picked.chained == pytest.approx(picked.gradient, rel=1e-12, abs=1e-15)
    assert picked.difference == pytest.approx(picked.gradient, rel=1e-7, abs=1e-9 * scale)
    for sample, chain in enumerate(picked.chains):
        _check_chain(chain)
        assert chain.sum_gradient == step.layers[picked.at.layer].sum_gradients[sample, picked.at.end]
    if len(step.losses) <= 16:
        assert sum(chain.product for chain in picked.chains) == pytest.approx(picked.chained, rel=1e-12, abs=1e-15)
    layer, at = step.layers[picked.at.layer], picked.at
    gradients = layer.bias_gradient[at.end] if at.start is None else layer.weight_gradient[at.end, at.start]
    new = layer.new_bias[at.end] if at.start is None else layer.new_weight[at.end, at.start]
    assert (picked.gradient, picked.new_value) == (gradients, new)
    assert picked.update[-1].value == pytest.approx(picked.new_value, rel=1e-12)


def _check_chain(chain: Chain) -> None:
    if chain.slope is not None:
        assert chain.output_gradient * chain.slope == pytest.approx(chain.sum_gradient, rel=1e-12, abs=0)
    assert chain.sum_gradient * chain.input == pytest.approx(chain.product, rel=1e-12)
    if chain.parts:
        assert sum(chain.parts) == pytest.approx(chain.output_gradient, rel=1e-12, abs=1e-16)


def test_chains_autograd_and_finite_differences_agree(case: Case) -> None:
    for inputs in (Batch(case.count), ExampleAt(Part.TEST, 3)):
        for picked in _picks(case.ask(inputs, WeightAt(0, 0, 0))):
            _check(case.ask(inputs, picked))


def test_the_next_step_is_the_trainers(case: Case) -> None:
    step = case.ask(Batch(case.count), WeightAt(0, 0, 0))
    case.train(1)
    loss = case.trainer.history.read("batch_loss").values[-1]
    assert step.loss == pytest.approx(loss * _batch_factor(case), rel=1e-5)
    _check_taken(step, case)
    assert case.ask(Batch(case.count), WeightAt(0, 0, 0)).loss == pytest.approx(step.loss_after, rel=1e-5)


def _check_taken(step: HandStep, case: Case) -> None:
    """Hold the weights after the step against those of the trainer, which took it in float32. Optimizers that divide by
    the size of the gradient blow its rounding up where it is small.
    """
    largest = 0.0
    for number, layer in enumerate(step.layers):
        for what, old, new in (("weight", layer.weight, layer.new_weight), ("bias", layer.bias, layer.new_bias)):
            moved = float(np.abs(new - old).max())
            after = case.state.weights[f"layers.{number}.{what}"]
            np.testing.assert_allclose(new, after, rtol=1e-6, atol=max(1e-6, 2e-4 * moved))
            largest = max(largest, moved)
    assert largest > 1e-3


def _batch_factor(case: Case) -> int:
    """The history has the mean over the examples; E is their sum where training takes that."""
    return case.count if case.experiment.training.reduction == "sum" else 1


OPTIMIZERS: Mapping[str, Mapping[str, object]] = {
    "sgd": {"optimizer": "sgd"},
    "sgd, all": {"optimizer": "sgd", "momentum": 0.9, "weight_decay": 0.1, "l1": 0.01, "clip_norm": 0.1},
    "sgd, nesterov": {"optimizer": "sgd", "momentum": 0.9, "nesterov": True},
    "sgd, clipped": {"optimizer": "sgd", "clip_norm": 0.05, "learning_rate": 1.0},
    "sgd, not clipped": {"optimizer": "sgd", "clip_norm": 1000.0},
    "adam": {"optimizer": "adam"},
    "adam, all": {"optimizer": "adam", "weight_decay": 0.1, "l1": 0.01, "clip_norm": 0.1, "beta1": 0.5},
    "adamw": {"optimizer": "adamw", "weight_decay": 0.5},
    "adamw, no decay": {"optimizer": "adamw"},
    "rmsprop": {"optimizer": "rmsprop"},
    "rmsprop, all": {"optimizer": "rmsprop", "momentum": 0.8, "weight_decay": 0.1, "clip_norm": 0.1},
    "adagrad": {"optimizer": "adagrad", "weight_decay": 0.1},
    "steps": {"optimizer": "sgd", "schedule": "step", "schedule_steps": 9, "epochs": 10, "learning_rate": 9.0},
    "cosine": {"optimizer": "adam", "schedule": "cosine", "epochs": 8},
    "one cycle": {"optimizer": "sgd", "schedule": "one_cycle", "epochs": 10, "learning_rate": 1.0},
}


@pytest.mark.parametrize("trained", [0, 3])
@pytest.mark.parametrize("training", OPTIMIZERS.values(), ids=list(OPTIMIZERS))
def test_the_update_is_the_trainers_next_step(digits: DataSet, training: Mapping[str, object], trained: int) -> None:
    changes = {f"training.{name}": value for name, value in training.items()}
    case = _case(digits, 20, {"training.learning_rate": 0.02, **changes}, steps=trained)
    state = case.state
    steps = [case.ask(Batch(20), picked) for picked in _picks(case.ask(Batch(20), WeightAt(0, 0, 0)))]
    case.train(1)
    assert steps[0].rate == pytest.approx(_rate_of_last_step(state, case))
    for step in steps:
        _check(step)
    _check_taken(steps[0], case)


def _rate_of_last_step(before: NetworkState, case: Case) -> float:
    """The rate that stood in the history's row before the step; each step here is an epoch."""
    rows = case.trainer.history.read("learning_rate")
    return float(rows.values[list(rows.steps).index(before.step)])


def test_the_optimizer_is_asked_with_momentum_that_has_just_been_given(digits: DataSet) -> None:
    case = _case(digits, 20, {"training.optimizer": "rmsprop"}, steps=2)
    case.trainer.control.set_experiment(case.experiment.changed({"training.momentum": 0.5}))
    case.trainer.take_change()
    step = case.ask(Batch(20), WeightAt(0, 0, 0))
    case.train(1)
    _check(step)
    _check_taken(step, case)


@pytest.mark.parametrize("schedule", ["cosine", "one_cycle"])
def test_the_schedule_goes_on_within_an_epoch(digits: DataSet, schedule: str) -> None:
    inputs, labels = digits.train_inputs[:20].repeat(3, 1, 1), digits.train_labels[:20].repeat(3)
    thrice = replace(digits, train_inputs=inputs, train_labels=labels)
    changes = {"training.batch_size": 20, "training.epochs": 4, "training.schedule": schedule}
    case = _case(thrice, 60, changes, steps=4)
    assert case.state.epoch == pytest.approx(4 / 3)
    step = case.ask(Batch(20), W1)
    case.train(1)
    _check_taken(step, case)


def test_without_an_end_the_rate_is_the_one_that_was_set(digits: DataSet) -> None:
    assert _case(digits, 20, {"training.epochs": 0}, steps=1).ask(Batch(20), W1).rate == 0.5


def _terms(training: TrainingOptions, value: float, gradient: float) -> tuple[Term, ...]:
    return update_terms(Learning(training, 0.1, 1.0, {}), W1, value, gradient, 0.0, six_digits)


def test_l1_does_not_pull_a_weight_of_0() -> None:
    plain = TrainingOptions(optimizer=OptimizerName.SGD, l1=0.5)
    assert _terms(plain, 0.0, 0.25)[-1].value == pytest.approx(-0.1 * 0.25)
    assert _terms(plain, -1.0, 0.25)[-1].value == pytest.approx(-1 - 0.1 * (0.25 - 0.5))


def test_a_norm_that_is_no_number_leaves_no_gradient_as_in_torch() -> None:
    clipping = Learning(TrainingOptions(optimizer=OptimizerName.SGD, clip_norm=1.0), 0.1, 1.0, {})
    assert np.isnan(update_terms(clipping, W1, 0.5, 0.25, float("nan"), six_digits)[-1].value)


@pytest.mark.parametrize("optimizer", [OptimizerName.ADAM, OptimizerName.RMSPROP, OptimizerName.ADAGRAD])
@pytest.mark.parametrize(("gradient", "square"), [(1e-8, "(1e−8)²"), (-1e-8, "(−1e−8)²"), (0.5, " 0.5²")])
def test_a_square_reads_in_one_way(optimizer: OptimizerName, gradient: float, square: str) -> None:
    assert any(square in term.numbers for term in _terms(TrainingOptions(optimizer=optimizer), 0.5, gradient))


def test_numbers_are_written_with_so_many_digits() -> None:
    assert nine_decimals(123456.789) == "123456.789"
    assert nine_decimals(-0.0) == six_digits(-0.0) == "0"
    assert (nine_decimals(1e-7), six_digits(-1e-7)) == ("1e−7", "−1e−7")


def test_adams_terms_read_line_by_line(digits: DataSet) -> None:
    case = _case(digits, 20, {"training.optimizer": OptimizerName.ADAM.value}, steps=2)
    terms = case.ask(Batch(20), WeightAt(2, 1, 0)).picked.update
    assert [(term.symbol, term.formula) for term in terms] == [
        ("m", "β1 × m + (1 − β1) × ∂E/∂w"),
        ("v", "β2 × v + (1 − β2) × (∂E/∂w)²"),
        ("m̂", "m / (1 − β1^t)"),
        ("v̂", "v / (1 − β2^t)"),
        ("new w", "w − rate × m̂ / (√v̂ + ε)"),
    ]
    assert terms[2].numbers.endswith("/ (1 − 0.9^3)")
    for term in terms:
        assert term.value == pytest.approx(_computed(term.numbers), rel=1e-4)


@pytest.mark.parametrize("training", OPTIMIZERS.values(), ids=list(OPTIMIZERS))
def test_the_numbers_of_each_term_give_its_value(digits: DataSet, training: Mapping[str, object]) -> None:
    case = _case(digits, 20, {f"training.{name}": value for name, value in training.items()}, steps=3)
    for picked in (WeightAt(0, 1, 30), WeightAt(2, 4, None)):
        for term in case.ask(Batch(20), picked).picked.update:
            assert _computed(term.numbers) == pytest.approx(term.value, rel=1e-3, abs=1e-7)


def _computed(numbers: str) -> float:
    """Compute what a person would, who types the line into a calculator."""
    text = numbers
    for shown, typed in {"−": "-", "×": "*", "^": "**", "²": "**2"}.items():
        text = text.replace(shown, typed)
    while "√" in text:
        before, _, after = text.partition("√")
        number, rest = after.split(" ", 1)
        text = f"{before}{number}**0.5 {rest}"
    return float(eval(text, {"min": min}))


def test_a_sure_mistake_behind_a_sigmoid_keeps_its_chain(moons: DataSet) -> None:
    changes = {**SINGLE, "training.loss": "bce", "model.init": "normal", "model.init_std": 10.0, "training.epochs": 1}
    case = _case(moons, 20, {**changes, "model.hidden": [40]}, steps=0)
    step = case.ask(Batch(20), WeightAt(1, 0, 3))
    assert np.abs(step.layers[1].sums).max() > 40
    _check(step)
    assert all(chain.slope is not None for chain in step.picked.chains)


def test_a_mistake_too_sure_for_any_float_has_no_slope(moons: DataSet) -> None:
    changes = {**SINGLE, "training.loss": "bce", "model.init": "normal", "model.init_std": 10.0, "model.hidden": [400]}
    case = _case(moons, 20, {**changes, "model.activation": "identity"}, steps=0)
    step = case.ask(Batch(16), WeightAt(1, 0, 3))
    _check(step)
    unsure = [chain for chain in step.picked.chains if chain.slope is None]
    assert unsure
    assert all(np.isinf(chain.output_gradient) and abs(chain.sum_gradient) == 1 / 16 for chain in unsure)


# What is asked for


def test_a_step_goes_through_the_network_as_it_is(digits: DataSet) -> None:
    case = _case(digits, 20, {"model.dropout": 0.5, "training.loss": "nll"}, steps=1)
    step = case.ask(ExampleAt(Part.TEST, 2), W1)
    values = digits.prepared(digits.test_inputs[2:3]).numpy()
    np.testing.assert_array_equal(step.inputs, values.astype(np.float64))
    given = step.inputs
    for number, layer in enumerate(step.layers):
        np.testing.assert_array_equal(layer.weight, case.state.weights[f"layers.{number}.weight"].astype(np.float64))
        np.testing.assert_allclose(layer.sums, given @ layer.weight.T + layer.bias, rtol=1e-12, atol=1e-12)
        given = layer.outputs
    np.testing.assert_allclose(np.exp(given).sum(), 1.0)
    assert step.output_activation is OutputActivation.LOG_SOFTMAX
    assert (step.activation, step.loss_name) == (Activation.TANH, Loss.NLL)


def test_asking_changes_nothing(digits: DataSet) -> None:
    case = _case(digits, 20, {"training.weight_decay": 0.1, "training.clip_norm": 0.1}, steps=2)
    state, prober = case.state, Prober(case.experiment, case.data)
    assert state.optimizer is not None
    before = {name: array.copy() for name, array in [*state.weights.items(), *state.optimizer.items()]}
    draw = torch.random.get_rng_state()
    prober.answer(AskHandStep(Batch(20), W1), state)
    for name, array in [*state.weights.items(), *state.optimizer.items()]:
        np.testing.assert_array_equal(array, before[name])
    assert torch.equal(torch.random.get_rng_state(), draw)


def test_the_label_is_the_examples_own_or_the_asked_one_or_the_networks_answer(digits: DataSet) -> None:
    case = _case(digits, 20, {}, steps=1)
    own = case.ask(ExampleAt(Part.TEST, 3), W1)
    truth = int(digits.test_labels[3])
    assert (own.labels.tolist(), own.guessed) == ([truth], False)
    assert own.targets.argmax() == truth
    drawn = Example(digits.test_inputs[3].numpy())
    guessed = case.ask(drawn, W1)
    assert (guessed.labels.tolist(), guessed.guessed) == ([int(guessed.layers[-1].sums.argmax())], True)
    asked = case.ask(drawn, W1, label=8)
    assert (asked.labels.tolist(), asked.guessed) == ([8], False)
    assert asked.targets.tolist() == [[0.0] * 8 + [1.0, 0.0]]


def test_targets_are_the_numbers_that_were_set(digits: DataSet) -> None:
    step = _case(digits, 20, {"training.loss": "mse", **AS_VALUES}, steps=0).ask(ExampleAt(Part.TEST, 0), W1)
    assert sorted(set(step.targets[0].tolist())) == [0.1, 0.85]


def test_targets_are_1_and_0_where_the_loss_compares_classes(digits: DataSet) -> None:
    step = _case(digits, 20, {"model.target_on": 5.0}, steps=0).ask(Batch(4), W1)
    assert step.targets.sum(1).tolist() == [1.0] * 4
    assert step.targets.argmax(1).tolist() == step.labels.tolist() == digits.train_labels[:4].tolist()


def test_labels_of_a_batch_are_a_copy(digits: DataSet) -> None:
    step = _case(digits, 20, {}, steps=0).ask(Batch(4), W1)
    assert not np.shares_memory(step.labels, digits.train_labels.numpy())


def test_only_the_first_chains_of_a_batch_come_along(digits: DataSet) -> None:
    step = _case(digits, 40, {}, steps=0).ask(Batch(40), W1)
    assert (len(step.losses), len(step.picked.chains)) == (40, 16)
    _check(step)


def test_what_cannot_be_asked_is_refused(digits: DataSet) -> None:
    case = _case(digits, 20, {}, steps=0)
    with pytest.raises(PlaygroundError, match="1 to 256"):
        case.ask(Batch(MOST_IN_BATCH + 1), W1)
    with pytest.raises(PlaygroundError, match="not of 0"):
        case.ask(Batch(0), W1)
    with pytest.raises(PlaygroundError, match="no class 10"):
        case.ask(ExampleAt(Part.TEST, 0), W1, label=10)
    for picked in (
        WeightAt(3, 0, 0),
        WeightAt(-1, 0, 0),
        WeightAt(0, -1, 0),
        WeightAt(0, 7, 0),
        WeightAt(0, 0, 64),
        WeightAt(0, 7, None),
    ):
        with pytest.raises(PlaygroundError, match="not in this network"):
            case.ask(Batch(1), picked)
    with pytest.raises(PlaygroundError, match="not in this network"):
        _example(classic(), WeightAt(0, 0, 2))
    with pytest.raises(PlaygroundError, match="must lie between"):
        _example(replace(classic(), inputs=(0.1, float("inf"))), W1)
    wide = _case(digits, 20, {"model.hidden": [2000, 2000]}, steps=0)
    with pytest.raises(PlaygroundError, match="1\u202f500\u202f000 at most"):
        wide.ask(Batch(1), W1)
