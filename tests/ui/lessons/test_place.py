"""Where the Lesson panel stands: beside Samples in a large window, a tab in a small one, or where it was put."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.ui.lessons.place import Place
from playground.ui.look import Look
from playground.ui.style import apply_style, begin_style
from playground.ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ROW = ("curves", "samples", "lesson")


def _made(qtbot: QtBot) -> MainWindow:
    app, look = QApplication.instance(), Look()
    assert isinstance(app, QApplication)
    begin_style(app, look)
    made = MainWindow(look)
    apply_style(app, look)
    qtbot.addWidget(made)
    return made


def _show(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitExposed(window):
        window.show()
    _settle()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = _made(qtbot)
    made.resize(1600, 1000)
    _show(qtbot, made)
    yield made
    made.close()


def _settle() -> None:
    for _ in range(12):
        QApplication.processEvents()


def _offer(window: MainWindow, offered: bool) -> None:
    window.docks.offer_lesson(offered)
    _settle()


def _widths(window: MainWindow) -> list[int]:
    return [window.docks[name].width() for name in ROW]


def _are_in_a_row(window: MainWindow) -> bool:
    places = [window.docks[name].geometry() for name in ROW]
    lefts = [place.left() for place in places]
    return lefts == sorted(lefts) and len({place.top() for place in places}) == 1 and lefts[0] > 0


def _is_tab(window: MainWindow) -> bool:
    return window.docks.shares("lesson", "samples")


def test_in_a_large_window_words_and_samples_are_seen_together(window: MainWindow) -> None:
    _offer(window, True)
    assert _are_in_a_row(window)
    assert all(window.docks.sees(name) for name in ROW)
    curves, samples, lesson = _widths(window)
    assert min(curves, lesson) > 400
    assert samples > 270


def test_without_the_lesson_the_others_have_its_room_again(window: MainWindow) -> None:
    before = _widths(window)[:2]
    for _ in range(2):
        _offer(window, True)
        _offer(window, False)
        assert _widths(window)[:2] == pytest.approx(before, abs=12)


def test_a_small_window_has_a_tab_and_becomes_large_and_small_with_the_lesson_open(window: MainWindow) -> None:
    _offer(window, True)
    window.resize(1300, 800)
    _settle()
    window.resize(1300, 800)  # the row held it wider before
    _settle()
    assert window.width() == 1300
    assert _is_tab(window)
    assert window.docks.sees("lesson")
    window.resize(1600, 1000)
    _settle()
    assert _are_in_a_row(window)


def test_the_row_fits_into_the_least_large_window(window: MainWindow) -> None:
    _offer(window, True)
    window.resize(1440, 900)
    _settle()
    assert window.width() == 1440
    assert _are_in_a_row(window)


@pytest.mark.parametrize("name", ["lesson", "samples"])
def test_what_the_person_has_moved_stays_there(window: MainWindow, name: str) -> None:
    _offer(window, True)
    dock = window.docks[name]
    dock.setFloating(True)
    window.removeDockWidget(dock)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.setFloating(False)
    dock.show()
    _settle()
    place = dock.geometry()
    _offer(window, False)
    window.resize(1300, 800)
    _settle()
    window.resize(1600, 1000)
    _settle()
    _offer(window, True)
    assert window.docks.lesson_place.place is Place.OWN
    assert dock.geometry().top() == place.top()
    assert not _are_in_a_row(window)


def test_panels_put_back_stand_as_at_the_first_start(window: MainWindow) -> None:
    _offer(window, True)
    window.docks["lesson"].setFloating(True)
    window.docks.put_back()
    _settle()
    assert _are_in_a_row(window)


def test_a_layout_comes_back_with_the_sizes_that_were_given(window: MainWindow, qtbot: QtBot) -> None:
    _offer(window, True)
    window.resizeDocks([window.docks[name] for name in ROW], [500, 500, 300], Qt.Orientation.Horizontal)
    _settle()
    widths, (geometry, state) = _widths(window), window.layout_state()
    place = window.docks.lesson_place.place
    again = _made(qtbot)
    again.docks.lesson_place.restore(place, lesson=True)
    again.restore_layout(geometry, state)
    again.resize(window.size())  # the screen of a test is small
    _show(qtbot, again)
    _offer(again, True)
    assert _are_in_a_row(again)
    assert _widths(again) == pytest.approx(widths, abs=4)
    _offer(again, False)
    assert not again.docks.holds("lesson")
    again.close()


def test_a_layout_of_before_comes_back_with_the_lesson_beside_samples(window: MainWindow, qtbot: QtBot) -> None:
    geometry, state = window.layout_state()
    again = _made(qtbot)
    again.docks.lesson_place.restore("", lesson=False)
    again.restore_layout(geometry, state)
    again.resize(window.size())  # the screen of a test is small
    _show(qtbot, again)
    assert not again.docks.holds("lesson")
    _offer(again, True)
    assert _are_in_a_row(again)
    again.close()
