"""What the network sees of the input, and how sure it is of each class: shown where no Network panel shows it."""

from typing import Any

from numpy.typing import NDArray
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from playground.core.catalog import Drawing
from playground.core.facts import DataFacts
from playground.core.probes import Answer
from playground.ui.figures import whole
from playground.ui.look import Look
from playground.ui.probability_bars import ProbabilityBars
from playground.ui.trying.picture_paper import PicturePaper

_PICTURE = 84


class SeesView(QWidget):
    """The prepared picture, small and exact, beside a bar for each class."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: DataFacts | None = None
        self._head = QLabel()
        self._head.setProperty("role", "head")
        self._size = QLabel()
        self._size.setProperty("role", "caption")
        self._size.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._picture = PicturePaper(look, "")
        self._picture.setFixedSize(_PICTURE, _PICTURE)
        self._bars = ProbabilityBars(look)
        layout = self._layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(4)
        layout.addWidget(self._head, 0, 0, 1, 2)
        layout.addWidget(self._picture, 1, 0)
        layout.addWidget(self._size, 2, 0)
        layout.addWidget(self._bars, 1, 1, 3, 1)
        layout.setRowStretch(3, 1)
        layout.setColumnStretch(1, 1)

    def set_facts(self, facts: DataFacts) -> None:
        """Take the data set whose inputs are shown."""
        self._facts = facts
        drawn = facts.drawing is not Drawing.NONE  # other pictures are shown in large already
        self._head.setText(self.tr("What the net sees") if drawn else self.tr("Answer"))
        self._layout.setHorizontalSpacing(12 if drawn else 0)
        self._picture.setVisible(drawn)
        self._size.setVisible(drawn)
        self._size.setText(" × ".join(whole(size) for size in facts.input_shape))
        self._bars.set_names(facts.class_names)

    def show_input(self, values: NDArray[Any] | None) -> None:
        """Show the input's stored `values`, or that there is none."""
        if self._facts is not None and self._facts.drawing is not Drawing.NONE:
            self._picture.show_picture(values, max(self._facts.high))
        if values is None:
            self._bars.clear()

    def show_answer(self, answer: Answer | None) -> None:
        """Show the bars of `answer`, or empty ones."""
        if answer is None:
            self._bars.clear()
        else:
            self._bars.show_probabilities(answer.probabilities, answer.chosen)
