"""Lessons in the whole program: opened, followed step by step, run, left, and there again at the next start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from playground.app.main import KeptFiles, Program
from playground.core.experiment import Experiment
from playground.core.messages import Message
from playground.data.folders import DataFolders
from playground.store.settings import load_settings
from playground.ui.combo import Combo

TIMEOUT_MS = 30_000
BEFORE = Experiment().changed({"model.hidden": [32], "training.epochs": 1, "training.seed": 5})
SET = BEFORE.changed({"training.learning_rate": 0.02})

SETTINGS = """
format = 1
number = 9
title = "On digits"
about = "For tests."

[[runs]]
name = "two-epochs"
title = "Two epochs"

[runs.experiment.data]
name = "digits"

[runs.experiment.model]
hidden = [16]

[runs.experiment.training]
epochs = 2

[[runs.figures]]
metric = "test_accuracy"
epoch = 2
value = 0.8
within = 0.2

[[steps]]
light = "network"

[[steps]]
light = "training.learning_rate"
changes = { "training.learning_rate" = 0.05 }

[[steps]]
light = "samples"
"""
WORDS = "".join(f"## Step {name}\n\nLook at {name}.\n\nWords about {name}.\n\n" for name in ("one", "two", "three"))


@pytest.fixture
def lesson_file(tmp_path: Path) -> Path:
    file = tmp_path / "on-digits.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    file.with_suffix(".md").write_text(WORDS, encoding="utf-8")
    return file


def _begun(folder: Path, experiment: Experiment | None, lesson: str = "") -> Program:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return Program(app, experiment, DataFolders(own=folder / "data", given=None), KeptFiles.within(folder), lesson)


def _close(program: Program) -> None:
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = _begun(tmp_path, BEFORE)
    with qtbot.waitSignal(made.session.run_built, timeout=TIMEOUT_MS):
        made.show()
    yield made
    _close(made)


def _train(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.session._worker.training_ended, timeout=TIMEOUT_MS):
        program.session.train()


def _open(qtbot: QtBot, program: Program, file: Path) -> None:
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.lessons.open(str(file))
    QApplication.processEvents()


def _click(parent: QWidget, text: str) -> None:
    button = next(one for one in parent.findChildren(QPushButton) if one.text() == text and one.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def _offers(parent: QWidget, text: str) -> bool:
    return any(one.text() == text and one.isVisible() for one in parent.findChildren(QPushButton))


def _box(program: Program) -> Combo:
    return next(box for box in program.window.toolbar.findChildren(Combo) if box.accessibleName() == "Lesson")


def _goals(program: Program) -> list[str]:
    return [goal.text for goal in program.window.curves._goals]


def _said(program: Program) -> list[Message]:
    heard: list[Message] = []
    program.session.said.connect(heard.append)
    return heard


def test_without_a_lesson_there_is_a_choice_and_nothing_else(program: Program, tmp_path: Path) -> None:
    box, window = _box(program), program.window
    assert box.currentText() == "No lesson"
    assert [box.itemText(index)[:4] for index in range(1, box.count())] == ["1 · ", "2 · ", "3 · ", "4 · ", "5 · "]
    assert not window.lesson_strip.isVisible()
    assert not window.docks.holds("lesson")
    assert not window.actions_.leave_lesson.isEnabled()
    heard = _said(program)
    program.lessons.open(str(tmp_path / "nowhere.toml"))
    assert len(heard) == 1
    assert "nowhere.toml" in str(heard[0])
    assert box.currentText() == "No lesson"


def test_a_lesson_sets_its_experiment_and_resets_what_was_trained(
    qtbot: QtBot, program: Program, lesson_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _train(qtbot, program)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(lesson_file), ""))
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.window.actions_.open_lesson.trigger()
    window, experiment = program.window, program.session.experiment
    assert (experiment.model.hidden, experiment.training.epochs) == ((16,), 2)
    assert experiment.training.seed == 5  # the person's own
    progress = program.session.progress()
    assert progress is not None
    assert progress.step == 0
    assert window.lesson_strip.isVisible()
    assert window.docks.sees("lesson")
    assert window.light.target is window.docks["network"]
    assert _box(program).currentText() == "9 · On digits"
    assert "Step one" in [label.text() for label in window.lesson.findChildren(QLabel)]
    assert _goals(program) == ["80\u202f%"]
    assert not program.session.training
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.session.undo()
    assert program.session.experiment == BEFORE


def test_a_lesson_opened_while_it_trains_rests(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    program.session.edit({"training.epochs": 100_000})
    program.session.train()
    _open(qtbot, program, lesson_file)
    progress = program.session.progress()
    assert progress is not None
    assert progress.step == 0
    assert not program.session.training


def test_the_steps_are_followed_to_the_end(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    _open(qtbot, program, lesson_file)
    window, strip = program.window, program.window.lesson_strip
    _click(strip, "Next")
    assert program.lessons.step == 1
    assert window.light.target is window.experiment.field("training.learning_rate")
    assert program.session.experiment.training.learning_rate != 0.05
    _click(strip, "Set it for me")
    assert program.session.experiment.training.learning_rate == 0.05
    assert not _offers(strip, "Set it for me")
    assert _goals(program) == []  # the tutorial says nothing of this one
    _click(strip, "Next")
    assert window.docks.sees("lesson")  # its words come first; the panel that it is about is a click away
    qtbot.waitUntil(lambda: window.light._lit is window.docks.tab_of("samples") is not None)
    window.docks.bring_up("samples")
    qtbot.waitUntil(lambda: window.light._lit is window.docks["samples"])
    _click(strip, "Set it for me")
    _train(qtbot, program)
    window.docks.bring_up("lesson")
    QApplication.processEvents()
    program.joint.refresh()
    assert "✓" in [label.text() for label in window.lesson.findChildren(QLabel)]
    program.session.train()  # it goes on, and is still the same run
    program.session.pause()
    assert _goals(program) == ["80\u202f%"]
    _click(strip, "Done")
    assert not strip.isVisible()
    assert not window.docks.holds("lesson")
    assert not window.light.isVisible()
    assert _goals(program) == []
    assert _box(program).currentText() == "No lesson"


def test_what_was_changed_on_the_way_is_not_compared(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    program.session.edit({"model.hidden": [16]})
    _open(qtbot, program, lesson_file)
    lesson = program.lessons._lessons[str(lesson_file)]
    program.session.edit({"training.learning_rate": 0.5})
    _train(qtbot, program)
    program.session.edit({"training.learning_rate": lesson.runs[0].experiment.training.learning_rate})
    program.window.docks.bring_up("lesson")
    program.joint.refresh()
    texts = [label.text() for label in program.window.lesson.findChildren(QLabel) if label.isVisible()]
    assert "80\u202f%" in texts
    assert not {"✓", "outside"} & set(texts)


def test_a_lesson_without_its_data_offers_to_fetch_them(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.session.data_missing, timeout=TIMEOUT_MS):
        program.window.toolbar.lesson_chosen.emit("hello-mnist")
    assert program.lessons.key == "hello-mnist"
    assert any(one.text().startswith("Download ") for one in program.window.network.findChildren(QPushButton))


def test_lesson_and_step_come_back_at_the_next_start(
    qtbot: QtBot, program: Program, lesson_file: Path, tmp_path: Path
) -> None:
    _open(qtbot, program, lesson_file)
    program.lessons.show_step(1)
    program.window.close()
    settings, _ = load_settings(KeptFiles.within(tmp_path).settings)
    assert (settings.lesson, settings.lesson_step) == (str(lesson_file), 1)
    assert settings.experiment is not None
    again = _begun(tmp_path, None)
    with qtbot.waitSignal(again.session.run_built, timeout=TIMEOUT_MS):
        again.show()
    assert (again.lessons.key, again.lessons.step) == (str(lesson_file), 1)
    assert again.session.experiment == settings.experiment
    assert again.window.lesson_strip.isVisible()
    _close(again)


def test_a_lesson_of_the_command_line_leaves_what_was_set_there(
    qtbot: QtBot, lesson_file: Path, tmp_path: Path
) -> None:
    program = _begun(tmp_path, SET, str(lesson_file))
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.show()
    assert program.lessons.key == str(lesson_file)
    assert program.session.experiment == SET
    assert _offers(program.window.lesson_strip, "Set it for me")
    _close(program)
