"""The part `start`: how soon the window is there, and how soon it can train."""

from playground.cli.bench.figures import Figure, Group, Part, Unit
from playground.cli.bench.plan import PartName, Plan
from playground.cli.bench.start_up import measure_start
from playground.cli.bench.telling import tell

_NOTES = ("From the start of a process to its first painted window, and to a run that stands ready; warm disk.",)


def measure_starts(plan: Plan) -> Part:
    """Start the program again and again."""
    tell("Start-up")
    measure_start()  # warms the disk's cache up
    starts = [measure_start() for _ in range(plan.long_rounds)]
    figures = (
        Figure("first window", Unit.SECONDS, tuple(start.first_window for start in starts)),
        Figure("ready to train", Unit.SECONDS, tuple(start.ready for start in starts)),
    )
    return Part(PartName.START, (Group("Digits, the settings of a first start", figures),), _NOTES)
