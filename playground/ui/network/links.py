"""Links between neurons: curves whose colour is the sign and whose width is the strength of what they carry."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
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

_APART = 0.5  # dots at most from one strand of a link to the next: at more, gaps shine through
_MOST_STRANDS = 4  # of more it would take as long as Qt's own wide line


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
    hair = 1 / painter.device().devicePixelRatioF()
    reaches = np.maximum(widths - hair, 0) / 2
    rows = zip(
        curves.x0.tolist(),
        curves.y0.tolist(),
        curves.x1.tolist(),
        curves.y1.tolist(),
        _leans(curves).tolist(),
        reaches.tolist(),
        (np.ceil(2 * reaches / (_APART * hair)).astype(np.int64) + 1).tolist(),
        widths.tolist(),
        (curves.carried > 0).tolist(),
        link_level(strength).tolist(),
        strict=True,
    )
    for x0, y0, x1, y1, lean, reach, count, width, raises, level in rows:
        whole = count > _MOST_STRANDS
        painter.setPen(QPen(inks[raises][level], width if whole else min(width, hair)))
        painter.drawPath(_strands(x0, y0, x1, y1, lean, reach, 1 if whole else count))


def _leans(curves: Curves) -> Places:
    """Return how far to the right, for each px down, a strand's handles move for it to run beside its curve.

    Half way the curve falls by (0.75 dx, 1.5 dy). A strand one px below its ends is only cos px away from it there,
    so it moves on by (1 - cos) / sin; at the middle a cubic curve moves by 3/4 of what both its handles do.
    """
    across, down = 0.75 * (curves.x1 - curves.x0), 1.5 * (curves.y1 - curves.y0)
    length = np.hypot(across, down)
    level = np.abs(down) < 1e-6
    leans: Places = np.where(level, 0.0, 4 / 3 * (across - length) / np.where(level, 1.0, down))
    return leans


def _strands(x0: float, y0: float, x1: float, y1: float, lean: float, reach: float, count: int) -> QPainterPath:
    """Return `count` curves side by side, up to `reach` above and below the one between the points.

    Qt draws a smooth line of one dot several times as fast as a wider one, so most links are made of some of these.
    """
    path = QPainterPath()
    middle = (x0 + x1) / 2
    for number in range(count):
        aside = reach * (2 * number / (count - 1) - 1) if count > 1 else 0.0
        handle = middle + lean * aside
        path.moveTo(x0, y0 + aside)
        path.cubicTo(handle, y0 + aside, handle, y1 + aside, x1, y1 + aside)
    return path


def lead_path(x0: float, y0: float, x1: float, heights: Places) -> QPainterPath:
    """Return thin curves that spread from one point to several heights."""
    path = QPainterPath()
    for y1 in heights.tolist():
        path.addPath(_strands(x0, y0, x1, y1, 0.0, 0.0, 1))
    return path
