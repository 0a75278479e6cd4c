"""The own drawings on disk, in the form that `nn-playground predict` reads; and drawings from other files."""

import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from playground.core.messages import Message, PlaygroundError, message
from playground.core.own_drawings import DECIMALS, MOST_DRAWINGS, OwnSet
from playground.core.own_imports import Others, drawable_labels
from playground.core.own_merge import Labels, OthersChange, labels_of, others_change
from playground.core.sheet import onto_sheet
from playground.core.stroke_file import LabelledDrawing, drawings_to_json
from playground.store.locks import locked
from playground.store.stroke_files import read_drawings
from playground.store.whole_files import write_whole

log = logging.getLogger(__name__)

MOST_IMPORTED_BYTES = 30_000_000
"""Of a file of others. So much takes half a second to read; 1,000 drawings of people take some 5 MB."""


def read_own(path: Path) -> tuple[OwnSet, Message | None]:
    """Return the drawings of the file `path`, none where there is no file, and a sentence where not all could be read.

    Nothing is written.
    """
    kept = _read(path)
    return kept.own, kept.said


def write_own(path: Path, own: OwnSet) -> None:
    """Write all drawings of `own`, whole or not at all; raises PlaygroundError when that cannot be done.

    Takes some 70 ms for 1,000 drawings, so nothing is kept of what was written before.
    """
    drawings = (LabelledDrawing(one.strokes, one.label, one.number == own.pinned) for one in own.drawings)
    write_whole(path, drawings_to_json(drawings, DECIMALS).encode())


class OwnFile:
    """The file of the own drawings while the program runs. Other windows of it may write there, too.

    What others have changed in the file since stands (see `OthersChange`), and before the first write over what could
    not be read or taken in whole the file is copied.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: object = None  # of the file as it was last read or written here
        self._known: Labels = {}  # what it held then
        self._changes: list[OthersChange] = []  # all that `write` has returned
        self._aside = ""

    def read(self) -> tuple[OwnSet, Message | None]:
        """As `read_own`."""
        self._stamp = _stamp(self._path)
        kept = _read(self._path)
        self._aside = kept.aside
        self._known = labels_of(kept.own.drawings)
        return kept.own, kept.said

    def write(self, own: OwnSet, taken: int = 0) -> OthersChange | None:
        """Write `own`, as `write_own`, with what others have changed in the file. Returns what is new of that, if
        anything: the window is to take it in. `own` has the first `taken` of these changes already.
        """
        for change in self._changes[taken:]:
            own = change.joined(own).own
        with locked(self._path):
            change = self._look_for_others()
            joined = change.joined(own)
            if joined.no_room:
                self._aside = self._aside or "before"
            self._set_aside()
            write_own(self._path, joined.own)
            self._stamp = _stamp(self._path)
        self._known = labels_of(joined.own.drawings)
        if not change:
            return None
        self._changes.append(change)
        return change

    def _look_for_others(self) -> OthersChange:
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return OthersChange((), {}, {})
        kept = _read(self._path)
        self._aside = kept.aside or self._aside
        return others_change(self._known, kept.own, whole=stamp is not None and not kept.aside)

    def _set_aside(self) -> None:
        """Copy the file if what it holds would be lost; raises PlaygroundError when that fails."""
        if self._aside and self._path.exists():
            copy = _free_name(self._path, self._aside)
            try:
                shutil.copy2(self._path, copy)
            except OSError as error:
                log.warning("%s could not be copied: %s", self._path, error)
                raise PlaygroundError(
                    message(
                        "{path} holds drawings that cannot be read, and could not be copied: {why}. Nothing is written "
                        "over it: move it away by hand.",
                        path=self._path,
                        why=error.strerror or error,
                    )
                ) from error
        self._aside = ""


def read_others(path: Path) -> Others:
    """Return what the stroke file `path` has for the own drawings.

    Raises PlaygroundError when the file cannot be read, is too large, or has no drawing with a label.
    """
    if path.is_file() and path.stat().st_size > MOST_IMPORTED_BYTES:
        raise PlaygroundError(
            message(
                "{path} is too large: {most} drawings are kept at most, and files of up to {limit} MB are imported.",
                path=path,
                most=MOST_DRAWINGS,
                limit=MOST_IMPORTED_BYTES // 1_000_000,
            )
        )
    found = _sorted_out(read_drawings(path))
    if not found.usable:
        raise PlaygroundError(_why_none(path, found))
    labels = drawable_labels()
    known = [replace(one, pinned=False) for one in found.usable if (one.label or "").casefold() in labels]
    unknown = [one.label or "" for one in found.usable if (one.label or "").casefold() not in labels]
    return Others(known, found.unlabelled, found.blank, unknown, found.odd_points)


def read_exactly(path: Path) -> OwnSet:
    """Return the drawings of a file that `write_own` wrote; raises PlaygroundError when they cannot be these."""
    drawings = read_drawings(path)
    found = _sorted_out(drawings)
    if len(found.usable) < len(drawings) or found.odd_points or len(drawings) > MOST_DRAWINGS:
        raise PlaygroundError(message("{path} does not hold drawings that a network was trained on.", path=path))
    return OwnSet().with_drawings(drawings)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the own file holds: what could be read of it, what is to be `said`, and the word under which it is copied
    before it is written over; "": it need not be.
    """

    own: OwnSet
    said: Message | None = None
    aside: str = ""


def _read(path: Path) -> _Kept:
    if not path.exists():
        return _Kept(OwnSet())
    try:
        found = _sorted_out(read_drawings(path))
    except PlaygroundError as error:
        log.warning("The own drawings could not be read: %s", error)
        what = message(
            "Your drawings could not be read. The file {path} is copied before it is written again.", path=path
        )
        return _Kept(OwnSet(), what, "unreadable")
    own = _own_set(found.usable[:MOST_DRAWINGS])
    left_out = found.unlabelled + found.blank + len(found.usable) - len(own.drawings)
    if not left_out:
        return _Kept(own)
    what = message(
        "Some of your drawings ({count}) have no label or no points, or are too many: they are left out. The file "
        "{path} is copied before it is written again.",
        count=left_out,
        path=path,
    )
    return _Kept(own, what, "before")


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file holds: drawings that are `usable`, on the sheet, how many others, and points that are no numbers."""

    usable: Sequence[LabelledDrawing]
    unlabelled: int
    blank: int
    odd_points: int


def _sorted_out(drawings: Sequence[LabelledDrawing]) -> _Found:
    labelled = [one for one in drawings if one.label]
    fitted = [replace(one, strokes=onto_sheet(one.strokes)) for one in labelled]
    usable = [one for one in fitted if one.strokes]
    odd = sum(int((~np.isfinite(stroke).all(axis=1)).sum()) for one in labelled for stroke in one.strokes)
    return _Found(usable, len(drawings) - len(labelled), len(labelled) - len(usable), odd)


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


def _stamp(path: Path) -> object:
    """Return what is another value once the file is another one; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _free_name(path: Path, word: str) -> Path:
    """Return a name beside `path` that no file has yet."""
    names = (path.with_suffix(f".{word}{number}.json") for number in ("", *range(2, 1000)))
    return next((name for name in names if not name.exists()), path.with_suffix(f".{word}.json"))
