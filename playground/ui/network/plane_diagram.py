"""The diagram of plane data: what each neuron says everywhere in the plane, and how that becomes an answer."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from playground.core.probes import Flow, Plane
from playground.ui.look import Look
from playground.ui.network import words
from playground.ui.network.painted import Painted, StillPart, halves
from playground.ui.network.plane_places import lay_out_plane
from playground.ui.network.plane_scene import (
    PlaneScene,
    paint_plane_foot,
    paint_plane_scene,
    paint_plane_surroundings,
)
from playground.ui.network.sheet import Sheet
from playground.ui.network.structure import Structure

_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class PlaneDiagram(Painted):
    """Paints a network over the plane. Hover a neuron, or go to it with the arrow keys, to see its map large."""

    neuron_pointed = Signal(object)
    """(hidden layer, neuron) that is looked at, or None."""

    def __init__(self, structure: Structure, extent: float, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._structure = structure
        self._extent = extent
        self._plane: Plane | None = None
        self._flow: Flow | None = None
        self._point: tuple[float, float] | None = None
        self._hovered: tuple[int, int] | None = None
        self._layout = lay_out_plane(structure, self.width(), self.height(), look)
        self.setAccessibleName(self.tr("Network diagram"))

    def set_structure(self, structure: Structure) -> None:
        """Draw the skeleton of another network; the same one keeps what it shows."""
        if structure != self._structure:
            self._structure = structure
            self._plane, self._flow = None, None
            self._point_at(None)
            self.rearrange()

    def show_plane(self, plane: Plane) -> None:
        """Show an answer; a late one, of a network before this one, is not shown."""
        if self._structure.fits_plane(plane):
            self._plane = plane
            self.repaint_picture()

    def show_flow(self, flow: Flow) -> None:
        """Show what the network answers for the point that is tried."""
        if self._structure.fits_flow(flow):
            self._flow = flow
            self.repaint_picture()

    def set_point(self, point: tuple[float, float] | None) -> None:
        """Mark the point that is tried in every map; None: there is none."""
        if point != self._point:
            self._point = point
            self._flow = self._flow if point is not None else None
            self.repaint_picture()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tooltip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._layout.neuron_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _STEPS.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        column, position = self._hovered or (0, 0)
        column = min(max(column + move[0], 0), len(self._layout.columns) - 1)
        position = min(max(position + move[1], 0), len(self._layout.columns[column].x) - 1)
        maps = self._layout.columns[column]
        if column > 0:
            self.bring_into(self._layout.between, maps.left, maps.right)
        self._point_at((column, position))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)

    def _point_at(self, neuron: tuple[int, int] | None) -> None:
        if neuron == self._hovered:
            return
        self._hovered = neuron
        if neuron is not None:
            self.setAccessibleDescription(", ".join(self._said_of(neuron)))
        self.neuron_pointed.emit(None if neuron is None or neuron[0] == 0 else (neuron[0] - 1, neuron[1]))
        self.repaint_picture()

    def _tooltip_at(self, point: QPointF) -> str:
        neuron = self._layout.neuron_at(point)
        return "\n".join(self._said_of(neuron)) if neuron is not None else ""

    def _said_of(self, neuron: tuple[int, int]) -> Sequence[str]:
        """Return what there is to say of a neuron, line by line."""
        column, position = neuron
        if column == 0:
            return (words.plane_input(position, self._point),)
        layer = column - 1
        shown = self._flow.layers[layer].shown.tolist() if self._flow is not None else []
        if self._flow is None or position not in shown:
            return (words.neuron_name(self._structure, layer, position),)
        return words.arithmetic(self._structure, self._flow, layer, shown.index(position)).lines

    def arrange(self) -> None:
        whole = lay_out_plane(self._structure, self.width(), self.height(), self.look)
        self._layout = whole.seen(*self.view)
        self.setMinimumWidth(ceil(lay_out_plane(self._structure, 0, self.height(), self.look).width))

    def still_parts(self) -> Sequence[StillPart]:
        above, below = halves(self.rect(), self._layout.band.rule - 2)
        return (
            StillPart(above, self._structure, lambda sheet: paint_plane_surroundings(sheet, self._scene())),
            StillPart(
                below,
                (self._structure, self._point is None),
                lambda sheet: paint_plane_foot(sheet, self._scene()),
            ),
        )

    def paint_picture(self, sheet: Sheet) -> None:
        paint_plane_scene(sheet, self._scene())

    def _scene(self) -> PlaneScene:
        return PlaneScene(
            structure=self._structure,
            layout=self._layout,
            plane=self._plane,
            flow=self._flow,
            point=self._point,
            hovered=self._hovered,
            extent=self._extent,
        )
