"""Where the parts of the diagram of images and tables stand, and what is under a point of it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from playground.ui.network.band import BEFORE_PINNED, Band, to_view

Places = NDArray[np.float64]

_NEAR = 3.0  # px around a circle that still count as the circle


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """The circles of one layer: their centres `x`, `y` [n] and their `diameter`."""

    x: Places
    y: Places
    diameter: float

    @property
    def left(self) -> float:
        return float(self.x.min()) - self.diameter / 2

    @property
    def right(self) -> float:
        return float(self.x.max()) + self.diameter / 2

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def starting_at(self, left: float) -> "Spots":
        return Spots(self.x + (left - self.left), self.y, self.diameter)

    def centre(self, position: int) -> QPointF:
        return QPointF(float(self.x[position]), float(self.y[position]))

    def at(self, point: QPointF) -> int | None:
        """Return which circle is under `point`, or near it."""
        distances = np.hypot(self.x - point.x(), self.y - point.y())
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= self.diameter / 2 + _NEAR else None


@dataclass(frozen=True, slots=True, eq=False)
class Tiles:
    """The first layer's patterns, row by row: their upper left corners `x`, `y` [n], their `side`, and `columns`.

    `captioned` ones have the class they speak for above them.
    """

    x: Places
    y: Places
    side: float
    columns: int
    captioned: bool

    @property
    def left(self) -> float:
        return float(self.x.min())

    @property
    def right(self) -> float:
        return float(self.x.max()) + self.side

    def rect(self, position: int) -> QRectF:
        return QRectF(float(self.x[position]), float(self.y[position]), self.side, self.side)

    def row_middles(self) -> Places:
        """Return the height of the middle of each row."""
        middles: Places = self.y[:: self.columns] + self.side / 2
        return middles

    def at(self, point: QPointF) -> int | None:
        across = np.abs(self.x + self.side / 2 - point.x())
        down = np.abs(self.y + self.side / 2 - point.y())
        inside = np.maximum(across, down) <= self.side / 2
        return int(inside.argmax()) if inside.any() else None


@dataclass(frozen=True, slots=True, eq=False)
class AnswerRows:
    """The classes: a circle in `spots` for each, from which its row goes on to `right`.

    `lettered` circles are large enough for the class's short name. Otherwise the name stands beside the circle, in a
    column of `name_width`, or above the bar where `stacked`.
    """

    spots: Spots
    right: float
    pitch: float
    lettered: bool
    stacked: bool
    name_width: float
    value_width: float

    @property
    def text_left(self) -> float:
        return self.spots.right + 6.0

    def moved(self, by: float) -> "AnswerRows":
        """Return the rows `by` px further right."""
        return replace(self, spots=self.spots.starting_at(self.spots.left + by), right=self.right + by)

    def at(self, point: QPointF) -> int | None:
        if not self.spots.left <= point.x() <= self.right:
            return None
        distances = np.abs(self.spots.y - point.y())
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= self.pitch / 2 else None


@dataclass(frozen=True, slots=True, eq=False)
class FeatureRows:
    """The inputs of a table: rows at `y` [n], each with name, value and bar, ending in a node at `node_x`."""

    y: Places
    pitch: float
    left: float
    name_right: float
    value_right: float
    bar_left: float
    bar_right: float
    node_x: float

    def moved(self, by: float) -> "FeatureRows":
        """Return the rows `by` px further right."""
        return FeatureRows(
            self.y,
            self.pitch,
            *(
                x + by
                for x in (self.left, self.name_right, self.value_right, self.bar_left, self.bar_right, self.node_x)
            ),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """All places, in px. `width` is what the diagram needs: more than it got where it has to be scrolled.

    `picture` is what the network sees, `pattern` the selected neuron's below it; both, and `tiles`, are there for
    images only, `features` for tables only. `layers` are the circles of the hidden layers, then those of the answers;
    the heads of the hidden ones may reach `reaches` px to both sides of their middles.
    """

    band: Band
    width: float
    picture: QRectF | None
    pattern: QRectF | None
    tiles: Tiles | None
    features: FeatureRows | None
    layers: tuple[Spots, ...]
    reaches: tuple[float, ...]
    answers: AnswerRows
    beyond: float = 0.0
    """How many px further right the answers would stand if they were not kept in view."""

    @property
    def left(self) -> float:
        """The left end of what is drawn."""
        if self.picture is not None:
            return self.picture.left()
        return self.features.left if self.features is not None else 0.0

    @property
    def between(self) -> QRectF:
        """Return where the circles of the hidden layers can be seen."""
        left = self.tiles.right if self.tiles is not None else self.features.node_x if self.features is not None else 0
        right = self.answers.spots.left - (BEFORE_PINNED if self.beyond else 0.0)
        return QRectF(left, self.band.top - 8, right - left, self.band.height + 16)

    def seen(self, left: float, width: float) -> "Layout":
        """Return the layout as it stands in a view of it that begins at `left`: what goes in and the answers keep
        their places at the view's edges.
        """
        shift = to_view(left + width, self.width)
        answers = self.answers.moved(shift)
        return replace(
            self,
            picture=self.picture.translated(left, 0) if self.picture is not None else None,
            pattern=self.pattern.translated(left, 0) if self.pattern is not None else None,
            tiles=replace(self.tiles, x=self.tiles.x + left) if self.tiles is not None else None,
            features=self.features.moved(left) if self.features is not None else None,
            layers=(*self.layers[:-1], answers.spots),
            answers=answers,
            beyond=-shift,
        )

    def neuron_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return (layer, position) of what is under `point`: a circle, a pattern, or a row of the answer."""
        position = self.tiles.at(point) if self.tiles is not None else None
        if position is not None:
            return 0, position
        position = self.answers.at(point)
        if position is not None:
            return len(self.layers) - 1, position
        for layer, spots in enumerate(self.layers[:-1]):
            position = spots.at(point)
            if position is not None and self.between.contains(point):
                return layer, position
        return None
