"""Reading IDX files (the format of MNIST: magic number, dimensions, bytes), plain or gzip'd.

Nothing in a file is believed: the header is held against what is expected before memory is taken, no more is unpacked
than the header promises, and what is missing or left over is an error.
Format: http://yann.lecun.com/exdb/mnist/, "the IDX file format".
"""

import gzip
import struct
import zlib
from math import prod
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from playground.core.messages import Message, PlaygroundError, message

_BYTES = 0x08  # the type code of unsigned bytes, the only one that the MNIST family uses
_MOST_ITEMS = 1_000_000
_CHUNK = 1 << 20  # gzip unpacks as much as is asked for into bytes of its own first


def read_idx(file: Path, item_shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return the content of `file` as uint8 [n, *item_shape], n from 1 to a million; .gz is unpacked by its name.

    Raises PlaygroundError that names the file when it cannot be read, is no IDX file of bytes, has items of another
    shape, or does not end where its header says.
    """
    try:
        with _opened(file) as stream:
            return _read(stream, file, item_shape)
    except OSError as error:
        raise _bad(file, message("{error}", error=error.strerror or error)) from error
    except (EOFError, zlib.error) as error:
        raise _bad(file, message("{error}", error=error)) from error


def _opened(file: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(file, "rb")) if file.suffix == ".gz" else file.open("rb")


def _read(stream: BinaryIO, file: Path, item_shape: tuple[int, ...]) -> NDArray[np.uint8]:
    count = _count(stream, file, item_shape)
    items = np.empty((count, *item_shape), dtype=np.uint8)
    if _fill(stream, items) < items.size:
        raise _bad(file, message("it ends before the {count} items that it announces", count=count))
    if stream.read(1):
        raise _bad(file, message("it goes on after the {count} items that it announces", count=count))
    return items


def _count(stream: BinaryIO, file: Path, item_shape: tuple[int, ...]) -> int:
    dimensions = 1 + len(item_shape)
    header = stream.read(4 + 4 * dimensions)
    if header[:3] != bytes([0, 0, _BYTES]) or len(header) < 4 + 4 * dimensions:
        raise _bad(file, message("it is no IDX file of bytes"))
    count, *shape = struct.unpack(f">{dimensions}I", header[4:])
    if header[3] != dimensions or tuple(shape) != item_shape:
        raise _bad(file, message("its items are not {shape}", shape="x".join(map(str, item_shape)) or "single numbers"))
    if not 1 <= count <= _MOST_ITEMS:
        raise _bad(file, message("it announces {count} items", count=count))
    return int(count)


def _fill(stream: BinaryIO, items: NDArray[np.uint8]) -> int:
    """Read into `items` and return how many bytes there were."""
    view = memoryview(items.data).cast("B")
    got = 0
    while got < prod(items.shape):
        more = cast("gzip.GzipFile", stream).readinto(view[got : got + _CHUNK])
        if not more:
            break
        got += more
    return got


def _bad(file: Path, why: Message) -> PlaygroundError:
    return PlaygroundError(
        message(
            "{file} cannot be read: {why}. Remove it and download it again, or choose another folder.",
            file=file,
            why=why,
        )
    )
