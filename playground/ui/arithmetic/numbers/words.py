"""The calculation of one neuron in words and figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from playground.core.facts import DataFacts
from playground.core.numbers import Numbers
from playground.core.probes import Part
from playground.ui.arithmetic.formulas import PLAIN, filled_formula, output_formula, title_of
from playground.ui.example_words import in_part, kind_of
from playground.ui.figures import MINUS, bracketed, decimal, whole

_LEAST_DIGITS, _MOST_DIGITS = 3, 6


def figure(value: float, digits: int) -> str:
    """Return `value` with so many decimals; what is no number any more, or very long, in short."""
    if not math.isfinite(value):
        return str(value).replace("-", MINUS)
    return decimal(round(value, digits) + 0.0, digits) if abs(value) < 1e7 else f"{value:.3e}".replace("-", MINUS)


def output_figure(value: float, least: int = _LEAST_DIGITS) -> str:
    """Return an output with as many decimals as it takes to tell it from 0 and 1, within reason, but `least`."""
    digits = next((count for count in range(least, _MOST_DIGITS) if round(value, count) not in (0.0, 1.0)), least)
    return figure(value, digits)


def digits_for(largest: float) -> int:
    """Return how many decimals tell figures up to `largest` apart."""
    if not 0 < largest < math.inf:
        return _LEAST_DIGITS
    return min(_MOST_DIGITS, max(_LEAST_DIGITS, 2 - math.floor(math.log10(largest))))


@dataclass(frozen=True, slots=True)
class Term:
    """One input times its weight; `name` says which."""

    name: str
    value: str
    weight: str
    product: str


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """The largest terms, and what follows from them down to the net."""

    terms: Sequence[Term]
    more: str
    more_product: str
    zeros: str
    sum: str
    bias: str
    net: str


def weighted_sum(numbers: Numbers, most: int, facts: DataFacts) -> WeightedSum:
    """Return the sum with its `most` largest terms."""
    seen, weights, products = numbers.seen.ravel(), numbers.weights.ravel(), numbers.products.ravel()
    order = np.argsort(-np.abs(products), kind="stable")
    filled = order[products[order] != 0]
    shown, rest = filled[:most], filled[most:]
    digits = _digits(numbers)
    seen_digits, weight_digits = (digits_for(float(np.abs(values).max(initial=0.0))) for values in (seen, weights))
    terms = [
        Term(
            input_name(facts, int(at)),
            figure(seen[at], seen_digits),
            figure(weights[at], weight_digits),
            figure(products[at], digits),
        )
        for at in shown
    ]
    return WeightedSum(
        terms=terms,
        more=_tr("{count} more").format(count=whole(len(rest))) if len(rest) else "",
        more_product=figure(float(products[rest].sum()), digits) if len(rest) else "",
        zeros=_zeros(products.size - len(filled)),
        sum=figure(numbers.sum, digits),
        bias=figure(numbers.bias, digits),
        net=figure(numbers.net, digits),
    )


def _digits(numbers: Numbers) -> int:
    """Return how many decimals the products have, and all that they add up to."""
    return digits_for(float(np.abs(numbers.products).max(initial=0.0)))


def input_name(facts: DataFacts, number: int) -> str:
    """Return what an input is called: by row and column, or as the feature."""
    if len(facts.input_shape) > 1:
        row, column = divmod(number, facts.input_shape[1])
        return f"{row}, {column}"
    return facts.feature_names[number] if number < len(facts.feature_names) else f"x{number + 1}"


def cell_text(numbers: Numbers, row: int, column: int) -> Sequence[str]:
    """Say what one pixel adds, longest wording first."""
    value, weight, product = (
        float(values[row, column]) for values in (numbers.seen, numbers.weights, numbers.products)
    )
    texts = (
        _tr("Row {row}, column {column}: pixel {stored}, seen as {value};  {value} × {weight} = {product}"),
        _tr("({row}, {column}): pixel {stored}, seen as {value};  {value} × {weight} = {product}"),
        _tr("({row}, {column}): {value} × {weight} = {product}"),
    )
    places = {
        "row": row,
        "column": column,
        "stored": whole(int(numbers.stored[row, column])),
        "value": figure(value, 3),
        "weight": bracketed(figure(weight, digits_for(abs(weight)))),
        "product": figure(product, digits_for(abs(product))),
    }
    return [text.format(**places) for text in texts]


def unit_text(unit: float | None, high: float) -> Sequence[str]:
    """Say what the figures in the cells stand for, longest wording first; `unit` None: they are pixels as stored."""
    if unit is None:
        return (_tr("0 (paper) to {high} (ink)").format(high=f"{high:g}"),)
    one = f"{unit:g}" if unit >= 1e-4 else f"{unit:.0e}".replace("-", MINUS)
    texts = (_tr("In the cells 1 stands for {unit}"), _tr("in units of {unit}"), _tr("unit {unit}"))
    return [text.format(unit=one) for text in texts]


def example_title(numbers: Numbers, facts: DataFacts) -> Sequence[str]:
    """Say which example is shown, and what it is, longest wording first."""
    if numbers.place is None:
        return (_tr("What you try"),)
    at = numbers.place.at
    which = f"{in_part(kind_of(facts), at.part is Part.TRAIN)} {whole(at.index)}"
    truth = _tr("is {name}").format(name=facts.class_names[numbers.label])
    whole_part = _tr("{example}, {truth}; one of {count}, {inputs} numbers each").format(
        example=which, truth=truth, count=whole(int(numbers.place.counts.sum())), inputs=whole(facts.input_count)
    )
    return whole_part, f"{which}, {truth}", truth


def neuron_title(numbers: Numbers, facts: DataFacts) -> str:
    """Say which neuron adds up."""
    if numbers.size == 1:
        return _tr("The one neuron")
    if numbers.is_output:
        return _tr("Output for {name}").format(name=facts.class_names[numbers.neuron])
    return _tr("Neuron in layer 1")


def formula(numbers: Numbers) -> tuple[str, str]:
    """Return what the activation does with the net: its formula, and the same with the numbers."""
    net = figure(numbers.net, _digits(numbers))
    symbols = output_formula(numbers.activation, "net", PLAIN)
    filled = filled_formula(numbers.activation, net, PLAIN, figure(numbers.log_total, 3))
    output = output_figure(numbers.output, _digits(numbers))
    return (
        f"{activation_title(numbers)} = {symbols}",
        f"= {filled} = {output}" if filled != net else f"= {net}",
    )


def activation_title(numbers: Numbers) -> str:
    """Return the name of the activation with its argument."""
    name = title_of(numbers.activation)
    return f"{name.lower() if name[1:].islower() else name}(net)"


def verdict(numbers: Numbers, facts: DataFacts) -> str:
    """Say what follows from the output: the answer, or that the next layer takes it."""
    answer = facts.class_names[numbers.chosen]
    if not numbers.is_output:
        return _tr("This is what the neuron sends to the next layer.")
    if numbers.threshold is None:
        return _tr("One of {count} outputs. The network's answer is {answer}.").format(
            count=whole(numbers.size), answer=answer
        )
    above = numbers.output > numbers.threshold
    template = (
        _tr("{output} is above the threshold of {threshold}: the answer is {answer}.")
        if above
        else _tr("{output} is not above the threshold of {threshold}: the answer is {answer}.")
    )
    text = template.format(output=output_figure(numbers.output), threshold=f"{numbers.threshold:g}", answer=answer)
    return text if numbers.label in (-1, numbers.chosen) else f"{text} {_but(facts.class_names[numbers.label])}"


def is_wrong(numbers: Numbers) -> bool:
    """Tell whether the answer that the verdict speaks of is wrong."""
    return numbers.is_output and numbers.label not in (-1, numbers.chosen)


def _but(truth: str) -> str:
    return _tr("But it is {truth}.").format(truth=truth)


def _zeros(count: int) -> str:
    return _tr("{count} at 0").format(count=whole(count)) if count else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("NumbersPage", text)
