"""The figures of lessons as aligned columns: what the tutorial reports, what came out, and what is allowed."""

from collections.abc import Sequence

from playground.core.lesson import Figure, LessonRun, Origin
from playground.core.lesson_figures import Outcome, is_fraction, name_of

_NONE = "-"
_GAP = "  "
_VALUE = 8
_RANGE = 15
_LARGE = 100.0  # from here on a loss has fewer digits behind the point


class LessonTable:
    """Lines of one width, so that each can be printed as soon as it is known; of usual figures, within 80 columns."""

    def __init__(self, runs: Sequence[LessonRun]) -> None:
        """`runs` are all that there will be lines for."""
        names = [str(name_of(figure)) for run in runs for figure in run.figures]
        self._widths = (max(len(name) for name in ("  figure", *names)) + 2, _VALUE, _RANGE, _RANGE, 0)

    def head(self) -> str:
        """Return the line of headings, and a rule under it."""
        line = self._line("figure", "tutorial", "came out", "allowed", "within")
        return f"{line}\n{'─' * len(line)}"

    def lines(self, outcomes: Sequence[Outcome], *, ended: bool) -> str:
        """Return the line of one figure, and what there is to say of it; `outcomes` has one for each seed.

        `ended` tells that what has not come out will not.
        """
        first = outcomes[0]
        line = self._line(
            f"  {name_of(first.figure)}",
            _reported(first),
            _range(first.figure, [one.found for one in outcomes]),
            _range(first.figure, first.figure.bounds(first.computed) or [None]),
            within(outcomes, ended=ended),
        )
        if first.computed is None or first.figure.origin is not Origin.LEAST_SQUARES:
            return line
        said = note(f"{_reported(first)} is computed from the data: the least that a linear network can have")
        return f"{line}\n{said}"

    def _line(self, *cells: str) -> str:
        """Set the cells apart even where one is longer than its column."""
        return _GAP.join(f"{cell:<{width}}" for cell, width in zip(cells, self._widths, strict=True))


def note(sentence: str) -> str:
    """Return a line that stands among a run's figures."""
    return f"  {sentence}"


def within(outcomes: Sequence[Outcome], *, ended: bool) -> str:
    """Return whether all are within tolerance; a dash where that cannot be told, unless it cannot come any more."""
    held = [outcome.held for outcome in outcomes]
    if False in held or (ended and any(outcome.found is None for outcome in outcomes)):
        return "no"
    return _NONE if None in held else "yes"


def shown(figure: Figure, value: float) -> str:
    """Return a value of the figure's metric with its digits, a fraction as a percentage."""
    if is_fraction(figure):
        return f"{100 * value:.2f} %"
    return f"{value:.5f}" if abs(value) < _LARGE else f"{value:.6g}"


def _reported(outcome: Outcome) -> str:
    """Return what the figure is to be: the tutorial's value, or the one that was computed."""
    figure = outcome.figure
    value = outcome.computed if figure.origin is Origin.LEAST_SQUARES else figure.value
    return _NONE if value is None else shown(figure, value)


def _range(figure: Figure, values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return _NONE
    low, high = shown(figure, min(known)), shown(figure, max(known))
    return high if low == high else f"{low.removesuffix(' %')}–{high}"
