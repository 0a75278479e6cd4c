"""Runs that came before the present one: one line of each for every chart, and what they were made with. No Qt."""

from collections import deque
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from playground.core.experiment import Experiment
from playground.ui.charts.smoothing import Columns, Floats, smoothed
from playground.ui.charts.timeline import Timeline

MOST_RUNS = 50
KEPT_POINTS = 200  # of a line
LEAST_STEPS = 5  # a run of fewer says nothing
_DROPPED = 0.25  # the share of runs, the worst, that a value axis need not hold


@dataclass(frozen=True, slots=True, eq=False)
class EarlierLine:
    """One chart's line of an earlier run, of few points however long the run was.

    `epochs` [n] are those of its points, None where they were not known, `newest` is the last value as it was measured.
    `stretch` is the width of its columns over that which smoothing is made for; 0 for a line that is not smoothed.
    """

    columns: Columns
    epochs: Floats | None
    newest: float
    stretch: float

    def values(self, smoothing: float) -> Floats:
        if self.stretch == 0:
            return self.columns.values
        return smoothed(self.columns, smoothing**self.stretch)

    def times(self, timeline: Timeline) -> Floats | None:
        """Return where its points lie on the time axis, or None where that counts epochs and they are not known."""
        return self.epochs if timeline.in_epochs else self.columns.steps


@dataclass(frozen=True, slots=True, eq=False)
class EarlierRun:
    """An earlier run: its number, the settings that were in force one after the other, and its line in each chart."""

    number: int
    settings: tuple[Experiment, ...]
    lines: Mapping[str, EarlierLine]

    def is_like(self, experiment: Experiment) -> bool:
        """Tell whether its figures can be held against those of `experiment`: of the same data and the same loss."""
        return all(_measured(used) == _measured(experiment) for used in self.settings)


class EarlierRuns:
    """The last runs, the oldest first. They are numbered in the order in which they were kept, from 1."""

    def __init__(self) -> None:
        self._runs: deque[EarlierRun] = deque(maxlen=MOST_RUNS)
        self._count = 0

    @property
    def runs(self) -> tuple[EarlierRun, ...]:
        return tuple(self._runs)

    def add(self, settings: Sequence[Experiment], lines: Mapping[str, EarlierLine]) -> None:
        self._count += 1
        self._runs.append(EarlierRun(self._count, tuple(settings), dict(lines)))

    def like(self, experiment: Experiment | None) -> tuple[EarlierRun, ...]:
        """Return those that can be held against a run of `experiment`; None: no run, and none of them."""
        return () if experiment is None else tuple(run for run in self._runs if run.is_like(experiment))

    def forget(self, runs: Container[EarlierRun]) -> None:
        self._runs = deque((run for run in self._runs if run not in runs), maxlen=MOST_RUNS)


def _measured(experiment: Experiment) -> tuple[object, ...]:
    """Return what loss and accuracy are measured on, and as what."""
    data, training = experiment.data, experiment.training
    return data.name, data.classes, data.class_count, training.loss, training.reduction


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What beside its lines a value axis is to hold: of earlier runs where they begin, and the `best` of all but the
    worst of them; and the `goals`, values to reach, of which those `starts` are to be so before training.
    """

    first: Floats
    best: Floats
    goals: Floats = field(default_factory=lambda: np.zeros(0))
    starts: Floats = field(default_factory=lambda: np.zeros(0))


NONE_HELD = Held(np.zeros(0), np.zeros(0))


def held(lines: Sequence[EarlierLine], *, lower_is_better: bool) -> Held:
    if not lines:
        return NONE_HELD
    values = [line.columns.values for line in lines]
    best = np.sort([line.min() if lower_is_better else -line.max() for line in values])
    kept = best[: len(lines) - int(_DROPPED * len(lines))]
    return Held(np.array([line[0] for line in values]), kept if lower_is_better else -kept)
