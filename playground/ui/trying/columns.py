"""The two parts of the Try it panel: the input with its heading, and the answer with what to do next."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.probes import Answer, Example
from playground.ui.example_words import kind_of
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.trying.answer_view import AnswerView
from playground.ui.trying.base import TryInput
from playground.ui.trying.sees_view import SeesView
from playground.ui.trying.words import hints, no_input, not_trained
from playground.ui.trying.wrapped_text import WrappedText

_HEAD, _WAYS, _GAP = 16, 18, 9
"""Heights of the heading: with the margins above, a canvas begins where the Network panel's pictures do."""


class InputColumn(QWidget):
    """One of the inputs, beneath words that invite to it."""

    def __init__(self, look: Look, inputs: Sequence[TryInput], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._inputs = inputs
        self._head = QLabel()
        self._head.setProperty("role", "head")
        self._head.setFixedHeight(_HEAD)
        self._ways = FittingText(look)
        self._ways.setFixedHeight(_WAYS)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._head)
        self._layout.addWidget(self._ways)
        self._layout.addSpacing(_GAP)
        for made in inputs:
            made.hide()
            self._layout.addWidget(made, 1)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_input(self, wanted: TryInput) -> None:
        """Show `wanted`, one of the inputs."""
        for made in self._inputs:
            made.setVisible(made is wanted)
        self.refresh(wanted)

    def refresh(self, wanted: TryInput) -> None:
        """Take the words of `wanted` anew."""
        invitation = wanted.invitation()
        self._head.setText(invitation.head)
        self._ways.show_texts(invitation.ways, "text3")

    def heading_height(self) -> int:
        """Return the room above the input, in px."""
        return self._layout.contentsMargins().top() + _HEAD + _WAYS + _GAP

    def _on_look_changed(self) -> None:
        self._layout.setContentsMargins(0, 0 if self._look.small else 7, 0, 0)


class AnswerColumn(QWidget):
    """The answer, a hint, and what the network sees where no other panel shows it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._hints = ("", "")
        self._problem = ""
        self._warning = ("", "")
        self._beside = False
        self._terse = False
        self.sees = SeesView(look)
        self.sees.hide()
        self._line = QFrame()
        self._line.setProperty("role", "line")
        self._line.setFixedHeight(1)
        self.answer = AnswerView(look)
        self._hint = WrappedText(look)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._line, self.answer, self._hint, self.sees):
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def set_facts(self, facts: DataFacts) -> None:
        """Take the data set that answers are about."""
        self._facts = facts
        self.answer.set_facts(facts)
        self.sees.set_facts(facts)

    def show_state(self, example: Example | None, answer: Answer | None, trained: bool, laid: bool) -> None:
        """Show the `answer` about `example`, or why there is none.

        `laid`: where one can draw, a picture lies instead.
        """
        if self._facts is None:
            return
        kind = kind_of(self._facts)
        answered = answer if trained and example is not None else None
        if answered is not None:
            self.answer.show_answer(answered.probabilities, answered.chosen)
        else:
            self.answer.show_question(*(no_input() if trained else not_trained(kind)))
        self.sees.show_input(example.values if example is not None else None)
        self.sees.show_answer(answered)
        self._hints = hints(kind, trained, answered is not None, laid)
        self._show_hint()

    def set_terse(self, terse: bool) -> None:
        """Leave out what may be tried next where room is short: the input says it and needs the room."""
        self._terse = terse
        self._show_hint()

    def show_problem(self, text: str) -> None:
        """Say what went wrong in place of the hint; "": nothing did."""
        self._problem = text
        self._show_hint()

    def warn(self, long: str, short: str) -> None:
        """Warn in place of the hint, in two lines or in one; "": there is nothing to warn of."""
        self._warning = (long, short)
        self._show_hint()

    def needed_height(self) -> int:
        """Return the height that all of this takes, however long the present hint is, in px."""
        parts = [self.answer.sizeHint().height()]
        parts += [1] if self._line.isVisibleTo(self) else []
        parts += [self._hint.usual_height()] if self._hint.isVisibleTo(self) else []
        parts += [self.sees.sizeHint().height()] if self.sees.isVisibleTo(self) else []
        return sum(parts) + self._layout.spacing() * (len(parts) - 1)

    def hint(self) -> str:
        return self._hint.text()

    def stand_beside(self, beside: bool, heading_height: int) -> None:
        """Begin where the input does when this stands `beside` it; else with a line that parts the two."""
        self._line.setVisible(not beside)
        self._beside = beside
        self._show_hint()
        self._layout.setContentsMargins(0, heading_height if beside else 0, 0, 0)

    def _show_hint(self) -> None:
        hint, warning = self._fitting(self._hints), self._fitting(self._warning)
        role = "danger" if self._problem else "warn" if warning else "text2"
        self._hint.show_text(self._problem or warning or hint, role)
        crowded = (self.sees.isVisibleTo(self) and not self._beside) or (self._terse and self._look.small)
        self._hint.setVisible(bool(self._problem or warning) or not crowded)

    def _fitting(self, wordings: tuple[str, str]) -> str:
        """Return the longer wording, or the shorter one where room is short."""
        long, short = wordings
        return short if self._look.small else long

    def _on_look_changed(self) -> None:
        small = self._look.small
        self._layout.setSpacing(8 if small else 10)
        self._hint.set_usual_lines(1 if small else 2)  # text that changes must not move the canvas
        self._show_hint()
