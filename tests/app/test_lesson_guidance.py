"""What the window says where a lesson's step cannot be followed as things are, and what a lesson puts back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lesson_program import BEFORE, SETTINGS, TIMEOUT_MS, begun, close, lesson_box, open_lesson, shown, write_lesson
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from playground.app.main import Program
from playground.core.probes import AskSamples, Order
from playground.ui.lessons.sentence import Sentence
from playground.ui.samples.order_box import OrderBox


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = shown(qtbot, begun(tmp_path, BEFORE))
    yield made
    close(made)


@pytest.fixture
def lesson_file(tmp_path: Path) -> Path:
    return write_lesson(tmp_path / "on-digits.toml")


def _open_without_data(qtbot: QtBot, program: Program, name: str) -> None:
    with qtbot.waitSignal(program.session.data_missing, timeout=TIMEOUT_MS):
        program.lessons.open(name)
    QApplication.processEvents()


def _said(program: Program) -> str:
    (sentence,) = program.window.lesson_strip.findChildren(Sentence)
    return sentence.text()


def _noted(program: Program) -> list[str]:
    return [label.text() for label in program.window.lesson.findChildren(QLabel) if label.isVisible()]


def test_without_its_data_a_step_says_so_and_where_it_can_be_had(qtbot: QtBot, program: Program) -> None:
    _open_without_data(qtbot, program, "hello-mnist")
    program.lessons.show_step(3)
    window = program.window
    assert "is not here yet: choose Download (12\u202fMB) in Network" in _said(program)
    assert _said(program) in _noted(program)
    assert window.light.target is window.docks["network"]
    assert window.docks.sees("network")


def test_a_step_that_needs_no_data_can_be_followed_without(qtbot: QtBot, program: Program) -> None:
    _open_without_data(qtbot, program, "four-layers")
    lesson = program.lessons._lessons["four-layers"]
    assert lesson.steps[0].light == "arithmetic.step.seven"
    assert _said(program) == lesson.steps[0].sentence
    assert any("is not here yet" in text for text in _noted(program))
    assert program.window.light.target is program.window.docks["arithmetic"]


def test_once_there_is_data_the_step_is_lit_and_said(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    _open_without_data(qtbot, program, "hello-mnist")
    write_lesson(lesson_file, SETTINGS.replace('light = "network"', 'light = "curves"'))
    open_lesson(qtbot, program, lesson_file)
    assert program.window.light.target is program.window.docks["curves"]
    assert _said(program) == "Look at one."
    assert not any("is not here" in text for text in _noted(program))


def test_lessons_whose_data_is_not_here_are_marked(program: Program) -> None:
    box = lesson_box(program)
    marked = [box.itemText(index).endswith("\u202fMB)") for index in range(1, 6)]
    assert marked == [True, True, True, False, True]


def test_other_data_than_the_steps_is_said_beside_the_way_back(
    qtbot: QtBot, program: Program, lesson_file: Path
) -> None:
    open_lesson(qtbot, program, lesson_file)
    assert _said(program) == "Look at one."
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.session.choose_data_set("moons")
    assert "The experiment is another now" in _said(program)
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.window.lesson_strip.set_wanted.emit()
    assert _said(program) == "Look at one."


def test_a_lesson_begins_with_all_samples_in_their_usual_order(
    qtbot: QtBot, program: Program, lesson_file: Path
) -> None:
    samples = program.window.samples
    (order,) = (control for control in samples.header_controls() if isinstance(control, OrderBox))
    order.setCurrentIndex(1)
    order.chosen.emit()
    (before,) = samples.questions()
    open_lesson(qtbot, program, lesson_file)
    (after,) = samples.questions()
    assert isinstance(before, AskSamples)
    assert isinstance(after, AskSamples)
    assert (before.order, after.order) == (Order.RANDOM, Order.INDEX)
