"""The panels beside Try it in the whole program: each gets what it shows, and what a person does there takes hold."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from playground.app.main import KeptFiles, Program
from playground.core.experiment import Experiment
from playground.core.own_drawings import OwnDrawing
from playground.core.preparation import Step
from playground.core.probes import Answers, AskAnswers, Example, ExampleAt, Flow, Part
from playground.core.sheet import onto_sheet
from playground.core.why import AskSaliency, Saliency
from playground.data.folders import DataFolders
from playground.ui.charts.chart import Chart
from playground.ui.input_switch import InputSwitch

TIMEOUT_MS = 30_000
SMALL = Experiment().changed({"model.hidden": [16], "training.epochs": 3})


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, SMALL, DataFolders(own=tmp_path / "data", given=None), KeptFiles.within(tmp_path))
    made.window.resize(1600, 1000)  # all parts of each panel have room
    with qtbot.waitSignal(made.session.run_built, timeout=TIMEOUT_MS):
        made.show()
    yield made
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _draw(qtbot: QtBot, program: Program) -> Example:
    """Put a drawing onto the sheet; returns what the network gets of it."""
    drawn = draw_digits(8)[7]
    with qtbot.waitSignal(program.window.try_it.example_changed, timeout=TIMEOUT_MS):
        program.window.try_it.load_drawing(OwnDrawing(99, "7", onto_sheet(drawn.strokes)))
    example = program.window.try_it.example()
    assert example is not None
    return example


class Answered:
    """The answers that came, of any kind."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self._qtbot = qtbot
        self._answers: list[object] = []
        program.session.answered.connect(self._answers.append)

    def next(self, kind: type) -> object:
        """Wait for an answer of `kind`, from now on or since the last call."""
        self._qtbot.waitUntil(lambda: any(isinstance(answer, kind) for answer in self._answers), timeout=TIMEOUT_MS)
        found = next(answer for answer in self._answers if isinstance(answer, kind))
        self._answers.clear()
        return found


def test_why_explains_what_is_drawn(qtbot: QtBot, program: Program) -> None:
    program.window.docks.bring_up("why")
    example = _draw(qtbot, program)
    (asked,) = [one for one in program.window.why.questions() if isinstance(one, AskSaliency)]
    assert isinstance(asked.input, Example)
    assert np.array_equal(asked.input.values, example.values)


def _switches(program: Program) -> list[InputSwitch]:
    """Return the switches of the input in the heads of Network and Why."""
    return [
        switch
        for panel in (program.window.network, program.window.why)
        for switch in panel.header_controls()
        if isinstance(switch, InputSwitch)
    ]


def test_the_input_is_switched_in_either_head_and_named(qtbot: QtBot, program: Program) -> None:
    why, (here, there) = program.window.why, _switches(program)
    program.window.docks.bring_up("why")
    _draw(qtbot, program)
    for switch, index, value in ((there, 1, "sample"), (here, 0, "drawing")):
        switch.findChildren(QPushButton)[index].click()
        assert (here.value(), there.value()) == (value, value)
        (asked,) = [one for one in why.questions() if isinstance(one, AskSaliency)]
        assert isinstance(asked.input, Example) == (value == "drawing")
    why.sample_chosen.emit(ExampleAt(Part.TRAIN, 7))
    assert [switch.value() for switch in (here, there)] == ["sample", "sample"]
    assert there.findChildren(QPushButton)[1].text() == "Training image"


def test_a_panel_that_comes_up_is_answered_though_nothing_trains(qtbot: QtBot, program: Program) -> None:
    answered = Answered(qtbot, program)
    _draw(qtbot, program)
    assert isinstance(answered.next(Flow), Flow)
    program.window.docks.bring_up("why")
    assert isinstance(answered.next(Saliency), Saliency)
    program.window.docks.bring_up("network")
    assert isinstance(answered.next(Flow), Flow)


def test_preparation_follows_the_canvas_and_its_switches_change_what_is_asked(qtbot: QtBot, program: Program) -> None:
    panel, try_it = program.window.preparation, program.window.try_it
    program.window.docks.bring_up("preparation")
    whole = _draw(qtbot, program)
    qtbot.waitUntil(lambda: bool(panel.questions()), timeout=TIMEOUT_MS)
    (asked,) = panel.questions()
    assert isinstance(asked, AskAnswers)
    assert any(np.array_equal(values, whole.values) for values in asked.values)
    panel.without_changed.emit(frozenset(Step))
    shrunk = try_it.example()
    assert shrunk is not None
    assert not np.array_equal(shrunk.values, whole.values)


def test_what_preparation_asks_is_answered_in_its_own_name(qtbot: QtBot, program: Program) -> None:
    program.window.docks.bring_up("preparation")
    answered = Answered(qtbot, program)
    _draw(qtbot, program)
    answers = answered.next(Answers)
    assert isinstance(answers, Answers)
    assert answers.mark[0] == "preparation"


def test_a_pinned_drawing_has_a_chart_that_grows_with_the_training(qtbot: QtBot, program: Program) -> None:
    program.window.docks.bring_up("my_digits")
    _draw(qtbot, program)
    drawn = program.window.try_it.drawing.canvas.strokes()
    program.window.try_it.show_kept(None, "")
    with qtbot.waitSignal(program.own.prepared, timeout=TIMEOUT_MS):
        program.window.try_it.drawing_named.emit(drawn, "7")
    with qtbot.waitSignal(program.own.prepared, timeout=TIMEOUT_MS):
        program.window.my_digits.pinned.emit(program.own.own.drawings[0].number)
    program.session.train()
    qtbot.waitUntil(lambda: not program.session.training, timeout=TIMEOUT_MS)
    program.joint.refresh()
    (chart,) = program.window.my_digits.findChildren(Chart)
    progress = program.session.progress()
    assert progress is not None
    chart.show_cursor(progress.step)
    assert chart.reading_text().startswith("epoch 3")
    assert "7 " in chart.reading_text()
    assert chart.last_step == progress.step == progress.planned_steps


def test_targets_that_are_turned_round_live_turn_what_the_network_panel_says(qtbot: QtBot, program: Program) -> None:
    answered = Answered(qtbot, program)
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.session.edit(
            {
                "data.classes": [3, 7],
                "model.hidden": [],
                "model.output": "single",
                "model.output_activation": "sigmoid",
                "training.loss": "mse",
            }
        )
    before = answered.next(Flow)
    assert isinstance(before, Flow)
    came: list[int] = []
    program.session.answered.connect(lambda answer: came.append(answer.chosen) if isinstance(answer, Flow) else None)
    with qtbot.assertNotEmitted(program.session.run_built):
        program.session.edit({"model.target_off": 1.0, "model.target_on": 0.0})
    qtbot.waitUntil(lambda: 1 - before.chosen in came, timeout=TIMEOUT_MS)
    structure = program.window.network._structure
    assert structure is not None
    assert (before.layers[0].sums[0] > 0) == (1 - before.chosen == structure.class_of(0))
