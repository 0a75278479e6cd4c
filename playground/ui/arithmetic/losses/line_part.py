"""How far a line is from points."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.core.loss_figures import LINE_LOSSES, MOST_POINTS, AskLineLosses, LineFigures, LineLoss
from playground.ui.arithmetic.losses.cells import FigureCell, head_cell
from playground.ui.arithmetic.losses.fields import CountButtons, SlidField, number_box, stacked
from playground.ui.arithmetic.losses.line_chart import LineChart
from playground.ui.arithmetic.losses.loss_name import LossName
from playground.ui.look import Look

_USUAL = (-5.0, 5.0)
_STOPS = 201
_WEIGHT, _BIAS = 2.0, 1.0
_POINTS = ((0.0, 1.0), (1.0, 2.0), (2.0, 6.0), (3.0, 7.0), (4.0, 8.0), (5.0, 12.0))
_COUNT = 4
_CELL = 56
_ERROR = 66


class LinePart(QWidget):
    """At the left the line and the points, at the right the losses and the plot."""

    changed = Signal()
    """There is something else to ask."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        weight, bias = self.tr("How steep the line is."), self.tr("Where the line is at x = 0.")
        self._weight = SlidField(self.tr("Weight w"), weight, _USUAL, _STOPS, self)
        self._bias = SlidField(self.tr("Bias b"), bias, _USUAL, _STOPS, self)
        self._weight.set_value(_WEIGHT)
        self._bias.set_value(_BIAS)
        self._rows = [_PointRow(look, number, *point) for number, point in enumerate(_POINTS, 1)]
        self._chart = LineChart(look)
        self._names = {loss: LossName(look, LINE_LOSSES[loss], None, self) for loss in LineLoss}
        self._cells = {loss: [FigureCell(look, _CELL) for _ in range(3)] for loss in LineLoss}
        self._buttons = CountButtons((self.tr("One point less"), self.tr("One point more")), 1, MOST_POINTS, self)
        self._lay_out()
        self._set_count(_COUNT)
        self._buttons.wanted.connect(self._on_count_wanted)
        for part in (self._weight, self._bias):
            part.changed.connect(self.changed)
        for row in self._rows:
            row.x.valueChanged.connect(self.changed)
            row.y.valueChanged.connect(self.changed)

    def question(self) -> AskLineLosses:
        points = tuple((row.x.value(), row.y.value()) for row in self._rows[: self._count])
        return AskLineLosses(self._weight.value(), self._bias.value(), points)

    def show_answer(self, answer: object) -> None:
        if not isinstance(answer, LineFigures):
            return
        self._chart.show_figures(answer)
        for row, error in zip(self._rows, answer.errors, strict=False):
            row.error.show_value(error)
        for loss, figure in answer.of.items():
            for cell, value in zip(self._cells[loss], (figure.value, *figure.gradients), strict=True):
                cell.show_value(value)

    def _set_count(self, count: int) -> None:
        self._count = count
        for index, row in enumerate(self._rows):
            row.set_visible(index < count)
        self._buttons.show_count(count)

    def _on_count_wanted(self, count: int) -> None:
        self._set_count(count)
        self.changed.emit()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(stacked(self._weight, self._bias))
        left.addLayout(self._points())
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(self._table())
        right.addWidget(self._chart, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left)
        layout.addLayout(right, 1)

    def _points(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        label = QLabel(self.tr("Points"))
        label.setProperty("role", "head")
        buttons.addWidget(label)
        self._buttons.add_to(buttons)
        buttons.addStretch(1)
        grid.addLayout(buttons, 0, 0)
        grid.addWidget(head_cell("x", self.tr("Where the point is.")), 0, 1)
        grid.addWidget(head_cell("y", self.tr("What the line should be there.")), 0, 2)
        grid.addWidget(head_cell("w x + b − y", self.tr("By how much the line is too high there.")), 0, 3)
        for number, row in enumerate(self._rows, 1):
            row.add_to(grid, number)
        grid.setColumnStretch(0, 1)
        return grid

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        heads = (
            (self.tr("Loss"), self.tr("How wrong the line is.")),
            (self.tr("w.grad"), self.tr("The gradient by w: learning moves w the other way.")),
            (self.tr("b.grad"), self.tr("The gradient by b: learning moves b the other way.")),
        )
        for column, (text, about) in enumerate(heads, 1):
            grid.addWidget(head_cell(text, about), 0, column)
        for row, loss in enumerate(LineLoss, 1):
            grid.addWidget(self._names[loss], row, 0)
            for column, cell in enumerate(self._cells[loss], 1):
                grid.addWidget(cell, row, column)
        return grid


class _PointRow:
    """A point's coordinates, and how far the line is above it."""

    def __init__(self, look: Look, number: int, x: float, y: float) -> None:
        self.x = number_box("", decimals=2, width=_CELL)
        self.y = number_box("", decimals=2, width=_CELL)
        self.x.setAccessibleName(self.x.tr("x of point {number}").format(number=number))
        self.y.setAccessibleName(self.y.tr("y of point {number}").format(number=number))
        self.x.setValue(x)
        self.y.setValue(y)
        self.error = FigureCell(look, _ERROR)
        self._name = QLabel(str(number))
        self._name.setProperty("role", "label")

    def set_visible(self, visible: bool) -> None:
        for part in (self._name, self.x, self.y, self.error):
            part.setVisible(visible)

    def add_to(self, grid: QGridLayout, row: int) -> None:
        for column, part in enumerate((self._name, self.x, self.y, self.error)):
            grid.addWidget(part, row, column)
