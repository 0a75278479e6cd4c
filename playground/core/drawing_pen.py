"""A round pen: a path in pixels -> the part of each pixel that its ink covers."""

import numpy as np

from playground.core.stroke_paths import Floats, Path

SPACING = 0.25
"""Distance between the samples of a path, in pixels: discs this close draw an edge that is straight to 0.01."""

_MAX_DISCS = 2_000
"""Above this many discs they are laid on a coarser grid, which bounds the time that a page full of ink takes."""


def draw(path: Path, pen: float, shape: tuple[int, int]) -> Floats:
    """Return the coverage 0..1 [*shape] of each pixel when `path`, in pixel indices, is drawn with a round pen.

    A pen finer than a pixel draws a line of one pixel that is as much fainter. What lies outside is not drawn.
    """
    samples = np.concatenate([path.evenly(SPACING), path.points])  # with the points themselves: sharp corners and dots
    return min(pen, 1.0) * stamp(samples, max(pen, 1.0), shape)


def stamp(places: Floats, pen: float, shape: tuple[int, int]) -> Floats:
    """Return the coverage 0..1 [*shape] of each pixel by discs `pen` wide at `places` [n, 2], in pixel indices.

    Each pixel looks for the nearest centre among the discs that can reach it.
    """
    reach = int(np.ceil(pen / 2 + 1))
    room = np.array(shape[::-1]) + 4 * reach  # discs around the image reach into it, and have room for all of theirs
    padded = places + 2 * reach
    inside = (padded >= reach) & (padded <= room - 1 - reach)
    discs = _disc_centres(padded[inside.all(axis=1)])
    nearest = np.rint(discs).astype(np.int64)
    window = np.arange(-reach, reach + 1)
    columns, rows = nearest[:, :1] + window, nearest[:, 1:] + window
    squares = ((columns - discs[:, :1]) ** 2)[:, None, :] + ((rows - discs[:, 1:]) ** 2)[:, :, None]
    field = np.full(room[0] * room[1], np.inf)
    np.minimum.at(field, (rows[:, :, None] * room[0] + columns[:, None, :]).ravel(), squares.ravel())
    coverage: Floats = np.clip(pen / 2 + 0.5 - np.sqrt(field), 0.0, 1.0).reshape(room[1], room[0])
    return coverage[2 * reach : -2 * reach, 2 * reach : -2 * reach]


def _disc_centres(places: Floats) -> Floats:
    """Return `places` [n, 2], each once, on a grid of eighths of a pixel or coarser."""
    row = 1 << 20
    for grid in (8, 4, 2):
        cells = np.rint(places * grid).astype(np.int64)
        keys = np.unique(cells[:, 1] * row + cells[:, 0])
        if len(keys) <= _MAX_DISCS:
            break
    centres: Floats = np.column_stack([keys % row, keys // row]) / grid
    return centres
