"""Zero_grad and step: why gradients must be empty first, and what the optimizer does with them."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import HandStep, Term, WeightAt
from playground.ui.arithmetic.step.diagram_texts import biases_stay
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.lines import Line, Note, Row, Title
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.places import number_at
from playground.ui.figures import significant

_POWER = re.compile(r"\^(\w+)")


def zero_grad_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    """Return what the gradients are now, and what they would become if they were not emptied."""
    weight, gradient = names.weight(step.picked.at), step.picked.gradient
    grad = f"{weight}.grad"
    return [
        Title(_tr("Gradients are emptied")),
        Row(grad, _tr("as if there had been no step before"), "0", at_hand=True),
        Note(_tr("backward adds to what .grad holds: without zero_grad the last step's gradients would still count.")),
        Title(_tr("What would happen without it")),
        Row(_tr("after 1 backward"), "0 + g", digits.value(gradient), at_hand=True),
        Row(_tr("after 2"), "g + g", digits.value(2 * gradient)),
        Row(_tr("after 3"), "g + g + g", digits.value(3 * gradient)),
        Note(_tr("Here g is the gradient of this very step, which the next stage works out.")),
    ]


def step_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    """Return the optimizer's update of the picked weight term by term, and what it does to E."""
    picked, at = step.picked, step.picked.at
    weight = names.weight(at)
    *terms, last = picked.update
    named = weight if names.numbered or at.start is None else f"{weight} ({names.way(at)})"
    return [
        Title(_tr("{weight} takes its step, at rate {rate}").format(weight=named, rate=figure_of_rate(step.rate))),
        *(Row(term.symbol, _raised(term.formula), digits.value(term.value), _told(term)) for term in terms),
        Row(
            _tr("new {weight}").format(weight=weight),
            _raised(last.formula),
            digits.value(picked.new_value),
            _told(last),
            total=True,
        ),
        *_error_lines(step, digits),
        *_all_lines(step, names, digits),
    ]


def _told(term: Term) -> str:
    """Return a term with its numbers, unless its formula has none to be put in."""
    return _raised(term.numbers) if term.numbers != term.formula else ""


def _raised(text: str) -> str:
    """Return a plain formula with its powers marked as standing higher."""
    return _POWER.sub(r"^{\1}", text)


def figure_of_rate(rate: float) -> str:
    """Return a learning rate as people write it: 0.001."""
    return significant(rate, 6)


def error_sentence(step: HandStep, digits: Digits) -> str:
    """Return what all the updates together do to E."""
    before, after = digits.value(step.loss), digits.value(step.loss_after)
    many = step.losses.size > 1
    if step.loss_after < step.loss:
        text = (
            _tr("E of the batch falls from {before} to {after}.") if many else _tr("E falls from {before} to {after}.")
        )
    elif step.loss_after == step.loss:
        text = _tr("E stays at {before}.")
    else:
        text = _tr("E rises from {before} to {after}: the step was too long.")
    return text.format(before=before, after=after)


def _error_lines(step: HandStep, digits: Digits) -> Sequence[Line]:
    return [
        Title(_tr("Forward once more, with all new weights")),
        Row(_tr("E before"), "", digits.value(step.loss)),
        Row(_tr("E after"), "", digits.value(step.loss_after), total=True),
        Note(error_sentence(step, digits), counts=True),
    ]


def _all_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    """Return all new weights, where they are few, and the new biases where they are learned."""
    if not names.numbered or names.sizes[-1] * names.sizes[0] < 2:
        return []
    moved = not biases_stay(step)
    rows = []
    for number, layer in enumerate(step.layers):
        for end, weights in enumerate(layer.weight):
            for start in range(weights.size):
                new = float(layer.new_weight[end, start])
                rows.append(_new_row(WeightAt(number, end, start), new, step, names, digits))
        if moved:
            biases = enumerate(map(float, layer.new_bias))
            rows += [_new_row(WeightAt(number, end, None), new, step, names, digits) for end, new in biases]
    if moved:
        return [Title(_tr("All new weights and biases")), *rows]
    note = Note(_tr("The biases stay as they are, as in the textbook."))
    return [Title(_tr("All new weights")), *rows, note]


def _new_row(at: WeightAt, new: float, step: HandStep, names: Names, digits: Digits) -> Row:
    """Return what a weight or bias was and is."""
    old = digits.given(number_at(step, at))
    return Row(names.weight(at), f"{old} →", digits.value(new), at_hand=at == step.picked.at)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
