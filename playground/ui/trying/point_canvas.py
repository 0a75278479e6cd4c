"""The plane with the training points, and the point that is being tried."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.probes import Points
from playground.ui.look import Look
from playground.ui.plane_ground import Dots, Scale, dots_image

_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_RADIUS = 4
_RING = 6.0


class PointCanvas(QWidget):
    """Click or drag to place a point; the arrow keys move it by a tenth, with Shift by one."""

    placed = Signal(float, float)
    """The person placed the point at x, y."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._extent = 6.0
        self._point: tuple[float, float] | None = None
        self._dots: Dots | None = None
        self._image: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("The plane: a click places a point, the arrow keys move it"))
        self.setToolTip(self.tr("Click or drag to place a point. The arrow keys move it, with Shift in large steps."))
        look.changed.connect(self._on_look_changed)

    @property
    def extent(self) -> float:
        return self._extent

    def set_extent(self, extent: float) -> None:
        """Show the square of +-`extent`, without points."""
        self._extent, self._dots, self._image = extent, None, None
        self.update()

    def show_points(self, points: Points) -> None:
        """Draw the training points."""
        dots = Dots(points.train, points.train_labels)
        if not dots.same_as(self._dots):
            self._dots, self._image = dots, None
            self.update()

    def show_point(self, point: tuple[float, float] | None) -> None:
        """Put the crosshair at `point`, or take it away."""
        self._point = point
        self.update()

    def place_of(self, point: tuple[float, float]) -> QPointF:
        """Return where `point` is, in px of this widget."""
        sheet = self._sheet()
        across, down = (point[0] + self._extent) / (2 * self._extent), (self._extent - point[1]) / (2 * self._extent)
        return QPointF(sheet.x() + across * sheet.width(), sheet.y() + down * sheet.height())

    def sizeHint(self) -> QSize:
        return QSize(208, 208)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        sheet = self._sheet()
        frame = QPainterPath()
        frame.addRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.fillPath(frame, theme.color("paper"))
        painter.setClipPath(frame)
        self._paint_axes(painter, sheet)
        if self._dots is not None:
            painter.drawImage(sheet, self._points(self._dots, sheet.width()))
        if self._point is not None:
            self._paint_cross(painter, sheet, self.place_of(self._point))
        painter.setClipping(False)
        focused = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent" if focused else "border"), 2 if focused else 1))
        painter.drawPath(frame)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._place(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._place(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        size = 1.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.1
        x, y = self._point if self._point is not None else (0.0, 0.0)
        self._say(x + size * step[0], y + size * step[1])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _sheet(self) -> QRectF:
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) // 2, 0, side, side)

    def _place(self, place: QPointF) -> None:
        sheet = self._sheet()
        across = (place.x() - sheet.x()) / max(1.0, sheet.width())
        down = (place.y() - sheet.y()) / max(1.0, sheet.height())
        self._say((2 * across - 1) * self._extent, (1 - 2 * down) * self._extent)

    def _say(self, x: float, y: float) -> None:
        x, y = (float(np.clip(round(value, 2), -self._extent, self._extent)) for value in (x, y))
        self.placed.emit(x, y)

    def _points(self, dots: Dots, side: float) -> QImage:
        dpr = self.devicePixelRatioF()
        scale = Scale(self._extent, side * dpr / (2 * self._extent))
        if self._image is None or self._image.width() != scale.side:
            self._image = dots_image(dots, self._look.theme, scale, 4.5 * dpr, 0.5 * dpr)
        return self._image

    def _paint_axes(self, painter: QPainter, sheet: QRectF) -> None:
        painter.setPen(QPen(self._look.theme.color("grid"), 1))
        middle = sheet.center()
        painter.drawLine(QPointF(sheet.left(), middle.y()), QPointF(sheet.right(), middle.y()))
        painter.drawLine(QPointF(middle.x(), sheet.top()), QPointF(middle.x(), sheet.bottom()))

    def _paint_cross(self, painter: QPainter, sheet: QRectF, place: QPointF) -> None:
        theme = self._look.theme
        pen = QPen(theme.color("text", 0.75), 1)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(sheet.left(), place.y()), QPointF(sheet.right(), place.y()))
        painter.drawLine(QPointF(place.x(), sheet.top()), QPointF(place.x(), sheet.bottom()))
        painter.setPen(QPen(theme.color("text"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(place, _RING, _RING)

    def _on_look_changed(self) -> None:
        self._image = None
        self.update()
