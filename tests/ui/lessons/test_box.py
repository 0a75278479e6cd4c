from pytestqt.qtbot import QtBot

from playground.ui.lessons.box import LessonBox


def test_the_closed_box_says_as_much_of_the_title_as_it_has_room_for(qtbot: QtBot) -> None:
    box = LessonBox()
    qtbot.addWidget(box)
    box.addItem("1 · One neuron: threes and sevens")
    box.setFixedWidth(400)
    assert box.closed_text() == "1 · One neuron: threes and sevens"
    box.setItemText(0, "1 · One neuron: threes and sevens (12 MB)")
    assert box.closed_text() == "1 · One neuron: threes and sevens (12 MB)"
    box.setFixedWidth(32 + box.fontMetrics().horizontalAdvance("1 · One neuron: threes and sevens (1"))
    assert box.closed_text() == "1 · One neuron: threes and sevens"
    box.setFixedWidth(32 + box.fontMetrics().horizontalAdvance("1 · One neuron: th"))
    assert box.closed_text() == "1 · One neuron"
    box.setFixedWidth(70)
    assert box.closed_text().endswith("…")
