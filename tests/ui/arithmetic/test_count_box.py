from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.ui.arithmetic.count_box import CountBox
from playground.ui.look import Look
from playground.ui.style import apply_style, begin_style


def test_the_largest_number_is_seen_whole(qtbot: QtBot) -> None:
    app, look = QApplication.instance(), Look()
    assert isinstance(app, QApplication)
    begin_style(app, look)
    box = CountBox("number")
    qtbot.addWidget(box)
    apply_style(app, look)
    box.show_number(60000, 60000)
    box.show()
    line = box.lineEdit()
    assert line.fontMetrics().horizontalAdvance(box.text()) + line.textMargins().left() + 4 <= line.width()


def test_what_the_person_takes_is_told_and_what_is_shown_is_not(qtbot: QtBot) -> None:
    box = CountBox("number")
    qtbot.addWidget(box)
    told: list[int] = []
    box.chosen.connect(told.append)
    box.show_number(None, 12)
    assert box.text() == "– of 12"
    QTest.keyClick(box, Qt.Key.Key_Up)
    box.show_number(12, 12)
    assert box.text() == "12 of 12"
    QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert told == [1, 11]
