"""What of a picture is ink: which grey is the paper, where the ink lies, how dark it is."""

import numpy as np
from numpy.typing import NDArray

from playground.core.messages import PlaygroundError, message
from playground.core.stroke_paths import Floats

INKED = 0.33
"""The part of the full contrast from which on a pixel counts as ink when the box around it is sought.

MNIST's images on larger paper lost 0.6 points less than with 0.12; above 0.4 eroded strokes break.
"""

_LEAST_CONTRAST = 12.0
"""Greys of 255 by which something must differ from its background to be seen at all."""

_NOISE = 3.0
"""What differs from the background by less than this many deviations of the border is background too."""

_FULL = 0.9
"""The quantile of the inked pixels that is taken as full contrast."""

_NEAR = 4.0
"""What is off the background by less than this many times its median deviation belongs to it too."""

_LEAST_NEAR = 6.0
"""Greys of 255 that always count as near: a vignette, from the border inwards, is followed in steps."""

_ROUNDS = 5
"""How often the background is fitted anew to what has turned out to be background."""

_SAMPLES = 64
"""Rows, and columns, of a picture that its background is fitted to at most."""


def ink_of(grey: NDArray[np.uint8]) -> Floats:
    """Return what stands out from the background, 0..1 [h, w], whether it is darker or lighter.

    Raises PlaygroundError when nothing does.
    """
    level = grey - _background(grey)
    border = _border(level)
    floor = min(_NOISE * float(border.std()), float(np.abs(level).max()) / 2)
    dark, light = np.maximum(-level - floor, 0.0), np.maximum(level - floor, 0.0)
    out = dark if dark.sum() > light.sum() else light
    if float(out.max()) < _LEAST_CONTRAST:
        raise PlaygroundError(message("The picture shows nothing that stands out from its background."))
    full = float(np.quantile(out[out > out.max() / 2], _FULL))
    return np.minimum(out / full, 1.0)


def darkness_of(grey: NDArray[np.uint8]) -> Floats:
    """Return `grey` as ink, 0..1 [h, w], as it is: white is none, black is full. Raises PlaygroundError if none."""
    if grey.min() == 255:
        raise PlaygroundError(message("The picture is white all over: it shows nothing."))
    darkness: Floats = (255.0 - grey.astype(np.float64)) / 255.0
    return darkness


def _background(grey: NDArray[np.uint8]) -> Floats:
    """Return the background's greys [h, w]: paper, lit unevenly perhaps.

    It is the smooth surface that fits what belongs to it best: first a plane through the border, without what lies
    across it, then one of second order through all that has turned out to be near.
    """
    rows, columns = (np.unique(np.linspace(0, size - 1, _SAMPLES).astype(np.int64)) for size in grey.shape)
    values = grey[np.ix_(rows, columns)].astype(np.float64)
    down: Floats = rows / grey.shape[0]
    right: Floats = columns / grey.shape[1]
    edge = np.ones(values.shape, np.bool_)
    edge[1:-1, 1:-1] = False
    off = np.abs(values - np.median(values[edge]))
    paper = edge & (off <= max(2 * float(off[edge].mean()), 1.0))
    weights = _fit(_terms(down, right)[:3], values, paper)
    for _ in range(_ROUNDS):
        off = np.abs(values - _surface(weights, down, right))
        paper = off <= max(_NEAR * float(np.median(off[paper])), _LEAST_NEAR)
        weights = _fit(_terms(down, right), values, paper)
    height, width = grey.shape
    return _surface(weights, np.arange(height) / height, np.arange(width) / width)


def _terms(down: Floats, right: Floats) -> Floats:
    """Return the terms of a surface of second order [6, h, w] at `down` [h] and `right` [w], a plane's first."""
    y, x = np.meshgrid(down, right, indexing="ij")
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y])


def _fit(terms: Floats, values: Floats, where: NDArray[np.bool_]) -> Floats:
    """Return the weights of `terms` [k, h, w] that come nearest to `values` [h, w] at the places `where`."""
    known = terms[:, where]
    return np.asarray(np.linalg.lstsq(known @ known.T, known @ values[where], rcond=None)[0], np.float64)


def _surface(weights: Floats, down: Floats, right: Floats) -> Floats:
    surface = np.zeros((len(down), len(right)))
    for weight, term in zip(weights, _terms(down, right), strict=False):
        surface += weight * term
    return surface


def _border(values: Floats) -> Floats:
    return np.concatenate([values[0], values[-1], values[1:-1, 0], values[1:-1, -1]])
