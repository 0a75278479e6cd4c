"""The page "One step": a sample goes through forward, loss, zero_grad, backward and step with its real numbers."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from playground.core.by_hand import AskHandExample, AskHandStep, Batch, HandExample, HandStep, Stage, WeightAt
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.hand_examples import check
from playground.core.messages import PlaygroundError
from playground.core.probes import Input, Question
from playground.ui.arithmetic.page import Page
from playground.ui.arithmetic.step.body import StepBody, Way
from playground.ui.arithmetic.step.head import BATCH, StepHead
from playground.ui.arithmetic.step.places import Place, with_number, within
from playground.ui.arithmetic.step.sources import Examples, RunNow, Source, first_pick, sizes_of, telling_weight
from playground.ui.arithmetic.step.stages import StageBar
from playground.ui.arithmetic.step.step_words import network_words, why_no_step
from playground.ui.look import Look
from playground.ui.words import say

_MARK = "step"
_SIDE, _TOP, _GAP = 12, 8, 8
_SEVEN_SIDE = 5
_SENTENCE_WIDTH = 560
_DIGITS = tuple("0123456789")


class StepPage(Page):
    """Asks for a step of the network, or of an example, and shows it at one of its stages."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._run = RunNow()
        self._source = Source.NETWORK
        self._examples = Examples.of_textbook()
        self._picks = {source: first_pick(source) for source in Source}
        self._number = 0  # of what is asked
        self._answered = False
        self._is_picked = False  # a weight of the network, by what goes through it first
        self._picked_by_person = False
        self._step: HandStep | None = None
        self.head = StepHead(look)
        self.stages = StageBar(look)
        self.body = StepBody(look)
        self._sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._problem = QLabel()
        self._pages = QStackedLayout()
        self._lay_out()
        self._connect()
        self._begin()

    def questions(self) -> Sequence[Question]:
        """Return what is to be asked now; an example only until it is answered."""
        mark, picked = (_MARK, self._number), self._picks[self._source]
        if self._source is not Source.NETWORK:
            return () if self._answered else (AskHandExample(self._examples.now[self._source], picked, mark),)
        count = self.head.batch()
        if why_no_step(self._run):
            return ()
        inputs = self._run.sample if count is None else Batch(count)
        return (AskHandStep(inputs, within(picked, self._run.sizes), None, mark),)

    def show_answer(self, answer: object) -> None:
        if isinstance(answer, HandStep) and answer.mark == (_MARK, self._number):
            self._answered = True
            self._step = answer
            self._show_step()
            if self._source is Source.NETWORK and not self._is_picked:
                self._is_picked = True
                self._pick(telling_weight(answer))

    def show_run(self, experiment: Experiment | None, facts: DataFacts | None) -> None:
        """Take the run; where it has become the classic network, show that as the classic example."""
        before, had_run = self._run, self._run.experiment is not None
        self._run = RunNow(experiment, facts, self._run.asked)
        if self._run.sizes != before.sizes:
            self._is_picked = self._picked_by_person = False
        if self._run.batch != before.batch:
            self.head.propose_batch(*self._run.batch)
        if self._run.is_classic and not before.is_classic:
            self._source = Source.CLASSIC
        elif self._source is not Source.NETWORK and had_run:
            return
        self._begin()

    def set_input(self, asked: Input | None) -> None:
        had_input = self._run.has_input
        self._run = replace(self._run, asked=asked)
        if self._source is not Source.NETWORK or self.head.batch() is not None:
            return
        if self._run.has_input is had_input:
            self.questions_changed.emit()  # answers about the input a moment ago may be shown meanwhile
        else:
            self._is_picked = self._picked_by_person
            self._ask()

    def show_part(self, name: str) -> None:
        """Show the example `name`: "neuron", "classic" or "seven"; "batch" is one of this network."""
        if name == BATCH:
            self.head.take_batch()
            self._source = Source.NETWORK
            self._begin()
        else:
            self._take_source(Source(name))

    # What the person does

    def _take_source(self, source: Source) -> None:
        if source is not self._source:
            self._source = source
            self._begin()

    def _take_pick(self, at: WeightAt) -> None:
        if self._source is Source.NETWORK:
            self._is_picked = self._picked_by_person = True
        self._pick(at)

    def _pick(self, at: WeightAt) -> None:
        self._picks[self._source] = at
        self.body.pick(at, self._sizes())
        self._ask()

    def _take_number(self, place: Place, value: float) -> None:
        self._take_example(with_number(self._examples.now[self._source], place, value))

    def _take_rate(self, rate: float) -> None:
        self._take_example(replace(self._examples.now[self._source], learning_rate=rate))

    def _take_example(self, example: HandExample) -> None:
        """Go on with other numbers, or say why they cannot be."""
        try:
            check(example)
        except PlaygroundError as error:
            self._problem.setText(say(error.message))
            self._problem.show()
            return
        self._problem.hide()
        self._examples = self._examples.changed(self._source, example)
        self._show_example()
        self._ask()

    def _restore(self) -> None:
        self._examples = self._examples.restored(self._source)
        self._problem.hide()
        self._show_example()
        self._ask()

    # What is shown

    def _begin(self) -> None:
        """Show what there is of the source, and ask for its step."""
        self._step = None
        self._problem.hide()
        self.head.show_source(self._source)
        self.body.set_way(self._way())
        self._show_example()
        self.body.begin_working()
        own = self._source is Source.NETWORK
        why = why_no_step(self._run) if own else ""
        self._sentence.setText(why)
        self.head.show_step(())
        self.stages.setEnabled(not why)
        if why:
            self._pages.setCurrentIndex(0)
        self._ask()

    def _ask(self) -> None:
        self._number += 1
        self._answered = False
        self.questions_changed.emit()

    def _show_example(self) -> None:
        if self._source is not Source.NETWORK:
            of_textbook = self._examples.is_of_textbook(self._source)
            self.head.show_example(self._examples.now[self._source], of_textbook=of_textbook)
            self.body.set_way(self._way())

    def _show_step(self) -> None:
        step = self._step
        if step is None:
            return
        if self._source is Source.NETWORK:
            self.head.show_step(network_words(step, self._run))
        self.body.show_step(step, self.stages.stage())
        self._pages.setCurrentIndex(1)

    def _on_stage_chosen(self, _stage: Stage) -> None:
        self._show_step()
        self.body.begin_working()

    def _way(self) -> Way:
        facts = self._run.facts
        match self._source:
            case Source.NETWORK:
                return Way(facts.class_names, facts.feature_names, facts.input_shape) if facts is not None else Way()
            case Source.SEVEN:
                return Way(_DIGITS, example=True, side=_SEVEN_SIDE)
            case Source.CLASSIC:
                return Way(example=True, textbook=self._examples.is_of_textbook(Source.CLASSIC))
            case _:
                return Way(example=True)

    def _sizes(self) -> tuple[int, ...]:
        if self._source is Source.NETWORK:
            return self._run.sizes
        return sizes_of(self._examples.now[self._source])

    def _connect(self) -> None:
        self.head.source_chosen.connect(self._take_source)
        self.head.inputs_changed.connect(self._begin)
        self.head.rate_entered.connect(self._take_rate)
        self.head.textbook_wanted.connect(self._restore)
        self.stages.chosen.connect(self._on_stage_chosen)
        self.body.picked.connect(self._take_pick)
        self.body.number_entered.connect(self._take_number)

    def _lay_out(self) -> None:
        self._sentence.setProperty("role", "hint")
        self._sentence.setMaximumWidth(_SENTENCE_WIDTH)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._problem.setProperty("role", "problem")
        self._problem.hide()
        middle = QWidget()
        centred = QHBoxLayout(middle)
        centred.setContentsMargins(24, 16, 24, 16)
        centred.addWidget(self._sentence)
        self._pages.addWidget(middle)
        self._pages.addWidget(self.body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, _TOP, _SIDE, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.head)
        layout.addWidget(self.stages)
        layout.addWidget(self._problem)
        layout.addLayout(self._pages, 1)
