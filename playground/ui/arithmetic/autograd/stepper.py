"""The controls that go through a graph: forward, backward, one node further, all; and of which input."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from playground.ui.arithmetic.autograd.walk import Walk
from playground.ui.combo import Combo
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.segments import SegmentedControl

_FORWARD, _BACKWARD = "forward", "backward"
_WANTED_WIDTH = 96


class Stepper(QWidget):
    """Shows where a walk is, and asks for others."""

    moved = Signal(object)
    """The person goes to another place: a Walk."""
    wanted_changed = Signal(object)
    """The gradient of another input is asked: its name; None: of all."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walk: Walk | None = None
        self._ways = SegmentedControl([(_FORWARD, self.tr("Forward")), (_BACKWARD, self.tr("Backward"))])
        self._ways.setToolTip(self.tr("To the end of the way forward, or to where backward begins."))
        self._ways.setAccessibleName(self.tr("Way through the graph"))
        self._ways.chosen.connect(self._on_way_chosen)
        self._start = QPushButton()
        give_icon(self._start, look, "reset")
        self._start.setAccessibleName(self.tr("To the start"))
        self._start.setToolTip(self.tr("To the start, where only the inputs have values."))
        self._back = QPushButton("\u2039")
        self._back.setAccessibleName(self.tr("One node back"))
        self._back.setToolTip(self.tr("One node back."))
        self._further = QPushButton(self.tr("One node further"))
        self._further.setToolTip(self.tr("Compute the next value, or send the next gradient back."))
        self._all = QPushButton(self.tr("All"))
        self._all.setToolTip(self.tr("To the end of this way: all values, or all gradients."))
        self._further.setProperty("primary", True)
        for button in (self._start, self._back, self._further, self._all):
            button.setProperty("compact", True)
        for button in (self._start, self._back):
            button.setFixedWidth(28)
        for button in (self._back, self._further):
            button.setAutoRepeat(True)
        self._start.clicked.connect(self._on_start)
        self._back.clicked.connect(lambda: self._go(-1))
        self._further.clicked.connect(lambda: self._go(1))
        self._all.clicked.connect(self._on_all)
        self._count = QLabel()
        self._count.setProperty("role", "hint")
        self._wanted = self._make_wanted()
        self._lay_out()

    def show_walk(self, walk: Walk | None) -> None:
        """Show this place; None: there is nothing to go through."""
        names = None if walk is None else [walk.graph.nodes[index].name for index in walk.graph.inputs]
        if names is not None and names != [self._wanted.itemText(at) for at in range(1, self._wanted.count())]:
            self._wanted.clear()
            self._wanted.addItems([self.tr("all inputs"), *names])
        self._walk = walk
        for control in (self._ways, self._wanted):
            control.setEnabled(walk is not None)
        for button in (self._start, self._back):
            button.setEnabled(walk is not None and walk.at > 0)
        for button in (self._further, self._all):
            button.setEnabled(walk is not None and walk.at < walk.last)
        self._count.setText("" if walk is None else self._counted(walk))
        if walk is not None:
            self._ways.set_value(_BACKWARD if walk.is_backward else _FORWARD)
            self._wanted.setCurrentIndex(0 if walk.wanted is None else 1 + (names or []).index(walk.wanted))

    def _counted(self, walk: Walk) -> str:
        if walk.is_backward:
            return self.tr("{at} of {most}").format(at=walk.at - walk.forwards, most=walk.last - walk.forwards)
        return self.tr("{at} of {most}").format(at=walk.at, most=walk.forwards)

    def _make_wanted(self) -> Combo:
        box = Combo()
        box.setFixedSize(_WANTED_WIDTH, 24)
        box.setStyleSheet("QComboBox, QComboBox:focus { min-height: 22px; font-size: 12px; }")
        box.addItem(self.tr("all inputs"))
        box.setAccessibleName(self.tr("Gradient with respect to"))
        box.setToolTip(self.tr("The inputs that get a gradient: all, or one alone; the others keep None."))
        box.activated.connect(self._on_wanted)
        return box

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for control in (self._ways, self._start, self._back, self._further, self._all, self._count):
            layout.addWidget(control)
        layout.addStretch(1)
        label = QLabel(self.tr("Gradient w.r.t."))
        label.setProperty("role", "label")
        label.setBuddy(self._wanted)
        layout.addWidget(label)
        layout.addWidget(self._wanted)

    def _go(self, steps: int) -> None:
        if self._walk is not None:
            self.moved.emit(self._walk.to(self._walk.at + steps))

    def _on_start(self) -> None:
        if self._walk is not None:
            self.moved.emit(self._walk.to(0))

    def _on_all(self) -> None:
        if self._walk is not None:
            self.moved.emit(self._walk.to_end())

    def _on_way_chosen(self, way: str) -> None:
        if self._walk is not None:
            self.moved.emit(self._walk.to(self._walk.forwards + (way == _BACKWARD)))

    def _on_wanted(self, index: int) -> None:
        self.wanted_changed.emit(self._wanted.itemText(index) if index else None)
