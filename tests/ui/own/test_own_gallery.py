"""The gallery of own drawings: what is painted, what is picked, what the keys do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.look import Look
from playground.ui.own.entries import UNKNOWN, Entries
from playground.ui.own.gallery import Gallery
from playground.ui.own.shelf import shelve
from playground.ui.samples.cells import CaptionNeed
from playground.ui.theme import DARK, LIGHT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NEED = CaptionNeed(60.0, 1)


def entries(count: int) -> Entries:
    """Drawings number `count` down to 1, each a 7 in one shade of grey, answered right but for every third."""
    shades = (np.arange(count) % 200 + 40).astype(np.uint8)
    chosen = np.where(np.arange(count) % 3 == 2, 1, 7)
    return Entries(
        np.arange(count, 0, -1),
        np.broadcast_to(shades[:, None, None], (count, 28, 28)).copy(),
        np.full(count, 7),
        chosen,
        np.full(count, 0.9, np.float32),
    )


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    QVBoxLayout(made).setContentsMargins(0, 0, 0, 0)
    qtbot.addWidget(made)
    made.resize(460, 250)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close()


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look(LIGHT)


@pytest.fixture
def gallery(window: QWidget, look: Look) -> Gallery:
    made = Gallery(look)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(made)
    layout.activate()
    made.set_facts(MNIST_FACTS)
    made.show_entries(entries(40))
    made.setFocus()
    return made


def click(gallery: Gallery, position: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, modifier, middle(gallery, position))


def middle(gallery: Gallery, position: int) -> QPoint:
    return gallery.cell_rect(position).center().toPoint()


def shows_its_picture(gallery: Gallery, position: int) -> bool:
    ink = QColor(LIGHT.ink).lightness()
    expected = 255 - (position % 200 + 40) / 255 * (255 - ink)
    return abs(color_at(gallery, middle(gallery, position)).lightness() - expected) < 4


def color_at(gallery: Gallery, place: QPoint) -> QColor:
    return gallery.viewport().grab().toImage().pixelColor(place)


def heard(gallery: Gallery) -> list[Sequence[object]]:
    told: list[Sequence[object]] = []
    gallery.opened.connect(lambda number: told.append(("opened", number)))
    gallery.removed.connect(lambda numbers: told.append(("removed", numbers)))
    gallery.relabelled.connect(lambda number, name: told.append(("relabelled", number, name)))
    return told


# What is seen


def test_pictures_are_painted_where_their_cells_are(gallery: Gallery) -> None:
    assert all(shows_its_picture(gallery, position) for position in (0, 3, 7))


def test_with_the_focus_and_nothing_picked_no_ring_is_painted(gallery: Gallery) -> None:
    assert gallery.hasFocus()
    assert not gallery.picks()
    image = gallery.viewport().grab().toImage()
    accent = QColor(LIGHT.accent)
    corner = ((x, y) for x in range(8) for y in range(8))
    assert not any(image.pixelColor(x, y) == accent for x, y in corner)


def test_what_is_seen_alone_is_made_ready(gallery: Gallery) -> None:
    gallery.show_entries(entries(1000))
    columns = len([one for one in range(40) if gallery.cell_rect(one).top() == gallery.cell_rect(0).top()])
    rows = len(gallery.painted()) / columns
    assert rows <= 250 / 90 + 2
    assert len(gallery.cells()) == len(gallery.painted())
    bar = gallery.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert gallery.painted().stop == 1000
    assert len(gallery.painted()) <= (250 / 90 + 2) * columns
    last = gallery.cell_rect(999)
    assert gallery.viewport().rect().contains(last.toAlignedRect())
    assert shows_its_picture(gallery, 999)


def test_scrolled_by_a_few_pixels_everything_moves_with_it(gallery: Gallery) -> None:
    corner = gallery.cell_rect(0).topLeft().toPoint()
    before = color_at(gallery, corner + QPoint(20, 31))
    gallery.verticalScrollBar().setValue(13)
    assert gallery.cell_rect(0).topLeft().toPoint() == corner - QPoint(0, 13)
    assert color_at(gallery, corner + QPoint(20, 18)) == before


def test_wrong_ones_are_marked_and_say_what_they_are(gallery: Gallery) -> None:
    cells = gallery.cells()
    assert [cell.wrong for cell in cells[:3]] == [False, False, True]
    assert (cells[2].answer, cells[2].truth) == ("1", "is 7")
    edge = gallery.cell_rect(2).topLeft().toPoint() + QPoint(1, 30)
    assert color_at(gallery, edge).name() == LIGHT.danger.lower()


def test_before_an_answer_only_the_truth_is_said(gallery: Gallery) -> None:
    shown = entries(3)
    gallery.show_entries(replace(shown, chosen=np.full(3, UNKNOWN)))
    assert [(cell.answer, cell.truth, cell.wrong) for cell in gallery.cells()] == [("", "is 7", False)] * 3


def test_the_theme_changes_the_paper(look: Look, gallery: Gallery) -> None:
    place = gallery.cell_rect(0).topLeft().toPoint() + QPoint(3, 30)
    assert color_at(gallery, place).name() == LIGHT.paper.lower()
    look.set_theme(DARK)
    assert color_at(gallery, place).name() == DARK.paper.lower()


def test_the_pinned_one_has_a_pin(gallery: Gallery) -> None:
    place = gallery.cell_rect(1).topLeft().toPoint() + QPoint(2, 10)
    before = color_at(gallery, place)
    gallery.show_marks(39, frozenset())
    assert color_at(gallery, place) != before


def test_few_drawings_are_large_and_many_small() -> None:
    room = QSize(460, 250)
    few, many = shelve(room, NEED, 6), shelve(room, NEED, 60)
    assert few.grid.frame > many.grid.frame
    assert few.height <= 250 < many.height


@pytest.mark.parametrize("count", [0, 1, 7, 60])
@pytest.mark.parametrize("width", [10, 460, 1070])
def test_every_cell_is_in_one_of_the_rows(count: int, width: int) -> None:
    shelf = shelve(QSize(width, 250), NEED, count)
    found: set[int] = set()
    for top in range(0, max(1, shelf.height), 77):
        seen = shelf.positions(shelf.rows(top, 250))
        found |= set(seen)
        for position in set(range(count)) - set(seen):
            place = shelf.grid.frame_rect(position)
            assert place.bottom() + NEED.height <= top or place.top() >= top + 250
    assert found == set(range(count))


# What is picked


def test_a_click_picks_and_opens(gallery: Gallery) -> None:
    told = heard(gallery)
    click(gallery, 4)
    assert gallery.picks() == {36}
    assert told == [("opened", 36)]


def test_more_are_picked_with_control_and_shift(gallery: Gallery) -> None:
    told = heard(gallery)
    click(gallery, 1)
    click(gallery, 3, CONTROL)
    assert gallery.picks() == {39, 37}
    click(gallery, 3, CONTROL)
    assert gallery.picks() == {39}
    click(gallery, 1)
    click(gallery, 4, SHIFT)
    assert gallery.picks() == {39, 38, 37, 36}
    click(gallery, 0, SHIFT)
    assert gallery.picks() == {40, 39}
    assert told == [("opened", 39), ("opened", 39)]


def test_arrow_keys_go_from_one_to_the_next_and_bring_it_into_sight(gallery: Gallery) -> None:
    told = heard(gallery)
    click(gallery, 0)
    QTest.keyClick(gallery, Qt.Key.Key_Right)
    assert gallery.only_pick() == 39
    for _ in range(4):
        QTest.keyClick(gallery, Qt.Key.Key_Down)
    number = gallery.only_pick()
    assert number is not None
    assert gallery.viewport().rect().contains(gallery.cell_rect(40 - number).toAlignedRect())
    assert gallery.verticalScrollBar().value() > 0
    QTest.keyClick(gallery, Qt.Key.Key_End)
    assert gallery.only_pick() == 1
    QTest.keyClick(gallery, Qt.Key.Key_Down)
    assert gallery.only_pick() == 1
    QTest.keyClick(gallery, Qt.Key.Key_Home)
    assert gallery.only_pick() == 40
    assert told[-1] == ("opened", 40)


def test_all_are_picked_and_go(gallery: Gallery) -> None:
    told = heard(gallery)
    QTest.keyClick(gallery, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(gallery, Qt.Key.Key_Delete)
    assert told == [("removed", list(range(1, 41)))]


def test_after_one_went_the_next_is_picked(gallery: Gallery) -> None:
    told = heard(gallery)
    click(gallery, 2)
    QTest.keyClick(gallery, Qt.Key.Key_Delete)
    assert told[-1] == ("removed", [38])
    shown = entries(40)
    gallery.show_entries(shown.among(shown.numbers != 38))
    assert gallery.picks() == {37}


def test_after_several_went_it_goes_on_where_the_first_of_them_was(gallery: Gallery) -> None:
    told = heard(gallery)
    click(gallery, 5)
    click(gallery, 2, CONTROL)
    click(gallery, 4, CONTROL)
    QTest.keyClick(gallery, Qt.Key.Key_Delete)
    assert told[-1] == ("removed", [35, 36, 38])
    shown = entries(40)
    gallery.show_entries(shown.among(~shown.numbered({35, 36, 38})))
    assert gallery.picks() == {37}


def test_after_the_last_ones_went_the_last_that_is_left_is_picked(gallery: Gallery) -> None:
    click(gallery, 0)
    QTest.keyClick(gallery, Qt.Key.Key_End)
    QTest.keyClick(gallery, Qt.Key.Key_Left, SHIFT)
    QTest.keyClick(gallery, Qt.Key.Key_Delete)
    shown = entries(40)
    gallery.show_entries(shown.among(shown.numbers > 2))
    assert gallery.picks() == {3}


def test_what_goes_by_itself_takes_its_pick_along(gallery: Gallery) -> None:
    click(gallery, 2)
    shown = entries(40)
    gallery.show_entries(shown.among(shown.numbers != 38))
    assert gallery.picks() == set()


def test_the_key_of_a_class_relabels_only_where_it_is_clear_which(gallery: Gallery) -> None:
    told = heard(gallery)
    QTest.keyClick(gallery, Qt.Key.Key_5)
    click(gallery, 2)
    QTest.keyClick(gallery, Qt.Key.Key_5)
    QTest.keyClick(gallery, Qt.Key.Key_5, CONTROL)
    click(gallery, 3, CONTROL)
    QTest.keyClick(gallery, Qt.Key.Key_6)
    assert told == [("opened", 38), ("relabelled", 38, "5")]


def test_letters_are_the_gallerys_while_it_has_the_focus(window: QWidget, gallery: Gallery) -> None:
    stolen: list[str] = []
    QShortcut(QKeySequence("S"), window).activated.connect(lambda: stolen.append("S"))
    told = heard(gallery)
    gallery.set_facts(replace(MNIST_FACTS, class_names=tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), fingerprint="letters"))
    gallery.show_entries(entries(3))
    click(gallery, 1)
    QTest.keyClick(gallery, Qt.Key.Key_S)
    assert told == [("opened", 2), ("relabelled", 2, "S")]
    assert stolen == []


def test_reached_by_tab_the_newest_is_picked(gallery: Gallery) -> None:
    gallery.clearFocus()
    gallery.setFocus(Qt.FocusReason.TabFocusReason)
    assert gallery.picks() == {40}
