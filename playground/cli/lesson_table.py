"""The figures of lessons as aligned columns: what the tutorial reports, what came out, and what is held."""

from collections.abc import Sequence

from playground.core.lesson import Figure, Lesson, LessonRun, Origin
from playground.core.lesson_figures import Outcome, is_fraction, name_of

_NONE = "-"
_VALUE = 20
_RANGE = 22


class LessonTable:
    """Lines of one width, so that each can be printed as soon as it is known. `came_out` heads that column."""

    def __init__(self, runs: Sequence[tuple[str, LessonRun]], came_out: str) -> None:
        """`runs` are all that there will be lines for, each with what its lesson is called."""
        self._came_out = came_out
        self._lesson = _width("lesson", [name for name, _ in runs])
        self._run = _width("run", [run.name for _, run in runs])
        self._figure = _width("figure", [str(name_of(figure)) for _, run in runs for figure in run.figures])

    def head(self) -> str:
        """Return the line of headings, and a rule under it."""
        line = self._line("lesson", "run", "figure", "tutorial", self._came_out, "held", "within")
        return f"{line}\n{'─' * len(line)}"

    def line(self, lesson: str, run: LessonRun, outcomes: Sequence[Outcome]) -> str:
        """Return the line of one figure; `outcomes` has one for each seed."""
        first = outcomes[0]
        bounds = first.figure.bounds(first.computed)
        return self._line(
            lesson,
            run.name,
            str(name_of(first.figure)),
            reported(first),
            _range(first.figure, [one.found for one in outcomes]),
            _range(first.figure, bounds or [None]),
            within(outcomes),
        )

    def note(self, lesson: str, run: LessonRun, sentence: str) -> str:
        """Return a line that says why there are no figures of this run."""
        return f"{lesson:<{self._lesson}}{run.name:<{self._run}}{sentence}"

    def _line(self, *cells: str) -> str:
        widths = (self._lesson, self._run, self._figure, _VALUE, _RANGE, _RANGE, 0)
        return "".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True))


def needed_runs(lessons: Sequence[Lesson]) -> list[tuple[str, LessonRun]]:
    """Return all runs of these lessons, each with its lesson's name."""
    return [(lesson.name, run) for lesson in lessons for run in lesson.runs]


def reported(outcome: Outcome) -> str:
    """Return what the figure is to be: the tutorial's value, or the one that was computed."""
    figure = outcome.figure
    if figure.origin is Origin.LEAST_SQUARES:
        return _NONE if outcome.computed is None else f"{shown(figure, outcome.computed)} (computed)"
    return _NONE if figure.value is None else shown(figure, figure.value)


def within(outcomes: Sequence[Outcome]) -> str:
    """Return whether all are within tolerance; a dash where that cannot be told."""
    held = [outcome.held for outcome in outcomes]
    if False in held:
        return "no"
    return _NONE if None in held else "yes"


def shown(figure: Figure, value: float) -> str:
    """Return a value of the figure's metric with its digits, a fraction as a percentage."""
    return f"{100 * value:.2f} %" if is_fraction(figure) else f"{value:.5f}"


def _range(figure: Figure, values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return _NONE
    low, high = shown(figure, min(known)), shown(figure, max(known))
    return high if low == high else f"{low.removesuffix(' %')} to {high}"


def _width(head: str, cells: Sequence[str]) -> int:
    return max(len(cell) for cell in (head, *cells)) + 2
