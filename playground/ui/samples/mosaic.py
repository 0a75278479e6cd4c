"""The pictures of all cells in one image, so that they cost one drawing."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, qRgb

from playground.ui.paper import GREYS, grey_steps
from playground.ui.samples.cells import EDGE, CellGrid, inside
from playground.ui.theme import Theme

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a mosaic is made for: the cells, the size of their widget in px, and the dots in a px of this screen."""

    grid: CellGrid
    size: QSize
    dpr: float

    @property
    def dots(self) -> tuple[int, int]:
        """Height and width in dots; the first cells are whole in the smallest widget, too."""
        frame = self.grid.frame_rect(self.grid.count - 1)
        height, width = max(self.size.height(), frame.bottom()), max(self.size.width(), frame.right())
        return round(height * self.dpr), round(width * self.dpr)

    def slices(self, place: QRectF) -> tuple[slice, slice]:
        """Return the rows and columns of dots that `place` covers."""
        top, left = round(place.y() * self.dpr), round(place.x() * self.dpr)
        bottom, right = round(place.bottom() * self.dpr), round(place.right() * self.dpr)
        return slice(top, bottom), slice(left, right)


def image_mosaic(values: NDArray[Any], high: float, sheet: Sheet) -> Bytes:
    """Return steps of grey [height, width] with the images `values` [n, h, w] in their cells, 255 where none is."""
    mosaic = np.full(sheet.dots, GREYS, dtype=np.uint8)
    rows, columns = values.shape[1:]
    room = sheet.grid.frame - 2 * EDGE
    dots = max(1, int(min(room / rows, room / columns) * sheet.dpr))
    large = grey_steps(values, high).repeat(dots, axis=1).repeat(dots, axis=2)
    for position, picture in enumerate(large):
        frame = sheet.grid.frame_rect(position)
        mosaic[sheet.slices(inside(frame))] = 0
        middle = frame.center() * sheet.dpr
        top, left = round(middle.y() - picture.shape[0] / 2), round(middle.x() - picture.shape[1] / 2)
        mosaic[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return mosaic


def mosaic_image(mosaic: Bytes, theme: Theme, dpr: float) -> QImage:
    """Return `mosaic`, from `image_mosaic`, as ink on paper for a screen of `dpr`; it is clear where no picture is."""
    height, width = mosaic.shape
    image = QImage(mosaic.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable([*(qRgb(*color) for color in theme.paper_table(GREYS).tolist()), 0])
    colored = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)  # also a copy: the bytes are `mosaic`'s
    colored.setDevicePixelRatio(dpr)
    return colored
