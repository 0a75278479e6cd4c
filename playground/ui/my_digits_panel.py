"""The My digits panel: what the person drew and named, as a test of one's own for every network."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.history import History, Metric
from playground.core.own_drawings import OwnExamples, OwnSet
from playground.core.probes import Answers, Question
from playground.ui.charts.bends import Bend
from playground.ui.edit_keys import Edit, edit_by
from playground.ui.fitting_text import FittingText
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.own.asking import AskCycle
from playground.ui.own.begin import BeginPage
from playground.ui.own.entries import NO_ENTRIES, Entries
from playground.ui.own.gallery import Gallery
from playground.ui.own.note import NoteLine
from playground.ui.own.pinned_card import PinnedCard
from playground.ui.own.score import ScoreLine
from playground.ui.own.words import footer_texts, how_to_begin
from playground.ui.segments import SegmentedControl
from playground.ui.words import tooltip

_ALL, _WRONG = "all", "wrong"
_MARGIN, _GAP = 16, 16
_SIDE = (288, 340)
"""Width of the pinned drawing's part, in px, where room is short and where it is not."""
_LEAST_LIST = 300
"""Width that the gallery must keep for that part to be shown at all, in px."""


class MyDigitsPanel(QWidget):
    """The own drawings, how the network does on them, and the pinned one."""

    questions_changed = Signal()
    """Other questions are to be asked now."""
    opened = Signal(int)
    """The person wants to have this drawing on the sheet."""
    removed = Signal(object)
    """The person wants these drawings gone: a list of numbers."""
    relabelled = Signal(int, str)
    """The person gave a drawing another class: its number, and the class."""
    pinned = Signal(object)
    """The person pinned the drawing of this number, or none (None)."""
    undo_requested = Signal()
    """The person wants the last change of the set taken back."""
    redo_requested = Signal()
    """The person wants what was taken back last done again."""
    weight_chosen = Signal(int)
    """The person wants each drawing so many times among the training examples."""
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._trained = False
        self._own = OwnSet()
        self._entries = NO_ENTRIES
        self._trained_on: frozenset[int] = frozenset()
        self._cycle = AskCycle()
        self._filter = SegmentedControl([(_ALL, self.tr("All")), (_WRONG, self.tr("Wrong"))])
        self._filter.setToolTip(self.tr("All of your drawings, or those that the network gets wrong now."))
        self._score = ScoreLine(look)
        self._gallery = Gallery(look)
        self._message = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._message.setProperty("role", "hint")
        self._pin = self._button(self.tr("Pin"), "pin")
        self._remove = self._button(self.tr("Delete"), "clear")
        self._hint = FittingText(look)
        self._import = self._button(self.tr("Import…"), "")
        self._export = self._button(self.tr("Export…"), "")
        self._begin = self._button(self.tr("Import…"), "")
        self._undo = self._button(self.tr("Undo"), "")
        self._undo.hide()
        self._note = NoteLine(Qt.AlignmentFlag.AlignLeft)
        self._begin_note = NoteLine(Qt.AlignmentFlag.AlignHCenter)
        self._how = BeginPage([self._undo, self._begin], self._begin_note)
        self._card = PinnedCard(look)
        self._line = QFrame()
        self._list = QStackedWidget()
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._share_out()
        self.show_facts(None, False)

    @property
    def title(self) -> str:
        return self.tr("My digits")

    @property
    def about(self) -> str:
        return self.tr("drawn and named by you")

    def header_controls(self) -> Sequence[QWidget]:
        return [self._filter]

    def questions(self) -> Sequence[Question]:
        """Return what is to be asked: what the network answers for the drawings, or for those that are left."""
        question = self._cycle.question()
        return [question] if question is not None else []

    def show_facts(self, facts: DataFacts | None, trained: bool) -> None:
        """Take the data, or that there are none; `trained` tells whether the network has learned anything yet."""
        if facts is None or self._facts is None or facts.fingerprint != self._facts.fingerprint:
            if self._facts is not None:
                self.show_note("")
            self._facts = facts
            self._gallery.set_facts(facts)
            self._card.set_facts(facts)
            self._entries = NO_ENTRIES
        if trained != self._trained and not trained:
            self._entries = self._entries.without_answers()
        self._trained = trained
        self._cycle.begin(self._entries)
        self._show()
        self.questions_changed.emit()

    def show_own(self, own: OwnSet, examples: OwnExamples | None) -> None:
        """Show the set; `examples` are what the data at hand make of it, None while they are being made.

        Examples that were made for other data and come late are left alone.
        """
        self._own = own
        if examples is not None and self._facts is not None and examples.fingerprint == self._facts.fingerprint:
            self._take(Entries.of(examples).remembering(self._entries))
        else:
            kept = self._entries.numbered({one.number for one in own.drawings})
            if not kept.all():
                self._take(self._entries.among(kept))
        self._show()

    def show_trained_on(self, numbers: frozenset[int], weight: int) -> None:
        """Say which drawings the network was trained on, and how often each is to be among the training examples."""
        self._trained_on = numbers
        self._score.show_weight(weight)
        self._show()

    def show_undo(self, possible: bool) -> None:
        """Tell whether taking the last change back would bring drawings to be seen here."""
        self._undo.setVisible(possible)

    def show_note(self, text: str) -> None:
        """Say for a while what was done, or could not be done; "" ends what was said."""
        for note in (self._note, self._begin_note):
            note.say(text)

    def pick(self, numbers: Sequence[int]) -> None:
        """Pick these drawings once they are there."""
        self._gallery.pick_once_there(numbers)

    def show_answer(self, answer: object) -> None:
        """Show an answer; one to another panel's question, or to one that is no longer asked, is left alone."""
        if not isinstance(answer, Answers):
            return
        entries = self._cycle.take(answer)
        if entries is not None:
            self._trained = self._trained or answer.step > 0
            self._entries = entries if self._trained else self._entries
            self._show()
        if self._cycle.goes_on(answer):
            self.questions_changed.emit()

    def follow(self, history: History | None, metrics: Sequence[Metric]) -> None:
        """Show the pinned drawing's probabilities, `metrics` of the run that writes `history`."""
        self._card.follow(history, metrics)

    def set_plan(self, steps_per_epoch: int, planned_steps: int, bends: Sequence[Bend] = ()) -> None:
        """Say how far the run is to go, as CurvesPanel.set_plan does."""
        self._card.set_plan(steps_per_epoch, planned_steps, bends)

    def refresh(self) -> bool:
        """Draw what is new of the pinned drawing; return whether there was anything to draw."""
        return self._card.refresh()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that take back and redo for the own drawings, wherever in the panel the focus is: the window's
        own Undo stays out of it.
        """
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._command(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._command(event)
        if command is not None:
            command.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(4, 0, 4, 0)
        bar.setSpacing(8)
        for button in (self._pin, self._remove):
            bar.addWidget(button)
        bar.addWidget(self._hint, 1)
        for button in (self._import, self._export):
            bar.addWidget(button)
        for view in (self._gallery, self._message):
            self._list.addWidget(view)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self._score)
        left.addWidget(self._list, 1)
        left.addWidget(self._note)  # which takes its room of the list: the buttons stay where they are
        left.addLayout(bar)
        self._line.setProperty("role", "line")
        self._line.setFixedWidth(1)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(_MARGIN - 4, 2, _MARGIN, 10)
        row.setSpacing(_GAP)
        row.addLayout(left, 1)
        row.addWidget(self._line)
        row.addWidget(self._card)
        self._pages.addWidget(page)
        self._pages.addWidget(self._how)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages, 1)

    def _button(self, text: str, sign: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("compact", True)
        button.setIconSize(QSize(14, 14))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if sign:
            give_icon(button, self._look, sign)
        return button

    def _connect(self) -> None:
        gallery = self._gallery
        gallery.opened.connect(self.opened)
        gallery.relabelled.connect(self.relabelled)
        gallery.removed.connect(self.removed)
        self._undo.clicked.connect(self.undo_requested)
        self._undo.setToolTip(tooltip(self.tr("Bring back what was deleted last (Ctrl+Z).")))
        gallery.picked.connect(self._show_picks)
        self._filter.chosen.connect(self._show)
        self._score.weight_chosen.connect(self.weight_chosen)
        self._pin.clicked.connect(self._on_pin_clicked)
        self._remove.clicked.connect(gallery.remove_picked)
        self._card.unpinned.connect(self._on_unpinned)
        for button in (self._import, self._begin):
            button.clicked.connect(self.import_requested)
            button.setToolTip(tooltip(self.tr("Add drawings of a stroke file that say what they are.")))
        self._export.clicked.connect(self.export_requested)
        self._export.setToolTip(tooltip(self.tr("Write all of your drawings into a file that predict reads, too.")))
        self._look.changed.connect(self._share_out)

    def _take(self, entries: Entries) -> None:
        """Show other drawings, and ask about them."""
        self._entries = entries
        self._cycle.begin(entries)
        self.questions_changed.emit()

    def _share_out(self) -> None:
        """Give the pinned drawing its width, where the gallery keeps enough."""
        side = _SIDE[0] if self._look.small else _SIDE[1]
        self._card.setFixedWidth(side)
        roomy = self.width() >= _LEAST_LIST + side + 2 * _MARGIN + 2 * _GAP
        self._card.setVisible(roomy)
        self._line.setVisible(roomy)

    def _show(self) -> None:
        """Show what is known now."""
        self._filter.setEnabled(self._trained)
        self._show_page()
        self._how.show_words(how_to_begin(self._facts, self._others()))
        self._score.show_score(self._entries, self._trained_on, self._trained)
        self._gallery.show_marks(self._own.pinned, self._trained_on)
        self._show_list()
        self._card.show_pinned(self._entries, self._own.pinned)
        self._show_picks()

    def _show_page(self) -> None:
        """Show the drawings, or how to begin where there are none; the stack keeps the focus within."""
        self._pages.setCurrentIndex(0 if len(self._entries) else 1)

    def _command(self, event: QKeyEvent) -> SignalInstance | None:
        """Return what the keys of `event` ask for."""
        wanted = {Edit.UNDO: self.undo_requested, Edit.REDO: self.redo_requested}
        edit = edit_by(event)
        return wanted.get(edit) if edit is not None else None

    def _show_list(self) -> None:
        wrong_only = self._trained and self._filter.value() == _WRONG
        shown = self._entries.among(self._entries.wrong) if wrong_only else self._entries
        self._gallery.show_entries(shown)
        self._message.setText(self.tr("None of them is answered wrong."))
        self._list.setCurrentWidget(self._gallery if len(shown) else self._message)

    def _show_picks(self) -> None:
        """Show what can be done with what is picked."""
        picks, only = self._gallery.picks(), self._gallery.only_pick()
        pinned = only is not None and only == self._own.pinned
        self._pin.setEnabled(only is not None)
        self._pin.setText(self.tr("Unpin") if pinned else self.tr("Pin"))
        self._pin.setToolTip(
            tooltip(self.tr("Plot how sure the network is of each class for this drawing, while it learns."))
        )
        self._remove.setEnabled(bool(picks))
        self._remove.setToolTip(
            tooltip(self.tr("Delete what is picked (Delete). Ctrl+A picks all, Ctrl+Z brings back."))
        )
        self._hint.show_texts(footer_texts(self._facts, len(picks), self._others()), "text3")

    def _others(self) -> int:
        """Return how many drawings are of classes that the data do not have."""
        return len(self._own.drawings) - (len(self._own.fitting(self._facts)) if self._facts is not None else 0)

    def _on_pin_clicked(self) -> None:
        only = self._gallery.only_pick()
        self.pinned.emit(None if only == self._own.pinned else only)

    def _on_unpinned(self) -> None:
        self.pinned.emit(None)
