"""How wide the strokes of an image are."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


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
