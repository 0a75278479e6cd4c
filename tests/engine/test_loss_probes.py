import math
from collections.abc import Callable, Mapping

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from playground.core.loss_figures import (
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
from playground.engine.probes import answer_free

OF_VALUES: Mapping[ValueLoss, Callable[[Tensor, Tensor], Tensor]] = {
    ValueLoss.SQUARED: nn.MSELoss(),
    ValueLoss.HALF_SQUARED: lambda p, t: 0.5 * (p - t) ** 2,
    ValueLoss.ABSOLUTE: nn.L1Loss(),
    ValueLoss.HUBER: nn.HuberLoss(),
    ValueLoss.BCE: nn.BCELoss(),
}


def values(prediction: float, target: float) -> ValueFigures:
    answer = answer_free(AskValueLosses(prediction, target, -2.0, 3.0))
    assert isinstance(answer, ValueFigures)
    return answer


def classes(logits: tuple[float, ...], right: int) -> ClassFigures:
    answer = answer_free(AskClassLosses(logits, right))
    assert isinstance(answer, ClassFigures)
    return answer


def line(weight: float, bias: float, points: tuple[tuple[float, float], ...]) -> LineFigures:
    answer = answer_free(AskLineLosses(weight, bias, points))
    assert isinstance(answer, LineFigures)
    return answer


def test_one_prediction_as_worked_out_by_hand() -> None:
    found = values(0.8, 1.0).of
    expected = {
        ValueLoss.SQUARED: (0.04, -0.4),
        ValueLoss.HALF_SQUARED: (0.02, -0.2),
        ValueLoss.ABSOLUTE: (0.2, -1.0),
        ValueLoss.HUBER: (0.02, -0.2),
        ValueLoss.BCE: (-math.log(0.8), -1 / 0.8),
    }
    for loss, (value, gradient) in expected.items():
        assert found[loss].value == pytest.approx(value, abs=1e-12), loss
        assert found[loss].gradients == pytest.approx((gradient,), abs=1e-12), loss


def test_far_predictions_as_worked_out_by_hand() -> None:
    found = values(3.0, 0.5).of
    assert found[ValueLoss.SQUARED].value == pytest.approx(6.25)
    assert (found[ValueLoss.HUBER].value, found[ValueLoss.HUBER].gradients) == (2.0, (1.0,))
    assert (found[ValueLoss.ABSOLUTE].value, found[ValueLoss.ABSOLUTE].gradients) == (2.5, (1.0,))


@pytest.mark.parametrize(("prediction", "target"), [(0.3, 0.0), (0.999, 0.0), (0.25, 0.75), (0.5, 0.5)])
def test_one_prediction_as_torchs_losses_have_it(prediction: float, target: float) -> None:
    found = values(prediction, target)
    for loss, function in OF_VALUES.items():
        p = torch.tensor([prediction], dtype=torch.float64, requires_grad=True)
        value = function(p, torch.tensor([target], dtype=torch.float64)).sum()
        (gradient,) = torch.autograd.grad(value, p)
        assert found.of[loss].value == pytest.approx(value.item(), rel=1e-12), loss
        assert found.of[loss].gradients == pytest.approx(gradient.tolist(), rel=1e-12), loss


def test_the_absolute_error_is_flat_at_its_kink() -> None:
    found = values(0.5, 0.5).of[ValueLoss.ABSOLUTE]
    assert (found.value, found.gradients) == (0.0, (0.0,))


@pytest.mark.parametrize(("prediction", "target"), [(0.0, 0.0), (1.0, 1.0), (-0.5, 0.0), (1.5, 1.0), (0.5, 2.0)])
def test_binary_cross_entropy_is_for_probabilities(prediction: float, target: float) -> None:
    found = values(prediction, target).of
    assert (found[ValueLoss.BCE].value, found[ValueLoss.BCE].gradients) == (None, ())
    assert found[ValueLoss.SQUARED].value == (prediction - target) ** 2


def test_curves_run_over_predictions() -> None:
    found = values(0.8, 1.0)
    assert (found.at[0], found.at[-1]) == (-2.0, 3.0)
    for loss in ValueLoss:
        at = 60  # of 400 parts of 5: 0.75 from the left
        single = values(float(found.at[at]), 1.0).of[loss].value
        curve = found.curves[loss]
        assert np.isnan(curve[at]) if single is None else curve[at] == pytest.approx(single)
    defined = np.isfinite(found.curves[ValueLoss.BCE])
    assert defined.tolist() == ((found.at > 0) & (found.at < 1)).tolist()


def test_logits_as_worked_out_by_hand() -> None:
    # e^2 + e^1 + e^0 = 11.107337927; softmax 0.665240956, 0.244728471, 0.090030573
    found = classes((2.0, 1.0, 0.0), 1)
    assert found.probabilities == pytest.approx((0.665240956, 0.244728471, 0.090030573), abs=1e-9)
    cross = found.of[ClassLoss.CROSS_ENTROPY]
    assert cross.value == pytest.approx(1.407605964, abs=1e-9)
    assert cross.gradients == pytest.approx((0.665240956, -0.755271529, 0.090030573), abs=1e-9)
    nll = found.of[ClassLoss.NLL]
    assert nll.value == pytest.approx(1.407605964, abs=1e-9)
    assert nll.gradients == pytest.approx(cross.gradients, abs=1e-12)
    hinge = found.of[ClassLoss.HINGE]  # (1 + 2 - 1) / 3, and at its kink for the last: 1 + 0 - 1 = 0
    assert hinge.value == pytest.approx(2 / 3)
    assert hinge.gradients == pytest.approx((1 / 3, -1 / 3, 0.0))
    squared = found.of[ClassLoss.SQUARED]
    p, y = np.array(found.probabilities), np.array([0, 1, 0])
    assert squared.value == pytest.approx((0.665240956**2 + 0.755271529**2 + 0.090030573**2) / 3, abs=1e-9)
    by_p = 2 * (p - y) / 3
    assert squared.gradients == pytest.approx(p * (by_p - (p * by_p).sum()), abs=1e-12)


def test_logits_as_torchs_losses_have_it() -> None:
    logits, right = (0.5, -1.5, 3.0, 0.1, 2.5), 4
    found = classes(logits, right)
    batch, label = torch.tensor([logits], dtype=torch.float64, requires_grad=True), torch.tensor([right])
    target = torch.tensor([[0, 0, 0, 0, 1]], dtype=torch.float64)
    losses = {
        ClassLoss.CROSS_ENTROPY: nn.CrossEntropyLoss()(batch, label),
        ClassLoss.NLL: nn.NLLLoss()(nn.LogSoftmax(1)(batch), label),
        ClassLoss.SQUARED: nn.MSELoss()(nn.Softmax(1)(batch), target),
        ClassLoss.HINGE: nn.MultiMarginLoss()(batch, label),
    }
    for loss, value in losses.items():
        (gradient,) = torch.autograd.grad(value, batch, retain_graph=True)
        assert found.of[loss].value == pytest.approx(value.item(), rel=1e-12), loss
        assert found.of[loss].gradients == pytest.approx(gradient[0].tolist(), rel=1e-12), loss


def test_a_line_as_worked_out_by_hand() -> None:
    # 2 x + 1 at 0, 1, 2, 3 is 1, 3, 5, 7: errors 1, 0, -1, 3
    found = line(2.0, 1.0, ((0, 0), (1, 3), (2, 6), (3, 4)))
    assert found.errors == (1.0, 0.0, -1.0, 3.0)
    absolute = found.of[LineLoss.ABSOLUTE]
    assert absolute.value == 5.0
    assert list(absolute.gradients) == [1 * 0 + 0 * 1 - 1 * 2 + 1 * 3, 1 + 0 - 1 + 1]
    squared = found.of[LineLoss.SQUARED]
    assert squared.value == 11.0
    assert list(squared.gradients) == [2 * (1 * 0 + 0 * 1 - 1 * 2 + 3 * 3), 2 * (1 + 0 - 1 + 3)]


def test_a_line_through_nothing_has_no_error() -> None:
    found = line(2.0, 1.0, ())
    assert len(found.errors) == 0
    assert found.of[LineLoss.ABSOLUTE].value == 0.0
    assert found.of[LineLoss.SQUARED].gradients == (0.0, 0.0)
