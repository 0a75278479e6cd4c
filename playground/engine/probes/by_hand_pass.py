"""A pass through a network by hand, forward and backward, in float64 with torch's autograd."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (torch's own convention)

from playground.core.by_hand import WeightAt

Losses: TypeAlias = Callable[[Tensor, Tensor], Tensor]

# Halfway between the error of a larger step and the rounding of a smaller one.
_STEP = torch.finfo(torch.float64).eps ** (1 / 3)
_LEAST_SHARE = 2.0**-30
"""Less of a large weight, or of a large sum, would be lost in rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A network, what goes into it, `inputs` [n, m], and how wrong its answers are. All tensors are float64.

    `weights` [k, m] and `biases` [k] are those of each layer; `activation` is that of hidden layers, `activated` that
    of the outputs, which mixes them where `mixes` says so. `losses` takes weighted sums and outputs of the last layer,
    [n, outputs] each, to the loss of each sample [n]; E is their mean, or their sum. Where it works on the sums, for
    the sake of digits, autograd does not come by the outputs: then `slopes_of_outputs` takes the sums, and dE/dnet, to
    dout/dnet (None where outputs are mixed) and dE/dout, all [n, outputs].
    """

    inputs: Tensor
    weights: Sequence[Tensor]
    biases: Sequence[Tensor]
    activation: Callable[[Tensor], Tensor]
    activated: Callable[[Tensor], Tensor]
    mixes: bool
    losses: Losses
    mean: bool
    slopes_of_outputs: Callable[[Tensor, Tensor], tuple[Tensor | None, Tensor]] | None = None

    @property
    def parameters(self) -> list[Tensor]:
        return [parameter for pair in zip(self.weights, self.biases, strict=True) for parameter in pair]

    def at(self, parameters: Sequence[Tensor]) -> "Problem":
        """Return the same problem with other weights and biases, in the order of `parameters`."""
        return replace(self, weights=parameters[::2], biases=parameters[1::2])

    def output(self, layer: int, sums: Tensor) -> Tensor:
        """Return what layer `layer` makes of its weighted sums [n, k]."""
        return self.activated(sums) if layer == len(self.weights) - 1 else self.activation(sums)

    def forward(self, first: int = 0, before: Tensor | None = None) -> "Forward":
        """Compute the layers from `first` on, which gets `before` [n, m]; all of them from the inputs."""
        given = self.inputs if before is None else before
        sums, outputs = [], []
        for layer in range(first, len(self.weights)):
            sums.append(F.linear(given, self.weights[layer], self.biases[layer]))
            given = self.output(layer, sums[-1])
            outputs.append(given)
        losses = self.losses(sums[-1], given)
        return Forward(sums, outputs, losses, losses.mean() if self.mean else losses.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """`sums` and `outputs` [n, k] of each layer, `losses` [n] and `loss`, which is E."""

    sums: Sequence[Tensor]
    outputs: Sequence[Tensor]
    losses: Tensor
    loss: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Passed:
    """A forward pass and the gradients of E by the `sums` and `outputs` [n, k] of each layer, and by `weights` [k, m]
    and `biases` [k]; `slopes` [n, k] of each layer are dout/dnet, None where outputs are mixed.
    """

    problem: Problem
    forward: Forward
    by_sums: Sequence[Tensor]
    by_outputs: Sequence[Tensor]
    by_weights: Sequence[Tensor]
    by_biases: Sequence[Tensor]
    slopes: Sequence[Tensor | None]

    @property
    def gradients(self) -> list[Tensor]:
        """The gradients by the problem's parameters, in their order."""
        return [gradient for pair in zip(self.by_weights, self.by_biases, strict=True) for gradient in pair]

    def before(self, layer: int) -> Tensor:
        """Return what goes into layer `layer` [n, m]."""
        return self.forward.outputs[layer - 1] if layer else self.problem.inputs


def pass_through(problem: Problem) -> Passed:
    """Go forward, and back with autograd. Works outside of inference mode."""
    learning = problem.at([parameter.detach().requires_grad_() for parameter in problem.parameters])
    forward = learning.forward()
    layers = range(len(forward.sums))
    slopes: list[Tensor | None] = [None if _mixed(problem, layer) else _slope(forward, layer) for layer in layers]
    reached = forward.outputs if problem.slopes_of_outputs is None else forward.outputs[:-1]
    wanted = [*learning.weights, *learning.biases, *forward.sums, *reached]
    found = torch.autograd.grad(forward.loss, wanted)
    by_weights, by_biases, by_sums, by_outputs = _split(found, len(layers))
    if problem.slopes_of_outputs is not None:
        slopes[-1], last = problem.slopes_of_outputs(forward.sums[-1].detach(), by_sums[-1])
        by_outputs = (*by_outputs, last)
    return Passed(problem, _detached(forward), by_sums, by_outputs, by_weights, by_biases, slopes)


def _split(found: tuple[Tensor, ...], size: int) -> list[tuple[Tensor, ...]]:
    return [found[i : i + size] for i in range(0, 4 * size, size)]


def _mixed(problem: Problem, layer: int) -> bool:
    return problem.mixes and layer == len(problem.weights) - 1


def _slope(forward: Forward, layer: int) -> Tensor:
    """Return dout/dnet [n, k] as autograd has it: each output depends on its own sum alone."""
    (slope,) = torch.autograd.grad(forward.outputs[layer].sum(), forward.sums[layer], retain_graph=True)
    return slope


def _detached(forward: Forward) -> Forward:
    sums, outputs = ([tensor.detach() for tensor in tensors] for tensors in (forward.sums, forward.outputs))
    return Forward(sums, outputs, forward.losses.detach(), forward.loss.detach())


def central_difference(passed: Passed, picked: WeightAt) -> float:
    """Return (E(w + h) - E(w - h)) / 2h for the picked weight.

    h moves the weighted sums by about 6e-6, the third root of float64's precision: then both the error of the method
    (h^2 times a sixth of the third derivative) and of rounding (1e-16 E / h) are about 1e-10 of the gradient, or of E
    where the gradient is small. It is larger where a sum lies so near to a kink of the activation or of the loss that
    it is crossed; and where weights or sums are large, as in a network that diverged. Not a number where nothing moves.
    """
    before = passed.before(picked.layer)
    entered = 1.0 if picked.start is None else float(before[:, picked.start].abs().max())
    summed = float(passed.forward.sums[picked.layer][:, picked.end].abs().max())
    moving = max(_STEP, _LEAST_SHARE * summed)
    h = max(moving / max(1.0, entered), _LEAST_SHARE * abs(_value(passed.problem, picked)))
    above, below = _with(passed.problem, picked, h), _with(passed.problem, picked, -h)
    losses = [problem.forward(picked.layer, before).loss for problem in (above, below)]
    moved = _value(above, picked) - _value(below, picked)  # not quite 2h, since w + h is rounded
    return float(losses[0] - losses[1]) / moved if moved else math.nan


def _with(problem: Problem, picked: WeightAt, change: float) -> Problem:
    """Return the problem with the picked weight changed."""
    parameters = problem.parameters
    index = parameter_index(picked)
    parameters[index] = parameters[index].clone()
    parameters[index][position(picked)] += change
    return problem.at(parameters)


def _value(problem: Problem, picked: WeightAt) -> float:
    return float(problem.parameters[parameter_index(picked)][position(picked)])


def parameter_index(picked: WeightAt) -> int:
    """Return which of the parameters (weight and bias of each layer by turns) holds the picked weight."""
    return 2 * picked.layer + (picked.start is None)


def position(picked: WeightAt) -> tuple[int, ...]:
    """Return where in its parameter the picked weight stands."""
    return (picked.end,) if picked.start is None else (picked.end, picked.start)
