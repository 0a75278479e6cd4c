"""Drawings that the person made and named: a test set of one's own, and the images that a data set makes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.core.catalog import Drawing
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError, message
from playground.core.stroke_file import LabelledDrawing
from playground.core.strokes import Strokes, prepare

MOST_DRAWINGS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class OwnDrawing:
    """A drawing and the name of the class that it means. Its `number` is its own; later drawings have higher ones."""

    number: int
    label: str
    strokes: Strokes


@dataclass(frozen=True, slots=True, eq=False)
class OwnSet:
    """All own drawings, numbers rising, and the number of the one that is `pinned`, if any. A number is never given
    again: whoever remembers one must not find another drawing under it.
    """

    drawings: tuple[OwnDrawing, ...] = ()
    pinned: int | None = None
    next_number: int = 1

    def find(self, number: int) -> OwnDrawing | None:
        return next((drawing for drawing in self.drawings if drawing.number == number), None)

    def with_drawings(self, added: Sequence[LabelledDrawing]) -> "OwnSet":
        """Add drawings, whose labels are known. Raises PlaygroundError when there are too many."""
        if len(self.drawings) + len(added) > MOST_DRAWINGS:
            what = message(
                "Your set would have {count} drawings; at most {most} are kept. Delete some first.",
                count=len(self.drawings) + len(added),
                most=MOST_DRAWINGS,
            )
            raise PlaygroundError(what)
        made = (
            OwnDrawing(number, one.label, one.strokes)
            for number, one in enumerate(added, start=self.next_number)
            if one.label is not None
        )
        return replace(self, drawings=(*self.drawings, *made), next_number=self.next_number + len(added))

    def following(self, later: "OwnSet") -> "OwnSet":
        """Return this set as the one that follows `later`, which is taken back: numbers given there stay given."""
        return replace(self, next_number=max(self.next_number, later.next_number))

    def relabelled(self, number: int, label: str) -> "OwnSet":
        changed = (replace(one, label=label) if one.number == number else one for one in self.drawings)
        return replace(self, drawings=tuple(changed))

    def without(self, numbers: Iterable[int]) -> "OwnSet":
        gone = frozenset(numbers)
        kept = tuple(one for one in self.drawings if one.number not in gone)
        return replace(self, drawings=kept, pinned=None if self.pinned in gone else self.pinned)

    def pinning(self, number: int | None) -> "OwnSet":
        """Pin the drawing `number` in place of any other, or none."""
        return replace(self, pinned=number)


@dataclass(frozen=True, slots=True, eq=False)
class OwnExamples:
    """Those of the own drawings that a data set has a class for: their `numbers` [n], `images` [n, *input shape] in
    stored values, and `labels` [n]. `pinned` is the index of the pinned one among them, or -1.
    """

    numbers: NDArray[np.int64]
    images: NDArray[Any]
    labels: NDArray[np.int64]
    pinned: int = -1

    def __len__(self) -> int:
        return len(self.numbers)


class OwnPreparer:
    """Prepares own drawings for a data set, each once: a set that has grown by one costs one drawing."""

    def __init__(self) -> None:
        self._fingerprint = ""
        self._images: dict[int, NDArray[Any]] = {}

    def examples(self, own: OwnSet, facts: DataFacts) -> OwnExamples:
        """Return the examples of `own` for the data set with these facts; none where it cannot be drawn."""
        if facts.fingerprint != self._fingerprint:
            self._fingerprint = facts.fingerprint
            self._images.clear()
        labels = {name.casefold(): label for label, name in enumerate(facts.class_names)}
        fitting = [one for one in own.drawings if one.label.casefold() in labels and facts.drawing is not Drawing.NONE]
        numbers = [one.number for one in fitting]
        images = [self._image(one, facts) for one in fitting]
        return OwnExamples(
            np.array(numbers, np.int64),
            np.stack(images) if images else np.empty((0, *facts.input_shape), np.uint8),
            np.array([labels[one.label.casefold()] for one in fitting], np.int64),
            numbers.index(own.pinned) if own.pinned in numbers else -1,
        )

    def _image(self, drawing: OwnDrawing, facts: DataFacts) -> NDArray[Any]:
        if drawing.number not in self._images:
            height, width = facts.input_shape
            made = prepare(drawing.strokes, facts.drawing, (height, width), facts.stroke_width)
            self._images[drawing.number] = made
        return self._images[drawing.number]
