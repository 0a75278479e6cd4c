"""Where a field of values crosses a level: marching squares."""

import numpy as np
from numpy.typing import NDArray

from playground.core.probes import Floats

Segments = NDArray[np.float64]

_DOWN, _ACROSS = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 0])  # a square's corners, clockwise from the top left


def contour(values: Floats, level: float) -> Segments:
    """Return line segments [n, 4] as x0, y0, x1, y1 along which `values` [h, w] equal `level`.

    Coordinates count columns and rows, the first value being at 0, 0; between values they are interpolated.
    """
    above = values > level
    across, down = above[:, :-1] != above[:, 1:], above[:-1] != above[1:]  # between neighbours in rows, in columns
    rows, columns = np.nonzero(across[:-1] | across[1:] | down[:, :-1] | down[:, 1:])
    corner_rows, corner_columns = rows + _DOWN[:, None], columns + _ACROSS[:, None]
    corners = values[corner_rows, corner_columns].astype(np.float64) - level
    crossed = (corners > 0) != (np.roll(corners, -1, axis=0) > 0)  # the top, right, bottom and left side of each square
    points = _crossings(corners, crossed) + np.stack([columns, rows], axis=1)
    twice = crossed.all(axis=0)  # two lines go through a saddle
    first = np.argmax(crossed, axis=0)
    last = 3 - np.argmax(crossed[::-1], axis=0)
    at = np.arange(len(rows))
    simple = np.concatenate([points[first, at], points[last, at]], axis=1)[~twice]
    return np.concatenate([simple, *_saddles(points[:, twice], corners[:, twice])])


def _crossings(corners: Segments, crossed: NDArray[np.bool_]) -> Segments:
    """Return where each side [4, n] of a unit square is crossed: [4, n, 2] as x and y, 0 where it is not."""
    following = np.roll(corners, -1, axis=0)
    share = np.where(crossed, corners / np.where(crossed, corners - following, 1.0), 0.0)
    zeros, ones = np.zeros_like(share[0]), np.ones_like(share[0])
    x = np.stack([share[0], ones, 1 - share[2], zeros])
    y = np.stack([zeros, share[1], ones, 1 - share[3]])
    return np.stack([x, y], axis=2)


def _saddles(points: Segments, corners: Segments) -> tuple[Segments, Segments]:
    """Return both lines through each saddle: they keep the corners apart that differ from the middle."""
    top, right, bottom, left = points
    like_middle = ((corners.mean(axis=0) > 0) == (corners[0] > 0))[:, None]
    one = np.where(like_middle, np.concatenate([top, right], axis=1), np.concatenate([top, left], axis=1))
    other = np.where(like_middle, np.concatenate([bottom, left], axis=1), np.concatenate([bottom, right], axis=1))
    return one, other
