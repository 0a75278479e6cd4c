"""A part of the time that a chart shows, and how it is moved and zoomed. No Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A range of time, `first` < `last`: of steps, or of a time axis's coordinates."""

    first: float
    last: float

    @property
    def width(self) -> float:
        return self.last - self.first

    def moved(self, by: float) -> "Span":
        return Span(self.first + by, self.last + by)

    def between(self, low: float, high: float) -> "Span":
        """Return the span moved, and narrowed where it must be, to lie between `low` and `high`."""
        if self.width >= high - low:
            return Span(low, high)
        return self.moved(max(0.0, low - self.first) + min(0.0, high - self.last))
