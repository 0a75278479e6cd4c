"""The activations as formulas, and their slopes: one table for all pages, each of which writes in its own notation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication

from playground.core.experiment import specs_by_path
from playground.core.model_options import Activation, OutputActivation
from playground.ui.figures import bracketed
from playground.ui.words import say

Kind: TypeAlias = Activation | OutputActivation


@dataclass(frozen=True, slots=True)
class Notation:
    """How a page writes e to the power of a text, and the square of one."""

    power: Callable[[str], str]
    square: Callable[[str], str]


MARKED = Notation(lambda exponent: f"e^{{{exponent}}}", lambda base: f"{base}^{{2}}")
"""With marks for what stands higher (see `step.lines`)."""
PLAIN = Notation(lambda exponent: f"exp({exponent})", lambda base: f"{base}²")
RAISED = Notation(lambda exponent: f"e{exponent.translate(str.maketrans('x−', 'ˣ⁻'))}", lambda base: f"{base}²")
"""With raised letters, which there are for x alone."""


@dataclass(frozen=True, slots=True)
class _Formula:
    """Templates, with PyTorch's choice where a slope has a jump. `filled` is written instead of `output` where figures
    stand for letters; `slope` is empty where an output hangs on the sums of its neighbours too.
    """

    output: str
    slope: str
    filled: str = ""


_FORMULAS: Mapping[Kind, _Formula] = {
    Activation.IDENTITY: _Formula("{x}", "1"),
    Activation.RELU: _Formula("max(0, {x})", "1 if {x} > 0, else 0"),
    Activation.LEAKY_RELU: _Formula("max(0.01 × {bracketed_x}, {x})", "1 if {x} > 0, else 0.01"),
    Activation.ELU: _Formula("{x} if {x} > 0, else {exp} − 1", "1 if {x} > 0, else {exp}"),
    Activation.GELU: _Formula("{x} × Φ({x})", "Φ({x}) + {bracketed_x} × φ({x})"),
    Activation.SILU: _Formula("{x} / (1 + {exp_minus})", "σ + {out} × (1 − σ), σ = 1 / (1 + {exp_minus})"),
    Activation.TANH: _Formula("({exp} − {exp_minus}) / ({exp} + {exp_minus})", "1 − {out_squared}", filled="tanh({x})"),
    Activation.SIGMOID: _Formula("1 / (1 + {exp_minus})", "{out} × (1 − {out})"),
    Activation.SOFTPLUS: _Formula("ln(1 + {exp})", "1 / (1 + {exp_minus})"),
    # The output's identity and sigmoid are the same words, and so the same keys, as those of the layers.
    OutputActivation.SOFTMAX: _Formula("{exp} / {total}", ""),
    OutputActivation.LOG_SOFTMAX: _Formula("{x} − {log_total}", ""),
}


def output_formula(kind: Kind, net: str, notation: Notation) -> str:
    """Return what the activation makes of a sum that is called `net`."""
    return _written(_FORMULAS[kind].output, notation, net)


def filled_formula(kind: Kind, net: str, notation: Notation, log_total: str = "") -> str:
    """Return the same with figures: `net` is one, and `log_total` the log of the sum that softmax divides by, where
    that is to be one too.
    """
    formula = _FORMULAS[kind]
    return _written(formula.filled or formula.output, notation, net, log_total=log_total)


def slope_formula(kind: Kind, net: str, out: str, notation: Notation) -> str:
    """Return the slope at `net`, where the output is `out`; empty where an output hangs on its neighbours' sums too."""
    return _written(_FORMULAS[kind].slope, notation, net, out=out)


def title_of(kind: Kind) -> str:
    """Return what the activation is called."""
    path = "model.activation" if isinstance(kind, Activation) else "model.output_activation"
    return say(specs_by_path()[path].setting.choices[kind])


def _written(template: str, notation: Notation, net: str, *, out: str = "", log_total: str = "") -> str:
    all_outputs = f"Σ {notation.power('net')}"
    return QCoreApplication.translate("Formulas", template).format(
        x=net,
        bracketed_x=bracketed(net),
        exp=notation.power(net),
        exp_minus=notation.power(f"−{bracketed(net)}"),
        out=bracketed(out),
        out_squared=notation.square(bracketed(out)),
        total=notation.power(log_total) if log_total else all_outputs,
        log_total=bracketed(log_total) if log_total else f"ln {all_outputs}",
    )
