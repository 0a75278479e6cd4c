"""The head of the page: whose numbers, and what goes through."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from playground.core.by_hand import MOST_IN_BATCH, HandExample
from playground.ui.arithmetic.count_box import LowSpinBox
from playground.ui.arithmetic.step.number_editor import parsed_number
from playground.ui.arithmetic.step.sources import Source
from playground.ui.arithmetic.step.update_words import figure_of_rate
from playground.ui.combo import Combo
from playground.ui.fitting_text import FittingText
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.segments import SegmentedControl
from playground.ui.style import set_flag

SAMPLE, BATCH = "sample", "batch"

_RATE_WIDTH = 84
_COUNT_WIDTH = 72
_HEIGHT = 28


class StepHead(QWidget):
    """Chooses the source; of the network a sample or a batch; of an example its rate, and the way back."""

    source_chosen = Signal(Source)
    inputs_changed = Signal()
    """The person took a sample, or a batch, or another size of it."""
    rate_entered = Signal(float)
    textbook_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = self._make_source()
        self._inputs = SegmentedControl([(SAMPLE, self.tr("Sample")), (BATCH, self.tr("Batch"))])
        self._inputs.setToolTip(
            self.tr("One sample goes through, or the first examples of the training data together.")
        )
        self._count = self._make_count()
        self._rate = self._make_rate()
        self._rate_label = QLabel(self.tr("Rate"))
        self._textbook = QPushButton(self.tr("Back to the textbook"))
        self._step = FittingText(look)
        give_icon(self._textbook, look, "reset")
        self._lay_out()
        self._inputs.chosen.connect(self._on_inputs_chosen)
        self._count.valueChanged.connect(self.inputs_changed)
        self._textbook.clicked.connect(self.textbook_wanted)
        self.show_source(Source.NETWORK)

    def batch(self) -> int | None:
        """Return how many examples go through together; None: a sample."""
        return self._count.value() if self._inputs.value() == BATCH else None

    def take_batch(self) -> None:
        """Take a batch in place of a sample; silent."""
        self._inputs.set_value(BATCH)

    def propose_batch(self, count: int, most: int) -> None:
        """Take `count` as the size of a batch, silently, and `most` as the largest."""
        self._count.blockSignals(True)
        self._count.setMaximum(max(1, min(MOST_IN_BATCH, most)))
        self._count.setValue(count)
        self._count.blockSignals(False)

    def show_source(self, source: Source) -> None:
        """Show which source is taken; silent."""
        self._source.setCurrentIndex(self._source.findData(source))
        own = source is Source.NETWORK
        self._inputs.setVisible(own)
        self._count.setVisible(own and self.batch() is not None)
        self._step.setVisible(own)
        for widget in (self._rate_label, self._rate, self._textbook):
            widget.setVisible(not own)

    def show_example(self, example: HandExample, *, of_textbook: bool) -> None:
        """Show the rate of an example, and whether there is anything to take back."""
        self._rate.setText(figure_of_rate(example.learning_rate))
        self._rate.setModified(False)
        set_flag(self._rate, "invalid", False)
        self._textbook.setEnabled(not of_textbook)

    def show_step(self, texts: Sequence[str]) -> None:
        """Say at which step the network is, in the longest of `texts` that there is room for."""
        self._step.show_texts(texts, "text3")

    def said(self) -> str:
        """Return what is said of the network's step, in full."""
        return self._step.accessibleName()

    def _make_source(self) -> Combo:
        box = Combo()
        titles = {
            Source.NETWORK: self.tr("This network"),
            Source.NEURON: self.tr("A single neuron"),
            Source.CLASSIC: self.tr("Two-two-two, the classic"),
            Source.SEVEN: self.tr("A seven of 5 × 5"),
        }
        for source, title in titles.items():
            box.addItem(title, source)
        box.setAccessibleName(self.tr("Whose numbers"))
        box.setToolTip(self.tr("Whose step is gone through: the network of this window, or a small example to change."))
        box.prefer_width(210)
        box.activated.connect(self._on_source_activated)
        return box

    def _make_count(self) -> LowSpinBox:
        box = LowSpinBox(self.tr("Samples in the batch"))
        box.setRange(1, MOST_IN_BATCH)
        box.setFixedWidth(_COUNT_WIDTH)
        box.setToolTip(self.tr("How many of the first training examples go through together."))
        return box

    def _make_rate(self) -> QLineEdit:
        field = QLineEdit()
        field.setFixedWidth(_RATE_WIDTH)
        field.setAccessibleName(self.tr("Learning rate of the example"))
        field.setToolTip(self.tr("How far the example's step goes: the gradient is taken times this."))
        field.editingFinished.connect(self._on_rate_edited)
        return field

    def _lay_out(self) -> None:
        self._rate_label.setProperty("role", "label")
        self._rate_label.setBuddy(self._rate)
        self._textbook.setToolTip(self.tr("Give the example the numbers again that it came with."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._source)
        for widget in (self._inputs, self._count, self._rate_label, self._rate, self._textbook):
            row.addWidget(widget)
        row.addWidget(self._step, 1)
        row.addStretch()
        self.setFixedHeight(_HEIGHT)

    def _on_source_activated(self) -> None:
        self.source_chosen.emit(Source(self._source.currentData()))

    def _on_inputs_chosen(self) -> None:
        self._count.setVisible(self.batch() is not None)
        self.inputs_changed.emit()

    def _on_rate_edited(self) -> None:
        if not self._rate.isModified():
            return
        rate = parsed_number(self._rate.text())
        good = rate is not None and rate > 0
        set_flag(self._rate, "invalid", not good)
        if good:
            self._rate.setModified(False)
            self.rate_entered.emit(rate)
