"""How small can the squared error get without hidden layers?"""

from playground.core.lesson_questions import AskLeastSquares, LeastSquares
from playground.core.probes import Unfinished
from playground.engine.least_squares import LeastSquaresSearch
from playground.engine.probes.subject import Subject


class LeastSquaresAnswer:
    """Goes through the training part piece by piece, a piece for each time that it is asked."""

    def __init__(self) -> None:
        self._search: LeastSquaresSearch | None = None
        self._found: LeastSquares | None = None

    def answer(self, _: AskLeastSquares, subject: Subject) -> LeastSquares | Unfinished:
        if self._found is not None:
            return self._found
        if self._search is None:
            self._search = LeastSquaresSearch(subject.experiment, subject.data, subject.outputs)
        if not self._search.done:
            self._search.go_on()
            return Unfinished()
        self._found, self._search = LeastSquares(self._search.loss()), None
        return self._found
