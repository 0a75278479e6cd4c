"""The network with its optimizer: one step of learning, computed in pieces that a wish can come between."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from playground.core.experiment import Experiment
from playground.core.rules import layer_sizes
from playground.core.snapshot import Arrays
from playground.data.dataset import DataSet
from playground.engine import optimizers
from playground.engine.evaluation import Score, evaluate, sums
from playground.engine.model import build
from playground.engine.outputs import Outputs
from playground.engine.randomness import Generators
from playground.engine.work import chunk_rows


class Learner:
    """What learns. All tensors live on the device of `data`."""

    def __init__(self, experiment: Experiment, data: DataSet, generators: Generators) -> None:
        facts = data.facts
        sizes = layer_sizes(experiment, facts.input_count, facts.class_count)
        network = build(sizes, experiment.model, generators.init, generators.dropout)
        self.network = network.to(data.train_inputs.device)
        self.parameter_count = sum(parameter.numel() for parameter in network.parameters())
        self._data = data
        self._generators = generators
        self._experiment = experiment
        self._outputs = Outputs.of(experiment, facts.class_count)
        self._rows = chunk_rows(sizes)
        self._names: dict[Tensor, str] = {parameter: name for name, parameter in self.network.named_parameters()}
        self._optimizer = optimizers.make(experiment.training, self.network.parameters())

    def adopt(self, experiment: Experiment, *, restart_optimizer: bool) -> None:
        """Let changed values take hold: live ones as they are, others with a fresh optimizer over the same weights."""
        self._experiment = experiment
        self._outputs = Outputs.of(experiment, self._data.facts.class_count)
        self.network.dropout.rate = experiment.model.dropout
        if restart_optimizer:
            self._optimizer = optimizers.make(experiment.training, self.network.parameters())
        else:
            optimizers.update(self._optimizer, experiment.training)

    def step(self, batch: Tensor, rate: float, halted: Callable[[], bool]) -> tuple[Tensor, Tensor] | None:
        """Learn from the examples `batch` (indexes [n]) at learning rate `rate`.

        Returns the sum of the losses before the step and the number of right answers, scalars on the device; None when
        `halted` said so in the middle: then nothing has changed.
        """
        before = self._generators.dropout.get_state() if len(batch) > self._rows else None
        found = self._gradients(batch, halted)
        if found is None:
            if before is not None:
                self._generators.dropout.set_state(before)
            return None
        self._finish_gradients()
        optimizers.set_rate(self._optimizer, rate)
        self._optimizer.step()
        return found

    def evaluate(self, halted: Callable[[], bool]) -> Score | None:
        """Score the network on the test set; None when `halted` said so in the middle."""
        return evaluate(self.network, self._data, self._experiment.training, self._outputs, self._rows, halted)

    def weights(self) -> Arrays:
        """Return a copy of the weights, on the CPU, named as in the state dict."""
        return {name: parameter.detach().cpu().numpy().copy() for name, parameter in self.network.named_parameters()}

    def optimizer_arrays(self) -> Arrays:
        """Return a copy of the optimizer's state."""
        return optimizers.state_arrays(self._optimizer, self._names)

    def restore(self, weights: Arrays, optimizer: Arrays) -> None:
        """Put weights and optimizer state back, bit for bit."""
        with torch.no_grad():
            for name, parameter in self.network.named_parameters():
                parameter.copy_(torch.from_numpy(weights[name]))
        optimizers.restore_state(self._optimizer, optimizer, self._names)

    def _gradients(self, batch: Tensor, halted: Callable[[], bool]) -> tuple[Tensor, Tensor] | None:
        training = self._experiment.training
        scale = 1 / len(batch) if training.reduction == "mean" else 1.0
        self.network.train()
        self._optimizer.zero_grad()
        found: tuple[Tensor, Tensor] | None = None
        for chunk in torch.split(batch, self._rows):
            if found is not None and halted():
                return None
            labels = self._data.train_labels[chunk]
            raw = self.network(self._data.prepared(self._data.train_inputs[chunk]))
            loss, right = sums(training, self._outputs, raw, labels)
            (loss * scale).backward()  # type: ignore[no-untyped-call]
            here = (loss.detach(), right)
            found = here if found is None else (found[0] + here[0], found[1] + here[1])
        return found

    def _finish_gradients(self) -> None:
        """Add the L1 penalty (on weights, not biases), then shorten what is too long."""
        training = self._experiment.training
        if training.l1 > 0:
            with torch.no_grad():
                for layer in self.network.linear_layers():
                    if layer.weight.grad is not None:
                        layer.weight.grad.add_(layer.weight.sign(), alpha=training.l1)
        if training.clip_norm > 0:
            nn.utils.clip_grad_norm_(self.network.parameters(), training.clip_norm)
