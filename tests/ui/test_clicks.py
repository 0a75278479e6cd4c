from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.core.experiment import specs_by_path
from playground.ui.clicks import ClickedButtons
from playground.ui.look import Look
from playground.ui.sections import Section
from playground.ui.segments import SegmentedControl
from playground.ui.value_field import ValueField

# Qt's offscreen plugin says this of windows that have a layout, and of menus.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class _Window(QWidget):
    """Notes how often Space came through to it."""

    def __init__(self) -> None:
        super().__init__()
        self.spaces = 0
        self.column = QVBoxLayout(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.spaces += event.key() == Qt.Key.Key_Space


@dataclass
class _Parts:
    window: _Window = field(default_factory=_Window)
    section: Section = field(default_factory=lambda: Section(1, "Data", Look()))
    segments: SegmentedControl = field(default_factory=lambda: SegmentedControl([("a", "One"), ("b", "Two")]))
    check: QCheckBox = field(default_factory=lambda: QCheckBox("Normalise"))
    export: QPushButton = field(default_factory=lambda: QPushButton("Export"))
    rate: ValueField = field(default_factory=lambda: ValueField(specs_by_path()["training.learning_rate"], None))


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[_Parts]:
    made = _Parts()
    made.section.set_more(QLabel("more"))
    made.export.setMenu(QMenu(made.export))
    made.export.menu().addAction("Picture")
    for widget in (made.section, made.segments, made.check, made.export, made.rate):
        made.window.column.addWidget(widget)
    made.check.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # all of it can be clicked
    ClickedButtons(made.window)
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _press(parts: _Parts, key: Qt.Key) -> None:
    """Press a key of the keyboard: it goes where the focus is."""
    QTest.keyClick(parts.window.windowHandle(), key)


def test_after_a_click_space_is_the_windows(parts: _Parts) -> None:
    two = next(button for button in parts.segments.findChildren(QPushButton) if button.text() == "Two")
    for count, button in enumerate((parts.section.more_button, parts.section.head, two, parts.check), 1):
        _click(button)
        _press(parts, Qt.Key.Key_Space)
        assert parts.window.spaces == count
    assert parts.section.more_button.text() == "Less"
    assert parts.section.folded
    assert parts.segments.value() == "b"
    assert parts.check.isChecked()


def test_reached_by_tab_a_button_is_pressed_by_space(parts: _Parts) -> None:
    parts.section.head.setFocus()
    _press(parts, Qt.Key.Key_Tab)
    _press(parts, Qt.Key.Key_Space)
    assert parts.section.more_button.text() == "Less"
    _press(parts, Qt.Key.Key_Space)
    assert parts.section.more_button.text() == "More"
    assert parts.window.spaces == 0


def test_tab_goes_on_from_where_the_click_was(parts: _Parts) -> None:
    _click(parts.segments.findChildren(QPushButton)[1])
    _press(parts, Qt.Key.Key_Tab)
    _press(parts, Qt.Key.Key_Tab)
    assert parts.check.hasFocus()


def test_what_was_typed_is_entered_before_a_button_acts(parts: _Parts) -> None:
    said: list[object] = []
    parts.rate.entered.connect(said.append)
    parts.check.toggled.connect(said.append)
    parts.rate.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(parts.rate, "0.02")
    _click(parts.check)
    assert said == [0.02, True]


def test_a_button_whose_menu_was_open_leaves_space_too(parts: _Parts, qtbot: QtBot) -> None:
    def give_up() -> None:
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup, Qt.Key.Key_Escape)

    QTimer.singleShot(0, give_up)
    _click(parts.export)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    _press(parts, Qt.Key.Key_Space)
    assert parts.window.spaces == 1
