"""What is computed by hand: the present network with some of its data, or an example, in float64."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from playground.core.by_hand import ExampleError, HandExample
from playground.core.model_options import ModelOptions, OutputActivation
from playground.core.training_options import Loss, Reduction, TrainingOptions
from playground.engine.losses import example_losses
from playground.engine.model import Network
from playground.engine.outputs import Outputs
from playground.engine.probes.by_hand_pass import Losses, Problem
from playground.engine.probes.subject import Subject

_MIXING = frozenset({OutputActivation.SOFTMAX, OutputActivation.LOG_SOFTMAX})


def problem_of(subject: Subject, stored: Tensor, labels: Tensor) -> Problem:
    """Return the present network with inputs `stored` [n, *input shape] and their `labels` [n]."""
    training, outputs = subject.experiment.training, exact(subject.outputs)
    layers = subject.network.linear_layers()
    on_sums = training.loss is Loss.BCE and outputs.activation is OutputActivation.SIGMOID
    return Problem(
        inputs=subject.seen(stored).double(),
        weights=[layer.weight.detach().double() for layer in layers],
        biases=[layer.bias.detach().double() for layer in layers],
        activation=subject.network.activation,
        activated=outputs.activated,
        mixes=outputs.activation in _MIXING,
        losses=_on_sums(training, outputs, labels) if on_sums else _on_outputs(training, outputs, labels),
        on_sums=on_sums,
        mean=training.reduction is Reduction.MEAN,
    )


def problem_of_example(example: HandExample) -> Problem:
    outputs = Outputs(
        classes=len(example.targets),
        single=False,
        activation=example.output_activation,
        logits=False,
        target_off=0.0,
        target_on=1.0,
    )
    return Problem(
        inputs=_double([example.inputs]),
        weights=[_double(rows) for rows in example.weights],
        biases=[_double(biases) for biases in example.biases],
        activation=Network((1,), ModelOptions(activation=example.activation), torch.Generator()).activation,
        activated=outputs.activated,
        mixes=outputs.activation in _MIXING,
        losses=_example_losses(example),
        on_sums=False,
        mean=False,
    )


@dataclass(frozen=True, slots=True)
class _ExactOutputs(Outputs):
    """The same with targets in float64: 0.85 is 0.85, not float32's 0.8500000238."""

    def targets(self, labels: Tensor) -> Tensor:
        shares = Outputs.targets(replace(self, target_off=0.0, target_on=1.0), labels)
        off, on = _double(self.target_off), _double(self.target_on)
        return torch.where(shares > 0, on, off)


def exact(outputs: Outputs) -> Outputs:
    """Return the same outputs, with targets in float64."""
    return _ExactOutputs(
        classes=outputs.classes,
        single=outputs.single,
        activation=outputs.activation,
        logits=outputs.logits,
        target_off=outputs.target_off,
        target_on=outputs.target_on,
    )


def _on_outputs(training: TrainingOptions, outputs: Outputs, labels: Tensor) -> Losses:
    """Return the loss of training as a function of the outputs, so that there is a gradient by them."""
    ready = replace(outputs, activation=OutputActivation.IDENTITY)
    return lambda _, out: example_losses(training, ready, out, labels)


def _on_sums(training: TrainingOptions, outputs: Outputs, labels: Tensor) -> Losses:
    """Return the loss of training as training computes it."""
    return lambda raw, _: example_losses(training, outputs, raw, labels)


def _example_losses(example: HandExample) -> Losses:
    targets = _double([example.targets])
    wanted = targets[0] > 0  # elsewhere there is nothing to multiply a logarithm by, which may be that of 0

    def half_squares(_: Tensor, out: Tensor) -> Tensor:
        return ((targets - out).square() / 2).sum(1)

    def cross_entropy(_: Tensor, out: Tensor) -> Tensor:
        return -(targets[:, wanted] * out[:, wanted].log()).sum(1)

    return cross_entropy if example.error is ExampleError.CROSS_ENTROPY else half_squares


def _double(numbers: object) -> Tensor:
    return torch.tensor(numbers, dtype=torch.float64)
