"""What stands still around the lines of a chart: title, grid and ticks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from playground.ui.charts.items import ChartItem, Fonts, crisp, width_of
from playground.ui.look import Look

_TITLE_BASELINE = 15.0
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SENTENCE_HALF = 28.0  # px, of two lines of text and some air
_SENTENCE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick: where it is in px along its axis, and its text."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands still around the curves. All places are px in the chart.

    `abouts` are the same in ever fewer words; the first that fits beside the title is shown, in the room from
    `about_left` px up to `about_right`. `sentence` stands in the middle of an empty chart, or of `clear`, the part of
    its plot without lines. Without a run there are no marks and no `origin`. `end` is the text of where the time axis
    ends, if it has one.
    """

    size: QRectF
    plot: QRectF
    title: str
    abouts: tuple[str, ...]
    about_left: float
    about_right: float
    origin: str = ""
    end: str = ""
    x_marks: tuple[Mark, ...] = ()
    y_marks: tuple[Mark, ...] = ()
    sentence: str = ""
    clear: QRectF = field(default_factory=QRectF)


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
        left = frame.about_left
        room = frame.about_right - left
        about = next((text for text in frame.abouts if width_of(self._fonts.text, text) <= room), "")
        painter.setFont(self._fonts.text)
        painter.setPen(self.color("text3"))
        painter.drawText(QPointF(left, _TITLE_BASELINE), about)

    def _paint_grid(self, painter: QPainter, frame: Frame) -> None:
        plot = frame.plot
        painter.setPen(QPen(self.color("grid"), 1))
        for mark in frame.y_marks:
            y = crisp(mark.at)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        for mark in frame.x_marks:
            x = crisp(mark.at)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(QPen(self.color("axis"), 1))
        bottom = crisp(plot.bottom())
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
        right = frame.size.right()
        if frame.end:
            right -= width_of(self._fonts.tick, frame.end)
            painter.drawText(QPointF(right, baseline), frame.end)
            right -= 8
        for mark in frame.x_marks:
            width = width_of(self._fonts.tick, mark.text)
            left = mark.at - width / 2 if frame.end else min(mark.at - width / 2, right - width)
            if free <= left <= right - width:
                painter.drawText(QPointF(left, baseline), mark.text)
                free = left + width + 8

    def _paint_sentence(self, painter: QPainter, frame: Frame) -> None:
        painter.setFont(self._fonts.text)
        painter.fillRect(sentence_area(frame, self._fonts), self.color("surface"))
        painter.setPen(self.color("text2"))
        painter.drawText(_sentence_room(frame), _SENTENCE, frame.sentence)


def sentence_area(frame: Frame, fonts: Fonts) -> QRectF:
    """Return the ground that the sentence in the middle of `frame` stands on; an empty one where it has none."""
    if not frame.sentence:
        return QRectF()
    text = QFontMetricsF(fonts.text).boundingRect(_sentence_room(frame), _SENTENCE, frame.sentence)
    return text.adjusted(-8, -4, 8, 4)


def _sentence_room(frame: Frame) -> QRectF:
    return (frame.plot if frame.clear.isNull() else frame.clear).adjusted(8, 0, -8, 0)


def clear_part(plot: QRectF, heights: Sequence[float]) -> QRectF:
    """Return the part of `plot` in whose middle a sentence hides none of the lines at `heights` px: all of it where
    they are away from there, else the tallest part between two of them.
    """
    if all(abs(height - plot.center().y()) > _SENTENCE_HALF for height in heights):
        return plot
    edges = [plot.top(), *sorted(height for height in heights if plot.top() <= height <= plot.bottom()), plot.bottom()]
    top, bottom = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
    return QRectF(QPointF(plot.left(), top), QPointF(plot.right(), bottom))
