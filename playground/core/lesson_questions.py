"""What the window asks about a lesson's data, and the answer."""

from dataclasses import dataclass

from playground.core.probes import Question


@dataclass(frozen=True, slots=True)
class AskLeastSquares(Question):
    """What is the least mean squared error that a network without hidden layers can have on the training part?"""


@dataclass(frozen=True, slots=True)
class LeastSquares:
    """`loss` is the mean over examples and outputs, or, where the experiment sums, over examples of their sum."""

    loss: float
