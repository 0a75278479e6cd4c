"""How wide the strokes of an image are, and making them wider or finer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.core.drawing_pen import stamp
from playground.core.skeletons import thinned
from playground.core.stroke_paths import Floats


def measure_stroke_width(images: NDArray[Any]) -> float:
    """Return the median width of the strokes in `images` [n, h, w], in pixels; 0.0 where there is no ink.

    A stroke's width is twice its area over the length of its outline. Both are taken from the grey values, the outline
    as the sum of all slopes, so that anti-aliased edges count as what they stand for.
    """
    images = images[images.any(axis=(1, 2))]
    if not len(images):
        return 0.0
    ink = np.pad(images, ((0, 0), (1, 1), (1, 1))).astype(np.float32) / float(images.max())
    falling, rising = ink[:, 1:, 1:] - ink[:, :-1, :-1], ink[:, 1:, :-1] - ink[:, :-1, 1:]
    outline = np.sqrt((falling**2 + rising**2) / 2).sum(axis=(1, 2))
    return float(np.median(2 * ink.sum(axis=(1, 2)) / outline))


def with_stroke_width(ink: Floats, change: float) -> Floats:
    """Return `ink` [h, w], 0..1, with strokes that are `change` pixels wider, or finer where it is below 0.

    Half of it is done at either side. Where a stroke is finer than what is taken away, its middle line stays.
    """
    inked = ink > 0.5
    if change >= 0:
        return np.maximum(ink, _around(inked, change))
    left = ink * (1 - _around(~inked, -change))
    return np.maximum(left, thinned(inked))


def _around(inked: NDArray[np.bool_], change: float) -> Floats:
    """Return what discs cover that lie on the outermost pixels of what is `inked` and reach `change` / 2 beyond it."""
    padded = np.pad(inked, 1)
    inner = padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
    places = np.argwhere(inked & ~inner)[:, ::-1].astype(np.float64)
    return stamp(places, 1 + change, inked.shape)
