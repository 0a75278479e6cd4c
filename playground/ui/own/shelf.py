"""Where the cells of a gallery lie that is longer than what is seen of it."""

from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize

from playground.ui.samples.cells import FRAMES, CaptionNeed, CellGrid, fit

_RIM = 4
"""Room around the cells, for the frames of the selected ones, in px."""

_SIZES = FRAMES[:2]
"""Sides of pictures with their frames: the larger ones where all are seen then."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All rows of cells beneath each other: `grid` counts from the top of the first row; `cell` is a cell's height."""

    grid: CellGrid
    cell: float
    count: int

    @property
    def height(self) -> int:
        """Height of all rows, in px."""
        return ceil((self.grid.rows - 1) * self.grid.pitch_y + self.cell) + 2 * _RIM if self.count else 0

    def rows(self, top: int, height: int) -> range:
        """Return the rows of which something is seen in `height` px from `top`."""
        first = int(max(0.0, top - _RIM - self.cell) // self.grid.pitch_y)
        last = int(max(0.0, top + height - _RIM) // self.grid.pitch_y)
        return range(min(first, self.grid.rows), min(last + 1, self.grid.rows))

    def row_top(self, row: int) -> int:
        """Return where `row` begins, with its rim, in px."""
        return round(row * self.grid.pitch_y)

    def strip(self, rows: range) -> CellGrid:
        """Return the cells of `rows` alone, counted from where the first of them begins."""
        return replace(self.grid, rows=max(1, len(rows)))

    def positions(self, rows: range) -> range:
        """Return which cells lie in `rows`."""
        columns = self.grid.columns
        return range(min(rows.start * columns, self.count), min(rows.stop * columns, self.count))

    def position_at(self, point: QPointF) -> int | None:
        """Return which cell lies under `point`."""
        position = self.grid.position_at(point, self.cell)
        return position if position is not None and position < self.count else None


def shelve(room: QSize, need: CaptionNeed, count: int) -> Shelf:
    """Lay `count` cells out in the width of `room`, larger where its height has room for all of them then."""
    shelves = [_shelve(room.width(), need, count, frame) for frame in _SIZES]
    return next((shelf for shelf in reversed(shelves) if shelf.height <= room.height()), shelves[0])


def _shelve(width: int, need: CaptionNeed, count: int, frame: float) -> Shelf:
    row = fit(QRectF(_RIM, _RIM, width - 2 * _RIM, 1), need, frame)
    return Shelf(replace(row, rows=max(1, ceil(count / row.columns))), frame + need.height, count)
