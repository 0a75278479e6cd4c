"""A lesson: an experiment of a tutorial, in one or more ways, what the tutorial reports, and steps to take with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from playground.core.experiment import Experiment

FREE = frozenset({"training.device", "training.seed"})
"""What a lesson leaves as the person has it: where it runs, and which random numbers it draws."""


class Origin(StrEnum):
    """Where the figure of a lesson comes from."""

    REPORTED = "reported"  # the tutorial says so
    SEEN = "seen"  # the tutorial leaves it open; it is what came out before
    LEAST_SQUARES = (
        "least_squares"  # computed from the data: the least mean squared error that a linear network can have
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What the series `metric` of the history is to be after `epoch` epochs (0: before training).

    `value` is what is reported, None where nothing is (or where it is computed, by `origin`). It is held where what
    comes out lies from `least` to `most`; for one that is computed these are factors of it.
    """

    metric: str
    epoch: int
    value: float | None
    least: float
    most: float
    origin: Origin = Origin.REPORTED

    def bounds(self, computed: float | None = None) -> tuple[float, float] | None:
        """Return the least and the most that is within tolerance; None where that hangs on what is not computed yet."""
        if self.origin is not Origin.LEAST_SQUARES:
            return self.least, self.most
        return None if computed is None else (self.least * computed, self.most * computed)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRun:
    """One way to run a lesson's experiment."""

    name: str
    title: str
    experiment: Experiment
    figures: tuple[Figure, ...] = ()

    def is_run_by(self, experiment: Experiment) -> bool:
        """Tell whether `experiment` is this one, whatever its seed and device."""
        return not self.experiment.difference(experiment).keys() - FREE


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonStep:
    """One thing to look at or to try. `sentence` says it in a line of plain text; `text` is Markdown, some 40 to 120
    words. `light` names the control or panel that lights up: the path of a field, such as "training.learning_rate", or
    a name of `LIGHTS`. The experiment of the step is that of the run named `run`, with `changes` (path -> value).
    """

    title: str
    sentence: str
    text: str
    light: str
    run: str
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """`name` is its file's; `number` its place in the list. There is at least one run, and one step."""

    name: str
    number: int
    title: str
    about: str
    runs: tuple[LessonRun, ...]
    steps: tuple[LessonStep, ...]

    def run(self, name: str) -> LessonRun:
        """Return the run of this name, which must be one of the lesson's."""
        return next(run for run in self.runs if run.name == name)

    def run_by(self, experiment: Experiment) -> LessonRun | None:
        """Return the run that has this experiment, whatever its seed and device; None where there is none."""
        return next((run for run in self.runs if run.is_run_by(experiment)), None)

    def changes_to(self, number: int, present: Experiment) -> Mapping[str, Any]:
        """Return what must change (path -> value) in the present experiment so that it is that of step `number`."""
        step = self.steps[number]
        wanted = self.run(step.run).experiment.changed(step.changes)
        return {path: value for path, value in present.difference(wanted).items() if path not in FREE}


LIGHTS = (
    "train",
    "step",
    "reset",
    "speed",
    "progress",
    "try",
    "network",
    "preparation",
    "why",
    "my_digits",
    "curves",
    "samples",
    "arithmetic.step",
    "arithmetic.step.batch",
    "arithmetic.step.neuron",
    "arithmetic.step.classic",
    "arithmetic.step.seven",
    "arithmetic.numbers",
    "arithmetic.layers",
    "arithmetic.activations",
    "arithmetic.losses",
    "arithmetic.autograd",
)
"""What a step can light up beside fields: buttons of the toolbar, panels, pages of the Arithmetic panel and examples on
them."""

LIGHTS_WITHOUT_DATA = frozenset(
    {
        "arithmetic.step.neuron",
        "arithmetic.step.classic",
        "arithmetic.step.seven",
        "arithmetic.activations",
        "arithmetic.losses",
        "arithmetic.autograd",
    }
)
"""Those of them that are of use even while the experiment's data is not here."""
