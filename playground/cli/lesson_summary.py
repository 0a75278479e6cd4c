"""What a check of lessons found: its last line, and all of it as a tree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playground.core.lesson import LessonRun, Origin
from playground.core.lesson_figures import Outcome, name_of


@dataclass(frozen=True, slots=True)
class Checked:
    """A run with `seeds` seeds: `outcomes` has a row for each figure, with one outcome for each seed; none where it
    could not be run, for the reason `why`, which can be that its data is `absent`. `diverged` are the seeds whose loss
    grew without end; `interrupted` tells that there would have been more seeds.
    """

    lesson: str
    run: LessonRun
    outcomes: Sequence[Sequence[Outcome]] = ()
    seeds: int = 0
    diverged: Sequence[int] = ()
    why: str = ""
    absent: bool = False
    interrupted: bool = False

    @property
    def name(self) -> str:
        return f"{self.lesson}, {self.run.name}"

    @property
    def held(self) -> Sequence[bool]:
        """For each figure, whether all seeds are within tolerance."""
        return [all(one.held is True for one in row) for row in self.outcomes]

    @property
    def failed(self) -> bool:
        return not self.absent and (bool(self.why) or not all(self.held))


def summary(found: Sequence[Checked], seeds: int, runs: int) -> str:
    """Return in one line what came of the `runs` there are, with what is not as it should be by its name."""
    return " ".join([_count(found, seeds), *_exceptions(found, runs)])


def as_tree(found: Sequence[Checked], seeds: int) -> dict[str, Any]:
    """Return all that was found as plain values, for JSON."""
    return {
        "seeds": list(range(seeds)),
        "interrupted": any(checked.interrupted for checked in found),
        "runs": [
            {
                "lesson": checked.lesson,
                "run": checked.run.name,
                "seeds": list(range(checked.seeds)),
                "diverged": list(checked.diverged),
                "not_run": checked.why or None,
                "figures": [_figure_tree(row) for row in checked.outcomes],
            }
            for checked in found
        ],
    }


def _count(found: Sequence[Checked], seeds: int) -> str:
    held = [held for checked in found for held in checked.held]
    spread = f"seeds 0 to {seeds - 1}" if seeds > 1 else "seed 0"
    return f"Figures within tolerance: {sum(held)} of {len(held)} ({spread})."


def _exceptions(found: Sequence[Checked], runs: int) -> Iterator[str]:
    outside = [name for checked in found for name in _outside(checked)]
    if outside:
        yield f"Outside: {'; '.join(outside)}."
    absent = _names(checked for checked in found if checked.absent)
    if absent:
        yield f"Not run, since their data is absent: {absent}."
    failed = _names(checked for checked in found if checked.why and not checked.absent)
    if failed:
        yield f"Could not be run: {failed}."
    if found and found[-1].interrupted:
        yield f"Interrupted in run {len(found)} of {runs}: {found[-1].name}."


def _outside(checked: Checked) -> Iterator[str]:
    for row, held in zip(checked.outcomes, checked.held, strict=True):
        if not held:
            yield f"{checked.name}, {name_of(row[0].figure)}"


def _names(found: Iterable[Checked]) -> str:
    return "; ".join(checked.name for checked in found)


def _figure_tree(row: Sequence[Outcome]) -> dict[str, Any]:
    figure, computed = row[0].figure, row[0].computed
    return {
        "metric": figure.metric,
        "epoch": figure.epoch,
        "origin": figure.origin.value,
        "reported": figure.value,
        "computed": computed if figure.origin is Origin.LEAST_SQUARES else None,
        "found": [one.found for one in row],
        "held": figure.bounds(computed),
        "within": all(one.held is True for one in row),
    }
