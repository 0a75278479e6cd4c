"""The page of plane data: the diagram with its maps, and the decision surface at its right."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.core.probes import Flow, Plane, Points
from playground.ui.look import Look
from playground.ui.network.plane_diagram import PlaneDiagram
from playground.ui.network.sideways import Sideways
from playground.ui.network.structure import Structure
from playground.ui.network.surface_view import SurfaceView

EXTENT = 6.0
"""All plane data lies in the square from -6 to 6."""

_SURFACE_SHARE = 0.46  # of the width, at most


class PlanePage(QWidget):
    """Shows planes, points and flows of plane data."""

    point_chosen = Signal(float, float)
    neuron_pointed = Signal(object)

    def __init__(self, structure: Structure, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._diagram = PlaneDiagram(structure, EXTENT, look)
        self._surface = SurfaceView(structure, EXTENT, look, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Sideways(self._diagram, self), 1)
        layout.addWidget(self._surface)
        self._diagram.neuron_pointed.connect(self._surface.show_neuron)
        self._diagram.neuron_pointed.connect(self.neuron_pointed)
        self._surface.point_chosen.connect(self.point_chosen)

    def set_structure(self, structure: Structure) -> None:
        self._diagram.set_structure(structure)
        self._surface.set_structure(structure)

    def set_point(self, point: tuple[float, float] | None) -> None:
        """Mark the point that is tried everywhere."""
        self._diagram.set_point(point)
        self._surface.set_point(point)

    def show_plane(self, plane: Plane) -> None:
        self._diagram.show_plane(plane)
        self._surface.show_plane(plane)

    def show_points(self, points: Points) -> None:
        self._surface.show_points(points)

    def show_flow(self, flow: Flow) -> None:
        self._diagram.show_flow(flow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._surface.setFixedWidth(min(self._surface.width_for(self.height()), int(_SURFACE_SHARE * self.width())))
