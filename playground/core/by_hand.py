"""One step of learning with its real numbers, in float64: what is asked about it, and the answer.

The names of the stages are those of PyTorch tutorials. Layers are counted from 0, the first after the inputs; "net" is
a neuron's weighted sum with its bias, "out" what its activation makes of it, "E" the loss.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from playground.core.model_options import Activation, OutputActivation
from playground.core.probes import Doubles, Input, Question
from playground.core.training_options import Loss

MOST_PARAMETERS = 1_500_000
"""Networks with more are not gone through by hand: each answer holds all weights and gradients in float64, and other
answers wait for it, with the largest batch for about 0.1 s."""
MOST_IN_BATCH = 256


class Stage(StrEnum):
    FORWARD = "forward"
    LOSS = "loss"
    ZERO_GRAD = "zero_grad"
    BACKWARD = "backward"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class WeightAt:
    """The weight into neuron `end` of layer `layer` from neuron (or input) `start` before it; None: its bias."""

    layer: int
    end: int
    start: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandExample:
    """A small network with all its numbers, to be changed at will.

    `weights` has for each layer a row for each neuron; `error` is HALF_SQUARES, or the cross-entropy of softmax outputs
    and targets that add up to 1. It learns by plain gradient descent; `biases_fixed` keeps the biases as they are.
    """

    inputs: tuple[float, ...]
    weights: tuple[tuple[tuple[float, ...], ...], ...]
    biases: tuple[tuple[float, ...], ...]
    activation: Activation
    output_activation: OutputActivation
    targets: tuple[float, ...]
    error: "ExampleError"
    learning_rate: float
    biases_fixed: bool = False


class ExampleError(StrEnum):
    HALF_SQUARES = "half_squares"  # sum over the outputs of (target - out)^2 / 2
    CROSS_ENTROPY = "cross_entropy"  # minus the sum of target * log(out)


@dataclass(frozen=True, slots=True)
class Batch:
    """The first `count` training examples, at most MOST_IN_BATCH."""

    count: int


@dataclass(frozen=True, slots=True, eq=False)
class AskHandStep(Question):
    """What would the next step of the present network be, if it were taken with this input, or this batch?

    Dropout is off and images are not varied. `label` is the class that the input should be taken for; None: its own,
    and where that is not known the network's answer. `picked` is the weight to follow.
    """

    about_learning: ClassVar[bool] = True
    inputs: Input | Batch
    picked: WeightAt
    label: int | None = None
    mark: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True, eq=False)
class AskHandExample(Question):
    """What does a step of this example look like?"""

    free: ClassVar[bool] = True
    example: HandExample
    picked: WeightAt
    mark: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HandLayer:
    """One layer of k neurons after one of m, for n samples: `weight` [k, m], `bias` [k]; `sums` and `outputs` [n, k];
    the gradients of the loss E by both, [n, k], `output_gradients` and `sum_gradients`, and by the weights, [k, m] and
    [k]; and weight and bias after the step.
    """

    weight: Doubles
    bias: Doubles
    sums: Doubles
    outputs: Doubles
    output_gradients: Doubles
    sum_gradients: Doubles
    weight_gradient: Doubles
    bias_gradient: Doubles
    new_weight: Doubles
    new_bias: Doubles


@dataclass(frozen=True, slots=True)
class Chain:
    """The factors of one sample's part in the gradient by the picked weight:
    dE/dout x dout/dnet x dnet/dw = `output_gradient` x `slope` x `input` = `product`.

    `parts` are what the neurons of the next layer send back, dE/dnet x weight each, and add up to `output_gradient`;
    they are empty for an output. `slope` is None where the activation mixes the outputs (softmax), and where an output
    is so sure and wrong that dE/dout is infinite: then `sum_gradient`, dE/dnet, is not the product of the two before
    it. With a batch E is its mean (or sum).
    """

    output_gradient: float
    parts: tuple[float, ...]
    slope: float | None
    sum_gradient: float
    input: float
    product: float


@dataclass(frozen=True, slots=True)
class Term:
    """A line of the optimizer's update, plain text: `symbol` = `formula` = the same with `numbers` = `value`."""

    symbol: str
    formula: str
    numbers: str
    value: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PickedWeight:
    """The picked weight: its `value`, its `gradient` from autograd, from the chains (`chained`, their sum) and from a
    central finite difference; one chain for each sample, of the first 16 at most; and the update term by term, whose
    last gives `new_value`.
    """

    at: WeightAt
    value: float
    gradient: float
    chained: float
    difference: float
    chains: tuple[Chain, ...]
    update: tuple[Term, ...]
    new_value: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HandStep:
    """A step with n samples. `inputs` [n, m] as the network sees them; `targets` [n, outputs], what the outputs should
    be (1 and 0 for losses that compare classes); `labels` [n], -1 in examples without classes; `losses` [n] of each,
    `loss` of all, `loss_after` the same once the step is taken. `loss_name` is an ExampleError or a Loss. `guessed`
    tells that the label is not known and the network's answer stands in for it. `rate` is the learning rate in force.
    """

    mark: tuple[str, int]
    step: int
    inputs: Doubles
    layers: tuple[HandLayer, ...]
    targets: Doubles
    labels: NDArray[np.int64]
    guessed: bool
    losses: Doubles
    loss: float
    loss_after: float
    activation: Activation
    output_activation: OutputActivation
    loss_name: Loss | ExampleError
    rate: float
    picked: PickedWeight
