"""The lines of a chart as items of its scene: those of the present run, and faint ones of earlier runs beneath them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pyqtgraph.functions import arrayToQPath, arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from playground.ui.charts.items import ChartItem
from playground.ui.charts.smoothing import Floats
from playground.ui.charts.styles import Style
from playground.ui.look import Look

_ALIKE = 0.001  # px that mean nothing
_MARGIN = 4.0  # px beside a line that its pen may touch
_DOT = 3.0
_EARLIER_OPACITY = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A line through points at `xs`, rising, and `ys`, [n] each in px."""

    xs: Floats
    ys: Floats

    def between(self, left: float, right: float) -> "Trace":
        """Return the piece that is seen from `left` to `right`."""
        start = max(0, int(np.searchsorted(self.xs, left)) - 1)
        stop = int(np.searchsorted(self.xs, right, side="right")) + 1
        return Trace(self.xs[start:stop], self.ys[start:stop])

    def length_to(self, piece: "Trace") -> float:
        """Return how long the line is, px, up to where its `piece` begins."""
        before = slice(int(np.searchsorted(self.xs, piece.xs[0])) + 1)
        return float(np.hypot(np.diff(self.xs[before]), np.diff(self.ys[before])).sum())

    def y(self, x: float) -> float | None:
        """Return the height of the line at `x` px; None beside it."""
        if not len(self.xs) or not self.xs[0] - 1 <= x <= self.xs[-1] + 1:
            return None
        return float(np.interp(x, self.xs, self.ys))

    def changed_from(self, other: "Trace") -> tuple[float, float] | None:
        """Return from where to where the two look different, or None where they do not."""
        count = min(len(self.xs), len(other.xs))
        moved = np.abs(self.xs[:count] - other.xs[:count]) > _ALIKE
        moved |= np.abs(self.ys[:count] - other.ys[:count]) > _ALIKE
        first = int(moved.argmax()) if moved.any() else count
        if first == len(self.xs) == len(other.xs):
            return None
        ends = [trace.xs[-1] for trace in (self, other) if len(trace.xs)]
        starts = [trace.xs[max(0, min(first, len(trace.xs)) - 1)] for trace in (self, other) if len(trace.xs)]
        return float(min(starts)), float(max(ends))


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A line and how it looks; of a `dotted` one only the points are painted."""

    trace: Trace
    style: Style
    dotted: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Traces:
    """The lines of the present run within `plot`, in the order in which they are painted."""

    plot: QRectF
    strokes: tuple[Stroke, ...]

    def changed_from(self, other: "Traces") -> QRectF | None:
        """Return the area in which the two look different, or None where they do not."""
        if self.plot != other.plot or self._looks != other._looks:
            return self.plot.united(other.plot)
        pairs = zip(self.strokes, other.strokes, strict=True)
        changes = [stroke.trace.changed_from(was.trace) for stroke, was in pairs]
        ranges = [change for change in changes if change is not None]
        if not ranges:
            return None
        left, right = min(start for start, _ in ranges), max(end for _, end in ranges)
        area = QRectF(QPointF(left - _MARGIN, self.plot.top()), QPointF(right + _MARGIN, self.plot.bottom()))
        return area.intersected(self.plot)

    @property
    def _looks(self) -> list[tuple[Style, bool]]:
        return [(stroke.style, stroke.dotted) for stroke in self.strokes]


class TracesItem(ChartItem):
    """Paints `Traces`. Only where they changed is painted anew, which of a growing run is its end."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, z=0)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # tells what is to be painted
        self._traces: Traces | None = None

    def show_traces(self, size: QRectF, traces: Traces) -> None:
        changed = traces.plot if self._traces is None else traces.changed_from(self._traces)
        self._traces = traces
        self.cover(size)
        if changed is not None:
            self.update(changed)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._traces is None:
            return
        traces, seen = self._traces, option.exposedRect
        painter.setClipRect(traces.plot, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in traces.strokes:
            piece = stroke.trace.between(seen.left() - _MARGIN, seen.right() + _MARGIN)
            if len(piece.xs):
                self._draw(painter, piece, stroke)

    def _draw(self, painter: QPainter, piece: Trace, stroke: Stroke) -> None:
        style, points = stroke.style, arrayToQPolygonF(piece.xs, piece.ys)
        if stroke.dotted:
            painter.setPen(QPen(self.color(style.ink), _DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints(points)
            return
        if style.halo:
            painter.setPen(QPen(self.color("surface"), style.halo))
            painter.drawPolyline(points)
        pen = QPen(self.color(style.ink, style.opacity), style.width)
        if style.dashes:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([length / style.width for length in style.dashes])
            pen.setDashOffset(stroke.trace.length_to(piece) / style.width)
        painter.setPen(pen)
        painter.drawPolyline(points)


class EarlierItem(ChartItem):
    """Paints the lines of earlier runs: as one picture, which Qt keeps until they or the axes change."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, z=-5)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._plot = QRectF()
        self._path = QPainterPath()

    def show_lines(self, size: QRectF, plot: QRectF, lines: Sequence[Trace]) -> None:
        self._plot, self._path = plot, _joined(lines)
        self.cover(size)
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setClipRect(self._plot, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.color("accent", _EARLIER_OPACITY), 1))
        painter.drawPath(self._path)


def _joined(lines: Sequence[Trace]) -> QPainterPath:
    """Return one path of all `lines`."""
    if not lines:
        return QPainterPath()
    on = np.concatenate([np.arange(len(line.xs)) < len(line.xs) - 1 for line in lines])
    path = arrayToQPath(
        np.concatenate([line.xs for line in lines]), np.concatenate([line.ys for line in lines]), connect=on
    )
    assert isinstance(path, QPainterPath)
    return path
