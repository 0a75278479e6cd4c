"""Drawings that the person made and named: a test set of one's own, and the images that a data set makes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.core.catalog import Drawing
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError, message
from playground.core.preparation import Sketch, prepared
from playground.core.stroke_file import LabelledDrawing
from playground.core.strokes import Strokes

MOST_DRAWINGS = 1000

DECIMALS = 4
"""Of a coordinate: a tenth of a pixel on a sheet of 1,000 pixels, and less than half of the bytes of all digits. A
drawing is rounded when it joins the set, so that what is trained on is what is kept on disk, to the last bit.
"""


@dataclass(frozen=True, slots=True, eq=False)
class OwnDrawing:
    """A drawing and the name of the class that it means. Its `number` is its own; later drawings have higher ones."""

    number: int
    label: str
    strokes: Strokes


def ink_of(strokes: Strokes) -> bytes:
    """Return what is equal for drawings whose strokes are, as far as a set keeps them."""
    kept = [_rounded(stroke) for stroke in strokes]
    return np.array([len(stroke) for stroke in kept]).tobytes() + b"".join(stroke.tobytes() for stroke in kept)


def named_ink(drawing: "OwnDrawing | LabelledDrawing") -> tuple[str | None, bytes]:
    """Return what is equal for drawings that are the same, and mean the same."""
    return drawing.label, ink_of(drawing.strokes)


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
            OwnDrawing(number, one.label, [_rounded(stroke) for stroke in one.strokes])
            for number, one in enumerate(added, start=self.next_number)
            if one.label is not None
        )
        return replace(self, drawings=(*self.drawings, *made), next_number=self.next_number + len(added))

    def joined(self, others: Iterable[LabelledDrawing]) -> "Joined":
        """Add those of `others`, whose labels are known, that are not there yet, as far as there is room."""
        there = {named_ink(one) for one in self.drawings}
        new: list[LabelledDrawing] = []
        repeated = 0
        for one in others:
            key = named_ink(one)
            repeated += key in there
            new += [] if key in there else [one]
            there.add(key)
        room = max(0, MOST_DRAWINGS - len(self.drawings))
        return Joined(self.with_drawings(new[:room]), len(new[:room]), repeated, len(new[room:]))

    def including(self, made: Iterable[OwnDrawing]) -> "OwnSet":
        """Return this set with those drawings whose ink is not there yet. They have their numbers already, higher ones
        than were given here.
        """
        there = {ink_of(one.strokes) for one in self.drawings}
        return replace(self, drawings=(*self.drawings, *(one for one in made if ink_of(one.strokes) not in there)))

    def fitting(self, facts: DataFacts) -> Sequence[OwnDrawing]:
        """Return the drawings that the data set has a class for; none where it cannot be drawn."""
        if facts.drawing is Drawing.NONE:
            return ()
        names = {name.casefold() for name in facts.class_names}
        return [one for one in self.drawings if one.label.casefold() in names]

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
class Joined:
    """The set `own` after others joined it: how many were `added`, were there before (`repeated`), found no room."""

    own: OwnSet
    added: int
    repeated: int
    no_room: int


@dataclass(frozen=True, slots=True, eq=False)
class OwnExamples:
    """Those of the own drawings that a data set has a class for: their `numbers` [n], `images` [n, *input shape] in
    stored values, and `labels` [n]. They mean something for the data of this `fingerprint` alone. `pinned` is the index
    of the pinned one among them, or -1.
    """

    numbers: NDArray[np.int64]
    images: NDArray[Any]
    labels: NDArray[np.int64]
    fingerprint: str
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
            self._images = {}
        labels = {name.casefold(): label for label, name in enumerate(facts.class_names)}
        fitting = own.fitting(facts)
        numbers = [one.number for one in fitting]
        self._images = {one.number: self._image(one, facts) for one in fitting}  # what was deleted is let go
        return OwnExamples(
            np.array(numbers, np.int64),
            np.stack(list(self._images.values())) if numbers else np.empty((0, *facts.input_shape), np.uint8),
            np.array([labels[one.label.casefold()] for one in fitting], np.int64),
            facts.fingerprint,
            numbers.index(own.pinned) if own.pinned in numbers else -1,
        )

    def _image(self, drawing: OwnDrawing, facts: DataFacts) -> NDArray[Any]:
        known = self._images.get(drawing.number)
        return known if known is not None else prepared(Sketch(drawing.strokes, 0.0), facts)


def _rounded(stroke: NDArray[np.float64]) -> NDArray[np.float64]:
    rounded: NDArray[np.float64] = stroke.round(DECIMALS) + 0.0  # which makes 0 of -0
    return rounded
