"""The light follows what it lights up, whatever happens to that."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.lessons.light import Light
from playground.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setCentralWidget(QWidget())
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def light(window: QMainWindow) -> Light:
    return Light(Look(), window)


@pytest.fixture
def button(window: QMainWindow) -> QPushButton:
    made = QPushButton("Train", window.centralWidget())
    made.setGeometry(100, 100, 80, 30)
    made.show()
    return made


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def _ring(light: Light) -> QRect:
    """Where the ring is, in the window."""
    return light._ring.translated(light.pos())


def _around(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)


def test_the_ring_goes_around_its_target(light: Light, button: QPushButton) -> None:
    light.light_up(button, 3)
    assert light.isVisible()
    assert _ring(light) == _around(button)


def test_it_follows_moves_and_sizes(light: Light, button: QPushButton) -> None:
    light.light_up(button, 1)
    button.setGeometry(300, 200, 120, 40)
    _settle()
    assert _ring(light) == _around(button)


def test_it_is_hidden_with_its_target_and_comes_back_with_it(light: Light, button: QPushButton) -> None:
    light.light_up(button, 1)
    button.hide()
    _settle()
    assert not light.isVisible()
    button.show()
    _settle()
    assert light.isVisible()


def test_clicks_go_through_it(light: Light, button: QPushButton, qtbot: QtBot) -> None:
    light.light_up(button, 1)
    at = button.mapTo(button.window(), button.rect().center())
    assert button.window().childAt(at) is button


def test_what_is_lit_paints_itself_without_the_light(window: QMainWindow, light: Light) -> None:
    wide = QWidget(window.centralWidget())
    wide.setGeometry(50, 50, 300, 200)
    wide.show()
    light.light_up(wide, 1)
    painted = light.mask().translated(light.pos())
    assert not painted.contains(wide.geometry().center())
    assert painted.contains(_around(wide).topRight())


def test_of_a_control_in_a_scroll_area_only_what_is_seen_is_lit(window: QMainWindow, light: Light) -> None:
    area, content = QScrollArea(), QWidget()
    column = QVBoxLayout(content)
    buttons = [QPushButton(str(number)) for number in range(40)]
    for one in buttons:
        column.addWidget(one)
    area.setWidget(content)
    window.setCentralWidget(area)
    _settle()
    light.light_up(buttons[0], 1)
    assert light.isVisible()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    _settle()
    assert not light.isVisible()
    area.ensureWidgetVisible(buttons[0])
    _settle()
    seen = QRect(area.viewport().mapTo(window, QPoint(0, 0)), area.viewport().size())
    assert light.isVisible()
    assert seen.contains(light.geometry())


def test_it_goes_with_a_panel_that_is_taken_out_and_comes_back(window: QMainWindow, light: Light) -> None:
    dock = QDockWidget("Panel")
    dock.setWidget(QPushButton("in it"))
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    _settle()
    light.light_up(dock, 1)
    assert light.parentWidget() is window
    dock.setFloating(True)
    _settle()
    assert light.parentWidget() is dock
    assert _ring(light) == dock.rect()
    dock.setFloating(False)
    _settle()
    assert light.parentWidget() is window
    assert light.isVisible()


def test_another_target_takes_its_place_and_out_it_is_gone(light: Light, button: QPushButton) -> None:
    other = QPushButton(button.parentWidget())
    other.setGeometry(10, 10, 50, 20)
    other.show()
    light.light_up(button, 1)
    light.light_up(other, 2)
    button.move(0, 0)
    _settle()
    assert _ring(light) == _around(other)
    light.go_out()
    other.move(60, 60)
    _settle()
    assert not light.isVisible()
    assert light.target is None


def test_a_target_that_is_deleted_takes_the_light_with_it(light: Light, button: QPushButton, qtbot: QtBot) -> None:
    light.light_up(button, 1)
    with qtbot.waitSignal(button.destroyed):
        button.deleteLater()
    light.follow()
    assert not light.isVisible()


def test_it_takes_no_focus(light: Light, button: QPushButton) -> None:
    light.light_up(button, 1)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not light
