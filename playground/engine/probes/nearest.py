"""The training examples that are nearest to an input, in the outputs of the last hidden layer."""

import numpy as np
import torch
from torch import Tensor

from playground.core.probes import ExampleAt, Input, Part
from playground.core.snapshot import NetworkState
from playground.core.why import AskNearest, Nearest
from playground.engine.probes.arrays import floats, ints
from playground.engine.probes.reasons import rows_at_once
from playground.engine.probes.subject import Subject

_MOST_KEPT = 16_000_000
"""Numbers kept of a network's outputs: 64 MB, the whole of MNIST for layers of up to 266 neurons."""

_CHUNK = 100
"""Rows computed at once: so few that their numbers stay in the processor's cache."""

_COMPARED = 200_000
"""Numbers compared at once, for the same reason."""


class NearestSearch:
    """Looks through the training part piece by piece, a piece for each question.

    What the last hidden layer makes of the examples is kept as long as the weights are the same, so that another
    input, such as the next stroke of a drawing, is compared with all that were looked at before at once. Of wide layers
    not all can be kept: the rest is computed again for each input.
    """

    def __init__(self) -> None:
        self._state: NetworkState | None = None
        self._kept = torch.empty(0, 0)
        self._filled = 0
        self._input = torch.empty(0)
        self._distances = torch.empty(0)
        self._looked = 0

    def answer(self, ask: AskNearest, subject: Subject) -> Nearest:
        stored, _ = subject.example(ask.input)
        self._follow(subject)
        if not torch.equal(self._input, stored):
            self._input, self._looked = stored.clone(), 0
        place = hidden_outputs(stored.unsqueeze(0), subject)
        if self._looked < self._filled:
            self._note(place, self._kept[self._looked : self._filled])
        else:
            self._look_on(place, subject)
        return self._answer(ask, subject, stored)

    def _follow(self, subject: Subject) -> None:
        """Forget what was kept of other weights."""
        if subject.state is self._state:
            return
        total, width = len(subject.data.train_inputs), subject.network.sizes[-2]
        rows = min(total, _MOST_KEPT // width)
        if self._kept.shape != (rows, width):
            self._kept, self._distances = torch.empty(rows, width), torch.empty(total)
        self._state, self._filled, self._looked = subject.state, 0, 0

    def _look_on(self, place: Tensor, subject: Subject) -> None:
        """Compute the next piece, and keep what there is room for."""
        end = min(self._looked + rows_at_once(subject.network.sizes), len(subject.data.train_inputs))
        for start in range(self._looked, end, _CHUNK):
            outputs = hidden_outputs(subject.data.train_inputs[start : min(start + _CHUNK, end)], subject)
            if start == self._filled:
                kept = outputs[: len(self._kept) - start]
                self._kept[start : start + len(kept)] = kept
                self._filled += len(kept)
            self._note(place, outputs)

    def _note(self, place: Tensor, outputs: Tensor) -> None:
        """Note how far `outputs` [n, width], which come next, are from `place` [1, width]."""
        for part in torch.split(outputs, max(1, _COMPARED // outputs.shape[1])):
            end = self._looked + len(part)
            self._distances[self._looked : end] = (part - place).square_().sum(1).sqrt_()
            self._looked = end

    def _answer(self, ask: AskNearest, subject: Subject, stored: Tensor) -> Nearest:
        distances = self._distances[: self._looked].nan_to_num(torch.inf, torch.inf)
        itself = _index_in_training(ask.input)
        if itself is not None and itself < self._looked:
            distances[itself] = torch.inf
        order = distances.topk(min(ask.count, self._looked), largest=False)
        indexes = order.indices[order.values < torch.inf]
        train, labels = subject.data.train_inputs, subject.data.train_labels
        return Nearest(
            step=subject.step,
            mark=ask.mark,
            chosen=int(subject.outputs.chosen(subject.raw(stored.unsqueeze(0)))),
            indexes=ints(indexes),
            values=np.array(train[indexes.to(train.device)].cpu().numpy()),
            labels=ints(labels[indexes.to(labels.device)].cpu()),
            distances=floats(distances[indexes]),
            looked=self._looked,
            total=len(train),
        )


def hidden_outputs(stored: Tensor, subject: Subject) -> Tensor:
    """Return what the last hidden layer puts out for `stored` [n, *input shape]: [n, size]. Without hidden layers it
    is what the network sees.
    """
    passed = subject.seen(stored)
    for layer in subject.network.linear_layers()[:-1]:
        passed = subject.network.activation(layer(passed))
    return passed


def _index_in_training(asked: Input) -> int | None:
    return asked.index if isinstance(asked, ExampleAt) and asked.part is Part.TRAIN else None
