"""How small can the squared error get without hidden layers?"""

from playground.core.lesson_questions import AskLeastSquares, LeastSquares
from playground.engine.least_squares import least_squares_loss
from playground.engine.probes.subject import Subject


def seek_least_squares(ask: AskLeastSquares, subject: Subject) -> LeastSquares:
    return LeastSquares(least_squares_loss(subject.experiment, subject.data, subject.outputs))
