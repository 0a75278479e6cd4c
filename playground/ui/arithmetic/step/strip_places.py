"""Where the cells of a large network go: pictures of the inputs, then a strip of cells for each layer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

HEAD = 18.0
_SIDE = 10.0
_BETWEEN = 10.0
_CELLS = (22, 18, 14, 12, 10, 8, 6, 5, 4)
_PICTURE, _LEAST_PICTURE = 112.0, 56.0
_LEAST_HEAD = 80.0
_CHIP_HEIGHT = 36.0
_LEAST_CHIP, _MOST_CHIP = 46.0, 72.0
MOST_CHIPS = 12


@dataclass(frozen=True, slots=True)
class Strip:
    """`count` cells of `cell` px (w, h), `across` of them in each row, from the corner of `area` on; its head is above
    it, up to `room` px wide.
    """

    area: QRectF
    count: int
    across: int
    cell: QSizeF
    room: float

    def box(self, index: int) -> QRectF:
        row, column = divmod(index, self.across)
        corner = QPointF(column * self.cell.width(), row * self.cell.height()) + self.area.topLeft()
        return QRectF(corner, self.cell)

    def at(self, point: QPointF) -> int | None:
        """Return the cell at `point`; None where there is none."""
        if not self.area.contains(point):
            return None
        away = point - self.area.topLeft()
        column, row = int(away.x() / self.cell.width()), int(away.y() / self.cell.height())
        index = row * self.across + column
        return index if column < self.across and index < self.count else None

    def head(self) -> QRectF:
        return QRectF(self.area.left(), self.area.top() - HEAD, self.room, HEAD)


@dataclass(frozen=True, slots=True)
class StripPlaces:
    """`weights` is a second picture beside that of the inputs, where they are one."""

    inputs: Strip
    weights: Strip | None
    layers: Sequence[Strip]
    height: float


def arranged(sizes: Sequence[int], shape: Sequence[int], room: QSizeF) -> StripPlaces:
    """Place a network of `sizes`, the inputs first, of which the inputs have `shape`; `height` is what that needs."""
    width = room.width() - 2 * _SIDE
    strips = len(sizes)
    hidden = sizes[1:-1]
    budget = room.height() - strips * (HEAD + _BETWEEN) - _chip_rows(sizes[-1], width) * _CHIP_HEIGHT
    picture = max(_LEAST_PICTURE, min(_PICTURE, budget * (0.45 if hidden else 1.0), (width - 2 * _BETWEEN) / 2))
    is_picture = len(shape) == 2
    top = HEAD
    inputs = _picture(shape, picture, _SIDE, top) if is_picture else _strip(sizes[0], width, picture, top)
    weights = _picture(shape, picture, inputs.area.right() + 3 * _BETWEEN, top) if is_picture else None
    top = inputs.area.bottom() + _BETWEEN + HEAD
    each = max(0.0, budget - inputs.area.height()) / max(1, len(hidden))
    layers = []
    for size in hidden:
        layers.append(_strip(size, width, each, top))
        top = layers[-1].area.bottom() + _BETWEEN + HEAD
    layers.append(_outputs(sizes[-1], width, each, top))
    return StripPlaces(inputs, weights, layers, layers[-1].area.bottom() + _SIDE)


def _picture(shape: Sequence[int], side: float, left: float, top: float) -> Strip:
    rows, columns = shape
    cell = max(2.0, math.floor(side / max(rows, columns)))
    area = QRectF(left, top, columns * cell, rows * cell)
    return Strip(area, rows * columns, columns, QSizeF(cell, cell), max(area.width(), _LEAST_HEAD))


def _strip(count: int, width: float, height: float, top: float) -> Strip:
    """Return a strip with the largest cells that fit, or the smallest there are."""
    fitting = (cell for cell in _CELLS if math.ceil(count / max(1, width // cell)) * cell <= height)
    cell = next(fitting, _CELLS[-1])
    rows = math.ceil(count / max(1, int(width // cell)))
    across = math.ceil(count / rows)  # rows of about the same length
    return Strip(QRectF(_SIDE, top, across * cell, rows * cell), count, across, QSizeF(cell, cell), width)


def _outputs(count: int, width: float, height: float, top: float) -> Strip:
    if count > MOST_CHIPS:
        return _strip(count, width, max(height, _CHIP_HEIGHT), top)
    rows = _chip_rows(count, width)
    across = math.ceil(count / rows)
    chip = math.floor(min(_MOST_CHIP, width / across))
    area = QRectF(_SIDE, top, chip * across, rows * _CHIP_HEIGHT)
    return Strip(area, count, across, QSizeF(chip, _CHIP_HEIGHT), width)


def _chip_rows(count: int, width: float) -> int:
    return 1 if count > MOST_CHIPS or width / count >= _LEAST_CHIP else 2
