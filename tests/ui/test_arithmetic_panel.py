"""The Arithmetic panel: its pages are made when they are seen."""

import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.core.experiment import Experiment
from playground.core.probes import Question
from playground.ui.arithmetic.page import Page
from playground.ui.arithmetic.pages import ACTIVATIONS, AUTOGRAD, LAYERS, LOSSES, NUMBERS, STEP
from playground.ui.arithmetic_panel import ArithmeticPanel
from playground.ui.look import Look
from playground.ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def panel(qtbot: QtBot) -> ArithmeticPanel:
    made = ArithmeticPanel(Look())
    qtbot.addWidget(made)
    return made


def _pages(panel: ArithmeticPanel) -> list[str]:
    return [type(page).__name__ for page in panel.findChildren(Page)]


def test_behind_another_panel_no_page_is_made_and_brought_up_the_first_is(qtbot: QtBot) -> None:
    window = MainWindow(Look())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    QApplication.processEvents()
    assert _pages(window.arithmetic) == []
    window.docks.bring_up("arithmetic")
    qtbot.waitUntil(lambda: bool(_pages(window.arithmetic)))
    assert _pages(window.arithmetic) == ["StepPage"]


def test_the_list_at_the_left_chooses_the_page(panel: ArithmeticPanel, qtbot: QtBot) -> None:
    panel.show()
    for button in panel.findChildren(QPushButton):
        if button.property("navigation") and button.text() == "Autograd":
            with qtbot.waitSignal(panel.questions_changed):
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            assert button.isChecked()
    (page,) = [page for page in panel.findChildren(Page) if page.isVisible()]
    assert type(page).__name__ == "AutogradPage"


@pytest.mark.parametrize("name", [STEP, NUMBERS, LAYERS, ACTIVATIONS, LOSSES, AUTOGRAD])
def test_each_page_can_be_shown_without_a_run(panel: ArithmeticPanel, name: str) -> None:
    panel.show()
    panel.show_page(name)
    (page,) = [page for page in panel.findChildren(Page) if page.isVisible()]
    assert type(page) is not Page
    assert all(question.free for question in panel.questions())


def test_a_page_that_is_made_later_knows_the_run(panel: ArithmeticPanel) -> None:
    told: list[object] = []
    panel.show_page(LOSSES)
    (page,) = panel.findChildren(Page)
    page.show_run = lambda experiment, facts: told.append(experiment)  # type: ignore[method-assign]
    panel.show_run(Experiment(), None)
    assert told == [Experiment()]


def test_only_the_page_that_is_seen_asks(panel: ArithmeticPanel) -> None:
    asked: list[Question] = []
    panel.show_page(ACTIVATIONS)
    panel.show_page(AUTOGRAD)
    asked += panel.questions()
    assert {type(question).__name__ for question in asked} <= {"AskGraph"}
    assert asked


def test_a_lesson_brings_a_page_out_and_the_list_shows_it_as_it_was_left(panel: ArithmeticPanel) -> None:
    told: list[str] = []
    panel.show_page(LOSSES)
    (page,) = panel.findChildren(Page)
    page.bring_out = lambda: told.append("brought out")  # type: ignore[method-assign]
    page.show_part = told.append  # type: ignore[method-assign, assignment]
    panel.show_page(LOSSES)
    panel.show_page(LOSSES, "line")
    assert told == ["brought out", "line"]
    (button,) = (button for button in panel.findChildren(QPushButton) if button.text() == "Losses")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == ["brought out", "line"]


@pytest.mark.parametrize("name", [ACTIVATIONS, LOSSES, AUTOGRAD])
def test_tab_goes_from_the_list_into_the_page(qtbot: QtBot, name: str) -> None:
    window, panel = QWidget(), ArithmeticPanel(Look())
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(panel)
    layout.addWidget(QPushButton("what comes after the panel"))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    panel.show_run(Experiment(), MNIST_FACTS)
    panel.show_page(name)
    (page,) = (page for page in panel.findChildren(Page) if page.isVisible())
    (chosen,) = (
        button for button in panel.findChildren(QPushButton) if button.property("navigation") and button.isChecked()
    )
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Tab)
    focus = window.focusWidget()
    assert page.isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_Backtab)
    assert window.focusWidget() is chosen
