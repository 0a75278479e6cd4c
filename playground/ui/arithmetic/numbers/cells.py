"""What stands in the cells of a picture that is shown as numbers, and in which colours."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from playground.core.numbers import Numbers
from playground.ui.figures import MINUS
from playground.ui.network.colors import image_of, map_colors
from playground.ui.paper import GREYS, grey_steps
from playground.ui.theme import Theme
from playground.ui.why.inked import ramp_end

_EVEN = 0.18  # luminance on which black and white text can be read equally well


class Shown(StrEnum):
    """What a cell holds."""

    PIXEL = "pixel"  # as stored
    WEIGHT = "weight"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """`texts` [h][w] in colours `image`, an image of one point each; where a cell is `dark` [h, w] its text is light.

    The colours go from -`end` to `end`, and 1 in a cell stands for `unit`; both are None where the cells hold what is
    stored.
    """

    texts: tuple[tuple[str, ...], ...]
    image: QImage
    dark: NDArray[np.bool_]
    end: float | None
    unit: float | None


def cells_of(numbers: Numbers, shown: Shown, high: float, theme: Theme) -> Cells:
    """Return the cells of a picture; `high` is the largest value that a pixel can have."""
    if shown is Shown.PIXEL:
        return _of_pixels(numbers.stored, high, theme)
    return _of_signed(numbers.weights if shown is Shown.WEIGHT else numbers.products, theme)


def _of_pixels(stored: NDArray[Any], high: float, theme: Theme) -> Cells:
    table = theme.paper_table(GREYS)
    colors = table[grey_steps(stored, high)].astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    colors = np.asarray(colors + 0xFF000000, dtype=np.uint32)
    texts = tuple(tuple(str(value) for value in row) for row in stored.tolist())
    return Cells(texts, image_of(colors), _dark(colors), None, None)


def _of_signed(values: NDArray[np.float64], theme: Theme) -> Cells:
    """Return cells of values around 0, as whole numbers of a unit that makes the largest two digits long."""
    finite = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    end = ramp_end(finite.astype(np.float32))
    unit = 10.0 ** (math.floor(math.log10(end) + 1e-9) - 1)
    colors = map_colors(finite / end, theme)
    texts = tuple(tuple(_whole(value) for value in row) for row in (values / unit).tolist())
    return Cells(texts, image_of(colors), _dark(colors), end, unit)


def _whole(value: float) -> str:
    return str(round(value)).replace("-", MINUS) if math.isfinite(value) else "–"


def _dark(colors: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell of each colour whether white is easier to read on it than black."""
    channels = np.stack([colors >> 16 & 255, colors >> 8 & 255, colors & 255], axis=-1) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    dark: NDArray[np.bool_] = linear @ np.array([0.2126, 0.7152, 0.0722]) < _EVEN
    return dark
