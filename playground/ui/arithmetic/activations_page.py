"""The page of activation functions: each with its slope, and what of it the present network uses."""

import math
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.core.activations import DESCRIBED, AskCurves, AskSums, Curves, Sums, activations
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.model_options import Activation
from playground.core.probes import Question
from playground.ui.arithmetic.activations.chart import FunctionChart
from playground.ui.arithmetic.activations.gallery import Gallery
from playground.ui.arithmetic.activations.words import layer_titles, no_network, told
from playground.ui.arithmetic.formulas import title_of
from playground.ui.arithmetic.page import Page
from playground.ui.combo import Combo
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.trying.wrapped_text import WrappedText
from playground.ui.words import say

_LEAST_EXTENT = AskCurves().extent
_FAR_LESS = 0.4  # of the extent: with sums that need no more it is made smaller


class ActivationsPage(Page):
    """At the left all functions, at the right the chosen one."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._used: Sequence[Activation | None] = ()
        self._chosen = Activation.RELU
        self._extent = _LEAST_EXTENT
        self._curves: Curves | None = None
        self._gallery = Gallery(look)
        self._name = QLabel()
        self._name.setProperty("role", "title")
        self._about = FittingText(look)
        self._layers = Combo()
        self._layers.setAccessibleName(self.tr("Layer"))
        self._layers.setToolTip(
            self.tr(
                "The bars behind the curve: the weighted sums that reach the units of this layer for test examples."
            )
        )
        self._chart = FunctionChart(look)
        self._told = WrappedText(look)
        self._told.set_usual_lines(2)
        self._gallery.chosen.connect(self._on_chosen)
        self._layers.activated.connect(self._on_layer_taken)
        self._lay_out()
        self._show_function()

    def questions(self) -> Sequence[Question]:
        asked: list[Question] = []
        if self._curves is None:
            asked.append(AskCurves(_LEAST_EXTENT))  # which the gallery shows too
        elif self._curves.extent != self._extent:
            asked.append(AskCurves(self._extent))
        if self._used:
            asked.append(self._sums_asked())
        return asked

    def show_answer(self, answer: object) -> None:
        if isinstance(answer, Curves):
            self._show_curves(answer)
        elif isinstance(answer, Sums) and self._used and answer.ask == self._sums_asked():
            self._show_sums(answer)

    def show_run(self, experiment: Experiment | None, facts: DataFacts | None) -> None:
        follows = not self._used or self._chosen is self._used_here()
        layer, layers = self._layers.currentIndex(), len(self._used)
        self._layers.clear()
        self._used = activations(experiment) if experiment is not None else ()
        if experiment is not None:
            self._layers.addItems(layer_titles(experiment))
            self._layers.setCurrentIndex(layer if len(self._used) == layers else 0)
            self._layers.prefer_width(self._layers.needed_width())
        self._layers.setVisible(bool(self._used))
        self._begin_layer(follows)

    def show_part(self, name: str) -> None:
        """Show the function of this name."""
        self._gallery.set_chosen(Activation(name))
        self._on_chosen(Activation(name))

    def _sums_asked(self) -> AskSums:
        return AskSums(self._layers.currentIndex(), self._chosen)

    def _used_here(self) -> Activation | None:
        """Return the activation of the layer that is looked at."""
        return self._used[self._layers.currentIndex()] if self._used else None

    def _on_chosen(self, activation: Activation) -> None:
        self._chosen = activation
        self._begin()

    def _on_layer_taken(self) -> None:
        self._begin_layer(follows=True)

    def _begin_layer(self, follows: bool) -> None:
        """Begin with another layer, and, if the choice `follows`, with the function that it uses."""
        used = self._used_here()
        if follows and used is not None:
            self._chosen = used
            self._gallery.set_chosen(used)
        self._gallery.set_used(used)
        self._extent = _LEAST_EXTENT
        self._chart.show_sums(None)
        self._begin()

    def _begin(self) -> None:
        """Show what is there for the present choice, and ask for the rest."""
        self._show_function()
        self._told.show_text("" if self._used else no_network(), "text2")
        self.questions_changed.emit()

    def _show_function(self) -> None:
        name = title_of(self._chosen)
        in_use = bool(self._used) and self._chosen is self._used_here()
        self._name.setText(self.tr("{name}, in use").format(name=name) if in_use else name)
        self._about.show_texts([say(DESCRIBED[self._chosen].about)], "text3")
        self._chart.show_function(self._chosen, self._curves)

    def _show_curves(self, curves: Curves) -> None:
        if self._curves is None:
            self._gallery.show_curves(curves)
        self._curves = curves
        self._chart.show_function(self._chosen, curves)
        if curves.extent != self._extent:
            self.questions_changed.emit()

    def _show_sums(self, sums: Sums) -> None:
        self._chart.show_sums(sums)
        self._told.show_text(told(sums, self._used_here(), len(self._used)), "text2")
        extent = _fitting(sums, self._extent)
        if extent != self._extent:
            self._extent = extent
            self.questions_changed.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._about, 1)
        head.addWidget(self._layers)
        large = QVBoxLayout()
        large.setSpacing(6)
        large.addLayout(head)
        large.addWidget(self._chart, 1)
        large.addWidget(self._told)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        layout.addWidget(self._gallery)
        layout.addLayout(large, 1)


def _fitting(sums: Sums, present: float) -> float:
    """Return how far the curves must run for the sums to be seen: the least, or twice it and so on. It shrinks only
    where far less would do, so that it does not jump to and fro while the network learns.
    """
    needed = float(abs(sums.edges).max(initial=0.0))
    if _FAR_LESS * present < needed <= present:
        return present
    doublings = math.ceil(math.log2(max(1.0, needed / _LEAST_EXTENT)))
    return float(_LEAST_EXTENT * 2.0**doublings)
