"""Pictures from outside: a file, the clipboard, something dropped."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QFileInfo, QMimeData, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from playground.core.messages import PlaygroundError, message
from playground.core.pictures import LARGEST_SIDE

_MOST_PIXELS = 120_000_000
"""More than any camera has; what a file of some kilobytes claims to hold can be far more than memory does."""


def can_hold_picture(mime: QMimeData) -> bool:
    """Tell whether a picture might be in what is dropped or pasted."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def grey_from(mime: QMimeData) -> NDArray[np.uint8]:
    """Return the picture in what is dropped or pasted as grey values [h, w].

    Raises PlaygroundError when there is none, or its file cannot be read.
    """
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return grey_of(image)
    files = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
    if not files:
        raise PlaygroundError(message("There is no picture in the clipboard. Copy one first, or open a file."))
    return grey_of_file(files[0])


def grey_of_file(path: str) -> NDArray[np.uint8]:
    """Return the picture in the file `path` as grey values [h, w]; raises PlaygroundError when it is none, or one that
    is too large.
    """
    if not QFileInfo(path).isFile():  # a pipe would be waited for
        raise PlaygroundError(message("{path} is no file with a picture.", path=path))
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()  # as the file tells it: nothing is decoded yet
    if size.width() * size.height() > _MOST_PIXELS:
        raise PlaygroundError(
            message(
                "{path} has {width} x {height} pixels, which is too much: make it smaller first.",
                path=path,
                width=size.width(),
                height=size.height(),
            )
        )
    if max(size.width(), size.height()) > LARGEST_SIDE:
        reader.setScaledSize(size.scaled(LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise PlaygroundError(
            message("{path} cannot be read as a picture: {reason}", path=path, reason=reader.errorString())
        )
    return grey_of(image)


def grey_of(image: QImage) -> NDArray[np.uint8]:
    """Return `image` as grey values [h, w]; what is transparent in it becomes white, as paper is."""
    if max(image.width(), image.height()) > LARGEST_SIDE:
        image = image.scaled(
            LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    grey = flat.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), dtype=np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].copy()


def file_filter() -> str:
    """Return the endings of files that can be read, as a file dialog wants them: "*.png *.jpg"."""
    endings = sorted(bytes(ending.data()).decode("ascii") for ending in QImageReader.supportedImageFormats())
    return " ".join(f"*.{ending}" for ending in endings)
