"""The part `steps`: a training step of each way and of its rivals."""

import math
from collections.abc import Callable, Sequence
from functools import partial

from playground.cli.bench.cases import CASES, STEPS_TO_WARM, Case, train, trainers, varied_trainer
from playground.cli.bench.conditions import flushed
from playground.cli.bench.figures import Group, Part, Unit, against
from playground.cli.bench.plan import PartName, Plan
from playground.cli.bench.rivals import (
    TUTORIALS,
    Products,
    ScikitLearn,
    TutorialLoop,
    our_product,
    torch_product,
)
from playground.cli.bench.rounds import Contender, interleaved
from playground.cli.bench.telling import tell
from playground.data.dataset import DataSet

VARIED = "nn-playground, images varied"
_NOTES = (
    "nn-playground: the Trainer that the window runs: batches gathered from bytes and normalised, loss and accuracy "
    "recorded, live values read, divergence checked.",
    "Images varied: the same with the augmentation switched on, at its default strengths.",
    "Tutorials' loop: DataLoader over PIL images, ToTensor, Normalize; eager autograd, default optimizer, loss.item().",
    "MLPClassifier: on float images that were normalised beforehand; it records one loss an epoch, and no accuracy.",
    "Products alone: the matrix products of the forward and the backward pass; nothing else of a step.",
)


def measure_steps(data: DataSet, plan: Plan) -> Part:
    """Measure a step of all three cases on `data`."""
    groups = []
    for case in CASES:
        tell(f"A training step: {case.title}")
        figures = interleaved(_contenders(case, data, plan), plan.rounds, Unit.MICROSECONDS)
        groups.append(Group(case.title, against(TUTORIALS, figures)))
    return Part(PartName.STEPS, tuple(groups), _NOTES)


def _contenders(case: Case, data: DataSet, plan: Plan) -> Sequence[Contender]:
    steps = case.steps(plan)
    tutorial, scikit_learn = TutorialLoop(case, data), ScikitLearn(case, data, steps)
    trained = [*trainers(case, data, plan), (VARIED, varied_trainer(case, data, plan))]
    ours = {name: partial(train, trainer, steps=steps) for name, trainer in trained}
    works: dict[str, Callable[[], object]] = {
        **ours,
        TUTORIALS: partial(tutorial.train, steps),
        "scikit-learn MLPClassifier": scikit_learn.train,
        "products alone, torch.mm": partial(Products(case, torch_product).compute, steps),
        "products alone, as our layers do": partial(Products(case, our_product).compute, steps),
    }
    # A step is recorded once some have been taken.
    warm_ups = dict.fromkeys(ours, math.ceil(STEPS_TO_WARM / steps))
    return [Contender(name, steps, partial(_flushed, work), warm_ups.get(name, 1)) for name, work in works.items()]


def _flushed(work: Callable[[], object]) -> None:
    with flushed():
        work()
