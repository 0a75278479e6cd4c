"""Pictures come in, from files, the clipboard or by drag and drop; the drawing goes out."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from playground.core.messages import PlaygroundError, message
from playground.core.preparation import Sketch
from playground.ui.trying.drawing_files import save_drawing
from playground.ui.trying.picture_source import file_filter, grey_from, grey_of_file
from playground.ui.words import say


class Exchange(QObject):
    """Asks for files and reads or writes them. Whatever fails is told as a sentence."""

    picture_read = Signal(object)
    """A picture came in: its grey values [h, w]."""
    failed = Signal(str)

    def __init__(
        self, window: QWidget, sketch: Callable[[], Sketch | None], image: Callable[[], QImage | None]
    ) -> None:
        """Dialogs stand before `window`; `sketch` returns what is drawn, `image` what is drawn or laid there, if
        anything is.
        """
        super().__init__(window)
        self._window = window
        self._sketch = sketch
        self._image = image

    def open_file(self) -> None:
        pictures = self.tr("Pictures ({endings})").format(endings=file_filter())
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a picture"), "", pictures)
        if path:
            self._read(lambda: grey_of_file(path))

    def paste(self) -> None:
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, mime: QMimeData) -> None:
        """Take the picture that is in what was dropped or pasted."""
        self._read(lambda: grey_from(mime))

    def copy(self) -> None:
        """Put what is drawn or laid there into the clipboard, as a picture."""
        image = self._image()
        if image is not None:
            QGuiApplication.clipboard().setImage(image)

    def save(self) -> None:
        """Ask for a file and write the drawing to it, as its ending says."""
        sketch = self._sketch()
        if sketch is None:
            return
        endings = {
            self.tr("Picture (*.png)"): ".png",
            self.tr("Curves (*.svg)"): ".svg",
            self.tr("Strokes, as nn-playground predict reads them (*.json)"): ".json",
        }
        named, kind = QFileDialog.getSaveFileName(self._window, self.tr("Save the drawing"), "", ";;".join(endings))
        if named:
            self._try(lambda: save_drawing(sketch, _with_ending(Path(named), endings.get(kind, ".png"))))

    def _read(self, read: Callable[[], NDArray[np.uint8]]) -> None:
        self._try(lambda: self.picture_read.emit(read()))

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except PlaygroundError as error:
            self.failed.emit(say(error.message))


def _with_ending(path: Path, ending: str) -> Path:
    """Return `path` with `ending` where it has none; raises PlaygroundError when that is a file already, which nobody
    was asked about.
    """
    if path.suffix:
        return path
    whole = path.with_name(path.name + ending)
    if whole.exists():
        raise PlaygroundError(
            message("{file} is there already. Choose it by its whole name to replace it.", file=whole)
        )
    return whole
