"""Loss: how wrong the outputs are, output by output, and over the samples of a batch."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import ExampleError, HandStep
from playground.core.training_options import Loss
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.forward_words import MOST_TERMS, largest_first, more
from playground.ui.arithmetic.step.lines import Formula, Line, Note, Row, Title
from playground.ui.arithmetic.step.loss_formulas import LossFormula, loss_formula
from playground.ui.arithmetic.step.names import Names
from playground.ui.figures import bracketed, whole

_CLOSE = 1e-6
_MOST_OUTPUTS = 10


@dataclass(frozen=True, slots=True)
class Taken:
    """How the parts of E are taken together: as mean or sum `over_outputs` and `over_samples`; what they are divided
    by is their product.
    """

    over_outputs: int
    over_samples: int

    @property
    def divisor(self) -> int:
        return self.over_outputs * self.over_samples


def taken_together(step: HandStep) -> Taken:
    """Return what the parts are divided by, read off the numbers: 1 where they are added up."""
    samples, outputs = step.targets.shape
    formula = loss_formula(step.loss_name)
    over_outputs = 1
    if formula is not None and outputs > 1:
        parts = sum(output_losses(step, formula, 0))
        over_outputs = outputs if _is(float(step.losses[0]) * outputs, parts) else 1
    total = float(step.losses.sum())
    over_samples = samples if _is(step.loss * samples, total) else 1
    return Taken(over_outputs, over_samples)


def output_losses(step: HandStep, formula: LossFormula, sample: int) -> Sequence[float]:
    """Return the part of each output in the loss of a sample, before any mean is taken."""
    outs, targets = step.layers[-1].outputs[sample], step.targets[sample]
    return [formula.value(float(out), float(target)) for out, target in zip(outs, targets, strict=True)]


def loss_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    """Return how wrong the first sample's outputs are, and with a batch all samples."""
    formula = loss_formula(step.loss_name)
    first = _compared_lines(step, names, digits) if formula is None else _valued_lines(step, formula, names, digits)
    return [*_target_notes(step, names), *first, *_batch_lines(step, digits)]


def _valued_lines(step: HandStep, formula: LossFormula, names: Names, digits: Digits) -> Sequence[Line]:
    outs, targets = step.layers[-1].outputs[0], step.targets[0]
    values = output_losses(step, formula, 0)
    shown = _counting(step, values)
    rows = [
        Row(
            f"E_{{{names.neuron(names.last, index)}}}",
            formula.numbers(*_figures(step, index, digits), float(outs[index] - targets[index])),
            digits.value(values[index]),
        )
        for index in shown
    ]
    rest = len(values) - len(shown)
    left = sum(values) - sum(values[index] for index in shown)
    more_rows = [Row(more(rest), "", digits.value(left))] if rest else []
    count = taken_together(step).over_outputs
    joined = _tr("mean of {count}").format(count=whole(count)) if count > 1 else _sum_word(len(values))
    return [
        Title(_tr("E of each output")),
        Formula(f"E_{{k}} = {formula.formula}"),
        *rows,
        *more_rows,
        Row(_error_name(step), joined, digits.value(float(step.losses[0])), total=True),
    ]


def _figures(step: HandStep, index: int, digits: Digits) -> tuple[str, str]:
    """Return an output and its target as they stand in a formula."""
    out, target = float(step.layers[-1].outputs[0, index]), float(step.targets[0, index])
    return digits.value(out), digits.in_brackets(target)


def _counting(step: HandStep, values: Sequence[float]) -> Sequence[int]:
    """Return which outputs are shown: of a cross-entropy those whose target is not 0, else the largest parts."""
    if step.loss_name is ExampleError.CROSS_ENTROPY:
        return [int(index) for index in np.flatnonzero(step.targets[0])]
    return largest_first(np.array(values), None, _MOST_OUTPUTS)


def _sum_word(count: int) -> str:
    return _tr("sum") if count > 1 else ""


def _compared_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    """Return the losses that compare the outputs of the classes: cross-entropy, log-likelihood, hinge."""
    true = int(step.labels[0])
    out = names.neuron(names.last, true)
    if step.loss_name is Loss.NLL:
        value = digits.given(float(step.layers[-1].outputs[0, true]))
        return [
            Title(_tr("E, minus the log-probability of the true class")),
            Formula(f"E = −out_{{{out}}}"),
            Row(_error_name(step), f"−({value})", digits.value(float(step.losses[0])), total=True),
        ]
    if step.loss_name is Loss.HINGE:
        return _hinge_lines(step, names, digits, true)
    return _cross_entropy_lines(step, names, digits, true)


def _cross_entropy_lines(step: HandStep, names: Names, digits: Digits, true: int) -> Sequence[Line]:
    """Softmax and logarithm in one, as torch has it; numbers as they are, for sums of any size."""
    outs = step.layers[-1].outputs[0]
    shares = softmax(step)
    with np.errstate(over="ignore"):
        total = float(np.exp(outs).sum())
    rows = [
        Row(
            f"p_{{{names.neuron(names.last, index)}}}",
            f"e^{{{digits.given(float(outs[index]))}}} / Σ",
            digits.value(float(shares[index])),
            at_hand=index == true,
        )
        for index in largest_first(shares, true, _MOST_OUTPUTS)
    ]
    share = float(shares[true])
    return [
        Title(_tr("Softmax turns the outputs into shares of 1")),
        Formula("p = e^{out} / Σ e^{out}"),
        Row("Σ e^{out}", _tr("over all outputs"), digits.value(total)),
        *rows,
        Title(_tr("E, minus the logarithm of the true class's share")),
        Formula(f"E = −ln p_{{{names.neuron(names.last, true)}}}"),
        Row(_error_name(step), f"−ln {digits.given(share)}", digits.value(float(step.losses[0])), total=True),
    ]


def _hinge_lines(step: HandStep, names: Names, digits: Digits, true: int) -> Sequence[Line]:
    outs = step.layers[-1].outputs[0]
    margins = np.maximum(0.0, 1 - outs[true] + outs)
    margins[true] = 0.0
    right = digits.given(float(outs[true]))
    others = [index for index in largest_first(margins, None, _MOST_OUTPUTS) if index != true]
    rows = [
        Row(
            f"E_{{{names.neuron(names.last, index)}}}",
            f"max(0, 1 − {bracketed(right)} + {bracketed(digits.given(float(outs[index])))})",
            digits.value(float(margins[index])),
        )
        for index in others
    ]
    formula = f"E_{{k}} = max(0, 1 − out_{{{names.neuron(names.last, true)}}} + out_{{k}})"
    return [
        Title(_tr("E: by how much the others miss their distance of 1")),
        Formula(formula),
        *rows,
        Row(_error_name(step), _tr("sum / {count}").format(count=outs.size), _loss(step, digits), total=True),
    ]


def _batch_lines(step: HandStep, digits: Digits) -> Sequence[Line]:
    count = step.losses.size
    if count == 1:
        return []
    shown = min(count, MOST_TERMS)
    rows = [
        Row(_tr("E of sample {number}").format(number=index + 1), "", digits.value(float(step.losses[index])))
        for index in range(shown)
    ]
    rest = [Row(more(count - shown), "", "")] if count > shown else []
    mean = taken_together(step).over_samples > 1
    title = _tr("E of the batch, the mean of {count}") if mean else _tr("E of the batch, the sum of {count}")
    joined = _tr("mean") if mean else _tr("sum")
    return [Title(title.format(count=count)), *rows, *rest, Row("E", joined, digits.value(step.loss), total=True)]


def _target_notes(step: HandStep, names: Names) -> Sequence[Line]:
    true = int(step.labels[0])
    if true < 0:
        return []
    name = names.output(true) or (names.classes[true] if true < len(names.classes) else str(true))
    if step.guessed:
        text = _tr("What it is is not known, so the network's own answer, {name}, is taken for right.")
        return [Note(text.format(name=name))]
    text = _tr("It is {name}.") if step.losses.size == 1 else _tr("The first sample is {name}.")
    return [Note(text.format(name=name))]


def softmax(step: HandStep) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the shares [k] that softmax makes of the first sample's outputs."""
    outs = step.layers[-1].outputs[0]
    raised = np.exp(outs - outs.max())
    return np.asarray(raised / raised.sum(), dtype=np.float64)


def _error_name(step: HandStep) -> str:
    return "E" if step.losses.size == 1 else _tr("E of sample {number}").format(number=1)


def _loss(step: HandStep, digits: Digits) -> str:
    return digits.value(float(step.losses[0]))


def _is(value: float, expected: float) -> bool:
    return math.isclose(value, expected, rel_tol=_CLOSE, abs_tol=1e-12)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
