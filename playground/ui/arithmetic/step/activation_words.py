"""The activations as formulas, with and without numbers, and their slopes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import HandStep
from playground.core.experiment import specs_by_path
from playground.core.model_options import Activation, OutputActivation
from playground.ui.words import say


@dataclass(frozen=True, slots=True)
class ActivationFormula:
    """`out` takes the text of a weighted sum; `slope` those of the sum and of the output. `slope` is None where an
    output hangs on the sums of its neighbours too.
    """

    out: Callable[[str], str]
    slope: Callable[[str, str], str] | None


_PLAIN = ActivationFormula(lambda net: net, lambda _net, _out: "1")
_SIGMOID = ActivationFormula(
    lambda net: f"1 / (1 + e^{{−{_inner(net)}}})", lambda _net, out: f"{out} × (1 − {_inner(out)})"
)
_FORMULAS: Mapping[Activation, ActivationFormula] = {
    Activation.IDENTITY: _PLAIN,
    Activation.RELU: ActivationFormula(
        lambda net: f"max(0, {net})", lambda net, _: _tr("1 if {net} > 0, else 0").format(net=net)
    ),
    Activation.LEAKY_RELU: ActivationFormula(
        lambda net: f"max(0.01 × {net}, {net})", lambda net, _: _tr("1 if {net} > 0, else 0.01").format(net=net)
    ),
    Activation.ELU: ActivationFormula(
        lambda net: _tr("{net} if above 0, else {exp} − 1").format(net=net, exp=f"e^{{{net}}}"),
        lambda net, _: _tr("1 if {net} > 0, else {exp}").format(net=net, exp=f"e^{{{net}}}"),
    ),
    Activation.GELU: ActivationFormula(lambda net: f"{net} × Φ({net})", lambda net, _: f"Φ({net}) + {net} × φ({net})"),
    Activation.SILU: ActivationFormula(
        lambda net: f"{net} / (1 + e^{{−{_inner(net)}}})",
        lambda net, out: f"σ + {out} × (1 − σ), σ = 1 / (1 + e^{{−{_inner(net)}}})",
    ),
    Activation.TANH: ActivationFormula(lambda net: f"tanh({net})", lambda _, out: f"1 − {_inner(out)}^{{2}}"),
    Activation.SIGMOID: _SIGMOID,
    Activation.SOFTPLUS: ActivationFormula(
        lambda net: f"ln(1 + e^{{{net}}})", lambda net, _: f"1 / (1 + e^{{−{_inner(net)}}})"
    ),
}
_OUTPUT_FORMULAS: Mapping[OutputActivation, ActivationFormula] = {
    OutputActivation.IDENTITY: _PLAIN,
    OutputActivation.SIGMOID: _SIGMOID,
    OutputActivation.SOFTMAX: ActivationFormula(lambda net: f"e^{{{net}}} / Σ e^{{net}}", None),
    OutputActivation.LOG_SOFTMAX: ActivationFormula(lambda net: f"{net} − ln Σ e^{{net}}", None),
}


def formula_at(step: HandStep, layer: int) -> ActivationFormula:
    """Return the formula of the activation after `layer`."""
    if layer == len(step.layers) - 1:
        return _OUTPUT_FORMULAS[step.output_activation]
    return _FORMULAS[step.activation]


def activation_name(step: HandStep, layer: int) -> str:
    """Return the title of the activation after `layer`."""
    if layer == len(step.layers) - 1:
        return say(specs_by_path()["model.output_activation"].setting.choices[step.output_activation])
    return say(specs_by_path()["model.activation"].setting.choices[step.activation])


def _inner(text: str) -> str:
    """Return a figure as it stands after a minus sign."""
    return f"({text})" if text.startswith("−") else text


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
