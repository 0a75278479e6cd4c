"""The foot of the Preparation panel: the answer with the steps as they are, what decides, and the way back to all."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.probes import Floats
from playground.ui.example_words import kind_of
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.preparing.words import steps_off
from playground.ui.steady_label import SteadyLabel
from playground.ui.trying.answer_view import AnswerView
from playground.ui.trying.words import no_input, not_trained

_ANSWER = 208


class Outcome(QWidget):
    """A line with the answer at its left, and at its right how many steps are off."""

    all_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._answer = AnswerView(look)
        self._answer.setFixedWidth(_ANSWER)
        self._verdict = FittingText(look)
        self._off = SteadyLabel(look, look.font(12), "warn")
        self._all = QPushButton(self.tr("Turn all on"))
        self._all.setProperty("compact", True)
        self._all.setToolTip(self.tr("Take every step of the preparation again."))
        self._all.clicked.connect(self.all_wanted)
        self._lay_out()
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.show_off(0)

    def set_facts(self, facts: DataFacts) -> None:
        self._facts = facts
        self._answer.set_facts(facts)

    def show_answer(self, probabilities: Floats, chosen: int, verdict: Sequence[str]) -> None:
        """Show the answer with the present steps, and what the comparison says, longest wording first."""
        self._answer.show_answer(probabilities, chosen)
        self._verdict.show_texts(verdict, "text2")

    def show_question(self, trained: bool) -> None:
        """Show that there is no answer yet."""
        if self._facts is not None:
            self._answer.show_question(*(no_input() if trained else not_trained(kind_of(self._facts))))
        self._verdict.show_texts((), "text2")

    def show_off(self, count: int) -> None:
        """Say how many steps are off; nothing where all are on."""
        self._off.setVisible(count > 0)
        self._all.setVisible(count > 0)
        self._off.setText(steps_off(count))

    def verdict(self) -> str:
        return self._verdict.text()

    def _lay_out(self) -> None:
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedHeight(1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self._answer)
        row.addWidget(self._verdict, 1)
        row.addWidget(self._off)
        row.addWidget(self._all)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(line)
        self._layout.addLayout(row)

    def _on_look_changed(self) -> None:
        self._layout.setSpacing(6 if self._look.small else 8)
        self._layout.setContentsMargins(0, 0, 0, 6 if self._look.small else 10)
