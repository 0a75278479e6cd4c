"""How the network does on the own drawings, in large; and how often they are put into training."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.core.setting import Effect
from playground.ui.effects import EffectMark, effect_sentence
from playground.ui.fitting_text import FittingText
from playground.ui.look import BOLD, Look
from playground.ui.own.entries import Entries
from playground.ui.own.words import score_line, score_of, training_lines
from playground.ui.segments import SegmentedControl
from playground.ui.steady_label import SteadyLabel
from playground.ui.words import tooltip

_WEIGHTS = {"off": 0, "once": 1, "some": 10, "many": 50}
"""How many times each drawing is put among the training examples, by the name of the choice."""


_HEIGHT = 42


class ScoreLine(QWidget):
    """“83 %”, “of 12 right now”, and what part of it was learned by heart."""

    weight_chosen = Signal(int)
    """The person wants each drawing so many times among the training examples."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        self._share = SteadyLabel(look, look.font(28, BOLD), widest="100\u202f%")
        self._count = FittingText(look)
        self._unseen = FittingText(look)
        self._mark = EffectMark(Effect.DATA, look)
        self._weights = dict(_WEIGHTS)
        self._choice = SegmentedControl([(name, self._text(weight)) for name, weight in _WEIGHTS.items()])
        self._choice.chosen.connect(self._on_chosen)
        self._lay_out()

    def show_score(self, entries: Entries, trained_on: frozenset[int], trained: bool) -> None:
        share, count = score_of(entries)
        self._share.setText(share if trained else "–")
        self._count.show_texts([score_line(count, trained)], "text")
        unseen = training_lines(entries, trained_on) if trained else ()
        self._unseen.show_texts(unseen, "text2")
        self._unseen.setVisible(bool(unseen))

    def show_weight(self, weight: int) -> None:
        """Show how often each drawing is put into training; a number that is no choice takes the place of one."""
        known = {**_WEIGHTS}
        if weight not in known.values():
            known[min(("once", "some", "many"), key=lambda name: abs(known[name] - weight))] = weight
        self._weights = known
        for name, value in known.items():
            self._choice.set_text(name, self._text(value))
        self._choice.set_value(next(name for name, value in known.items() if value == weight))

    def texts(self) -> tuple[str, str, str]:
        """Return the figure and the two lines beside it."""
        return self._share.text(), self._count.text(), self._unseen.text()

    def _text(self, weight: int) -> str:
        return f"×{weight}" if weight else self.tr("off")

    def _lay_out(self) -> None:
        help_text = tooltip(
            self.tr("How often each of your drawings is put among the training examples."), effect_sentence(Effect.DATA)
        )
        caption = QLabel(self.tr("In training"))
        caption.setProperty("role", "label")
        caption.setToolTip(help_text)
        self._mark.setToolTip(help_text)
        self._choice.setToolTip(help_text)
        self._choice.setAccessibleName(self.tr("In training"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._count)
        words.addWidget(self._unseen)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(self._share)
        row.addSpacing(2)
        row.addLayout(words, 1)
        titled = QHBoxLayout()
        titled.setSpacing(3)
        titled.addWidget(caption)
        titled.addWidget(self._mark)
        row.addLayout(titled)
        row.addWidget(self._choice)

    def _on_chosen(self, name: str) -> None:
        self.weight_chosen.emit(self._weights[name])
