"""What the parts of a network are called in formulas."""

from collections.abc import Sequence
from dataclasses import dataclass

from playground.core.by_hand import HandStep, WeightAt

_MOST_NUMBERED = 12
_MOST_LETTERS = 14
_MARKS = str.maketrans("", "", "{}")  # which would be taken for what stands lower


@dataclass(frozen=True, slots=True)
class Names:
    """Names for a network of `sizes`, the inputs first. In small ones the weights are counted through, as textbooks do:
    w1, w2, ... Everything is counted from 1. `classes` are what the outputs stand for, `features`
    the inputs, if they have names.
    """

    sizes: tuple[int, ...]
    classes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.sizes) - 2

    def neuron(self, layer: int, index: int) -> str:
        """h1, or h2.1 where there is more than one hidden layer; of an output its class, cut where that is long, or o1
        where there are no classes.
        """
        if layer == self.last:
            return _cut(self.output(index)) or f"o{index + 1}"
        return f"h{index + 1}" if self.last == 1 else f"h{layer + 1}.{index + 1}"

    def before(self, layer: int, index: int) -> str:
        """The input or neuron that a weight of `layer` comes from."""
        return f"x{index + 1}" if layer == 0 else self.neuron(layer - 1, index)

    def sent(self, layer: int, index: int) -> str:
        """What that sends: x1, or out_{h1}."""
        name = self.before(layer, index)
        return name if layer == 0 else f"out_{{{name}}}"

    def weight(self, at: WeightAt) -> str:
        """w5, or w alone where weights are not numbered; b_{h1} for a bias."""
        if at.start is None:
            return f"b_{{{self.neuron(at.layer, at.end)}}}"
        if self.numbered:
            return f"w{self._number(at.layer, at.end, at.start)}"
        return "w"

    def way(self, at: WeightAt) -> str:
        """Where a weight leads: h1 → o1; "" for a bias."""
        return "" if at.start is None else f"{self.before(at.layer, at.start)} → {self.neuron(at.layer, at.end)}"

    def output(self, index: int) -> str:
        """The name of the class that an output stands for; "" where it stands for none."""
        return self.classes[index] if len(self.classes) == self.sizes[-1] else ""

    def feature(self, index: int) -> str:
        """The name of an input; "" where it has none."""
        return self.features[index] if len(self.features) == self.sizes[0] else ""

    @property
    def numbered(self) -> bool:
        return sum(before * after for before, after in self._gaps()) <= _MOST_NUMBERED

    def _number(self, layer: int, end: int, start: int) -> int:
        earlier = sum(before * after for before, after in self._gaps()[:layer])
        return earlier + end * self.sizes[layer] + start + 1

    def _gaps(self) -> Sequence[tuple[int, int]]:
        return list(zip(self.sizes[:-1], self.sizes[1:], strict=True))


def _cut(name: str) -> str:
    plain = name.translate(_MARKS)
    return plain if len(plain) <= _MOST_LETTERS else f"{plain[: _MOST_LETTERS - 1].rstrip()}…"


def names_of(step: HandStep, classes: tuple[str, ...] = (), features: tuple[str, ...] = ()) -> Names:
    """Return the names in the network of a step."""
    sizes = (step.inputs.shape[1], *(layer.bias.size for layer in step.layers))
    return Names(sizes, classes, features)
