"""The page of loss functions: what each makes of one prediction, of logits and of a line, with its gradient."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.loss_figures import ClassFigures, LineFigures, ValueFigures
from playground.core.model_options import Output
from playground.core.probes import AskFlow, Flow, Input, Question
from playground.ui.arithmetic.losses.class_part import ClassPart
from playground.ui.arithmetic.losses.line_part import LinePart
from playground.ui.arithmetic.losses.value_part import ValuePart
from playground.ui.arithmetic.page import Page
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.segments import SegmentedControl

_VALUE, _CLASSES, _LINE = "value", "classes", "line"


class LossesPage(Page):
    """Three parts, one of them seen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._experiment: Experiment | None = None
        self._facts: DataFacts | None = None
        self._input: Input | None = None
        self._answered: Question | None = None
        self._flow: AskFlow | None = None
        self._value, self._classes, self._line = ValuePart(look), ClassPart(look), LinePart(look)
        self._parts: dict[str, ValuePart | ClassPart | LinePart] = {
            _VALUE: self._value,
            _CLASSES: self._classes,
            _LINE: self._line,
        }
        titles = {_VALUE: self.tr("One value"), _CLASSES: self.tr("Classes"), _LINE: self.tr("A line")}
        self._choice = SegmentedControl(list(titles.items()))
        self._choice.setAccessibleName(self.tr("What the losses are of"))
        self._choice.setToolTip(self.tr("What the losses are of: one number, the logits of classes, or a line."))
        self._about = FittingText(look)
        self._take = QPushButton(self.tr("Take from the network"))
        self._take.setProperty("compact", True)
        self._take.setToolTip(self.tr("Set the numbers to what the network makes of the present input."))
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
            part.changed.connect(self.questions_changed)
        self._choice.chosen.connect(self._on_chosen)
        self._take.clicked.connect(self._on_take)
        self._lay_out()
        self._on_chosen(_VALUE)

    def questions(self) -> Sequence[Question]:
        question = self._part().question()
        asked: list[Question] = [] if question == self._answered else [question]
        return asked if self._flow is None else [*asked, self._flow]

    def show_answer(self, answer: object) -> None:
        if isinstance(answer, Flow):
            self._take_flow(answer)
        elif isinstance(answer, ValueFigures | ClassFigures | LineFigures) and answer.ask == self._part().question():
            self._answered = answer.ask
            self._part().show_answer(answer)

    def show_run(self, experiment: Experiment | None, facts: DataFacts | None) -> None:
        self._experiment, self._facts, self._flow = experiment, facts, None
        self._show_take()

    def set_input(self, asked: Input | None) -> None:
        self._input = asked
        self._show_take()

    def show_part(self, name: str) -> None:
        """Show the part of this name: "value", "classes" or "line"."""
        self._choice.set_value(name)
        self._on_chosen(name)

    def _part(self) -> ValuePart | ClassPart | LinePart:
        return self._parts[self._choice.value()]

    def _on_chosen(self, name: str) -> None:
        abouts = {
            _VALUE: [
                self.tr("The loss says how wrong a prediction is; its gradient, which way to move it."),
                self.tr("How wrong a prediction is, and which way to move it."),
            ],
            _CLASSES: [
                self.tr("The sums of the last layer, one for each class, and which class is the right one."),
                self.tr("One sum for each class."),
            ],
            _LINE: [self.tr("How far the line w x + b is from points, and how w and b should change.")],
        }
        self._flow = None
        self._about.show_texts(abouts[name], "text3")
        self._stack.setCurrentWidget(self._parts[name])
        self._show_take()
        self.questions_changed.emit()

    def _show_take(self) -> None:
        """Offer to take what fits the part that is seen: a network's single output, or one for each class."""
        fitting = {_VALUE: Output.SINGLE, _CLASSES: Output.PER_CLASS}.get(self._choice.value())
        fits = self._experiment is not None and self._experiment.model.output is fitting
        self._take.setVisible(fits)
        self._take.setEnabled(self._input is not None)

    def _on_take(self) -> None:
        if self._input is not None:
            self._flow = AskFlow(self._input)  # as the Network panel asks it, which gets this answer too
            self.questions_changed.emit()

    def _take_flow(self, flow: Flow) -> None:
        if self._flow is None or self._experiment is None or self._facts is None:
            return
        self._flow = None
        last = flow.layers[-1]
        label = flow.label if flow.label >= 0 else flow.chosen
        if self._choice.value() == _CLASSES:
            self._classes.take(last.sums.tolist(), label, self._facts.class_names)
        else:
            model = self._experiment.model
            self._value.take(float(last.outputs[0]), model.target_on if label else model.target_off)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._choice)
        head.addWidget(self._about, 1)
        head.addWidget(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(_scrolled(self._stack), 1)


def _scrolled(content: QWidget) -> QScrollArea:
    """Return an area that scrolls where the window is too small for `content`, which would else make it larger."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
