"""A batch on its way through the layers, as torch has it at each: what is asked about it, and the answer."""

from dataclasses import dataclass
from enum import StrEnum

from playground.core.probes import Doubles, Question

MOST_EXAMPLES = 64
SHOWN_VALUES = 24
"""So many values of each example come with a row, and so many of each parameter."""


class TourOperation(StrEnum):
    INPUTS = "inputs"  # X, as a DataLoader gives it
    LABELS = "labels"  # y
    CHANNEL = "channel"  # the one channel of grey images is left out
    FLATTEN = "flatten"
    LINEAR = "linear"
    LOGITS = "logits"  # the last linear layer, where softmax follows
    ACTIVATION = "activation"  # of a hidden layer
    OUTPUT = "output"  # the output activation, where there is one
    SOFTMAX = "softmax"  # what cross-entropy does to logits
    EXP = "exp"  # from log-probabilities to probabilities
    ANSWER = "answer"  # the class


@dataclass(frozen=True, slots=True)
class AskTour(Question):
    """What does each layer do to the first `count` training examples, at most MOST_EXAMPLES? Dropout is off."""

    count: int = 3
    mark: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TourRow:
    """One operation on the batch. `layer` counts linear layers from 1 and is 0 where the operation belongs to none;
    `torch_name` is what torch calls it. Shapes `before` (None: it comes from the data) and `after`, `dtype` after it.

    `values` [n, at most SHOWN_VALUES] are the first values of each of n examples after it, `least`, `mean` and
    `greatest` those of all. `totals` [n] are what each example's values add up to, where they are probabilities.
    """

    operation: TourOperation
    layer: int
    torch_name: str
    before: tuple[int, ...] | None
    after: tuple[int, ...]
    dtype: str
    least: float
    mean: float
    greatest: float
    values: Doubles
    totals: Doubles | None


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A tensor that is learned: `size` as torch has it, how many numbers it `count`s, and its first `values`."""

    name: str
    size: tuple[int, ...]
    count: int
    values: Doubles


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Tour:
    """`count` examples went through: fewer than asked for where there are no more, or the network is very wide.

    `model` is the network as torch prints it, its names are those of `parameters`. `device` is torch's name for what
    the network trains on, `device_title` what people call it.
    """

    mark: tuple[str, int]
    step: int
    count: int
    rows: tuple[TourRow, ...]
    model: str
    parameters: tuple[Parameter, ...]
    device: str
    device_title: str
