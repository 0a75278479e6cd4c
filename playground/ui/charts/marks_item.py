"""Paints what lies over the lines of a chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from playground.ui.charts.items import ChartItem, Fonts, crisp, width_of
from playground.ui.charts.marks import (
    BOX_NOTE,
    BOX_PADDING,
    BOX_ROW,
    CROSS,
    KEY_WIDTH,
    SIGN,
    EndLabel,
    Marks,
    Reading,
    Signs,
)
from playground.ui.charts.styles import EARLIER, Sign, Style
from playground.ui.look import Look

LABELS_APART = 18.0
"""From the middle of one label to that of the next, px."""
LABEL_INSIDE = 11.0
"""From a label's middle to the plot's edge: half a line of text, and 2 px."""

_LABEL_GAP = 5.0
_DOT = 4.0
_KEY = 3.5
_TAG_PADDING = 6
_TAG_HEIGHT = 19
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SHAPES = {
    Sign.DIAMOND: QPolygonF([QPointF(0, -SIGN), QPointF(SIGN, 0), QPointF(0, SIGN), QPointF(-SIGN, 0)]),
    Sign.SQUARE: QPolygonF(QRectF(-SIGN, -SIGN, 2 * SIGN, 2 * SIGN).adjusted(0.4, 0.4, -0.4, -0.4)),
}


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
        for signs in self._marks.signs:
            self._paint_signs(painter, signs, option.exposedRect.left() - SIGN)
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

    def _paint_signs(self, painter: QPainter, signs: Signs, left: float) -> None:
        """Paint those that are seen from `left` px on."""
        painter.setPen(QPen(self.color("surface"), 1))
        painter.setBrush(self.color(signs.style.ink))
        for place in signs.places:
            if place.x() <= left:
                continue
            if signs.style.sign in _SHAPES:
                painter.drawPolygon(_SHAPES[signs.style.sign].translated(place))
            else:
                painter.drawEllipse(place, SIGN, SIGN)

    def _paint_labels(self, painter: QPainter, marks: Marks) -> None:
        own = [label.at.y() for label in marks.labels]
        heights = own if marks.beside_title else apart(marks.labels, marks.plot)
        for label, y in zip(marks.labels, heights, strict=True):
            strong, width = label.style.strong, label.width(self._fonts)
            if marks.grounded:
                painter.fillRect(QRectF(label.at.x() - 3, y - 9, width + 6, 18), self.color("surface", 0.85))
            painter.setPen(self.color("text3" if label.moment else label.style.text))
            painter.setFont(self._fonts.text)
            x = self._paint_key(painter, QPointF(label.at.x(), y), label.style)
            word = self._fitting(label, marks.size.right() - label.at.x() - width)
            painter.drawText(QPointF(x, y + 4.5), word)
            x += self._fonts.word_width(word)
            painter.setFont(self._fonts.figure if strong else self._fonts.strong)
            painter.drawText(QPointF(x, y + (5 if strong else 4.5)), label.value)
            x = label.at.x() + width + _LABEL_GAP
            if label.moment and x + width_of(self._fonts.tick, label.moment) <= marks.size.right():
                painter.setFont(self._fonts.tick)
                painter.drawText(QPointF(x, y + 4.5), label.moment)

    def _fitting(self, label: EndLabel, room: float) -> str:
        """Return the word of a label, cut off where the `room` beside the whole label is below 0."""
        if room >= 0:
            return label.word
        metrics = QFontMetricsF(self._fonts.text)
        most = metrics.horizontalAdvance(label.word) + room
        return metrics.elidedText(label.word, Qt.TextElideMode.ElideRight, most)

    def _paint_key(self, painter: QPainter, place: QPointF, style: Style) -> float:
        """Paint the line's colour as a dot where its text alone does not have it; return where the text begins."""
        if not style.keyed:
            return place.x()
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.color(style.ink))
        painter.drawEllipse(place + QPointF(_KEY, 0), _KEY, _KEY)
        painter.restore()
        return place.x() + KEY_WIDTH

    def _paint_cross(self, painter: QPainter, place: QPointF) -> None:
        for color, width in (("surface", 5.0), ("danger", 2.5)):
            painter.setPen(QPen(self.color(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            for slope in (-1, 1):
                arm = QPointF(CROSS, slope * CROSS)
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
                painter.setPen(QPen(self.color(row.style.ink), 2))
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
        for color, width in (("surface", EARLIER.halo), (EARLIER.ink, EARLIER.width)):
            painter.setPen(QPen(self.color(color), width))
            painter.drawPolyline(QPolygonF(trail))
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, reading: Reading) -> None:
        painter.setPen(QPen(self.color("border"), 1))
        painter.setBrush(self.color("surface"))
        painter.drawRoundedRect(box, 4, 4)
        inner = box.adjusted(BOX_PADDING, 7, -BOX_PADDING, -7)
        painter.setFont(self._fonts.tick)
        painter.setPen(self.color("text3"))
        painter.drawText(QPointF(inner.left(), inner.top() + 10), reading.head)
        for index, note in enumerate(reversed(reading.notes)):
            painter.drawText(QPointF(inner.left(), inner.bottom() - 2 - BOX_NOTE * index), note)
        for index, row in enumerate(reading.rows):
            line = QRectF(inner.left(), inner.top() + 14 + index * BOX_ROW, inner.width(), BOX_ROW)
            painter.setFont(self._fonts.strong if row.style.keyed and row.style.strong else self._fonts.text)
            painter.setPen(self.color(row.style.text))
            line.setLeft(self._paint_key(painter, QPointF(line.left(), line.center().y()), row.style))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.word)
            painter.setFont(self._fonts.strong)
            painter.setPen(self.color("text"))
            painter.drawText(line, _ALIGN_RIGHT, row.value)


def apart(labels: Sequence[EndLabel], plot: QRectF) -> list[float]:
    """Return the labels' heights: at their lines, but those that would touch pushed apart, and inside the plot."""
    order = sorted(range(len(labels)), key=lambda index: labels[index].at.y())
    groups: list[_Group] = []
    for index in order:
        groups.append(_Group([index], labels[index].at.y(), plot))
        while len(groups) > 1 and groups[-2].bottom + LABELS_APART > groups[-1].top:
            groups[-2:] = [groups[-2].joined(groups[-1])]
    result = [0.0] * len(labels)
    for group in groups:
        for place, index in enumerate(group.members):
            result[index] = group.top + place * LABELS_APART
    return result


@dataclass(frozen=True, slots=True)
class _Group:
    """Labels that stand one below the other, by their indices, around the mean of their lines' heights."""

    members: list[int]
    mean: float
    plot: QRectF

    def joined(self, other: "_Group") -> "_Group":
        count, others = len(self.members), len(other.members)
        mean = (count * self.mean + others * other.mean) / (count + others)
        return _Group([*self.members, *other.members], mean, self.plot)

    @property
    def top(self) -> float:
        """The middle of its first label, with all of them inside the plot if there is room."""
        lowest = self.plot.bottom() - LABEL_INSIDE - self._height
        return max(self.plot.top() + LABEL_INSIDE, min(self.mean - self._height / 2, lowest))

    @property
    def bottom(self) -> float:
        return self.top + self._height

    @property
    def _height(self) -> float:
        return LABELS_APART * (len(self.members) - 1)
