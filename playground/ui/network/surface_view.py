"""The decision surface: what the network answers everywhere in the plane, with the points of the data."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from playground.core.probes import Floats, Plane, Points
from playground.ui.figures import decimal
from playground.ui.look import Look
from playground.ui.network import words
from playground.ui.network.band import EDGE, Band
from playground.ui.network.colors import image_of, map_colors, map_shades
from playground.ui.network.contour import contour
from playground.ui.network.data_points import DataPoints, PlaneSquare
from playground.ui.network.paint_legend import cross, dots, hollow_dot, paint_legend
from playground.ui.network.painted import Painted, StillPart, halves
from playground.ui.network.sheet import Sheet
from playground.ui.network.structure import Structure
from playground.ui.plane_ground import surface_image

_AXIS = 28.0  # room for figures left of the square
_AXIS_BELOW = 18.0
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_STEP, _LARGE_STEP = 0.1, 1.0


class SurfaceView(Painted):
    """The plane, coloured by the answers. Click or drag to place the point that is tried, or move it by arrow keys:
    with Shift ten times as far.
    """

    point_chosen = Signal(float, float)

    def __init__(self, structure: Structure, extent: float, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._structure = structure
        self._extent = extent
        self._plane: Plane | None = None
        self._points = DataPoints()
        self._point: tuple[float, float] | None = None
        self._neuron: tuple[int, int] | None = None
        self._band = Band.of(self.height(), look.small)
        self._square = QRectF()
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Decision surface"))
        self.setToolTip(self.tr("Click to place your point; the arrow keys move it."))

    def width_for(self, height: int) -> int:
        """Return the width with which the square is as large as `height` allows."""
        return int(Band.of(height, self.look.small).height - _AXIS_BELOW + _AXIS + EDGE)

    def set_structure(self, structure: Structure) -> None:
        """Prepare for another network; the same one keeps what it shows."""
        if structure != self._structure:
            self._structure = structure
            self._plane, self._neuron = None, None
            self._points.take(None)
            self.repaint_picture()

    def show_plane(self, plane: Plane) -> None:
        """Show an answer; a late one, of a network before this one, is not shown."""
        if self._structure.fits_plane(plane):
            self._plane = plane
            self.repaint_picture()

    def show_points(self, points: Points) -> None:
        if self._points.take(points):
            self.repaint_picture()

    def show_neuron(self, neuron: tuple[int, int] | None) -> None:
        """Show the map of one neuron, (hidden layer, number), in place of the answers; None: the answers again."""
        if neuron != self._neuron:
            self._neuron = neuron
            self.repaint_picture()

    def set_point(self, point: tuple[float, float] | None) -> None:
        if point != self._point:
            self._point = point
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _STEPS.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        step = _LARGE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        x, y = self._point or (0.0, 0.0)
        self._choose(x + step * move[0], y + step * move[1])

    def arrange(self) -> None:
        self._band = Band.of(self.height(), self.look.small)
        side = int(min(self._band.height - _AXIS_BELOW, self.width() - _AXIS - EDGE))
        self._square = QRectF(_AXIS, self._band.top, side, side)

    def still_parts(self) -> Sequence[StillPart]:
        above, below = halves(self.rect(), self._band.rule - 2)
        return (
            StillPart(above, (self._structure, self._neuron), self._paint_surroundings),
            StillPart(below, self._points.counts, self._paint_legend),
        )

    def _paint_surroundings(self, sheet: Sheet) -> None:
        self._paint_head(sheet)
        self._paint_axes(sheet)

    def paint_picture(self, sheet: Sheet) -> None:
        field = self._image(sheet)
        if field is not None:
            sheet.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            sheet.painter.drawImage(self._square, field)
        sheet.painter.setClipRect(self._square)
        self._paint_contour(sheet)
        self._points.draw(sheet, self._places, self.size(), self.devicePixelRatioF())
        sheet.painter.setClipping(False)
        sheet.frame(self._square, "border")

    def paint_over(self, sheet: Sheet) -> None:
        """Paint the ring of the point that is tried."""
        if self._point is None:
            return
        x, y = self._places.at(np.array([self._point]))[0].tolist()
        sheet.painter.setPen(QPen(sheet.theme.color("surface"), 4))
        sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
        sheet.painter.drawEllipse(QPointF(x, y), 6.5, 6.5)
        sheet.painter.setPen(QPen(sheet.theme.color("text"), 2))
        sheet.painter.drawEllipse(QPointF(x, y), 6.5, 6.5)

    def _paint_head(self, sheet: Sheet) -> None:
        left, right = self._square.left(), self.width() - 4.0
        if self._neuron is None:
            sheet.head(self._band, left, right, words.surface_title(), words.surface_subtitle(self._structure))
        else:
            name = words.neuron_name(self._structure, *self._neuron)
            sheet.head(self._band, left, right, (name,), words.neuron_map_subtitle())

    def _image(self, sheet: Sheet) -> QImage | None:
        """Return what colours the square: the answers, or the map of the neuron that is looked at."""
        if self._plane is None:
            return None
        if self._neuron is not None:
            layer, number = self._neuron
            shades = map_shades(self._plane.neurons[layer], self._structure.activation)[number]
            return image_of(map_colors(shades, sheet.theme, sheet.theme.surface_mix))
        return surface_image(self._plane, sheet.theme)

    def _paint_contour(self, sheet: Sheet) -> None:
        """Paint the line where both of two classes are equally likely."""
        if self._plane is None or self._neuron is not None or len(self._structure.classes) != 2:
            return
        values: Floats = self._plane.surface[..., 1]
        cell = self._square.width() / len(values)
        corner = np.array([self._square.left(), self._square.top()] * 2) + cell / 2
        path = QPainterPath()
        for x0, y0, x1, y1 in (contour(values, 0.5) * cell + corner).tolist():
            path.moveTo(x0, y0)
            path.lineTo(x1, y1)
        sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
        sheet.painter.setPen(QPen(sheet.theme.color("text", 0.75), 1.25))
        sheet.painter.drawPath(path)

    def _paint_axes(self, sheet: Sheet) -> None:
        square = self._square
        for value in (-self._extent, -self._extent / 2, 0.0, self._extent / 2, self._extent):
            x, y = self._places.at(np.array([[value, value]]))[0].tolist()
            text = decimal(value, 0 if float(value).is_integer() else 1)
            y = min(max(y, square.top() + 5), square.bottom() - 5)
            sheet.text(QRectF(0, y - 8, square.left() - 6, 16), text, 11, role="text3", side="right")
            x = min(max(x, square.left() + 6), square.right() - 4)
            sheet.text(QRectF(x - 20, square.bottom() + 2, 40, 16), text, 11, role="text3", side="centre")

    def _paint_legend(self, sheet: Sheet) -> None:
        left, right = self._square.left(), self.width() - EDGE
        sheet.rule(left, right, self._band.rule)
        entries = [dots(words.train_points(), ("text2",)), hollow_dot(words.test_points(), "text2")]
        variants = [entries]
        if self._points.counts is not None:
            variants = [[*entries, cross(text, "danger")] for text in words.wrong_points(*self._points.counts)]
        paint_legend(sheet, self._band.legend(left, right), variants)

    @property
    def _places(self) -> PlaneSquare:
        return PlaneSquare(self._square, self._extent)

    def _choose_at(self, position: QPointF) -> None:
        square = self._square
        x = ((position.x() - square.left()) / square.width() * 2 - 1) * self._extent
        y = (1 - (position.y() - square.top()) / square.height() * 2) * self._extent
        self._choose(x, y)

    def _choose(self, x: float, y: float) -> None:
        x, y = (round(min(max(value, -self._extent), self._extent), 2) for value in (x, y))
        self.point_chosen.emit(x, y)
