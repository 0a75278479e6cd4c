"""Finds the places of the diagram of plane data: a small map for each neuron."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from playground.ui.look import Look
from playground.ui.network.band import BEFORE_PINNED, EDGE, Band, to_view
from playground.ui.network.places import Places
from playground.ui.network.structure import Structure

_MAP = 44.0
_SMALL_MAP = 28.0
_SMALLEST_MAP = 20.0
_MAP_GAP = 3.0
_FEW, _SOME = 8, 12  # up to so many neurons have large maps, up to so many smaller ones in one column
_WIDEST_PITCH = 72.0
_INPUT_PITCH = 120.0
_LEAST_GAP = 28.0
_ANSWER_WIDTH = 100.0
_ARROW = 26.0  # room for the arrow to the decision surface


@dataclass(frozen=True, slots=True, eq=False)
class Maps:
    """The maps of one layer, row by row: upper left corners `x`, `y` [n], `side`; links meet them at `link_y` [n]."""

    x: Places
    y: Places
    side: float
    link_y: Places

    @property
    def left(self) -> float:
        return float(self.x.min())

    @property
    def right(self) -> float:
        return float(self.x.max()) + self.side

    @property
    def width(self) -> float:
        return self.right - self.left

    def moved(self, left: float) -> "Maps":
        """Return the maps so many px further right."""
        return Maps(np.rint(self.x + left), self.y, self.side, self.link_y)

    def rect(self, position: int) -> QRectF:
        return QRectF(float(self.x[position]), float(self.y[position]), self.side, self.side)

    def at(self, point: QPointF) -> int | None:
        across = np.abs(self.x + self.side / 2 - point.x())
        down = np.abs(self.y + self.side / 2 - point.y())
        inside = np.maximum(across, down) <= self.side / 2
        return int(inside.argmax()) if inside.any() else None


@dataclass(frozen=True, slots=True, eq=False)
class PlaneLayout:
    """All places, in px. `width` is what the diagram needs: more than it got where it has to be scrolled.

    `columns` are the maps of the inputs, then those of the hidden layers, whose heads may reach `reaches` px to both
    sides of their middles. Answers stand at `answer_y` [classes] from
    `answer_left` to `answer_right`.
    """

    band: Band
    width: float
    columns: tuple[Maps, ...]
    reaches: tuple[float, ...]
    answer_left: float
    answer_right: float
    answer_y: Places
    beyond: float = 0.0
    """How many px further right the answers would stand if they were not kept in view."""

    @property
    def right(self) -> float:
        """The right end of what is seen."""
        return self.answer_right + _ARROW + EDGE

    @property
    def between(self) -> QRectF:
        """Return where the maps of the hidden layers can be seen."""
        left = self.columns[0].right
        right = self.answer_left - (BEFORE_PINNED if self.beyond else 0.0)
        return QRectF(left, 0, right - left, self.band.bottom)

    def seen(self, left: float, width: float) -> "PlaneLayout":
        """Return the layout as it stands in a view of it that begins at `left`: inputs and answers keep their places
        at the view's edges.
        """
        shift = to_view(left + width, self.width)
        return replace(
            self,
            columns=(self.columns[0].moved(left), *self.columns[1:]),
            answer_left=self.answer_left + shift,
            answer_right=self.answer_right + shift,
            beyond=-shift,
        )

    def neuron_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return (column, position) of the map under `point`: column 0 are the inputs."""
        position = self.columns[0].at(point)
        if position is not None:
            return 0, position
        for column, maps in enumerate(self.columns[1:], 1):
            position = maps.at(point)
            if position is not None and self.between.contains(point):
                return column, position
        return None


def lay_out_plane(structure: Structure, width: float, height: float, look: Look) -> PlaneLayout:
    """Find the places in `width` x `height` px; in too little width the widest layers show fewer neurons."""
    band = Band.of(height, look.small)
    blocks = _blocks(structure, band)
    fixed = 2 * EDGE + _MAP + _ANSWER_WIDTH + _ARROW + (len(blocks) + 1) * _LEAST_GAP
    while sum(block.width for block in blocks) + fixed > width:
        most = max((block.columns for block in blocks), default=1)
        if most == 1:
            break
        blocks = [block.narrower() if block.columns == most else block for block in blocks]  # alike stay alike
    free = max(0.0, width - fixed - sum(block.width for block in blocks))
    gap = _LEAST_GAP + free // (len(blocks) + 1)
    columns = [_inputs(band)]
    for block in blocks:
        columns.append(block.maps(band).moved(columns[-1].right + gap))
    left = columns[-1].right + gap
    count = len(structure.classes)
    return PlaneLayout(
        band=band,
        width=left + _ANSWER_WIDTH + _ARROW + EDGE,
        columns=tuple(columns),
        reaches=_reaches(columns, left + 30),
        answer_left=left,
        answer_right=left + _ANSWER_WIDTH,
        answer_y=_even(count, min(_INPUT_PITCH, band.height / count), band),
    )


def _reaches(columns: Sequence[Maps], end: float) -> tuple[float, ...]:
    """Return the room for the heads of the hidden layers: halfway to their neighbours, the last one at `end`."""
    middles = np.array([*((maps.left + maps.right) / 2 for maps in columns), end])
    halves = np.diff(middles) / 2 - 4
    return tuple(np.minimum(halves[:-1], halves[1:]).tolist())


def _blocks(structure: Structure, band: Band) -> "list[_Block]":
    """Return the maps of all hidden layers; those in one column are equally large everywhere."""
    blocks = [_Block.of(count, band) for count in structure.shown[:-1]]
    side = min((block.side for block in blocks if block.columns == 1), default=_MAP)
    return [replace(block, side=side) if block.columns == 1 else block for block in blocks]


@dataclass(frozen=True, slots=True)
class _Block:
    """A layer's maps in `rows` and `columns`, `side` px large, `pitch` px from row to row; `count` of them."""

    count: int
    rows: int
    columns: int
    side: float
    pitch: float

    @classmethod
    def of(cls, count: int, band: Band) -> "_Block":
        if count <= _SOME:
            side = _MAP if count <= _FEW else _SMALL_MAP
            pitch = min(band.height / count, _WIDEST_PITCH)
            return cls(count, count, 1, float(min(side, pitch - _MAP_GAP) // 1), pitch)
        pitch = _SMALLEST_MAP + _MAP_GAP
        columns = ceil(count / max(1, int(band.height / pitch)))
        return cls(count, ceil(count / columns), columns, _SMALLEST_MAP, pitch)

    @property
    def width(self) -> float:
        return self.columns * (self.side + _MAP_GAP) - _MAP_GAP

    def narrower(self) -> "_Block":
        """Return the block without its last column."""
        columns = self.columns - 1
        return _Block(min(self.count, self.rows * columns), self.rows, columns, self.side, self.pitch)

    def maps(self, band: Band) -> Maps:
        order = np.arange(self.count)
        middles = _even(self.rows, self.pitch, band)
        links = _even(self.rows * self.columns, self.pitch / self.columns, band)
        x = np.asarray((order % self.columns) * (self.side + _MAP_GAP), dtype=np.float64)
        return Maps(x, np.rint(middles[order // self.columns] - self.side / 2), self.side, links[: self.count])


def _inputs(band: Band) -> Maps:
    middles = _even(2, min(_INPUT_PITCH, band.height / 2), band)
    return Maps(np.full(2, EDGE), np.rint(middles - _MAP / 2), _MAP, middles)


def _even(count: int, pitch: float, band: Band) -> Places:
    heights: Places = band.middle + (np.arange(count, dtype=np.float64) - (count - 1) / 2) * pitch
    return heights
