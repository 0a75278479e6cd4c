"""Panels that share one place: tabs in their heads, and what is seen of them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.head_tabs import HeadTabs
from playground.ui.look import Look
from playground.ui.style import apply_style, begin_style
from playground.ui.trying.sees_view import SeesView
from playground.ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    app, look = QApplication.instance(), Look()
    assert isinstance(app, QApplication)
    begin_style(app, look)
    made = MainWindow(look)
    apply_style(app, look)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    _settle()
    yield made
    made.close()


def _settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def _tabbed_from(widget: QWidget | None) -> QWidget:
    """Press Tab in `widget`; returns what has the focus then."""
    assert widget is not None
    QTest.keyClick(widget, Qt.Key.Key_Tab)
    now = QApplication.focusWidget()
    assert now is not None
    return now


def _tabs(window: MainWindow, name: str) -> list[QToolButton]:
    """Return the tabs that are seen in the head of the panel `name`."""
    (row,) = window.docks[name].head.findChildren(HeadTabs)
    return [tab for tab in row.findChildren(QToolButton) if tab.isVisible()]


def _marked(window: MainWindow, name: str) -> list[str]:
    return [tab.text() for tab in _tabs(window, name) if tab.isChecked()]


def test_the_head_names_all_panels_of_its_place_and_marks_its_own(window: MainWindow) -> None:
    assert [tab.text() for tab in _tabs(window, "network")] == [
        "Network",
        "Preparation",
        "Why",
        "My digits",
        "Arithmetic",
    ]
    assert _marked(window, "network") == ["Network"]
    assert _tabs(window, "curves") == []


def test_a_tab_brings_its_panel_up(window: MainWindow) -> None:
    assert not window.docks.sees("why")
    QTest.mouseClick(_tabs(window, "network")[2], Qt.MouseButton.LeftButton)
    _settle()
    assert window.docks.sees("why")
    assert not window.docks.sees("network")
    assert _marked(window, "why") == ["Why"]


def test_pressing_the_marked_tab_leaves_it_marked(window: MainWindow) -> None:
    QTest.mouseClick(_tabs(window, "network")[0], Qt.MouseButton.LeftButton)
    _settle()
    assert _marked(window, "network") == ["Network"]


def test_no_tab_bar_takes_room(window: MainWindow) -> None:
    assert window.docks["network"].geometry().top() == window.docks["try"].geometry().top()
    assert window.docks["network"].geometry().bottom() == window.docks["try"].geometry().bottom()
    bars = [bar for bar in window.findChildren(QTabBar) if bar.parent() is window]
    assert not any(bar.geometry().intersects(window.rect()) for bar in bars)


def test_a_closed_panel_has_no_tab_and_comes_back_with_one(window: MainWindow) -> None:
    window.docks["preparation"].close()
    _settle()
    assert "Preparation" not in [tab.text() for tab in _tabs(window, "network")]
    window.docks["preparation"].toggleViewAction().trigger()
    _settle()
    assert window.docks.sees("preparation")
    assert _marked(window, "preparation") == ["Preparation"]


def test_a_panel_that_is_taken_out_has_a_plain_title(window: MainWindow) -> None:
    window.docks["why"].setFloating(True)
    _settle()
    assert _tabs(window, "why") == []
    assert "Why" not in [tab.text() for tab in _tabs(window, "network")]


def test_try_it_does_for_the_network_panel_when_that_is_closed_not_when_it_is_behind(window: MainWindow) -> None:
    (sees,) = window.try_it.findChildren(SeesView)
    window.docks.bring_up("why")
    _settle()
    assert sees.isHidden()
    window.docks["network"].close()
    _settle()
    assert not sees.isHidden()


def test_panels_put_back_share_their_place_again(window: MainWindow) -> None:
    window.docks["why"].setFloating(True)
    window.docks["network"].close()
    window.docks.put_back()
    _settle()
    assert [tab.text() for tab in _tabs(window, "network")] == [
        "Network",
        "Preparation",
        "Why",
        "My digits",
        "Arithmetic",
    ]
    assert window.docks.sees("network")


def test_while_the_pen_is_down_the_other_panels_wait_and_then_all_are_painted_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    canvas = window.try_it.drawing.canvas
    canvas.pen_changed.emit(True)
    assert not window.docks["network"].updatesEnabled()
    assert not window.docks["curves"].updatesEnabled()
    assert window.docks["try"].updatesEnabled()
    canvas.pen_changed.emit(False)
    qtbot.waitUntil(lambda: all(dock.updatesEnabled() for dock in window.docks))


def test_tab_passes_over_panels_behind_others_and_comes_by_the_tabs(window: MainWindow) -> None:
    window.docks.bring_up("my_digits")
    _settle()
    window.try_it.drawing.canvas.setFocus()
    passed: list[QWidget] = []
    for _ in range(200):
        now = _tabbed_from(QApplication.focusWidget())
        assert not now.visibleRegion().isEmpty()
        if now in passed:
            break
        passed.append(now)
    tabs = [tab for tab in _tabs(window, "my_digits") if not tab.isChecked()]
    assert set(tabs) <= set(passed)


def test_ctrl_y_redoes_too(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_.show_undo(False, True)
    with qtbot.waitSignal(window.actions_.redo_requested):
        QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)


def test_the_lesson_is_there_only_while_it_is_offered(window: MainWindow) -> None:
    window.docks.put_back()
    assert not window.docks.holds("lesson")
    assert not window.docks["lesson"].toggleViewAction().isEnabled()
    window.docks.offer_lesson(True)
    _settle()
    assert window.docks.sees("lesson")
    assert [tab.text() for tab in _tabs(window, "lesson")] == ["Samples", "Lesson"]
    window.docks.offer_lesson(False)
    _settle()
    assert not window.docks.holds("lesson")
    assert window.docks.sees("samples")


def test_a_layout_with_a_lesson_comes_back_without_it(window: MainWindow) -> None:
    window.docks.offer_lesson(True)
    state = window.layout_state()
    window.docks.offer_lesson(False)
    window.restore_layout(*state)
    _settle()
    assert not window.docks.holds("lesson")
    window.docks.offer_lesson(True)
    _settle()
    assert window.docks.sees("lesson")
    assert [tab.text() for tab in _tabs(window, "lesson")] == ["Samples", "Lesson"]


def test_once_a_lesson_is_open_its_panel_can_be_closed_and_opened_again(window: MainWindow) -> None:
    window.docks.offer_lesson(True)
    _settle()
    assert window.docks["lesson"].toggleViewAction().isEnabled()
    assert window.docks.holds("lesson")
    window.docks["lesson"].toggleViewAction().trigger()
    assert not window.docks.holds("lesson")
