"""Ink -> the lines in its middle, as strokes."""

import numpy as np
from numpy.typing import NDArray

from playground.core.stroke_paths import Floats, Strokes

_RING = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
"""The eight neighbours (row, column), from the one above on, clockwise."""


def skeleton(inked: NDArray[np.bool_]) -> Strokes:
    """Return the middle lines of what is `inked` [h, w] as short strokes from pixel to pixel, points as (column, row).

    What is inked is thinned from its outline on until lines of one pixel are left, which keeps what is connected
    connected (Zhang and Suen, A fast parallel algorithm for thinning digital patterns, 1984).
    """
    lines = np.pad(inked, 1)
    while True:
        before = np.count_nonzero(lines)
        for even in (True, False):
            lines = lines & ~_outer(lines, even=even)
        if np.count_nonzero(lines) == before:
            return _strokes(lines[1:-1, 1:-1])


def _outer(lines: NDArray[np.bool_], *, even: bool) -> NDArray[np.bool_]:
    """Return which pixels can go: those at one side of the outline that neither end a line nor join two."""
    ring = np.stack([np.roll(lines, (-row, -column), axis=(0, 1)) for row, column in _RING])
    above, right, below, left = ring[::2]
    count = ring.sum(axis=0)
    starts = (~ring & np.roll(ring, -1, axis=0)).sum(axis=0)
    side = ~(right & below & (above | left)) if even else ~(above & left & (right | below))
    outer: NDArray[np.bool_] = lines & (count >= 2) & (count <= 6) & (starts == 1) & side
    return outer


def _strokes(lines: NDArray[np.bool_]) -> list[Floats]:
    """Join each pixel to its neighbours, across a corner only where no pixel fills it; lone pixels become dots."""
    padded = np.pad(lines, 1)
    down = padded[1:-1, 1:-1] & padded[2:, 1:-1]
    right = padded[1:-1, 1:-1] & padded[1:-1, 2:]
    falling = padded[1:-1, 1:-1] & padded[2:, 2:] & ~padded[2:, 1:-1] & ~padded[1:-1, 2:]
    rising = padded[2:, 1:-1] & padded[1:-1, 2:] & ~padded[1:-1, 1:-1] & ~padded[2:, 2:]
    joins = [
        *_joins(down, (0, 0), (1, 0)),
        *_joins(right, (0, 0), (0, 1)),
        *_joins(falling, (0, 0), (1, 1)),
        *_joins(rising, (1, 0), (0, 1)),
    ]
    return [*joins, *np.argwhere(lines)[:, None, ::-1].astype(np.float64)]


def _joins(where: NDArray[np.bool_], start: tuple[int, int], end: tuple[int, int]) -> Floats:
    """Return strokes [n, 2, 2] from `start` to `end`, both offsets (row, column), at each place of `where`."""
    places = np.argwhere(where)[:, None, :] + np.array([start, end])
    strokes: Floats = places[:, :, ::-1].astype(np.float64)
    return strokes
