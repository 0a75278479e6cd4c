"""What was measured, as values: figures with all their rounds, in groups that were measured side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from statistics import median

from playground.cli.bench.plan import PartName


class Unit(StrEnum):
    """What a figure counts, as the table writes it."""

    MICROSECONDS = "µs"
    MILLISECONDS = "ms"
    SECONDS = "s"
    STEPS_A_SECOND = "steps/s"
    EPOCHS_A_SECOND = "epochs/s"
    PER_SECOND = "1/s"
    PERCENT = "%"
    MEGABYTES = "MB"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what each of the `rounds` gave (one at least), warm-up left out.

    `times` says how many times as fast as the tutorials' way this is, by the medians; None where there is no such way.
    """

    name: str
    unit: Unit
    rounds: tuple[float, ...]
    times: float | None = None

    @property
    def median(self) -> float:
        return median(self.rounds)

    @property
    def lowest(self) -> float:
        return min(self.rounds)

    @property
    def highest(self) -> float:
        return max(self.rounds)


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that belong side by side, under a title of their own."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report; `notes` are sentences that say how to read it, or why something is missing."""

    name: PartName
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()


def grouped(number: float, decimals: int = 0) -> str:
    """Write `number` with spaces between thousands."""
    return f"{number:,.{decimals}f}".replace(",", " ")


def against(name: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return `figures` (durations) with how many times as fast each is as the one called `name`."""
    (reference,) = (figure for figure in figures if figure.name == name)
    return tuple(replace(figure, times=reference.median / figure.median) for figure in figures)


def joined(parts: Sequence[Part]) -> Part:
    """Return the same part measured several times as one, whose figures have the rounds of all."""
    groups = zip(*(part.groups for part in parts), strict=True)
    return replace(parts[0], groups=tuple(_joined_groups(same) for same in groups))


def _joined_groups(groups: Sequence[Group]) -> Group:
    figures = zip(*(group.figures for group in groups), strict=True)
    return replace(groups[0], figures=tuple(_joined_figures(same) for same in figures))


def _joined_figures(figures: Sequence[Figure]) -> Figure:
    return replace(figures[0], rounds=tuple(chain.from_iterable(figure.rounds for figure in figures)))
