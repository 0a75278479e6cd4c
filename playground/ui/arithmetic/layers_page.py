"""The page Layers: what each layer does to a batch, and the model with its parameters as torch has them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.layers_tour import MOST_EXAMPLES, AskTour, Tour
from playground.core.probes import Question
from playground.ui.arithmetic.count_box import LowSpinBox
from playground.ui.arithmetic.layers.before_after import BeforeAfter
from playground.ui.arithmetic.layers.model_view import ModelView
from playground.ui.arithmetic.layers.tour_table import TourTable
from playground.ui.arithmetic.layers.words import batch_note
from playground.ui.arithmetic.page import Page
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.segments import SegmentedControl

BATCH, MODEL = "batch", "model"
_USUAL = 3
_SIDE, _TOP, _BETWEEN = 16, 8, 6


class LayersPage(Page):
    """Two views of one answer: the batch on its way, and the model. Both move while the network learns."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._running = False
        self._views = SegmentedControl([(BATCH, self.tr("A batch")), (MODEL, self.tr("The model"))])
        self._views.setToolTip(self.tr("A batch on its way through the layers, or the layers themselves."))
        self._count_name = QLabel(self.tr("Examples"))
        self._count_name.setProperty("role", "label")
        self._count = LowSpinBox(self.tr("Examples in the batch"))
        self._count.setRange(1, MOST_EXAMPLES)
        self._count.setValue(_USUAL)
        self._count.setToolTip(self.tr("How many of the first training examples go through together."))
        self._count_name.setBuddy(self._count)
        self._note = FittingText(look)
        self._table = TourTable(look)
        self._values = BeforeAfter(look)
        self._model = ModelView(look)
        self._stack = QStackedWidget()
        self._pages = QStackedWidget()
        self._lay_out()
        self._views.chosen.connect(self._show_view)
        self._count.valueChanged.connect(self.ask_anew)
        self._table.picked.connect(self._on_picked)

    def questions(self) -> Sequence[Question]:
        return (AskTour(self._count.value(), self.mark),) if self._running else ()

    def show_answer(self, answer: object) -> None:
        if isinstance(answer, Tour) and answer.mark == self.mark:
            self._table.show_tour(answer)
            self._values.show_row(answer, self._table.currentRow())
            self._model.show_tour(answer)
            note = batch_note(answer, self._count.value())
            self._note.show_texts((note,) if note else (), "text3")
            self._pages.setCurrentIndex(1)

    def show_run(self, experiment: Experiment | None, facts: DataFacts | None) -> None:
        self._running = experiment is not None
        if not self._running:
            self._pages.setCurrentIndex(0)
        self.ask_anew()

    def show_part(self, name: str) -> None:
        self._views.set_value(name)
        self._show_view()

    def _show_view(self) -> None:
        batch = self._views.value() == BATCH
        self._stack.setCurrentIndex(0 if batch else 1)
        for control in (self._count_name, self._count, self._note):
            control.setVisible(batch)

    def _on_picked(self, place: int) -> None:
        if self._table.tour is not None:
            self._values.show_row(self._table.tour, place)

    def _lay_out(self) -> None:
        nothing = QLabel(self.tr("The layers appear here once there is data."), alignment=Qt.AlignmentFlag.AlignCenter)
        nothing.setProperty("role", "hint")
        batch = QWidget()
        column = QVBoxLayout(batch)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_BETWEEN)
        column.addWidget(self._table, 1)
        column.addWidget(self._values)
        self._stack.addWidget(batch)
        self._stack.addWidget(self._model)
        head = QHBoxLayout()
        head.setSpacing(_SIDE)
        head.addWidget(self._views)
        head.addWidget(self._count_name)
        head.addWidget(self._count)
        head.addWidget(self._note, 1)
        head.addStretch(0)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_SIDE, _TOP, _SIDE, _BETWEEN)
        layout.setSpacing(_BETWEEN)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self._pages.addWidget(nothing)
        self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
