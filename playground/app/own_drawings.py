"""The person's own drawings while the program runs: kept on disk at every change, prepared for the data in memory."""

import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from playground.core.facts import DataFacts
from playground.core.messages import Message, PlaygroundError, message
from playground.core.own_drawings import OwnExamples, OwnPreparer, OwnSet
from playground.core.own_imports import Others, about_import
from playground.core.own_merge import OthersChange
from playground.core.stroke_file import LabelledDrawing
from playground.store.own_drawings import OwnFile, read_others, write_own

_MOST_UNDONE = 50


class OwnDrawings(QObject):
    """The set, and each change of it. Files are read and written, and images made, in a thread of their own, one thing
    at a time; what comes of it is told by signals.
    """

    changed = Signal()
    """There is another `own` set."""
    prepared = Signal(object)
    """The OwnExamples of the present set for the present data."""
    said = Signal(object)
    """A Message: what was done, or could not be done."""

    _read = Signal(object, object)  # OwnSet, Message or None
    _met = Signal(object)  # OthersChange: what another window of the program has made of the file
    _imported = Signal(object)  # Others
    _made = Signal(object, object)  # OwnExamples, and the OwnSet that they were made of

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = OwnFile(file)
        self._loaded = False
        self._own = OwnSet()
        self._before: list[OwnSet] = []
        self._after: list[OwnSet] = []  # what was undone
        self._taken = 0  # so many changes of others were taken in
        self._facts: DataFacts | None = None
        self._preparer = OwnPreparer()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="own drawings")
        self._read.connect(self._on_read)
        self._met.connect(self._on_met)
        self._imported.connect(self._on_imported)
        self._made.connect(self._on_made)

    @property
    def own(self) -> OwnSet:
        return self._own

    def load(self) -> None:
        """Take up what was kept the last time; `changed` tells when it is there. Until then nothing can be added."""
        self._submit(lambda: self._read.emit(*self._file.read()))

    def add(self, drawings: Sequence[LabelledDrawing]) -> int | None:
        """Add drawings whose labels are known. Returns the number of the last one, or None (and says it): no room."""
        if not self._loaded:
            self.said.emit(message("Your drawings are still being read. Try again in a moment."))
            return None
        try:
            self._change(self._own.with_drawings(drawings))
        except PlaygroundError as error:
            self.said.emit(error.message)
            return None
        return self._own.drawings[-1].number if self._own.drawings else None

    def relabel(self, number: int, label: str) -> None:
        found = self._own.find(number)
        if found is not None and found.label != label:
            self._change(self._own.relabelled(number, label))

    def remove(self, numbers: Iterable[int]) -> int:
        """Delete the drawings of these numbers; returns how many there were."""
        kept = self._own.without(numbers)
        count = len(self._own.drawings) - len(kept.drawings)
        if count:
            self._change(kept)
        return count

    def pin(self, number: int | None) -> None:
        if number != self._own.pinned and (number is None or self._own.find(number) is not None):
            self._change(self._own.pinning(number))

    def undo(self) -> None:
        """Go back to the set before the last change."""
        if self._before:
            self._after.append(self._own)
            self._go_to(self._before.pop())

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._after:
            self._before.append(self._own)
            self._go_to(self._after.pop())

    def import_file(self, path: Path) -> None:
        """Add the labelled drawings of the file `path` that are not there yet; what became of all is said."""
        self.said.emit(message("Reading {name} …", name=path.name))
        self._submit(lambda: self._imported.emit(read_others(path)))

    def export_file(self, path: Path) -> None:
        """Write all drawings into the file `path`."""
        own = self._own
        self._submit(lambda: self._export(path, own))

    def prepare_for(self, facts: DataFacts | None) -> None:
        """Prepare the set for these data from now on; None: there are none."""
        self._facts = facts
        self._prepare()

    def close(self) -> None:
        """Wait for what is still to be written."""
        self._thread.shutdown()

    def _change(self, own: OwnSet) -> None:
        self._before = [*self._before[1 - _MOST_UNDONE :], self._own]
        self._after.clear()
        self._own = own
        self._keep()

    def _go_to(self, own: OwnSet) -> None:
        self._own = own.following(self._own)
        self._keep()

    def _keep(self) -> None:
        own, taken = self._own, self._taken
        self._submit(lambda: self._write(own, taken))
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        self._prepare()

    def _prepare(self) -> None:
        own, facts = self._own, self._facts
        if facts is not None and self._loaded:
            self._submit(lambda: self._examples(own, facts))

    # What the thread has found

    @Slot(object, object)
    def _on_read(self, own: OwnSet, said: Message | None) -> None:
        self._loaded = True
        self._own = own
        if said is not None:
            self.said.emit(said)
        self._tell()

    @Slot(object)
    def _on_met(self, change: OthersChange) -> None:
        """Take in what another window has changed, so that undoing something else does not take it back."""
        own = self._own
        joined = change.joined(own)
        self._before = [change.joined_earlier(one, own, joined) for one in self._before]
        self._after = [change.joined_earlier(one, own, joined) for one in self._after]
        self._own = joined.own
        self._taken += 1
        self._keep()

    @Slot(object)
    def _on_imported(self, others: Others) -> None:
        joined = self._own.joined(others.drawings)
        if joined.added:
            self._change(joined.own)
        self.said.emit(about_import(others, joined))

    @Slot(object, object)
    def _on_made(self, examples: OwnExamples, own: OwnSet) -> None:
        """Hand examples on, unless the set or the data are others by now."""
        if own is self._own and self._facts is not None and examples.fingerprint == self._facts.fingerprint:
            self.prepared.emit(examples)

    # In the thread

    def _submit(self, work: Callable[[], None]) -> None:
        self._thread.submit(self._told, work)

    def _told(self, work: Callable[[], None]) -> None:
        try:
            work()
        except PlaygroundError as error:
            self.said.emit(error.message)
        except Exception as error:  # noqa: BLE001  (told as a fault; what comes next is not held up)
            sys.excepthook(type(error), error, error.__traceback__)

    def _write(self, own: OwnSet, taken: int) -> None:
        if own is self._own:  # else a newer one follows
            change = self._file.write(own, taken)
            if change is not None:
                self._met.emit(change)

    def _export(self, path: Path, own: OwnSet) -> None:
        write_own(path, own)
        self.said.emit(message("Saved as {path}.", path=path))

    def _examples(self, own: OwnSet, facts: DataFacts) -> None:
        if own is self._own and facts is self._facts:
            self._made.emit(self._preparer.examples(own, facts), own)
