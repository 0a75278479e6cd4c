"""What stands in the boxes of the diagram, and at its links, at each stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.core.model_options import OutputActivation
from playground.core.probes import Doubles
from playground.ui.arithmetic.step.activation_words import activation_name
from playground.ui.arithmetic.step.digits import Digits, short, shorter
from playground.ui.arithmetic.step.loss_formulas import loss_formula
from playground.ui.arithmetic.step.loss_words import output_losses
from playground.ui.arithmetic.step.names import Names

Texts: TypeAlias = Sequence[str]
"""What may be written, longest first: the first that there is room for is."""


@dataclass(frozen=True, slots=True)
class BoxText:
    """A box: its name, lines of a symbol and a figure each; for low boxes the one figure, and for narrow ones the `tag`
    in place of the name.
    """

    name: Texts
    lines: Sequence[tuple[str, Texts]]
    brief: Texts
    tag: Texts = ()


def input_text(step: HandStep, names: Names, index: int, digits: int) -> BoxText:
    """Return the text of an input, with at most so many significant digits."""
    value = shorter(float(step.inputs[0, index]), digits)
    return BoxText([names.before(0, index)], [("", value)], value, [str(index + 1)])


def neuron_text(step: HandStep, stage: Stage, names: Names, at: WeightAt, shown: Digits | None, digits: int) -> BoxText:
    """Return the text of the neuron of `at`: net and out, with all digits where they are `shown` so, or on the way back
    the gradients by them; the brief one has at most so many significant digits.
    """
    layer = step.layers[at.layer]
    if goes_back(stage):
        out, net = float(layer.output_gradients[0, at.end]), float(layer.sum_gradients[0, at.end])
        known = [("∂E/∂out", out)] if out == out else []  # none between softmax and logarithm where they are one
        lines = [*known, ("∂E/∂net", net)]
        figures = [(symbol, shorter(value, 3)) for symbol, value in lines]
        brief = shorter(net, digits)
    else:
        out, net = float(layer.outputs[0, at.end]), float(layer.sums[0, at.end])
        whole = [] if shown is None else [(shown.given(net), shown.given(out))]
        nets, outs = ([*(pair[side] for pair in whole), *shorter(value)] for side, value in ((0, net), (1, out)))
        figures = [("net", nets), ("out", outs)]
        brief = shorter(out, digits)
    name = names.neuron(at.layer, at.end)
    has_class = at.layer == names.last and names.output(at.end)
    tag = [name, f"o{at.end + 1}"] if has_class else [str(at.end + 1)]
    return BoxText(shortened(name), figures, brief, tag)


def shortened(name: str) -> Texts:
    """Return a name, and the same cut shorter and shorter."""
    return [name, *(f"{name[:length]}…" for length in range(len(name) - 2, 0, -1))]


def target_text(step: HandStep, stage: Stage, index: int, *, named: bool) -> BoxText:
    """Return what an output should be, and from the loss on its part in E where it has one."""
    target = float(step.targets[0, index])
    figures = shorter(target)
    titles = [_tr("target {value}").format(value=figure) for figure in figures]
    name = [*titles, *figures] if named else figures
    formula = loss_formula(step.loss_name)
    if stage is Stage.FORWARD or formula is None:
        return BoxText(name, [], [*titles, *figures])
    error = output_losses(step, formula, 0)[index]
    briefs = [f"{short(target, 2)}: E {part}" for part in shorter(error, 4 if named else 3)]
    return BoxText(name, [("E", shorter(error))], [*briefs, *figures])


def held(step: HandStep, stage: Stage, names: Names, layer: int) -> Texts:
    """Return which figures the low boxes of a layer hold: out, by which activation, or on the way back ∂E/∂net."""
    if goes_back(stage):
        return ["∂E/∂net"]
    activation = activation_name(step, layer)
    texts = [f"out · {activation}", "out"]
    shares = layer == names.last and step.output_activation is OutputActivation.SOFTMAX
    return [f"out · {activation} · Σ = 1", f"{activation} · Σ = 1", *texts] if shares else texts


def link_texts(step: HandStep, stage: Stage, names: Names, at: WeightAt, digits: int) -> Sequence[Texts]:
    """Return what may stand at a link, each as lines, longest first and as many for each link: its weight; its gradient
    once there is one; at the step what it was and is. Where weights have names, the longest come with them.
    """
    layer, place = step.layers[at.layer], (at.end, at.start or 0)
    name = names.weight(at) if names.numbered else ""
    value, gradient, new = (float(values[place]) for values in (layer.weight, layer.weight_gradient, layer.new_weight))
    weight = short(value, digits)
    match stage:
        case Stage.ZERO_GRAD:
            return [*([[f"{name}.grad", "0"]] if name else []), ["0"], ["0"]]
        case Stage.BACKWARD:
            named = [[f"∂E/∂{name}", short(gradient, digits - 1)]] if name else []
            return [*named, *([figure] for figure in _briefer(gradient, digits - 1))]
        case Stage.STEP:
            after = short(new, digits)
            named = [[f"{name} {weight}", f"→ {after}"]] if name else []
            briefer = ([f"→ {figure}"] for figure in _briefer(new, digits))
            return [*named, [weight, f"→ {after}"], [weight, after], *briefer]
        case _:
            named = [[f"{name} {weight}"]] if name else []
            return [*named, *([figure] for figure in _briefer(value, digits))]


def _briefer(value: float, digits: int) -> Sequence[str]:
    """Return four figures, shorter and shorter."""
    return [short(value, digits), short(value, 2), short(value, 1), shorter(value, 1)[-1]]


def bias_texts(step: HandStep, stage: Stage, names: Names, at: WeightAt, digits: int) -> Texts:
    """Return what may stand under a neuron, with marks for what stands lower: its bias, at the step what it was and is
    where biases are learned.
    """
    layer, name = step.layers[at.layer], names.weight(at)
    old, new = (shorter(float(values[at.end]), digits) for values in (layer.bias, layer.new_bias))
    if stage is Stage.STEP and not biases_stay(step):
        return [f"{name} {old[0]} → {new[0]}", f"{old[0]} → {new[0]}", *(f"→ {figure}" for figure in new), *new]
    return [*(f"{name} = {figure}" for figure in old[:2]), *old]


def biases_stay(step: HandStep) -> bool:
    """Tell whether the step moves no bias."""
    return all(np.array_equal(layer.bias, layer.new_bias, equal_nan=True) for layer in step.layers)


def link_strengths(step: HandStep, stage: Stage, layer: int) -> Doubles:
    """Return how strong the links into `layer` are drawn, [k, m], -1 to 1: their weights, or on the way back their
    gradients; 0 while these are empty.
    """
    values = step.layers[layer].weight if not goes_back(stage) else step.layers[layer].weight_gradient
    if stage is Stage.ZERO_GRAD:
        values = np.zeros_like(values)
    largest = float(np.abs(values).max(initial=0.0))
    return values / largest if 0 < largest < np.inf else np.zeros_like(values)


def goes_back(stage: Stage) -> bool:
    """Tell whether gradients are there to be shown."""
    return stage in (Stage.BACKWARD, Stage.STEP)


def error_texts(step: HandStep, stage: Stage, digits: Digits) -> Sequence[str]:
    """Return E as the head of its column has it, longest first."""
    match stage:
        case Stage.FORWARD:
            return ("",)
        case Stage.STEP:
            long, brief = ([short(loss, count) for loss in (step.loss, step.loss_after)] for count in (4, 3))
            return (
                " → ".join((f"E {long[0]}", long[1])),
                " → ".join((f"E {brief[0]}", brief[1])),
                f"E → {short(step.loss_after, 3)}",
            )
        case _:
            return f"E {digits.value(step.loss)}", f"E {short(step.loss, 3)}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
