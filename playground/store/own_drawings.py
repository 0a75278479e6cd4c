"""The own drawings on disk, in the form that `nn-playground predict` reads; and drawings from other files."""

import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from playground.core.messages import Message, PlaygroundError, message
from playground.core.own_drawings import MOST_DRAWINGS, OwnSet
from playground.core.sheet import onto_sheet
from playground.core.stroke_file import LabelledDrawing, drawings_to_json
from playground.store.stroke_files import read_drawings
from playground.store.whole_files import write_whole

log = logging.getLogger(__name__)

_DECIMALS = 4
"""Of a coordinate: a tenth of a pixel on a sheet of 1,000 pixels, and less than half of the bytes of all digits."""


def read_own(path: Path) -> tuple[OwnSet, Message | None]:
    """Return the drawings of the file `path`, none where there is no file, and a sentence where not all could be read.

    Then the file is set aside or copied, since the set will be written again: nothing that was drawn is deleted.
    """
    if not path.exists():
        return OwnSet(), None
    try:
        found = _sorted_out(read_drawings(path))
    except PlaygroundError as error:
        log.warning("The own drawings could not be read: %s", error)
        return OwnSet(), _set_aside(path)
    own = _own_set(found.usable[:MOST_DRAWINGS])
    left_out = found.unlabelled + found.blank + len(found.usable) - len(own.drawings)
    return own, _kept_copy(path, left_out) if left_out else None


def write_own(path: Path, own: OwnSet) -> None:
    """Write all drawings of `own`, whole or not at all; raises PlaygroundError when that cannot be done.

    Takes some 70 ms for 1,000 drawings, so nothing is kept of what was written before.
    """
    drawings = (LabelledDrawing(one.strokes, one.label, one.number == own.pinned) for one in own.drawings)
    write_whole(path, drawings_to_json(drawings, _DECIMALS).encode())


def read_others(path: Path) -> tuple[Sequence[LabelledDrawing], Message | None]:
    """Return the drawings of a stroke file that have labels, fitted onto the sheet, and a sentence about the others.

    Raises PlaygroundError when the file cannot be read or has no such drawing.
    """
    found = _sorted_out(read_drawings(path))
    if not found.usable:
        raise PlaygroundError(_why_none(path, found))
    usable = [replace(one, pinned=False) for one in found.usable]
    left_out = found.unlabelled + found.blank
    if not left_out:
        return usable, None
    return usable, message(
        "{count} drawings of {path} were left out: {unlabelled} have no label, {blank} have no points.",
        count=left_out,
        path=path,
        unlabelled=found.unlabelled,
        blank=found.blank,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file holds: drawings that are `usable`, on the sheet, and how many others."""

    usable: Sequence[LabelledDrawing]
    unlabelled: int
    blank: int


def _sorted_out(drawings: Sequence[LabelledDrawing]) -> _Found:
    labelled = [one for one in drawings if one.label]
    fitted = [replace(one, strokes=onto_sheet(one.strokes)) for one in labelled]
    usable = [one for one in fitted if one.strokes]
    return _Found(usable, len(drawings) - len(labelled), len(labelled) - len(usable))


def _own_set(drawings: Sequence[LabelledDrawing]) -> OwnSet:
    own = OwnSet().with_drawings(drawings)
    pairs = zip(own.drawings, drawings, strict=True)
    return own.pinning(next((made.number for made, one in pairs if one.pinned), None))


def _why_none(path: Path, found: _Found) -> Message:
    if found.unlabelled:
        return message(
            "None of the {count} drawings of {path} can be taken: without a label nobody knows what they are. "
            'Add "label" to each, such as {example}.',
            count=found.unlabelled + found.blank,
            path=path,
            example='{"label": 3, "strokes": ...}',
        )
    return message("There are no drawings in {path}.", path=path)


def _set_aside(path: Path) -> Message:
    aside = _free_name(path, "unreadable")
    try:
        path.replace(aside)
    except OSError as error:
        log.warning("%s could not be renamed: %s", path, error)
        return message(
            "Your drawings in {path} could not be read, nor set aside: {why}. Copy the file before you draw on.",
            path=path,
            why=error.strerror or error,
        )
    return message("Your drawings could not be read. The file was set aside as {path}.", path=aside)


def _kept_copy(path: Path, left_out: int) -> Message:
    copy = _free_name(path, "before")
    try:
        shutil.copy2(path, copy)
    except OSError as error:
        log.warning("%s could not be copied: %s", path, error)
        return message(
            "{count} of your drawings in {path} have no label or no points, or are too many: they are left out.",
            count=left_out,
            path=path,
        )
    return message(
        "{count} of your drawings have no label or no points, or are too many: they are left out. All are in {path}.",
        count=left_out,
        path=copy,
    )


def _free_name(path: Path, word: str) -> Path:
    """Return a name beside `path` that no file has yet."""
    names = (path.with_suffix(f".{word}{number}.json") for number in ("", *range(2, 1000)))
    return next((name for name in names if not name.exists()), path.with_suffix(f".{word}.json"))
