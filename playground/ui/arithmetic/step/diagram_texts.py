"""What stands in the boxes of the diagram, and at its links, at each stage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.core.probes import Doubles
from playground.ui.arithmetic.step.digits import Digits, short
from playground.ui.arithmetic.step.loss_formulas import loss_formula
from playground.ui.arithmetic.step.loss_words import output_losses
from playground.ui.arithmetic.step.names import Names

Shown = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class BoxText:
    """A box: its name, lines of a symbol and a figure each; for low boxes the one figure, and for narrow ones the `tag`
    in place of the name.
    """

    name: str
    lines: Sequence[tuple[str, str]]
    brief: str
    tag: str = ""


def input_text(step: HandStep, names: Names, index: int, digits: int) -> BoxText:
    """Return the text of an input, with so many significant digits."""
    value = short(float(step.inputs[0, index]), digits)
    return BoxText(names.before(0, index), [("", value)], value, str(index + 1))


def neuron_text(step: HandStep, stage: Stage, names: Names, at: WeightAt, shown: Shown, digits: int) -> BoxText:
    """Return the text of the neuron of `at`: net and out as they are `shown`, or on the way back the gradients by them;
    the brief one has so many significant digits.
    """
    layer = step.layers[at.layer]
    if goes_back(stage):
        out, net = float(layer.output_gradients[0, at.end]), float(layer.sum_gradients[0, at.end])
        symbols = ("∂E/∂out", "∂E/∂net")
        brief = short(net, digits)
    else:
        out, net = float(layer.outputs[0, at.end]), float(layer.sums[0, at.end])
        symbols = ("out", "net")
        brief = short(out, digits)
    known = out == out  # where softmax and logarithm are one there is no gradient between them
    shown = _three if goes_back(stage) else shown
    lines = [(symbols[1], shown(net)), *([(symbols[0], shown(out))] if known else [])]
    lines = lines[::-1] if goes_back(stage) else lines
    return BoxText(_with_class(names, at), lines, brief, str(at.end + 1))


def _three(value: float) -> str:
    return short(value, 3)


def _with_class(names: Names, at: WeightAt) -> str:
    """Return the neuron's name, with that of its class where that is short, such as a digit."""
    name = names.neuron(at.layer, at.end)
    of_class = names.output(at.end) if at.layer == names.last else ""
    return f"{name} · {of_class}" if 0 < len(of_class) <= 2 else name


def target_text(step: HandStep, stage: Stage, index: int, *, named: bool) -> BoxText:
    """Return what an output should be, and from the loss on its part in E where it has one."""
    target = short(float(step.targets[0, index]))
    name = _tr("target") if named else ""
    formula = loss_formula(step.loss_name)
    if stage is Stage.FORWARD or formula is None:
        return BoxText(name or target, [("", target)] if name else [], _tr("target {value}").format(value=target))
    error = output_losses(step, formula, 0)[index]
    return BoxText(f"{name} {target}".strip(), [("E", short(error))], f"{target}: E {short(error, 4 if named else 3)}")


def link_texts(step: HandStep, stage: Stage, at: WeightAt, digits: int) -> tuple[str, str]:
    """Return what stands at a link: its weight; its gradient once there is one; at the step what it was and is."""
    layer, place = step.layers[at.layer], (at.end, at.start or 0)
    weight = short(float(layer.weight[place]), digits)
    match stage:
        case Stage.ZERO_GRAD:
            return "0", ""
        case Stage.BACKWARD:
            return short(float(layer.weight_gradient[place]), digits - 1), ""
        case Stage.STEP:
            return weight, f"→ {short(float(layer.new_weight[place]), digits)}"
        case _:
            return weight, ""


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
