"""Circles of one layer, coloured all at once: to have Qt draw each takes four times as long."""

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from playground.core.probes import Floats, Ints
from playground.ui.network.colors import Colors
from playground.ui.network.places import Spots

_KEPT = 16  # layers; the dots of one take some 200 kB
_BYTE = np.uint32(8)
_LOW_BYTES = np.uint32(0x00FF00FF)  # of both halves of a colour


@dataclass(frozen=True, slots=True, eq=False)
class Discs:
    """The dots that the circles of a layer cover on the screen, as Qt draws circles with a rim of 1 px.

    They lie in an image of `rows` x `columns` dots whose corner is at `corner` px: `dots` [p] count them row by row,
    `owners` [p] are the circles they belong to, which do not touch. Of the colour in a dot so many 256ths come from
    the circle's inside (`inner` [p]) and from its rim (`rim` [p]).
    """

    rows: int
    columns: int
    dpr: float
    corner: QPointF
    dots: Ints
    owners: Ints
    inner: Colors
    rim: Colors

    def draw(self, painter: QPainter, insides: Colors, rims: Colors) -> None:
        """Draw circles with the colours `insides` [n] and `rims` [n]."""
        red_blue = self._mixed(insides & _LOW_BYTES, rims & _LOW_BYTES) >> _BYTE & _LOW_BYTES
        alpha_green = self._mixed(insides >> _BYTE & _LOW_BYTES, rims >> _BYTE & _LOW_BYTES) & ~_LOW_BYTES
        colors = np.zeros(self.rows * self.columns, dtype=np.uint32)
        colors[self.dots] = red_blue | alpha_green
        format_ = QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(colors.data, self.columns, self.rows, 4 * self.columns, format_)
        image.setDevicePixelRatio(self.dpr)
        painter.drawImage(self.corner, image)

    def _mixed(self, insides: Colors, rims: Colors) -> Colors:
        """Return 256 times the mix [p] of two channels, each in the low byte of 16 bits."""
        return insides[self.owners] * self.inner + rims[self.owners] * self.rim


@lru_cache(_KEPT)
def discs_of(spots: Spots, dpr: float) -> Discs:
    """Return the circles `spots` on a screen of `dpr` dots per px."""
    reach = spots.diameter / 2 + 1
    left, top = floor((spots.x.min() - reach) * dpr), floor((spots.y.min() - reach) * dpr)
    columns, rows = ceil((spots.x.max() + reach) * dpr) - left, ceil((spots.y.max() + reach) * dpr) - top
    image = QImage(columns, rows, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    corner = QPointF(left / dpr, top / dpr)
    filled = _cover(image, spots, corner, QPen(Qt.PenStyle.NoPen), QBrush(Qt.GlobalColor.white))
    rim = _cover(image, spots, corner, QPen(QColor(Qt.GlobalColor.white), 1), QBrush(Qt.BrushStyle.NoBrush))
    dots = np.flatnonzero((filled > 0) | (rim > 0))
    x, y = (dots % columns + left + 0.5) / dpr, (dots // columns + top + 0.5) / dpr
    owners = np.hypot(x[:, None] - spots.x, y[:, None] - spots.y).argmin(axis=1)
    inner, outer = _in_256ths(filled[dots] * (1 - rim[dots])), _in_256ths(rim[dots])
    return Discs(rows, columns, dpr, corner, dots, owners, np.minimum(inner, 256 - outer), outer)


def _in_256ths(shares: Floats) -> Colors:
    return np.asarray(np.rint(256 * shares), dtype=np.uint32)


def _cover(image: QImage, spots: Spots, corner: QPointF, pen: QPen, brush: QBrush) -> Floats:
    """Return how far, 0..1, pen and brush cover each dot [rows * columns] of `image`, row by row."""
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-corner)
    painter.setPen(pen)
    painter.setBrush(brush)
    radius = (spots.diameter - 1) / 2
    for position in range(len(spots.x)):
        painter.drawEllipse(spots.centre(position), radius, radius)
    painter.end()
    return np.asarray((np.frombuffer(image.constBits(), dtype=np.uint32) >> 24) / 255, dtype=np.float32)
