"""How far a training has come, and what happened to it on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Phase(StrEnum):
    """What the training is doing; the words for it belong to the window and the command line."""

    IDLE = "idle"  # built, not one step taken
    TRAINING = "training"
    PAUSED = "paused"
    FINISHED = "finished"  # all planned epochs are done
    DIVERGED = "diverged"  # a loss was not finite; the last finite state is back


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the run `run_id` stands. `epoch` is the number of epochs completed, `share` 0..1 that of the current one.

    `planned_steps` counts the whole run at the present batch size, 0 where no end is planned. `seconds` of training
    and `samples` trained on leave pauses out. `diverged_at` is the step whose loss was not finite.
    """

    run_id: int
    phase: Phase
    step: int
    epoch: int
    share: float
    steps_per_epoch: int
    planned_steps: int
    planned_epochs: int
    samples: int
    seconds: float
    diverged_at: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened in the middle of a run: from `step` on, `values` (path -> value) are in force.

    `returned` tells that training had diverged and gone back to `step`.
    """

    step: int
    values: Mapping[str, Any]
    returned: bool = False


class Stepping(StrEnum):
    """How steps are computed. Both ways give the same numbers, bit for bit."""

    EAGER = "eager"  # each call as it comes, with torch's autograd and optimizers: what tutorials do
    RECORDED = "recorded"  # written down once and replayed, many steps in one call; what cannot be goes eagerly


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What beside experiment and data decides the last digits of a run; settled before its first step."""

    torch: str
    device: str
    threads: int
    flush_denormal: bool
    stepping: Stepping = Stepping.EAGER
