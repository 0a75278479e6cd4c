"""One step by hand: what the next step of a network would be, with all its numbers in float64."""

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.core.by_hand import (
    MOST_IN_BATCH,
    MOST_PARAMETERS,
    AskHandExample,
    AskHandStep,
    Batch,
    ExampleError,
    HandExample,
    HandLayer,
    HandStep,
    PickedWeight,
    WeightAt,
)
from playground.core.hand_examples import check
from playground.core.messages import PlaygroundError, message
from playground.core.probes import Doubles, Part
from playground.core.rules import parameter_count
from playground.core.training_options import OptimizerName, TrainingOptions
from playground.engine.probes.arrays import ints, shared_doubles
from playground.engine.probes.by_hand_chain import chained, chains_of
from playground.engine.probes.by_hand_pass import (
    Passed,
    Problem,
    central_difference,
    parameter_index,
    pass_through,
    position,
)
from playground.engine.probes.by_hand_problem import exact, problem_of, problem_of_example
from playground.engine.probes.by_hand_terms import Show, nine_decimals, six_digits, update_terms
from playground.engine.probes.by_hand_update import Learning, Stepped, step
from playground.engine.probes.reasons import explained
from playground.engine.probes.subject import Subject
from playground.engine.schedule import factor


def answer_hand_step(ask: AskHandStep, subject: Subject) -> HandStep:
    """Raises PlaygroundError when the network or the batch is too large, or the input, class or weight is none."""
    _check_size(subject)
    given = _given(ask, subject)
    problem = problem_of(subject, given.stored, given.labels)
    found = _work_out(problem, ask.picked, _learning(subject), six_digits)
    outputs = exact(subject.outputs)
    shown = replace(outputs, target_off=0.0, target_on=1.0) if outputs.logits else outputs
    return HandStep(
        mark=ask.mark,
        step=subject.step,
        inputs=shared_doubles(problem.inputs),
        layers=found.layers,
        targets=shared_doubles(shown.targets(given.labels)),
        labels=ints(given.labels),
        guessed=given.guessed,
        losses=found.losses,
        loss=found.loss,
        loss_after=found.loss_after,
        activation=subject.experiment.model.activation,
        output_activation=outputs.activation,
        loss_name=subject.experiment.training.loss,
        rate=found.rate,
        picked=found.picked,
    )


def answer_hand_example(ask: AskHandExample) -> HandStep:
    """Raises PlaygroundError when the example cannot be computed, or has no such weight."""
    example = ask.example
    check(example)
    problem = problem_of_example(example)
    plain = TrainingOptions(optimizer=OptimizerName.SGD)
    learning = Learning(plain, example.learning_rate, 1.0, {}, biases_fixed=example.biases_fixed)
    found = _work_out(problem, ask.picked, learning, nine_decimals)
    return HandStep(
        mark=ask.mark,
        step=0,
        inputs=shared_doubles(problem.inputs),
        layers=found.layers,
        targets=np.array([example.targets]),
        labels=_example_labels(example),
        guessed=False,
        losses=found.losses,
        loss=found.loss,
        loss_after=found.loss_after,
        activation=example.activation,
        output_activation=example.output_activation,
        loss_name=example.error,
        rate=found.rate,
        picked=found.picked,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _WorkedOut:
    """What networks and examples have in common."""

    layers: tuple[HandLayer, ...]
    losses: Doubles
    loss: float
    loss_after: float
    rate: float
    picked: PickedWeight


def _work_out(problem: Problem, picked: WeightAt, learning: Learning, show: Show) -> _WorkedOut:
    _check_picked(problem, picked)
    passed = pass_through(problem)
    stepped = step(problem, passed.gradients, learning)
    return _WorkedOut(
        layers=tuple(_layer(passed, stepped, layer) for layer in range(len(problem.weights))),
        losses=shared_doubles(passed.forward.losses),
        loss=float(passed.forward.loss),
        loss_after=float(stepped.problem.forward().loss),
        rate=learning.rate,
        picked=_picked(passed, stepped, picked, learning, show),
    )


def _layer(passed: Passed, stepped: Stepped, layer: int) -> HandLayer:
    return HandLayer(
        weight=shared_doubles(passed.problem.weights[layer]),
        bias=shared_doubles(passed.problem.biases[layer]),
        sums=shared_doubles(passed.forward.sums[layer]),
        outputs=shared_doubles(passed.forward.outputs[layer]),
        output_gradients=shared_doubles(passed.by_outputs[layer]),
        sum_gradients=shared_doubles(passed.by_sums[layer]),
        weight_gradient=shared_doubles(passed.by_weights[layer]),
        bias_gradient=shared_doubles(passed.by_biases[layer]),
        new_weight=shared_doubles(stepped.problem.weights[layer]),
        new_bias=shared_doubles(stepped.problem.biases[layer]),
    )


def _picked(passed: Passed, stepped: Stepped, picked: WeightAt, learning: Learning, show: Show) -> PickedWeight:
    index, place = parameter_index(picked), position(picked)
    value, gradient = float(passed.problem.parameters[index][place]), float(passed.gradients[index][place])
    return PickedWeight(
        at=picked,
        value=value,
        gradient=gradient,
        chained=chained(passed, picked),
        difference=central_difference(passed, picked),
        chains=chains_of(passed, picked),
        update=update_terms(learning, picked, value, gradient, stepped.norm, show),
        new_value=float(stepped.problem.parameters[index][place]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """Inputs `stored` [n, *input shape] and `labels` [n]; whether the label is `guessed`."""

    stored: Tensor
    labels: Tensor
    guessed: bool


def _given(ask: AskHandStep, subject: Subject) -> _Given:
    if isinstance(ask.inputs, Batch):
        _check_batch(ask.inputs)
        return _Given(*subject.stored(Part.TRAIN, ask.inputs.count), guessed=False)
    stored, known = subject.example(ask.inputs)
    wanted = known if ask.label is None and known >= 0 else ask.label
    stored = stored.unsqueeze(0)
    label = explained(wanted, subject.outputs, subject.raw(stored))
    return _Given(stored, torch.tensor([label]), guessed=wanted is None)


def _learning(subject: Subject) -> Learning:
    """Return how the next step after the present state learns: as in the trainer, the schedule goes by the epoch."""
    training = subject.experiment.training
    share = factor(training, subject.state.epoch / training.epochs) if training.epochs else 1.0
    return Learning(training, training.learning_rate, share, subject.state.optimizer or {})


def _example_labels(example: HandExample) -> NDArray[np.int64]:
    classes = example.error is ExampleError.CROSS_ENTROPY
    return np.array([np.argmax(example.targets) if classes else -1], np.int64)


def _check_size(subject: Subject) -> None:
    count = parameter_count(subject.network.sizes)
    if count > MOST_PARAMETERS:
        raise PlaygroundError(
            message(
                "This network has {count} parameters, and one step is shown by hand for {most} at most. Make a layer "
                "narrower.",
                count=count,
                most=MOST_PARAMETERS,
            )
        )


def _check_batch(batch: Batch) -> None:
    if not 1 <= batch.count <= MOST_IN_BATCH:
        raise PlaygroundError(
            message(
                "One step is shown by hand for a batch of 1 to {most} examples, not of {count}.",
                most=MOST_IN_BATCH,
                count=batch.count,
            )
        )


def _check_picked(problem: Problem, picked: WeightAt) -> None:
    if 0 <= picked.layer < len(problem.weights):
        ends, starts = problem.weights[picked.layer].shape
        if 0 <= picked.end < ends and (picked.start is None or 0 <= picked.start < starts):
            return
    raise PlaygroundError(message("The weight that is picked is not in this network; pick another one."))
