"""Drawn strokes -> the image that a data set expects, made the way the data set's own images were made.

A network that learned from 28x28 pictures of one pen width, size and place misreads drawings of another, so a drawing
stays vectors until the end: it is scaled as a path and drawn anew at the pen width of the training images.
"""

from collections.abc import Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from playground.core.catalog import Drawing
from playground.core.drawing_pen import SPACING, draw
from playground.core.messages import PlaygroundError, message
from playground.core.preparation_steps import Step
from playground.core.resampling import centred_by_mass
from playground.core.stroke_paths import Floats, Path, Strokes, digits_slant, path_of, slant_of

__all__ = ["Strokes", "prepare"]

MNIST_BOX = 20 / 28
"""The long side of an MNIST digit, as part of the image (20 of 28 pixels)."""

BLOCK = 4
"""Each pixel of the 8x8 digits counts the ink of 4x4 pixels of a bitmap."""

DIGITS_WIDTH = 21 / 32
"""The digits of the 8x8 set fill the height of their bitmap, and this part of its width."""

MAX_STRETCH = 1.5
"""How much more a slim drawing is stretched in x than in y at most: a plain 1 must not become a zigzag."""

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

DIGITS_PEN = 3.3
"""Pen width in the bitmap for each pixel that `measure_stroke_width` finds in the counted images (5.5 for 1.67)."""

MAX_RAISE = 3.0
"""How much more a flat drawing is stretched in y than in x at most."""

_FINEST = 0.1
"""Pixels. A finer pen of the sheet's own is drawn like this one: hardly to be seen, but there."""


def prepare(
    strokes: Strokes,
    drawing: Drawing,
    shape: tuple[int, int],
    stroke_width: float,
    without: Set[Step] = frozenset(),
    sheet_pen: float = 0.0,
) -> NDArray[np.uint8]:
    """Return `strokes` as an image [*shape] in the data set's stored values (MNIST-like: 0..255, digits: 0..16).

    `stroke_width` is that of the training images, as `measure_stroke_width` gives it. Points that are not finite are
    left out; a single point becomes a dot. The steps `without` are left out: only then it matters where on its sheet
    (0..1 in x and y) the drawing lies, and how wide the pen is there. Raises PlaygroundError when nothing is drawn,
    nothing of it can be seen, or `drawing` is NONE.
    """
    if drawing is Drawing.NONE:
        raise PlaygroundError(message("This data set cannot be drawn. Choose a set of digits or letters to draw one."))
    work = _Work(shape, stroke_width, without, float(np.clip(np.nan_to_num(sheet_pen), 0.0, 1.0)))
    image = _mnist(path_of(strokes), work) if drawing is Drawing.MNIST else _digits(path_of(strokes), work)
    if not image.any():
        raise PlaygroundError(message("All of the drawing lies outside of its sheet."))
    return image


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be made: pixels [*shape], of strokes `stroke_width` pixels wide, `without` some of the steps.

    `sheet_pen` is the width of the pen on the sheet, 0..1 of its side.
    """

    shape: tuple[int, int]
    stroke_width: float
    without: Set[Step]
    sheet_pen: float

    def takes(self, step: Step) -> bool:
        return step not in self.without

    def pen(self, path: Path, room: Floats, least: float, most: float) -> float:
        """Return the pen's width in pixels: the training images', or the sheet's own, scaled as the drawing is.

        Scaled means: so that `path` fits into `room` (width, height) with its ink. Results are in `least`..`most`,
        but a pen of the sheet's own may be as fine as it is.
        """
        if self.takes(Step.PEN):
            return float(np.clip(self.stroke_width, least, most))
        if self.takes(Step.BOX):
            own = self.sheet_pen / path.size if path.size > 0 else 1.0
            width = own * float(np.min(room / np.maximum(path.extent + own, 1e-9)))
        else:
            width = self.sheet_pen * min(self.shape)
        return float(np.clip(width, _FINEST, most))

    def sheet_scale(self, path: Path) -> float:
        """Pixels for each unit of `path` when the sheet becomes the image."""
        return path.size * min(self.shape)

    def sheet_middle(self, path: Path) -> Floats:
        """Where the middle of the box around `path` lies in the image then, in pixel indices (x, y)."""
        side = min(self.shape)
        middle: Floats = (np.array(self.shape[::-1]) - side) / 2 + np.array(path.middle) * side - 0.5
        return middle


def _mnist(path: Path, work: _Work) -> NDArray[np.uint8]:
    box = round(min(work.shape) * MNIST_BOX)
    shaped = _mnist_upright(path) if work.takes(Step.UPRIGHT) else path
    pen = work.pen(shaped, np.array([box, box]), 1.0, box / 2)
    longest = max(float(shaped.extent.max()), 1e-9)
    scaled = shaped.scaled((box - pen) / longest if work.takes(Step.BOX) else work.sheet_scale(path))
    if work.takes(Step.BOX) or work.takes(Step.CENTRE):
        corner = (np.array(work.shape[::-1]) - scaled.extent - pen) // 2  # on a pixel's edge: ink fills whole pixels
        corner = corner + pen / 2 - 0.5
    else:
        corner = work.sheet_middle(path) - scaled.extent / 2
    ink = draw(scaled.moved(scaled.points + corner), pen, work.shape)
    placed = centred_by_mass(ink) if work.takes(Step.CENTRE) else ink
    image: NDArray[np.uint8] = np.rint(255 * placed).astype(np.uint8)
    return image


def _mnist_upright(path: Path) -> Path:
    slant = slant_of(path)
    upright = path.sheared(slant - float(np.clip(slant, -_MNIST_SLANT, _MNIST_SLANT)))
    return upright.scaled([_proportioned(*upright.extent), 1.0])


def _proportioned(width: float, height: float) -> float:
    """Return how much a drawing is widened, towards the proportions that networks know."""
    drawn = width / max(height, 1e-9)
    return max(float(np.interp(drawn, *_PROPORTIONS)) / drawn, _LEAST_SQUEEZE) if drawn > 0 else 1.0


def _digits(path: Path, work: _Work) -> NDArray[np.uint8]:
    height, width = work.shape
    bitmap = replace(work, shape=(height * BLOCK, width * BLOCK), stroke_width=work.stroke_width * DIGITS_PEN)
    upright = path.sheared(digits_slant(path)) if work.takes(Step.UPRIGHT) else path
    room = np.array([width, height]) * BLOCK * ([DIGITS_WIDTH, 1.0] if work.takes(Step.UPRIGHT) else [1.0, 1.0])
    pen = bitmap.pen(upright, room, 2.0, min(bitmap.shape) / 4)
    scaled = upright.scaled(_digits_scale(upright, room - pen, bitmap))
    ink = draw(scaled.moved(scaled.points + _digits_corner(scaled, bitmap)), pen, bitmap.shape)
    blocks = ink.reshape(height, BLOCK, width, BLOCK).sum(axis=(1, 3))
    image: NDArray[np.uint8] = np.rint(blocks).astype(np.uint8)
    return image


def _digits_scale(path: Path, room: Floats, bitmap: _Work) -> Floats:
    """Return how much `path` grows in x and in y to fill `room`, stretched or in proportion."""
    scale = room / np.maximum(path.extent, 1e-9)
    if bitmap.takes(Step.UPRIGHT):
        scale = np.minimum(scale, [MAX_STRETCH * scale[1], MAX_RAISE * scale[0]])
    else:
        scale = np.full(2, scale.min())
    if not bitmap.takes(Step.BOX):
        scale = scale * (bitmap.sheet_scale(path) / scale[path.extent.argmax()])
    return scale


def _digits_corner(path: Path, bitmap: _Work) -> Floats:
    """Return where in the bitmap the corner 0, 0 of `path` goes."""
    corner: Floats = -path.extent / 2
    if not bitmap.takes(Step.CENTRE) and not bitmap.takes(Step.BOX):
        return corner + bitmap.sheet_middle(path)
    if bitmap.takes(Step.CENTRE):  # the set's own digits lie between box and mass in the middle
        mass = float(path.evenly(SPACING)[:, 0].mean())
        corner = corner - [(mass - path.extent[0] / 2) / 2, 0.0]
    return corner + (np.array(bitmap.shape[::-1]) - 1) / 2
