"""What can be pointed at in an example, and its number there."""

from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from playground.core.by_hand import ExampleError, HandExample, HandStep, WeightAt

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class InputAt:
    index: int


@dataclass(frozen=True, slots=True)
class TargetAt:
    """What an output should be."""

    index: int


Place: TypeAlias = InputAt | TargetAt | WeightAt


def number_at(step: HandStep, place: Place) -> float:
    """Return the number at `place` of the first sample, before the step."""
    match place:
        case InputAt(index):
            return float(step.inputs[0, index])
        case TargetAt(index):
            return float(step.targets[0, index])
        case WeightAt(number, end, start):
            layer = step.layers[number]
            return float(layer.bias[end] if start is None else layer.weight[end, start])


def with_number(example: HandExample, place: Place, value: float) -> HandExample:
    """Return the example with `value` at `place`. Targets that are shares of 1 become all of it at this place."""
    match place:
        case InputAt(index):
            return replace(example, inputs=_with(example.inputs, index, value))
        case TargetAt(index) if example.error is ExampleError.CROSS_ENTROPY:
            shares = tuple(float(output == index) for output in range(len(example.targets)))
            return replace(example, targets=shares)
        case TargetAt(index):
            return replace(example, targets=_with(example.targets, index, value))
        case WeightAt(layer, end, None):
            biases = _with(example.biases[layer], end, value)
            return replace(example, biases=_with(example.biases, layer, biases))
        case WeightAt(layer, end, start):
            assert start is not None
            row = _with(example.weights[layer][end], start, value)
            return replace(example, weights=_with(example.weights, layer, _with(example.weights[layer], end, row)))


def within(at: WeightAt, sizes: tuple[int, ...]) -> WeightAt:
    """Return `at`, or what is nearest to it in a network of `sizes`, the inputs first."""
    layer = min(at.layer, len(sizes) - 2)
    start = None if at.start is None else min(at.start, sizes[layer] - 1)
    return WeightAt(layer, min(at.end, sizes[layer + 1] - 1), start)


def _with(items: tuple[_Item, ...], index: int, item: _Item) -> tuple[_Item, ...]:
    return (*items[:index], item, *items[index + 1 :])
