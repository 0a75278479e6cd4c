"""What loss functions make of one prediction, of one row of logits and of a line through points: questions, answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from playground.core.probes import Doubles, Question

MOST_CLASSES = 5
MOST_POINTS = 6


class ValueLoss(StrEnum):
    """Losses of a prediction p and a target t."""

    SQUARED = "squared"
    HALF_SQUARED = "half_squared"
    ABSOLUTE = "absolute"
    HUBER = "huber"
    BCE = "bce"


class ClassLoss(StrEnum):
    """Losses of the logits z of n classes, of which r is right; y is 1 for that and 0 for others."""

    CROSS_ENTROPY = "cross_entropy"
    NLL = "nll"
    SQUARED = "squared"
    HINGE = "hinge"


class LineLoss(StrEnum):
    """Losses of the line w x + b, over points (x, y)."""

    ABSOLUTE = "absolute"
    SQUARED = "squared"


@dataclass(frozen=True, slots=True)
class DescribedLoss:
    """A loss in words, as PyTorch defines it: its title, its formula and that of its gradient (where that is short),
    and what there is to know of it. All are templates (see `messages`), plain text.
    """

    title: str
    formula: str
    gradient: str = ""
    about: str = ""


VALUE_LOSSES: Mapping[ValueLoss, DescribedLoss] = {
    ValueLoss.SQUARED: DescribedLoss(
        "Squared error", "(p − t)²", "2 (p − t)", "Large errors count far more than small ones. PyTorch: MSELoss."
    ),
    ValueLoss.HALF_SQUARED: DescribedLoss(
        "Half squared error", "½ (p − t)²", "p − t", "The half is there so that no 2 is left in the gradient."
    ),
    ValueLoss.ABSOLUTE: DescribedLoss(
        "Absolute error",
        "|p − t|",
        "sign of p − t",
        "Pulls as hard at small errors as at large ones. At the kink, p = t, PyTorch takes 0. PyTorch: L1Loss.",
    ),
    ValueLoss.HUBER: DescribedLoss(
        "Huber",
        "½ (p − t)², but |p − t| − ½ beyond 1",
        "p − t, within ±1",
        "Half the squared error near the target and absolute further away. PyTorch: HuberLoss.",
    ),
    ValueLoss.BCE: DescribedLoss(
        "Binary cross-entropy",
        "−t ln p − (1 − t) ln(1 − p)",
        "(p − t) / (p (1 − p))",
        "For 0 < p < 1, a probability: to be sure and wrong costs without end. PyTorch: BCELoss.",
    ),
}

CLASS_LOSSES: Mapping[ClassLoss, DescribedLoss] = {
    ClassLoss.CROSS_ENTROPY: DescribedLoss(
        "Cross-entropy",
        "ln Σ exp(z) − z[r]",
        "softmax(z) − y",
        "Takes the logits themselves. PyTorch: CrossEntropyLoss.",
    ),
    ClassLoss.NLL: DescribedLoss(
        "Log-softmax, NLL",
        "−ln softmax(z)[r]",
        "softmax(z) − y",
        "The same in two steps: a log-softmax layer, then the negative log-likelihood. PyTorch: LogSoftmax, NLLLoss.",
    ),
    ClassLoss.SQUARED: DescribedLoss(
        "Softmax, squared",
        "Σ (softmax(z) − y)² / n",
        "",
        "Hardly learns from an answer that is sure and wrong: there its gradient fades. PyTorch: Softmax, MSELoss.",
    ),
    ClassLoss.HINGE: DescribedLoss(
        "Hinge",
        "Σ max(0, 1 + z[j] − z[r]) / n",
        "",
        "The sum is over the wrong classes j. Content once the right class leads by 1; at that kink PyTorch takes 0. "
        "PyTorch: MultiMarginLoss.",
    ),
}

LINE_LOSSES: Mapping[LineLoss, DescribedLoss] = {
    LineLoss.ABSOLUTE: DescribedLoss(
        "Sum of absolute errors",
        "Σ |w x + b − y|",
        "",
        "Each point pulls equally hard, however far it is away; one that is hit does not pull at all.",
    ),
    LineLoss.SQUARED: DescribedLoss(
        "Sum of squared errors", "Σ (w x + b − y)²", "", "Points that are far away pull hardest."
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class LossFigure:
    """A loss's `value`, and its `gradients` by what can be changed; None and empty where it is not defined."""

    value: float | None
    gradients: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AskValueLosses(Question):
    """What do losses make of this prediction and target, and of predictions from `low` to `high` with that target?"""

    free: ClassVar[bool] = True
    prediction: float
    target: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class ValueFigures:
    """Figures of each loss, with the gradient by p; and its `curves` [n] over the predictions `at` [n], not a number
    where it is not defined: binary cross-entropy is for 0 < p < 1 and targets from 0 to 1.
    """

    ask: AskValueLosses
    of: Mapping[ValueLoss, LossFigure]
    at: Doubles
    curves: Mapping[ValueLoss, Doubles]


@dataclass(frozen=True, slots=True)
class AskClassLosses(Question):
    """What do losses make of these logits, of 2 or more classes, when class `right` (from 0) is the right one?"""

    free: ClassVar[bool] = True
    logits: tuple[float, ...]
    right: int


@dataclass(frozen=True, slots=True, eq=False)
class ClassFigures:
    """Figures of each loss, with a gradient by each logit; and the `probabilities` that softmax makes of them."""

    ask: AskClassLosses
    of: Mapping[ClassLoss, LossFigure]
    probabilities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AskLineLosses(Question):
    """How far is the line w x + b from the `points` (x, y)?"""

    free: ClassVar[bool] = True
    weight: float
    bias: float
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class LineFigures:
    """Figures of each loss, with the gradients by w and b; and the `errors`, w x + b − y of each point."""

    ask: AskLineLosses
    of: Mapping[LineLoss, LossFigure]
    errors: tuple[float, ...]
