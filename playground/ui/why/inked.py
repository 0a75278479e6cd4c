"""Values of pixels as colours of the diverging map, with the ink to be seen beneath."""

import math

import numpy as np
from PySide6.QtGui import QColor, QImage

from playground.core.probes import Floats
from playground.ui.network.colors import image_of
from playground.ui.theme import Theme

_HALF = 128  # steps of the map on each side of 0
_INK = 0.36  # share of the ink's colour where a pixel is all ink and has no value
_FADES = 0.55  # what part of that a value at the end of the map takes away, so that its hue is not dulled
_ENDS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


def ramp_end(values: Floats) -> float:
    """Return the figure for both ends of the map: round and no less than any of `values`, so that it stands still
    while these move a little. 1 where all are 0.
    """
    largest = float(np.abs(values).max(initial=0.0))
    if not 0 < largest < math.inf:
        return 1.0
    decade = 10.0 ** math.floor(math.log10(largest))
    return next(decade * end for end in _ENDS if largest <= decade * end * (1 + 1e-9))


def inked_image(values: Floats, end: float, ink: Floats, theme: Theme) -> QImage:
    """Return `values` [h, w] from -end to end as an image of one point each, over `ink` [h, w] from 0 to 1."""
    parts = np.clip(values / end, -1.0, 1.0)
    colors = theme.diverging_table(2 * _HALF + 1)[np.rint(parts * _HALF).astype(np.intp) + _HALF]
    share = (_INK * ink * (1 - _FADES * np.abs(parts)))[..., None]
    dark = QColor(theme.ink)
    mixed = np.rint((1 - share) * colors + share * [dark.red(), dark.green(), dark.blue()])
    return image_of(np.asarray(mixed @ [1 << 16, 1 << 8, 1] + 0xFF000000, dtype=np.uint32))
