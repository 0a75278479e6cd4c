import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.head_tabs import HeadTabs
from playground.ui.look import Look
from playground.ui.style import apply_style, begin_style

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

_FRAME = 3


@pytest.fixture
def tabs(qapp: QApplication, qtbot: QtBot) -> HeadTabs:
    look = Look()
    begin_style(qapp, look)
    apply_style(qapp, look)
    made = HeadTabs()
    qtbot.addWidget(made)
    made.show_titles({"network": "Network", "arithmetic": "Arithmetic"}, "network")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def _inside(tab: QWidget) -> QImage:
    return tab.grab(tab.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)).toImage()


@pytest.mark.parametrize("name", ["network", "arithmetic"])
def test_with_the_focus_a_tab_keeps_its_whole_title(tabs: HeadTabs, name: str, qtbot: QtBot) -> None:
    tab = tabs.tab(name)
    assert tab is not None
    tabs.setFocus()
    title, whole = _inside(tab), tab.grab().toImage()
    tab.setFocus()
    qtbot.waitUntil(tab.hasFocus)
    assert _inside(tab) == title
    assert tab.grab().toImage() != whole  # the frame
