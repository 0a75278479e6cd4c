"""The values of the inputs, side by side."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from playground.core.expression import Graph
from playground.core.messages import Message
from playground.core.probes import Doubles
from playground.ui.arithmetic.autograd.input_field import InputField
from playground.ui.figures import MINUS

_HEIGHT = 28
_BAR = 10  # px of the scroll bar, where one is needed


class InputStrip(QScrollArea):
    """A field for each input of a graph. What was typed for a name comes back with the name."""

    changed = Signal()
    """A value is another one, or cannot be read."""

    def __init__(self, neighbour: QWidget, parent: QWidget | None = None) -> None:
        """`neighbour` is what Tab reaches before the fields; both belong to one window when there are some."""
        super().__init__(parent)
        self._neighbour = neighbour
        self._fields: dict[str, InputField] = {}
        self._texts: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.horizontalScrollBar().rangeChanged.connect(self._fit)
        self._fit()

    def show_graph(self, graph: Graph) -> None:
        """Have fields for these inputs; those that are there already stay."""
        names = [graph.nodes[index].name for index in graph.inputs]
        if names == list(self._fields):
            return
        self._keep()
        self._fields = {name: self._field(name, number) for number, name in enumerate(names)}
        self._lay_out()

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put texts into the fields of these names, now and when they come."""
        self._keep()
        self._texts.update(texts)
        for name, field in self._fields.items():
            if name in texts:
                field.setText(texts[name].replace("-", MINUS))

    def values(self) -> Mapping[str, Doubles]:
        """Return the value of each input, the last good one where what is typed is none."""
        return {name: field.values() for name, field in self._fields.items()}

    def problem(self) -> tuple[str, Message] | None:
        """Return the first input whose text is no value, and why."""
        found = ((name, field.problem) for name, field in self._fields.items())
        return next(((name, problem) for name, problem in found if problem is not None), None)

    def _field(self, name: str, number: int) -> InputField:
        # Without a value of its own each begins with another one, so that they can be told apart: 2, 3, 4, ...
        field = InputField(name, self._texts.get(name, str(number + 2)))
        field.changed.connect(self.changed)
        return field

    def _keep(self) -> None:
        self._texts.update({name: field.good_text() for name, field in self._fields.items()})

    def _lay_out(self) -> None:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for name, field in self._fields.items():
            label = QLabel(f"{name} =")
            label.setProperty("role", "head")
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
            layout.addSpacing(10)
        layout.addStretch(1)
        self.setWidget(row)
        row.setAutoFillBackground(False)
        # Fields that come later would else be the last that Tab reaches.
        for before, after in pairwise([self._neighbour, *self._fields.values()]):
            QWidget.setTabOrder(before, after)

    def _fit(self) -> None:
        self.setFixedHeight(_HEIGHT + (_BAR if self.horizontalScrollBar().maximum() else 0))
