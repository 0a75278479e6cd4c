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
        scale = self.plot.width() / (self.time.high - self.time.low)
        return self.plot.left() + (self.timeline.at(line.steps) - self.time.low) * scale

    def ys(self, line: Columns) -> Floats:
        """Return the px of all points of `line` along the value axis, [n]."""
        scale = self.plot.height() / (self.values.high - self.values.low)
        return self.plot.bottom() - (self.values.at(line.values) - self.values.low) * scale

    def point(self, line: Columns, index: int) -> QPointF:
        """Return where one point of `line` lies."""
        one = Columns(*(part[[index]] for part in (line.steps, line.values, line.counts)))
        return QPointF(float(self.xs(one)[0]), float(self.ys(one)[0]))

    def inside(self, point: QPointF, margin: float = 0.0) -> QPointF:
        """Return `point` moved up or down into the plot, `margin` px from its edges."""
        return QPointF(point.x(), min(max(point.y(), self.plot.top() + margin), self.plot.bottom() - margin))

    def step(self, x: float) -> float:
        """Return the step at `x` px."""
        share = (x - self.plot.left()) / self.plot.width()
        return self.timeline.step_at(self.time.low + share * (self.time.high - self.time.low))
