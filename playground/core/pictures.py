"""Pictures of something drawn or photographed -> the image that a data set expects.

What is known of strokes is unknown here: which grey is the paper, where the ink lies, how wide its lines are. Ink whose
lines are about as wide as those of the training images is scaled and placed as it is. Lines that are far from that are
made finer or wider first.
"""

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.core.catalog import Drawing
from playground.core.messages import PlaygroundError, message
from playground.core.picture_ground import INKED, darkness_of, ink_of
from playground.core.preparation_steps import Step
from playground.core.resampling import centred_by_mass, fitted, in_the_middle, moved_within, pasted, resized, sheared
from playground.core.stroke_paths import Floats, digits_slant_through
from playground.core.stroke_width import measure_stroke_width, with_stroke_width
from playground.core.strokes import BLOCK, DIGITS_PEN, DIGITS_WIDTH, MAX_RAISE, MAX_STRETCH, MNIST_BOX

LARGEST_SIDE = 480
"""The long side in pixels that a larger picture is brought to before it is prepared: time goes with its area, 8 ms for
480 x 360, and the pictures of data sets are 17 times smaller.
"""

_FAR_OFF = {Drawing.MNIST: (0.6, 1.7), Drawing.DIGITS: (0.75, 1.35)}
"""Lines are changed when they are less, or more, than these parts of the training images' width.

Nineteen of twenty MNIST images lie from 0.7 to 1.5 and are best left alone: closer bounds cost up to half a point.
Thickened by 3x3 and 5x5 pixels, they rose from 92 and 71 to 94 and 87 %. The 8x8 digits vary less.
"""

_WORKING_SIDE = 96
"""The long side in pixels that ink is brought to when its lines are made finer or wider."""

_ROUNDS_WIDER = 2
"""How often fine lines are made wider: blurred ones are measured well only when near. Wide ones are made finer once,
since loops that are filled look like wide lines: a second time took 87 % to 76 for MNIST thickened by 5x5.
"""

_MARGIN = _WORKING_SIDE // 3
"""Pixels around it, and the widest that a line can become."""


def prepare_picture(
    grey: NDArray[np.uint8],
    drawing: Drawing,
    shape: tuple[int, int],
    stroke_width: float,
    without: Set[Step] = frozenset(),
) -> NDArray[np.uint8]:
    """Return `grey` [h, w], light on dark or dark on light, as an image [*shape] in the data set's stored values.

    Digits and letters are fitted and placed as drawings are (see `strokes.prepare`), their lines brought to
    `stroke_width` where they are far from it; other sets (Fashion-MNIST) get the thing as large as it fits. The steps
    `without` are left out. Raises PlaygroundError when the picture shows nothing.
    """
    if grey.ndim != 2 or min(grey.shape) < 2:
        raise PlaygroundError(message("The picture is too small to show anything: it needs at least 2 x 2 pixels."))
    ink = darkness_of(grey) if Step.GROUND in without else ink_of(grey)
    if drawing is Drawing.NONE:
        placed = _laid(ink, _Room(shape, (min(shape), min(shape))), without)
        return np.rint(255 * placed).astype(np.uint8)
    to_image = _mnist if drawing is Drawing.MNIST else _digits
    width, image = to_image(ink, shape, without)
    least, most = (part * stroke_width for part in _FAR_OFF[drawing])
    if Step.PEN in without or least <= width <= most:
        return image
    for _ in range(_ROUNDS_WIDER if width < least else 1):
        ink = _with_strokes(ink, stroke_width / max(width, 1e-9), keeps_size=Step.BOX in without)
        width, image = to_image(ink, shape, without)
    return image


def _mnist(ink: Floats, shape: tuple[int, int], without: Set[Step]) -> tuple[float, NDArray[np.uint8]]:
    """Return the width of the ink's lines, in pixels as `stroke_width` is, and the image of the ink as it is."""
    box = round(min(shape) * MNIST_BOX)
    placed = _laid(ink, _Room(shape, (box, box)), without)
    centred = placed if Step.CENTRE in without else centred_by_mass(placed)
    return measure_stroke_width(centred[None]), np.rint(255 * centred).astype(np.uint8)


def _digits(ink: Floats, shape: tuple[int, int], without: Set[Step]) -> tuple[float, NDArray[np.uint8]]:
    """Return the width of the ink's lines, in pixels as `stroke_width` is, and the image that counts the ink."""
    height, width = shape[0] * BLOCK, shape[1] * BLOCK
    if Step.UPRIGHT in without:
        placed = _laid(ink, _Room((height, width), (height, width)), without)
    else:
        room = _Room((height, width), (height, width * DIGITS_WIDTH), stretched=True)
        placed = _laid(_upright(ink, keeps_size=Step.BOX in without), room, without)
    centred = placed if Step.CENTRE in without else _between_box_and_mass(placed)
    blocks = centred.reshape(shape[0], BLOCK, shape[1], BLOCK).sum(axis=(1, 3))
    return measure_stroke_width(centred[None]) / DIGITS_PEN, np.rint(blocks).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class _Room:
    """An image [*shape] and the height and width that ink fills in its middle: in proportion, or `stretched`."""

    shape: tuple[int, int]
    box: tuple[float, float]
    stretched: bool = False

    def scale(self, height: int, width: int) -> tuple[float, float]:
        """Return how much ink of this size grows, down and to the right."""
        down, right = self.box[0] / height, self.box[1] / width
        if self.stretched:
            return min(down, MAX_RAISE * right), min(right, MAX_STRETCH * down)
        return min(down, right), min(down, right)


def _laid(ink: Floats, room: _Room, without: Set[Step]) -> Floats:
    """Return `ink` in its `room`; without a box, all of the picture is fitted into the image instead."""
    rows, columns = _inked_box(ink)
    down, right = room.scale(_length(rows), _length(columns))
    if Step.BOX not in without:
        part = ink[rows, columns]
        return in_the_middle(_grown(part, down, right), room.shape)
    sheet = min(room.shape) / max(ink.shape)
    down, right = np.array([down, right]) * (sheet / (down if _length(rows) >= _length(columns) else right))
    top = _kept_place(rows, ink.shape[0], room.shape[0], sheet, down)
    left = _kept_place(columns, ink.shape[1], room.shape[1], sheet, right)
    return pasted(_grown(ink, down, right), room.shape, top, left)


def _kept_place(inked: slice, old: int, new: int, sheet: float, grown: float) -> int:
    """Return where a picture begins, of `old` pixels, so that its ink keeps its place on a sheet scaled by `sheet`."""
    middle = float(inked.start + inked.stop) / 2
    return round(new / 2 + (middle - old / 2) * sheet - middle * grown)


def _grown(ink: Floats, down: float, right: float) -> Floats:
    return resized(ink, max(1, round(ink.shape[0] * down)), max(1, round(ink.shape[1] * right)))


def _inked_box(ink: Floats) -> tuple[slice, slice]:
    """Return the rows and columns of the box around all ink; the soft edge of the strokes may stay outside."""
    inked = ink > min(INKED, float(ink.max()) / 2)
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _length(part: slice) -> int:
    return int(part.stop - part.start)


def _upright(ink: Floats, *, keeps_size: bool) -> Floats:
    places = np.argwhere(ink > INKED)[:, ::-1].astype(np.float64)
    if not len(places):
        return ink
    upright = sheared(ink, digits_slant_through(places))
    room = (upright.shape[1] - ink.shape[1]) // 2
    return upright[:, room : room + ink.shape[1]] if keeps_size else upright


def _between_box_and_mass(ink: Floats) -> Floats:
    """Move the ink so that, from left to right, the middle lies between that of its box and that of its mass."""
    rows, columns = _inked_box(ink)
    box = np.array([rows.start + rows.stop - 1, columns.start + columns.stop - 1]) / 2
    mass = float(ink.sum(axis=0) @ np.arange(ink.shape[1])) / float(ink.sum())
    down, right = (np.array(ink.shape) - 1) / 2 - [box[0], (box[1] + mass) / 2]
    return moved_within(ink, round(down), round(right))


def _with_strokes(ink: Floats, times: float, *, keeps_size: bool) -> Floats:
    """Return `ink` with strokes `times` as wide as they are, measured against the long side of all of it."""
    rows, columns = _inked_box(ink)
    work = np.pad(fitted(ink[rows, columns], _WORKING_SIDE), _MARGIN)
    work = work / work.max()
    width = measure_stroke_width(work[None])
    wanted = min(width * times, float(_MARGIN))
    # The strokes' ends move as their sides do, and all of it will be scaled into the same box again.
    change = wanted * (_WORKING_SIDE - width) / (_WORKING_SIDE - wanted) - width
    changed = with_stroke_width(work, change)
    if not keeps_size:
        return changed
    scale = max(_length(rows), _length(columns)) / _WORKING_SIDE
    corner = rows.start - round(_MARGIN * scale), columns.start - round(_MARGIN * scale)
    return pasted(_grown(changed, scale, scale), ink.shape, *corner)
