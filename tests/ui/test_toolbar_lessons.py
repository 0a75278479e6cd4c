"""Where lessons are chosen: the box in the toolbar, and the menu."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from playground.ui.lessons.box import LessonBox
from playground.ui.look import Look
from playground.ui.menu import Actions
from playground.ui.toolbar import Toolbar

LESSONS = {"one": "1 · One neuron", "/my/own.toml": "9 · My own"}


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def actions(window: QMainWindow) -> Actions:
    return Actions(window)


def test_the_box_offers_the_lessons_and_says_which_was_chosen(
    qtbot: QtBot, window: QMainWindow, actions: Actions
) -> None:
    toolbar = Toolbar(Look(), actions.menu, actions.steps, window)
    toolbar.show_lessons(LESSONS, "one")
    (box,) = toolbar.findChildren(LessonBox)
    assert [box.itemText(index) for index in range(box.count())] == ["No lesson", *LESSONS.values()]
    assert box.currentText() == "1 · One neuron"
    with qtbot.waitSignal(toolbar.lesson_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(toolbar.lesson_chosen) as left:
        QTest.keyClick(box, Qt.Key.Key_Home)
    assert (chosen.args, left.args) == (["/my/own.toml"], [""])


def test_each_control_can_be_found(window: QMainWindow, actions: Actions) -> None:
    toolbar = Toolbar(Look(), actions.menu, actions.steps, window)
    found = {name: toolbar.control(name) for name in toolbar.CONTROLS}
    assert all(toolbar.isAncestorOf(widget) for widget in found.values())
    assert len(set(found.values())) == len(found)


def test_the_menu_lists_them_with_the_ways_in_and_out(qtbot: QtBot, actions: Actions) -> None:
    assert not actions.leave_lesson.isEnabled()
    actions.show_lessons(LESSONS, "/my/own.toml")
    titles = [action.text() for action in actions.lessons.actions()]
    assert titles == [*LESSONS.values(), "", "Open a lesson…", "Leave the lesson"]
    assert [action.isChecked() for action in actions.lessons.actions()[:2]] == [False, True]
    with qtbot.waitSignal(actions.lesson_chosen) as chosen:
        actions.lessons.actions()[0].trigger()
    assert chosen.args == ["one"]
    with qtbot.waitSignal(actions.lesson_leave_requested):
        actions.leave_lesson.trigger()
    actions.show_lessons(LESSONS, "")
    assert [action.text() for action in actions.lessons.actions()] == titles
