"""Formulas that people read say what is computed: each text is worked out and held against torch."""

import re
from collections.abc import Callable, Mapping

import numpy as np
import pytest

from playground.core.autograd import AskGraph, GraphAnswer, NodeAnswer
from playground.core.expression import LEAVES, Graph, Operation
from playground.core.expression_tensor import parse_tensor
from playground.core.expression_text import parse_expression
from playground.core.expression_words import formula, slope
from playground.core.loss_figures import (
    CLASS_LOSSES,
    LINE_LOSSES,
    VALUE_LOSSES,
    AskClassLosses,
    AskLineLosses,
    AskValueLosses,
    ClassFigures,
    ClassLoss,
    LineFigures,
    LineLoss,
    ValueFigures,
    ValueLoss,
)
from playground.core.probes import Doubles
from playground.engine.probes import answer_free


def _softmax(z: Doubles) -> Doubles:
    shares: Doubles = np.exp(z) / np.exp(z).sum(-1, keepdims=True)
    return shares


KNOWN: Mapping[str, object] = {
    "softmax": _softmax,
    "log_softmax": lambda z: np.log(_softmax(z)),
    "relu": lambda a: np.maximum(a, 0),
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "softplus": lambda a: np.log(1 + np.exp(a)),
    **{name: getattr(np, name) for name in ("exp", "log", "sqrt", "abs", "sin", "cos", "tanh", "sum", "mean")},
    **{name: getattr(np, name) for name in ("maximum", "minimum", "sign", "outer")},
}
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
WRITTEN: Mapping[str, str] = {
    r"1 if (\S+) > (\S+), ½ if equal, else 0": r"(sign(\1 - \2) + 1)/2",
    r"1 if (\S+) < (\S+), ½ if equal, else 0": r"(sign(\2 - \1) + 1)/2",
    r"1 if (\S+) > 0 else 0": r"(\1 > 0)*1.0",
    r"sign of (\S+)": r"sign(\1)",
    r"(\S+) ⊗ (\S+)": r"outer(\1, \2)",
    "ᵀ": ".T",
    "·": "*",
    "−": "-",
    r"\^": "**",
}


def _worked_out(text: str, names: Mapping[str, Doubles]) -> Doubles:
    """Return what a person gets who works the text out."""
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda found: f"**({found[0].translate(SUPERSCRIPTS)})", text)
    for written, typed in WRITTEN.items():
        text = re.sub(written, typed, text)
    return np.asarray(eval(text, {**KNOWN, **names}), dtype=np.float64)


A, B, W, V = "[0.5, -1.5, 2]", "[0.5, 2, -1]", "[[1, 2], [3, -4]]", "[[0.5, 1], [-1, 2]]"
POSITIVE = "[0.5, 1.5, 2]"
CASES: Mapping[str, Mapping[str, str]] = {
    "a + b": {"a": A, "b": B},
    "a - b": {"a": A, "b": B},
    "a*b": {"a": A, "b": B},
    "a/b": {"a": A, "b": B},
    "a**b": {"a": POSITIVE, "b": B},
    "a**3": {"a": A},
    "a**2": {"a": A},
    "a**1": {"a": A},
    "a**-1": {"a": A},
    "a**-2.5": {"a": POSITIVE},
    "1e-3**a": {"a": B},
    "2.5**a": {"a": B},
    "W @ V": {"W": W, "V": V},
    "W @ x": {"W": W, "x": "[0.5, -2]"},
    "x @ W": {"W": W, "x": "[0.5, -2]"},
    "x @ u": {"u": "[1, 3]", "x": "[0.5, -2]"},
    "-a": {"a": A},
    "-2*a": {"a": A},
    "maximum(a, b)": {"a": A, "b": B},
    "minimum(a, b)": {"a": A, "b": B},
    "mean(W)": {"W": W},
    "mean(a)": {"a": "2"},
    "softmax(a)": {"a": A},
    "log_softmax(a)": {"a": A},
    "log(a)": {"a": POSITIVE},
    "sqrt(a)": {"a": POSITIVE},
    **{f"{name}(a)": {"a": A} for name in ("relu", "sigmoid", "tanh", "softplus", "exp", "abs", "sin", "cos", "sum")},
}


def _followed(text: str) -> tuple[Graph, GraphAnswer]:
    graph = parse_expression(f"y = {text}; z = y*y")  # so that the gradient of y is not 1
    values = {name: parse_tensor(value) for name, value in CASES[text].items()}
    answer = answer_free(AskGraph(graph, values))
    assert isinstance(answer, GraphAnswer)
    assert answer.trouble is None
    return graph, answer


def _node(answer: GraphAnswer, index: int) -> NodeAnswer:
    found = answer.nodes[index]
    assert found is not None
    return found


@pytest.mark.parametrize("text", CASES)
def test_formulas_and_slopes_of_expressions(text: str) -> None:
    graph, answer = _followed(text)
    names = {node.name: _node(answer, at).value for at, node in enumerate(graph.nodes) if node.name.isidentifier()}
    at = [node.name for node in graph.nodes].index("y")
    found = _node(answer, at)
    assert found.gradient is not None
    np.testing.assert_allclose(_worked_out(formula(graph, at), names), found.value, rtol=1e-12)
    shapes = [_node(answer, operand).value.shape for operand in graph.nodes[at].operands]
    for operand, (part, factor) in enumerate(zip(found.parts, found.slopes, strict=True)):
        if part is None:
            continue
        told = slope(graph, at, operand, "g", shapes)
        worked_out = _worked_out(told.formula, {**names, "g": found.gradient})
        assert told.whole is (factor is None)
        wanted = part if factor is None else factor
        np.testing.assert_allclose(np.broadcast_to(worked_out, wanted.shape), wanted, rtol=1e-9, err_msg=told.formula)


def test_every_operation_is_among_them() -> None:
    tried = {node.kind for text in CASES for node in parse_expression(text).nodes}
    assert tried | LEAVES == set(Operation)


# What each text says, read by a person.
OF_VALUES: Mapping[str, Callable[[float, float], float]] = {
    "(p − t)²": lambda p, t: (p - t) ** 2,
    "½ (p − t)²": lambda p, t: (p - t) ** 2 / 2,
    "|p − t|": lambda p, t: abs(p - t),
    "½ (p − t)², but |p − t| − ½ beyond 1": lambda p, t: abs(p - t) - 0.5 if abs(p - t) > 1 else (p - t) ** 2 / 2,
    "−t ln p − (1 − t) ln(1 − p)": lambda p, t: -t * np.log(p) - (1 - t) * np.log(1 - p),
    "2 (p − t)": lambda p, t: 2 * (p - t),
    "p − t": lambda p, t: p - t,
    "sign of p − t": lambda p, t: float(np.sign(p - t)),
    "p − t, within ±1": lambda p, t: min(1.0, max(-1.0, p - t)),
    "(p − t) / (p (1 − p))": lambda p, t: (p - t) / (p * (1 - p)),
}
OF_LOGITS: Mapping[str, Callable[[Doubles, int], float]] = {
    "ln Σ exp(z) − z[r]": lambda z, r: np.log(np.exp(z).sum()) - z[r],
    "−ln softmax(z)[r]": lambda z, r: -np.log(_softmax(z)[r]),
    "Σ (softmax(z) − y)² / n": lambda z, r: ((_softmax(z) - np.eye(len(z))[r]) ** 2).sum() / len(z),
    "Σ max(0, 1 + z[j] − z[r]) / n": lambda z, r: (
        sum(max(0.0, 1 + z[j] - z[r]) for j in range(len(z)) if j != r) / len(z)
    ),
}
OF_LINES: Mapping[str, Callable[[float, float, Doubles, Doubles], float]] = {
    "Σ |w x + b − y|": lambda w, b, x, y: float(abs(w * x + b - y).sum()),
    "Σ (w x + b − y)²": lambda w, b, x, y: float(((w * x + b - y) ** 2).sum()),
}


@pytest.mark.parametrize("loss", ValueLoss)
@pytest.mark.parametrize(("p", "t"), [(0.8, 1.0), (0.3, 0.25), (0.7, 0.0), (-1.5, 0.5), (3.0, 0.5), (0.5, 0.5)])
def test_formulas_of_a_predictions_losses(loss: ValueLoss, p: float, t: float) -> None:
    answer = answer_free(AskValueLosses(p, t, -2.0, 3.0))
    assert isinstance(answer, ValueFigures)
    found, described = answer.of[loss], VALUE_LOSSES[loss]
    if found.value is None:
        assert loss is ValueLoss.BCE
        assert not 0 < p < 1
        return
    assert OF_VALUES[described.formula](p, t) == pytest.approx(found.value, rel=1e-12)
    assert OF_VALUES[described.gradient](p, t) == pytest.approx(found.gradients[0], rel=1e-12)


@pytest.mark.parametrize("loss", ClassLoss)
@pytest.mark.parametrize("right", [0, 1, 2])
def test_formulas_of_logits_losses(loss: ClassLoss, right: int) -> None:
    z = np.array([2.0, -0.5, 1.25])
    answer = answer_free(AskClassLosses(tuple(z.tolist()), right))
    assert isinstance(answer, ClassFigures)
    found, described = answer.of[loss], CLASS_LOSSES[loss]
    assert OF_LOGITS[described.formula](z, right) == pytest.approx(found.value, rel=1e-12)
    assert described.gradient in ("softmax(z) − y", "")
    if described.gradient:
        np.testing.assert_allclose(_softmax(z) - np.eye(3)[right], found.gradients, rtol=1e-12)


@pytest.mark.parametrize("loss", LineLoss)
def test_formulas_of_a_lines_losses(loss: LineLoss) -> None:
    x, y = np.array([0.0, 1.0, 2.5]), np.array([0.5, 3.0, -1.0])
    answer = answer_free(AskLineLosses(2.0, 0.25, tuple(zip(x.tolist(), y.tolist(), strict=True))))
    assert isinstance(answer, LineFigures)
    assert OF_LINES[LINE_LOSSES[loss].formula](2.0, 0.25, x, y) == pytest.approx(answer.of[loss].value, rel=1e-12)
