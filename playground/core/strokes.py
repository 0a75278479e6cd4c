"""Drawn strokes -> the image that a data set expects, made the way the data set's own images were made.

A network that learned from 28x28 pictures of one pen width, size and place misreads drawings of another, so a drawing
stays vectors until the end: it is scaled as a path and drawn anew at the pen width of the training images.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from playground.core.catalog import Drawing
from playground.core.messages import PlaygroundError, message

Floats: TypeAlias = NDArray[np.float64]
Strokes: TypeAlias = Sequence[Floats]
"""A drawing: for each time the pen was down, its points [n, 2] as x (right) and y (down), in any unit."""

_SPACING = 0.25
"""Distance between the samples of a path, in pixels: discs this close draw an edge that is straight to 0.01."""

_MAX_SAMPLES = 20_000
"""Enough for a path of 5,000 pixels; longer scribbles are sampled more coarsely, which nobody can see."""

_MNIST_BOX = 20 / 28
"""The long side of an MNIST digit, as part of the image (20 of 28 pixels)."""

_BLOCK = 4
"""Each pixel of the 8x8 digits counts the ink of 4x4 pixels of a bitmap."""

_DIGITS_WIDTH = 21 / 32
"""The digits of the 8x8 set fill the height of their bitmap, and this part of its width."""

_DIGITS_PEN = 3.3
"""Pen width in the bitmap for each pixel that `measure_stroke_width` finds in the counted images (5.5 for 1.67)."""

_MAX_SLANT = 1.0
"""The most that a drawing is sheared, as x over y; a flat line has no slant to speak of, but a steep regression."""

_MAX_STRETCH = 2.5
"""How much more a narrow drawing is stretched in x than in y at most: a 1 must not become a zigzag."""


def prepare(strokes: Strokes, drawing: Drawing, shape: tuple[int, int], stroke_width: float) -> NDArray[np.uint8]:
    """Return `strokes` as an image [*shape] in the data set's stored values (MNIST-like: 0..255, digits: 0..16).

    `stroke_width` is that of the training images, as `measure_stroke_width` gives it. Points that are not finite are
    left out; a single point becomes a dot. Raises PlaygroundError when nothing is drawn or `drawing` is NONE.
    """
    path = _path(strokes)
    if drawing is Drawing.MNIST:
        return _prepare_mnist(path, shape, stroke_width)
    if drawing is Drawing.DIGITS:
        return _prepare_digits(path, shape, stroke_width)
    raise PlaygroundError(message("This data set cannot be drawn. Choose a set of digits or letters to draw one."))


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


@dataclass(frozen=True, slots=True, eq=False)
class _Path:
    """All strokes in one: `points` [n, 2] and, between each two, whether the pen is `down` [n - 1]."""

    points: Floats
    down: NDArray[np.bool_]

    def moved(self, points: Floats) -> "_Path":
        return replace(self, points=points)

    @property
    def extent(self) -> Floats:
        """Width and height."""
        size: Floats = np.ptp(self.points, axis=0)
        return size

    def samples(self, spacing: float) -> Floats:
        """Return points [m, 2] along the path, at most `spacing` apart, corners and dots included."""
        lengths = np.where(self.down, np.hypot(*np.diff(self.points, axis=0).T), 0.0)
        along = np.concatenate([[0.0], np.cumsum(lengths)])
        count = int(min(np.ceil(along[-1] / spacing) + 1, _MAX_SAMPLES))
        at = np.linspace(0.0, along[-1], count)
        even = np.column_stack([np.interp(at, along, self.points[:, axis]) for axis in (0, 1)])
        return np.concatenate([even, self.points])


def _path(strokes: Strokes) -> _Path:
    """Join `strokes` into a path whose longer side is 1 and whose upper left corner is 0, 0."""
    finite = [stroke[np.isfinite(stroke).all(axis=1)] for stroke in strokes]
    kept = [stroke for stroke in finite if len(stroke)]
    if not kept:
        raise PlaygroundError(message("Nothing is drawn yet: draw a digit."))
    points = np.concatenate(kept).astype(np.float64)
    points = points / max(float(np.abs(points).max()), 1e-300)  # first, so that huge numbers cannot overflow
    points = points - points.min(axis=0)
    size = float(points.max())
    down = np.ones(len(points) - 1, dtype=np.bool_)
    down[np.cumsum([len(stroke) for stroke in kept])[:-1] - 1] = False
    return _Path(points / size if size > 0 else points, down)


def _prepare_mnist(path: _Path, shape: tuple[int, int], stroke_width: float) -> NDArray[np.uint8]:
    box = round(min(shape) * _MNIST_BOX)
    pen = float(np.clip(stroke_width, 1.0, box / 2))
    scaled = path.moved(path.points * (box - pen))
    corner = (np.array(shape[::-1]) - scaled.extent - pen) // 2  # on a pixel's edge, so that the ink fills whole pixels
    ink = _draw(scaled.moved(scaled.points + corner + pen / 2 - 0.5), pen, shape)
    image: NDArray[np.uint8] = np.rint(255 * centred_by_mass(ink)).astype(np.uint8)
    return image


def _prepare_digits(path: _Path, shape: tuple[int, int], stroke_width: float) -> NDArray[np.uint8]:
    bitmap = (shape[0] * _BLOCK, shape[1] * _BLOCK)
    pen = float(np.clip(stroke_width * _DIGITS_PEN, 1.0, min(bitmap) / 4))
    upright = _upright(path)
    room = np.array([bitmap[1] * _DIGITS_WIDTH, bitmap[0]]) - pen
    scale = room / np.maximum(upright.extent, 1e-9)
    scale = np.minimum(scale, [_MAX_STRETCH * scale[1], np.inf])
    points = upright.points * scale
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    placed = upright.moved(points - middle + (np.array(bitmap[::-1]) - 1) / 2)
    blocks = _draw(placed, pen, bitmap).reshape(shape[0], _BLOCK, shape[1], _BLOCK).sum(axis=(1, 3))
    image: NDArray[np.uint8] = np.rint(blocks).astype(np.uint8)
    return image


def _upright(path: _Path) -> _Path:
    """Shear `path` so that the regression line of x over y, through evenly spaced samples, stands upright."""
    x, y = path.samples(1 / 100).T
    spread = float(np.var(y))
    slant = float(np.mean((x - x.mean()) * (y - y.mean()))) / spread if spread > 1e-9 else 0.0
    slant = float(np.clip(slant, -_MAX_SLANT, _MAX_SLANT))
    sheared = path.points - np.outer(path.points[:, 1], [slant, 0.0])
    return path.moved(sheared - sheared.min(axis=0))


def _draw(path: _Path, pen: float, shape: tuple[int, int]) -> Floats:
    """Return the coverage 0..1 [*shape] of each pixel when `path`, in pixel indices, is drawn with a round pen."""
    reach = int(np.ceil(pen / 2 + 1))
    samples = np.unique(np.rint(path.samples(_SPACING) * 8), axis=0) / 8 + reach
    window = np.arange(-reach, reach + 1)
    nearest = np.rint(samples).astype(np.int64)
    columns, rows = nearest[:, :1] + window, nearest[:, 1:] + window
    squares = (columns - samples[:, :1])[:, None, :] ** 2 + (rows - samples[:, 1:])[:, :, None] ** 2
    height, width = shape[0] + 2 * reach, shape[1] + 2 * reach
    field = np.full(height * width, np.inf)
    np.minimum.at(field, (rows[:, :, None] * width + columns[:, None, :]).ravel(), squares.ravel())
    coverage: Floats = np.clip(pen / 2 + 0.5 - np.sqrt(field), 0.0, 1.0).reshape(height, width)
    return coverage[reach:-reach, reach:-reach]


def centred_by_mass(ink: Floats) -> Floats:
    """Move `ink` [h, w] by whole pixels so that its centre of mass comes nearest to index (h / 2, w / 2).

    That is 14.0 in 28x28, not the middle 13.5: MNIST's digits lie there. Ink never leaves the image or wraps around.
    """
    moved = ink
    for axis in (0, 1):
        profile = moved.sum(axis=1 - axis)
        used = np.flatnonzero(profile)
        if not len(used):
            return ink
        size = len(profile)
        wanted = round(size / 2 - float(profile @ np.arange(size)) / float(profile.sum()))
        moved = np.roll(moved, int(np.clip(wanted, -used[0], size - 1 - used[-1])), axis=axis)
    return moved
