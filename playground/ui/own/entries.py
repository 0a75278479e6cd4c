"""Own drawings beside what the network answers for them."""

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.core.own_drawings import OwnExamples
from playground.core.probes import Answers, Floats, Ints

UNKNOWN = -1
"""The answer for a drawing that the network has not been asked about yet."""


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Own drawings, newest first: `numbers` [n], `images` [n, h, w] in stored values, true `labels` [n]; the network's
    answers `chosen` [n] and how sure they are, `sureties` [n] 0..1.
    """

    numbers: Ints
    images: NDArray[Any]
    labels: Ints
    chosen: Ints
    sureties: Floats

    @classmethod
    def of(cls, examples: OwnExamples) -> "Entries":
        """Return entries without answers."""
        count = len(examples)
        newest_first = np.arange(count)[::-1]
        return cls(
            examples.numbers[newest_first],
            examples.images[newest_first],
            examples.labels[newest_first],
            np.full(count, UNKNOWN),
            np.zeros(count, np.float32),
        )

    def __len__(self) -> int:
        return len(self.numbers)

    def position(self, number: int | None) -> int | None:
        """Return where the drawing `number` is."""
        places: list[int] = np.flatnonzero(self.numbers == (UNKNOWN if number is None else number)).tolist()
        return places[0] if places else None

    def answered(self, start: int, answers: Answers) -> "Entries":
        """Return these with the answers for their images from `start` on."""
        chosen, sureties, count = self.chosen.copy(), self.sureties.copy(), len(answers.chosen)
        chosen[start : start + count] = answers.chosen
        sureties[start : start + count] = answers.probabilities[np.arange(count), answers.chosen]
        return replace(self, chosen=chosen, sureties=sureties)

    def without_answers(self) -> "Entries":
        unknown = np.full(len(self), UNKNOWN)
        return replace(self, chosen=unknown, sureties=np.zeros(len(self), np.float32))

    def remembering(self, before: "Entries") -> "Entries":
        """Return these with the answers that are known from `before`."""
        _, here, there = np.intersect1d(self.numbers, before.numbers, assume_unique=True, return_indices=True)
        chosen, sureties = self.chosen.copy(), self.sureties.copy()
        chosen[here], sureties[here] = before.chosen[there], before.sureties[there]
        return replace(self, chosen=chosen, sureties=sureties)

    @property
    def wrong(self) -> NDArray[np.bool_]:
        wrong: NDArray[np.bool_] = (self.chosen != self.labels) & (self.chosen != UNKNOWN)
        return wrong

    def among(self, kept: NDArray[np.bool_]) -> "Entries":
        """Return those that are `kept` [n]."""
        return Entries(self.numbers[kept], self.images[kept], self.labels[kept], self.chosen[kept], self.sureties[kept])

    def numbered(self, numbers: Set[int]) -> NDArray[np.bool_]:
        """Tell [n] which of these are among `numbers`."""
        among: NDArray[np.bool_] = np.isin(self.numbers, list(numbers))
        return among


NO_ENTRIES = Entries(
    np.empty(0, np.int64), np.empty((0, 1, 1)), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)
)
