"""From the last layer's weighted sums to outputs, probabilities and answers."""

from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.experiment import Experiment
from playground.core.model_options import Output, OutputActivation
from playground.core.rules import output_activation
from playground.core.training_options import Loss

# Losses whose unactivated outputs are logits: their softmax is what the network believes.
_LOGITS = frozenset({Loss.CROSS_ENTROPY, Loss.NLL, Loss.HINGE})


@dataclass(frozen=True, slots=True)
class Outputs:
    """How the weighted sums `raw` [n, outputs] of a network are read. `classes` is at least 2."""

    classes: int
    single: bool
    activation: OutputActivation
    logits: bool
    target_off: float
    target_on: float

    @classmethod
    def of(cls, experiment: Experiment, classes: int) -> "Outputs":
        return cls(
            classes=classes,
            single=experiment.model.output is Output.SINGLE,
            activation=output_activation(experiment),
            logits=experiment.training.loss in _LOGITS,
            target_off=experiment.model.target_off,
            target_on=experiment.model.target_on,
        )

    def activated(self, raw: Tensor) -> Tensor:
        """Apply the output activation: [n, outputs] -> [n, outputs]."""
        match self.activation:
            case OutputActivation.SIGMOID:
                return raw.sigmoid()
            case OutputActivation.SOFTMAX:
                return raw.softmax(1)
            case OutputActivation.LOG_SOFTMAX:
                return raw.log_softmax(1)
            case _:
                return raw

    def targets(self, labels: Tensor) -> Tensor:
        """Return the values that the outputs should take: [n] labels -> [n, outputs]."""
        column = labels.unsqueeze(1)
        # Not one_hot, which looks at the labels first and so makes a GPU wait.
        yes = column if self.single else column == torch.arange(self.classes, device=labels.device)
        return yes.to(torch.float32) * (self.target_on - self.target_off) + self.target_off

    def chosen(self, raw: Tensor) -> Tensor:
        """Return the answers [n], int64: the class whose output is nearest to its target for yes."""
        if self.logits:
            return raw.argmax(1)
        nearness = self._nearness(raw)
        return (nearness[:, 0] > 0.5).long() if self.single else nearness.argmax(1)

    def probabilities(self, raw: Tensor) -> Tensor:
        """Return what the network believes: [n, classes], each row adding up to 1.

        Outputs that are no probabilities are placed between their targets (off 0, on 1), cut to that range and shared
        out; where none is above 0 all classes get the same.
        """
        if self.logits:
            return raw.softmax(1)
        nearness = self._nearness(raw).clamp(0.0, 1.0)
        if self.single:
            return torch.cat([1 - nearness, nearness], 1)
        total = nearness.sum(1, keepdim=True)
        return torch.where(total > 0, nearness / total.clamp_min(1e-12), 1 / self.classes)

    def _nearness(self, raw: Tensor) -> Tensor:
        """Return where each output lies between its targets: 0 at off, 1 at on."""
        return (self.activated(raw) - self.target_off) / (self.target_on - self.target_off)
