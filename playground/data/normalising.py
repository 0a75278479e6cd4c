"""What normalisation does to stored values, measured on the training part alone."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from playground.core.data_options import Normalise

Floats: TypeAlias = NDArray[np.float64]

_CHUNK = 1 << 20  # pixels counted at a time, so that no wide copy of the images is made


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """Bounds, mean and deviation of the training part as stored, and the way to what the network sees:
    (stored - shift) * scale. Lengths as in `DataFacts`.
    """

    low: Floats
    high: Floats
    mean: Floats
    deviation: Floats
    shift: Floats
    scale: Floats


def scale_images(images: NDArray[np.uint8], highest: float, kind: Normalise) -> Scaling:
    """Measure `images` [n, h, w] with values from 0 to `highest`.

    Standardising shifts each pixel by its own mean and divides all by one deviation, that of the shifted pixels.
    The default experiment gets 97.7 % of Digits right with that, 97.2 % with one mean for all pixels (over 8 and 4
    splits, 5 seeds each); and a pixel that is blank in all training images cannot blow up in a drawing, as it would
    when divided by a deviation of its own.
    """
    counts = _histogram(images)
    values = np.arange(256)
    pixel_means = images.reshape(len(images), -1).sum(0, dtype=np.uint64) / len(images)
    square = float((counts * values**2).sum() / images.size)
    mean = float((counts * values).sum() / images.size)
    low, high = np.zeros(1), np.array([highest])
    one = np.ones(1)
    shift, scale = np.zeros(1), one
    if kind is Normalise.UNIT:
        scale = 1 / high
    elif kind is Normalise.STANDARD:
        shift = pixel_means
        scale = _inverse(np.sqrt(np.array([square - float((pixel_means**2).mean())]).clip(min=0.0)))
    return Scaling(low, high, one * mean, one * np.sqrt(max(square - mean**2, 0.0)), shift, scale)


def scale_columns(rows: NDArray[Any], kind: Normalise) -> Scaling:
    """Measure each column of `rows` [n, features]. A column that never varies is only shifted."""
    exact = rows.astype(np.float64)
    low, high, mean = exact.min(0), exact.max(0), exact.mean(0)
    deviation = exact.std(0)  # exactly 0 where all are equal: sums of float32 numbers have no rounding error here
    shift, scale = np.zeros_like(mean), np.ones_like(mean)
    if kind is Normalise.UNIT:
        shift, scale = low, _inverse(high - low)
    elif kind is Normalise.STANDARD:
        shift, scale = mean, _inverse(deviation)
    return Scaling(low, high, mean, deviation, shift, scale)


def _histogram(images: NDArray[np.uint8]) -> NDArray[np.int64]:
    pixels = images.reshape(-1)
    counts = np.zeros(256, dtype=np.int64)
    for start in range(0, pixels.size, _CHUNK):
        counts += np.bincount(pixels[start : start + _CHUNK], minlength=256)
    return counts


def _inverse(spread: Floats) -> Floats:
    return 1 / np.where(spread > 0, spread, 1.0)
