"""Pictures as numbers, made larger and smaller, sheared, laid into others and moved."""

import numpy as np

from playground.core.stroke_paths import Floats

_UNSEEN = 0.02
"""Fainter ink may be lost: noise of a photograph, or of its background's fit."""


def resized(ink: Floats, height: int, width: int) -> Floats:
    """Scale `ink` [h, w] to [height, width]: each new pixel is the mean of what it covers."""
    scaled: Floats = _averages(ink.shape[0], height) @ ink @ _averages(ink.shape[1], width).T
    return scaled


def fitted(ink: Floats, box: int) -> Floats:
    """Scale in proportion so that the long side is `box` pixels."""
    scale = box / max(ink.shape)
    return resized(ink, max(1, round(ink.shape[0] * scale)), max(1, round(ink.shape[1] * scale)))


def sheared(ink: Floats, slant: float) -> Floats:
    """Take `slant` (x over y) away, row by row about the middle one; the image grows at both sides to hold it all."""
    height, width = ink.shape
    middle = (height - 1) / 2
    room = int(np.ceil(abs(slant) * middle))
    columns = np.arange(-room, width + room)
    rows = [np.interp(columns + slant * (row - middle), np.arange(width), line, 0, 0) for row, line in enumerate(ink)]
    return np.stack(rows)


def pasted(ink: Floats, shape: tuple[int, int], top: int, left: int) -> Floats:
    """Lay `ink` into an empty image [*shape], its corner at `top`, `left`; what does not fit is cut off."""
    image = np.zeros(shape)
    rows = slice(max(top, 0), max(min(top + ink.shape[0], shape[0]), 0))
    columns = slice(max(left, 0), max(min(left + ink.shape[1], shape[1]), 0))
    image[rows, columns] = ink[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    return image


def in_the_middle(ink: Floats, shape: tuple[int, int]) -> Floats:
    return pasted(ink, shape, (shape[0] - ink.shape[0]) // 2, (shape[1] - ink.shape[1]) // 2)


def moved_within(ink: Floats, down: int, right: int) -> Floats:
    """Move `ink` [h, w] by whole pixels, but only so far that nothing of it leaves the image that can be seen."""
    moves = []
    for axis, wanted in ((0, down), (1, right)):
        used = np.flatnonzero(ink.max(axis=1 - axis) > _UNSEEN)
        if not len(used):
            return ink
        moves.append(int(np.clip(wanted, -used[0], ink.shape[axis] - 1 - used[-1])))
    height, width = ink.shape
    return pasted(ink, (height, width), *moves)


def centred_by_mass(ink: Floats) -> Floats:
    """Move `ink` [h, w] by whole pixels so that its centre of mass comes nearest to index (h / 2, w / 2).

    That is 14.0 in 28x28, not the middle 13.5: MNIST's digits lie there. Ink never leaves the image or wraps around.
    """
    mass = float(ink.sum())
    if mass == 0:
        return ink
    height, width = ink.shape
    down = height / 2 - float(ink.sum(axis=1) @ np.arange(height)) / mass
    right = width / 2 - float(ink.sum(axis=0) @ np.arange(width)) / mass
    return moved_within(ink, round(down), round(right))


def _averages(old: int, new: int) -> Floats:
    """Return weights [new, old]: each new pixel is the mean of the old ones that it covers, in parts where it does."""
    edges = np.linspace(0, old, new + 1)
    starts, ends = np.arange(old), np.arange(1, old + 1)
    covered = np.minimum(edges[1:, None], ends) - np.maximum(edges[:-1, None], starts)
    weights: Floats = np.maximum(covered, 0.0) * (new / old)
    return weights
