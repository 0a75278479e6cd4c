"""What a stroke file of somebody else brings for the own drawings, and the sentence about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from playground.core.catalog import CATALOG, Drawing
from playground.core.messages import Message, message
from playground.core.own_drawings import MOST_DRAWINGS, Joined
from playground.core.stroke_file import LabelledDrawing

_MOST_NAMED = 5
"""So many labels are named in one sentence."""


@dataclass(frozen=True, slots=True)
class Others:
    """The `drawings` of a file that can be taken, on the sheet. The others are `unlabelled`, have no points (`blank`),
    or labels that no data set has a class for (`unknown`, one entry for each drawing). `odd_points` are no numbers.
    """

    drawings: Sequence[LabelledDrawing]
    unlabelled: int = 0
    blank: int = 0
    unknown: Sequence[str] = ()
    odd_points: int = 0


def drawable_labels() -> frozenset[str]:
    """Return the names of all classes, in small letters, of data sets that can be drawn."""
    drawn = (info for info in CATALOG.values() if info.drawing is not Drawing.NONE)
    return frozenset(name.casefold() for info in drawn for name in info.class_names)


def about_import(others: Others, joined: Joined) -> Message:
    """Return what became of all drawings of a file."""
    said = message("No drawing was added")
    if joined.added:
        said = _counted(joined.added, "{count} drawing was added", "{count} drawings were added")
    for part in _left_out(others, joined):
        said = message("{before}; {part}", before=said, part=part)
    return message("{all}.", all=said)


def _left_out(others: Others, joined: Joined) -> Sequence[Message]:
    named = sorted(set(others.unknown))
    labels = ", ".join([*named[:_MOST_NAMED], *(["…"] if len(named) > _MOST_NAMED else [])])
    parts = (
        _counted(joined.repeated, "{count} was there already", "{count} were there already"),
        _counted(others.unlabelled, "{count} without a label was left out", "{count} without a label were left out"),
        _counted(others.blank, "{count} without points was left out", "{count} without points were left out"),
        _counted(
            len(others.unknown),
            "{count} was left out, since no data set has the class {labels}",
            "{count} were left out, since no data set has these classes: {labels}",
            labels=labels,
        ),
        _counted(
            joined.no_room,
            "there was no room for {count} more: at most {most} are kept",
            "there was no room for {count} more: at most {most} are kept",
            most=MOST_DRAWINGS,
        ),
        _counted(
            others.odd_points,
            "{count} point that is no number was dropped",
            "{count} points that are no numbers were dropped",
        ),
    )
    return [part for part in parts if part.args["count"]]


def _counted(count: int, one: str, many: str, **args: object) -> Message:
    return message(one if count == 1 else many, count=count, **args)
