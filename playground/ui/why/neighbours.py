"""The part of the Why panel about the training images that the network takes for alike."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.probes import ExampleAt, Part
from playground.core.why import Nearest
from playground.ui.example_words import short_names
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.why.neighbour_grid import NeighbourGrid
from playground.ui.why.speaking import HEAD
from playground.ui.why.words import agreeing, agreeing_at_length, looked_at


class NeighboursPart(QWidget):
    """Thumbnails, and how many of them agree with the answer."""

    sample_chosen = Signal(object)
    """The person chose one of them: an ExampleAt."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._nearest: Nearest | None = None
        self.grid = NeighbourGrid(look)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.capacity_changed.connect(self._show_words)
        self._agreeing, self._looked = FittingText(look), FittingText(look)
        title = QLabel(self.tr("Nearest images"))
        title.setProperty("role", "title")
        title.setFixedHeight(HEAD)
        title.setToolTip(
            self.tr("The training images whose outputs of the last hidden layer are nearest: what this reminds it of.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addWidget(self._agreeing)
        layout.addWidget(self._looked)
        layout.addSpacing(2)
        layout.addWidget(self.grid, 1)

    def set_facts(self, facts: DataFacts) -> None:
        """Begin anew with another data set."""
        self._names = short_names(facts)
        self.grid.set_facts(facts)
        self.show_nearest(None)

    def show_nearest(self, nearest: Nearest | None) -> None:
        """Show these; None: none until there is an answer."""
        self._nearest = nearest
        self.grid.show_nearest(nearest)
        self._show_words()

    def words(self) -> tuple[str, str]:
        """Return how many agree with the answer, and among how many they are the nearest."""
        return self._agreeing.text(), self._looked.text()

    def sizeHint(self) -> QSize:
        return QSize(124, 200)

    def _show_words(self) -> None:
        nearest = self._nearest
        if nearest is None:
            for line in (self._agreeing, self._looked):
                line.show_texts((), "text2")
                line.setToolTip("")
            return
        name, shown = self._names[nearest.chosen], self.grid.shown()
        self._agreeing.show_texts((agreeing(nearest, shown, name),), "text2")
        self._agreeing.setToolTip(agreeing_at_length(nearest, shown, name))
        looked = looked_at(nearest)
        self._looked.show_texts(looked, "text2")
        self._looked.setToolTip(looked[0])

    def _on_chosen(self, position: int) -> None:
        if self._nearest is not None:
            self.sample_chosen.emit(ExampleAt(Part.TRAIN, int(self._nearest.indexes[position])))
