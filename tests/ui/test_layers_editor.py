from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.core.experiment import specs_by_path
from playground.ui.layers import LayersEditor
from playground.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

LEFT = Qt.MouseButton.LeftButton
Edits = list[tuple[str, object, bool]]


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[LayersEditor]:
    window = QWidget()
    made = LayersEditor(specs_by_path()["model.hidden"], Look())
    QVBoxLayout(window).addWidget(made)
    qtbot.addWidget(window)
    window.resize(264, 300)
    with qtbot.waitExposed(window):
        window.show()
    made.show_value((64, 32, 16))
    yield made
    window.close()


@pytest.fixture
def edits(editor: LayersEditor) -> Edits:
    found: Edits = []
    editor.edited.connect(lambda path, widths, dragging: found.append((path, widths, dragging)))
    return found


def _last(edits: Edits) -> object:
    return edits[-1][1]


def _texts(editor: LayersEditor) -> str:
    return "\n".join(label.text() for label in editor.findChildren(QLabel) if label.isVisible())


def test_each_layer_has_a_row(editor: LayersEditor, edits: Edits) -> None:
    assert [row.field.text() for row in editor.rows] == ["64", "32", "16"]
    assert [row.isVisible() for row in editor.rows] == [True, True, True]
    assert edits == []


def test_a_slider_changes_its_layer_only(editor: LayersEditor, edits: Edits) -> None:
    slider = editor.rows[1].slider
    at = QPoint(slider.handle_middle(slider.stops.values.index(128)), slider.height() // 2)
    QTest.mouseClick(slider, LEFT, pos=at)
    assert edits == [("model.hidden", (64, 128, 16), True), ("model.hidden", (64, 128, 16), False)]
    assert editor.rows[1].field.text() == "128"


def test_a_field_takes_the_whole_range_and_its_slider_follows(editor: LayersEditor, edits: Edits) -> None:
    field = editor.rows[0].field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "4096")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert edits == [("model.hidden", (4096, 32, 16), False)]
    assert editor.rows[0].slider.stop() == 4096
    assert editor.rows[1].slider.stop() == 32


def test_a_wide_layer_does_not_move_the_sliders_of_the_others(editor: LayersEditor) -> None:
    places = [row.slider.value() for row in editor.rows]
    editor.show_value((64, 32, 16, 2048))
    assert [row.slider.value() for row in editor.rows[:3]] == places
    assert editor.rows[0].slider.stops.values[0] == 1
    assert editor.rows[0].slider.stops.values[-1] == 4096


def test_a_width_that_cannot_be_is_refused(editor: LayersEditor, edits: Edits) -> None:
    refusals: list[str] = []
    editor.refused.connect(lambda path, sentence: refusals.append(sentence))
    field = editor.rows[0].field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "5000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert edits == []
    assert "4\u202f096" in refusals[0]
    assert field.text() == "5000"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "64"
    assert refusals[-1] == ""


def test_adding_repeats_the_last_width(editor: LayersEditor, edits: Edits) -> None:
    editor.add_button.click()
    assert edits == [("model.hidden", (64, 32, 16, 16), False)]
    assert len(editor.rows) == 4
    assert editor.rows[3].isVisible()


def test_a_row_takes_its_layer_away(editor: LayersEditor, edits: Edits) -> None:
    editor.rows[1].remove.click()
    assert edits == [("model.hidden", (64, 16), False)]
    assert [row.field.text() for row in editor.rows] == ["64", "16"]


def test_after_removing_a_layer_the_focus_goes_to_the_next_cross_else_to_add(editor: LayersEditor) -> None:
    crosses = [row.remove for row in editor.rows]
    crosses[1].setFocus()
    QTest.keyClick(crosses[1], Qt.Key.Key_Space)
    assert [row.field.text() for row in editor.rows] == ["64", "16"]
    assert editor.window().focusWidget() is crosses[1]
    QTest.keyClick(crosses[1], Qt.Key.Key_Space)
    assert editor.window().focusWidget() is editor.add_button


def test_eight_layers_are_the_most_and_none_the_fewest(editor: LayersEditor, edits: Edits) -> None:
    for _ in range(5):
        editor.add_button.click()
    assert len(editor.rows) == 8
    assert not editor.add_button.isEnabled()
    for _ in range(8):
        editor.rows[0].remove.click()
    assert _last(edits) == ()
    assert "No hidden layer" in _texts(editor)
    editor.add_button.click()
    assert _last(edits) == (16,)
    assert "No hidden layer" not in _texts(editor)


def test_shapes_and_parameters_stand_beneath(editor: LayersEditor) -> None:
    editor.show_shapes((784, 64, 32, 16, 10), 53_018)
    text = _texts(editor).replace("\u00a0", " ")
    assert "input 784 \u2192 64 \u2192 32 \u2192 16 \u2192 10" in text
    assert "53 018 parameters" in text
    editor.show_shapes((), 0)
    assert "once the data is here" in _texts(editor)
    assert "parameters" not in _texts(editor)


def test_a_problem_frames_the_widths(editor: LayersEditor) -> None:
    editor.show_problem("Too many parameters.")
    assert all(row.field.property("invalid") for row in editor.rows)
    assert "Too many parameters." in _texts(editor)
