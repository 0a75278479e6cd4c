from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.core.setting import Scale
from playground.ui.slider import StopSlider
from playground.ui.values import Stops

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

STOPS = Stops((0, 1, 2, 4, 8, 16, 32, 64, 128), Scale.LOG)
LEFT = Qt.MouseButton.LeftButton

Moves = list[tuple[object, bool]]


@pytest.fixture
def slider(qtbot: QtBot) -> Iterator[StopSlider]:
    window = QWidget()
    made = StopSlider(STOPS)
    QVBoxLayout(window).addWidget(made)
    qtbot.addWidget(window)
    window.resize(240, 60)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


@pytest.fixture
def moves(slider: StopSlider) -> Moves:
    found: Moves = []
    slider.moved.connect(lambda value, dragging: found.append((value, dragging)))
    return found


def _at(slider: StopSlider, index: int) -> QPoint:
    return QPoint(slider.handle_middle(index), slider.height() // 2)


def test_showing_a_value_is_silent_and_takes_the_nearest_stop(slider: StopSlider, moves: Moves) -> None:
    slider.show_value(30)
    assert slider.stop() == 32
    slider.show_value(0)
    assert slider.stop() == 0
    assert moves == []


def test_a_click_takes_the_handle_there(slider: StopSlider, moves: Moves) -> None:
    QTest.mouseClick(slider, LEFT, pos=_at(slider, 5))
    assert moves == [(16, True), (16, False)]


def test_a_drag_says_every_stop_and_at_its_end_the_last_one(slider: StopSlider, moves: Moves) -> None:
    QTest.mousePress(slider, LEFT, pos=_at(slider, 2))
    QTest.mouseMove(slider, _at(slider, 3))
    QTest.mouseMove(slider, _at(slider, 4))
    QTest.mouseRelease(slider, LEFT, pos=_at(slider, 4))
    assert moves == [(2, True), (4, True), (8, True), (8, False)]


def test_a_click_on_the_handle_leaves_a_value_between_two_stops_alone(slider: StopSlider, moves: Moves) -> None:
    slider.show_value(30)
    QTest.mouseClick(slider, LEFT, pos=_at(slider, slider.value()) + QPoint(3, 0))
    assert moves == []


def test_what_is_shown_meanwhile_does_not_move_a_handle_that_is_held(slider: StopSlider, moves: Moves) -> None:
    QTest.mousePress(slider, LEFT, pos=_at(slider, 6))
    slider.show_value(1)
    slider.set_stops(Stops((1, 2), Scale.LOG))
    assert slider.stop() == 32
    QTest.mouseRelease(slider, LEFT, pos=_at(slider, 6))
    assert moves[-1] == (32, False)


def test_arrow_keys_go_to_the_next_stop(slider: StopSlider, moves: Moves) -> None:
    slider.show_value(8)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Left)
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert moves == [(16, False), (8, False), (0, False)]


def test_other_stops_keep_the_value(slider: StopSlider, moves: Moves) -> None:
    slider.show_value(8)
    slider.set_stops(Stops((1, 8, 1000), Scale.LOG))
    assert slider.stop() == 8
    assert slider.maximum() == 2
    assert moves == []


def test_the_wheel_changes_nothing_without_the_focus(slider: StopSlider, moves: Moves) -> None:
    slider.show_value(8)
    slider.clearFocus()
    _turn(slider)
    assert moves == []
    slider.setFocus()
    _turn(slider)
    assert moves
    assert slider.stop() > 8


def _turn(slider: StopSlider) -> None:
    middle = QPointF(slider.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(slider.mapToGlobal(slider.rect().center())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider, event)
