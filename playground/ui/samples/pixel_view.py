"""One picture of a data set, large, with the values of its pixels."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.look import Look
from playground.ui.paper import GREYS, draw_crisp, grey_steps, paper_image, pixel_at, pixel_rect

_DIGIT = 5.5
"""Room that a pixel needs for each digit of its value, in px, to hold it as text with 8 px around it."""

CELL_WIDTH, CELL_HEIGHT = 30, 18


class PixelView(QWidget):
    """A picture as large as whole pixels allow. Large pixels show their values; else a frame marks those that a
    `PixelLens` beside it shows, and follows the mouse.
    """

    focus_changed = Signal(int, int)
    """Row and column of the pixel that is meant."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._values: NDArray[Any] | None = None
        self._high = 1.0
        self._focus = (0, 0)
        self._window = (1, 1)
        self._place = QRectF()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    @property
    def focus_pixel(self) -> tuple[int, int]:
        return self._focus

    def focus_value(self) -> int:
        """Return the stored value of the pixel that is meant; 0 while there is no picture."""
        return int(self._values[self._focus]) if self._values is not None else 0

    def show_picture(self, values: NDArray[Any], high: float) -> None:
        """Show `values` [h, w], stored values 0..high; the lens goes to where the ink is."""
        fresh = self._values is None or not np.array_equal(values, self._values)
        self._values, self._high = values, high
        if fresh:
            self._go_to(_middle_of_ink(values))

    def set_window(self, rows: int, columns: int) -> None:
        """Take how many pixels the lens shows."""
        self._window = (rows, columns)
        self.update()

    def move_focus(self, rows: int, columns: int) -> None:
        """Go so many pixels down and right, up to the picture's edge."""
        if self._values is not None:
            last_row, last_column = self._values.shape[0] - 1, self._values.shape[1] - 1
            row, column = self._focus[0] + rows, self._focus[1] + columns
            self._go_to((max(0, min(row, last_row)), max(0, min(column, last_column))))

    def values_shown(self) -> bool:
        """Tell whether all values can be read in the picture itself."""
        if self._values is None:
            return False
        rows, columns = self._values.shape
        need = 8 + _DIGIT * len(str(int(self._high)))
        return bool(min((self.width() - 2) // columns, (self.height() - 2) // rows) >= need)

    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(112, 112)

    def paintEvent(self, event: QPaintEvent) -> None:
        values = self._values
        if values is None:
            return
        painter = QPainter(self)
        theme = self._look.theme
        image = paper_image(values, self._high, theme)
        self._place = draw_crisp(painter, self._square(image.width(), image.height()), image)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawRect(self._place.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.values_shown():
            self._paint_values(painter, values)
        else:
            self._paint_window(painter, values.shape)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._values is not None:
            pixel = pixel_at(event.position(), self._place, *self._values.shape)
            if pixel is not None:
                self._go_to(pixel)

    def _square(self, columns: int, rows: int) -> QRectF:
        """Return the upper left part of this widget, as large as whole pixels of the picture can fill."""
        size = max(1, min((self.width() - 2) // columns, (self.height() - 2) // rows))
        return QRectF(1, 1, columns * size, rows * size)

    def _go_to(self, pixel: tuple[int, int]) -> None:
        self._focus = pixel
        self.focus_changed.emit(*pixel)
        self.update()

    def _paint_values(self, painter: QPainter, values: NDArray[Any]) -> None:
        rows, columns = values.shape
        for row, column in np.ndindex(rows, columns):
            area = pixel_rect(self._place, row, column, rows, columns)
            draw_value(painter, self._look, area, int(values[row, column]), self._high)

    def _paint_window(self, painter: QPainter, shape: tuple[int, ...]) -> None:
        rows, columns = shape
        top, left = window_corner(self._focus, self._window, (rows, columns))
        first = pixel_rect(self._place, top, left, rows, columns)
        last = pixel_rect(self._place, top + self._window[0] - 1, left + self._window[1] - 1, rows, columns)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.theme.color("accent"), 2))
        painter.drawRect(first.united(last))


class PixelLens(QWidget):
    """The values of the pixels around one, as many as there is room for."""

    window_changed = Signal(int, int)
    """It shows so many rows and columns now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._values: NDArray[Any] | None = None
        self._high = 1.0
        self._focus = (0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_picture(self, values: NDArray[Any], high: float) -> None:
        """Take the picture `values` [h, w], stored values 0..high."""
        self._values, self._high = values, high
        self.update()

    def show_pixel(self, row: int, column: int) -> None:
        self._focus = (row, column)
        self.update()

    def window_size(self) -> tuple[int, int]:
        """Return how many rows and columns of pixels are shown: odd, so that one is in the middle."""
        return _odd(self.height() // CELL_HEIGHT, 7), _odd(self.width() // CELL_WIDTH, 9)

    def sizeHint(self) -> QSize:
        return QSize(5 * CELL_WIDTH, 5 * CELL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * CELL_WIDTH, 3 * CELL_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.window_changed.emit(*self.window_size())

    def paintEvent(self, event: QPaintEvent) -> None:
        values = self._values
        if values is None:
            return
        painter = QPainter(self)
        rows, columns = values.shape
        window = min(self.window_size()[0], rows), min(self.window_size()[1], columns)
        top, left = window_corner(self._focus, window, (rows, columns))
        shades = paper_image(values[top : top + window[0], left : left + window[1]], self._high, self._look.theme)
        painter.drawImage(QRectF(0, 0, window[1] * CELL_WIDTH, window[0] * CELL_HEIGHT), shades)
        for row, column in np.ndindex(*window):
            area = QRectF(column * CELL_WIDTH, row * CELL_HEIGHT, CELL_WIDTH, CELL_HEIGHT)
            draw_value(painter, self._look, area, int(values[top + row, left + column]), self._high)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.theme.color("border"), 1))
        painter.drawRect(QRectF(0.5, 0.5, window[1] * CELL_WIDTH - 1, window[0] * CELL_HEIGHT - 1))


def window_corner(focus: tuple[int, int], window: tuple[int, int], shape: tuple[int, int]) -> tuple[int, int]:
    """Return the first row and column of a window around `focus` that stays within the picture."""
    top, left = (
        max(0, min(middle - size // 2, whole - size)) for middle, size, whole in zip(focus, window, shape, strict=True)
    )
    return top, left


def draw_value(painter: QPainter, look: Look, area: QRectF, value: int, high: float) -> None:
    """Write a pixel's value on its own grey."""
    dark = int(grey_steps(np.array([value]), high)[0]) > GREYS * 0.45
    painter.setFont(look.font(11))
    painter.setPen(QColor(look.theme.paper if dark else look.theme.ink))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(value))


def _middle_of_ink(values: NDArray[Any]) -> tuple[int, int]:
    total = float(values.sum())
    if total <= 0:
        return values.shape[0] // 2, values.shape[1] // 2
    row = float(values.sum(axis=1) @ np.arange(values.shape[0])) / total
    column = float(values.sum(axis=0) @ np.arange(values.shape[1])) / total
    return round(row), round(column)


def _odd(count: int, most: int) -> int:
    return max(1, min(count, most) - 1 + min(count, most) % 2)
