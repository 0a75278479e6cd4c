"""Forward: the weighted sum of a neuron, term by term, and what its activation makes of it."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import HandStep, WeightAt
from playground.core.model_options import OutputActivation
from playground.core.probes import Doubles
from playground.ui.arithmetic.formulas import MARKED, filled_formula, output_formula
from playground.ui.arithmetic.step.activation_words import activation_at, activation_name
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.lines import Formula, Line, Row, Title
from playground.ui.arithmetic.step.names import Names
from playground.ui.figures import bracketed, whole

MOST_TERMS = 8
"""Terms of a sum that are shown one by one."""


def forward_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    """Return how the neuron of the picked weight comes to its output, for the first sample."""
    return [*_sum_lines(step, names, digits), *_output_lines(step, names, digits)]


def sent_into(step: HandStep, layer: int) -> Doubles:
    """Return what the first sample sends into `layer`, [m]."""
    values: Doubles = step.inputs[0] if layer == 0 else step.layers[layer - 1].outputs[0]
    return values


def largest_first(values: Doubles, kept: int | None, most: int = MOST_TERMS) -> Sequence[int]:
    """Return which of `values` are shown: all in order where they are few, else the largest, with `kept` among them."""
    if values.size <= most:
        return range(values.size)
    order = [int(index) for index in np.argsort(-np.abs(values), kind="stable")[:most]]
    if kept is not None and kept not in order:
        order[-1] = kept
    return order


def more(count: int) -> str:
    """... 780 more."""
    return _tr("… {count} more").format(count=whole(count))


def _sum_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    at = step.picked.at
    layer, name = step.layers[at.layer], names.neuron(at.layer, at.end)
    sent, weights = sent_into(step, at.layer), layer.weight[at.end]
    terms = sent * weights
    shown = largest_first(terms, at.start)
    rest = terms.size - len(shown)
    bias, net = float(layer.bias[at.end]), float(layer.sums[0, at.end])
    shown_terms = [float(terms[index]) for index in shown]
    left = [float(terms.sum()) - sum(shown_terms)] if rest else []
    figures = digits.column([*shown_terms, *left, bias, net])
    rows = [
        Row(
            _term_name(names, at.layer, at.end, index),
            f"{digits.factor(float(weights[index]))} × {_sent_figure(digits, at.layer, float(sent[index]))}",
            text,
            at_hand=index == at.start,
        )
        for index, text in zip(shown, figures, strict=False)
    ]
    more_rows = [Row(more(rest), "", figures[-3])] if rest else []
    return [
        Title(_tr("{net}, the weighted sum").format(net=f"net_{{{name}}}")),
        Formula(_sum_formula(names, at.layer, at.end, terms.size)),
        *rows,
        *more_rows,
        Row(f"b_{{{name}}}", _tr("bias"), figures[-2], at_hand=at.start is None),
        Row(f"net_{{{name}}}", "", figures[-1], total=True),
    ]


def _sum_formula(names: Names, layer: int, end: int, count: int) -> str:
    name = names.neuron(layer, end)
    if count > 3:
        sent = "x" if layer == 0 else "out"
        return f"net_{{{name}}} = Σ w × {sent} + b_{{{name}}}"
    terms = [f"{_weight_name(names, layer, end, index)} × {names.sent(layer, index)}" for index in range(count)]
    return f"net_{{{name}}} = {' + '.join(terms)} + b_{{{name}}}"


def _term_name(names: Names, layer: int, end: int, start: int) -> str:
    """Return w5 × out_{h1}; where weights have no numbers, what is sent alone, which leaves room for the figures."""
    sent = names.sent(layer, start)
    return f"{_weight_name(names, layer, end, start)} × {sent}" if names.numbered else sent


def _sent_figure(digits: Digits, layer: int, value: float) -> str:
    """Return what is sent: an input as it was given, an output with all its digits."""
    text = digits.factor(value) if layer == 0 or not digits.exact else digits.value(value)
    return bracketed(text)


def _weight_name(names: Names, layer: int, end: int, start: int) -> str:
    return names.weight(WeightAt(layer, end, start))


def _output_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    at = step.picked.at
    name = names.neuron(at.layer, at.end)
    net = float(step.layers[at.layer].sums[0, at.end])
    out = float(step.layers[at.layer].outputs[0, at.end])
    kind = activation_at(step, at.layer)
    symbol = f"out_{{{name}}}"
    title = _tr("{out}, the output: {activation}").format(out=symbol, activation=activation_name(step, at.layer))
    return [
        Title(title),
        Formula(f"{symbol} = {output_formula(kind, 'net', MARKED)}"),
        *_shared_rows(step, digits, at.layer),
        Row(symbol, filled_formula(kind, digits.given(net), MARKED), digits.given(out), total=True),
        *_adding_up(step, digits, at.layer),
    ]


def _shared_rows(step: HandStep, digits: Digits, layer: int) -> Sequence[Line]:
    """Return what all outputs share where the activation mixes them."""
    mixes = (OutputActivation.SOFTMAX, OutputActivation.LOG_SOFTMAX)
    if layer != len(step.layers) - 1 or step.output_activation not in mixes:
        return []
    total = float(np.exp(step.layers[layer].sums[0]).sum())
    return [Row("Σ e^{net}", _tr("over all outputs"), digits.value(total))]


def _adding_up(step: HandStep, digits: Digits, layer: int) -> Sequence[Line]:
    """Return what the outputs come to together where softmax makes shares of them."""
    if layer != len(step.layers) - 1 or step.output_activation is not OutputActivation.SOFTMAX:
        return []
    outs = step.layers[layer].outputs[0]
    total = round(float(outs.sum()), 12)  # without the dust of the sum
    return [Row("Σ out", _tr("over all {count} outputs").format(count=outs.size), digits.value(total))]


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
