from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.core.catalog import info_of
from playground.core.experiment import specs_by_path
from playground.ui.classes import Chip, ClassChips
from playground.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

Edits = list[tuple[str, object, bool]]


@pytest.fixture
def chips(qtbot: QtBot) -> Iterator[ClassChips]:
    window = QWidget()
    made = ClassChips(specs_by_path()["data.classes"], Look())
    QVBoxLayout(window).addWidget(made)
    qtbot.addWidget(window)
    window.resize(264, 200)
    made.show_classes("0123456789", (), coloured=False)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


@pytest.fixture
def edits(chips: ClassChips) -> Edits:
    found: Edits = []
    chips.edited.connect(lambda path, classes, dragging: found.append((path, classes, dragging)))
    return found


def _on(chips: ClassChips) -> list[int]:
    return [number for number, chip in enumerate(chips.chips) if chip.isChecked()]


def test_no_choice_means_all(chips: ClassChips, edits: Edits) -> None:
    assert _on(chips) == list(range(10))
    assert chips.count_button.text() == "10 of 10"
    assert edits == []


def test_a_click_leaves_a_class_out(chips: ClassChips, edits: Edits) -> None:
    chips.chips[4].click()
    assert edits == [("data.classes", (0, 1, 2, 3, 5, 6, 7, 8, 9), False)]
    assert chips.count_button.text() == "9 of 10"


def test_the_last_class_put_back_means_all_again(chips: ClassChips, edits: Edits) -> None:
    chips.show_classes("0123456789", (0, 1, 2, 3, 5, 6, 7, 8, 9), coloured=False)
    chips.chips[4].click()
    assert edits == [("data.classes", (), False)]


def test_the_count_takes_all(chips: ClassChips, edits: Edits) -> None:
    chips.show_classes("0123456789", (3, 7), coloured=False)
    assert _on(chips) == [3, 7]
    chips.count_button.click()
    assert edits == [("data.classes", (), False)]
    assert len(_on(chips)) == 10


def test_two_classes_must_remain(chips: ClassChips, edits: Edits) -> None:
    chips.show_classes("0123456789", (3, 7), coloured=False)
    chips.chips[7].click()
    assert edits == []
    assert _on(chips) == [3, 7]
    assert "two classes" in chips.problem_text
    chips.chips[5].click()
    assert edits == [("data.classes", (3, 5, 7), False)]
    assert chips.problem_text == ""


@pytest.mark.parametrize("name", ["digits", "emnist_letters", "fashion_mnist", "spiral", "iris", "breast_cancer"])
def test_every_chip_shows_its_whole_name_within_the_panel(chips: ClassChips, name: str) -> None:
    names = info_of(name).class_names
    chips.show_classes(names, (), coloured=name == "spiral")
    _unfold(chips)
    assert [chip.accessibleName() for chip in chips.chips] == list(names)
    for chip in chips.chips:
        assert chip.isVisible()
        assert chip.width() >= chip.fontMetrics().horizontalAdvance(chip.text())
        assert chip.geometry().right() <= chips.width()
    places = [chip.geometry() for chip in chips.chips]
    assert not any(one.intersects(other) for one in places for other in places if one is not other)


def test_names_that_fit_in_two_lines_stay_in_sight(chips: ClassChips) -> None:
    chips.show_classes(info_of("iris").class_names, (), coloured=False)
    assert all(chip.isVisible() for chip in chips.chips)
    fold = chips.findChild(QToolButton)
    assert fold is not None
    assert not fold.isVisible()


def test_tab_stops_once_and_arrows_go_on_from_there(chips: ClassChips, edits: Edits) -> None:
    chips.show_classes(info_of("emnist_letters").class_names, (), coloured=False)
    by_tab = [chip.number for chip in chips.chips if chip.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert by_tab == [0]
    chips.chips[0].setFocus()
    reached = [_press(chips, key) for key in ("Left", "Right", "Right", "Down", "Down", "Up", "End", "Home")]
    assert reached == [0, 1, 2, 15, 15, 2, 25, 0]
    assert edits == []
    _press(chips, "Right")
    _press(chips, "Space")
    assert _on(chips) == [0, *range(2, 26)]
    _press(chips, "Tab")
    assert chips.window().focusWidget() not in chips.chips
    by_tab = [chip.number for chip in chips.chips if chip.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert by_tab == [1]  # Tab comes back to where it left


def _press(chips: ClassChips, key: str) -> int:
    """Press a key on the chip with the focus; return the number of the chip that has it then, or -1."""
    QTest.keyClick(chips.window().focusWidget(), Qt.Key[f"Key_{key}"])
    widget = chips.window().focusWidget()
    return widget.number if isinstance(widget, Chip) else -1


def test_a_chip_says_what_a_click_does(chips: ClassChips) -> None:
    chips.show_classes("0123456789", (3, 7), coloured=False)
    assert "Leave out class 3." in chips.chips[3].toolTip()
    assert "Take class 4 in." in chips.chips[4].toolTip()
    chips.show_classes(info_of("iris").class_names, (), coloured=False)
    assert f"Leave out {info_of('iris').class_names[0]}." in chips.chips[0].toolTip()


def test_chips_with_long_names_can_be_folded_away(chips: ClassChips) -> None:
    chips.show_classes(info_of("fashion_mnist").class_names, (), coloured=False)
    assert not any(chip.isVisible() for chip in chips.chips)
    _unfold(chips)
    assert all(chip.isVisible() for chip in chips.chips)


def test_other_classes_take_the_place_of_the_ones_before(chips: ClassChips, edits: Edits) -> None:
    chips.show_classes(info_of("emnist_letters").class_names, (), coloured=False)
    chips.show_classes(("Class 0", "Class 1"), (), coloured=True)
    assert len(chips.chips) == 2
    assert edits == []


def _unfold(chips: ClassChips) -> None:
    fold = chips.findChild(QToolButton)
    assert fold is not None
    if fold.isVisible() and not chips.chips[0].isVisible():
        fold.click()
    layout = chips.layout()
    assert layout is not None
    layout.activate()
