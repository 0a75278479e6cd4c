"""Losses of one row of logits, of which one class is right."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from playground.core.loss_figures import CLASS_LOSSES, MOST_CLASSES, AskClassLosses, ClassFigures, ClassLoss
from playground.ui.arithmetic.losses.cells import FigureCell, GradientCell, head_cell
from playground.ui.arithmetic.losses.fields import CountButtons, number_box
from playground.ui.arithmetic.losses.loss_name import LossName
from playground.ui.look import Look
from playground.ui.trying.number_box import NumberBox

_FEWEST = 2
_LOGITS = (2.0, 1.0, 0.0, -1.0, 0.5)
_CLASSES = 3
_RIGHT = 1
_CELL = 64
_GAP = 6
_HEAD = 22
_LONGEST = 8  # letters of a class's name
_LOSSES_ROW = 4


class ClassPart(QWidget):
    """A column for each class: its logit, its probability, and beneath the gradients of each loss by that logit."""

    changed = Signal()
    """There is something else to ask."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = _CLASSES
        self._group = QButtonGroup(self)
        self._columns = [_ClassColumn(look, index, self) for index in range(MOST_CLASSES)]
        for column in self._columns:
            self._group.addButton(column.right)
            column.box.valueChanged.connect(self.changed)
        self._names = {loss: LossName(look, CLASS_LOSSES[loss], None, self) for loss in ClassLoss}
        self._values = {loss: FigureCell(look, _CELL) for loss in ClassLoss}
        names = (self.tr("One class less"), self.tr("One class more"))
        self._buttons = CountButtons(names, _FEWEST, MOST_CLASSES, self)
        self._note = QLabel()
        self._note.setProperty("role", "hint")
        self._lay_out()
        self._show(_LOGITS[:_CLASSES], _RIGHT, [str(index) for index in range(_CLASSES)])
        self._note.setText(self._letters())
        self._group.buttonClicked.connect(self.changed)
        self._buttons.wanted.connect(self._on_count_wanted)

    def take(self, logits: Sequence[float], right: int, names: Sequence[str]) -> None:
        """Show the logits of classes with these names; of many the greatest, and that of the right one."""
        order = sorted(range(len(logits)), key=lambda index: (index != right, -logits[index]))
        kept = sorted(order[:MOST_CLASSES])
        self._show([logits[index] for index in kept], kept.index(right), [names[index] for index in kept])
        note = self.tr("The {kept} greatest of {count} logits; softmax is taken over these alone.")
        few = len(kept) == len(logits)
        self._note.setText(self._letters() if few else note.format(kept=len(kept), count=len(logits)))
        self.changed.emit()

    def question(self) -> AskClassLosses:
        shown = self._columns[: self._count]
        right = next(index for index, column in enumerate(shown) if column.right.isChecked())
        return AskClassLosses(tuple(column.box.value() for column in shown), right)

    def show_answer(self, answer: object) -> None:
        if not isinstance(answer, ClassFigures):
            return
        for index, column in enumerate(self._columns[: self._count]):
            column.show_figures(answer, index)
        for loss, figure in answer.of.items():
            self._values[loss].show_value(figure.value)

    def _show(self, logits: Sequence[float], right: int, names: Sequence[str]) -> None:
        for column, logit, name in zip(self._columns, logits, names, strict=False):
            with QSignalBlocker(column.box):
                column.box.setValue(logit)
            column.set_name(name)
        self._set_count(len(logits))
        self._columns[right].right.setChecked(True)

    def _set_count(self, count: int) -> None:
        self._count = count
        for index, column in enumerate(self._columns):
            column.set_visible(index < count)
        self._buttons.show_count(count)

    def _on_count_wanted(self, count: int) -> None:
        right = self.question().right
        self._set_count(count)
        self._columns[min(right, self._count - 1)].right.setChecked(True)
        self.changed.emit()

    def _letters(self) -> str:
        return self.tr("z: logits · r: the right class · y: 1 for it, 0 for others · n: the number of classes")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(2)
        right = self._label(self.tr("Right class"), self.tr("The class that should get the greatest logit."))
        grid.addWidget(right, 0, 0)
        grid.addLayout(self._logit_head(), 1, 0)
        grid.addWidget(self._label(self.tr("softmax(z)"), self.tr("The probabilities that come of them.")), 2, 0)
        grid.addWidget(head_cell(self.tr("Loss"), self.tr("How wrong the logits are.")), 3, 1)
        about = self.tr("How the loss changes with each logit: learning moves it the other way.")
        gradients = head_cell(self.tr("Gradient by each logit"), about)
        gradients.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        gradients.setContentsMargins(_GAP, 0, 0, 0)
        grid.addWidget(gradients, 3, 2, 1, MOST_CLASSES)
        grid.setColumnStretch(MOST_CLASSES + 2, 1)
        grid.setRowMinimumHeight(3, _HEAD)
        for row, loss in enumerate(ClassLoss, _LOSSES_ROW):
            grid.addWidget(self._names[loss], row, 0)
            grid.addWidget(self._values[loss], row, 1)
        for place, column in enumerate(self._columns, 2):
            column.add_to(grid, place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(grid)
        layout.addWidget(self._note)
        layout.addStretch(1)

    def _logit_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._label(self.tr("Logits z"), self.tr("The sums of the last layer, one for each class.")))
        head.addStretch(1)
        self._buttons.add_to(head)
        return head

    def _label(self, text: str, about: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "label")
        label.setToolTip(about)
        label.setContentsMargins(_GAP, 0, 0, 0)
        return label


class _ClassColumn:
    """What stands in the column of one class."""

    def __init__(self, look: Look, index: int, parent: QWidget) -> None:
        self.right = QPushButton(parent)
        self.right.setCheckable(True)
        self.right.setProperty("chip", True)
        self.right.setProperty("naming", True)
        self.right.setFixedWidth(_CELL)
        self.right.setToolTip(parent.tr("Take this as the right class."))
        self.box: NumberBox = number_box("", width=_CELL)
        self.box.setValue(_LOGITS[index])
        self._probability = FigureCell(look, _CELL)
        self._gradients = {loss: GradientCell(look, _CELL) for loss in ClassLoss}
        self.set_name(str(index))

    def set_name(self, name: str) -> None:
        self.right.setText(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")
        self.right.setAccessibleName(self.right.tr("Right class: {name}").format(name=name))
        self.box.setAccessibleName(self.box.tr("Logit of class {name}").format(name=name))
        self.box.setToolTip(self.box.accessibleName())

    def set_visible(self, visible: bool) -> None:
        for part in (self.right, self.box, self._probability, *self._gradients.values()):
            part.setVisible(visible)

    def show_figures(self, figures: ClassFigures, index: int) -> None:
        self._probability.show_value(figures.probabilities[index])
        for loss, cell in self._gradients.items():
            cell.show_value(figures.of[loss].gradients[index])

    def add_to(self, grid: QGridLayout, column: int) -> None:
        grid.addWidget(self.right, 0, column)
        grid.addWidget(self.box, 1, column)
        grid.addWidget(self._probability, 2, column)
        for row, cell in enumerate(self._gradients.values(), _LOSSES_ROW):
            grid.addWidget(cell, row, column)
