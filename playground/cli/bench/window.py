"""The part `window`: how much of the training's speed is left while the window shows it, and how smoothly it does.

Only imported in a process of its own (`apart`): it loads Qt.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playground.cli.bench.cases import CASES, experiment_of, train
from playground.cli.bench.figures import Figure, Group, Part, Unit
from playground.cli.bench.images import Images
from playground.cli.bench.opened import opened
from playground.cli.bench.plan import PartName, Plan
from playground.cli.bench.rounds import seconds_of
from playground.cli.bench.telling import tell
from playground.cli.bench.watch import Seen, Watch
from playground.core.experiment import Experiment
from playground.data.loading import load
from playground.engine.control import Control
from playground.engine.trainer import Trainer

_NOTES = (
    "The real window of 1440 x 900 with all panels, on Qt's offscreen platform; training and evaluation as a person "
    "sees them, against the same number of epochs without it, in turns.",
    "What is painted within a sixtieth of a second counts as one frame, since a screen shows it as one.",
)
_POINTS = 250


@dataclass(frozen=True, slots=True)
class Scene:
    """What the window trains. `plane` tells that it shows a decision surface."""

    title: str
    experiment: Experiment
    plane: bool = False


@dataclass(frozen=True, slots=True)
class _Round:
    """Steps a second without and with the window, and what was seen of it."""

    headless: float
    shown: float
    seen: Seen


def measure_window(images: Images, plan: Plan, kept: Path) -> Part:
    """Train each scene in turns with and without the window, in rounds of some seconds."""
    scenes = _scenes(plan)
    with opened(scenes[0].experiment, images.folders, kept) as program:
        watch = Watch(program)
        groups = tuple(_measure(scene, watch, images, plan) for scene in scenes)
    return Part(PartName.WINDOW, groups, _NOTES)


def _scenes(plan: Plan) -> Sequence[Scene]:
    spiral = Experiment().changed(
        {
            "data.name": "spiral",
            "data.examples": 2 * _POINTS,
            "data.train_share": 0.5,
            "model.hidden": [4, 2],
            "model.activation": "tanh",
            "training.batch_size": 10,
            "training.optimizer": "sgd",
            "training.learning_rate": 0.03,
        }
    )
    return (
        Scene(f"MNIST, {CASES[0].title}", experiment_of(CASES[0], plan)),
        Scene("Digits, the settings of a first start", Experiment()),
        Scene("Spiral of 250 points, 2-4-2-2, batch 10, surface of 100 x 100", spiral, plane=True),
    )


def _measure(scene: Scene, watch: Watch, images: Images, plan: Plan) -> Group:
    tell(f"Training with the window open: {scene.title}")
    unplanned = scene.experiment.changed({"training.epochs": 0})
    trainer = Trainer(unplanned, load(scene.experiment.data, images.folders), Control())
    epochs = _epochs_within(plan.window_seconds, trainer)
    watch.program.open(scene.experiment.changed({"training.epochs": epochs}))
    watch.program.train()  # warms up
    rounds = [_round(watch, trainer, epochs) for _ in range(plan.long_rounds)]
    return Group(scene.title, (*_figures(rounds), *_picture_figures(scene, rounds, trainer)))


def _epochs_within(seconds: float, trainer: Trainer) -> int:
    """Return how many epochs take `trainer` about so long; warms it up."""
    train(trainer, epochs=1)
    done, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds / 3:
        train(trainer, epochs=1)
        done += 1
    return max(1, round(done * seconds / (time.perf_counter() - started)))


def _round(watch: Watch, trainer: Trainer, epochs: int) -> _Round:
    steps = epochs * trainer.progress().steps_per_epoch
    watch.program.rest()
    headless = seconds_of(lambda: train(trainer, epochs=epochs))
    watch.begin()
    shown = seconds_of(watch.program.train)
    return _Round(steps / headless, steps / shown, watch.end())


def _figures(rounds: Sequence[_Round]) -> tuple[Figure, ...]:
    seen = [each.seen for each in rounds]
    return (
        Figure("without the window", Unit.STEPS_A_SECOND, tuple(each.headless for each in rounds)),
        Figure("with the window open", Unit.STEPS_A_SECOND, tuple(each.shown for each in rounds)),
        Figure("share kept", Unit.PERCENT, tuple(100 * each.shown / each.headless for each in rounds)),
        Figure("frames painted", Unit.PER_SECOND, tuple(each.frames_a_second for each in seen)),
        Figure("frame interval, median", Unit.MILLISECONDS, tuple(1e3 * each.interval(0.5) for each in seen)),
        Figure("frame interval, 99th percentile", Unit.MILLISECONDS, tuple(1e3 * each.interval(0.99) for each in seen)),
        Figure("frame interval, longest", Unit.MILLISECONDS, tuple(1e3 * each.interval(1.0) for each in seen)),
        Figure("longest gap of the event loop", Unit.MILLISECONDS, tuple(1e3 * each.longest_gap for each in seen)),
    )


def _picture_figures(scene: Scene, rounds: Sequence[_Round], trainer: Trainer) -> tuple[Figure, ...]:
    pictures = tuple(each.seen.pictures / each.seen.seconds for each in rounds)
    if not scene.plane:
        return (Figure("pictures of the network painted", Unit.PER_SECOND, pictures),)
    per_epoch = trainer.progress().steps_per_epoch
    return (
        Figure("epochs", Unit.EPOCHS_A_SECOND, tuple(each.shown / per_epoch for each in rounds)),
        Figure("decision surfaces painted", Unit.PER_SECOND, pictures),
    )
