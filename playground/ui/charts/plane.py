"""Where steps and values lie in a chart, in px."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from playground.ui.charts.smoothing import Columns, Floats
from playground.ui.charts.ticks import Axis
from playground.ui.charts.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Plane:
    """The rectangle `plot` between the axes, and what the axes count."""

    plot: QRectF
    timeline: Timeline
    time: Axis
    values: Axis

    def x(self, coordinate: float) -> float:
        """Return the px of a coordinate of the time axis."""
        return self.plot.left() + self.time.share(coordinate) * self.plot.width()

    def y(self, coordinate: float) -> float:
        """Return the px of a coordinate of the value axis."""
        return self.plot.bottom() - self.values.share(coordinate) * self.plot.height()

    def xs(self, line: Columns) -> Floats:
        """Return the px of all points of `line` along the time axis, [n]."""
        return self.xs_at(self.timeline.at(line.steps))

    def ys(self, line: Columns) -> Floats:
        """Return the px of all points of `line` along the value axis, [n]."""
        return self.ys_at(line.values)

    def xs_at(self, coordinates: Floats) -> Floats:
        """Return the px of coordinates of the time axis, [n]."""
        return self.plot.left() + (coordinates - self.time.low) / self.per_px

    def ys_at(self, values: Floats) -> Floats:
        """Return the px of values, [n]."""
        scale = self.plot.height() / (self.values.high - self.values.low)
        return self.plot.bottom() - (self.values.at(values) - self.values.low) * scale

    def point(self, line: Columns, index: int) -> QPointF:
        """Return where one point of `line` lies."""
        one = Columns(*(part[[index]] for part in (line.steps, line.values, line.counts)))
        return QPointF(float(self.xs(one)[0]), float(self.ys(one)[0]))

    def inside(self, point: QPointF, margin: float = 0.0) -> QPointF:
        """Return `point` moved up or down into the plot, `margin` px from its edges."""
        return QPointF(point.x(), min(max(point.y(), self.plot.top() + margin), self.plot.bottom() - margin))

    def coordinate(self, x: float) -> float:
        """Return the coordinate of the time axis at `x` px."""
        return self.time.low + (x - self.plot.left()) * self.per_px

    def shows(self, x: float) -> bool:
        """Tell whether `x` px lies within the plot, its edges included."""
        return self.plot.left() - 1 <= x <= self.plot.right() + 1

    def step(self, x: float) -> float:
        """Return the step at `x` px."""
        return self.timeline.step_at(self.coordinate(x))

    @property
    def per_px(self) -> float:
        """How much of the time axis one px shows."""
        return (self.time.high - self.time.low) / self.plot.width()
