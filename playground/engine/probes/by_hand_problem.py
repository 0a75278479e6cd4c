"""What is computed by hand: the present network with some of its data, or an example, in float64."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from playground.core.by_hand import ExampleError, HandExample
from playground.core.model_options import OutputActivation
from playground.core.training_options import Loss, Reduction, TrainingOptions
from playground.engine.losses import example_losses
from playground.engine.model import activation_module
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
        mean=training.reduction is Reduction.MEAN,
        slopes_of_outputs=_behind_sigmoid if on_sums else None,
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
    plain = Problem(
        inputs=_double([example.inputs]),
        weights=[_double(rows) for rows in example.weights],
        biases=[_double(biases) for biases in example.biases],
        activation=activation_module(example.activation),
        activated=outputs.activated,
        mixes=outputs.activation in _MIXING,
        losses=_half_squares(_double([example.targets])),
        mean=False,
    )
    return _with_cross_entropy(plain, example) if example.error is ExampleError.CROSS_ENTROPY else plain


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


def _behind_sigmoid(sums: Tensor, by_sums: Tensor) -> tuple[Tensor, Tensor]:
    """Return dout/dnet, out * (1 - out) with all digits where out is next to 1, and dE/dout."""
    slope = sums.sigmoid() * (-sums).sigmoid()
    return slope, torch.where(by_sums == 0, 0.0, by_sums / slope)


def _half_squares(targets: Tensor) -> Losses:
    return lambda _, out: ((targets - out).square() / 2).sum(1)


def _with_cross_entropy(problem: Problem, example: HandExample) -> Problem:
    """Return the problem with the cross-entropy of softmax outputs. It is computed from the sums: the logarithm of an
    output that is all but 0 would be that of 0.
    """
    targets = _double([example.targets])

    def losses(raw: Tensor, _: Tensor) -> Tensor:
        return -(targets * raw.log_softmax(1)).sum(1)

    def slopes_of_outputs(sums: Tensor, _: Tensor) -> tuple[None, Tensor]:
        return None, torch.where(targets == 0, 0.0, -targets / sums.softmax(1))

    return replace(problem, losses=losses, slopes_of_outputs=slopes_of_outputs)


def _double(numbers: object) -> Tensor:
    return torch.tensor(numbers, dtype=torch.float64)
