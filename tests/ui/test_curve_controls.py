import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSlider
from pytestqt.qtbot import QtBot

from playground.ui.curve_controls import SMOOTHINGS, SmoothingSlider, smoothing_text
from playground.ui.look import Look


def test_smoothing_goes_from_nothing_to_nearly_everything() -> None:
    assert (SMOOTHINGS[0], SMOOTHINGS[-1]) == (0, 0.995)
    assert list(SMOOTHINGS) == sorted(set(SMOOTHINGS))


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (0.9, "0.90"), (0.985, "0.985"), (0.995, "0.995")])
def test_smoothing_is_written_short(value: float, text: str) -> None:
    assert smoothing_text(value) == text


def test_keys_move_the_slider_and_the_figure_follows(qtbot: QtBot) -> None:
    control = SmoothingSlider(Look(), 0.9)
    qtbot.addWidget(control)
    said: list[float] = []
    control.changed.connect(said.append)
    QTest.keyClick(control.findChildren(QSlider)[0], Qt.Key.Key_Right)
    assert said == [0.91]
    assert control.value() == 0.91
    assert control.findChildren(QLabel)[0].text() == "0.91"
