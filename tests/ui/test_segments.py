from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.look import Look
from playground.ui.segments import SegmentedControl

# Qt's offscreen plugin says this of every window that has a layout.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def control(qtbot: QtBot) -> Iterator[SegmentedControl]:
    window = QWidget()
    made = SegmentedControl([("all", "All"), ("right", "Right"), ("wrong", "Wrong")])
    QVBoxLayout(window).addWidget(made)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


def _buttons(control: SegmentedControl) -> list[QPushButton]:
    return control.findChildren(QPushButton)


def _taken(control: SegmentedControl) -> list[str]:
    return [button.text() for button in _buttons(control) if button.isChecked()]


def test_begins_with_the_first_option(control: SegmentedControl) -> None:
    assert control.value() == "all"
    assert _taken(control) == ["All"]


def test_a_click_takes_one_option_and_says_so_once(control: SegmentedControl) -> None:
    said: list[str] = []
    control.chosen.connect(said.append)
    for _ in range(2):
        QTest.mouseClick(_buttons(control)[2], Qt.MouseButton.LeftButton)
    assert said == ["wrong"]
    assert control.value() == "wrong"
    assert _taken(control) == ["Wrong"]


def test_arrow_keys_move_the_choice(control: SegmentedControl) -> None:
    said: list[str] = []
    control.chosen.connect(said.append)
    first, second, _ = _buttons(control)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    QTest.keyClick(second, Qt.Key.Key_Right)
    assert said == ["right", "wrong"]
    assert _taken(control) == ["Wrong"]


def test_set_value_is_silent(control: SegmentedControl, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(control.chosen):
        control.set_value("right")
    assert control.value() == "right"
    assert _taken(control) == ["Right"]


def test_an_unknown_value_changes_nothing(control: SegmentedControl) -> None:
    with pytest.raises(KeyError):
        control.set_value("best")
    assert control.value() == "all"


def test_texts_change_with_their_accessible_names(control: SegmentedControl) -> None:
    control.set_text("wrong", "Wrong 11")
    assert _buttons(control)[2].text() == "Wrong 11"
    assert _buttons(control)[2].accessibleName() == "Wrong 11"


def _settle() -> None:
    """Let all layouts follow: the window's comes after the control's, and the control's place in it after that."""
    for _ in range(3):
        QApplication.processEvents()


class _Requests(QObject):
    """Counts how often what it watches was to be laid out anew."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.LayoutRequest
        return False


def test_a_text_of_the_same_width_leaves_the_layout_alone(control: SegmentedControl) -> None:
    for button in _buttons(control):
        button.setFont(Look().font(12))  # figures of one width
    control.set_text("wrong", "Wrong, and by how many: 118")
    _settle()
    requests = _Requests()
    control.installEventFilter(requests)
    control.window().installEventFilter(requests)
    control.set_text("wrong", "Wrong, and by how many: 402")
    _settle()
    assert requests.count == 0
    before = control.width()
    control.set_text("wrong", "Wrong, and by how many: 1402")
    _settle()
    assert requests.count > 0
    assert control.width() > before


def test_a_larger_font_gets_more_room(control: SegmentedControl) -> None:
    button = _buttons(control)[1]
    control.set_text("right", "Right, and by how many: 44")
    QApplication.processEvents()
    before = button.width()
    button.setFont(Look().font(20))
    QApplication.processEvents()
    assert button.width() > before


def test_names_for_the_style_sheet(control: SegmentedControl) -> None:
    assert control.objectName() == "segments"
    assert [button.property("segment") for button in _buttons(control)] == ["first", "middle", "last"]
