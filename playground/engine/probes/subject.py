"""What a question is asked about: a network at one step, together with its data."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.experiment import Experiment
from playground.core.messages import PlaygroundError, message
from playground.core.probes import ExampleAt, Input, Part
from playground.core.snapshot import NetworkState
from playground.data.dataset import DataSet
from playground.engine.model import Network
from playground.engine.outputs import Outputs
from playground.engine.probes.arrays import tensor_of

_CHUNK = 512
"""Rows computed at once: enough to keep the processor busy, few enough to need little memory for wide layers."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """`network` carries the weights of `state`, on the CPU, without dropout; it was made as `experiment` says. `data`
    may be on any device.
    """

    experiment: Experiment
    network: Network
    outputs: Outputs
    data: DataSet
    state: NetworkState

    @property
    def step(self) -> int:
        return self.state.step

    def stored(self, part: Part, most: int) -> tuple[Tensor, Tensor]:
        """Return the first `most` inputs [n, *input shape] of a part, as stored, and their labels [n]."""
        if part is Part.TRAIN:
            inputs, labels = self.data.train_inputs, self.data.train_labels
        else:
            inputs, labels = self.data.test_inputs, self.data.test_labels
        return inputs[:most].cpu(), labels[:most].cpu()

    def example(self, asked: Input) -> tuple[Tensor, int]:
        """Return one input [*input shape], as stored, and its label, or -1 where that is not known.

        Raises PlaygroundError when there is no such example, or its values do not fit the data.
        """
        if isinstance(asked, ExampleAt):
            return self._example_at(asked)
        wanted, found = self.data.facts.input_shape, asked.values.shape
        if found != wanted:
            raise PlaygroundError(
                message("This input has the shape {found}; the network takes {wanted}.", found=found, wanted=wanted)
            )
        return tensor_of(asked.values), -1

    def _example_at(self, asked: ExampleAt) -> tuple[Tensor, int]:
        part = self.data.train_inputs if asked.part is Part.TRAIN else self.data.test_inputs
        labels = self.data.train_labels if asked.part is Part.TRAIN else self.data.test_labels
        if not 0 <= asked.index < len(part):
            raise PlaygroundError(
                message("There is no example {index}: this part has {count}.", index=asked.index, count=len(part))
            )
        return part[asked.index].cpu(), int(labels[asked.index])

    def raw(self, stored: Tensor) -> Tensor:
        """Return the weighted sums of the last layer [n, outputs] for `stored` [n, *input shape]."""
        return torch.cat([self.network(self.seen(chunk)) for chunk in torch.split(stored, _CHUNK)])

    def seen(self, stored: Tensor) -> Tensor:
        """Return what the network sees for `stored` [n, *input shape]: float32 [n, inputs], on the CPU."""
        return self.data.prepared(stored.to(self.data.train_inputs.device)).to("cpu", torch.float32)

    def layers(self, seen: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield weighted sums and outputs, each [n, size], of every layer on the way of `seen` [n, inputs]."""
        *hidden, last = self.network.linear_layers()
        for layer in hidden:
            sums = layer(seen)
            seen = self.network.activation(sums)
            yield sums, seen
        sums = last(seen)
        yield sums, self.outputs.activated(sums)
