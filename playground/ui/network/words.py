"""The words of the Network panel."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from PySide6.QtCore import QCoreApplication

from playground.core.experiment import specs_by_path
from playground.core.model_options import Activation
from playground.core.probes import Flow, Layer
from playground.ui.figures import MINUS, decimal, significant, surety, whole
from playground.ui.network.structure import Structure
from playground.ui.words import say

_FIRING = frozenset({Activation.RELU, Activation.LEAKY_RELU, Activation.ELU, Activation.GELU, Activation.SILU})
_ALWAYS_POSITIVE = frozenset({Activation.SIGMOID, Activation.SOFTPLUS})


_LARGE = 1000.0
_VERY_LARGE = 1e5


def _tr(text: str) -> str:
    return QCoreApplication.translate("Network", text)


def picture_title() -> Sequence[str]:
    return _tr("What the net sees"), _tr("It sees")


def picture_subtitle(structure: Structure) -> Sequence[str]:
    numbers = _tr("{count} numbers").format(count=whole(prod(structure.input_shape)))
    sides = " × ".join(str(side) for side in structure.input_shape)
    return f"{sides} = {numbers}", numbers


def no_input() -> Sequence[str]:
    return _tr("no drawing yet"), _tr("empty")


def pattern_hint() -> str:
    return _tr("Ink on blue adds, ink on orange subtracts.")


def can_be_silent(structure: Structure) -> bool:
    """Tell whether a hidden neuron either fires or is silent, so that it makes sense to say how many fire."""
    return bool(structure.hidden) and structure.activation in _FIRING


def patterns_title(structure: Structure) -> Sequence[str]:
    size, shown = structure.sizes[0], structure.shown[0]
    if not structure.hidden:
        return (_patterns(shown), "")
    if shown < size:
        wide = _tr("Layer 1: {shown} of {size} patterns").format(shown=shown, size=whole(size))
        return wide, _tr("{shown} of {size}").format(shown=shown, size=whole(size))
    return _tr("Layer 1: {patterns}").format(patterns=_patterns(size)), _tr("Layer 1")


def _patterns(count: int) -> str:
    return _tr("{count} patterns").format(count=count) if count > 1 else _tr("1 pattern")


def patterns_subtitle(structure: Structure) -> Sequence[str]:
    if not structure.hidden and structure.is_single:
        return _single_pattern_subtitle(structure)
    if not structure.hidden:
        return _tr("Each class looks for a pattern of its own"), _tr("one per class")
    if structure.shown[0] < structure.sizes[0]:
        return _tr("Those that this input stirs most"), _tr("the most active")
    if structure.sizes[0] == 1:
        return _tr("The neuron looks for one pattern"), _tr("one neuron")
    return _tr("Each neuron looks for one pattern"), _tr("one per neuron")


def _single_pattern_subtitle(structure: Structure) -> Sequence[str]:
    high = structure.class_of(0)
    texts = (
        _tr("One neuron for both classes: a high score speaks for {high}, a low one for {low}"),
        _tr("A high score speaks for {high}, a low one for {low}"),
        _tr("high: {high}, low: {low}"),
    )
    return [text.format(high=structure.class_names[high], low=structure.class_names[1 - high]) for text in texts]


def inputs_title() -> Sequence[str]:
    return (_tr("Input"),)


def inputs_subtitle(structure: Structure, rows: int) -> Sequence[str]:
    count = len(structure.features)
    if rows < count:
        long = _tr("{rows} of {count} features: the most unusual").format(rows=rows, count=count)
        return long, _tr("{rows} of {count} features").format(rows=rows, count=count)
    return (
        _tr("{count} features; bars from the mean").format(count=count),
        _tr("{count} features").format(count=count),
    )


def layer_title(structure: Structure, number: int) -> Sequence[str]:
    """`number` counts from 0."""
    if number == 0 and structure.has_patterns:
        return _tr("Response"), "1"
    return _tr("Layer {number}").format(number=number + 1), str(number + 1)


def layer_subtitle(structure: Structure, number: int, layer: Layer | None) -> Sequence[str]:
    size, shown = structure.sizes[number], structure.shown[number]
    neurons = _tr("{count} neurons").format(count=whole(size)) if size > 1 else _tr("1 neuron")
    part = _tr("{shown} of {size}").format(shown=shown, size=whole(size))
    if layer is None or structure.activation in _ALWAYS_POSITIVE:
        return (part,) if shown < size else (neurons, whole(size))
    active = whole(layer.active)
    if structure.activation in _FIRING:
        long, short = _tr("{active} of {size} fire"), _tr("{active} fire")
    else:
        long, short = _tr("{active} of {size} above 0"), _tr("{active} above 0")
    counted = [text.format(active=active, size=whole(size)) for text in (long, short)]
    return [f"{part}, {counted[1]}", part] if shown < size else [*counted, active]


def plane_inputs_subtitle() -> Sequence[str]:
    return (_tr("x and y"),)


def plane_answer_subtitle() -> Sequence[str]:
    return (_tr("for your point"),)


def plane_input(position: int, point: tuple[float, float] | None) -> str:
    name = (_tr("x: from left to right"), _tr("y: from bottom to top"))[position]
    return name if point is None else f"{name}; {decimal(point[position], 2)}"


def maps_subtitle(structure: Structure, number: int, shown: int) -> Sequence[str]:
    """Return what stands over a layer's maps; the activation is named once, at the first layer."""
    size = structure.sizes[number]
    part = _tr("{shown} of {size}").format(shown=shown, size=whole(size))
    if shown < size:
        return (part,)
    neurons = _tr("{count} neurons").format(count=size) if size > 1 else _tr("1 neuron")
    named = [f"{neurons} · {activation_title(structure)}"] if number == 0 else []
    return [*named, neurons, str(size)]


def map_ends(structure: Structure) -> tuple[str, str]:
    """Return what the ends of the map of neurons' outputs mean."""
    if structure.activation is Activation.TANH:
        return _tr("Neuron {value}").format(value=decimal(-1, 0)), "+1"
    if structure.activation is Activation.SIGMOID:
        return _tr("Neuron {value}").format(value="0"), "1"
    return _tr("Neuron: low"), _tr("high")


def positive_weight() -> Sequence[str]:
    return _tr("positive weight"), _tr("positive")


def negative_weight() -> Sequence[str]:
    return _tr("negative weight"), _tr("negative")


def your_point() -> str:
    return _tr("your point")


def surface_title() -> Sequence[str]:
    return _tr("Decision surface"), _tr("Decisions")


def surface_subtitle(structure: Structure) -> Sequence[str]:
    if len(structure.classes) == 2:
        long = _tr("the answer for every point; the line is 50 : 50")
        return long, _tr("the answer for every point"), _tr("every answer")
    return _tr("the answer for every point; paler where it is less sure"), _tr("the answer for every point")


def neuron_map_subtitle() -> Sequence[str]:
    return _tr("what this neuron says at every point"), _tr("at every point")


def train_points() -> str:
    return _tr("train")


def test_points() -> str:
    return _tr("test")


def wrong_points(wrong: int, count: int) -> Sequence[str]:
    long = _tr("wrong ({wrong} of {count} test)").format(wrong=wrong, count=count)
    return long, _tr("wrong ({wrong})").format(wrong=wrong)


def answer_title() -> Sequence[str]:
    return (_tr("Answer"),)


def answer_subtitle(structure: Structure, flow: Flow | None) -> tuple[Sequence[str], bool]:
    """Return what stands under "Answer", and whether it is a warning that the answer is wrong."""
    if flow is None or flow.label < 0:
        return (_tr("how sure it is of each class"), _tr("how sure it is")), False
    name = structure.class_names[flow.label]
    if flow.label == flow.chosen:
        return (_tr("right: it is {name}").format(name=name), _tr("right")), False
    return (_tr("wrong: it is {name}").format(name=name), _tr("wrong")), True


def activation_title(structure: Structure) -> str:
    return say(specs_by_path()["model.activation"].setting.choices[structure.activation])


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How one neuron comes to its output: the names of the parts, longest first, and figures as people read them."""

    name: str
    incoming_names: Sequence[str]
    incoming: str
    bias_names: Sequence[str]
    bias: str
    outcome_names: Sequence[str]
    outcome: str

    @property
    def lines(self) -> tuple[str, str, str]:
        """Name, sum and outcome."""
        total = f"{self.incoming_names[0]} {self.incoming} {self.bias_names[0]} {self.bias}"
        return self.name, total, f"{self.outcome_names[0]} {self.outcome}"

    @property
    def line(self) -> str:
        name, total, outcome = self.lines
        return f"{name}: {total} → {outcome}"


def arithmetic(structure: Structure, flow: Flow, layer: int, position: int) -> Arithmetic:
    """Return how the neuron at `position` among those shown of `layer` comes to its output."""
    found = flow.layers[layer]
    total, bias, output = float(found.sums[position]), float(found.biases[position]), float(found.outputs[position])
    is_output = layer == len(structure.hidden)
    return Arithmetic(
        name=neuron_name(structure, layer, int(found.shown[position])),
        incoming_names=(_incoming(structure, layer), _tr("sum")),
        incoming=figure(total - bias),
        bias_names=(_tr("+ bias"), _tr("bias")),
        bias=figure(bias),
        outcome_names=_score_names(structure) if is_output else _outcomes(structure, output),
        outcome=figure(total if is_output else output),
    )


def _score_names(structure: Structure) -> Sequence[str]:
    """Return what an output unit's sum is called: that of a single one says for which class."""
    if not structure.is_single:
        return (_tr("score"),)
    return _tr("score for {name}").format(name=structure.class_names[structure.class_of(0)]), _tr("score")


def _outcomes(structure: Structure, output: float) -> Sequence[str]:
    title = activation_title(structure)
    if structure.activation not in _FIRING:
        return (title,)
    if output > 0:
        return _tr("{activation}: fires").format(activation=title), _tr("fires")
    return _tr("{activation}: silent").format(activation=title), _tr("silent")


def _incoming(structure: Structure, layer: int) -> str:
    if layer > 0:
        return _tr("signals × weights")
    return _tr("pixels × pattern") if structure.has_patterns else _tr("features × weights")


def neuron_name(structure: Structure, layer: int, neuron: int) -> str:
    """Both count from 0."""
    if layer == len(structure.hidden):
        name = structure.class_names[structure.class_of(neuron)]
        return _tr("Class {name}").format(name=name) if len(name) <= 2 else name
    if layer == 0 and structure.has_patterns:
        return _tr("Neuron {number}").format(number=whole(neuron + 1))
    return _tr("Layer {layer}, neuron {number}").format(layer=layer + 1, number=whole(neuron + 1))


def class_line(structure: Structure, flow: Flow, label: int) -> str:
    name = structure.class_names[label]
    return _tr("{name}: {surety} sure").format(name=name, surety=surety(float(flow.probabilities[label])))


def figure(value: float) -> str:
    """Two decimals for what is not small: 3.69; figures that count for what is: 0.0031; never a long row of digits."""
    if abs(value) >= _LARGE:
        return _large(value)
    return decimal(value, 2) if abs(value) >= 0.01 or value == 0 else significant(value, 2)


def weight_figure(value: float) -> str:
    """Two figures that count: 0.26, 0.035; large ones as `figure` writes them."""
    return _large(value) if abs(value) >= _LARGE else significant(value, 2)


def _large(value: float) -> str:
    """12 346; from 100 000 on four figures and a power of ten: 1.332e7."""
    if abs(value) < _VERY_LARGE:
        return whole(round(value))
    digits, power = f"{value:.3e}".split("e")
    return f"{digits}e{int(power)}".replace("-", MINUS)
