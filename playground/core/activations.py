"""The activation functions as mathematics, and what of them a network uses: questions and answers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from playground.core.experiment import Experiment
from playground.core.model_options import Activation, OutputActivation
from playground.core.probes import Doubles, Ints, Question
from playground.core.rules import output_activation

ALMOST_FLAT = 0.05
"""A slope below this share of the function's greatest lets next to nothing of a gradient pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A function in words; `about` is a template (see `messages`), plain text.

    Its values lie between `low` and `high`, which it reaches where it `touches` them.
    """

    about: str
    low: float = -math.inf
    high: float = math.inf
    touches_low: bool = False


DESCRIBED: Mapping[Activation, Described] = {
    Activation.IDENTITY: Described(about="Without a bend, many layers are but one."),
    Activation.RELU: Described(about="Nothing fades above 0, nothing passes below.", low=0.0, touches_low=True),
    Activation.LEAKY_RELU: Described(about="Below 0 a unit still learns a little."),
    Activation.ELU: Described(about="ReLU that bends smoothly to −1 below 0.", low=-1.0),
    Activation.GELU: Described(about="Φ is the normal distribution, φ its density.", low=-0.1699712, touches_low=True),
    Activation.SILU: Described(about="x times its sigmoid σ; also known as swish.", low=-0.2784645, touches_low=True),
    Activation.TANH: Described(about="Centred on 0; its slope fades far from it.", low=-1.0, high=1.0),
    Activation.SIGMOID: Described(about="At most a quarter of a gradient gets through.", low=0.0, high=1.0),
    Activation.SOFTPLUS: Described(about="ReLU without the kink.", low=0.0),
}


def activations(experiment: Experiment) -> tuple[Activation | None, ...]:
    """Return the activation of each layer, the output layer last; None: one that mixes the outputs (softmax)."""
    last = {OutputActivation.IDENTITY: Activation.IDENTITY, OutputActivation.SIGMOID: Activation.SIGMOID}
    hidden = (experiment.model.activation,) * len(experiment.model.hidden)
    return *hidden, last.get(output_activation(experiment))


@dataclass(frozen=True, slots=True)
class AskCurves(Question):
    """How do the functions run from -extent to extent? At 2 * `half` + 1 places, evenly spread."""

    free: ClassVar[bool] = True
    extent: float = 6.0
    half: int = 240


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Values and slopes [n] at each `x` of the curves."""

    y: Doubles
    slope: Doubles


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Every function at the places `x` [n]."""

    extent: float
    x: Doubles
    of: Mapping[Activation, Curve]


@dataclass(frozen=True, slots=True)
class AskSums(Question):
    """Which weighted sums reach the units of a layer (from 0, the output layer last), and what does `activation` make
    of them? For the first `count` test examples. The network need not have that activation.
    """

    layer: int
    activation: Activation
    count: int = 500


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sums:
    """The answer to `ask`, over so many `examples` and `units`. Sums that are no finite numbers are left out; where
    none is left, so are `edges` and `counts`.

    `counts` [b] of the sums lie between `edges` [b + 1], which are multiples of their distance; the outermost
    thousandth at either end is counted in the bin there. `flat` is the share of sums where the slope is below
    ALMOST_FLAT of the activation's greatest; `silent` the number of units of which all sums are such.
    """

    ask: AskSums
    step: int
    examples: int
    units: int
    edges: Doubles
    counts: Ints
    flat: float
    silent: int
