"""Looking closer at a part of the time: what is seen after a zoom or a move, and what can be seen at all."""

from playground.ui.charts.plane import Plane
from playground.ui.charts.span import Span
from playground.ui.charts.timeline import Timeline

_LEAST_STEPS = 4.0  # that are seen at once


def zoomed(plane: Plane, factor: float, x: float, whole: float) -> Span:
    """Return the span of coordinates that is seen with `factor` times as much time in each px, where what is at `x` px
    stays. `whole` is the width of all the time there is: the room for labels after it is not zoomed into.
    """
    place = min(max(x, plane.plot.left()), plane.plot.right())
    per_px = min(plane.per_px, whole / plane.plot.width()) * factor
    first = plane.coordinate(place) - (place - plane.plot.left()) * per_px
    return Span(first, first + per_px * plane.plot.width())


def moved(plane: Plane, px: float) -> Span:
    """Return the span of coordinates that is seen once the lines have moved by so many px to the right."""
    return Span(plane.time.low, plane.time.high).moved(-px * plane.per_px)


def whole_time(timeline: Timeline, last_step: int) -> float:
    """Return the coordinate up to which there is time for a run at `last_step`."""
    return timeline.coordinate(timeline.span(last_step))


def view_of(span: Span, timeline: Timeline, last_step: int) -> Span | None:
    """Return the steps to be seen for a wished `span` of coordinates: widened to a few steps and within the time that
    there is for a run at `last_step`. None: the whole of it.
    """
    middle = timeline.step_at((span.first + span.last) / 2)
    least = timeline.coordinate(middle + _LEAST_STEPS) - timeline.coordinate(middle)
    if span.width < least:
        span = Span(span.first, span.first + least).moved((span.width - least) / 2)
    end = whole_time(timeline, last_step)
    if span.width >= end:
        return None
    span = span.between(0.0, end)
    return Span(timeline.step_at(span.first), timeline.step_at(span.last))
