"""What a chart draws besides its curves: title, grid and ticks beneath them; points, labels and the cursor above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from playground.core.history import Line
from playground.ui.look import SEMIBOLD, Look

_TITLE_BASELINE = 15.0
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
_BOX_AWAY = 10.0

_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ALIGN_CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter

# Of each line's row in the box: the colours of its dot and of its word.
_ROW_COLORS: Mapping[Line | None, tuple[str, str]] = {
    Line.RAW: ("train_raw", "text3"),
    Line.TRAIN: ("train", "text2"),
    Line.TEST: ("accent", "accent"),
    None: ("text2", "text2"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick: where it is in px along its axis, and its text."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands still around the curves. All places are px in the chart.

    `abouts` are the same in ever fewer words; the first that fits beside the title is shown. `sentence` stands in the
    middle of an empty chart. Without a run there are no marks and no `origin`.
    """

    size: QRectF
    plot: QRectF
    title: str
    abouts: tuple[str, ...]
    origin: str = ""
    x_marks: tuple[Mark, ...] = ()
    y_marks: tuple[Mark, ...] = ()
    sentence: str = ""


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
    """The cursor at `x` px and what it reads there. The box stands at the top or the bottom of the plot.

    `notes` stand beneath the rows. `trail` is the line of the earlier run that is read, brought to the fore.
    """

    x: float
    head: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    at_top: bool
    trail: tuple[QPointF, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies over the curves. `cross` is where the run diverged, `band` the range of px that is being drawn.

    Where lines may pass beneath the labels, these are `grounded`.
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
        return self.size, self.plot, self.reading, self.focus, self.band, self.grounded


def _changed(places: Sequence[QPointF], others: Sequence[QPointF]) -> list[QPointF]:
    """Return the places that are not the same in both, one after the other."""
    return [place for pair in zip_longest(places, others) if pair[0] != pair[1] for place in pair if place is not None]


def _some(place: QPointF | None) -> tuple[QPointF, ...]:
    return () if place is None else (place,)


class Fonts:
    """The chart's fonts, made once, with what is needed to place text in them."""

    def __init__(self, look: Look) -> None:
        self.tick = look.font(11)
        self.text = look.font(12)
        self.strong = look.font(12, SEMIBOLD)
        self.title = look.font(13, SEMIBOLD)
        self.figure = look.font(14, SEMIBOLD)
        self._text, self._strong, self._figure = (QFontMetricsF(font) for font in (self.text, self.strong, self.figure))

    def word_width(self, word: str) -> float:
        """Return how far right of a label's begin its value stands."""
        return self._text.horizontalAdvance(word) + _LABEL_GAP

    def label_width(self, word: str, value: str, test: bool) -> float:
        return self.word_width(word) + (self._figure if test else self._strong).horizontalAdvance(value)


def width_of(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


class ChartItem(QGraphicsItem):
    """An item that covers the whole chart and paints in its px."""

    def __init__(self, look: Look, z: float) -> None:
        super().__init__()
        self._look = look
        self._size = QRectF()
        self._colors: dict[tuple[str, str, float], QColor] = {}
        self.setZValue(z)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._size

    def cover(self, size: QRectF) -> None:
        """Have room to paint in `size`."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        theme = self._look.theme
        key = (theme.name, name, alpha)
        if key not in self._colors:
            self._colors[key] = theme.color(name, alpha)
        return self._colors[key]


class FrameItem(ChartItem):
    """Paints a `Frame` beneath the curves: as one picture, which Qt keeps until it changes."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, z=-10)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._frame: Frame | None = None
        self._fonts = Fonts(look)

    def show_frame(self, frame: Frame, fonts: Fonts) -> None:
        if (frame, fonts) != (self._frame, self._fonts):
            self._frame, self._fonts = frame, fonts
            self.cover(frame.size)
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._frame is None:
            return
        self._paint_title(painter, self._frame)
        self._paint_grid(painter, self._frame)
        self._paint_ticks(painter, self._frame)
        if self._frame.sentence:
            self._paint_sentence(painter, self._frame)

    def _paint_title(self, painter: QPainter, frame: Frame) -> None:
        painter.setFont(self._fonts.title)
        painter.setPen(self.color("text"))
        painter.drawText(QPointF(0, _TITLE_BASELINE), frame.title)
        left = width_of(self._fonts.title, frame.title) + 10
        room = frame.size.width() - left
        about = next((text for text in frame.abouts if width_of(self._fonts.text, text) <= room), "")
        painter.setFont(self._fonts.text)
        painter.setPen(self.color("text3"))
        painter.drawText(QPointF(left, _TITLE_BASELINE), about)

    def _paint_grid(self, painter: QPainter, frame: Frame) -> None:
        plot = frame.plot
        painter.setPen(QPen(self.color("grid"), 1))
        for mark in frame.y_marks:
            y = _crisp(mark.at)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        for mark in frame.x_marks:
            x = _crisp(mark.at)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(QPen(self.color("axis"), 1))
        bottom = _crisp(plot.bottom())
        painter.drawLine(QPointF(plot.left(), bottom), QPointF(plot.right(), bottom))

    def _paint_ticks(self, painter: QPainter, frame: Frame) -> None:
        plot = frame.plot
        painter.setFont(self._fonts.tick)
        painter.setPen(self.color("text3"))
        for mark in frame.y_marks:
            painter.drawText(QRectF(0, mark.at - 8, plot.left() - 8, 16), _ALIGN_RIGHT, mark.text)
        baseline = plot.bottom() + 17
        painter.drawText(QPointF(plot.left(), baseline), frame.origin)
        free = plot.left() + width_of(self._fonts.tick, frame.origin) + 8
        for mark in frame.x_marks:
            width = width_of(self._fonts.tick, mark.text)
            left = min(mark.at - width / 2, frame.size.right() - width)
            if left >= free:
                painter.drawText(QPointF(left, baseline), mark.text)
                free = left + width + 8

    def _paint_sentence(self, painter: QPainter, frame: Frame) -> None:
        painter.setFont(self._fonts.text)
        flags = _ALIGN_CENTER | Qt.TextFlag.TextWordWrap
        room = frame.plot.adjusted(8, 0, -8, 0)
        ground = painter.boundingRect(room, flags, frame.sentence).adjusted(-8, -4, 8, 4)
        painter.fillRect(ground, self.color("surface"))
        painter.setPen(self.color("text2"))
        painter.drawText(room, flags, frame.sentence)


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
        left = option.exposedRect.left() - _DIAMOND
        self._paint_diamonds(painter, [place for place in self._marks.diamonds if place.x() > left])
        self._paint_labels(painter, self._marks)
        if self._marks.cross is not None:
            self._paint_cross(painter, self._marks.cross)
        if self._marks.reading is not None:
            self._paint_reading(painter, self._marks.plot, self._marks.reading)
        if self._marks.focus:
            painter.setPen(QPen(self.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._marks.plot.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_band(self, painter: QPainter, plot: QRectF, left: float, right: float) -> None:
        band = QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())).intersected(plot)
        painter.fillRect(band, self.color("accent", 0.12))
        painter.setPen(QPen(self.color("accent"), 1))
        for x in (_crisp(band.left()), _crisp(band.right())):
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _paint_diamonds(self, painter: QPainter, places: Sequence[QPointF]) -> None:
        diamond = QPolygonF([QPointF(0, -_DIAMOND), QPointF(_DIAMOND, 0), QPointF(0, _DIAMOND), QPointF(-_DIAMOND, 0)])
        painter.setPen(QPen(self.color("surface"), 1))
        painter.setBrush(self.color("accent"))
        for place in places:
            painter.drawPolygon(diamond.translated(place))

    def _paint_labels(self, painter: QPainter, marks: Marks) -> None:
        for label, y in zip(marks.labels, _apart(marks.labels, marks.plot), strict=True):
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

    def _paint_reading(self, painter: QPainter, plot: QRectF, reading: Reading) -> None:
        pen = QPen(self.color("text2"), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        x = _crisp(reading.x)
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        if reading.trail:
            self._paint_trail(painter, plot, reading.trail)
        painter.setBrush(self.color("surface"))
        for row in reading.rows:
            if plot.contains(row.at):
                painter.setPen(QPen(self.color(_ROW_COLORS[row.line][0]), 2))
                painter.drawEllipse(row.at, _DOT, _DOT)
        self._paint_box(painter, self._box(plot, reading), reading)

    def _paint_trail(self, painter: QPainter, plot: QRectF, trail: Sequence[QPointF]) -> None:
        painter.save()
        painter.setClipRect(plot, Qt.ClipOperation.IntersectClip)
        for color, width in (("surface", 4.0), (_ROW_COLORS[None][0], 1.5)):
            painter.setPen(QPen(self.color(color), width))
            painter.drawPolyline(QPolygonF(trail))
        painter.restore()

    def _box(self, plot: QRectF, reading: Reading) -> QRectF:
        """Return the box beside the cursor, right of it if there is room, kept inside the plot."""
        texts = [width_of(self._fonts.tick, text) for text in (reading.head, *reading.notes)]
        rows = [self._fonts.label_width(row.word, row.value, test=False) + 8 for row in reading.rows]
        width = max(_BOX_LEAST, 2 * _BOX_PADDING + max(texts + rows))
        height = 2 * 7 + 14 + _BOX_ROW * len(reading.rows) + _BOX_NOTE * len(reading.notes)
        left = reading.x + _BOX_AWAY
        if left + width > plot.right():
            left = max(plot.left() + 1, reading.x - _BOX_AWAY - width)
        top = plot.top() + 4 if reading.at_top else plot.bottom() - 4 - height
        return QRectF(round(left) + 0.5, round(top) + 0.5, round(width), round(height))

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


def _crisp(place: float) -> float:
    """Return the middle of the pixel at `place`, so that a line of 1 px is one pixel wide."""
    return float(int(place)) + 0.5


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
