"""What losses make of a prediction, of logits and of a line: by torch's functions and autograd, in float64."""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (torch's own convention)

from playground.core.loss_figures import (
    AskClassLosses,
    AskLineLosses,
    AskValueLosses,
    ClassFigures,
    ClassLoss,
    LineFigures,
    LineLoss,
    LossFigure,
    ValueFigures,
    ValueLoss,
)
from playground.core.probes import Doubles
from playground.engine.probes.arrays import doubles

_PLACES = 401  # of a curve

_OF_VALUES: Mapping[ValueLoss, Callable[[Tensor, Tensor], Tensor]] = {
    ValueLoss.SQUARED: lambda p, t: F.mse_loss(p, t, reduction="none"),
    ValueLoss.HALF_SQUARED: lambda p, t: F.mse_loss(p, t, reduction="none") / 2,
    ValueLoss.ABSOLUTE: lambda p, t: F.l1_loss(p, t, reduction="none"),
    ValueLoss.HUBER: lambda p, t: F.huber_loss(p, t, reduction="none"),
    ValueLoss.BCE: lambda p, t: F.binary_cross_entropy(p, t, reduction="none"),
}
_OF_LOGITS: Mapping[ClassLoss, Callable[[Tensor, Tensor], Tensor]] = {
    ClassLoss.CROSS_ENTROPY: F.cross_entropy,
    ClassLoss.NLL: lambda z, r: F.nll_loss(z.log_softmax(0), r),
    ClassLoss.SQUARED: lambda z, r: F.mse_loss(z.softmax(0), F.one_hot(r, len(z)).double()),
    ClassLoss.HINGE: F.multi_margin_loss,
}
_OF_LINES: Mapping[LineLoss, Callable[[Tensor, Tensor], Tensor]] = {
    LineLoss.ABSOLUTE: lambda out, y: F.l1_loss(out, y, reduction="sum"),
    LineLoss.SQUARED: lambda out, y: F.mse_loss(out, y, reduction="sum"),
}


def weigh_prediction(ask: AskValueLosses) -> ValueFigures:
    at = torch.linspace(ask.low, ask.high, _PLACES, dtype=torch.float64)
    return ValueFigures(
        ask,
        {loss: _value_figure(loss, ask) for loss in ValueLoss},
        doubles(at),
        {loss: _curve(loss, at, ask.target) for loss in ValueLoss},
    )


def weigh_logits(ask: AskClassLosses) -> ClassFigures:
    right = torch.tensor(ask.right)

    def figure(loss: ClassLoss) -> LossFigure:
        logits = _leaf(ask.logits)
        return _figure(_OF_LOGITS[loss](logits, right), logits)

    probabilities = tuple(_leaf(ask.logits).detach().softmax(0).tolist())
    return ClassFigures(ask, {loss: figure(loss) for loss in ClassLoss}, probabilities)


def weigh_line(ask: AskLineLosses) -> LineFigures:
    x, y = torch.tensor(ask.points, dtype=torch.float64).reshape(-1, 2).T

    def figure(loss: LineLoss) -> LossFigure:
        line = _leaf((ask.weight, ask.bias))
        return _figure(_OF_LINES[loss](line[0] * x + line[1], y), line)

    errors = tuple((ask.weight * x + ask.bias - y).tolist())
    return LineFigures(ask, {loss: figure(loss) for loss in LineLoss}, errors)


def _value_figure(loss: ValueLoss, ask: AskValueLosses) -> LossFigure:
    p = _leaf((ask.prediction,))
    if not _is_defined(loss, p, ask.target).all():
        return LossFigure(None, ())
    return _figure(_OF_VALUES[loss](p, torch.full_like(p, ask.target)).sum(), p)


def _curve(loss: ValueLoss, at: Tensor, target: float) -> Doubles:
    """Return the loss [n] of the predictions `at` [n], not a number where there is none."""
    defined = _is_defined(loss, at, target)
    losses = torch.full_like(at, torch.nan)
    losses[defined] = _OF_VALUES[loss](at[defined], torch.full_like(at[defined], target))
    return doubles(losses)


def _is_defined(loss: ValueLoss, p: Tensor, target: float) -> Tensor:
    """Tell for each prediction [n] whether it has this loss."""
    if loss is not ValueLoss.BCE:
        return torch.ones_like(p, dtype=torch.bool)
    return (p > 0) & (p < 1) & (0 <= target <= 1)


def _leaf(values: tuple[float, ...]) -> Tensor:
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def _figure(loss: Tensor, by: Tensor) -> LossFigure:
    (gradients,) = torch.autograd.grad(loss, by)
    return LossFigure(loss.item(), tuple(gradients.tolist()))
