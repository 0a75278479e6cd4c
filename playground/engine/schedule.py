"""Learning-rate schedules: a factor on the live rate, from how far training has come."""

import math

from playground.core.training_options import ScheduleName, TrainingOptions

# One cycle (Smith and Topin, 2017): up from 1/25 over the first 30 %, then down to 1/10000 of that, both as cosines.
_RISE = 0.3
_START = 1 / 25
_END = _START / 10_000


def factor(training: TrainingOptions, progress: float) -> float:
    """Return what the learning rate is multiplied by at `progress` 0..1 of the planned steps."""
    match training.schedule:
        case ScheduleName.STEP:
            drops = min(int(progress * (training.schedule_steps + 1)), training.schedule_steps)
            return float(training.schedule_factor**drops)
        case ScheduleName.COSINE:
            return _between(1.0, 0.0, progress)
        case ScheduleName.ONE_CYCLE:
            if progress < _RISE:
                return _between(_START, 1.0, progress / _RISE)
            return _between(1.0, _END, (progress - _RISE) / (1 - _RISE))
        case _:
            return 1.0


def _between(start: float, end: float, share: float) -> float:
    """Go from `start` to `end` along half a cosine."""
    return end + (start - end) * (1 + math.cos(math.pi * min(share, 1.0))) / 2
