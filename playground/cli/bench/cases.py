"""The three networks that are compared, and what our side of the comparison is: the Trainer that the window runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playground.cli.bench.plan import Plan
from playground.core.experiment import Experiment
from playground.core.progress import Stepping
from playground.core.training_options import OptimizerName
from playground.data.dataset import DataSet
from playground.engine.control import Control
from playground.engine.trainer import Trainer

INPUTS, CLASSES = 28 * 28, 10


@dataclass(frozen=True, slots=True)
class Case:
    """A network of ReLU layers that learns by cross-entropy."""

    hidden: tuple[int, ...]
    batch: int
    optimizer: OptimizerName
    rate: float

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons of every layer, inputs first."""
        return (INPUTS, *self.hidden, CLASSES)

    @property
    def network(self) -> str:
        return "-".join(map(str, self.sizes))

    @property
    def title(self) -> str:
        name = {OptimizerName.ADAM: "Adam", OptimizerName.SGD: "SGD"}[self.optimizer]
        return f"{self.network}, batch {self.batch}, {name} {self.rate:g}"

    def steps(self, plan: Plan) -> int:
        """Return how many steps a round has, so that all rounds lie within the first epoch: evaluation is apart."""
        in_epoch = plan.train_images // self.batch
        return min(plan.most_steps, (in_epoch - STEPS_TO_WARM) // (plan.rounds + 1))


STEPS_TO_WARM = 20
"""Steps, or chunks of an evaluation, after which both are recorded."""

CASES = (
    Case((64, 64, 64), 15, OptimizerName.ADAM, 0.001),
    Case((300,), 32, OptimizerName.SGD, 0.1),
    Case((512, 512), 64, OptimizerName.SGD, 0.1),
)


def experiment_of(case: Case, plan: Plan) -> Experiment:
    """Return the experiment of `case` on MNIST, trained on one thread until it is halted."""
    values: Mapping[str, Any] = {
        "data.name": "mnist",
        "data.examples": plan.images,
        "model.hidden": list(case.hidden),
        "training.batch_size": case.batch,
        "training.optimizer": case.optimizer,
        "training.learning_rate": case.rate,
        "training.epochs": 0,
        "training.threads": 1,
    }
    return Experiment().changed(values)


def trainers(case: Case, data: DataSet, plan: Plan) -> Iterator[tuple[str, Trainer]]:
    """Yield a new trainer for every way of stepping that this machine has, with the way's name."""
    for way in Stepping:
        trainer = Trainer(experiment_of(case, plan), data, Control(), stepping=way)
        if trainer.environment.stepping is way:
            yield f"nn-playground, {way}", trainer


def varied_trainer(case: Case, data: DataSet, plan: Plan) -> Trainer:
    """Return a new trainer whose images are varied at every step, by its fastest way of stepping."""
    return Trainer(experiment_of(case, plan).changed({"augmentation.on": True}), data, Control())


def train(trainer: Trainer, *, steps: int | None = None, epochs: int | None = None) -> None:
    """Train so many steps or epochs, as the window's worker does."""
    for _ in trainer.run(steps, epochs):
        pass
