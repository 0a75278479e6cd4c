from collections.abc import Iterator
from dataclasses import replace

import pytest
from made_lessons import LESSON
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from playground.ui.lessons.sentence import Sentence
from playground.ui.lessons.stages import Naming, Stages
from playground.ui.lessons.strip import LessonStrip
from playground.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def look(qapp: object) -> Look:
    return Look()


@pytest.fixture
def strip(look: Look, qtbot: QtBot) -> Iterator[LessonStrip]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = LessonStrip(look)
    window.addToolBar(made)
    window.resize(1600, 200)
    window.show()
    yield made
    window.close()


def _button(strip: LessonStrip, text: str) -> QPushButton | None:
    return next((one for one in strip.findChildren(QPushButton) if one.text() == text and one.isVisible()), None)


def _click(strip: LessonStrip, text: str) -> None:
    button = _button(strip, text)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_seen_while_a_lesson_is_open(strip: LessonStrip) -> None:
    assert not strip.isVisible()
    strip.show_step(LESSON, 0)
    assert strip.isVisible()
    strip.leave()
    assert not strip.isVisible()


def test_next_and_back_want_the_neighbours_and_the_last_is_done(strip: LessonStrip) -> None:
    wanted: list[object] = []
    strip.step_wanted.connect(wanted.append)
    strip.leave_wanted.connect(lambda: wanted.append("leave"))
    strip.show_step(LESSON, 1)
    _click(strip, "Back")
    _click(strip, "Next")
    strip.show_step(LESSON, 3)
    assert _button(strip, "Next") is None
    _click(strip, "Done")
    assert wanted == [0, 2, "leave"]


def test_there_is_no_way_back_from_the_first_step(strip: LessonStrip) -> None:
    strip.show_step(LESSON, 0)
    back = _button(strip, "Back")
    assert back is not None
    assert not back.isEnabled()


def test_the_cross_leaves_the_lesson(strip: LessonStrip, qtbot: QtBot) -> None:
    strip.show_step(LESSON, 0)
    cross = next(one for one in strip.findChildren(QToolButton) if one.accessibleName() == "Leave the lesson")
    with qtbot.waitSignal(strip.leave_wanted):
        QTest.mouseClick(cross, Qt.MouseButton.LeftButton)


def test_setting_is_offered_only_where_there_is_something_to_set(strip: LessonStrip, qtbot: QtBot) -> None:
    strip.show_step(LESSON, 0)
    assert _button(strip, "Set it for me") is None
    strip.show_settable(True)
    with qtbot.waitSignal(strip.set_wanted):
        _click(strip, "Set it for me")


def test_the_names_of_the_stages_give_way_to_the_sentence(strip: LessonStrip, look: Look) -> None:
    def names() -> int:
        (stages,) = strip.findChildren(Stages)
        return next(n for n in Naming if stages.sizeHint().width() == stages.width_of(n)).value

    strip.show_step(LESSON, 1)
    assert names() == Naming.ALL.value
    strip.window().resize(760, 200)
    assert names() == Naming.CURRENT.value
    strip.window().resize(1600, 200)
    look.set_small(True)
    assert names() == Naming.CURRENT.value


def test_a_note_stands_in_place_of_the_sentence_until_it_is_gone(strip: LessonStrip) -> None:
    strip.show_step(LESSON, 0)
    (sentence,) = strip.findChildren(Sentence)
    strip.show_note("No data.")
    assert sentence.text() == "No data."
    strip.show_step(LESSON, 1)
    assert sentence.text() == "No data."
    strip.show_note("")
    assert sentence.text() == LESSON.steps[1].sentence


def test_a_sentence_without_room_is_left_out_rather_than_cut(strip: LessonStrip, qtbot: QtBot) -> None:
    long = replace(LESSON.steps[0], sentence="A word of many letters " * 5)
    strip.show_step(replace(LESSON, steps=(long, *LESSON.steps[1:])), 0)
    (sentence,) = strip.findChildren(Sentence)
    assert sentence.lines_in(sentence.width()) == 1
    strip.window().resize(900, 200)
    qtbot.waitUntil(lambda: sentence.lines_in(sentence.width()) == 2)
    strip.window().resize(420, 200)
    qtbot.waitUntil(lambda: sentence.lines_in(sentence.width()) == 0)
    assert "many letters" in sentence.toolTip()
