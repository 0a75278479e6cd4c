"""Links between neurons: curves whose colour is the sign and whose width is the strength of what they carry."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPen

from playground.core.probes import Floats
from playground.ui.network.colors import link_inks, link_level
from playground.ui.network.places import Places
from playground.ui.network.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Thickness:
    """Width in px of a link of strength s (0..1): least + span * s ** power."""

    least: float
    span: float
    power: float


SIGNALS = Thickness(0.5, 2.6, 1.3)
WEIGHTS = Thickness(0.6, 4.2, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Links from (`x0`, `y0`) to (`x1`, `y1`), each [n]; `carried` [n] is what they carry, weakest first."""

    x0: Places
    y0: Places
    x1: Places
    y1: Places
    carried: Floats

    def picked(self, which: NDArray[np.bool_]) -> "Curves":
        return Curves(self.x0[which], self.y0[which], self.x1[which], self.y1[which], self.carried[which])


def draw_links(sheet: Sheet, curves: Curves, largest: float, thickness: Thickness, faded: bool = False) -> None:
    """Draw `curves` in their order; `largest` is what a link of full strength carries."""
    if not 0 < largest < np.inf:
        return
    strength = np.minimum(np.abs(curves.carried) / largest, 1.0).astype(np.float32)
    widths = thickness.least + thickness.span * strength**thickness.power
    inks = link_inks(sheet.theme, faded)
    painter = sheet.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rows = zip(
        curves.x0.tolist(),
        curves.y0.tolist(),
        curves.x1.tolist(),
        curves.y1.tolist(),
        (curves.carried > 0).tolist(),
        link_level(strength).tolist(),
        widths.tolist(),
        strict=True,
    )
    for x0, y0, x1, y1, raises, level, width in rows:
        painter.setPen(QPen(inks[raises][level], width))
        painter.drawPath(_curve(x0, y0, x1, y1))


def _curve(x0: float, y0: float, x1: float, y1: float) -> QPainterPath:
    """Return a curve that leaves and arrives level."""
    path = QPainterPath(QPointF(x0, y0))
    middle = (x0 + x1) / 2
    path.cubicTo(middle, y0, middle, y1, x1, y1)
    return path


def lead_path(x0: float, y0: float, x1: float, heights: Places) -> QPainterPath:
    """Return thin curves that spread from one point to several heights."""
    path = QPainterPath()
    for y1 in heights.tolist():
        path.addPath(_curve(x0, y0, x1, y1))
    return path
