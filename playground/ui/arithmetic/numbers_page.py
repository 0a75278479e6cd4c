"""The page Numbers: an example as the numbers that it is, and what one neuron makes of them."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from playground.core.catalog import Family
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.numbers import AskNth, AskNumbers, Nth, Numbers
from playground.core.probes import Example, ExampleAt, Input, Part, Question
from playground.ui.arithmetic.numbers.cells import Shown
from playground.ui.arithmetic.numbers.chooser import Chooser
from playground.ui.arithmetic.numbers.feature_table import FeatureTable
from playground.ui.arithmetic.numbers.neuron_view import NeuronView
from playground.ui.arithmetic.numbers.picture_view import PictureView
from playground.ui.arithmetic.numbers.words import example_title
from playground.ui.arithmetic.page import Page
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look

_SIDE, _TOP, _BETWEEN = 16, 8, 6


class NumbersPage(Page):
    """At the left the example, at the right one neuron's calculation with it. What is shown is what goes through the
    network in the other panels; an example that is chosen here goes through it there.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._facts: DataFacts | None = None
        self._input: Input = ExampleAt(Part.TRAIN, 0)
        self._neuron = 0
        self._since = self.mark  # of the first question whose answers may be shown
        self._search: AskNth | None = None
        self._count: AskNth | None = None
        self._from_first = False  # whether other data that come now begin with their first example
        self._chooser = Chooser(look)
        self._title = FittingText(look)
        self._picture = PictureView(look)
        self._table = FeatureTable(look)
        self._neuron_view = NeuronView(look)
        self._example = QStackedWidget()
        self._pages = QStackedWidget()
        self._lay_out()
        self._chooser.example_wanted.connect(self._on_example_wanted)
        self._neuron_view.neuron_wanted.connect(self._on_neuron_wanted)

    def questions(self) -> Sequence[Question]:
        if self._facts is None:
            return ()
        numbers = AskNumbers(self._input, self._neuron, self.mark)
        nth = self._search or self._count
        return (numbers,) if nth is None else (nth, numbers)

    def show_answer(self, answer: object) -> None:
        if isinstance(answer, Nth) and answer.ask == self._search:
            self._take_nth(answer)
        elif isinstance(answer, Nth) and answer.ask == self._count:
            self._count = None
            self._chooser.show_count(answer)
        elif isinstance(answer, Numbers) and self._since <= answer.mark <= self.mark:
            self._show(answer)

    def show_run(self, experiment: Experiment | None, facts: DataFacts | None) -> None:
        others = facts is not None and (self._facts is None or facts.fingerprint != self._facts.fingerprint)
        self._facts = facts
        if facts is None:
            self._pages.setCurrentIndex(0)
            return
        if others:
            self._begin(facts)
        self.ask_anew()

    def set_input(self, asked: Input | None) -> None:
        if asked is not None and asked != self._input and (self._facts is None or _fits(asked, self._facts)):
            self._input = asked
            self._from_first = self._from_first and not _is_chosen(asked)
            self.ask_anew()

    def bring_out(self) -> None:
        """Begin with the pixels of the first training example of the first class, unless one was chosen elsewhere."""
        if _is_chosen(self._input):
            return
        self._from_first = True  # a lesson may name this page before its data are there
        self._picture.show_cells_of(Shown.PIXEL)
        if self._facts is not None:
            self._search_for(Part.TRAIN, 0, 1)

    def _begin(self, facts: DataFacts) -> None:
        """Take other data: what was shown of the old is no example of it."""
        if not _fits(self._input, facts):
            self._input = ExampleAt(Part.TRAIN, 0)
        self._search = self._count = None
        self.ask_anew()
        self._since = self.mark
        self._chooser.set_facts(facts)
        self._neuron_view.set_facts(facts)
        self._picture.switch.setVisible(facts.family is Family.IMAGE)
        if facts.family is Family.IMAGE:
            self._picture.set_high(max(facts.high))
            self._example.setCurrentWidget(self._picture)
        else:
            self._table.set_facts(facts)
            self._example.setCurrentWidget(self._table)
        if self._from_first:
            self._from_first = False
            self._search_for(Part.TRAIN, 0, 1)

    def _take_nth(self, nth: Nth) -> None:
        self._search = None
        if nth.example is None or self._facts is None:
            return
        self._input = nth.example
        self.ask_anew()
        if self._facts.family is not Family.PLANE:  # in the plane only points that are placed go through the network
            self.sample_chosen.emit(nth.example)

    def _show(self, numbers: Numbers) -> None:
        facts = self._facts
        if facts is None:
            return
        self._title.show_texts(example_title(numbers, facts), "text2")
        if self._search is None:
            self._chooser.show_numbers(numbers)
            self._count_examples()
        if facts.family is Family.IMAGE:
            self._picture.show_numbers(numbers)
        else:
            self._table.show_numbers(numbers)
        self._neuron_view.show_numbers(numbers, facts)
        self._pages.setCurrentIndex(1)

    def _count_examples(self) -> None:
        """Ask how many examples there are to choose from, where what is shown is none of them and does not tell."""
        if self._count is None:
            self._count = self._chooser.uncounted(self.mark)
            if self._count is not None:
                self.questions_changed.emit()

    def _on_example_wanted(self, part: Part, label: int | None, number: int) -> None:
        self._from_first = False
        self._search_for(part, label, number)

    def _search_for(self, part: Part, label: int | None, number: int) -> None:
        self._search, self._count = AskNth(part, label, number, self.mark), None
        self.ask_anew()

    def _on_neuron_wanted(self, neuron: int) -> None:
        self._neuron = neuron
        self.ask_anew()

    def _lay_out(self) -> None:
        nothing = QLabel(self.tr("Numbers appear here once there is data."), alignment=Qt.AlignmentFlag.AlignCenter)
        nothing.setProperty("role", "hint")
        for view in (self._picture, self._table):
            self._example.addWidget(view)
        head = QHBoxLayout()
        head.setSpacing(_SIDE)
        head.addWidget(self._chooser)
        head.addWidget(self._picture.switch)
        head.addWidget(self._title, 1)
        body = QHBoxLayout()
        body.setSpacing(_SIDE)
        body.addWidget(self._example, 1)
        body.addWidget(self._neuron_view)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_SIDE, _TOP, _SIDE, _BETWEEN)
        layout.setSpacing(_BETWEEN)
        layout.addLayout(head)
        layout.addLayout(body, 1)
        self._pages.addWidget(nothing)
        self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)


def _is_chosen(asked: Input) -> bool:
    """Tell whether somebody chose this example: drawings are none, and the first of a part is shown from the start."""
    return isinstance(asked, ExampleAt) and asked.index > 0


def _fits(asked: Input, facts: DataFacts) -> bool:
    """Tell whether this can be an input of such data."""
    if isinstance(asked, Example):
        return np.shape(asked.values) == facts.input_shape
    return asked.index < (facts.train_count if asked.part is Part.TRAIN else facts.test_count)
