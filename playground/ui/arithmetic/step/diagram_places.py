"""Where the boxes of a small network go: a column of inputs, one of each layer, one of the targets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF

from playground.core.by_hand import WeightAt
from playground.ui.arithmetic.step.places import InputAt, Place, TargetAt

HEAD = 34.0
_SIDE = 4.0
_HIGH, _LOW, _LEAST = 52.0, 22.0, 13.0
_AIR_LOW = 4.0
HIGH_PITCH = 66.0
"""Room that a box with lines of its own takes, px."""
_MOST_GAP, _TARGET_GAP = 190.0, 14.0
_MANY = 10
_BELOW = 16.0  # height of what stands under a box, px
_REACH = 6.0  # px from a link
_LABEL = 0.32  # of a link's way


@dataclass(frozen=True, slots=True)
class BoxForm:
    """What boxes hold: figures with all their digits if `long`; before them `symbols`, for which there must be room."""

    long: bool
    symbols: bool


@dataclass(frozen=True, slots=True)
class BoxSizes:
    """Widths of the boxes in px, by column: of inputs, neurons, targets; the least `gap` between; `picture` is that of
    a grid before them, or 0.
    """

    inputs: float
    neurons: float
    targets: float
    gap: float
    picture: float = 0.0


@dataclass(frozen=True, slots=True)
class DiagramPlaces:
    """Boxes by column, and the least size that the diagram needs. `high` tells that boxes hold lines of their own."""

    inputs: Sequence[QRectF]
    layers: Sequence[Sequence[QRectF]]
    targets: Sequence[QRectF]
    picture: QRectF
    least: QSizeF
    high: bool

    def columns(self) -> Sequence[Sequence[QRectF]]:
        """Return the columns that links join, the inputs first."""
        return (self.inputs, *self.layers)

    def box(self, place: Place) -> QRectF:
        """Return the box at `place`; for a link an empty one in its label's middle."""
        match place:
            case InputAt(index):
                return self.inputs[index]
            case TargetAt(index):
                return self.targets[index]
            case WeightAt(layer, end, None):
                return self.layers[layer][end]
            case WeightAt():
                return QRectF(self.label(place), QSizeF(0, 0))

    @property
    def has_room_below(self) -> bool:
        """Tell whether a line of text fits under each neuron."""
        pairs = [(column[0], column[1]) for column in self.layers if len(column) > 1]
        return self.high and all(below.top() - above.bottom() >= 2 * _BELOW + 4 for above, below in pairs)

    def bias(self, at: WeightAt) -> QRectF:
        """Return where the bias of a neuron stands, under its box."""
        box = self.layers[at.layer][at.end]
        return QRectF(box.left(), box.bottom() + 4, box.width(), _BELOW)

    def around(self, place: Place) -> QRectF:
        """Return the box at `place`; for a link all from where it begins to the neuron at its end."""
        if isinstance(place, WeightAt) and place.start is not None:
            return QRectF(self.link(place).p1(), QSizeF(1, 1)).united(self.layers[place.layer][place.end])
        return self.box(place)

    def link(self, at: WeightAt) -> QLineF:
        """Return the line of a weight, which must not be a bias."""
        assert at.start is not None
        start, end = self.columns()[at.layer][at.start], self.layers[at.layer][at.end]
        return QLineF(start.right(), start.center().y(), end.left(), end.center().y())

    def label(self, at: WeightAt) -> QPointF:
        """Return the middle of a link's label: nearer to where it begins, where links lie furthest apart."""
        return self.link(at).pointAt(_LABEL)

    def links(self, layer: int) -> Iterator[WeightAt]:
        """Return all weights into `layer`."""
        for end in range(len(self.layers[layer])):
            for start in range(len(self.columns()[layer])):
                yield WeightAt(layer, end, start)

    def at(self, point: QPointF, labels: Sequence[tuple[WeightAt, QRectF]]) -> Place | None:
        """Return what lies at `point`: a box or one of the `labels`, else the nearest link."""
        for place in self.boxes():
            if self.box(place).contains(point):
                return place
        for at, area in labels:
            if area.contains(point):
                return at
        near = [(self._distance(point, at), at) for layer in range(len(self.layers)) for at in self.links(layer)]
        nearest = min(near, key=lambda pair: pair[0], default=None)
        return nearest[1] if nearest is not None and nearest[0] <= _REACH else None

    def boxes(self) -> Sequence[Place]:
        """Return what has a box, in the order of columns."""
        return (
            *(InputAt(index) for index in range(len(self.inputs))),
            *(WeightAt(layer, end, None) for layer, column in enumerate(self.layers) for end in range(len(column))),
            *(TargetAt(index) for index in range(len(self.targets))),
        )

    def _distance(self, point: QPointF, at: WeightAt) -> float:
        line = self.link(at)
        if not line.x1() - 1 <= point.x() <= line.x2() + 1:
            return 1e9
        along = (point.x() - line.x1()) / max(line.dx(), 1e-9)
        return abs(line.pointAt(along).y() - point.y())


def arranged(counts: Sequence[int], sizes: BoxSizes, room: QSizeF) -> DiagramPlaces:
    """Place a network with so many inputs, and neurons in each layer, in `room`, or in what it needs at the least."""
    most = max(counts)
    height = room.height() - HEAD - _SIDE
    high = most * (HIGH_PITCH) <= height
    widths = [sizes.inputs, *[sizes.neurons] * (len(counts) - 1), sizes.targets]
    gaps = len(counts) - 1
    picture = sizes.picture + _TARGET_GAP if sizes.picture else 0.0
    fixed = sum(widths) + _TARGET_GAP + picture + 2 * _SIDE
    gap = min(_MOST_GAP, max(sizes.gap, (room.width() - fixed) / gaps))
    low = _LEAST if most > _MANY else _LOW + _AIR_LOW
    pitch = HIGH_PITCH if high else low
    least = QSizeF(fixed + sizes.gap * gaps, most * low + HEAD + _SIDE)
    left = max(_SIDE, (room.width() - fixed - gap * gaps) / 2 + _SIDE)
    lefts = _lefts(left + picture, widths, gap)
    full = max(height, most * pitch)
    columns = [
        _column(column_left, width, count, full, high)
        for column_left, width, count in zip(lefts, widths, (*counts, counts[-1]), strict=True)
    ]
    middle = HEAD + min(full, height) / 2  # in sight where not all of the column is
    grid = QRectF(left, middle - sizes.picture / 2, sizes.picture, sizes.picture)
    return DiagramPlaces(columns[0], columns[1:-1], columns[-1], grid, least, high)


def _lefts(left: float, widths: Sequence[float], gap: float) -> Sequence[float]:
    lefts = [left]
    for number, (before, _) in enumerate(pairwise(widths)):
        lefts.append(lefts[-1] + before + (_TARGET_GAP if number == len(widths) - 2 else gap))
    return lefts


def _column(left: float, width: float, count: int, height: float, high: bool) -> Sequence[QRectF]:
    """Return the boxes of a column in the middle of `height`, spread out where they are few."""
    box = _HIGH if high else min(_LOW, height / count - 1)
    pitch = min(height / count, 3 * box if high else 2 * _LOW)
    top = HEAD + (height - pitch * count) / 2
    return [QRectF(left, top + index * pitch + (pitch - box) / 2, width, box) for index in range(count)]
