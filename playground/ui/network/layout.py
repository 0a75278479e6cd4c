"""Finds the places of the diagram of images and tables in the room there is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

import numpy as np
from PySide6.QtCore import QRectF

from playground.ui.look import SEMIBOLD, Look
from playground.ui.network import words
from playground.ui.network.band import EDGE, Band
from playground.ui.network.places import AnswerRows, FeatureRows, Layout, Places, Spots, Tiles
from playground.ui.network.sheet import text_width
from playground.ui.network.structure import Structure

BESIDE_TILES = 13.0
"""Between the patterns and the circles of the same neurons."""

_HEAD_GAP = 10.0  # between the heads of neighbouring columns
_TILE_ROWS = 8
_TILE_GAP = 4.0
_LARGEST_TILE = 72.0
_SMALLEST_TILE = 28.0
_ONE_COLUMN = 16  # up to so many neurons stand in one column, more in two
_CLASS_ROWS = 5  # of patterns with captions, without hidden layers; more where there are many classes
_MANY_CLASS_ROWS = 7
_CAPTION = 15.0  # room for the class above its pattern
_LEAST_GAP = 28.0  # between layers, for the links; in less room the layers scroll
_GOOD_GAP = 48.0  # first the patterns become smaller
_LARGEST_GAP = 170.0
_WIDEST_ANSWERS = 420.0
_LEAST_FEATURE_ROW = 14.0
_LEAST_STACKED_ROW = 28.0
_WIDEST_VALUE = ">\u202f99.99\u202f%"


def lay_out(structure: Structure, width: float, height: float, look: Look) -> Layout:
    """Share out a panel of `width` x `height` px: patterns first, then gaps for the links, then the answers' bars."""
    band = Band.of(height, look.small)
    grid = _Grid.of(structure, band, look) if structure.has_patterns else None
    columns = _columns(structure, band, grid)
    answers = _least_answers(structure, band, look)
    bound = BESIDE_TILES if grid is not None and columns else 0.0  # the first layer's circles, to their patterns
    gaps = len(columns) + (0 if bound else 1)
    good = _good_gap(structure, columns, look)
    needed = bound + sum(column.width for column in columns) + gaps * good + answers.right + EDGE
    if grid is None:
        start = _features_part(structure, band, look)
    else:
        start = _picture_part(structure, band, grid, width - needed, look)
    gap, answers_width = _shares(width - needed - start.right, gaps, good, answers.right)
    layers: list[Spots] = []
    x = start.right
    for column in columns:
        layers.append(column.starting_at(x + (bound if bound and not layers else gap)))
        x = layers[-1].right
    answers = replace(answers, spots=answers.spots.starting_at(x + gap), right=x + gap + answers_width)
    return Layout(
        band=band,
        width=answers.right + EDGE,
        picture=start.picture,
        pattern=start.picture.translated(0, start.picture.height() + 24) if start.picture is not None else None,
        tiles=start.tiles,
        features=start.features,
        layers=(*layers, answers.spots),
        reaches=_reaches(layers, answers.spots.left),
        answers=answers,
    )


def _good_gap(structure: Structure, columns: Sequence[Spots], look: Look) -> float:
    """Return the gap that gives the links a slope, and the heads of layers that are shown in part their words."""
    heads = [
        text_width(look, words.layer_subtitle(structure, number, None)[0]) + _HEAD_GAP - column.width
        for number, column in enumerate(columns)
        if structure.shown[number] < structure.sizes[number]
    ]
    return max([_GOOD_GAP, *heads])


def _shares(free: float, gaps: int, good: float, answers: float) -> tuple[float, float]:
    """Return the width of one gap and of the answers, with `free` px left beyond what these and `good` gaps need."""
    if free <= 0:
        return max(_LEAST_GAP, good + free / gaps), answers
    gap = min(_LARGEST_GAP, good + 0.75 * free / gaps)
    wide = answers + free - (gap - good) * gaps
    spare = max(0.0, wide - _WIDEST_ANSWERS)
    return gap + spare / gaps, wide - spare


def _reaches(layers: Sequence[Spots], end: float) -> tuple[float, ...]:
    """Return the room for the heads of the hidden layers: halfway to their neighbours, to `end` in the last one."""
    middles = [spots.middle for spots in layers]
    sides = [(after - before) / 2 for before, after in pairwise(middles)]
    to_right = [*sides, end - middles[-1]] if middles else []
    to_left = [to_right[0], *sides] if middles else []
    return tuple(min(pair) - _HEAD_GAP / 2 for pair in zip(to_left, to_right, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class _Start:
    """The left part, up to `right`: picture and patterns of images, or the features of a table."""

    right: float
    picture: QRectF | None = None
    tiles: Tiles | None = None
    features: FeatureRows | None = None


@dataclass(frozen=True, slots=True)
class _Grid:
    """Patterns in `rows` of `columns`, `pitch` px from row to row; captions above them need `caption_height` each and
    `caption_width`.
    """

    count: int
    rows: int
    columns: int
    pitch: float
    caption_height: float = 0.0
    caption_width: float = 0.0

    @classmethod
    def of(cls, structure: Structure, band: Band, look: Look) -> "_Grid":
        count = structure.shown[0]
        if structure.hidden:
            columns = ceil(count / _TILE_ROWS)
            rows = ceil(count / columns)
            return cls(count, rows, columns, min((band.height + _TILE_GAP) / rows, _LARGEST_TILE + _TILE_GAP))
        columns = ceil(count / (_CLASS_ROWS if count <= 2 * _CLASS_ROWS else _MANY_CLASS_ROWS))
        rows = ceil(count / columns)
        pitch = min(band.height / rows, _LARGEST_TILE + _CAPTION)
        widest = max(text_width(look, name, 11, SEMIBOLD) for name in structure.classes)
        return cls(count, rows, columns, pitch, _CAPTION, widest)

    def middles(self, band: Band) -> Places:
        """Return the height of the middle of each row."""
        return _even(self.rows, self.pitch, band)

    def neurons(self, band: Band) -> Places:
        """Return a height for each neuron, beside its pattern's row."""
        slots = _even(self.rows * self.columns, self.pitch / self.columns, band)
        return slots[: self.count]

    def tiles(self, left: float, room: float, structure: Structure, band: Band) -> Tiles:
        """Place the patterns from `left` on, in `room` px, or more where they would become too small to see."""
        across = room / self.columns
        down = self.pitch - self.caption_height
        side = min(down - _TILE_GAP, _LARGEST_TILE, max(across - _TILE_GAP, _SMALLEST_TILE))
        side = _whole_pixels(side, structure)
        pitch = max(min(down, across), side + _TILE_GAP, self.caption_width + 2 * _TILE_GAP)
        order = np.arange(self.count)
        first = left + max(0.0, self.caption_width - side) / 2
        x = np.rint(first + (order % self.columns) * pitch)
        y = np.rint(self.middles(band)[order // self.columns] + (self.caption_height - side) / 2)
        return Tiles(x, y, side, self.columns, captioned=self.caption_height > 0)


def _picture_part(structure: Structure, band: Band, grid: _Grid, end: float, look: Look) -> _Start:
    """Place picture and patterns so that they end at `end` px, or later where they would become too small."""
    side = _whole_pixels(min(max(114.0 + 0.35 * (band.height - 381.0), 72.0), 182.0), structure)
    picture = QRectF(EDGE, band.top, side, side)
    left = picture.right() + (28.0 if look.small else 40.0)
    tiles = grid.tiles(left, end - left, structure, band)
    return _Start(tiles.right, picture=picture, tiles=tiles)


def _even(count: int, pitch: float, band: Band) -> Places:
    """Return `count` heights, `pitch` px apart, around the middle of the band."""
    heights: Places = band.middle + (np.arange(count, dtype=np.float64) - (count - 1) / 2) * pitch
    return heights


def _whole_pixels(side: float, structure: Structure) -> float:
    """Return the largest side, up to `side`, in which the data set's pixels are alike, where they are large enough."""
    pixels = max(structure.input_shape)
    return float(side // pixels * pixels if side >= 2 * pixels else side // 1)


def _columns(structure: Structure, band: Band, grid: _Grid | None) -> Sequence[Spots]:
    """Return the circles of the hidden layers, each column at x = 0."""
    found = []
    for layer, count in enumerate(structure.shown[:-1]):
        beside = grid if layer == 0 else None
        heights = beside.neurons(band) if beside is not None else _even(count, min(band.height / count, 40.0), band)
        found.append(_spots(heights))
    return found


def _spots(heights: Places) -> Spots:
    """Return circles at `heights`: in one column, or in two, staggered, where there are many."""
    count = len(heights)
    pitch = float(heights[1] - heights[0]) if count > 1 else 40.0
    if count <= _ONE_COLUMN:
        return Spots(np.zeros(count), heights, min(18.0, pitch - 3.0))
    diameter = min(max(1.5 * pitch, 5.0), 14.0)
    return Spots((np.arange(count, dtype=np.float64) % 2) * (diameter + 1.6), heights, diameter)


def _answer_pitch(structure: Structure, band: Band) -> float:
    return min(band.height / len(structure.classes), 56.0)


def _least_answers(structure: Structure, band: Band, look: Look) -> AnswerRows:
    """Return the answers at x = 0, as narrow as they can be."""
    count, pitch = len(structure.classes), _answer_pitch(structure, band)
    short = all(len(name) <= 2 for name in structure.classes)
    lettered = short and pitch >= 19.0
    stacked = not short and pitch >= _LEAST_STACKED_ROW
    diameter = min(22.0, pitch - 3.0) if lettered else min(12.0, pitch - 3.0)
    value = text_width(look, _WIDEST_VALUE, weight=SEMIBOLD)
    name = 0.0 if lettered else max(text_width(look, name, weight=SEMIBOLD) for name in structure.classes)
    beside_circle = max(name + 10 + value, 100.0) if stacked else (name + 8 if name else 0.0) + 44 + 8 + value
    heights = _even(count, pitch, band)
    return AnswerRows(
        spots=Spots(np.full(count, diameter / 2), heights, diameter),
        right=diameter + 6 + beside_circle,
        pitch=pitch,
        lettered=lettered,
        stacked=stacked,
        name_width=name,
        value_width=value,
    )


def _features_part(structure: Structure, band: Band, look: Look) -> _Start:
    count = min(len(structure.features), int(band.height / _LEAST_FEATURE_ROW))
    pitch = min(band.height / count, 40.0)
    name_right = EDGE + max(text_width(look, name, 12) for name in structure.features)
    value_right = name_right + 60.0
    rows = FeatureRows(
        y=_even(count, pitch, band),
        pitch=pitch,
        left=EDGE,
        name_right=name_right,
        value_right=value_right,
        bar_left=value_right + 8,
        bar_right=value_right + 56,
        node_x=value_right + 64,
    )
    return _Start(rows.node_x + 3, features=rows)
