"""Lessons in the whole program: opened, followed step by step, run, left, and there again at the next start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lesson_program import (
    BEFORE,
    SQUARES,
    TIMEOUT_MS,
    begun,
    click,
    close,
    goals,
    lesson_box,
    offers,
    open_lesson,
    refused,
    shown,
    take_step,
    texts,
    train,
    write_lesson,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from playground.app.main import KeptFiles, Program
from playground.core.lesson_questions import AskLeastSquares
from playground.store.settings import load_settings
from playground.ui.lessons.readings import Readings

SET = BEFORE.changed({"training.learning_rate": 0.02})


@pytest.fixture
def lesson_file(tmp_path: Path) -> Path:
    return write_lesson(tmp_path / "on-digits.toml")


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = shown(qtbot, begun(tmp_path, BEFORE))
    yield made
    close(made)


def test_without_a_lesson_there_is_a_choice_and_nothing_else(program: Program, tmp_path: Path) -> None:
    box, window = lesson_box(program), program.window
    assert box.currentText() == "No lesson"
    assert [box.itemText(index)[:4] for index in range(1, box.count())] == ["1 · ", "2 · ", "3 · ", "4 · ", "5 · "]
    assert not window.lesson_strip.isVisible()
    assert not window.docks.holds("lesson")
    assert not window.actions_.leave_lesson.isEnabled()
    program.lessons.open(str(tmp_path / "nowhere.toml"))
    (why,) = refused(program)
    assert "nowhere.toml" in why
    assert box.currentText() == "No lesson"


def test_a_lesson_sets_its_experiment_and_resets_what_was_trained(
    qtbot: QtBot, program: Program, lesson_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(qtbot, program)
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
    assert lesson_box(program).currentText() == "9 · On digits"
    assert "Step 1 of 3: Step one" in [label.text() for label in window.lesson.findChildren(QLabel)]
    assert goals(program) == ["80\u202f%"]
    assert not program.session.training
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.session.undo()
    assert program.session.experiment == BEFORE


def test_a_lesson_opened_while_it_trains_rests(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    program.session.edit({"training.epochs": 100_000})
    program.session.train()
    open_lesson(qtbot, program, lesson_file)
    progress = program.session.progress()
    assert progress is not None
    assert progress.step == 0
    assert not program.session.training


def test_the_steps_are_followed_to_the_end(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    open_lesson(qtbot, program, lesson_file)
    window, strip = program.window, program.window.lesson_strip
    click(strip, "Next")
    assert program.lessons.step == 1
    assert window.light.target is window.experiment.field("training.learning_rate")
    assert program.session.experiment.training.learning_rate != 0.05
    click(strip, "Set it for me")
    assert program.session.experiment.training.learning_rate == 0.05
    assert not offers(strip, "Set it for me")
    assert goals(program) == []  # the tutorial says nothing of this one
    click(strip, "Next")
    assert window.docks.sees("lesson")  # its words come first; the panel that it is about is a click away
    qtbot.waitUntil(lambda: window.light._lit is window.docks.tab_of("samples") is not None)
    window.docks.bring_up("samples")
    qtbot.waitUntil(lambda: window.light._lit is window.docks["samples"])
    click(strip, "Set it for me")
    train(qtbot, program)
    window.docks.bring_up("lesson")
    QApplication.processEvents()
    program.joint.refresh()
    assert "✓" in [label.text() for label in window.lesson.findChildren(QLabel)]
    program.session.train()  # it goes on, and is still the same run
    program.session.pause()
    assert goals(program) == ["80\u202f%"]
    click(strip, "Done")
    assert not strip.isVisible()
    assert not window.docks.holds("lesson")
    assert not window.light.isVisible()
    assert goals(program) == []
    assert lesson_box(program).currentText() == "No lesson"


def test_what_was_changed_on_the_way_is_not_compared(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    program.session.edit({"model.hidden": [16]})
    open_lesson(qtbot, program, lesson_file)
    lesson = program.lessons._lessons[str(lesson_file)]
    program.session.edit({"training.learning_rate": 0.5})
    train(qtbot, program)
    program.session.edit({"training.learning_rate": lesson.runs[0].experiment.training.learning_rate})
    read = texts(program)
    assert "80\u202f%" in read
    assert not {"✓", "outside"} & set(read)


def test_a_step_with_other_settings_in_the_middle_is_not_compared(
    qtbot: QtBot, program: Program, lesson_file: Path
) -> None:
    open_lesson(qtbot, program, lesson_file)
    rate = program.session.experiment.training.learning_rate
    take_step(qtbot, program)
    program.session.edit({"training.learning_rate": 0.5})
    take_step(qtbot, program)
    program.session.edit({"training.learning_rate": rate})
    train(qtbot, program)
    read = texts(program)
    assert any(text.startswith("Not compared") for text in read)
    assert not {"✓", "outside"} & set(read)
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.session.reset()
    train(qtbot, program)
    read = texts(program)
    assert not any(text.startswith("Not compared") for text in read)
    assert "✓" in read


def test_with_other_epochs_the_figures_that_the_plan_reaches_stay(
    qtbot: QtBot, program: Program, lesson_file: Path
) -> None:
    open_lesson(qtbot, program, lesson_file)
    program.session.edit({"training.epochs": 1})
    assert goals(program) == []
    program.session.edit({"training.epochs": 3})
    assert goals(program) == ["80\u202f%"]
    train(qtbot, program)
    assert "✓" in texts(program)
    program.session.edit({"training.epochs": 1})
    assert "✓" in texts(program)  # what came out stays, whatever is planned now


def test_a_trained_network_begins_anew_though_the_lesson_changes_live_values_alone(
    qtbot: QtBot, program: Program, lesson_file: Path
) -> None:
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.session.edit({"model.hidden": [16]})
    train(qtbot, program)
    open_lesson(qtbot, program, lesson_file)
    progress = program.session.progress()
    assert progress is not None
    assert progress.step == 0


def test_a_step_is_set_in_a_training_that_goes_on(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    open_lesson(qtbot, program, lesson_file)
    program.lessons.show_step(1)
    program.session.edit({"training.epochs": 100_000})
    program.session.train()
    run = program.session.run
    click(program.window.lesson_strip, "Set it for me")
    assert program.session.experiment.training.learning_rate == 0.05
    assert program.session.run is run is not None
    assert program.session.training


def test_the_lesson_that_is_open_chosen_again_in_the_box_changes_nothing(
    qtbot: QtBot, program: Program, lesson_file: Path
) -> None:
    open_lesson(qtbot, program, lesson_file)
    program.lessons.show_step(1)
    take_step(qtbot, program)
    program.session.edit({"training.learning_rate": 0.3})
    run = program.session.run
    program.window.toolbar.lesson_chosen.emit(str(lesson_file))
    assert program.lessons.step == 1
    assert program.session.run is run is not None
    assert program.session.experiment.training.learning_rate == 0.3


def test_readings_follow_the_run_and_are_gone_with_it(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    open_lesson(qtbot, program, lesson_file)
    train(qtbot, program)
    (readings,) = program.window.lesson.findChildren(Readings)
    texts(program)
    assert readings._epochs.rowCount() == 3
    program.session.edit({"training.learning_rate": 0.3})
    assert readings._epochs.rowCount() == 3  # those of any run, whether it is the lesson's or not
    with qtbot.waitSignal(program.session.data_missing, timeout=TIMEOUT_MS):
        program.session.choose_data_set("mnist")
    texts(program)
    assert readings._epochs.rowCount() == 0
    assert program.lessons._run is None


def test_what_came_out_is_gone_with_the_run(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    open_lesson(qtbot, program, lesson_file)
    train(qtbot, program)
    assert "✓" in texts(program)
    program.session.reset()
    assert "✓" not in texts(program)
    qtbot.waitUntil(lambda: not program.session.building, timeout=TIMEOUT_MS)


def test_a_computed_loss_is_a_goal_of_each_run_though_the_lesson_is_behind_samples(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    open_lesson(qtbot, program, write_lesson(tmp_path / "squares.toml", SQUARES))
    program.window.docks.bring_up("samples")
    QApplication.processEvents()
    assert not program.window.docks.sees("lesson")
    qtbot.waitUntil(lambda: len(goals(program)) == 1, timeout=TIMEOUT_MS)
    first = goals(program)
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.session.reset()
    qtbot.waitUntil(lambda: goals(program) == first, timeout=TIMEOUT_MS)
    train(qtbot, program)
    assert goals(program) == first
    assert first[0] in texts(program)  # and in the panel, once it is looked at


def test_another_step_leaves_the_computed_goal_where_it_is(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_lesson(qtbot, program, write_lesson(tmp_path / "squares.toml", SQUARES))
    qtbot.waitUntil(lambda: len(goals(program)) == 1, timeout=TIMEOUT_MS)
    counts: list[int] = []
    monkeypatch.setattr(program.window.curves, "show_goals", lambda goals: counts.append(len(goals)))
    program.lessons.show_step(2)
    QApplication.processEvents()
    assert set(counts) == {1}


def test_a_computed_goal_comes_though_its_question_was_lost(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    with monkeypatch.context() as lost:
        lost.setattr(program.session, "ask", lambda question, _="": asked.append(question))
        open_lesson(qtbot, program, write_lesson(tmp_path / "squares.toml", SQUARES))
        assert AskLeastSquares() in asked
    assert goals(program) == []
    program.lessons._squares._again.timeout.emit()
    qtbot.waitUntil(lambda: len(goals(program)) == 1, timeout=TIMEOUT_MS)
    program.lessons._squares._again.timeout.emit()
    assert not program.lessons._squares._again.isActive()


def test_a_lit_panel_has_the_number_of_the_step(qtbot: QtBot, program: Program, lesson_file: Path) -> None:
    open_lesson(qtbot, program, lesson_file)
    for step in (2, 1, 0):
        program.lessons.show_step(step)
        assert program.window.light._number == step + 1


def test_a_lesson_without_its_data_offers_to_fetch_them(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.session.data_missing, timeout=TIMEOUT_MS):
        program.window.toolbar.lesson_chosen.emit("hello-mnist")
    assert program.lessons.key == "hello-mnist"
    assert any(one.text().startswith("Download ") for one in program.window.network.findChildren(QPushButton))


def test_lesson_and_step_come_back_at_the_next_start(
    qtbot: QtBot, program: Program, lesson_file: Path, tmp_path: Path
) -> None:
    open_lesson(qtbot, program, lesson_file)
    program.lessons.show_step(1)
    program.window.close()
    settings, _ = load_settings(KeptFiles.within(tmp_path).settings)
    assert (settings.lesson, settings.lesson_step) == (str(lesson_file), 1)
    assert settings.experiment is not None
    again = shown(qtbot, begun(tmp_path, None))
    assert (again.lessons.key, again.lessons.step) == (str(lesson_file), 1)
    assert again.session.experiment == settings.experiment
    assert again.window.lesson_strip.isVisible()
    close(again)


def test_a_lesson_of_the_command_line_leaves_what_was_set_there(
    qtbot: QtBot, lesson_file: Path, tmp_path: Path
) -> None:
    program = shown(qtbot, begun(tmp_path, SET, str(lesson_file)))
    assert program.lessons.key == str(lesson_file)
    assert program.session.experiment == SET
    assert offers(program.window.lesson_strip, "Set it for me")
    close(program)
