"""What does one neuron of the first layer make of an input, number by number? In float64."""

import math

import numpy as np
import torch
from torch import Tensor

from playground.core.model_options import Activation, OutputActivation
from playground.core.numbers import AskNth, AskNumbers, ClassPlace, Nth, Numbers
from playground.core.probes import Doubles, ExampleAt, Ints, Part
from playground.engine.probes.arrays import doubles, ints
from playground.engine.probes.subject import Subject

_CURVE_POINTS = 161
_CURVE_ENDS = (6.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
"""How far a curve runs to both sides: few steps, so that it stands still while the net moves."""


def spell_out(ask: AskNumbers, subject: Subject) -> Numbers:
    """Add up one neuron. Raises PlaygroundError when the input does not fit the data."""
    stored, label = subject.example(ask.input)
    first, *further = subject.network.linear_layers()
    neuron = max(0, min(ask.neuron, first.out_features - 1))
    seen = subject.seen(stored.unsqueeze(0))[0].double()
    # Of an output layer all neurons: softmax needs them. Hidden layers can be wide, and are added up one by one.
    taken = slice(None) if not further else slice(neuron, neuron + 1)
    at = neuron if not further else 0
    sums = first.weight[taken].double() @ seen
    nets = sums + first.bias[taken].double()
    activated = _Activated(subject, is_output=not further)
    outputs = subject.outputs
    single = outputs.single and not further
    return Numbers(
        mark=ask.mark,
        step=subject.step,
        neuron=neuron,
        size=first.out_features,
        is_output=not further,
        stored=np.array(stored.numpy()),
        seen=doubles(seen.reshape(stored.shape)),
        weights=doubles(first.weight[neuron].reshape(stored.shape)),
        bias=float(first.bias[neuron]),
        sum=float(sums[at]),
        output=float(activated.of(nets.unsqueeze(0))[0, at]),
        activation=activated.kind,
        log_total=float(nets.logsumexp(0)),
        curve=activated.curve(nets, at),
        label=label,
        chosen=int(outputs.chosen(subject.raw(stored.unsqueeze(0)))),
        threshold=(outputs.target_off + outputs.target_on) / 2 if single else None,
        place=_place(ask.input, subject) if isinstance(ask.input, ExampleAt) else None,
    )


def find_nth(ask: AskNth, subject: Subject) -> Nth:
    """Look up one example by its class and its number there."""
    labels = _labels(ask.part, subject)
    places = np.arange(len(labels)) if ask.label is None else np.flatnonzero(labels == ask.label)
    if not len(places):
        return Nth(ask, 0, 0, None)
    number = max(1, min(ask.number, len(places)))
    return Nth(ask, number, len(places), ExampleAt(ask.part, int(places[number - 1])))


class _Activated:
    """The activation that the first layer applies."""

    def __init__(self, subject: Subject, *, is_output: bool) -> None:
        self._subject = subject
        self._is_output = is_output
        self.kind: Activation | OutputActivation = (
            subject.outputs.activation if is_output else subject.experiment.model.activation
        )

    def of(self, nets: Tensor) -> Tensor:
        """Return the outputs [n, size] of `nets` [n, size]."""
        if self._is_output:
            return self._subject.outputs.activated(nets)
        outputs: Tensor = self._subject.network.activation(nets)
        return outputs

    def curve(self, nets: Tensor, at: int) -> Doubles:
        """Return [2, n] nets of the neuron `at` a place and its outputs, while the others keep their `nets` [size]."""
        net = float(nets[at])
        wanted = 1.2 * abs(net) if math.isfinite(net) else 0.0
        end = next((end for end in _CURVE_ENDS if wanted <= end), wanted)
        places = torch.linspace(-end, end, _CURVE_POINTS, dtype=torch.float64)
        if self.kind in (OutputActivation.SOFTMAX, OutputActivation.LOG_SOFTMAX):
            layer = nets.repeat(_CURVE_POINTS, 1)
            layer[:, at] = places
            outputs = self.of(layer)[:, at]
        else:
            outputs = self.of(places.unsqueeze(1))[:, 0]
        return doubles(torch.stack([places, outputs]))


def _place(at: ExampleAt, subject: Subject) -> ClassPlace:
    labels = _labels(at.part, subject)
    same = labels[: at.index + 1] == labels[at.index]
    counts = np.bincount(labels, minlength=subject.data.facts.class_count)
    return ClassPlace(at, int(np.count_nonzero(same)), counts)


def _labels(part: Part, subject: Subject) -> Ints:
    labels = subject.data.train_labels if part is Part.TRAIN else subject.data.test_labels
    return ints(labels.cpu())
