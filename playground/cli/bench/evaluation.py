"""The part `evaluation`: the loss and accuracy of a whole test set, as at the end of every epoch."""

from collections.abc import Sequence
from functools import partial

from playground.cli.bench.cases import CASES, STEPS_TO_WARM, Case, train, trainers
from playground.cli.bench.figures import Group, Part, Unit, against, grouped
from playground.cli.bench.plan import PartName, Plan
from playground.cli.bench.rivals import TUTORIALS, TutorialLoop
from playground.cli.bench.rounds import Contender, interleaved
from playground.cli.bench.telling import tell
from playground.core.snapshot import Snapshot
from playground.data.dataset import DataSet
from playground.engine.trainer import Trainer

_NOTES = ("Tutorials' loop: a DataLoader of 1000 PIL images a batch, no_grad, loss and right answers by item().",)


def measure_evaluation(data: DataSet, plan: Plan) -> Part:
    """Measure the evaluation of the test part of `data` by the networks of all three cases."""
    groups = []
    for case in CASES:
        title = f"{case.network}, {grouped(data.facts.test_count)} images"
        tell(f"Evaluation: {title}")
        figures = interleaved(_contenders(case, data, plan), plan.rounds, Unit.MILLISECONDS)
        groups.append(Group(title, against(TUTORIALS, figures)))
    return Part(PartName.EVALUATION, tuple(groups), _NOTES)


def _contenders(case: Case, data: DataSet, plan: Plan) -> Sequence[Contender]:
    tutorial = TutorialLoop(case, data)
    ours = [
        Contender(name, 1, partial(_evaluate, trainer, trainer.snapshot()), warm_ups=STEPS_TO_WARM)
        for name, trainer in trainers(case, data, plan)
    ]
    return [*ours, Contender(TUTORIALS, 1, tutorial.evaluate)]


def _evaluate(trainer: Trainer, start: Snapshot) -> None:
    """Let the trainer evaluate: at its `start` a test is due, and it comes even where no step follows."""
    trainer.restore(start)
    train(trainer, steps=0)
