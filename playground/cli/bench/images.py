"""The images that are trained on: MNIST where it is, else made ones that are as sparse."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from playground.cli.bench.plan import Plan
from playground.data.folders import LAYOUTS, DataFolders

_SIDE = 28
_CLASSES = 10
_INK = 0.191  # of MNIST's pixels are not 0
_SHIFT = 2
_WRONG = 0.05  # of the labels, so that the loss stays away from 0 as it does with MNIST
_AT_A_TIME = 5_000


@dataclass(frozen=True, slots=True)
class Images:
    """Where the data sets lie, and whether MNIST's images are made ones."""

    folders: DataFolders
    made: bool


@contextmanager
def found_or_made(folders: DataFolders, plan: Plan) -> Iterator[Images]:
    """Yield MNIST as it is found in `folders`; without it, images as many and as sparse, in a passing folder."""
    if "mnist" in folders.available():
        yield Images(folders, made=False)
        return
    with TemporaryDirectory(prefix="nn-playground-bench-") as folder:
        _write(Path(folder), plan)
        yield Images(DataFolders(own=Path(folder), given=None), made=True)


def _write(folder: Path, plan: Plan) -> None:
    """Write the four files of MNIST's layout."""
    layout = LAYOUTS["mnist"]
    raw = folder / layout.folder / "raw"
    raw.mkdir(parents=True)
    random = np.random.default_rng(0)
    stamps = [_stamp(random) for _ in range(_CLASSES)]
    train, test = (_made(count, stamps, random) for count in (plan.train_images, plan.test_images))
    for name, array in zip(layout.names, (*train, *test), strict=True):
        header = struct.pack(f">4B{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
        (raw / name).write_bytes(header + array.tobytes())


def _stamp(random: np.random.Generator) -> NDArray[np.bool_]:
    """Return a blot [side, side] in the middle of the image, of as many pixels as a digit has."""
    y, x = np.mgrid[0:_SIDE, 0:_SIDE] / _SIDE - 0.5
    waves = sum(np.sin(2 * np.pi * (u * x + v * y) + phase) for u, v, phase in random.uniform(-3, 3, (6, 3)))
    height = waves - 20 * (x**2 + y**2)
    blot: NDArray[np.bool_] = height > np.quantile(height, 1 - _INK)
    return blot


def _made(
    count: int, stamps: list[NDArray[np.bool_]], random: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return images [count, side, side] and labels [count]: the stamps of the classes, moved and inked at random."""
    meant = random.integers(_CLASSES, size=count)
    moved = np.array(
        [[[np.roll(stamp, (down, right), (0, 1)) for right in _MOVES] for down in _MOVES] for stamp in stamps]
    )  # [classes, down, right, side, side]
    down, right = random.integers(len(_MOVES), size=(2, count))
    images = np.empty((count, _SIDE, _SIDE), np.uint8)
    for start in range(0, count, _AT_A_TIME):
        some = slice(start, start + _AT_A_TIME)
        shapes = moved[meant[some], down[some], right[some]]
        images[some] = shapes * random.integers(1, 256, shapes.shape, dtype=np.uint8)
    labels = np.where(random.random(count) < _WRONG, random.integers(_CLASSES, size=count), meant)
    return images, labels.astype(np.uint8)


_MOVES = range(-_SHIFT, _SHIFT + 1)
