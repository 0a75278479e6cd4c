import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from playground.ui.lessons.stages import Naming, Stages
from playground.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def stages(qtbot: QtBot) -> Stages:
    made = Stages(Look())
    qtbot.addWidget(made)
    made.show_titles(["Data", "Network", "Training"])
    made.show_current(1)
    made.show()
    return made


def _buttons(stages: Stages) -> list[QAbstractButton]:
    return stages.findChildren(QAbstractButton)


def test_each_stage_says_whether_it_is_done(stages: Stages) -> None:
    assert [button.accessibleName() for button in _buttons(stages)] == [
        "Step 1: Data, done",
        "Step 2: Network, now",
        "Step 3: Training, to come",
    ]


def test_any_stage_can_be_chosen_by_click_and_by_key(stages: Stages, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stages.chosen) as clicked:
        QTest.mouseClick(_buttons(stages)[2], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(stages.chosen) as pressed:
        QTest.keyClick(_buttons(stages)[0], Qt.Key.Key_Space)
    assert (clicked.args, pressed.args) == ([2], [0])


def test_fewer_names_take_less_room(stages: Stages) -> None:
    widths = [stages.width_of(naming) for naming in (Naming.ALL, Naming.CURRENT, Naming.NONE)]
    assert widths == sorted(widths, reverse=True)
    stages.show_names(Naming.CURRENT)
    assert stages.sizeHint().width() == stages.width_of(Naming.CURRENT)


def test_other_titles_take_the_place_of_the_old_ones(stages: Stages, qtbot: QtBot) -> None:
    stages.show_titles(["One"])
    stages.show_current(0)
    qtbot.waitUntil(lambda: len(_buttons(stages)) == 1)
    assert _buttons(stages)[0].accessibleName() == "Step 1: One, now"
