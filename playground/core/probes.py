"""Questions to a network at one step, and their answers: what the live views ask for.

Each question is a frozen value with an answer type beside it; `engine.probes` has one function for each. They are
asked about a `NetworkState`, never about the network that trains, so a paused, untrained or finished one answers too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from playground.core.augmentation_options import AugmentationOptions

Floats: TypeAlias = NDArray[np.float32]
Doubles: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]


class Part(StrEnum):
    TRAIN = "train"
    TEST = "test"


class Keep(StrEnum):
    ALL = "all"
    RIGHT = "right"
    WRONG = "wrong"


class Order(StrEnum):
    INDEX = "index"
    LEAST_SURE = "least_sure"
    RANDOM = "random"


class Question:
    """Base of all questions; its class is its kind, and of those that one asker has laid down only the newest of a
    kind is answered. Urgent ones are answered first. Moving ones are asked many times a second, so that what they show
    moves like a film; others when there is time. Free ones are about no network: they are answered where there is none,
    and whichever there is. Those about learning need the optimizer's state beside the weights.
    """

    urgent: ClassVar[bool] = False
    moving: ClassVar[bool] = False
    free: ClassVar[bool] = False
    about_learning: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Instead of an answer that takes long: part of the work is done, and asking again goes on with it."""


@dataclass(frozen=True, slots=True, eq=False)
class Example(Question):
    """One input in the data set's own values (not normalised): bytes 0-255 for images, numbers for points and rows.

    `values` has the data set's input shape.
    """

    values: NDArray[Any]


@dataclass(frozen=True, slots=True)
class ExampleAt(Question):
    """One example of the data set, by its part and index."""

    part: Part
    index: int


Input: TypeAlias = Example | ExampleAt


@dataclass(frozen=True, slots=True, eq=False)
class AskAnswer(Question):
    """What is this drawing, point or row? The person is waiting for it."""

    urgent: ClassVar[bool] = True
    input: Example


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """`probabilities` [classes] add up to 1; `chosen` is the label of the answer."""

    step: int
    probabilities: Floats
    chosen: int


@dataclass(frozen=True, slots=True, eq=False)
class AskAnswers(Question):
    """What are these, `values` [n, *input shape] as stored? `mark` comes back with the answer: who asked, and about
    what. Of a wide network the first are answered alone, 16 at least: a drawing waits for its answer meanwhile.
    """

    values: NDArray[Any]
    mark: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """`probabilities` [m, classes] and `chosen` labels [m] for the first m of the inputs."""

    step: int
    mark: tuple[str, int]
    probabilities: Floats
    chosen: Ints


@dataclass(frozen=True, slots=True)
class AskSamples(Question):
    """How does the network do on the first `pool` examples of a part? At most `count` come back.

    At random they are drawn from the whole part; `draw` says which draw, so that the same one stays while it learns.
    """

    part: Part = Part.TEST
    keep: Keep = Keep.ALL
    order: Order = Order.LEAST_SURE
    count: int = 60
    pool: int = 400
    draw: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """The chosen examples: `indexes` [n] in their part, `values` [n, *input shape] as stored, `labels` [n],
    `probabilities` [n, classes], `chosen` [n].

    `pool` and `wrong` count all that were looked at; `confused` lists (true label, answer, count), most frequent first.
    """

    step: int
    part: Part
    indexes: Ints
    values: NDArray[Any]
    labels: Ints
    probabilities: Floats
    chosen: Ints
    pool: int
    wrong: int
    confused: Sequence[tuple[int, int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class AskFlow(Question):
    """How does the input become an answer? With the `links` strongest links per gap, and `neurons` shown per layer."""

    input: Input
    links: int = 72
    answer_links: int = 40
    neurons: int = 64


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One layer on the way: the `shown` [s] neurons (by index, rising), their weighted `sums` with bias, `biases` and
    `outputs` [s] after the activation, and the `size` and number of `active` (output above 0) of the whole layer.
    Of wide layers the neurons whose outputs are farthest from 0 are shown; of the output layer all.
    """

    size: int
    active: int
    shown: Ints
    sums: Floats
    biases: Floats
    outputs: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """The strongest links of one gap, weakest first: from position `start` [n] among the shown neurons of the layer
    before (or input number for the first gap) to position `end` [n] of the layer after. `signal` [n] is activation
    times weight, `weight` [n] the weight alone. Links that carry nothing are left out.
    """

    start: Ints
    end: Ints
    signal: Floats
    weight: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """The input on its way to an answer. `input` [*input shape] as stored, `seen` the same normalised;
    `layers` are the hidden layers, then the output layer; `links` has one entry per layer, from the layer before.
    `patterns` [s, *input shape] are the weights of the first layer's shown neurons, `pattern_scale` the 99th percentile
    of their absolute values. `label` is the true label where it is known, else -1.
    """

    step: int
    input: NDArray[Any]
    seen: Floats
    layers: Sequence[Layer]
    links: Sequence[Links]
    patterns: Floats
    pattern_scale: float
    probabilities: Floats
    chosen: int
    label: int


@dataclass(frozen=True, slots=True)
class AskPlane(Question):
    """What does the network answer everywhere in the square [-extent, extent]^2, and each neuron with it?"""

    moving: ClassVar[bool] = True
    extent: float = 6.0
    cells: int = 100
    neuron_cells: int = 25


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """Values at cell centres, row 0 at the top (largest y), column 0 at the left (smallest x).

    `surface` [cells, cells, classes] are probabilities; `neurons` has for each hidden layer [n, c, c] outputs, for the
    first 64 neurons; `weights` has for every gap (output layer last) the [to, from] weights between those.
    """

    step: int
    extent: float
    surface: Floats
    neurons: Sequence[Floats]
    weights: Sequence[Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """The points of a plane data set, as stored: `train` [n, 2], `test` [m, 2], and their labels.
    `test_chosen` [m] is what the network answers for the test points."""

    step: int
    train: Floats
    train_labels: Ints
    test: Floats
    test_labels: Ints
    test_chosen: Ints


@dataclass(frozen=True, slots=True)
class AskPoints(Question):
    """Where are the points, and which test points does the network get wrong? The first `most` of each part."""

    most: int = 1000


@dataclass(frozen=True, slots=True)
class AskAugmented(Question):
    """How do training images look when they are varied so? `draw` says which images and which random numbers."""

    options: AugmentationOptions
    draw: int = 0
    images: int = 4
    times: int = 2


@dataclass(frozen=True, slots=True, eq=False)
class Augmented:
    """Answer to `ask`: images as `stored` [images, h, w], and each varied so many times, `varied` [times, images, h, w]
    in stored values. `data` is the fingerprint of the data that they are from.
    """

    ask: AskAugmented
    data: str
    stored: NDArray[Any]
    varied: Floats
