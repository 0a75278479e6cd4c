"""One of the two pictures of what speaks for a class: title, picture, what its colours stand for, and words."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from playground.ui.look import Look
from playground.ui.trying.wrapped_text import WrappedText
from playground.ui.why.picture import Picture, Pixel
from playground.ui.why.ramp import Ramp

_GAP = 4
_LINES = 3


class MapColumn(QWidget):
    """While a pixel is pointed at, its value stands in place of the words."""

    pointed = Signal(object)
    """(row, column) of the pixel under the mouse, or None."""

    def __init__(self, look: Look, title: str, help_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title)
        self._title.setProperty("role", "head")
        self._title.setToolTip(help_text)
        self.picture = Picture(look, title)
        self.picture.pointed.connect(self.pointed)
        self._ramp = Ramp(look)
        self._words = WrappedText(look)
        self._words.set_usual_lines(_LINES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for widget in (self._title, self.picture, self._ramp, self._words):
            layout.addWidget(widget)
        layout.addStretch(1)

    def words(self) -> str:
        """Return what is said beneath the picture."""
        return self._words.text()

    def fit(self, room: QSize) -> None:
        """Make the picture as large as `room` for the whole column allows."""
        self.picture.fit(QSize(room.width(), self.side_within(room.height())))
        self._ramp.setFixedWidth(self.picture.width())

    def side_within(self, height: int) -> int:
        """Return what the rest of the column leaves of `height` for the picture, in px."""
        others = self._title.sizeHint().height() + self._ramp.height() + self._words.usual_height()
        return height - others - 3 * _GAP

    def show_map(self, image: QImage | None, end: float | None) -> None:
        """Show `image`, whose colours go from -end to end; None: nothing."""
        self.picture.show_image(image)
        self._ramp.show_end(end)

    def show_words(self, text: str, pixel: Pixel | None, side: int = 1) -> None:
        """Show `text`: about the whole picture, or about the square of `side` pixels around `pixel`, framed then."""
        self.picture.point_at(pixel, side)
        self._words.show_text(text, "text2" if pixel is None else "text")
