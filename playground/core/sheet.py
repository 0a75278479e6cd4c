"""The sheet of a drawing: a square whose side is 1, onto which drawings from elsewhere are fitted."""

import numpy as np
from numpy.typing import NDArray

from playground.core.strokes import Strokes

_MARGIN = 0.1
"""What is left free on each side around a drawing that had to be fitted, as part of the sheet."""


def onto_sheet(strokes: Strokes) -> list[NDArray[np.float64]]:
    """Return `strokes`, in any unit, as they lie on the sheet (0..1 in x and y); none where there is nothing to see.

    Those that lie on it already stay where they are. Others are scaled into its middle, with a margin and in their
    proportions. Points that are not finite are left out.
    """
    shaped = [np.asarray(stroke, np.float64).reshape(-1, 2) for stroke in strokes]
    finite = [stroke[np.isfinite(stroke).all(axis=1)] for stroke in shaped]
    kept = [stroke for stroke in finite if len(stroke)]
    if not kept:
        return []
    points = np.concatenate(kept)
    low, high = points.min(axis=0), points.max(axis=0)
    if low.min() >= 0 and high.max() <= 1:
        return kept
    unit = max(float(np.abs(points).max()), 1e-300)  # first, so that huge numbers cannot overflow
    low, high = low / unit, high / unit
    size = float((high - low).max())
    scale = (1 - 2 * _MARGIN) / size if size > 0 else 0.0
    return [(stroke / unit - (low + high) / 2) * scale + 0.5 for stroke in kept]
