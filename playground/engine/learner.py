"""The network with its optimizer: steps of learning, one by one as tutorials take them, or many in one call."""

from collections.abc import Callable, Mapping, Sequence

import torch
from torch import Generator, Tensor, nn

from playground.core.experiment import Experiment
from playground.core.progress import Stepping
from playground.core.rules import layer_sizes
from playground.core.snapshot import Arrays
from playground.data.dataset import DataSet
from playground.engine import optimizers
from playground.engine.augmenting import augmenter_of
from playground.engine.evaluation import Examiner, Score, sums
from playground.engine.model import build
from playground.engine.outputs import Outputs
from playground.engine.randomness import Generators
from playground.engine.stepping.loops import Loop, Loops, step_loop
from playground.engine.stepping.recorder import record
from playground.engine.stepping.updates import numbers, update
from playground.engine.work import chunk_rows


class Learner:
    """What learns. All tensors live on the device of `data`."""

    def __init__(self, experiment: Experiment, data: DataSet, generators: Generators, stepping: Stepping) -> None:
        facts = data.facts
        sizes = layer_sizes(experiment, facts.input_count, facts.class_count)
        network = build(sizes, experiment.model, generators.init, generators.dropout)
        self.network = network.to(data.train_inputs.device)
        self.class_count = facts.class_count
        self.parameter_count = sum(parameter.numel() for parameter in network.parameters())
        self._data = data
        self._generators = generators
        self._experiment = experiment
        self._augmenter = augmenter_of(experiment.augmentation, data, generators.augmentation)
        self._outputs = Outputs.of(experiment, facts.class_count)
        self._rows = chunk_rows(sizes)
        self._names: dict[Tensor, str] = {parameter: name for name, parameter in self.network.named_parameters()}
        self._optimizer = optimizers.make(experiment.training, self.network.parameters())
        self._stepping = stepping
        self._loops = Loops()
        self._examiner = self._new_examiner()

    def adopt(self, experiment: Experiment, *, restart_optimizer: bool) -> None:
        """Let changed values take hold: live ones as they are, others with a fresh optimizer over the same weights."""
        if restart_optimizer or _written(experiment) != _written(self._experiment):
            self._loops.forget()
        self._experiment = experiment
        self._augmenter = augmenter_of(experiment.augmentation, self._data, self._generators.augmentation)
        self._outputs = Outputs.of(experiment, self._data.facts.class_count)
        self.network.dropout.rate = experiment.model.dropout
        if restart_optimizer:
            self._examiner = self._new_examiner()
            self._optimizer = optimizers.make(experiment.training, self.network.parameters())
        else:
            optimizers.update(self._optimizer, experiment.training)

    def steps(self, batches: Tensor, rates: Sequence[float], halted: Callable[[], bool]) -> Tensor | None:
        """Learn from `batches` (indexes of examples, int64 [n, size]), each at its learning rate: from all of them, or
        from the first alone while steps are taken one by one.

        Returns the sums of the losses before each step and the numbers of right answers, float32 [2, steps taken], on
        the device; None when `halted` said so in the middle of a step: then nothing has changed.
        """
        loop, state = self._loop(batches.shape[1]), self._state()
        if loop is None or state is None:
            return self._step(batches[0], rates[0], halted)
        live = numbers(self._experiment.training)
        weights, drawing = list(self.network.parameters()), self._generators
        varying = drawing.augmentation, list(self._constants().values())
        return loop(weights, *self._examples(), drawing.dropout, batches, list(rates), *varying, *live, *state)

    def evaluate(self, halted: Callable[[], bool]) -> Score | None:
        """Score the network on the test set; None when `halted` said so in the middle."""
        return self._examiner.score(halted)

    def judge(self, stored: Tensor, halted: Callable[[], bool]) -> tuple[Tensor, Tensor] | None:
        """Return probabilities [n, classes] and answers [n], on the CPU, for inputs [n, *input shape] as stored; None
        when `halted` said so in the middle.
        """
        self.network.eval()
        raw: list[Tensor] = []
        with torch.inference_mode():
            for chunk in torch.split(stored.to(self._data.train_inputs.device), self._rows):
                if halted():
                    return None
                raw.append(self.network(self._data.prepared(chunk)))
            found = torch.cat(raw)
            return self._outputs.probabilities(found).cpu(), self._outputs.chosen(found).cpu()

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

    def _new_examiner(self) -> Examiner:
        training = self._experiment.training
        return Examiner(self.network, self._data, training, self._outputs, self._rows, self._stepping)

    # One by one

    def _step(self, batch: Tensor, rate: float, halted: Callable[[], bool]) -> Tensor | None:
        """Take a step with the examples `batch` [n], in chunks that a wish can come between; results as in `steps`."""
        before = self._drawing() if len(batch) > self._rows else ()
        found = self._gradients(batch, halted)
        if found is None:
            _put_back(before)
            return None
        self._finish_gradients()
        optimizers.set_rate(self._optimizer, rate)
        self._optimizer.step()
        return found.unsqueeze(1)

    def _gradients(self, batch: Tensor, halted: Callable[[], bool]) -> Tensor | None:
        self.network.train()
        self._optimizer.zero_grad()
        scale = self._loss_scale(len(batch))
        found: Tensor | None = None
        for chunk in torch.split(batch, self._rows):
            if found is not None and halted():
                return None
            loss, right = self._loss(chunk)
            (loss * scale).backward()  # type: ignore[no-untyped-call]
            here = torch.stack([loss.detach(), right])
            found = here if found is None else found + here
        return found

    def _loss(self, batch: Tensor) -> tuple[Tensor, Tensor]:
        """Return the sum of losses and the number of right answers of the training examples `batch` [n]."""
        labels = self._data.train_labels.index_select(0, batch)
        stored = self._data.train_inputs.index_select(0, batch)
        if self._augmenter is not None:
            stored = self._augmenter.vary(stored)
        raw = self.network(self._data.prepared(stored))
        return sums(self._experiment.training, self._outputs, raw, labels)

    def _drawing(self) -> list[tuple[Generator, Tensor]]:
        """Return the generators that a step draws from, with their states."""
        return [(each, each.get_state()) for each in (self._generators.dropout, self._generators.augmentation)]

    def _loss_scale(self, examples: int) -> float:
        return 1 / examples if self._experiment.training.reduction == "mean" else 1.0

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

    # Many in one call

    def _loop(self, size: int) -> Loop | None:
        """Return what takes many steps with batches of `size`, or None. A large batch is halted half-way instead."""
        if self._stepping is Stepping.EAGER or size > self._rows:
            return None
        return self._loops.get(size, self._record)

    def _state(self) -> list[list[Tensor]] | None:
        """Return the optimizer's state as the loop takes it; None before torch's optimizer has made it, in a step."""
        return optimizers.state_lists(self._optimizer, update(self._experiment.training).entries)

    def _examples(self) -> tuple[Tensor, ...]:
        return self._data.train_inputs, self._data.train_labels, self._data.shift, self._data.scale

    def _constants(self) -> Mapping[str, Tensor]:
        """Return what the augmentation reads; nothing where images stay as they are."""
        return self._augmenter.constants if self._augmenter is not None else {}

    def _record(self, size: int) -> Loop:
        """Write a step with `size` examples down; nothing is learned from it."""
        weights = list(self.network.parameters())
        batch = torch.arange(size, device=weights[0].device)
        before = self._drawing()

        def compute() -> Sequence[Tensor]:
            loss, right = self._loss(batch)
            gradients = torch.autograd.grad(loss * self._loss_scale(size), weights)
            return loss.detach(), right, *gradients

        self.network.train()
        examples = zip(("inputs", "labels", "shift", "scale"), self._examples(), strict=True)
        drawing = {"generator": self._generators.dropout, "augmentation": self._generators.augmentation}
        named: Mapping[str, Tensor | Generator] = {**dict(examples), "batch": batch, **drawing, **self._constants()}
        try:
            recording = record(compute, {**named, **{f"weight{i}": weight for i, weight in enumerate(weights)}})
        finally:
            _put_back(before)
        matrices = [i for i, weight in enumerate(weights) if weight.dim() > 1]
        training = self._experiment.training
        return step_loop(recording, matrices, training, update(training), list(self._constants()))


def _put_back(states: Sequence[tuple[Generator, Tensor]]) -> None:
    for generator, state in states:
        generator.set_state(state)


def _written(experiment: Experiment) -> tuple[object, ...]:
    """Return what is written into a recorded step for good; other live values are read at each call."""
    training = experiment.training
    switched = (training.momentum > 0, training.l1 > 0, training.clip_norm > 0)
    return experiment.model.dropout, training.nesterov, experiment.augmentation.on, *switched
