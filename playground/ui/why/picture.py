"""A picture of the data set's resolution, crisp, whose pixels can be pointed at."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.look import Look
from playground.ui.paper import crisp_rect, draw_crisp, pixel_at, pixel_rect

_EDGE = 1
"""Width of the frame, px."""

Pixel = tuple[int, int]


class Picture(QWidget):
    """Shows an image as large as `fit` found that whole dots allow, in a frame."""

    pointed = Signal(object)
    """The mouse is over this pixel, (row, column), or None: over no pixel any more."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        """`name` says to people what is shown."""
        super().__init__(parent)
        self._look = look
        self._image: QImage | None = None
        self._pixel: Pixel | None = None
        self._side = 1
        self._shape = (1, 1)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_shape(self, shape: tuple[int, ...]) -> None:
        """Begin anew with pictures of `shape` (h, w)."""
        self._shape = (shape[0], shape[1])
        self._image = self._pixel = None
        self.update()

    def fit(self, room: QSize) -> None:
        """Be as large as whole dots for each pixel allow within `room`."""
        rows, columns = self._shape
        inner = self.rect().toRectF()
        inner.setSize((room - QSize(2 * _EDGE, 2 * _EDGE)).expandedTo(QSize(1, 1)).toSizeF())
        place = crisp_rect(inner, rows, columns, self.devicePixelRatioF())
        self.setFixedSize(round(place.width()) + 2 * _EDGE, round(place.height()) + 2 * _EDGE)

    def show_image(self, image: QImage | None) -> None:
        """Show `image`, one point for each pixel; None: nothing."""
        self._image = image
        self.update()

    def point_at(self, pixel: Pixel | None, side: int = 1) -> None:
        """Frame the square of `side` pixels around `pixel`; None: none."""
        if (pixel, side) != (self._pixel, self._side):
            self._pixel, self._side = pixel, side
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._look.theme
        inner = self.rect().toRectF().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        painter.fillRect(inner, theme.color("paper"))
        if self._image is not None:
            place = draw_crisp(painter, inner, self._image)
            if self._pixel is not None:
                self._paint_frame(painter, place, self._pixel)
        painter.setPen(QPen(theme.color("border"), _EDGE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_frame(self, painter: QPainter, place: QRectF, pixel: Pixel) -> None:
        reach, (rows, columns) = self._side // 2, self._shape
        first = pixel_rect(place, max(0, pixel[0] - reach), max(0, pixel[1] - reach), rows, columns)
        last = pixel_rect(place, min(rows - 1, pixel[0] + reach), min(columns - 1, pixel[1] + reach), rows, columns)
        painter.setPen(QPen(self._look.theme.color("text"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(first.united(last).adjusted(-0.5, -0.5, 0.5, 0.5))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inner = self.rect().toRectF().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        place = crisp_rect(inner, *self._shape, self.devicePixelRatioF())
        pixel = pixel_at(event.position(), place, *self._shape)
        self.pointed.emit(pixel if self._image is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(None)
