"""Naming what is drawn: chips and keys, what is kept, and what comes after it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from digit_strokes import draw_digits
from made_facts import MNIST_FACTS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QSlider, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing
from playground.core.facts import DataFacts
from playground.core.own_drawings import OwnDrawing, OwnSet
from playground.core.preparation import Step
from playground.core.sheet import onto_sheet
from playground.core.stroke_file import LabelledDrawing
from playground.ui.look import Look
from playground.ui.style import apply_style
from playground.ui.try_panel import TryPanel
from playground.ui.trying.answer_view import AnswerView
from playground.ui.trying.naming import NamingRow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
KANA = ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")


def facts_for(names: tuple[str, ...] = tuple("0123456789"), drawing: Drawing = Drawing.MNIST) -> DataFacts:
    return replace(MNIST_FACTS, drawing=drawing, class_names=names, fingerprint=f"{drawing} {' '.join(names)}")


class Keeper:
    """Keeps what is named, as the program does."""

    def __init__(self, panel: TryPanel) -> None:
        self.own = OwnSet()
        self._panel = panel
        panel.drawing_named.connect(self.keep)
        panel.kept_relabelled.connect(self.relabel)

    def keep(self, strokes: list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]], label: str) -> None:
        self.own = self.own.with_drawings([LabelledDrawing(strokes, label)])
        self._panel.show_kept(self.own.drawings[-1].number, label)

    def relabel(self, number: int, label: str) -> None:
        self.own = self.own.relabelled(number, label)

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.own.drawings]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """A window whose shortcuts are those of the program."""
    made = QWidget()
    QVBoxLayout(made).setContentsMargins(0, 0, 0, 0)
    qtbot.addWidget(made)
    made.resize(240, 512)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close()


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look()


@pytest.fixture
def panel(window: QWidget, look: Look) -> TryPanel:
    made = TryPanel(look)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show_facts(facts_for(), True)
    return made


@pytest.fixture
def keeper(panel: TryPanel) -> Keeper:
    return Keeper(panel)


def draw(panel: TryPanel, *stroke: tuple[float, float]) -> None:
    canvas = panel.drawing.canvas
    points = [QPoint(round(x * canvas.width()), round(y * canvas.height())) for x, y in stroke]
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=points[-1])
    QApplication.processEvents()


def row_of(panel: TryPanel) -> NamingRow:
    return panel.findChildren(NamingRow)[0]


def chip_of(panel: TryPanel, name: str) -> QPushButton:
    return next(chip for chip in row_of(panel).chips if chip.text() == name)


def marked(panel: TryPanel) -> list[str]:
    return [chip.text() for chip in row_of(panel).chips if chip.isChecked()]


def press(panel: TryPanel, key: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel.drawing.canvas, Qt.Key(ord(key.upper())), modifier)


def an_own_drawing(label: str = "7", number: int = 12) -> OwnDrawing:
    return OwnDrawing(number, label, onto_sheet(draw_digits(8)[7].strokes))


# What names


def test_a_key_names_what_is_drawn(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2), (0.4, 0.9))
    press(panel, "7")
    assert keeper.labels == ["7"]
    kept, drawn = keeper.own.drawings[0].strokes[0], panel.drawing.canvas.strokes()[0]
    assert np.allclose(kept, drawn, atol=1e-3)  # as fine as a sheet is
    assert marked(panel) == ["7"]


def test_a_chip_names_and_leaves_the_keys_to_the_canvas(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    QTest.mouseClick(chip_of(panel, "4"), Qt.MouseButton.LeftButton)
    assert keeper.labels == ["4"]
    assert marked(panel) == ["4"]
    assert panel.drawing.canvas.hasFocus()


def test_a_chip_is_marked_only_once_the_drawing_is_kept(panel: TryPanel) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    QTest.mouseClick(chip_of(panel, "4"), Qt.MouseButton.LeftButton)
    assert marked(panel) == []


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_with_a_modifier_a_key_is_no_name(panel: TryPanel, keeper: Keeper, modifier: Qt.KeyboardModifier) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    press(panel, "7", modifier)
    assert keeper.labels == []


def test_digits_of_the_keypad_count(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    press(panel, "3", Qt.KeyboardModifier.KeypadModifier)
    assert keeper.labels == ["3"]


def test_a_class_that_does_not_take_part_has_no_key(panel: TryPanel, keeper: Keeper) -> None:
    panel.show_facts(facts_for(("3", "8")), True)
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    press(panel, "7")
    assert keeper.labels == []
    assert [chip.text() for chip in row_of(panel).chips] == ["3", "8"]


def test_letters_win_over_the_windows_shortcuts_only_on_the_canvas(
    panel: TryPanel, keeper: Keeper, window: QWidget
) -> None:
    stepped: list[str] = []
    for keys in ("S", "Shift+S"):
        shortcut = QShortcut(QKeySequence(keys), window)
        shortcut.activated.connect(lambda keys=keys: stepped.append(keys))
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    press(panel, "s")
    assert stepped == ["S"]  # these data have digits
    panel.show_facts(facts_for(LETTERS), True)
    press(panel, "s")
    assert (keeper.labels, stepped) == (["S"], ["S"])
    press(panel, "s", Qt.KeyboardModifier.ShiftModifier)
    assert (keeper.labels, stepped) == (["S"], ["S", "Shift+S"])
    panel.findChildren(QSlider)[0].setFocus()
    QTest.keyClick(panel.findChildren(QSlider)[0], Qt.Key.Key_S)
    assert (keeper.labels, stepped) == (["S"], ["S", "Shift+S", "S"])


def test_chips_are_reached_by_keys_alone(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    chips = row_of(panel).chips
    assert [chip.focusPolicy() == Qt.FocusPolicy.StrongFocus for chip in chips].count(True) == 1
    chips[0].setFocus()
    for before, after in pairwise(chips[:4]):
        QTest.keyClick(before, Qt.Key.Key_Right)
        assert after.hasFocus()
    QTest.keyClick(chips[3], Qt.Key.Key_Space)
    assert keeper.labels == ["3"]


def test_keys_name_from_the_chips_as_well(panel: TryPanel, keeper: Keeper, window: QWidget) -> None:
    stepped: list[str] = []
    QShortcut(QKeySequence("S"), window).activated.connect(lambda: stepped.append("S"))
    panel.show_facts(facts_for(LETTERS), True)
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert chip_of(panel, "A").hasFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_S)
    assert (keeper.labels, stepped) == (["S"], [])
    assert panel.drawing.canvas.hasFocus()


def test_tab_goes_from_the_drawing_to_the_chips_and_on_to_what_is_beneath(panel: TryPanel, window: QWidget) -> None:
    after = QPushButton("after")
    layout = window.layout()
    assert layout is not None
    layout.addWidget(after)
    panel.show_facts(facts_for(LETTERS), True)  # more chips, which are made late
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    draw(panel, (0.2, 0.4), (0.8, 0.4))
    panel.drawing.undo()  # so that Redo can be had
    names = []
    for key in [Qt.Key.Key_Tab] * 6 + [Qt.Key.Key_Backtab] * 6:
        QTest.keyClick(window.windowHandle(), key)
        focused = window.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName() or focused.objectName())
    way = ["It is A", "Undo", "Redo", "Clear", "Width of the pen"]
    assert names[:5] == way
    assert names[6:] == [*reversed(way), "Drawing"]
    assert window.focusWidget() is panel.drawing.canvas


# What cannot be named


def test_without_a_drawing_the_chips_say_why(panel: TryPanel, keeper: Keeper) -> None:
    assert not chip_of(panel, "7").isEnabled()
    assert "Draw first" in chip_of(panel, "7").toolTip()
    press(panel, "7")
    assert keeper.labels == []
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    assert chip_of(panel, "7").isEnabled()
    assert "It is 7" in chip_of(panel, "7").toolTip()
    assert chip_of(panel, "7").accessibleName() == "It is 7"


def test_a_picture_on_the_sheet_cannot_be_named(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    panel.drawing.load(np.full((28, 28), 90, np.uint8))
    assert not chip_of(panel, "7").isEnabled()
    assert "picture" in chip_of(panel, "7").toolTip()
    panel.drawing.undo()
    assert chip_of(panel, "7").isEnabled()


def test_where_nothing_is_drawn_there_are_no_chips(panel: TryPanel) -> None:
    panel.show_facts(facts_for(("Bag", "Coat"), Drawing.NONE), True)
    assert not row_of(panel).isVisible()


# What is kept


def test_another_name_corrects_the_kept_one(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    press(panel, "7")
    press(panel, "1")
    press(panel, "1")
    assert keeper.labels == ["1"]
    assert marked(panel) == ["1"]
    QTest.mouseClick(chip_of(panel, "2"), Qt.MouseButton.LeftButton)
    assert keeper.labels == ["2"]
    assert marked(panel) == ["2"]


def test_the_next_stroke_takes_a_clean_sheet_which_can_be_undone(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    draw(panel, (0.5, 0.2), (0.4, 0.9))
    press(panel, "7")
    draw(panel, (0.1, 0.5), (0.6, 0.5))
    canvas = panel.drawing.canvas
    assert len(canvas.strokes()) == 1
    assert canvas.strokes()[0][0] == pytest.approx([0.1, 0.5], abs=0.01)
    assert marked(panel) == []
    canvas.undo()
    assert len(canvas.strokes()) == 2
    assert marked(panel) == ["7"]
    draw(panel, (0.1, 0.5), (0.6, 0.5))
    assert len(canvas.strokes()) == 1


@pytest.mark.parametrize("key", ["Ctrl+Z", "Delete"])
def test_what_was_kept_is_known_again_when_it_comes_back(panel: TryPanel, keeper: Keeper, key: str) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    draw(panel, (0.5, 0.2), (0.4, 0.9))
    press(panel, "7")
    QTest.keySequence(panel.drawing.canvas, key)
    assert marked(panel) == []
    QTest.keySequence(panel.drawing.canvas, "Ctrl+Shift+Z" if key == "Ctrl+Z" else "Ctrl+Z")
    assert marked(panel) == ["7"]
    press(panel, "7")
    assert keeper.labels == ["7"]
    press(panel, "1")
    assert keeper.labels == ["1"]


def test_each_drawing_that_undo_goes_through_has_its_own_mark(panel: TryPanel, keeper: Keeper) -> None:
    for name in "73":
        draw(panel, (0.2, 0.2), (0.8, 0.2))
        press(panel, name)
    canvas, marks = panel.drawing.canvas, []
    for step in (canvas.undo, canvas.undo, canvas.redo, canvas.redo):
        step()
        marks.append(marked(panel))
    assert marks == [["7"], [], ["7"], ["3"]]
    assert panel.kept == 2


def test_what_could_not_be_kept_begins_no_clean_sheet(panel: TryPanel) -> None:
    panel.show_kept(5, "7")  # nothing is drawn
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    draw(panel, (0.5, 0.2), (0.4, 0.9))
    assert len(panel.drawing.canvas.strokes()) == 2


def test_undo_and_clear_end_the_marking_and_leave_the_set_alone(panel: TryPanel, keeper: Keeper) -> None:
    for change in (panel.drawing.canvas.undo, panel.drawing.canvas.clear):
        draw(panel, (0.2, 0.2), (0.8, 0.2))
        draw(panel, (0.5, 0.2), (0.4, 0.9))
        press(panel, "7")
        before = keeper.labels
        change()
        assert marked(panel) == []
        assert keeper.labels == before
    assert not chip_of(panel, "7").isEnabled()


def test_a_stroke_that_is_being_drawn_is_kept_as_it_is(panel: TryPanel, keeper: Keeper) -> None:
    canvas = panel.drawing.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    QTest.mouseMove(canvas, QPoint(80, 40))
    press(panel, "1")
    QTest.mouseMove(canvas, QPoint(120, 90))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
    assert [len(stroke) for stroke in canvas.strokes()] == [2]
    assert marked(panel) == ["1"]


def test_an_own_drawing_comes_onto_the_sheet_with_its_mark(panel: TryPanel, keeper: Keeper, qtbot: QtBot) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    drawn = panel.drawing.canvas.strokes()
    panel.drawing.load(np.full((28, 28), 90, np.uint8))
    with qtbot.waitSignal(panel.example_changed):
        panel.load_drawing(an_own_drawing())
    assert panel.drawing.canvas.isVisible()
    assert marked(panel) == ["7"]
    with qtbot.waitSignal(panel.kept_relabelled) as relabelled:
        press(panel, "2")
    assert relabelled.args == [12, "2"]
    panel.drawing.undo()
    assert marked(panel) == []
    panel.drawing.undo()
    assert np.array_equal(panel.drawing.canvas.strokes()[0], drawn[0])
    assert marked(panel) == []


def test_the_mark_follows_what_happens_to_the_drawing_elsewhere(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    press(panel, "7")
    panel.show_own(keeper.own.relabelled(1, "1"))
    assert marked(panel) == ["1"]
    panel.show_own(keeper.own.without([1]))
    assert marked(panel) == []
    assert chip_of(panel, "7").isEnabled()
    panel.show_own(keeper.own)  # as undo in the gallery does
    assert marked(panel) == ["7"]
    panel.show_own(keeper.own.without([1]))
    press(panel, "7")
    assert panel.kept == 2


def test_a_small_letter_marks_the_class_of_the_large_one(panel: TryPanel) -> None:
    panel.show_facts(facts_for(LETTERS), True)
    panel.load_drawing(an_own_drawing("h"))
    assert marked(panel) == ["H"]


def test_a_drawing_that_is_gone_from_the_set_is_no_longer_marked(panel: TryPanel, keeper: Keeper) -> None:
    panel.load_drawing(an_own_drawing())
    panel.show_kept(None, "")
    assert marked(panel) == []
    press(panel, "7")
    assert keeper.labels == ["7"]


def test_other_data_keep_the_mark_where_they_have_the_class(panel: TryPanel) -> None:
    panel.load_drawing(an_own_drawing())
    panel.show_facts(replace(facts_for(), fingerprint="others"), True)
    assert marked(panel) == ["7"]
    panel.show_facts(facts_for(LETTERS), True)
    assert marked(panel) == []
    panel.show_facts(facts_for(), True)
    assert marked(panel) == ["7"]
    panel.show_facts(facts_for(("Bag", "Coat"), Drawing.NONE), True)
    panel.load_drawing(an_own_drawing())
    assert panel.example() is None


def test_a_kept_drawing_whose_class_takes_no_part_now_is_not_kept_again(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    press(panel, "9")
    panel.show_facts(facts_for(("1", "2")), True)
    assert panel.kept == 1
    assert panel.drawing.invitation().ways[0] == "kept as 9, which is not among the classes now"
    assert "correct what you said" in chip_of(panel, "1").toolTip()
    press(panel, "1")
    assert keeper.labels == ["1"]
    assert marked(panel) == ["1"]


def test_the_pen_begins_a_clean_sheet_where_the_class_takes_no_part_now(panel: TryPanel, keeper: Keeper) -> None:
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    press(panel, "9")
    panel.show_facts(facts_for(("1", "2")), True)
    draw(panel, (0.1, 0.5), (0.6, 0.5))
    assert len(panel.drawing.canvas.strokes()) == 1
    press(panel, "2")
    assert keeper.labels == ["9", "2"]


def test_what_to_do_stands_above(panel: TryPanel, keeper: Keeper) -> None:
    def says() -> str:
        return panel.drawing.invitation().ways[0]

    assert "mouse" in says()
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    assert "Press its key" in says()
    press(panel, "7")
    assert "kept in My digits as 7" in says()
    panel.show_facts(facts_for(KANA), True)
    draw(panel, (0.2, 0.2), (0.8, 0.2))
    assert "Choose below" in says()


# Room


@pytest.mark.parametrize("names", [tuple("0123456789"), LETTERS, KANA])
@pytest.mark.parametrize("size", [(208, 385, True), (240, 512, False)])
def test_all_of_it_is_there_without_scrolling(
    window: QWidget, panel: TryPanel, look: Look, names: tuple[str, ...], size: tuple[int, int, bool]
) -> None:
    width, height, small = size
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_style(app, look)
    look.set_small(small)
    window.resize(width, height)
    panel.show_facts(facts_for(names), True)
    panel.load_drawing(an_own_drawing(names[7]))
    QApplication.processEvents()
    assert panel.drawing.canvas.height() >= 144
    parts = (*row_of(panel).chips, *panel.findChildren(AnswerView))
    assert all(part.visibleRegion().boundingRect() == part.rect() for part in parts)
    for chip in row_of(panel).chips:
        assert chip.fontMetrics().horizontalAdvance(chip.text()) <= chip.width()
    app.setStyleSheet("")  # which makes buttons lower or higher
    QApplication.processEvents()
    assert all(part.visibleRegion().boundingRect() == part.rect() for part in parts)
    panel.set_without(frozenset({Step.BOX}))  # which is said beneath the answer
    QApplication.processEvents()
    assert all(part.visibleRegion().boundingRect() == part.rect() for part in parts)
