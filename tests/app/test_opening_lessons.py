"""Files of lessons in the whole program: with mistakes, written anew, absent, and remembered from start to start."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lesson_program import BEFORE, SETTINGS, begun, close, lesson_box, open_lesson, refused, shown, write_lesson
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from playground.app.main import KeptFiles, Program
from playground.store.settings import Settings, load_settings, save_settings
from playground.ui.lessons.place import Place


@pytest.fixture
def lesson_file(tmp_path: Path) -> Path:
    return write_lesson(tmp_path / "on-digits.toml")


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = shown(qtbot, begun(tmp_path, BEFORE))
    yield made
    close(made)


def _remember(folder: Path, lesson: Path, step: int) -> None:
    """Leave settings as a session does in which this lesson was open."""
    settings = Settings(experiment=BEFORE, lesson=str(lesson), lesson_step=step)
    save_settings(KeptFiles.within(folder).settings, settings)


def _remembered(folder: Path) -> tuple[str, int]:
    settings, _ = load_settings(KeptFiles.within(folder).settings)
    return settings.lesson, settings.lesson_step


def _choose(program: Program, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    program.window.actions_.open_lesson.trigger()


def test_a_lesson_that_got_a_mistake_stays_open_as_it_was(
    qtbot: QtBot, program: Program, lesson_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_lesson(qtbot, program, lesson_file)
    lesson_file.write_text(SETTINGS.replace("within = 0.2", "within = 'much'"), encoding="utf-8")
    _choose(program, lesson_file, monkeypatch)
    (why,) = refused(program)
    assert "within" in why
    assert str(lesson_file) in why
    assert lesson_box(program).currentText() == "9 · On digits"
    program.lessons.show_step(2)
    program.session.edit({"training.learning_rate": 0.3})
    assert program.lessons.step == 2


@pytest.mark.parametrize("way", ["box", "menu", "dialog"])
def test_the_same_file_chosen_again_is_read_anew(
    qtbot: QtBot, program: Program, lesson_file: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    open_lesson(qtbot, program, lesson_file)
    lesson_file.write_text(SETTINGS.replace("On digits", "On more digits"), encoding="utf-8")
    if way == "dialog":
        _choose(program, lesson_file, monkeypatch)
    else:
        (program.window.toolbar if way == "box" else program.window.actions_).lesson_chosen.emit(str(lesson_file))
    qtbot.waitUntil(lambda: not program.session.building)
    assert lesson_box(program).currentText() == "9 · On more digits"


def test_a_file_is_one_lesson_whatever_its_path_looks_like(
    qtbot: QtBot, lesson_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program = shown(qtbot, begun(tmp_path, BEFORE, lesson_file.name))
    assert program.lessons.key == str(lesson_file)
    count = lesson_box(program).count()
    program.lessons.open(str(Path("..") / tmp_path.name / lesson_file.name))
    qtbot.waitUntil(lambda: not program.session.building)
    assert lesson_box(program).count() == count
    close(program)
    assert _remembered(tmp_path) == (str(lesson_file), 0)


@pytest.mark.parametrize("what", ["closed", "theme", "timer"])
def test_the_lesson_is_remembered_before_it_could_be_shown(lesson_file: Path, tmp_path: Path, what: str) -> None:
    _remember(tmp_path, lesson_file, 1)
    program = begun(tmp_path, None)
    if what == "theme":
        program.window.actions_.theme_chosen.emit("dark")
    elif what == "timer":
        program._soon.timeout.emit()
    else:
        program.window.close()
    assert _remembered(tmp_path) == (str(lesson_file), 1)
    close(program)


def test_a_lesson_whose_file_is_absent_once_is_not_forgotten(qtbot: QtBot, lesson_file: Path, tmp_path: Path) -> None:
    _remember(tmp_path, lesson_file, 1)
    away = lesson_file.rename(tmp_path / "away.toml")
    program = shown(qtbot, begun(tmp_path, None))
    (why,) = refused(program)
    assert str(lesson_file) in why
    assert program.lessons.key == ""
    close(program)
    away.rename(lesson_file)
    again = shown(qtbot, begun(tmp_path, None))
    assert (again.lessons.key, again.lessons.step) == (str(lesson_file), 1)
    close(again)


def test_an_absent_lesson_is_forgotten_when_none_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    _remember(tmp_path, tmp_path / "nowhere.toml", 1)
    program = shown(qtbot, begun(tmp_path, None))
    refused(program)
    program.window.toolbar.lesson_chosen.emit("")
    close(program)
    assert _remembered(tmp_path) == ("", 0)


def test_a_step_that_the_lesson_no_longer_has_becomes_its_last(qtbot: QtBot, lesson_file: Path, tmp_path: Path) -> None:
    _remember(tmp_path, lesson_file, 7)
    program = shown(qtbot, begun(tmp_path, None))
    assert program.lessons.step == 2
    close(program)


def test_a_lesson_opened_before_lessons_can_be_shown_stays_open(
    qtbot: QtBot, lesson_file: Path, tmp_path: Path
) -> None:
    program = begun(tmp_path, BEFORE)
    program.lessons.open(str(lesson_file))
    shown(qtbot, program)
    assert program.lessons.key == str(lesson_file)
    assert program.window.docks.holds("lesson")
    assert program.window.lesson_strip.isVisible()
    close(program)


@pytest.mark.parametrize("readable", [True, False])
def test_a_place_of_the_panel_holds_only_in_the_layout_that_it_is_of(
    qtbot: QtBot, lesson_file: Path, tmp_path: Path, *, readable: bool
) -> None:
    _remember(tmp_path, lesson_file, 1)
    close(shown(qtbot, begun(tmp_path, None)))
    file = KeptFiles.within(tmp_path).settings
    settings = replace(load_settings(file)[0], lesson_place=Place.OWN)
    save_settings(file, settings if readable else replace(settings, layout=b"of another version"))
    program = shown(qtbot, begun(tmp_path, None))
    assert (program.window.docks.lesson_place.place is Place.OWN) == readable
    assert program.window.docks.sees("lesson")
    close(program)


def test_another_experiment_on_the_command_line_does_not_go_with_the_last_lesson(
    qtbot: QtBot, lesson_file: Path, tmp_path: Path
) -> None:
    _remember(tmp_path, lesson_file, 1)
    program = shown(qtbot, begun(tmp_path, BEFORE))
    assert program.lessons.key == ""
    assert not program.window.lesson_strip.isVisible()
    close(program)
    assert _remembered(tmp_path) == ("", 0)
