"""The part `drawing` in the open window: from the movement of the hand to the ink, and to the answer.

Only imported in a process of its own (`apart`): it loads Qt.
"""

from collections.abc import Sequence
from pathlib import Path

from playground.cli.bench.cases import CASES, experiment_of
from playground.cli.bench.drawing import drawings, waits
from playground.cli.bench.figures import Figure, Group, Part, Unit
from playground.cli.bench.hand import Hand, Waits
from playground.cli.bench.images import Images
from playground.cli.bench.opened import Opened, opened
from playground.cli.bench.plan import PartName, Plan
from playground.cli.bench.telling import tell

_NOTES = (
    "In the window: 1440 x 900 with all panels, on Qt's offscreen platform. A point every 8 ms, as a mouse reports "
    "them; from the time when it comes, be the window busy or not, to the end of the painting that shows its ink, or "
    "the answer to it.",
)


def measure_drawing_window(images: Images, plan: Plan, kept: Path) -> Part:
    """Draw in the window in rounds of some seconds, while the first case's network trains and while it rests."""
    tell("Drawing with the window open")
    experiment = experiment_of(CASES[0], plan)
    training, resting = [], []
    with opened(experiment, images.folders, kept) as program:
        hand = Hand(program, drawings())
        program.session.train()
        hand.draw(plan.window_seconds)  # warms up
        for _ in range(plan.long_rounds):
            training.append(hand.draw(plan.window_seconds))
            _pause(program)
            resting.append(hand.draw(plan.window_seconds))
            program.session.train()
        _pause(program)
    groups = (
        Group("In the window, alone", _figures(resting)),
        Group("In the window, while it trains", _figures(training)),
    )
    return Part(PartName.DRAWING, groups, _NOTES)


def _pause(program: Opened) -> None:
    program.session.pause()
    while program.session.training:
        program.until(program.session.state_changed)


def _figures(rounds: Sequence[Waits]) -> tuple[Figure, ...]:
    return (
        *waits("ink", [each.ink for each in rounds], Unit.MILLISECONDS),
        *waits("answer", [each.answer for each in rounds], Unit.MILLISECONDS),
    )
