"""Ink -> the lines in its middle."""

import numpy as np
from numpy.typing import NDArray

_RING = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
"""The eight neighbours (row, column), from the one above on, clockwise."""


def thinned(inked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the middle lines of what is `inked` [h, w], one pixel wide.

    Ink is taken from its outline on as long as what is connected stays connected (Zhang and Suen, A fast parallel
    algorithm for thinning digital patterns, 1984).
    """
    lines = np.pad(inked, 1)
    while True:
        before = np.count_nonzero(lines)
        for even in (True, False):
            lines = lines & ~_outer(lines, even=even)
        if np.count_nonzero(lines) == before:
            return lines[1:-1, 1:-1]


def _outer(lines: NDArray[np.bool_], *, even: bool) -> NDArray[np.bool_]:
    """Return which pixels can go: those at one side of the outline that neither end a line nor join two."""
    ring = np.stack([np.roll(lines, (-row, -column), axis=(0, 1)) for row, column in _RING])
    above, right, below, left = ring[::2]
    count = ring.sum(axis=0)
    starts = (~ring & np.roll(ring, -1, axis=0)).sum(axis=0)
    side = ~(right & below & (above | left)) if even else ~(above & left & (right | below))
    outer: NDArray[np.bool_] = lines & (count >= 2) & (count <= 6) & (starts == 1) & side
    return outer
