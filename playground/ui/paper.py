"""Pictures of a data set as ink on paper, pixel for pixel."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, qRgb

from playground.ui.theme import Theme

GREYS = 255
"""Steps from paper to ink. The 256th place in a table of bytes is left for what is no paper."""


def grey_steps(values: NDArray[Any], high: float) -> NDArray[np.uint8]:
    """Return stored values 0..high, of any shape, as steps 0..GREYS - 1 on one scale for all pictures."""
    scale = (GREYS - 1) / max(high, 1e-12)
    if values.dtype == np.uint8:
        table = np.clip(np.rint(np.arange(256) * scale), 0, GREYS - 1).astype(np.uint8)
        steps: NDArray[np.uint8] = table[values]
        return steps
    return np.clip(np.rint(values * scale), 0, GREYS - 1).astype(np.uint8)


def paper_image(values: NDArray[Any], high: float, theme: Theme) -> QImage:
    """Return `values` [h, w], stored values 0..high, as an image of one point per pixel."""
    steps = np.ascontiguousarray(grey_steps(values, high))
    rows, columns = steps.shape
    image = QImage(steps.data, columns, rows, columns, QImage.Format.Format_Indexed8)
    image.setColorTable([qRgb(*color) for color in theme.paper_table(GREYS).tolist()])
    return image.copy()  # the bytes belong to `steps`


def crisp_rect(area: QRectF, rows: int, columns: int, dpr: float) -> QRectF:
    """Return the largest rectangle in the middle of `area` in which every picture's pixel has equally many dots."""
    dots = int(min(area.width() * dpr / columns, area.height() * dpr / rows))
    size = max(1, dots) / dpr
    width, height = columns * size, rows * size
    left = round((area.x() + (area.width() - width) / 2) * dpr) / dpr
    top = round((area.y() + (area.height() - height) / 2) * dpr) / dpr
    return QRectF(left, top, width, height)


def draw_crisp(painter: QPainter, area: QRectF, image: QImage) -> QRectF:
    """Draw `image` as large as whole dots allow in the middle of `area`; returns where."""
    dpr = painter.device().devicePixelRatioF()
    place = crisp_rect(area, image.height(), image.width(), dpr)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(place, image)
    return place


def pixel_at(point: QPointF, place: QRectF, rows: int, columns: int) -> tuple[int, int] | None:
    """Return row and column of the picture's pixel under `point`, where the picture is drawn at `place`."""
    if not place.contains(point):
        return None
    row = int((point.y() - place.y()) * rows / place.height())
    column = int((point.x() - place.x()) * columns / place.width())
    return min(row, rows - 1), min(column, columns - 1)


def pixel_rect(place: QRectF, row: int, column: int, rows: int, columns: int) -> QRectF:
    """Return where one pixel of the picture at `place` is drawn."""
    width, height = place.width() / columns, place.height() / rows
    return QRectF(place.x() + column * width, place.y() + row * height, width, height)
