"""Ties the person's own drawings to the window and the session."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from playground.app.own_drawings import OwnDrawings
from playground.app.session import Session
from playground.app.worker import Run
from playground.core.messages import PlaygroundError, message
from playground.core.own_drawings import OwnExamples, OwnSet
from playground.core.stroke_file import LabelledDrawing
from playground.core.strokes import Strokes
from playground.engine.metrics import pinned_metrics
from playground.store.own_drawings import read_others, write_own
from playground.ui.window import MainWindow


class OwnJoint(QObject):
    """What is drawn and named in the window goes into the set; the set goes into My digits, and to be measured."""

    def __init__(self, own: OwnDrawings, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._own = own
        self._session = session
        self._window = window
        self._trained_on = frozenset[int]()
        self._connect()

    def _connect(self) -> None:
        own, session, try_it, panel = self._own, self._session, self._window.try_it, self._window.my_digits
        own.changed.connect(self._on_changed)
        own.prepared.connect(self._on_prepared)
        own.said.connect(session.said)
        session.run_built.connect(self._on_run_built)
        session.experiment_changed.connect(self._show_weight)
        try_it.drawing_named.connect(self._on_drawing_named)
        try_it.kept_relabelled.connect(own.relabel)
        panel.opened.connect(self._on_opened)
        panel.relabelled.connect(own.relabel)
        panel.removed.connect(self._on_removed)
        panel.pinned.connect(own.pin)
        panel.undo_requested.connect(own.undo)
        panel.weight_chosen.connect(self._on_weight_chosen)
        panel.import_requested.connect(self.choose_import)
        panel.export_requested.connect(self.choose_export)

    @Slot()
    def choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import drawings"), "", self._filter())
        if name:
            self.import_drawings(Path(name))

    @Slot()
    def choose_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export drawings"), "my-digits.json", self._filter()
        )
        if name:
            self.export_drawings(Path(name))

    def import_drawings(self, path: Path) -> None:
        """Add the labelled drawings of the file `path`; that others stay out is said."""
        try:
            found, left_out = read_others(path)
        except PlaygroundError as error:
            self._session.said.emit(error.message)
            return
        if self._own.add(found) is not None:
            self._session.said.emit(left_out or message("{count} drawings were added.", count=len(found)))

    def export_drawings(self, path: Path) -> None:
        """Write all own drawings into the file `path`."""
        try:
            write_own(path, self._own.own)
        except PlaygroundError as error:
            self._session.said.emit(error.message)
        else:
            self._session.said.emit(message("Saved as {path}.", path=path))

    # From the window

    @Slot(object, str)
    def _on_drawing_named(self, strokes: Strokes, label: str) -> None:
        number = self._own.add([LabelledDrawing(strokes, label)])
        if number is not None:
            self._window.try_it.show_kept(number, label)

    @Slot(int)
    def _on_opened(self, number: int) -> None:
        drawing = self._own.own.find(number)
        if drawing is not None:
            self._window.try_it.load_drawing(drawing)

    @Slot(object)
    def _on_removed(self, numbers: Sequence[int]) -> None:
        self._own.remove(numbers)
        self._session.said.emit(
            message("Deleted {count} of your drawings. Ctrl+Z brings them back.", count=len(numbers))
        )

    @Slot(int)
    def _on_weight_chosen(self, weight: int) -> None:
        self._session.edit({"data.own_weight": weight})

    # From the set and the session

    @Slot()
    def _on_changed(self) -> None:
        own = self._own.own
        self._session.set_own(own)
        self._window.my_digits.show_own(own, None)
        self._window.try_it.show_own(own)

    @Slot(object)
    def _on_prepared(self, examples: OwnExamples) -> None:
        self._window.my_digits.show_own(self._own.own, examples)
        self._session.measure_own(examples)

    @Slot(object)
    def _on_run_built(self, run: Run) -> None:
        self._trained_on = _numbers(run.own)
        self._window.my_digits.follow(run.history, pinned_metrics(run.facts.class_names))
        self._show_weight()
        self._own.prepare_for(run.facts)

    @Slot()
    def _show_weight(self) -> None:
        self._window.my_digits.show_trained_on(self._trained_on, self._session.experiment.data.own_weight)

    def _filter(self) -> str:
        return self.tr("Drawings (*.json)")


def _numbers(own: OwnSet | None) -> frozenset[int]:
    return frozenset(one.number for one in own.drawings) if own is not None else frozenset()
