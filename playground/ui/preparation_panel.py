"""The Preparation panel: how a drawing becomes what the net sees, step by step, and what each step is worth."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.preparation import Sketch, Source, Step, steps_of
from playground.core.probes import Answers, AskAnswers, Question
from playground.ui.look import Look
from playground.ui.preparing.guides import Guides, guides_of
from playground.ui.preparing.outcome import Outcome
from playground.ui.preparing.preparer import Prepared, Preparer, Wish
from playground.ui.preparing.step_grid import StepGrid
from playground.ui.preparing.told import Told
from playground.ui.preparing.ways import ALL_ON, Way, way_before, way_until
from playground.ui.preparing.words import about_sheet, about_step, nothing_to_do, nothing_yet

_MARK = "preparation"
_MARGIN = 16


class PreparationPanel(QWidget):
    """Shows the picture after each step, and the network's answers with one step more or less.

    It is an `AskingPanel`. While nobody sees it nothing is prepared.
    """

    questions_changed = Signal()
    without_changed = Signal(object)
    """A person switched steps: a frozenset of the steps that are left out from now on."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._trained = False
        self._source: Source | None = None
        self._without: Way = ALL_ON
        self._shown: Prepared | None = None
        self._told: Told | None = None
        self._serial = 0
        self._overdue = False  # there is something to prepare once it is seen
        self._preparer = Preparer(self)
        self._grid = StepGrid(look)
        self._outcome = Outcome(look)
        self._area = QScrollArea(widgetResizable=True)
        self._sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._page = QWidget()
        self._pages = QStackedLayout(self)
        self._all = self._button(self.tr("All"), self.tr("Take every step."))
        self._none = self._button(
            self.tr("None"), self.tr("Leave every step out, as most programs do: the sheet is only shrunk.")
        )
        self._switches = self._make_switches()
        self._lay_out()
        self._connect()
        self._show_page()

    @property
    def title(self) -> str:
        return self.tr("Preparation")

    @property
    def about(self) -> str:
        return self.tr("how a drawing becomes what the net sees")

    def header_controls(self) -> Sequence[QWidget]:
        return [self._switches]

    def show_facts(self, facts: DataFacts | None, trained: bool) -> None:
        """Take the data, or that there are none; `trained` tells whether the network has learned anything yet."""
        fresh = facts is None or self._facts is None or facts.fingerprint != self._facts.fingerprint
        self._facts, self._trained = facts, trained
        if fresh:
            self._forget()
        if facts is not None:
            self._outcome.set_facts(facts)
        self._show_page()
        self._show_worth()
        self._prepare()

    def show_source(self, source: Source | None) -> None:
        """Take what is drawn, or the picture [h, w] that was opened, or that there is neither."""
        self._source = source
        if source is None:
            self._forget()
            self._show_page()
        self._prepare()

    def set_without(self, without: Way) -> None:
        """Take which steps are left out, without a signal."""
        self._without = without
        self._show_switches()
        self._prepare()

    def questions(self) -> Sequence[Question]:
        """Return what is to be asked: all ways that show something, in one batch."""
        values = self._asked_values()
        return [AskAnswers(values, (_MARK, self._serial))] if values is not None else []

    def show_answer(self, answer: object) -> None:
        """Show the answers to the newest question; others are left alone."""
        if isinstance(answer, Answers) and answer.mark == (_MARK, self._serial) and self._shown is not None:
            self._told = Told(self._shown, answer)
            self._trained = self._trained or answer.step > 0
            self._show_worth()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Prepare what there was no need for while nobody saw it: behind other panels it is not painted."""
        super().paintEvent(event)
        if self._overdue:
            self._prepare()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Preparing

    def _prepare(self) -> None:
        """Have all ways prepared, as soon as there is time; not while nobody sees them."""
        self._overdue = False
        if self._source is None or self._facts is None or not self._can_prepare:
            self._preparer.stop()
        elif self.visibleRegion().isEmpty():
            self._overdue = True
        else:
            self._preparer.begin(Wish(self._source, self._facts, self._without.intersection(self._steps())))

    @property
    def _can_prepare(self) -> bool:
        """Whether the data are pictures, and what was made or brought is one that can become one of them."""
        if self._facts is None or self._facts.family is not Family.IMAGE:
            return False
        return self._facts.drawing is not Drawing.NONE or not isinstance(self._source, Sketch)

    def _on_prepared(self, prepared: Prepared) -> None:
        self._shown = prepared
        self._serial += 1
        if self._told is not None and not self._told.compares(prepared):
            self._told = None  # until there are new ones, the answers before stay
        self._show_page()
        self._show_pictures(prepared)
        self.questions_changed.emit()

    def _forget(self) -> None:
        self._preparer.stop()
        self._shown = self._told = None

    def _asked_values(self) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]] | None":
        if self._shown is None:
            return None
        images = [image for image in self._shown.images.values() if image is not None]
        return np.stack(images) if images else None

    # Switching

    def _on_switched(self, step: Step, on: bool) -> None:
        self._choose(self._without - {step} if on else self._without | {step})

    def _on_all(self) -> None:
        self._choose(ALL_ON)

    def _on_none(self) -> None:
        self._choose(frozenset(Step))

    def _choose(self, without: Way) -> None:
        if without != self._without:
            self.set_without(without)
            self.without_changed.emit(without)

    def _steps(self) -> Sequence[Step]:
        return steps_of(self._source, self._facts.drawing) if self._source is not None and self._facts else ()

    # Showing

    def _show_page(self) -> None:
        """Show the steps, or in their place why there are none."""
        ready = self._can_prepare and self._source is not None
        self._sentence.setText("" if ready else nothing_yet(self._facts))
        self._pages.setCurrentWidget(self._page if ready and self._shown is not None else self._sentence)
        self._switches.setEnabled(ready)
        self._show_switches()

    def _show_switches(self) -> None:
        for step, tile in self._grid.tiles.items():
            tile.switch.setChecked(step not in self._without)
        self._outcome.show_off(len(self._without.intersection(self._steps())))
        self._all.setEnabled(bool(self._without))
        self._none.setEnabled(self._without != frozenset(Step))

    def _show_pictures(self, prepared: Prepared) -> None:
        wish = prepared.wish
        steps, high = steps_of(wish.source, wish.facts.drawing), max(wish.facts.high)
        self._grid.show_steps(steps, wish.facts)
        self._grid.sheet.show_source(wish.source)
        is_picture = isinstance(wish.source, np.ndarray)
        self._grid.sheet.about.show_text(about_sheet(wish.facts, is_picture), "text2")
        for step in steps:
            tile, off = self._grid.tiles[step], step in wish.without
            image = prepared.images[way_until(step, steps, wish.without)]
            guides = guides_of(step, image, wish.facts) if image is not None and not off else Guides()
            tile.picture.show_image(image, high, guides, faint=off and step is not steps[-1])
            idle = not off and prepared.same(
                way_before(step, steps, wish.without), way_until(step, steps, wish.without)
            )
            about = nothing_to_do() if idle else about_step(step, wish.facts, is_picture)
            tile.about.show_text(about, "text3" if off or idle else "text2")
        self._fit()
        self._show_worth()

    def _show_worth(self) -> None:
        """Say what the network answers in each way, as far as it is known."""
        told = self._told if self._trained else None
        answer = told.answer() if told is not None else None
        if told is None or answer is None:
            self._outcome.show_question(self._trained)
            for tile in (self._grid.sheet, *self._grid.tiles.values()):
                tile.worth.show_text("", "text2")
            return
        self._outcome.show_answer(*answer, told.verdict())
        self._grid.sheet.worth.show_text(*told.shrunk())
        for step in told.steps:
            self._grid.tiles[step].worth.show_text(*told.worth(step))

    def _fit(self) -> None:
        self._grid.set_room(self.height() - self._outcome.sizeHint().height() - self._top() - 8)

    def _top(self) -> int:
        return 4 if self._look.small else 10

    # Making

    def _make_switches(self) -> QWidget:
        holder = QWidget()
        caption = QLabel(self.tr("Steps"))
        caption.setProperty("role", "label")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (caption, self._all, self._none):
            row.addWidget(part)
        return holder

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("compact", True)
        button.setToolTip(tip)
        button.setAccessibleName(self.tr("{which} of the steps").format(which=text))
        return button

    def _lay_out(self) -> None:
        self._sentence.setProperty("role", "hint")
        self._sentence.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        holder = QWidget()
        self._inset = QVBoxLayout(holder)
        self._inset.addStretch(1)
        self._inset.addWidget(self._grid)
        self._inset.addStretch(2)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(holder)
        self._area.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)  # setWidget turned it on
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(self._outcome)
        self._pages.addWidget(self._sentence)
        self._pages.addWidget(self._page)
        self._on_look_changed()

    def _connect(self) -> None:
        self._preparer.finished.connect(self._on_prepared)
        self._grid.switched.connect(self._on_switched)
        self._all.clicked.connect(self._on_all)
        self._none.clicked.connect(self._on_none)
        self._outcome.all_wanted.connect(self._on_all)
        self._look.changed.connect(self._on_look_changed)

    def _on_look_changed(self) -> None:
        self._inset.setContentsMargins(_MARGIN, self._top(), _MARGIN, 4)
        self._fit()
