"""What came out of a lesson's run, beside what its figures say."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.core.history import History
from playground.core.lesson import Figure
from playground.core.messages import Message, message

MEASURED: Mapping[str, str] = {
    "train_loss": "train loss",
    "train_accuracy": "train accuracy",
    "test_loss": "test loss",
    "test_accuracy": "test accuracy",
}
"""The series that a figure can be about, and what they are called. Those of the training part are means over an epoch,
taken while the network learned; those of the test part are of the network at its end."""

_EPOCHS = "epoch"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out for `figure`: `found`, None where the run has not come so far. `computed` is what the figure is
    measured against where that is computed from the data.
    """

    figure: Figure
    found: float | None
    computed: float | None = None

    @property
    def held(self) -> bool | None:
        """Whether what came out is within tolerance; None where that cannot be told (yet)."""
        bounds = self.figure.bounds(self.computed)
        return None if self.found is None or bounds is None else bounds[0] <= self.found <= bounds[1]


def found(figure: Figure, history: History) -> float | None:
    """Return the value that the figure is about, or None where the run has not come so far."""
    rows = history.read(_EPOCHS)
    at = np.flatnonzero(rows.values == figure.epoch)
    if not len(at):
        return None
    values = history.read(figure.metric)
    here = np.flatnonzero(values.steps == rows.steps[at[-1]])
    return float(values.values[here[-1]]) if len(here) else None


def outcome(figure: Figure, history: History, computed: float | None = None) -> Outcome:
    """Return what came out for `figure`; `computed` is the least-squares loss, for figures that are held to it."""
    return Outcome(figure, found(figure, history), computed)


def name_of(figure: Figure) -> Message:
    """Return what the figure is about in few words, such as "test accuracy, epoch 2"; epoch 0 is before training."""
    return message("{measured}, epoch {epoch}", measured=message(MEASURED[figure.metric]), epoch=str(figure.epoch))


def is_fraction(figure: Figure) -> bool:
    """Tell whether the figure is a fraction from 0 to 1, shown as a percentage; others are losses."""
    return figure.metric.endswith("accuracy")
