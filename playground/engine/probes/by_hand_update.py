"""The step that follows from the gradients: torch's own optimizer, over float64 copies, with its state put back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import Parameter

from playground.core.by_hand import WeightAt
from playground.core.snapshot import Arrays
from playground.core.training_options import TrainingOptions
from playground.engine import optimizers
from playground.engine.probes.by_hand_pass import Problem, parameter_index, position


@dataclass(frozen=True, slots=True, eq=False)
class Learning:
    """How weights are changed: as `training` says, but at the rate `base_rate` times the schedule's `factor`.

    `state` is the optimizer's, as in a `Snapshot`: empty before the first step. `biases_fixed` keeps biases
    as they are.
    """

    training: TrainingOptions
    base_rate: float
    factor: float
    state: Arrays
    biases_fixed: bool = False

    @property
    def rate(self) -> float:
        """The learning rate in force."""
        return self.base_rate * self.factor

    def learns(self, index: int) -> bool:
        """Tell whether the parameter `index` (weight and bias of each layer by turns) is changed at all."""
        return not (self.biases_fixed and index % 2)

    def memory(self, picked: WeightAt) -> Mapping[str, float]:
        """Return what the optimizer remembers of the picked weight: entry -> value; empty before the first step."""
        name = _name(parameter_index(picked))
        entries = {path.rpartition("/")[2]: array for path, array in self.state.items() if path.startswith(f"{name}/")}
        return {entry: float(array[position(picked)] if array.ndim else array) for entry, array in entries.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Stepped:
    """The `problem` after the step, and the `norm` of all gradients (with L1's) before clipping; 0 without clipping."""

    problem: Problem
    norm: float


def step(problem: Problem, gradients: Sequence[Tensor], learning: Learning) -> Stepped:
    """Take the step, with a gradient for each of the problem's parameters; the problem stays as it is."""
    parameters = [Parameter(parameter.detach().clone()) for parameter in problem.parameters]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = gradient.clone()
    named = {_name(index): parameter for index, parameter in enumerate(parameters) if learning.learns(index)}
    norm = _finish_gradients(list(named.values()), learning.training)
    optimizer = optimizers.make(learning.training, named.values())
    if learning.state:
        optimizers.restore_state(optimizer, _doubled(learning.state), {each: name for name, each in named.items()})
    optimizers.set_rate(optimizer, learning.rate)
    optimizer.step()
    return Stepped(problem.at([parameter.detach() for parameter in parameters]), norm)


def _name(index: int) -> str:
    """Return what the network calls the parameter `index`."""
    return f"layers.{index // 2}.{'bias' if index % 2 else 'weight'}"


def _finish_gradients(parameters: Sequence[Parameter], training: TrainingOptions) -> float:
    """Add the L1 penalty and shorten what is too long, as the learner does; return the length before that."""
    if training.l1 > 0:
        with torch.no_grad():
            for parameter in parameters:
                if parameter.grad is not None and parameter.dim() > 1:
                    parameter.grad.add_(parameter.sign(), alpha=training.l1)
    return float(nn.utils.clip_grad_norm_(parameters, training.clip_norm)) if training.clip_norm > 0 else 0.0


def _doubled(state: Arrays) -> Arrays:
    """Return the state in float64, but for counts of steps, which torch wants in float32."""
    return {path: array.astype(np.float64) if array.ndim else array for path, array in state.items()}
