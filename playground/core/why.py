"""Questions about why the network answers a picture as it does, and their answers.

They are asked and answered like those of `core.probes`. Pictures have one plane: input shapes are [h, w]. `mark` comes
back with the answer: who asked, and about what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.core.facts import DataFacts
from playground.core.probes import Floats, Input, Ints, Question

Mark = tuple[str, int]

AMOUNTS = tuple(step / 200 for step in range(21)) + tuple(step / 100 for step in range(11, 51))
"""By how much each pixel may change, in parts of the range of values: finer where most answers flip."""


@dataclass(frozen=True, slots=True, eq=False)
class AskSaliency(Question):
    """Which ink speaks for the class `label`, and which against it? None: for the answer."""

    input: Input
    label: int | None = None
    mark: Mark = ("", 0)


@dataclass(frozen=True, slots=True, eq=False)
class Saliency:
    """`contributions` [h, w] are ink times gradient: how far each pixel's ink (its stored value above paper) raises
    the raw output of class `label`, as straight lines from here would have it; 0 on paper.

    `input` [h, w] as stored; `output` is the raw output of that class, `probabilities` [classes] the whole answer.
    `truth` is the true label where it is known, else -1.
    """

    step: int
    mark: Mark
    input: NDArray[Any]
    label: int
    chosen: int
    probabilities: Floats
    output: float
    contributions: Floats
    truth: int


@dataclass(frozen=True, slots=True, eq=False)
class AskOcclusion(Question):
    """What is each part of the picture worth to the class `label`? None: to the answer."""

    input: Input
    label: int | None = None
    mark: Mark = ("", 0)


@dataclass(frozen=True, slots=True, eq=False)
class Occlusion:
    """For each pixel [h, w] what comes of wiping the square of `patch` x `patch` pixels around it to paper: `worth` is
    by how much the raw output of class `label` falls, `left` the probability that this class then has.

    In networks so wide that not every place can be tried, blocks of `stride` x `stride` pixels share what their middle
    found. `probability` is that of the whole picture, `input` [h, w] as stored.
    """

    step: int
    mark: Mark
    input: NDArray[Any]
    label: int
    patch: int
    stride: int
    probability: float
    worth: Floats
    left: Floats


@dataclass(frozen=True, slots=True, eq=False)
class AskNearest(Question):
    """Which `count` training examples are nearest to this input, in the outputs of the last hidden layer?

    A question looks at a piece of the training part; asked again about the same input and weights, at the next one.
    """

    input: Input
    count: int = 8
    mark: Mark = ("", 0)


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The nearest of the `looked` first among the `total` training examples, nearest first: `indexes` [n], `values`
    [n, h, w] as stored, `labels` [n] and Euclidean `distances` [n]. `chosen` is the network's answer to the input.

    The input itself, where it is one of them, is left out.
    """

    step: int
    mark: Mark
    chosen: int
    indexes: Ints
    values: NDArray[Any]
    labels: Ints
    distances: Floats
    looked: int
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class AskFlip(Question):
    """How little must each pixel change, in the direction that hurts most, for another answer? See `AMOUNTS`."""

    input: Input
    mark: Mark = ("", 0)


@dataclass(frozen=True, slots=True, eq=False)
class Flip:
    """The fast gradient sign method (Goodfellow, Shlens, Szegedy 2014: arXiv 1412.6572).

    `direction` [h, w] is -1, 0 or 1: the sign of the gradient of the loss. For each of `amounts` [n], rising from 0,
    `probabilities` [n, classes] and `chosen` [n] are the answer to `shifted(input, direction, amount)`. `input` [h, w]
    as stored.
    """

    step: int
    mark: Mark
    input: NDArray[Any]
    direction: NDArray[np.int8]
    amounts: Sequence[float]
    probabilities: Floats
    chosen: Ints

    @property
    def first(self) -> int | None:
        """The place of the smallest amount with another answer; None where none has."""
        flipped = np.flatnonzero(self.chosen != self.chosen[0])
        return int(flipped[0]) if len(flipped) else None


def shifted(values: NDArray[Any], direction: NDArray[np.int8], amount: Any, facts: DataFacts) -> Floats:
    """Return `values` [h, w], as stored, moved along `direction` by `amount` times the range of stored values and cut
    to that range. `amount` may be an array that broadcasts against them.
    """
    low, high = min(facts.low), max(facts.high)
    moved = values.astype(np.float32) + np.asarray(amount, dtype=np.float32) * (high - low) * direction
    return np.asarray(np.clip(moved, low, high), dtype=np.float32)
