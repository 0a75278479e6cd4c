"""A box and a slider show the same number, and tell only what a person changed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from playground.ui.trying.number_box import NumberBox
from playground.ui.trying.slid_number import SlidNumber


@pytest.fixture
def number(qtbot: QtBot) -> Iterator[SlidNumber]:
    room = QWidget()
    qtbot.addWidget(room)
    box = NumberBox("weight", room)
    box.setRange(-10, 10)
    number = SlidNumber(box, [0.0, 0.5, 1.0, 1.5], room)
    number.slider.setParent(room)
    yield number
    room.close()


def test_what_is_set_shows_in_both_and_is_silent(number: SlidNumber, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(number.changed):
        number.set_value(1.0)
    assert (number.value(), number.box.value(), number.slider.stop()) == (1.0, 1.0, 1.0)


def test_the_slider_follows_the_box(number: SlidNumber, qtbot: QtBot) -> None:
    with qtbot.waitSignal(number.changed):
        number.box.setValue(7.0)  # beyond the slider's end
    assert (number.value(), number.slider.stop()) == (7.0, 1.5)


def test_the_box_follows_the_slider(number: SlidNumber, qtbot: QtBot) -> None:
    with qtbot.waitSignal(number.changed):
        QTest.keyClick(number.slider, Qt.Key.Key_Right)
    assert (number.value(), number.box.value()) == (0.5, 0.5)
    assert number.slider.accessibleName() == "weight"
