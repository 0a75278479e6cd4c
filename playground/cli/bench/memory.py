"""The part `memory`: what MNIST adds to the memory of the process, over the window open on Digits.

Only imported in a process of its own (`apart`): it loads Qt.
"""

import os
from pathlib import Path

from playground.cli.bench.cases import CASES, experiment_of
from playground.cli.bench.figures import Figure, Group, Part, Unit
from playground.cli.bench.images import Images
from playground.cli.bench.opened import opened
from playground.cli.bench.plan import PartName, Plan
from playground.cli.bench.telling import tell
from playground.core.experiment import Experiment
from playground.core.messages import PlaygroundError, message

_RESIDENT = Path("/proc/self/statm")
_NOTES = ("Memory that the process holds (RSS), each after one epoch of training with the window open.",)


def measure_memory(images: Images, plan: Plan, kept: Path) -> Part:
    """Open the window on Digits, train an epoch, and do the same with MNIST; one round.

    Raises PlaygroundError where the system does not tell how much memory a process holds.
    """
    tell("Memory")
    _resident_megabytes()  # before a window is opened for nothing
    epoch = {"training.epochs": 1}
    with opened(Experiment().changed(epoch), images.folders, kept) as program:
        program.train()
        program.rest()
        digits = _resident_megabytes()
        program.open(experiment_of(CASES[0], plan).changed(epoch))
        program.train()
        program.rest()
        mnist = _resident_megabytes()
    figures = (
        Figure("window open on Digits", Unit.MEGABYTES, (digits,)),
        Figure("window open on MNIST", Unit.MEGABYTES, (mnist,)),
        Figure("MNIST adds", Unit.MEGABYTES, (mnist - digits,)),
    )
    return Part(PartName.MEMORY, (Group(CASES[0].network, figures),), _NOTES)


def _resident_megabytes() -> float:
    try:
        pages = int(_RESIDENT.read_text().split()[1])
    except OSError as error:
        raise PlaygroundError(message("Memory can only be measured on Linux.")) from error
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
