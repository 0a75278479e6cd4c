"""How does an input become an answer? Neurons, and the strongest signals between them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor, nn

from playground.core.probes import AskFlow, Flow, Layer, Links
from playground.engine.probes.arrays import floats, ints
from playground.engine.probes.subject import Subject


def follow_input(ask: AskFlow, subject: Subject) -> Flow:
    stored, label = subject.example(ask.input)
    seen = subject.seen(stored.unsqueeze(0))
    stages = _stages(seen, subject, ask.neurons)
    gaps = list(pairwise([_Signals(seen[0], torch.arange(seen.shape[1])), *(stage.signals for stage in stages)]))
    counts = [ask.links] * (len(gaps) - 1) + [ask.answer_links]
    patterns = stages[0].linear.weight[stages[0].signals.shown]
    raw = stages[-1].sums.unsqueeze(0)
    return Flow(
        step=subject.step,
        input=np.array(stored.numpy()),
        seen=floats(seen[0].reshape(stored.shape)),
        layers=[stage.layer() for stage in stages],
        links=[
            _strongest(stage.linear.weight, before, after, count)
            for stage, (before, after), count in zip(stages, gaps, counts, strict=True)
        ],
        patterns=floats(patterns.reshape(-1, *stored.shape)),
        pattern_scale=float(np.percentile(patterns.abs().numpy(), 99)),
        probabilities=floats(subject.outputs.probabilities(raw)[0]),
        chosen=int(subject.outputs.chosen(raw)),
        label=label,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Signals:
    """What one layer sends on: its `outputs` [size], and the indexes of those that are `shown`."""

    outputs: Tensor
    shown: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class _Stage:
    """A layer, with the weighted `sums` [size] of the input that passed through it."""

    linear: nn.Linear
    sums: Tensor
    signals: _Signals

    def layer(self) -> Layer:
        outputs, shown = self.signals.outputs, self.signals.shown
        return Layer(
            size=len(outputs),
            active=int(torch.count_nonzero(outputs > 0)),
            shown=ints(shown),
            sums=floats(self.sums[shown]),
            biases=floats(self.linear.bias[shown]),
            outputs=floats(outputs[shown]),
        )


def _stages(seen: Tensor, subject: Subject, most: int) -> list[_Stage]:
    """Pass `seen` [1, inputs] through the network; at most `most` neurons of each hidden layer are shown."""
    linears = subject.network.linear_layers()
    limits = [most] * (len(linears) - 1) + [linears[-1].out_features]
    passed = zip(linears, limits, subject.layers(seen), strict=True)
    return [
        _Stage(linear, sums[0], _Signals(outputs[0], _most_active(outputs[0], limit)))
        for linear, limit, (sums, outputs) in passed
    ]


def _most_active(outputs: Tensor, most: int) -> Tensor:
    """Return the indexes, rising, of the `most` outputs that are farthest from 0."""
    if len(outputs) <= most:
        return torch.arange(len(outputs))
    return outputs.abs().topk(most, sorted=False).indices.sort().values


def _strongest(weights: Tensor, before: _Signals, after: _Signals, most: int) -> Links:
    """Return the `most` links between shown neurons with the largest |signal x weight|; `weights` is [to, from]."""
    between = weights[after.shown][:, before.shown]
    carried = between * before.outputs[before.shown]
    top = carried.abs().flatten().topk(min(most, carried.numel()))
    indexes = top.indices[top.values > 0].flip(0)
    return Links(
        start=ints(indexes % len(before.shown)),
        end=ints(indexes // len(before.shown)),
        signal=floats(carried.flatten()[indexes]),
        weight=floats(between.flatten()[indexes]),
    )
