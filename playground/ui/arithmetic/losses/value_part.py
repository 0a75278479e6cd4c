"""Losses of one prediction and one target."""

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from playground.core.loss_figures import VALUE_LOSSES, AskValueLosses, ValueFigures, ValueLoss
from playground.ui.arithmetic.losses.cells import FigureCell, head_cell
from playground.ui.arithmetic.losses.fields import SlidField, stacked
from playground.ui.arithmetic.losses.loss_chart import LossChart
from playground.ui.arithmetic.losses.loss_name import LossName
from playground.ui.arithmetic.losses.strokes import STROKES
from playground.ui.look import Look
from playground.ui.trying.wrapped_text import WrappedText
from playground.ui.words import say

_USUAL = (-2.0, 3.0)
_STOPS = 501
_PREDICTION, _TARGET = 0.8, 1.0


class ValuePart(QWidget):
    """At the left the prediction and the plot, at the right the table."""

    changed = Signal()
    """There is something else to ask."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about = self.tr("What the network says.")
        self._prediction = SlidField(self.tr("Prediction p"), about, _USUAL, _STOPS, self)
        self._target = SlidField(self.tr("Target t"), self.tr("What it should say."), _USUAL, _STOPS, self)
        self._chart = LossChart(look)
        self._names = {loss: LossName(look, VALUE_LOSSES[loss], STROKES[loss], self) for loss in ValueLoss}
        self._values = {loss: FigureCell(look, 64) for loss in ValueLoss}
        self._gradients = {loss: FigureCell(look, 104, say(VALUE_LOSSES[loss].gradient)) for loss in ValueLoss}
        self._about = WrappedText(look)
        self._about.set_usual_lines(2)
        self._group = QButtonGroup(self)
        for name in self._names.values():
            self._group.addButton(name)
        self._group.buttonToggled.connect(self._on_toggled)
        self._names[ValueLoss.SQUARED].setChecked(True)
        self.take(_PREDICTION, _TARGET)
        self._lay_out()
        self._chart.dragged.connect(self._on_dragged)
        for field in (self._prediction, self._target):
            field.changed.connect(self.changed)

    def take(self, prediction: float, target: float) -> None:
        """Show these."""
        self._prediction.set_value(prediction)
        self._target.set_value(target)
        self.changed.emit()

    def question(self) -> AskValueLosses:
        p, t = self._prediction.value(), self._target.value()
        low, high = math.floor(min(p, t, _USUAL[0])), math.ceil(max(p, t, _USUAL[1]))
        return AskValueLosses(p, t, low, high)

    def show_answer(self, answer: object) -> None:
        if not isinstance(answer, ValueFigures):
            return
        self._chart.show_figures(answer)
        for loss, figure in answer.of.items():
            self._values[loss].show_value(figure.value)
            self._gradients[loss].show_value(figure.gradients[0] if figure.gradients else None)

    def _on_toggled(self) -> None:
        chosen = next(loss for loss, name in self._names.items() if name.isChecked())
        self._chart.choose(chosen)
        self._about.show_text(say(VALUE_LOSSES[chosen].about), "text2")

    def _on_dragged(self, prediction: float) -> None:
        self.take(prediction, self._target.value())

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(stacked(self._prediction, self._target))
        left.addWidget(self._chart, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 1)
        layout.addLayout(self._table())

    def _table(self) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(head_cell(self.tr("Loss"), self.tr("How wrong the prediction is.")), 0, 1)
        about = self.tr("How the loss changes with p: learning moves p the other way.")
        grid.addWidget(head_cell(self.tr("Gradient"), about), 0, 2)
        for row, loss in enumerate(ValueLoss, 1):
            grid.addWidget(self._names[loss], row, 0)
            grid.addWidget(self._values[loss], row, 1)
            grid.addWidget(self._gradients[loss], row, 2)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self._about)
        column.addStretch(1)
        return column
