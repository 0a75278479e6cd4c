"""The time axis of a run: steps and epochs, how far it is planned, and where its ticks are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from playground.ui.charts.bends import Bend
from playground.ui.charts.smoothing import Floats
from playground.ui.charts.ticks import Tick, nice_stride
from playground.ui.figures import THIN, decimal, whole

STEPS = "steps"
EPOCHS = "epochs"

_UNPLANNED_STEPS = 128
_FAR = 1e9  # epochs
_FEW_EPOCHS = 3
_FEW_TICKS = 2
_ALIKE = 1e-9
_LESS_ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_LESS_ROUND_WHOLE = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True)
class Timeline:
    """How steps and epochs of a run lie along the axis.

    `bends` are the ends of epochs, as (step, epochs done), at which the epochs' length changed; from the last one on it
    is `steps_per_epoch`. 0 `steps_per_epoch` or `planned_steps` means unknown.
    `unit` is what the axis counts: STEPS or EPOCHS.
    """

    steps_per_epoch: int = 0
    planned_steps: int = 0
    bends: tuple[Bend, ...] = ()
    unit: str = STEPS

    @property
    def knows_epochs(self) -> bool:
        return self.steps_per_epoch > 0

    @property
    def in_epochs(self) -> bool:
        """Whether the axis counts epochs, which takes knowing them."""
        return self.unit == EPOCHS and self.knows_epochs

    def span(self, last_step: int) -> int:
        """Return the step at which the planned time ends; what goes on beyond its plan gets twice the time."""
        end = self.planned_steps or max(2 * self.steps_per_epoch, _UNPLANNED_STEPS)
        while end < last_step:
            end *= 2
        return end

    def epochs(self, steps: Floats) -> Floats:
        """Return the epochs done at `steps`, fractions included."""
        known_steps, known_epochs = self._knots
        return np.interp(steps, known_steps, known_epochs)

    def at(self, steps: Floats) -> Floats:
        """Return the axis coordinates of `steps`."""
        return self.epochs(steps) if self.in_epochs else steps

    def step_at(self, coordinate: float) -> float:
        """Return the step at an axis coordinate."""
        if not self.in_epochs:
            return coordinate
        known_steps, known_epochs = self._knots
        return float(np.interp(coordinate, known_epochs, known_steps))

    def of_epoch(self, epoch: float) -> float:
        """Return the axis coordinate of where `epoch` epochs are done, which must be known."""
        known_steps, known_epochs = self._knots
        return epoch if self.in_epochs else float(np.interp(epoch, known_epochs, known_steps))

    def coordinate(self, step: float) -> float:
        """Return the axis coordinate of one step."""
        return float(self.at(np.array([float(step)]))[0])

    def epoch_text(self, step: float) -> str:
        """Write the epoch at `step`: "3", or "2.25" within one."""
        epoch = float(self.epochs(np.array([float(step)]))[0])
        return whole(round(epoch)) if abs(epoch - round(epoch)) < 0.005 else decimal(epoch, 2)

    def ticks(self, first: float, last: float, most: float) -> tuple[Tick, ...]:
        """Return up to `most` ticks after the step `first` and up to `last`: ends of epochs, or round numbers if these
        are few.
        """
        epochs = self.epochs(np.array([first, last])) if self.knows_epochs else np.zeros(2)
        low, high = epochs.tolist()
        if self.in_epochs:
            return _round_ticks(low, high, _stride(high - low, most))
        if high - low < _FEW_EPOCHS:
            return _round_ticks(first, last, _whole_stride(last - first, most))
        return self._epoch_end_ticks(low, high, _whole_stride(high - low, most))

    def _epoch_end_ticks(self, low: float, high: float, stride: float) -> tuple[Tick, ...]:
        known_steps, known_epochs = self._knots
        steps = np.interp(_multiples(low, high, stride), known_epochs, known_steps)
        return tuple(Tick(float(step), whole(round(step))) for step in steps)

    @cached_property
    def _knots(self) -> tuple[Floats, Floats]:
        """Steps and the epochs done at them, between which both rise evenly."""
        steps, epochs = np.array(((0, 0), *self.bends), dtype=float).T
        return (
            np.append(steps, steps[-1] + _FAR * max(1, self.steps_per_epoch)),
            np.append(epochs, epochs[-1] + _FAR),
        )


def _stride(width: float, most: float, less_round: Sequence[float] = _LESS_ROUND) -> float:
    """Return the distance of up to `most` ticks over `width`: round, a little less so where there would be but one."""
    stride = nice_stride(width / most)
    return stride if width / stride > _FEW_TICKS - _ALIKE else nice_stride(width / most, less_round)


def _whole_stride(width: float, most: float) -> float:
    """Return such a distance in whole numbers."""
    stride = _stride(width, most)
    return max(1.0, stride if stride % 1 == 0 else _stride(width, most, _LESS_ROUND_WHOLE))


def _round_ticks(low: float, high: float, stride: float) -> tuple[Tick, ...]:
    digits = max(0, -math.floor(math.log10(stride) + 1e-9))
    return tuple(Tick(value, count_text(value, digits)) for value in _multiples(low, high, stride).tolist())


def _multiples(low: float, high: float, stride: float) -> Floats:
    """Return the multiples of `stride` above `low` and up to `high`."""
    return stride * np.arange(math.floor(low / stride + 1e-9) + 1.0, math.floor(high / stride + 1e-9) + 1)


def count_text(value: float, digits: int = 0) -> str:
    """Write a number of steps or epochs: 12 000, 2.25."""
    return f"{value:,.{digits}f}".replace(",", THIN)
