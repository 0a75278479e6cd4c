"""The person's own drawings while the program runs: kept on disk at every change, prepared for the data in memory."""

import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.own_drawings import OwnPreparer, OwnSet
from playground.core.stroke_file import LabelledDrawing
from playground.store.own_drawings import read_own, write_own

_MOST_UNDONE = 50


class OwnDrawings(QObject):
    """The set, and each change of it. Writing and preparing happen in a thread of their own, one thing at a time."""

    changed = Signal()
    """There is another `own` set."""
    prepared = Signal(object)
    """The OwnExamples of the present set for the present data."""
    said = Signal(object)
    """A Message: what could not be read or written."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._own = OwnSet()
        self._before: list[OwnSet] = []
        self._facts: DataFacts | None = None
        self._preparer = OwnPreparer()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="own drawings")

    @property
    def own(self) -> OwnSet:
        return self._own

    def load(self) -> None:
        """Take up what was kept the last time."""
        self._own, said = read_own(self._file)
        if said is not None:
            self.said.emit(said)
        self._tell()

    def add(self, drawings: Sequence[LabelledDrawing]) -> int | None:
        """Add drawings whose labels are known. Returns the number of the last one, or None (and says it): no room."""
        try:
            self._change(self._own.with_drawings(drawings))
        except PlaygroundError as error:
            self.said.emit(error.message)
            return None
        return self._own.drawings[-1].number if self._own.drawings else None

    def relabel(self, number: int, label: str) -> None:
        self._change(self._own.relabelled(number, label))

    def remove(self, numbers: Iterable[int]) -> None:
        self._change(self._own.without(numbers))

    def pin(self, number: int | None) -> None:
        self._change(self._own.pinning(number))

    def undo(self) -> None:
        """Go back to the set before the last change."""
        if self._before:
            self._own = self._before.pop().following(self._own)
            self._keep()

    def prepare_for(self, facts: DataFacts | None) -> None:
        """Prepare the set for these data from now on; None: there are none."""
        self._facts = facts
        self._prepare()

    def close(self) -> None:
        """Wait for what is still to be written."""
        self._thread.shutdown()

    def _change(self, own: OwnSet) -> None:
        self._before = [*self._before[-_MOST_UNDONE:], self._own]
        self._own = own
        self._keep()

    def _keep(self) -> None:
        own = self._own
        self._thread.submit(self._told, lambda: self._write(own))
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        self._prepare()

    def _prepare(self) -> None:
        own, facts = self._own, self._facts
        if facts is not None:
            self._thread.submit(self._told, lambda: self._examples(own, facts))

    # In the thread

    def _told(self, work: Callable[[], None]) -> None:
        try:
            work()
        except PlaygroundError as error:
            self.said.emit(error.message)
        except Exception as error:  # noqa: BLE001  (told as a fault; what comes next is not held up)
            sys.excepthook(type(error), error, error.__traceback__)

    def _write(self, own: OwnSet) -> None:
        if own is self._own:  # else a newer one follows
            write_own(self._file, own)

    def _examples(self, own: OwnSet, facts: DataFacts) -> None:
        if own is self._own and facts is self._facts:
            self.prepared.emit(self._preparer.examples(own, facts))
