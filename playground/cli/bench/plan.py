"""How much is measured: the parts of the benchmark, and the numbers of rounds, steps and seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PartName(StrEnum):
    """The parts, in the order in which they are measured and shown."""

    STEPS = "steps"
    EVALUATION = "evaluation"
    DRAWING = "drawing"
    WINDOW = "window"
    MEMORY = "memory"
    START = "start"

    @property
    def heading(self) -> str:
        return _TITLES[self]


_TITLES: Mapping[PartName, str] = {
    PartName.STEPS: "A training step",
    PartName.EVALUATION: "Evaluation of the test images",
    PartName.DRAWING: "From a drawing to its answer",
    PartName.WINDOW: "Training with the window open",
    PartName.MEMORY: "Memory of the process",
    PartName.START: "Start-up",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`rounds` are those of what takes milliseconds, `long_rounds` those of the window and of whole processes.

    `train_images` and `test_images` are taken from MNIST, or made. `most_steps` are taken in one round; fewer where an
    epoch ends before. `drawings` are recognised in one round, `window_seconds` trained in one.
    """

    rounds: int
    long_rounds: int
    train_images: int
    test_images: int
    most_steps: int
    drawings: int
    window_seconds: float

    @property
    def images(self) -> int:
        return self.train_images + self.test_images


FULL = Plan(
    rounds=7,
    long_rounds=5,
    train_images=60_000,
    test_images=10_000,
    most_steps=400,
    drawings=300,
    window_seconds=3.0,
)
QUICK = Plan(
    rounds=2,
    long_rounds=1,
    train_images=2_500,
    test_images=500,
    most_steps=10,
    drawings=10,
    window_seconds=0.2,
)
