"""The Autograd page: an expression as a graph, its values forward and its gradients backward, node by node."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.core.autograd import AskGraph, GraphAnswer
from playground.core.expression import ExpressionError, Graph, Place
from playground.core.expression_text import parse_expression
from playground.core.probes import Question
from playground.ui.arithmetic.autograd.editor import ExpressionEdit
from playground.ui.arithmetic.autograd.examples import EXAMPLES, Example
from playground.ui.arithmetic.autograd.graph_frame import GraphFrame
from playground.ui.arithmetic.autograd.graph_view import GraphView
from playground.ui.arithmetic.autograd.inputs import InputStrip
from playground.ui.arithmetic.autograd.stepper import Stepper
from playground.ui.arithmetic.autograd.walk import Walk
from playground.ui.arithmetic.autograd.words import Words, example_title
from playground.ui.arithmetic.page import Page
from playground.ui.combo import Combo
from playground.ui.look import Look
from playground.ui.trying.wrapped_text import WrappedText
from playground.ui.words import say

_EXAMPLES_WIDTH = 176
_LINES = 2


class AutogradPage(Page):
    """What is typed is read at once. Its graph takes the place of the one before when its numbers are there, so that
    nothing flickers; what cannot be read leaves that one pale.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._text = ""
        self._asked: AskGraph | None = None
        self._graph: Graph | None = None
        self._error: ExpressionError | None = None
        self._walk: Walk | None = None
        self._next: Walk | None = None
        self._answer: GraphAnswer | None = None
        self._picked: int | None = None
        self._edit = ExpressionEdit(look)
        self._edit.setAccessibleName(self.tr("Expression"))
        self._edit.setToolTip(
            self.tr(
                "Lines such as h = w*x + b. Names without a line of their own are inputs; the last line is the output."
            )
        )
        self._examples = self._make_examples()
        self._sentence = WrappedText(look)
        self._inputs = InputStrip(self._examples)
        self._view = GraphView(look)
        self._working = WrappedText(look)
        self._working.set_usual_lines(_LINES)
        self._stepper = Stepper(look)
        self._lay_out()
        self._edit.textChanged.connect(self._on_text_changed)
        self._inputs.changed.connect(self._on_values_changed)
        self._view.picked.connect(self._on_picked)
        self._stepper.moved.connect(self._on_moved)
        self._stepper.wanted_changed.connect(self._on_wanted_changed)
        self._load(EXAMPLES[0])

    def questions(self) -> Sequence[Question]:
        return (self._asked,) if self._asked is not None else ()

    def show_answer(self, answer: object) -> None:
        if isinstance(answer, GraphAnswer) and self._asked is not None and answer.mark == self._asked.mark:
            self._asked = None
            self._answer, self._walk = answer, self._next
            self._show()

    def show_part(self, name: str) -> None:
        """Show the example of this name, which must be one of EXAMPLES."""
        self._load(next(example for example in EXAMPLES if example.name == name))

    def _load(self, example: Example) -> None:
        self._inputs.show_texts(example.values)
        self._edit.setPlainText(example.text)
        self._on_wanted_changed(example.wanted)

    def _on_text_changed(self) -> None:
        text, before = self._edit.toPlainText(), self._text
        self._text = text
        spaced = text.split() == before.split()
        chosen = next((at for at, example in enumerate(EXAMPLES) if example.text == text), -1)
        self._examples.setCurrentIndex(chosen)
        try:
            graph = parse_expression(text)
        except ExpressionError as error:
            self._error = error
            self._show()
            return
        self._error = None
        if graph != self._graph:
            self._graph = graph
            if chosen >= 0 and not spaced:  # typed, an example means its values too
                self._inputs.show_texts(EXAMPLES[chosen].values)
            self._inputs.show_graph(graph)
            names = [graph.nodes[index].name for index in graph.inputs]
            wanted = self._next.wanted if self._next is not None else None
            self._go_to(Walk.before_backward(graph, wanted if wanted in names else None))
        self._show()

    def _on_values_changed(self) -> None:
        self._ask()
        self._show()

    def _on_wanted_changed(self, name: str | None) -> None:
        if self._next is not None:
            self._go_to(replace(self._next, wanted=name).to(self._next.at))
            self._show()

    def _go_to(self, walk: Walk) -> None:
        """Show this walk once it has numbers; at once where there are none of any."""
        self._next = walk
        if self._answer is None:
            self._walk = walk
        self._ask()

    def _ask(self) -> None:
        if self._next is not None:
            self._asked = AskGraph(self._next.graph, self._inputs.values(), self._next.wanted, self.mark)
            self.ask_anew()

    def _on_moved(self, walk: Walk) -> None:
        if self._next is not None and (walk.graph, walk.wanted) == (self._next.graph, self._next.wanted):
            self._next = walk
        self._walk = walk
        self._show()

    def _on_picked(self, index: int | None) -> None:
        self._picked = index
        self._show_working()

    def _show(self) -> None:
        good = self._error is None
        self._view.show_walk(self._walk, self._answer)
        self._view.set_pale(not good)
        self._inputs.setEnabled(good)  # they are those of the graph that has become pale
        self._stepper.show_walk(self._walk if good and self._is_whole else None)
        self._show_sentence()
        self._edit.setAccessibleDescription(self._sentence.text())
        self._show_working()

    @property
    def _is_whole(self) -> bool:
        """Whether every node could be computed, as far as is known."""
        return self._answer is None or all(node is not None for node in self._answer.nodes)

    def _show_sentence(self) -> None:
        """Say what is wrong, and where: in the text, in a value, or in what comes of it; else what it is."""
        trouble, wrong = self._answer.trouble if self._answer is not None else None, self._inputs.problem()
        self._edit.mark(None)
        if self._error is not None:
            self._say_error(self._error)
        elif wrong is not None:
            text = self.tr("{name}: {problem}").format(name=wrong[0], problem=say(wrong[1]))
            self._sentence.show_text(text, "danger")
        elif trouble is not None and self._walk is not None and self._walk.graph == self._graph:
            node = self._walk.graph.nodes[trouble.node]
            self._edit.mark(node.place, "warn")
            self._sentence.show_text(self._placed(node.place, say(trouble.message)), "warn")
        elif self._answer is None:
            self._sentence.show_text(self.tr("The numbers come as soon as PyTorch has been loaded."), "text2")
        else:
            self._sentence.show_text(self._what_it_is(), "text3")

    def _say_error(self, error: ExpressionError) -> None:
        empty = not self._edit.toPlainText().strip()
        if not empty:
            self._edit.mark(error.place)
        text = say(error.message)
        self._sentence.show_text(text if empty else self._placed(error.place, text), "text2" if empty else "danger")

    def _placed(self, place: Place, text: str) -> str:
        if self._edit.blockCount() == 1:
            return self.tr("Column {column}: {text}").format(column=place.start + 1, text=text)
        return self.tr("Line {line}, column {column}: {text}").format(
            line=place.line, column=place.start + 1, text=text
        )

    def _what_it_is(self) -> str:
        assert self._walk is not None
        name = self._walk.graph.nodes[self._walk.graph.output].name
        if self._walk.is_backward:
            return self.tr(
                "Gradients go back: blue where more of a value raises {name}, orange where it lowers it."
            ).format(name=name)
        return self.tr("{name} is the output. Point at a node to see where its numbers come from.").format(name=name)

    def _show_working(self) -> None:
        lines: Sequence[str] = ()
        if self._walk is not None and self._answer is not None and self._error is None and self._is_whole:
            words = Words(self._walk, self._answer)
            lines = words.lines() if self._picked is None else words.about(self._picked)
        text = "\n".join(lines)
        self._working.show_text(text, "text")
        self._view.setAccessibleDescription(text)

    def _make_examples(self) -> Combo:
        box = Combo()
        box.setPlaceholderText(self.tr("Examples"))
        box.setFixedWidth(_EXAMPLES_WIDTH)
        box.setAccessibleName(self.tr("Examples"))
        box.setToolTip(self.tr("Expressions to begin with, and values for their inputs."))
        box.addItems([example_title(example.name) for example in EXAMPLES])
        box.activated.connect(lambda index: self._load(EXAMPLES[index]))
        return box

    def _lay_out(self) -> None:
        label = QLabel(self.tr("Expression"))
        label.setProperty("role", "label")
        label.setBuddy(self._edit)
        label.setFixedHeight(28)
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (label, self._edit, self._examples):
            head.addWidget(widget, alignment=Qt.AlignmentFlag.AlignTop)
        head.setStretchFactor(self._edit, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        rows: Sequence[QWidget] = (self._sentence, self._inputs, GraphFrame(self._view), self._working, self._stepper)
        for row in rows:
            layout.addWidget(row)
        layout.setStretch(3, 1)
        self._on_look_changed()
        self.look.changed.connect(self._on_look_changed)

    def _on_look_changed(self) -> None:
        layout, edge = self.layout(), 8 if self.look.small else 12
        assert layout is not None
        layout.setContentsMargins(16, edge, 16, edge)
        layout.setSpacing(4 if self.look.small else 6)
