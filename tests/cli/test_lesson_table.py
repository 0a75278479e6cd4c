"""The table of a check: what fits beside what, and when a figure is within tolerance."""

import pytest

from playground.cli.lesson_table import LessonTable, shown, within
from playground.core.experiment import Experiment
from playground.core.lesson import Figure, LessonRun
from playground.core.lesson_figures import Outcome

ACCURACY = Figure(metric="train_accuracy", epoch=2000, value=0.9, least=0.8, most=1.0)
LOSS = Figure(metric="test_loss", epoch=0, value=1.0, least=0.5, most=1.5)


@pytest.mark.parametrize(
    ("found", "ended", "told"),
    [
        ([1.0, 1.2], True, "yes"),
        ([1.0, 2.0], True, "no"),
        ([2.0, None], False, "no"),
        ([None, 2.0], False, "no"),
        ([1.0, None], False, "-"),
        ([1.0, None], True, "no"),
        ([None], False, "-"),
    ],
)
def test_one_that_is_outside_weighs_more_than_one_that_is_not_known(
    found: list[float | None], ended: bool, told: str
) -> None:
    assert within([Outcome(LOSS, value) for value in found], ended=ended) == told


def test_lines_stand_below_their_headings_within_80_columns() -> None:
    run = LessonRun(name="one", title="One", experiment=Experiment(), figures=(ACCURACY, LOSS))
    table = LessonTable([run])
    head, rule = table.head().splitlines()
    lines = [
        table.lines([Outcome(ACCURACY, 0.9055), Outcome(ACCURACY, 0.9093)], ended=True),
        table.lines([Outcome(LOSS, 1.25), Outcome(LOSS, 1.5)], ended=True),
    ]
    assert max(len(line) for line in (head, rule, *lines)) == 80
    for line, value, came_out, allowed in zip(
        lines, ("90.00 %", "1.00000"), ("90.55–90.93 %", "1.25000–1.50000"), ("80.00–100.00 %", "0.50000"), strict=True
    ):
        for heading, cell in (("tutorial", value), ("came out", came_out), ("allowed", allowed), ("within", "yes")):
            assert line.index(cell, head.index(heading)) == head.index(heading)


def test_large_losses_are_short() -> None:
    assert shown(LOSS, 123456.789) == "123457"
    assert shown(LOSS, 2.30259) == "2.30259"


def test_cells_that_are_longer_than_their_column_stay_apart() -> None:
    run = LessonRun(name="one", title="One", experiment=Experiment(), figures=(LOSS,))
    line = LessonTable([run]).lines([Outcome(LOSS, 19.7083), Outcome(LOSS, 22.29708)], ended=True)
    assert line.split()[-3:] == ["19.70830–22.29708", "0.50000–1.50000", "no"]
