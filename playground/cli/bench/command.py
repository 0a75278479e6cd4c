"""`nn-playground bench`: measures part after part, and prints the table as it grows."""

import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from playground.cli.bench import table
from playground.cli.bench.apart import measured_apart
from playground.cli.bench.cases import CASES, experiment_of
from playground.cli.bench.conditions import one_thread
from playground.cli.bench.drawing import measure_drawing
from playground.cli.bench.evaluation import measure_evaluation
from playground.cli.bench.figures import Part, grouped, joined
from playground.cli.bench.images import Images, found_or_made
from playground.cli.bench.machine import Machine, this_machine
from playground.cli.bench.plan import FULL, QUICK, PartName, Plan
from playground.cli.bench.report import write_report
from playground.cli.bench.start import measure_starts
from playground.cli.bench.steps import measure_steps
from playground.cli.bench.telling import hush, tell
from playground.cli.exit_codes import FAILED, OK
from playground.core.messages import PlaygroundError
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load

# What needs no window is measured in this process.
_HERE: Mapping[PartName, Callable[[DataSet, Plan], Part]] = {
    PartName.STEPS: measure_steps,
    PartName.EVALUATION: measure_evaluation,
    PartName.DRAWING: measure_drawing,
}


def bench(folders: DataFolders, names: Collection[PartName], file: Path | None, *, quick: bool) -> int:
    """Measure the parts `names`, print a table and write `file` as JSON; returns the exit code.

    A part that cannot be measured is named, and the others go on. Raises PlaygroundError when `file` cannot be written.
    """
    plan = QUICK if quick else FULL
    with found_or_made(folders, plan) as images:
        run = _Bench(plan, images, file)
        run.begin()
        for name in PartName:
            if name in names:
                run.add(name)
    return FAILED if run.failed else OK


class _Bench:
    """One benchmark under way: what is measured so far, on the screen and in its file."""

    def __init__(self, plan: Plan, images: Images, file: Path | None) -> None:
        self.failed = False
        self._plan = plan
        self._images = images
        self._file = file
        self._machine: Machine = this_machine()
        self._parts: list[Part] = []
        self._data: DataSet | None = None

    def begin(self) -> None:
        """Print the table's head; write the file, so that one that cannot be written is no surprise at the end."""
        self._save()
        _print(table.head(_head(self._machine, self._images, self._plan)))

    def add(self, name: PartName) -> None:
        """Measure a part and print it."""
        try:
            part = self._measured(name)
        except PlaygroundError as error:
            self.failed = True
            part = Part(name, (), (f"Not measured. {error}",))
        self._parts.append(part)
        self._save()
        hush()
        _print(table.section(part))

    def _measured(self, name: PartName) -> Part:
        if name in _HERE:
            with one_thread():
                part = _HERE[name](self._loaded(), self._plan)
            return self._with_window(part) if name is PartName.DRAWING else part
        if name is PartName.START:
            return measure_starts(self._plan)
        processes = self._plan.long_rounds if name is PartName.MEMORY else 1
        return joined([measured_apart(name, self._images, self._plan) for _ in range(processes)])

    def _with_window(self, part: Part) -> Part:
        """Add what is measured in the window to `part`; where no window can be opened, that."""
        try:
            shown = measured_apart(part.name, self._images, self._plan)
        except PlaygroundError as error:
            return replace(part, notes=(*part.notes, f"In the window: not measured. {error}"))
        return replace(part, groups=(*part.groups, *shown.groups), notes=(*part.notes, *shown.notes))

    def _loaded(self) -> DataSet:
        if self._data is None:
            tell("Reading MNIST")
            self._data = load(experiment_of(CASES[0], self._plan).data, self._images.folders)
        return self._data

    def _save(self) -> None:
        if self._file is not None:
            write_report(self._file, self._machine, self._images, self._plan, self._parts)


def _head(machine: Machine, images: Images, plan: Plan) -> list[str]:
    hardware, software = machine.lines
    count = grouped(plan.images)
    whose = (
        f"MNIST is not on this machine: {count} images were made that are as sparse."
        if images.made
        else f"{count} images of MNIST."
    )
    tried = ["Quick: a trial of the command. Rounds are so few and short that the figures mean little."]
    return [
        *(tried if plan is QUICK else ()),
        f"nn-playground {machine.program}. {hardware}.",
        f"{software}.",
        f"{whose} What is compared takes turns; {plan.rounds} rounds (window, memory, start: {plan.long_rounds}) after "
        "a warm-up.",
        "All on one thread, without Python's garbage collector, numbers below 1e-38 taken as 0. Speed: how many times "
        "as fast as the tutorials' way.",
    ]


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
