"""Ties the person's own drawings to the window and the session."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from playground.app.own_drawings import OwnDrawings
from playground.app.session import Session
from playground.app.worker import Run
from playground.core.messages import Message, message
from playground.core.own_changes import about_redo, about_undo, missing
from playground.core.own_drawings import OwnDrawing, OwnExamples, OwnSet, ink_of
from playground.core.stroke_file import LabelledDrawing
from playground.core.strokes import Strokes
from playground.engine.metrics import pinned_metrics
from playground.ui.window import MainWindow
from playground.ui.words import say


class OwnJoint(QObject):
    """What is drawn and named in the window goes into the set; the set goes into My digits, and to be measured."""

    def __init__(self, own: OwnDrawings, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._own = own
        self._session = session
        self._window = window
        self._inks = frozenset[bytes]()  # of the drawings that the network is trained on
        self._trained_on = frozenset[int]()  # their numbers, of those that are still there
        self._shown: OwnSet | None = None
        self._gone: Sequence[OwnDrawing] = ()  # by the last change, if that deleted any
        self._connect()

    def _connect(self) -> None:
        own, session, try_it, panel = self._own, self._session, self._window.try_it, self._window.my_digits
        own.changed.connect(self._on_changed)
        own.prepared.connect(self._on_prepared)
        own.said.connect(self._say)
        session.state_changed.connect(self._on_state_changed)
        session.run_built.connect(self._on_run_built)
        session.experiment_changed.connect(self._show_weight)
        try_it.drawing_named.connect(self._on_drawing_named)
        try_it.kept_relabelled.connect(own.relabel)
        panel.opened.connect(self._on_opened)
        panel.relabelled.connect(own.relabel)
        panel.removed.connect(self._on_removed)
        panel.pinned.connect(own.pin)
        panel.undo_requested.connect(self._on_undo_requested)
        panel.redo_requested.connect(self._on_redo_requested)
        panel.weight_chosen.connect(self._on_weight_chosen)
        panel.import_requested.connect(self.choose_import)
        panel.export_requested.connect(self.choose_export)

    @Slot()
    def choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Import drawings"), "", self._filter())
        if name:
            self._own.import_file(Path(name))

    @Slot()
    def choose_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export drawings"), "my-digits.json", self._filter()
        )
        if name:
            self._own.export_file(Path(name))

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
        before = self._own.own
        count = self._own.remove(numbers)
        self._take_gone(before)
        if count == 1:
            self._say(message("One of your drawings was deleted. Ctrl+Z brings it back."))
        elif count:
            self._say(message("{count} of your drawings were deleted. Ctrl+Z brings them back.", count=count))

    @Slot()
    def _on_undo_requested(self) -> None:
        before = self._own.own
        self._own.undo()
        self._tell_of(before, about_undo(before, self._own.own))

    @Slot()
    def _on_redo_requested(self) -> None:
        before = self._own.own
        self._own.redo()
        self._take_gone(before)
        self._tell_of(before, about_redo(before, self._own.own))

    def _tell_of(self, before: OwnSet, what: Message | None) -> None:
        """Say what undo or redo did, and pick what it brought back."""
        back = missing(self._own.own, before)
        if back:
            self._window.my_digits.pick([one.number for one in back])
        if what is not None:
            self._say(what)

    def _take_gone(self, before: OwnSet) -> None:
        """Remember what the change deleted that has just been made to `before`: undo would bring it back."""
        self._gone = missing(before, self._own.own)
        self._show_undo()

    @Slot(int)
    def _on_weight_chosen(self, weight: int) -> None:
        self._session.edit({"data.own_weight": weight})

    # From the set and the session

    @Slot()
    def _on_changed(self) -> None:
        own = self._own.own
        self._session.set_own(own)
        self._gone = ()
        self._window.my_digits.show_own(own, None)
        self._show_undo()
        if self._shown is not None:  # what reading them said holds good once they are there
            self._window.my_digits.show_note("")
        self._shown = own
        self._window.try_it.show_own(own)
        self._find_trained_on()

    @Slot(object)
    def _on_prepared(self, examples: OwnExamples) -> None:
        self._window.my_digits.show_own(self._own.own, examples)
        self._session.measure_own(examples)

    @Slot()
    def _on_state_changed(self) -> None:
        """Prepare nothing for data that are on their way out."""
        if self._session.run is None:
            self._own.prepare_for(None)

    @Slot(object)
    def _on_run_built(self, run: Run) -> None:
        trained = run.own.fitting(run.facts) if run.own is not None else ()
        self._inks = frozenset(ink_of(one.strokes) for one in trained)
        self._window.my_digits.follow(run.history, pinned_metrics(run.facts.class_names))
        self._find_trained_on()
        self._show_undo()
        self._own.prepare_for(run.facts)

    def _show_undo(self) -> None:
        """Offer to undo where that brings drawings back that the data at hand can show."""
        facts = self._session.facts
        gone = OwnSet(tuple(self._gone))
        self._window.my_digits.show_undo(facts is not None and bool(gone.fitting(facts)))

    def _find_trained_on(self) -> None:
        """Find those that are among the examples by their ink: a run that was opened has numbers of its own."""
        drawings = self._own.own.drawings if self._inks else ()
        self._trained_on = frozenset(one.number for one in drawings if ink_of(one.strokes) in self._inks)
        self._show_weight()

    @Slot()
    def _show_weight(self) -> None:
        self._window.my_digits.show_trained_on(self._trained_on, self._session.experiment.data.own_weight)

    @Slot(object)
    def _say(self, what: Message) -> None:
        """Say it in the status bar, and in the panel that it is about."""
        self._session.said.emit(what)
        self._window.my_digits.show_note(say(what))

    def _filter(self) -> str:
        return self.tr("Drawings (*.json)")
