"""A run that is over, or that is kept for later: what a run folder holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.own_drawings import OwnSet
from playground.core.progress import Environment, Event
from playground.core.snapshot import Arrays

COLUMNS = (
    "step",
    "epoch",
    "train_loss",
    "train_accuracy",
    "test_loss",
    "test_accuracy",
    "learning_rate",
    "seconds",
)


@dataclass(frozen=True, slots=True, eq=False)
class SavedRun:
    """A run as its folder holds it, after `step` steps and `epoch` whole epochs, `samples` trained on in `seconds`.
    `rows` map names of COLUMNS to values; a name is absent where there is none. The drawings of `own` were among the
    training examples; None: none were, or nobody knows which."""

    experiment: Experiment
    facts: DataFacts
    environment: Environment
    events: Sequence[Event]
    step: int
    epoch: int
    samples: int
    seconds: float
    rows: Sequence[Mapping[str, float]]
    weights: Arrays
    own: OwnSet | None = None
