"""What lies over the lines of a chart: points, labels at the lines' ends, and the cursor with what it reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from playground.core.history import Line
from playground.ui.charts.items import ChartItem, Fonts, crisp, width_of
from playground.ui.look import Look

_LABEL_GAP = 5.0
_LABELS_APART = 18.0
_LABEL_INSIDE = 11.0  # from a label's middle to the plot's edge: half a line of text, and 2 px
_DIAMOND = 3.2  # half its height
_DOT = 4.0
_CROSS = 5.0
_BOX_PADDING = 10.0
_BOX_ROW = 18.0
_BOX_NOTE = 14.0
_BOX_LEAST = 112.0
_TAG_PADDING = 6
_TAG_HEIGHT = 19
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

# Of each line's row in the box: the colours of its dot and of its word.
_ROW_COLORS: Mapping[Line | None, tuple[str, str]] = {
    Line.RAW: ("train_raw", "text3"),
    Line.TRAIN: ("train", "text2"),
    Line.TEST: ("accent", "accent"),
    None: ("text2", "text2"),
}


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Word and newest value of a line, at the line's end; `moment` says when it was measured where that is long ago."""

    word: str
    value: str
    at: QPointF
    test: bool
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line's value under the cursor, and the dot on it where it has that value; `line` None: an earlier run's."""

    word: str
    value: str
    at: QPointF
    line: Line | None


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
    rows = [fonts.label_width(row.word, row.value, test=False) + 8 for row in reading.rows]
    width = max(_BOX_LEAST, 2 * _BOX_PADDING + max(texts + rows))
    height = 2 * 7 + 14 + _BOX_ROW * len(reading.rows) + _BOX_NOTE * len(reading.notes)
    return QSizeF(round(width), round(height))


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies over the curves. `cross` is where the run diverged, `band` the range of px that is being drawn.

    Where lines may pass beneath the labels, these are `grounded`; `beside_title` they stay where they are.
    """

    size: QRectF
    plot: QRectF
    diamonds: tuple[QPointF, ...] = ()
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
        lefts += [place.x() - _DIAMOND for place in _changed(self.diamonds, other.diamonds)]
        lefts += [place.x() - _CROSS for place in _changed(_some(self.cross), _some(other.cross))]
        return QRectF(QPointF(min(lefts) - 4, 0), self.size.bottomRight()) if lefts else None

    @property
    def _still(self) -> tuple[object, ...]:
        """What does not move along with the end of a run."""
        return self.size, self.plot, self.reading, self.focus, self.band, self.grounded, self.beside_title


def _changed(places: Sequence[QPointF], others: Sequence[QPointF]) -> list[QPointF]:
    """Return the places that are not the same in both, one after the other."""
    return [place for pair in zip_longest(places, others) if pair[0] != pair[1] for place in pair if place is not None]


def _some(place: QPointF | None) -> tuple[QPointF, ...]:
    return () if place is None else (place,)


class MarksItem(ChartItem):
    """Paints `Marks` above the curves."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, z=10)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # tells what is to be painted
        self._marks: Marks | None = None
        self._fonts = Fonts(look)

    def show_marks(self, marks: Marks, fonts: Fonts) -> None:
        changed = marks.size if fonts is not self._fonts else marks.changed_from(self._marks)
        self._marks, self._fonts = marks, fonts
        self.cover(marks.size)
        if changed is not None:
            self.update(changed)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._marks is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._marks.band is not None:
            self._paint_band(painter, self._marks.plot, *self._marks.band)
        if self._marks.reading is not None and self._marks.reading.trail:
            self._paint_trail(painter, self._marks.plot, self._marks.reading.trail)
        left = option.exposedRect.left() - _DIAMOND
        self._paint_diamonds(painter, [place for place in self._marks.diamonds if place.x() > left])
        self._paint_labels(painter, self._marks)
        if self._marks.cross is not None:
            self._paint_cross(painter, self._marks.cross)
        if self._marks.reading is not None:
            self._paint_reading(painter, self._marks, self._marks.reading)
        if self._marks.focus:
            painter.setPen(QPen(self.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._marks.plot.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_band(self, painter: QPainter, plot: QRectF, left: float, right: float) -> None:
        band = QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())).intersected(plot)
        painter.fillRect(band, self.color("accent", 0.12))
        painter.setPen(QPen(self.color("accent"), 1))
        for x in (crisp(band.left()), crisp(band.right())):
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _paint_diamonds(self, painter: QPainter, places: Sequence[QPointF]) -> None:
        diamond = QPolygonF([QPointF(0, -_DIAMOND), QPointF(_DIAMOND, 0), QPointF(0, _DIAMOND), QPointF(-_DIAMOND, 0)])
        painter.setPen(QPen(self.color("surface"), 1))
        painter.setBrush(self.color("accent"))
        for place in places:
            painter.drawPolygon(diamond.translated(place))

    def _paint_labels(self, painter: QPainter, marks: Marks) -> None:
        own = [label.at.y() for label in marks.labels]
        heights = own if marks.beside_title else _apart(marks.labels, marks.plot)
        for label, y in zip(marks.labels, heights, strict=True):
            if marks.grounded:
                width = self._fonts.label_width(label.word, label.value, label.test)
                painter.fillRect(QRectF(label.at.x() - 3, y - 9, width + 6, 18), self.color("surface", 0.85))
            painter.setPen(self.color("text3" if label.moment else "accent" if label.test else "text2"))
            painter.setFont(self._fonts.text)
            painter.drawText(QPointF(label.at.x(), y + 4.5), label.word)
            x = label.at.x() + self._fonts.word_width(label.word)
            painter.setFont(self._fonts.figure if label.test else self._fonts.strong)
            painter.drawText(QPointF(x, y + (5 if label.test else 4.5)), label.value)
            x = label.at.x() + self._fonts.label_width(label.word, label.value, label.test) + _LABEL_GAP
            if label.moment and x + width_of(self._fonts.tick, label.moment) <= marks.size.right():
                painter.setFont(self._fonts.tick)
                painter.drawText(QPointF(x, y + 4.5), label.moment)

    def _paint_cross(self, painter: QPainter, place: QPointF) -> None:
        for color, width in (("surface", 5.0), ("danger", 2.5)):
            painter.setPen(QPen(self.color(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            for slope in (-1, 1):
                arm = QPointF(_CROSS, slope * _CROSS)
                painter.drawLine(place - arm, place + arm)

    def _paint_reading(self, painter: QPainter, marks: Marks, reading: Reading) -> None:
        plot = marks.plot
        pen = QPen(self.color("text2"), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        x = crisp(reading.x)
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setBrush(self.color("surface"))
        for row in reading.rows:
            if plot.contains(row.at):
                painter.setPen(QPen(self.color(_ROW_COLORS[row.line][0]), 2))
                painter.drawEllipse(row.at, _DOT, _DOT)
        if reading.box.isNull():
            self._paint_tag(painter, marks, reading)
        else:
            self._paint_box(painter, reading.box, reading)

    def _paint_tag(self, painter: QPainter, marks: Marks, reading: Reading) -> None:
        width = round(width_of(self._fonts.tick, reading.head)) + 2 * _TAG_PADDING
        left = min(max(reading.x - width / 2, marks.plot.left()), marks.size.right() - width - 1)
        tag = QRectF(round(left) + 0.5, round(marks.plot.bottom()) + 3.5, width, _TAG_HEIGHT)
        painter.setPen(QPen(self.color("border"), 1))
        painter.setBrush(self.color("surface"))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setFont(self._fonts.tick)
        painter.setPen(self.color("text"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, reading.head)

    def _paint_trail(self, painter: QPainter, plot: QRectF, trail: Sequence[QPointF]) -> None:
        painter.save()
        painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
        for color, width in (("surface", 4.0), (_ROW_COLORS[None][0], 1.5)):
            painter.setPen(QPen(self.color(color), width))
            painter.drawPolyline(QPolygonF(trail))
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, reading: Reading) -> None:
        painter.setPen(QPen(self.color("border"), 1))
        painter.setBrush(self.color("surface"))
        painter.drawRoundedRect(box, 4, 4)
        inner = box.adjusted(_BOX_PADDING, 7, -_BOX_PADDING, -7)
        painter.setFont(self._fonts.tick)
        painter.setPen(self.color("text3"))
        painter.drawText(QPointF(inner.left(), inner.top() + 10), reading.head)
        for index, note in enumerate(reversed(reading.notes)):
            painter.drawText(QPointF(inner.left(), inner.bottom() - 2 - _BOX_NOTE * index), note)
        for index, row in enumerate(reading.rows):
            line = QRectF(inner.left(), inner.top() + 14 + index * _BOX_ROW, inner.width(), _BOX_ROW)
            painter.setFont(self._fonts.text)
            painter.setPen(self.color(_ROW_COLORS[row.line][1]))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.word)
            painter.setFont(self._fonts.strong)
            painter.setPen(self.color("text"))
            painter.drawText(line, _ALIGN_RIGHT, row.value)


def _apart(labels: Sequence[EndLabel], plot: QRectF) -> list[float]:
    """Return the labels' heights: near their lines, but pushed apart until none touch, and inside the plot."""
    order = sorted(range(len(labels)), key=lambda index: labels[index].at.y())
    heights = [labels[index].at.y() for index in order]
    middle = sum(heights) / max(1, len(heights))
    if any(below - above < _LABELS_APART for above, below in pairwise(heights)):
        heights = [middle + (place - (len(heights) - 1) / 2) * _LABELS_APART for place in range(len(heights))]
    if heights:
        over = max(0.0, plot.top() + _LABEL_INSIDE - heights[0]) - max(0.0, heights[-1] - plot.bottom() + _LABEL_INSIDE)
        heights = [height + over for height in heights]
    result = [0.0] * len(labels)
    for index, height in zip(order, heights, strict=True):
        result[index] = height
    return result
