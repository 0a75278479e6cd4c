"""A drawing as a picture or a file: PNG as it looks, SVG as curves, JSON as its points."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from playground.core.messages import PlaygroundError, message
from playground.core.placing import placed
from playground.core.preparation import Sketch
from playground.core.stroke_file import LabelledDrawing, drawings_to_json
from playground.ui.ink_path import paint_sketch

_SIDE = 1024
_INK = QColor(Qt.GlobalColor.black)


def picture_of(sketch: Sketch) -> QImage:
    """Return `sketch` in black on white, as large as a picture that is looked at."""
    image = QImage(_SIDE, _SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_sketch(painter, sketch, QRectF(image.rect()), _INK)
    painter.end()
    return image


def picture_of_grey(grey: NDArray[np.uint8]) -> QImage:
    """Return grey values [h, w] as an image."""
    bytes_ = np.ascontiguousarray(grey)
    rows, columns = bytes_.shape
    return QImage(bytes_.data, columns, rows, columns, QImage.Format.Format_Grayscale8).copy()


def picture_of_values(values: NDArray[Any], high: float) -> QImage:
    """Return stored values [h, w], 0..high, in black on white."""
    return picture_of_grey(np.rint(255 - np.clip(values / high, 0, 1) * 255).astype(np.uint8))


def save_drawing(sketch: Sketch, path: Path) -> None:
    """Write `sketch` as what the ending of `path` says; raises PlaygroundError where that is unknown, or the disk does
    not take it.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        what = message("A drawing is saved as .png, .svg or .json, and {name} ends in none of these.", name=path.name)
        raise PlaygroundError(what)
    content = write(sketch)
    with placed(path) as file:
        file.write(content)


def _png(sketch: Sketch) -> bytes:
    buffer = _open_buffer()
    QImageWriter(buffer, b"PNG").write(picture_of(sketch))
    return bytes(buffer.data().data())


def _svg(sketch: Sketch) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    buffer = _open_buffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(_SIDE, _SIDE))
    generator.setViewBox(QRectF(0, 0, _SIDE, _SIDE))
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, _SIDE, _SIDE), Qt.GlobalColor.white)
    paint_sketch(painter, sketch, QRectF(0, 0, _SIDE, _SIDE), _INK)
    painter.end()
    return bytes(buffer.data().data())


def _json(sketch: Sketch) -> bytes:
    return drawings_to_json([LabelledDrawing(sketch.strokes)]).encode()


_WRITERS: Mapping[str, Callable[[Sketch], bytes]] = {".png": _png, ".svg": _svg, ".json": _json}


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
