"""One neuron's calculation: the weighted sum, the activation with its curve, and what follows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.numbers import Numbers
from playground.ui.arithmetic.count_box import CountBox
from playground.ui.arithmetic.numbers.curve_view import CurveView
from playground.ui.arithmetic.numbers.sum_view import SumView
from playground.ui.arithmetic.numbers.words import formula, is_wrong, neuron_title, verdict
from playground.ui.look import Look
from playground.ui.trying.wrapped_text import WrappedText

_GAP = 4
_WIDTH = 258


class NeuronView(QWidget):
    """Shows the `Numbers` of a neuron from top to bottom, in the order in which they are worked out."""

    neuron_wanted = Signal(int)
    """The person wants to see another neuron of the first layer, from 0."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._title = QLabel()
        self._title.setProperty("role", "head")
        self._neuron = CountBox(self.tr("Neuron"))
        self._neuron.setToolTip(self.tr("Which neuron of the first layer adds the numbers up."))
        self._neuron.chosen.connect(self._on_neuron)
        self._sum = SumView(look)
        self._formula = WrappedText(look)
        self._filled = WrappedText(look)
        self._curve = CurveView(look)
        self._verdict = WrappedText(look)
        self._verdict.set_usual_lines(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(self._head())
        layout.addWidget(self._sum, 1)
        for widget in (self._formula, self._filled, self._curve, self._verdict):
            layout.addWidget(widget)
        layout.addStretch(0)

    def set_facts(self, facts: DataFacts) -> None:
        """Begin anew with other data."""
        self._sum.set_facts(facts)

    def show_numbers(self, numbers: Numbers, facts: DataFacts) -> None:
        """Show what one neuron makes of an input."""
        symbols, filled = formula(numbers)
        self._title.setText(neuron_title(numbers, facts))
        self._neuron.setVisible(numbers.size > 1)
        if not self._neuron.hasFocus():
            self._neuron.show_number(numbers.neuron + 1, numbers.size)
        self._sum.show_numbers(numbers)
        self._formula.show_text(symbols, "text2")
        self._filled.show_text(filled, "text")
        self._curve.show_numbers(numbers)
        self._verdict.show_text(verdict(numbers, facts), "danger" if is_wrong(numbers) else "text")

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._neuron)
        return head

    def _on_neuron(self, number: int) -> None:
        self.neuron_wanted.emit(number - 1)
