"""Prepares one drawing in many ways without keeping the pen waiting: one way in each turn of the event loop."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.preparation import Source, prepared, steps_of
from playground.ui.preparing.ways import Way, ways_of

_REST_MS = 40
"""Between two rounds: while somebody draws, most of the time is the pen's."""


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """What is to be prepared for the data set of `facts`; `without` are the steps that the person left out."""

    source: Source
    facts: DataFacts
    without: Way


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A wish and what came of it: the image of each way, None where it shows nothing."""

    wish: Wish
    images: Mapping[Way, NDArray[np.uint8] | None]

    def same(self, one: Way, other: Way) -> bool:
        """Tell whether two ways come to the same image."""
        first, second = self.images[one], self.images[other]
        return first is not None and second is not None and np.array_equal(first, second)


class Preparer(QObject):
    """Fulfils the newest wish in rounds. A round that has begun is brought to its end, or nothing would ever be shown
    of a drawing that changes all the time.
    """

    finished = Signal(object)
    """A round is through: what is `Prepared`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._next: Wish | None = None
        self._round: Iterator[Prepared | None] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_turn)

    def begin(self, wish: Wish) -> None:
        """Fulfil `wish`, after the round that is under way."""
        self._next = wish
        if not self._timer.isActive():
            self._timer.start(0)

    def stop(self) -> None:
        """Forget all wishes."""
        self._timer.stop()
        self._next = self._round = None

    def _on_turn(self) -> None:
        if self._round is None:
            if self._next is None:
                return  # nothing was wished for while this rested
            self._round, self._next = _round(self._next), None
        done = next(self._round)
        self._timer.start(0 if done is None else _REST_MS)
        if done is not None:
            self._round = None
            self.finished.emit(done)


def _round(wish: Wish) -> Iterator[Prepared | None]:
    """Prepare one way a turn; the last turn yields all of them."""
    images: dict[Way, NDArray[np.uint8] | None] = {}
    for way in ways_of(steps_of(wish.source, wish.facts.drawing), wish.without):
        images[way] = _prepared(wish, way)
        yield None
    yield Prepared(wish, images)


def _prepared(wish: Wish, way: Way) -> NDArray[np.uint8] | None:
    try:
        return prepared(wish.source, wish.facts, way)
    except PlaygroundError:
        return None
