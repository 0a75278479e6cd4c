"""Backward: the chain of factors that makes the gradient of the picked weight, held against autograd's."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import Chain, ExampleError, HandStep, WeightAt
from playground.core.model_options import OutputActivation
from playground.core.training_options import Loss
from playground.ui.arithmetic.formulas import MARKED, slope_formula
from playground.ui.arithmetic.step.activation_words import activation_at
from playground.ui.arithmetic.step.digits import Digits, figure
from playground.ui.arithmetic.step.forward_words import MOST_TERMS, largest_first, more
from playground.ui.arithmetic.step.lines import Formula, Line, Note, Row, Title
from playground.ui.arithmetic.step.loss_formulas import loss_formula
from playground.ui.arithmetic.step.loss_words import softmax, taken_together
from playground.ui.arithmetic.step.names import Names
from playground.ui.figures import bracketed

_SAME = 1e-12
_MOST_IN_BATCH = 3
"""Samples, and neurons of the next layer, one by one: so few that what autograd finds is not far below them."""
_TIMES = " × "


def backward_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    """Return the chain of the picked weight for the first sample, the samples' products, and what others find."""
    return [
        *_parts_lines(step, names, digits),
        *_chain_lines(step, names, digits),
        *_batch_lines(step, names, digits),
        *_check_lines(step, names, digits),
    ]


def _parts_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    """Return what the neurons of the next layer send back, for a hidden neuron."""
    at, chain = step.picked.at, step.picked.chains[0]
    if not chain.parts:
        return []
    name, layer = names.neuron(at.layer, at.end), step.layers[at.layer + 1]
    parts = np.array(chain.parts)
    shown = largest_first(parts, None, MOST_TERMS if step.losses.size == 1 else _MOST_IN_BATCH)
    rest = parts.size - len(shown)
    rows = []
    for index in shown:
        after = names.neuron(at.layer + 1, index)
        gradient, weight = float(layer.sum_gradients[0, index]), float(layer.weight[index, at.end])
        numbers = _times(gradient, weight, digits)
        rows.append(Row(_tr("from {name}").format(name=after), numbers, digits.value(float(parts[index]))))
    more_rows = [Row(more(rest), "", digits.value(float(parts.sum() - parts[list(shown)].sum())))] if rest else []
    return [
        Title(_tr("What the next layer sends back to {name}").format(name=name)),
        Formula(f"∂E/∂out_{{{name}}} = Σ ∂E/∂net{_TIMES}w"),
        *rows,
        *more_rows,
        Row(f"∂E/∂out_{{{name}}}", "", digits.value(chain.output_gradient), total=True),
    ]


def _times(first: float, second: float, digits: Digits) -> str:
    left = digits.value(first) if digits.exact else digits.factor(first)
    right = digits.factor(second)
    return f"{left}{_TIMES}{bracketed(right)}"


def _chain_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    at, chain = step.picked.at, step.picked.chains[0]
    name, weight = names.neuron(at.layer, at.end), names.weight(at)
    net = f"∂net_{{{name}}}"
    by_net = f"∂E/{net}"
    mixed = chain.slope is None
    factors = [by_net] if mixed else [f"∂E/∂out_{{{name}}}", f"∂out_{{{name}}}/{net}"]
    factors.append(f"{net}/∂{weight}")
    of = f"∂E/∂{weight}" if step.losses.size == 1 else _share_of(step, "1", weight)
    return [
        Title(_with_way(_tr("{gradient}, factor by factor").format(gradient=of), names, at)),
        Formula(f"{of} = {_TIMES.join(factors)}"),
        *([_mixed_row(step, names, digits, by_net)] if mixed else _slope_rows(step, names, digits, chain)),
        _input_row(step, names, digits, f"{net}/∂{weight}"),
        Row(of, _product(chain, digits), digits.value(chain.product), total=True),
    ]


def _share_of(step: HandStep, sample: str, weight: str) -> str:
    """Return what a sample's own gradient adds to that of E, which may be a mean: (1/32) ∂E_1/∂w."""
    divisor = taken_together(step).over_samples
    of = f"∂E_{{{sample}}}/∂{weight}"
    return of if divisor == 1 else f"(1/{divisor}) {of}"


def _with_way(title: str, names: Names, at: WeightAt) -> str:
    """Return a title with where the weight leads, where its name does not say which it is."""
    return title if names.numbered or at.start is None else f"{title} ({names.way(at)})"


def _slope_rows(step: HandStep, names: Names, digits: Digits, chain: Chain) -> Sequence[Row]:
    at = step.picked.at
    name = names.neuron(at.layer, at.end)
    assert chain.slope is not None
    kind = activation_at(step, at.layer)
    layer = step.layers[at.layer]
    net, out = (digits.value(float(values[0, at.end])) for values in (layer.sums, layer.outputs))
    symbols = slope_formula(kind, "net", "out", MARKED)
    figures = slope_formula(kind, net, out, MARKED)
    return [
        _error_row(step, names, digits, chain),
        Row(
            f"∂out_{{{name}}}/∂net_{{{name}}}",
            symbols,
            digits.value(chain.slope),
            figures if figures != symbols else "",
        ),
    ]


def _error_row(step: HandStep, names: Names, digits: Digits, chain: Chain) -> Row:
    """Return how E changes with the neuron's output: by the loss's own formula for an output, else as added up."""
    at = step.picked.at
    symbol, value = f"∂E/∂out_{{{names.neuron(at.layer, at.end)}}}", digits.value(chain.output_gradient)
    if chain.parts:
        return Row(symbol, _tr("added up above"), value)
    formula, numbers = _error_slope(step, at.end, digits)
    return Row(symbol, formula, value, numbers)


def _error_slope(step: HandStep, end: int, digits: Digits) -> tuple[str, str]:
    """Return the derivative of the loss by an output, in symbols and in numbers."""
    out, target = float(step.layers[-1].outputs[0, end]), float(step.targets[0, end])
    formula = loss_formula(step.loss_name)
    if formula is not None:
        symbols = formula.slope
        numbers = formula.slope_numbers(digits.value(out), digits.in_brackets(target))
    elif step.loss_name is Loss.CROSS_ENTROPY:
        symbols, numbers = "p − target", f"{digits.value(float(softmax(step)[end]))} − {digits.given(target)}"
    else:
        return _tr("by the margins that are missed"), ""
    return _divided(symbols, step), _divided(numbers, step)


def _divided(text: str, step: HandStep) -> str:
    """Return `text` over what the mean over outputs and samples divides it by."""
    divisor = taken_together(step).divisor
    if divisor == 1:
        return text
    bare = text.startswith(("2 × (", "sign(", "max(")) or " " not in text
    return f"{text} / {divisor}" if bare else f"({text}) / {divisor}"


def _mixed_row(step: HandStep, names: Names, digits: Digits, symbol: str) -> Row:
    """Return ∂E/∂net of an output whose activation is softmax, which mixes them: for the losses made for it in one."""
    at, chain = step.picked.at, step.picked.chains[0]
    layer, target = step.layers[at.layer], float(step.targets[0, at.end])
    out = float(layer.outputs[0, at.end])
    value = digits.value(chain.sum_gradient)
    if step.loss_name is ExampleError.CROSS_ENTROPY:
        return Row(symbol, "out − target", value, f"{digits.value(out)} − {digits.given(target)}")
    if step.output_activation is OutputActivation.LOG_SOFTMAX and step.loss_name is Loss.NLL:
        numbers = f"e^{{{digits.given(out)}}} − {digits.given(target)}"
        return Row(symbol, _divided("e^{out} − target", step), value, _divided(numbers, step))
    return Row(symbol, _tr("by all outputs, which softmax mixes"), value)


def _input_row(step: HandStep, names: Names, digits: Digits, symbol: str) -> Row:
    at = step.picked.at
    if at.start is None:
        return Row(symbol, _tr("a bias is added as it is"), digits.value(1.0))
    return Row(symbol, names.sent(at.layer, at.start), digits.value(step.picked.chains[0].input))


def _product(chain: Chain, digits: Digits) -> str:
    if chain.slope is None:
        return _times(chain.sum_gradient, chain.input, digits)
    first, *others = digits.value(chain.output_gradient), digits.value(chain.slope), digits.given(chain.input)
    return _TIMES.join([first, *map(bracketed, others)])


def _batch_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    count = step.losses.size
    if count == 1:
        return []
    picked = step.picked
    chains = picked.chains[:_MOST_IN_BATCH]
    rows = [
        Row(
            _tr("sample {number}").format(number=number),
            _times(chain.sum_gradient, chain.input, digits),
            digits.value(chain.product),
        )
        for number, chain in enumerate(chains, start=1)
    ]
    rest = picked.chained - sum(chain.product for chain in chains)
    more_rows = [Row(more(count - len(chains)), "", digits.value(rest))] if count > len(chains) else []
    weight = names.weight(picked.at)
    return [
        Title(_tr("The batch: the samples' gradients add up")),
        Formula(f"∂E/∂{weight} = Σ {_share_of(step, 's', weight)}"),
        *rows,
        *more_rows,
        Row(f"∂E/∂{weight}", _tr("sum"), digits.value(picked.chained), total=True, at_hand=True),
    ]


def _check_lines(step: HandStep, names: Names, digits: Digits) -> Sequence[Line]:
    picked = step.picked
    lines: list[Line] = [
        Title(_tr("The same from elsewhere")),
        Row(_tr("chain rule"), _tr("as above"), digits.value(picked.chained), at_hand=True),
    ]
    return [
        *(lines if step.losses.size == 1 else []),  # of a batch it stands right above, as the sum
        Row(
            _tr("autograd"),
            _apart(picked.gradient, picked.chained),
            digits.value(picked.gradient),
        ),
        Row(
            _tr("numerically"),
            _apart(picked.difference, picked.chained),
            digits.value(picked.difference),
        ),
        Note(
            _tr("Numerically: E at {weight} + h minus E at {weight} − h, over 2h (a finite difference).").format(
                weight=names.weight(picked.at)
            )
        ),
    ]


def _apart(value: float, chained: float) -> str:
    apart = abs(value - chained)
    if apart <= _SAME * max(abs(value), abs(chained)):
        return _tr("the same")
    return _tr("off by {distance}").format(distance=figure(apart, 1))


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
