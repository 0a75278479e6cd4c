"""Pictures of something drawn or photographed -> the image that a data set expects.

What is known of strokes is unknown here: which grey is the paper, where the ink lies, how dark it is. The picture's
border answers the first, and the rest follows.
"""

import numpy as np
from numpy.typing import NDArray

from playground.core.catalog import Drawing
from playground.core.messages import PlaygroundError, message
from playground.core.strokes import BLOCK, DIGITS_WIDTH, MAX_STRETCH, MNIST_BOX, Floats, centred_by_mass, digits_slant

_LEAST_CONTRAST = 12.0
"""Greys of 255 by which something must differ from its background to be seen at all."""

_NOISE = 3.0
"""What differs from the background by less than this many deviations of the border is background too."""

_INK = 0.25
"""The part of the full contrast from which on a pixel counts as ink when the box around it is sought."""

_FULL = 0.9
"""The quantile of the inked pixels that is taken as full contrast."""


def prepare_picture(grey: NDArray[np.uint8], drawing: Drawing, shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Return `grey` [h, w], light on dark or dark on light, as an image [*shape] in the data set's stored values.

    Digits and letters are fitted and centred as drawings are (see `strokes.prepare`), but keep their own pen width;
    other sets (Fashion-MNIST) get the thing as large as it fits. Raises PlaygroundError when the picture shows nothing.
    """
    ink = _cropped(_ink(grey))
    if drawing is Drawing.DIGITS:
        return _counted(ink, shape)
    box = round(min(shape) * MNIST_BOX) if drawing is Drawing.MNIST else min(shape)
    placed = _in_the_middle(_fitted(ink, box), shape)
    centred = centred_by_mass(placed) if drawing is Drawing.MNIST else placed
    image: NDArray[np.uint8] = np.rint(255 * centred).astype(np.uint8)
    return image


def _ink(grey: NDArray[np.uint8]) -> Floats:
    """Return what stands out from the background, 0..1 [h, w], whether it is darker or lighter."""
    if grey.ndim != 2 or min(grey.shape) < 2:
        raise PlaygroundError(message("The picture is too small to show anything: it needs at least 2 x 2 pixels."))
    level = grey - _background(grey)
    border = _border(level)
    floor = min(_NOISE * float(border.std()), float(np.abs(level).max()) / 2)
    dark, light = np.maximum(-level - floor, 0.0), np.maximum(level - floor, 0.0)
    out = dark if dark.sum() > light.sum() else light
    if float(out.max()) < _LEAST_CONTRAST:
        raise PlaygroundError(message("The picture shows nothing that stands out from its background."))
    full = float(np.quantile(out[out > out.max() / 2], _FULL))
    return np.minimum(out / full, 1.0)


def _background(grey: NDArray[np.uint8]) -> Floats:
    """Return the plane [h, w] that fits the picture's border best: paper, lit from one side perhaps."""
    height, width = grey.shape
    rows, columns = np.mgrid[0.0 : 1.0 : height * 1j, 0.0 : 1.0 : width * 1j]
    terms = [np.ones(grey.shape), rows, columns]
    values = _border(grey.astype(np.float64))
    typical = np.abs(values - np.median(values)) <= max(2 * float(np.abs(values - np.median(values)).mean()), 1.0)
    sides = np.column_stack([_border(term) for term in terms])[typical]
    weights = np.linalg.lstsq(sides, values[typical], rcond=None)[0]
    plane: Floats = sum((weight * term for weight, term in zip(weights, terms, strict=True)), np.zeros(grey.shape))
    return plane


def _border(values: Floats) -> Floats:
    return np.concatenate([values[0], values[-1], values[1:-1, 0], values[1:-1, -1]])


def _cropped(ink: Floats) -> Floats:
    """Cut away what holds no ink; the soft edge of the strokes stays."""
    rows, columns = np.flatnonzero((ink > _INK).any(axis=1)), np.flatnonzero((ink > _INK).any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fitted(ink: Floats, box: int) -> Floats:
    """Scale in proportion so that the long side is `box` pixels."""
    scale = box / max(ink.shape)
    return _resized(ink, max(1, round(ink.shape[0] * scale)), max(1, round(ink.shape[1] * scale)))


def _resized(ink: Floats, height: int, width: int) -> Floats:
    scaled: Floats = _averages(ink.shape[0], height) @ ink @ _averages(ink.shape[1], width).T
    return scaled


def _averages(old: int, new: int) -> Floats:
    """Return weights [new, old]: each new pixel is the mean of the old ones that it covers, in parts where it does."""
    edges = np.linspace(0, old, new + 1)
    starts, ends = np.arange(old), np.arange(1, old + 1)
    covered = np.minimum(edges[1:, None], ends) - np.maximum(edges[:-1, None], starts)
    weights: Floats = np.maximum(covered, 0.0) * (new / old)
    return weights


def _in_the_middle(ink: Floats, shape: tuple[int, int]) -> Floats:
    image = np.zeros(shape)
    top, left = (shape[0] - ink.shape[0]) // 2, (shape[1] - ink.shape[1]) // 2
    image[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return image


def _counted(ink: Floats, shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Set upright, stretch to the digits' bitmap and count its ink in blocks."""
    height, width = shape[0] * BLOCK, shape[1] * BLOCK
    upright = _cropped(_sheared(ink, digits_slant(np.argwhere(ink > _INK)[:, ::-1].astype(np.float64))))
    slim = MAX_STRETCH * upright.shape[1] * height / upright.shape[0]
    stretched = _resized(upright, height, max(1, round(min(width * DIGITS_WIDTH, slim))))
    placed = _in_the_middle(stretched, (height, width))
    blocks = placed.reshape(shape[0], BLOCK, shape[1], BLOCK).sum(axis=(1, 3))
    image: NDArray[np.uint8] = np.rint(blocks).astype(np.uint8)
    return image


def _sheared(ink: Floats, slant: float) -> Floats:
    """Take `slant` (x over y) away, row by row; the image grows to hold all of it."""
    height, width = ink.shape
    room = int(np.ceil(abs(slant) * height))
    columns = np.arange(-room, width + room)
    return np.stack([np.interp(columns + slant * row, np.arange(width), line, 0, 0) for row, line in enumerate(ink)])
