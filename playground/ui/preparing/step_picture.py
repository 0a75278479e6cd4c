"""The picture of one step: the sheet as it is, or what the network would see after the step."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.core.preparation import Sketch, Source
from playground.ui.ink_path import paint_sketch
from playground.ui.look import Look
from playground.ui.paper import draw_crisp, paper_image
from playground.ui.preparing.guides import Guides, paint_guides

FRAME = 1
"""Room around the picture, in px."""

_RADIUS = 4
_FAINT = 0.4
_GUIDES = 0.8  # of full colour: the picture beneath stays in sight


class StepPicture(QWidget):
    """A square of paper with a frame. A step that is off is shown faint, in a broken frame."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._source: Source | None = None
        self._image: NDArray[np.uint8] | None = None
        self._high = 255.0
        self._guides = Guides()
        self._faint = False
        self._last = False
        look.changed.connect(self.update)

    def set_last(self, last: bool) -> None:
        """Tell whether this is what the network sees in the end."""
        self._last = last
        self.update()

    def show_source(self, source: Source) -> None:
        """Show a drawing or picture as it is."""
        self._source, self._image = source, None
        self.update()

    def show_image(self, image: NDArray[np.uint8] | None, high: float, guides: Guides, *, faint: bool) -> None:
        """Show `image` [h, w], stored values 0..high, or that nothing is to be seen."""
        self._source, self._image, self._high, self._guides, self._faint = None, image, high, guides, faint
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(theme.color("paper"))
        painter.setPen(self._edge_pen())
        painter.drawRoundedRect(edge, _RADIUS, _RADIUS)
        inner = QRectF(self.rect()).adjusted(FRAME, FRAME, -FRAME, -FRAME)
        if isinstance(self._source, Sketch):
            paint_sketch(painter, self._source, inner, theme.color("ink"))
        elif self._source is not None:
            self._paint_grey(painter, self._source, inner)
        elif self._image is not None:
            self._paint_image(painter, self._image, inner)

    def _edge_pen(self) -> QPen:
        if self._last:
            return QPen(self._look.theme.color("accent"), 1)
        style = Qt.PenStyle.DashLine if self._faint else Qt.PenStyle.SolidLine
        return QPen(self._look.theme.color("border"), 1, style)

    def _paint_grey(self, painter: QPainter, grey: NDArray[np.uint8], inner: QRectF) -> None:
        """Draw a picture as it came, whole and in proportion."""
        height, width = grey.shape
        bytes_ = np.ascontiguousarray(grey)
        image = QImage(bytes_.data, width, height, width, QImage.Format.Format_Grayscale8)
        size = image.size().toSizeF().scaled(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(inner.topLeft(), size)
        place.moveCenter(inner.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)

    def _paint_image(self, painter: QPainter, image: NDArray[np.uint8], inner: QRectF) -> None:
        painter.setOpacity(_FAINT if self._faint else 1.0)
        place = draw_crisp(painter, inner, paper_image(image, self._high, self._look.theme))
        painter.setOpacity(1.0)
        color = self._look.theme.color("accent", _GUIDES)
        paint_guides(painter, self._guides, place, place.width() / image.shape[1], color)
