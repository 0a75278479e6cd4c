"""What became of the own drawings when a change of the set was taken back, or done again."""

from collections.abc import Sequence

from playground.core.messages import Message, message
from playground.core.own_drawings import OwnDrawing, OwnSet


def missing(there: OwnSet, here: OwnSet) -> Sequence[OwnDrawing]:
    """Return the drawings that are `there` and not `here`."""
    numbers = {one.number for one in here.drawings}
    return [one for one in there.drawings if one.number not in numbers]


def about_undo(before: OwnSet, after: OwnSet) -> Message | None:
    """Say what came of taking a change back; None: nothing did."""
    gone = missing(before, after)
    if len(gone) == 1:
        return message("The drawing of {name} was taken out again. Ctrl+Shift+Z brings it back.", name=gone[0].label)
    if gone:
        return message("{count} drawings were taken out again. Ctrl+Shift+Z brings them back.", count=len(gone))
    return _about_rest(before, after)


def about_redo(before: OwnSet, after: OwnSet) -> Message | None:
    """Say what came of doing a change again; None: nothing did."""
    gone = missing(before, after)
    if len(gone) == 1:
        return message("The drawing of {name} was deleted again. Ctrl+Z brings it back.", name=gone[0].label)
    if gone:
        return message("{count} drawings were deleted again. Ctrl+Z brings them back.", count=len(gone))
    return _about_rest(before, after)


def _about_rest(before: OwnSet, after: OwnSet) -> Message | None:
    back = missing(after, before)
    if len(back) == 1:
        return message("The drawing of {name} is back.", name=back[0].label)
    if back:
        return message("{count} of your drawings are back.", count=len(back))
    labels = {one.number: one.label for one in before.drawings}
    for one in after.drawings:
        if one.label != labels[one.number]:
            return message("The drawing of {before} is {after} again.", before=labels[one.number], after=one.label)
    return _about_pin(after) if before.pinned != after.pinned else None


def _about_pin(after: OwnSet) -> Message:
    pinned = after.find(after.pinned) if after.pinned is not None else None
    if pinned is None:
        return message("No drawing is pinned now.")
    return message("The drawing of {name} is pinned again.", name=pinned.label)
