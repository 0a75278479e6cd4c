"""The picture of a network and, beside it, the working of what is picked in it."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.ui.arithmetic.step.diagram import Diagram
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.names import Names, names_of
from playground.ui.arithmetic.step.picker import WeightPicker
from playground.ui.arithmetic.step.strips import Strips
from playground.ui.arithmetic.step.working_view import WorkingView
from playground.ui.arithmetic.step.workings import working_lines
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look

_MOST_IN_DIAGRAM = 8
_SHARE, _LEAST_WORKING, _MOST_WORKING = 0.4, 268, 470
_GAP = 8


@dataclass(frozen=True, slots=True)
class Way:
    """How a network is shown: the names of its `classes` and `features`, the `shape` of its inputs; an example has
    exact digits and can be changed, a picture of `side` pixels is one of its own, and of the `textbook` something is
    to be said.
    """

    classes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    shape: tuple[int, ...] = ()
    example: bool = False
    side: int = 0
    textbook: bool = False


class StepBody(QWidget):
    """Shows a step at a stage."""

    picked = Signal(WeightAt)
    number_entered = Signal(object, float)
    """The person gave another number: its Place, and what it is to be."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way = Way()
        self.diagram = Diagram(look)
        self.strips = Strips(look)
        self.working = WorkingView(look)
        self.picker = WeightPicker()
        self._hint = FittingText(look)
        self._pictures = QStackedWidget()
        self._working_area = _scrolling(self.working)
        self._right = QWidget()
        self._lay_out()
        self.diagram.number_entered.connect(self.number_entered)
        for part in (self.diagram, self.strips, self.picker):
            part.picked.connect(self.picked)

    def set_way(self, way: Way) -> None:
        """Begin with another network, or one that is shown otherwise."""
        self._way = way
        self.diagram.set_way(editable=way.example, side=way.side)
        self.strips.set_shape(way.shape)
        self._hint.setVisible(way.example)
        if way.side:
            long = self.tr("Click a pixel to turn it over; double-click a weight or a target to change it.")
            brief = self.tr("Click a pixel to turn it over.")
        else:
            long = self.tr("Click to follow a weight or a neuron; double-click a number to change it.")
            brief = self.tr("Click to follow; double-click to change.")
        self._hint.show_texts((long, brief), "text3")

    def show_step(self, step: HandStep, stage: Stage) -> None:
        """Show a step at `stage`, and its picked weight."""
        names = names_of(step, self._way.classes, self._way.features)
        digits = Digits(self._way.example)
        small = self._way.example or max(names.sizes) <= _MOST_IN_DIAGRAM
        picture = self.diagram if small else self.strips
        picture.show_step(step, stage, names, digits)
        self._pictures.setCurrentIndex(0 if small else 1)
        self.diagram.bring_into_sight()
        self.picker.show_picked(step.picked.at, names)
        self.working.show_lines(working_lines(step, stage, names, digits, textbook=self._way.textbook))

    def pick(self, at: WeightAt, sizes: tuple[int, ...]) -> None:
        """Mark `at` in a network of `sizes`, the inputs first; silent."""
        self.diagram.pick(at)
        self.diagram.bring_into_sight()
        self.strips.pick(at)
        self.picker.show_picked(at, Names(sizes, self._way.classes, self._way.features))

    def begin_working(self) -> None:
        """Show the working from its beginning."""
        self._working_area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(max(_LEAST_WORKING, min(_MOST_WORKING, round(_SHARE * self.width()))))

    def _show_in_diagram(self, area: QRect) -> None:
        place, shown = area.center(), self._pictures.widget(0)
        assert isinstance(shown, QScrollArea)
        shown.ensureVisible(place.x(), place.y(), area.width() // 2 + _GAP, area.height() // 2 + _GAP)

    def _lay_out(self) -> None:
        for picture in (self.diagram, self.strips):
            self._pictures.addWidget(_scrolling(picture))
        self.diagram.seen_wanted.connect(self._show_in_diagram)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 4)
        left.setSpacing(0)
        left.addWidget(self._pictures, 1)
        left.addWidget(self._hint)
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedWidth(1)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(_GAP)
        right.addWidget(self.picker)
        right.addWidget(self._working_area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addLayout(left, 1)
        row.addWidget(line)
        row.addWidget(self._right)


def _scrolling(content: QWidget) -> QScrollArea:
    """Return an area that scrolls `content` where it needs more than there is."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    for part in (area.viewport(), content):  # or each would lay its own ground over the panel's
        part.setAutoFillBackground(False)
    return area
