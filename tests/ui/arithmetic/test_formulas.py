"""The formulas of the activations say what torch computes, in each page's notation."""

import math

import pytest

from playground.core.activations import AskCurves, Curves
from playground.core.model_options import Activation, OutputActivation
from playground.engine.probes import answer_free
from playground.ui.arithmetic.formulas import (
    MARKED,
    PLAIN,
    RAISED,
    Notation,
    filled_formula,
    output_formula,
    slope_formula,
)
from playground.ui.figures import decimal

_NAMES = {
    "exp": math.exp,
    "ln": math.log,
    "max": max,
    "tanh": math.tanh,
    "Φ": lambda x: (1 + math.erf(x / math.sqrt(2))) / 2,
    "φ": lambda x: math.exp(-(x**2) / 2) / math.sqrt(2 * math.pi),
}


@pytest.fixture(scope="module")
def curves() -> Curves:
    found = answer_free(AskCurves(6.0, 240))
    assert isinstance(found, Curves)
    return found


@pytest.mark.parametrize("activation", Activation)
@pytest.mark.parametrize("place", [130, 240, 350])
def test_formulas_are_what_torch_computes(curves: Curves, activation: Activation, place: int) -> None:
    x, curve = float(curves.x[place]), curves.of[activation]
    y, slope = float(curve.y[place]), float(curve.slope[place])
    net, out = decimal(x, 6), decimal(y, 12)
    assert _computed(output_formula(activation, net, PLAIN)) == pytest.approx(y, abs=1e-9)
    assert _computed(filled_formula(activation, net, PLAIN)) == pytest.approx(y, abs=1e-9)
    assert _computed(slope_formula(activation, net, out, PLAIN)) == pytest.approx(slope, abs=1e-9)


@pytest.mark.parametrize(
    ("notation", "output", "slope"),
    [
        (PLAIN, "(exp(x) − exp(−x)) / (exp(x) + exp(−x))", "1 − f(x)²"),
        (MARKED, "(e^{x} − e^{−x}) / (e^{x} + e^{−x})", "1 − f(x)^{2}"),
        (RAISED, "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)", "1 − f(x)²"),
    ],
)
def test_each_page_writes_in_its_notation(notation: Notation, output: str, slope: str) -> None:
    assert output_formula(Activation.TANH, "x", notation) == output
    assert slope_formula(Activation.TANH, "x", "f(x)", notation) == slope


def test_negative_figures_stand_in_brackets_after_another_sign() -> None:
    assert filled_formula(Activation.SIGMOID, "−0.5", MARKED) == "1 / (1 + e^{−(−0.5)})"
    assert filled_formula(Activation.LEAKY_RELU, "−0.5", PLAIN) == "max(0.01 × (−0.5), −0.5)"
    assert slope_formula(Activation.TANH, "−0.5", "−0.462", MARKED) == "1 − (−0.462)^{2}"
    assert filled_formula(OutputActivation.LOG_SOFTMAX, "−0.5", PLAIN, "−0.1") == "−0.5 − (−0.1)"


def test_outputs_that_softmax_mixes_have_no_slope_of_their_own() -> None:
    assert output_formula(OutputActivation.SOFTMAX, "net", PLAIN) == "exp(net) / Σ exp(net)"
    assert filled_formula(OutputActivation.SOFTMAX, "1.5", PLAIN, "2.25") == "exp(1.5) / exp(2.25)"
    assert filled_formula(OutputActivation.SOFTMAX, "1.5", MARKED) == "e^{1.5} / Σ e^{net}"
    assert slope_formula(OutputActivation.SOFTMAX, "net", "out", MARKED) == ""


def _computed(formula: str) -> float:
    """Return what a formula in plain notation and with figures comes to."""
    formula, _, where = formula.partition(", σ = ")
    names = {**_NAMES, "σ": _computed(where)} if where else _NAMES
    written = formula.replace("×", "*").replace("−", "-").replace("²", "**2").replace(", else", " else")
    return float(eval(written, {"__builtins__": {}}, names))
