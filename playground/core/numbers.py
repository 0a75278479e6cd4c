"""An example as the numbers that one neuron adds up, in float64: what is asked about it, and the answer."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from playground.core.model_options import Activation, OutputActivation
from playground.core.probes import Doubles, ExampleAt, Input, Ints, Part, Question


@dataclass(frozen=True, slots=True)
class AskNumbers(Question):
    """What does one neuron of the first layer make of this input? `neuron` counts from 0; beyond the layer's end the
    last is meant. `mark` comes back with the answer.
    """

    input: Input
    neuron: int = 0
    mark: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True, eq=False)
class ClassPlace:
    """Where the example `at` stands: it is the `number`-th of its class in its part, from 1 in the order of the file.
    `counts` [classes] are how many examples of each class the part has.
    """

    at: ExampleAt
    number: int
    counts: Ints


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Numbers:
    """One neuron: `sum` = the sum of `seen` x `weights`, + `bias`; `output` = what the activation makes of it.

    `stored`, `seen` (what the network gets of it) and `weights` have the data's input shape. `neuron` is the one of
    `size`. The layer `is_output` where the network has no hidden one; `activation` is what the layer applies.
    `log_total` is the log of the sum of e^net over an output layer, which softmax divides by;
    of a hidden one only this neuron is worked out.
    `curve` [2, n] is the neuron's net (rising) and output, while all other neurons keep theirs.

    `label` is the true class where it is known, else -1; `place` is known of examples of the data. `chosen` is the
    network's answer; with a single output it hangs on which side of `threshold` the `output` lies. That is None with
    several outputs, and with hidden layers.
    """

    mark: tuple[str, int]
    step: int
    neuron: int
    size: int
    is_output: bool
    stored: NDArray[Any]
    seen: Doubles
    weights: Doubles
    bias: float
    sum: float
    output: float
    activation: Activation | OutputActivation
    log_total: float
    curve: Doubles
    label: int
    chosen: int
    threshold: float | None
    place: ClassPlace | None

    @property
    def products(self) -> Doubles:
        """Return what each input adds to the sum: [*input shape]."""
        return self.seen * self.weights

    @property
    def net(self) -> float:
        """Return the sum with the bias, which the activation gets."""
        return self.sum + self.bias


@dataclass(frozen=True, slots=True)
class AskNth(Question):
    """Which example of a part is the `number`-th of a class, in the order of the file? `label` None: of all classes.
    Below 1 the first is meant, beyond the end the last.
    """

    part: Part
    label: int | None
    number: int
    mark: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True, eq=False)
class Nth:
    """`example` is the `number`-th of `count`; None where there is none of this class."""

    ask: AskNth
    number: int
    count: int
    example: ExampleAt | None
