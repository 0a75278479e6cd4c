"""The Network panel: how what goes into the network becomes an answer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from playground.core.catalog import Drawing, Family
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.probes import (
    AskFlow,
    AskPlane,
    AskPoints,
    Example,
    ExampleAt,
    Flow,
    Part,
    Plane,
    Points,
    Question,
)
from playground.core.rules import parameter_count
from playground.ui.example_words import in_part, kind_of
from playground.ui.input_switch import InputChoice, InputSwitch
from playground.ui.look import Look
from playground.ui.network.inputs import DRAWING, SAMPLE, Inputs
from playground.ui.network.structure import Structure

if TYPE_CHECKING:  # what draws networks is imported once there is one: the window is there before it
    from playground.ui.network.diagram import NetworkDiagram
    from playground.ui.network.plane_page import PlanePage
    from playground.ui.network.sideways import Sideways

_CELLS = (100, 72, 50, 36, 24, 16, 10)  # of the decision surface, along one side
_PRODUCTS = 1e9  # multiplications that one survey of the plane may take: some 50 ms
_MAP_CELLS = ((8, 44), (12, 28), (64, 20))  # the widest layer, and how many cells its maps have: one for each px
_SENTENCE_WIDTH = 480
_LARGE_MAP_CELLS = 72  # of the map of a neuron that is looked at


class NetworkPanel(QWidget):
    """Shows the network with what flows through it: the drawing, row or point that is tried, or an example.

    It is an `AskingPanel`.
    """

    questions_changed = Signal()
    action_requested = Signal()
    """The button below the sentence of `show_missing` was pressed."""
    other_action_requested = Signal()
    """The quiet button beside it was pressed."""
    point_chosen = Signal(float, float)
    """A point of the plane was clicked."""
    input_changed = Signal(object)
    """There is another Input that goes through the network; None: there is none."""
    choice_changed = Signal(object)
    """What can be chosen as input is called otherwise, or the other one is taken: an InputChoice."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._structure: Structure | None = None
        self._facts: DataFacts | None = None
        self._inputs = Inputs()
        self._neuron_pointed = False
        self._diagram: NetworkDiagram | None = None
        self._diagram_page: Sideways | None = None
        self._plane_page: PlanePage | None = None
        self._sentence = QLabel()
        self._action, self._other = QPushButton(), QPushButton()
        self._missing_page = self._make_missing_page()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._missing_page)
        self._input_label, self._input = QLabel(self.tr("Input"), self), InputSwitch(self)
        self._input_label.setProperty("role", "label")
        self._input.chosen.connect(self.show_input)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.show_missing("", "")

    @property
    def title(self) -> str:
        return self.tr("Network")

    @property
    def about(self) -> str:
        return self.tr("how what goes in becomes an answer")

    def header_controls(self) -> Sequence[QWidget]:
        return (self._input_label, self._input)

    def show_facts(self, experiment: Experiment, facts: DataFacts | None) -> None:
        """Draw the skeleton of the experiment's network at once; without facts of the data nothing is known of it."""
        self._facts = facts
        if facts is None:
            self._structure = None
            self.show_missing(self.tr("The network appears here as soon as its data is loaded."), "")
            return
        self._structure = Structure.of(experiment, facts)
        self._inputs.set_facts(facts)
        if facts.family is Family.PLANE:
            self._show_plane_page(self._structure)
        else:
            self._show_diagram(self._structure)
        self._update_input()
        self._tell_input()

    def note_settings(self, experiment: Experiment) -> None:
        """Say that the network goes on with the settings of `experiment`, which may turn round what outputs mean."""
        if self._structure is None or self._facts is None:
            return
        structure = self._structure.with_targets_of(experiment)
        if structure == self._structure:
            return
        self._structure = structure
        if self._plane_page is not None and self._is_plane:
            self._plane_page.set_structure(structure)
        elif self._diagram is not None:
            self._diagram.set_structure(structure)
        self.questions_changed.emit()

    def show_missing(self, text: str, action: str, other: str = "") -> None:
        """Show a sentence in place of the network, and below it a button for each of `action` and a quieter `other`
        that says what it does.
        """
        self._sentence.setText(text)
        for button, does in ((self._action, action), (self._other, other)):
            button.setText(does)
            button.setVisible(bool(does))
        self._pages.setCurrentWidget(self._missing_page)
        self._update_input(offered=False)

    def set_drawing(self, example: Example | None) -> None:
        """Take what canvas, crosshair or sliders hold now; None: nothing."""
        self._inputs.drawing = example
        if self._plane_page is not None:
            self._plane_page.set_point(_point_of(example))
        if self._inputs.taken == DRAWING or self._is_plane:
            self._input_changed()

    def set_sample(self, sample: ExampleAt | None) -> None:
        """Take an example of the data."""
        self._inputs.sample = sample
        self._update_input(offered=self._choice.offered)
        if self._inputs.taken == SAMPLE:
            self._input_changed()

    def show_input(self, which: str) -> None:
        """Send through what is tried ("drawing") or the example ("sample")."""
        if which != self._inputs.taken:
            self._inputs.taken = which
            self._show_choice(replace(self._choice, taken=which))
            self._input_changed()

    def questions(self) -> Sequence[Question]:
        if self._structure is None:
            return ()
        if not self._is_plane:
            asked = self._inputs.asked
            return (AskFlow(asked),) if asked is not None else ()
        point = self._inputs.input
        flow = (AskFlow(point, links=0, answer_links=0),) if point is not None else ()
        return (self._plane_question(self._structure), AskPoints(), *flow)

    def show_answer(self, answer: object) -> None:
        """Show an answer to one of the questions; others are left alone."""
        if self._structure is None:
            return
        if self._is_plane:
            self._show_plane_answer(answer)
        elif isinstance(answer, Flow) and self._diagram is not None:
            self._diagram.show_flow(answer, self._inputs.feeds(answer))

    @property
    def _is_plane(self) -> bool:
        return self._structure is not None and self._structure.family is Family.PLANE

    def _show_plane_answer(self, answer: object) -> None:
        if self._plane_page is None:
            return
        if isinstance(answer, Plane):
            self._plane_page.show_plane(answer)
        elif isinstance(answer, Points):
            self._plane_page.show_points(answer)
        elif isinstance(answer, Flow) and self._inputs.input is not None:
            self._plane_page.show_flow(answer)

    def _plane_question(self, structure: Structure) -> AskPlane:
        from playground.ui.network.plane_page import EXTENT

        products = parameter_count((2, *structure.sizes))
        cells = next((cells for cells in _CELLS if cells * cells * products <= _PRODUCTS), _CELLS[-1])
        widest = max(structure.shown[:-1], default=1)
        map_cells = next(cells for most, cells in _MAP_CELLS if widest <= most)
        wanted = _LARGE_MAP_CELLS if self._neuron_pointed else map_cells
        return AskPlane(extent=EXTENT, cells=cells, neuron_cells=min(wanted, cells))

    def _input_changed(self) -> None:
        if self._diagram is not None and self._inputs.input is None:
            self._diagram.take_input_away()
        self._tell_input()

    def _tell_input(self) -> None:
        self.input_changed.emit(self._inputs.input)
        self.questions_changed.emit()

    def _show_diagram(self, structure: Structure) -> None:
        if self._diagram is None or self._diagram_page is None:
            from playground.ui.network.diagram import NetworkDiagram
            from playground.ui.network.sideways import Sideways

            self._diagram = NetworkDiagram(structure, self._look)
            self._diagram_page = Sideways(self._diagram, self)
            self._pages.addWidget(self._diagram_page)
        self._diagram.set_structure(structure)
        self._pages.setCurrentWidget(self._diagram_page)

    def _show_plane_page(self, structure: Structure) -> None:
        if self._plane_page is None:
            from playground.ui.network.plane_page import PlanePage

            self._plane_page = PlanePage(structure, self._look, self)
            self._plane_page.point_chosen.connect(self.point_chosen)
            self._plane_page.neuron_pointed.connect(self._on_neuron_pointed)
            self._pages.addWidget(self._plane_page)
        self._plane_page.set_structure(structure)
        self._plane_page.set_point(_point_of(self._inputs.drawing))
        self._pages.setCurrentWidget(self._plane_page)

    def _make_missing_page(self) -> QWidget:
        page = QWidget(self)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setWordWrap(True)
        self._sentence.setProperty("role", "hint")
        self._sentence.setMaximumWidth(_SENTENCE_WIDTH)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action.clicked.connect(self.action_requested)
        self._other.setProperty("quiet", True)
        self._other.clicked.connect(self.other_action_requested)
        sentence, buttons = QHBoxLayout(), QHBoxLayout()
        sentence.addWidget(self._sentence)
        buttons.setSpacing(8)
        for button in (self._action, self._other):
            buttons.addWidget(button)
        buttons.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(48, 16, 48, 16)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addLayout(sentence)
        layout.addLayout(buttons)
        layout.addStretch(1)
        return page

    def _update_input(self, *, offered: bool = True) -> None:
        """Name both inputs as the data does; in the plane there is only the point that is tried."""
        facts, sample = self._facts, self._inputs.sample
        own, example = self.tr("My drawing"), self.tr("Test image")
        if facts is not None:
            example = in_part(kind_of(facts), sample is not None and sample.part is Part.TRAIN)
            if facts.family is Family.TABLE:
                own = self.tr("My row")
            elif facts.drawing is Drawing.NONE:
                own = self.tr("My picture")
        offered = offered and facts is not None and facts.family is not Family.PLANE
        self._show_choice(InputChoice(self._inputs.taken, own, example, offered))

    def _show_choice(self, choice: InputChoice) -> None:
        self._choice = choice
        self._input.show_choice(choice)
        for part in (self._input, self._input_label):
            part.setVisible(choice.offered)
        self.choice_changed.emit(choice)

    def _on_neuron_pointed(self, neuron: object) -> None:
        if self._neuron_pointed != (neuron is not None):
            self._neuron_pointed = neuron is not None
            self.questions_changed.emit()


def _point_of(example: Example | None) -> tuple[float, float] | None:
    if example is None or example.values.shape != (2,):
        return None
    return float(example.values[0]), float(example.values[1])
