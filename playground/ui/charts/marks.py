"""What lies over the lines of a chart: points, labels at the lines' ends, and the cursor with what it reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.ui.charts.items import Fonts, width_of
from playground.ui.charts.line_set import LineId
from playground.ui.charts.styles import Style

SIGN = 3.2
"""Half the height of a sign on a line, px."""
KEY_WIDTH = 11.0
"""Of the dot before a word that tells its line's colour, and the gap after it, px."""
CROSS = 5.0
BOX_PADDING = 10.0
BOX_ROW = 18.0
BOX_NOTE = 14.0

_BOX_LEAST = 112.0


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Word and newest value of a line, at the line's end; `moment` says when it was measured where that is long ago."""

    word: str
    value: str
    which: LineId
    style: Style
    at: QPointF = field(default_factory=QPointF)
    moment: str = ""

    def width(self, fonts: Fonts) -> float:
        return _key_width(self.style) + fonts.label_width(self.word, self.value, strong=self.style.strong)


@dataclass(frozen=True, slots=True)
class Row:
    """A line's value under the cursor, and the dot on it where it has that value; `which` None: an earlier run's."""

    word: str
    value: str
    at: QPointF
    which: LineId | None
    style: Style

    def width(self, fonts: Fonts) -> float:
        return _key_width(self.style) + fonts.label_width(self.word, self.value)


def _key_width(style: Style) -> float:
    return KEY_WIDTH if style.keyed else 0.0


@dataclass(frozen=True, slots=True)
class Signs:
    """Points that are marked on one line."""

    which: LineId
    style: Style
    places: tuple[QPointF, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The cursor at `x` px and what it reads there, in a `box` that usually stands at the top or the bottom;
    without one its head stands on the time axis.

    `notes` stand beneath the rows. `trail` is the line of the earlier run that is read, brought to the fore.
    """

    x: float
    head: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    at_top: bool
    trail: tuple[QPointF, ...] = ()
    box: QRectF = field(default_factory=QRectF)


def box_size(fonts: Fonts, reading: Reading) -> QSizeF:
    """Return the size of the box that holds what `reading` says."""
    texts = [width_of(fonts.tick, text) for text in (reading.head, *reading.notes)]
    rows = [row.width(fonts) + 8 for row in reading.rows]
    width = max(_BOX_LEAST, 2 * BOX_PADDING + max(texts + rows))
    height = 2 * 7 + 14 + BOX_ROW * len(reading.rows) + BOX_NOTE * len(reading.notes)
    return QSizeF(round(width), round(height))


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies over the curves. `cross` is where the run diverged, `band` the range of px that is being drawn.

    Where lines may pass beneath the labels, these are `grounded`; `beside_title` they stay where they are.
    """

    size: QRectF
    plot: QRectF
    signs: tuple[Signs, ...] = ()
    labels: tuple[EndLabel, ...] = ()
    reading: Reading | None = None
    cross: QPointF | None = None
    focus: bool = False
    band: tuple[float, float] | None = None
    grounded: bool = False
    beside_title: bool = False

    def changed_from(self, other: "Marks | None") -> QRectF | None:
        """Return the area in which the two look different, or None where they do not; without `other` all of it."""
        if other is None or self._still != other._still:
            return self.size
        lefts = [label.at.x() for label in (*self.labels, *other.labels) if self.labels != other.labels]
        for signs, was in zip(self.signs, other.signs, strict=True):
            lefts += [place.x() - SIGN for place in _changed(signs.places, was.places)]
        lefts += [place.x() - CROSS for place in _changed(_some(self.cross), _some(other.cross))]
        return QRectF(QPointF(min(lefts) - 4, 0), self.size.bottomRight()) if lefts else None

    @property
    def _still(self) -> tuple[object, ...]:
        """What does not move along with the end of a run."""
        marked = [(signs.which, signs.style) for signs in self.signs]
        return self.size, self.plot, self.reading, self.focus, self.band, self.grounded, self.beside_title, marked


def _changed(places: Sequence[QPointF], others: Sequence[QPointF]) -> list[QPointF]:
    """Return the places that are not the same in both, one after the other."""
    return [place for pair in zip_longest(places, others) if pair[0] != pair[1] for place in pair if place is not None]


def _some(place: QPointF | None) -> tuple[QPointF, ...]:
    return () if place is None else (place,)
