"""Where the arrow keys lead in a small network, and what is said of each place."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt

from playground.core.by_hand import HandStep, WeightAt
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.places import InputAt, Place, TargetAt, number_at

ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


def moved(place: Place, across: int, down: int, sizes: Sequence[int]) -> Place:
    """Return the place beside `place` in a network of `sizes`, the inputs first; the same one at an end.

    To the right of an input or a neuron are the weights that it goes through, then the neurons they lead to.
    """
    if down:
        return _beside(place, down, sizes)
    return _after(place, sizes) if across > 0 else _before(place, len(sizes) - 2)


def _beside(place: Place, down: int, sizes: Sequence[int]) -> Place:
    match place:
        case InputAt(index):
            return InputAt(_held(index + down, sizes[0]))
        case TargetAt(index):
            return TargetAt(_held(index + down, sizes[-1]))
        case WeightAt(layer, end, None):
            return WeightAt(layer, _held(end + down, sizes[layer + 1]), None)
        case WeightAt(layer, end, start):
            assert start is not None
            number = _held(end * sizes[layer] + start + down, sizes[layer] * sizes[layer + 1])
            return WeightAt(layer, number // sizes[layer], number % sizes[layer])


def _after(place: Place, sizes: Sequence[int]) -> Place:
    match place:
        case InputAt(index):
            return WeightAt(0, 0, index)
        case WeightAt(layer, end, None):
            return WeightAt(layer + 1, 0, end) if layer + 2 < len(sizes) else TargetAt(end)
        case WeightAt(layer, end, _):
            return WeightAt(layer, end, None)
        case TargetAt():
            return place


def _before(place: Place, last: int) -> Place:
    match place:
        case InputAt():
            return place
        case WeightAt(layer, end, None):
            return WeightAt(layer, end, 0)
        case WeightAt(layer, _, start):
            assert start is not None
            return WeightAt(layer - 1, start, None) if layer else InputAt(start)
        case TargetAt(index):
            return WeightAt(last, index, None)


def _held(index: int, count: int) -> int:
    return max(0, min(count - 1, index))


def described(place: Place, step: HandStep, names: Names, digits: Digits) -> str:
    """Return what is at `place`, with its number in full."""
    value = digits.given(number_at(step, place))
    match place:
        case InputAt(index):
            name, feature = names.before(0, index), names.feature(index)
            named = f"{name} ({feature})" if feature else name
            return _tr("Input {name}: {value}").format(name=named, value=value)
        case TargetAt(index):
            return _tr("Target of {name}: {value}").format(name=names.neuron(names.last, index), value=value)
        case WeightAt(layer, end, None):
            return _neuron(layer, end, step, names, digits, value)
        case WeightAt(layer, end, start):
            assert start is not None
            ends = names.before(layer, start), names.neuron(layer, end)
            weight = names.weight(place) if names.numbered else _tr("Weight")
            text = _tr("{weight} from {start} to {end}: {value}")
            return text.format(weight=weight, start=ends[0], end=ends[1], value=value)


def field_name(place: Place, names: Names) -> str:
    """Return what the field for the number at `place` is called."""
    match place:
        case InputAt(index):
            return _tr("Input {name}").format(name=names.before(0, index))
        case TargetAt(index):
            return _tr("Target of {name}").format(name=names.neuron(names.last, index))
        case WeightAt(layer, end, None):
            return _tr("Bias of {name}").format(name=names.neuron(layer, end))
        case WeightAt():
            weight = names.weight(place) if names.numbered else _tr("Weight")
            return _tr("{weight}, {way}").format(weight=weight, way=names.way(place))


def _neuron(layer: int, end: int, step: HandStep, names: Names, digits: Digits, bias: str) -> str:
    passed = step.layers[layer]
    net, out = (digits.value(float(values[0, end])) for values in (passed.sums, passed.outputs))
    text = _tr("{name}: bias {bias}, net {net}, out {out}")
    name = (names.output(end) if layer == names.last else "") or names.neuron(layer, end)
    return text.format(name=name, bias=bias, net=net, out=out)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
