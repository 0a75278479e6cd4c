"""Picture files on disk, read without Qt: Pillow decodes them."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground.core.messages import PlaygroundError, message
from playground.core.pictures import LARGEST_SIDE

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 64_000_000
"""More than most cameras take; a small file may unpack to far more."""


def read_grey(path: Path) -> NDArray[np.uint8]:
    """Return the picture `path` (PNG, JPEG, ...) in grey [h, w], 0 black to 255 white, what is transparent over white.

    Its long side is LARGEST_SIDE pixels at most. Raises PlaygroundError that names the file and what is wrong.
    """
    from PIL import Image, UnidentifiedImageError  # here, since nothing else needs it: 30 ms of start-up

    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise PlaygroundError(
                    message(
                        "{path} is too large: {width} x {height}.",
                        path=path,
                        width=picture.width,
                        height=picture.height,
                    )
                )
            grey = _grey_over_white(picture)
    except UnidentifiedImageError:
        raise PlaygroundError(message("{path} is not a picture that can be read.", path=path)) from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PlaygroundError(message("{path} cannot be read: {reason}.", path=path, reason=reason)) from None
    return np.asarray(grey, dtype=np.uint8)


def _grey_over_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image, ImageOps

    picture.draft("L", (LARGEST_SIDE, LARGEST_SIDE))
    if picture.mode.startswith("I"):  # 16 bits of grey, which `convert` would cut off instead of scaling down
        values = np.asarray(picture, dtype=np.float64)
        picture = Image.fromarray((values / max(values.max(), 255) * 255).astype(np.uint8))
    turned = ImageOps.exif_transpose(picture).convert("RGBA")
    turned.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    white = Image.new("RGBA", turned.size, "white")
    return Image.alpha_composite(white, turned).convert("L")
