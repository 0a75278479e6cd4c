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

MNIST_BOX = 20 / 28
"""The long side of an MNIST digit, as part of the image (20 of 28 pixels)."""

BLOCK = 4
"""Each pixel of the 8x8 digits counts the ink of 4x4 pixels of a bitmap."""

DIGITS_WIDTH = 21 / 32
"""The digits of the 8x8 set fill the height of their bitmap, and this part of its width."""

MAX_STRETCH = 1.5
"""How much more a slim drawing is stretched in x than in y at most: a plain 1 must not become a zigzag."""

_SPACING = 0.25
"""Distance between the samples of a path, in pixels: discs this close draw an edge that is straight to 0.01."""

_MAX_SAMPLES = 20_000
"""Enough for a path of 5,000 pixels; longer scribbles are sampled more coarsely, which nobody can see."""

_MAX_DISCS = 2_000
"""Above this many discs they are laid on a coarser grid, which bounds the time that a page full of ink takes."""

_MNIST_SLANT = 0.15
"""What is left of a drawing's slant (x over y). Networks know upright digits best: drawn anew from their skeletons,
MNIST's own test digits were recognised in 95.1 % with at most this slant left, in 94.4 % as they were, in 92.6 % and
94.4 % when all had been slanted by 0.3 more."""

_PROPORTIONS = ((0.0, 0.2, 0.4, 0.6, 0.9), (0.0, 0.2, 0.5, 0.65, 0.9))
"""Width over height as drawn, and as made; wider ones become 0.9. Most of MNIST lies from 0.5 to 0.8. Its own test
digits stayed at 95.0 % with this; drawn at 0.75 and 1.4 of their width they rose from 92.8 to 94.1 and
from 93.3 to 94.3 %. What is slimmer than 0.2 is a plain 1 and stays one."""

_LEAST_SQUEEZE = 0.6
"""Wide drawings lose no more of their width than down to this part: a dash stays a dash."""

_DIGITS_PEN = 3.3
"""Pen width in the bitmap for each pixel that `measure_stroke_width` finds in the counted images (5.5 for 1.67)."""

_SLANT_SPACING = 1 / 100
"""Distance between the points that a slant is measured through; the whole drawing is 1."""

_EDGE_BAND = 0.15
"""The part of a drawing's height that counts as its top, and as its bottom, when its left edge is set upright."""

_MAX_RAISE = 3.0
"""How much more a flat drawing is stretched in y than in x at most."""


def prepare(strokes: Strokes, drawing: Drawing, shape: tuple[int, int], stroke_width: float) -> NDArray[np.uint8]:
    """Return `strokes` as an image [*shape] in the data set's stored values (MNIST-like: 0..255, digits: 0..16).

    `stroke_width` is that of the training images, as `measure_stroke_width` gives it. Points that are not finite are
    left out; a single point becomes a dot. Raises PlaygroundError when nothing is drawn or `drawing` is NONE.
    """
    if drawing is Drawing.MNIST:
        return _prepare_mnist(_path(strokes), shape, stroke_width)
    if drawing is Drawing.DIGITS:
        return _prepare_digits(_path(strokes), shape, stroke_width)
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


def digits_slant(points: Floats) -> float:
    """Return the slant (x over y) that the preparation of the 8x8 digits would take from `points` [n, 2], -1..1.

    Theirs set the first ink of the bitmap's top row above the first ink of its bottom row: in 97 of 100 images it still
    stands there within two pixels. The least hook of a pen upsets that rule; half of it and half of a regression is
    steadier, and does better on people whose writing the set does not hold.
    """
    return float(np.clip((_slant(points) + _left_slant(points)) / 2, -1.0, 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class _Path:
    """All strokes in one: `points` [n, 2] and, between each two, whether the pen is `down` [n - 1]."""

    points: Floats
    down: NDArray[np.bool_]

    def moved(self, points: Floats) -> "_Path":
        return replace(self, points=points)

    def sheared(self, slant: float) -> "_Path":
        """Take `slant` (x over y) away."""
        points = self.points - np.outer(self.points[:, 1], [slant, 0.0])
        return self.moved(points - points.min(axis=0))

    @property
    def extent(self) -> Floats:
        """Width and height."""
        size: Floats = np.ptp(self.points, axis=0)
        return size

    def evenly(self, spacing: float) -> Floats:
        """Return points [m, 2] along the path, `spacing` apart: the slower a pen moves, the denser are its own."""
        lengths = np.where(self.down, np.hypot(*np.diff(self.points, axis=0).T), 0.0)
        along = np.concatenate([[0.0], np.cumsum(lengths)])
        count = int(min(np.ceil(along[-1] / spacing) + 1, _MAX_SAMPLES))
        at = np.linspace(0.0, along[-1], count)
        return np.column_stack([np.interp(at, along, self.points[:, axis]) for axis in (0, 1)])


def _path(strokes: Strokes) -> _Path:
    """Join `strokes` into a path whose longer side is 1 and whose upper left corner is 0, 0."""
    shaped = [np.asarray(stroke, dtype=np.float64).reshape(-1, 2) for stroke in strokes]
    finite = [stroke[np.isfinite(stroke).all(axis=1)] for stroke in shaped]
    kept = [stroke for stroke in finite if len(stroke)]
    if not kept:
        raise PlaygroundError(message("Nothing is drawn yet: draw a digit."))
    points = np.concatenate(kept)
    points = points / max(float(np.abs(points).max()), 1e-300)  # first, so that huge numbers cannot overflow
    points = points - points.min(axis=0)
    size = float(points.max())
    down = np.ones(len(points) - 1, dtype=np.bool_)
    down[np.cumsum([len(stroke) for stroke in kept])[:-1] - 1] = False
    return _Path(points / size if size > 0 else points, down)


def _prepare_mnist(path: _Path, shape: tuple[int, int], stroke_width: float) -> NDArray[np.uint8]:
    box = round(min(shape) * MNIST_BOX)
    pen = float(np.clip(stroke_width, 1.0, box / 2))
    slant = _slant(path.evenly(_SLANT_SPACING))
    upright = path.sheared(slant - float(np.clip(slant, -_MNIST_SLANT, _MNIST_SLANT)))
    shaped = upright.moved(upright.points * [_proportioned(*upright.extent), 1.0])
    size = shaped.points * ((box - pen) / max(float(shaped.extent.max()), 1e-9))
    corner = (np.array(shape[::-1]) - size.max(axis=0) - pen) // 2  # on a pixel's edge: the ink fills whole pixels
    ink = _draw(shaped.moved(size + corner + pen / 2 - 0.5), pen, shape)
    image: NDArray[np.uint8] = np.rint(255 * centred_by_mass(ink)).astype(np.uint8)
    return image


def _proportioned(width: float, height: float) -> float:
    """Return how much a drawing is widened, towards the proportions that networks know."""
    drawn = width / max(height, 1e-9)
    return max(float(np.interp(drawn, *_PROPORTIONS)) / drawn, _LEAST_SQUEEZE) if drawn > 0 else 1.0


def _prepare_digits(path: _Path, shape: tuple[int, int], stroke_width: float) -> NDArray[np.uint8]:
    bitmap = (shape[0] * BLOCK, shape[1] * BLOCK)
    pen = float(np.clip(stroke_width * _DIGITS_PEN, 2.0, min(bitmap) / 4))
    upright = path.sheared(digits_slant(path.evenly(_SLANT_SPACING)))
    scale = (np.array([bitmap[1] * DIGITS_WIDTH, bitmap[0]]) - pen) / np.maximum(upright.extent, 1e-9)
    scaled = upright.moved(upright.points * np.minimum(scale, [MAX_STRETCH * scale[1], _MAX_RAISE * scale[0]]))
    box_middle = scaled.extent / 2
    # The set's own digits lie between box and mass in the middle.
    mass_middle = np.array([scaled.evenly(_SPACING)[:, 0].mean(), box_middle[1]])
    middle = (np.array(bitmap[::-1]) - 1) / 2
    ink = _draw(scaled.moved(scaled.points - (box_middle + mass_middle) / 2 + middle), pen, bitmap)
    blocks = ink.reshape(shape[0], BLOCK, shape[1], BLOCK).sum(axis=(1, 3))
    image: NDArray[np.uint8] = np.rint(blocks).astype(np.uint8)
    return image


def _slant(points: Floats) -> float:
    """Return the slope of x over y, by regression through `points` [n, 2]."""
    x, y = points.T
    spread = float(np.var(y))
    return float(np.mean((x - x.mean()) * (y - y.mean()))) / spread if spread > 1e-9 else 0.0


def _left_slant(points: Floats) -> float:
    """Return the slope of x over y from the leftmost point of the top to the leftmost of the bottom."""
    x, y = points.T
    height = float(np.ptp(y))
    if height < 1e-9:
        return 0.0
    top, bottom = x[y <= y.min() + _EDGE_BAND * height], x[y >= y.max() - _EDGE_BAND * height]
    return float(bottom.min() - top.min()) / height


def _draw(path: _Path, pen: float, shape: tuple[int, int]) -> Floats:
    """Return the coverage 0..1 [*shape] of each pixel when `path`, in pixel indices, is drawn with a round pen.

    The path is a row of discs, and each pixel looks for the nearest centre among the discs that can reach it.
    """
    reach = int(np.ceil(pen / 2 + 1))
    height, width = shape[0] + 2 * reach, shape[1] + 2 * reach
    discs = _disc_centres(path) + reach
    nearest = np.rint(discs).astype(np.int64)
    window = np.arange(-reach, reach + 1)
    columns, rows = nearest[:, :1] + window, nearest[:, 1:] + window
    squares = ((columns - discs[:, :1]) ** 2)[:, None, :] + ((rows - discs[:, 1:]) ** 2)[:, :, None]
    field = np.full(height * width, np.inf)
    np.minimum.at(field, (rows[:, :, None] * width + columns[:, None, :]).ravel(), squares.ravel())
    coverage: Floats = np.clip(pen / 2 + 0.5 - np.sqrt(field), 0.0, 1.0).reshape(height, width)
    return coverage[reach:-reach, reach:-reach]


def _disc_centres(path: _Path) -> Floats:
    """Return the places [n, 2] where the pen has been, each once, on a grid of eighths of a pixel or coarser."""
    samples = np.concatenate([path.evenly(_SPACING), path.points])  # with the points themselves: sharp corners and dots
    row = 1 << 20
    for grid in (8, 4, 2):
        cells = np.rint(samples * grid).astype(np.int64)
        keys = np.unique(cells[:, 1] * row + cells[:, 0])
        if len(keys) <= _MAX_DISCS:
            break
    centres: Floats = np.column_stack([keys % row, keys // row]) / grid
    return centres
