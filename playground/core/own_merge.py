"""What another window of the program has made of the own drawings, and how the set of this one takes it in.

A drawing has another number in each window, so it is known by its ink here. Copies of one drawing count as one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from playground.core.own_drawings import Joined, OwnDrawing, OwnSet, ink_of
from playground.core.stroke_file import LabelledDrawing

Labels = Mapping[bytes, str]
"""The label of each ink."""


def labels_of(drawings: Iterable[OwnDrawing]) -> Labels:
    return {ink_of(one.strokes): one.label for one in drawings}


@dataclass(frozen=True, slots=True, eq=False)
class OthersChange:
    """What others changed: drawings that were `added`, and the labels that they found (`before`) and left (`after`) of
    each ink that they labelled anew or, where it is not in `after`, removed.
    """

    added: Sequence[LabelledDrawing]
    before: Labels
    after: Labels

    def __bool__(self) -> bool:
        return bool(self.added or self.before)

    def joined(self, own: OwnSet) -> Joined:
        """Return `own` with this change. What `own` changed of the same drawings stands: a label that is not the one
        that others found, and a removal. An ink that is there is not added again.
        """
        changed = self._on_what_is_there(own)
        there = labels_of(changed.drawings)
        return changed.joined(one for one in self.added if ink_of(one.strokes) not in there)

    def joined_earlier(self, earlier: OwnSet, own: OwnSet, joined: Joined) -> OwnSet:
        """Return a set `earlier` than `own` with this change, which made `joined` of `own`: what is new has one number
        in all.
        """
        made = [one for one in joined.own.drawings if one.number >= own.next_number]
        return self._on_what_is_there(earlier).including(made)

    def _on_what_is_there(self, own: OwnSet) -> OwnSet:
        keyed = [(one, ink_of(one.strokes)) for one in own.drawings]
        found = [(one, ink) for one, ink in keyed if self.before.get(ink) == one.label]
        gone = [one.number for one, ink in found if ink not in self.after]
        labels = {one.number: self.after[ink] for one, ink in found if ink in self.after}
        drawings = (replace(one, label=labels[one.number]) if one.number in labels else one for one in own.drawings)
        return replace(own, drawings=tuple(drawings)).without(gone)


def others_change(known: Labels, theirs: OwnSet, *, whole: bool = True) -> OthersChange:
    """Return what was made of the labels `known` where there are the drawings of `theirs` now.

    Unless `theirs` are the `whole` of it, what is absent was not removed.
    """
    now = labels_of(theirs.drawings)
    added = [LabelledDrawing(one.strokes, one.label) for one in theirs.drawings if ink_of(one.strokes) not in known]
    after = {ink: now[ink] for ink, label in known.items() if now.get(ink, label) != label}
    gone = {ink: label for ink, label in known.items() if whole and ink not in now}
    return OthersChange(added, {ink: known[ink] for ink in after} | gone, after)
