from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from playground.core.experiment import Experiment
from playground.core.layers_tour import AskTour, Parameter, Tour, TourOperation, TourRow
from playground.ui.arithmetic.count_box import LowSpinBox
from playground.ui.arithmetic.layers.before_after import BeforeAfter
from playground.ui.arithmetic.layers.model_view import ModelView, ParameterTable
from playground.ui.arithmetic.layers.tour_table import TourTable
from playground.ui.arithmetic.layers.values import SLOT
from playground.ui.arithmetic.layers_page import LayersPage
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

MODEL = "Sequential(\n  (linear1): Linear(in_features=6, out_features=4, bias=True)\n)"


def _row(
    operation: TourOperation, name: str, before: tuple[int, ...] | None, values: np.ndarray, layer: int = 0
) -> TourRow:
    whole = operation in (TourOperation.LABELS, TourOperation.ANSWER)
    flat = values.reshape(len(values), -1).astype(np.float64)
    return TourRow(
        operation=operation,
        layer=layer,
        torch_name=name,
        before=before,
        after=values.shape,
        dtype="torch.int64" if whole else "torch.float32",
        least=float(values.min()),
        mean=float(values.mean()),
        greatest=float(values.max()),
        values=flat,
        totals=flat.sum(1) if operation is TourOperation.SOFTMAX else None,
    )


def made_tour(ask: AskTour, *, count: int = 3, factor: float = 1.0) -> Tour:
    """Three pictures of 2 x 3 pixels through 4 neurons with ReLU to 2 classes."""
    pictures = np.arange(18.0).reshape(3, 2, 3) / 10
    sums = np.array([[-1.0, 0.5, 2.0, -0.25], [1.0, -0.5, 0.0, 3.0], [-2.0, -2.0, 1.5, 0.25]]) * factor
    logits = np.array([[1.0, -1.0], [0.0, 2.0], [3.0, 1.0]])
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    rows = (
        _row(TourOperation.INPUTS, "X", None, pictures[:, None]),
        _row(TourOperation.LABELS, "y", None, np.array([0, 1, 1])),
        _row(TourOperation.CHANNEL, "squeeze", (3, 1, 2, 3), pictures),
        _row(TourOperation.FLATTEN, "Flatten", (3, 2, 3), pictures.reshape(3, 6)),
        _row(TourOperation.LINEAR, "Linear", (3, 6), sums, 1),
        _row(TourOperation.ACTIVATION, "ReLU", (3, 4), np.maximum(sums, 0), 1),
        _row(TourOperation.LOGITS, "Linear", (3, 4), logits, 2),
        _row(TourOperation.SOFTMAX, "Softmax", (3, 2), shares),
        _row(TourOperation.ANSWER, "argmax", (3, 2), shares.argmax(1)),
    )
    parameters = (
        Parameter("linear1.weight", (4, 6), 24, np.linspace(-0.5, 0.5, 24)),
        Parameter("linear1.bias", (4,), 4, np.zeros(4)),
    )
    return Tour(
        mark=ask.mark,
        step=1,
        count=count,
        rows=rows,
        model=MODEL,
        parameters=parameters,
        device="cuda:0",
        device_title="A card",
    )


def _asked(page: LayersPage) -> AskTour:
    (found,) = page.questions()
    assert isinstance(found, AskTour)
    return found


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[], LayersPage]]:
    pages = []

    def make() -> LayersPage:
        page = LayersPage(Look())
        qtbot.addWidget(page)
        pages.append(page)
        page.resize(946, 474)
        page.show_run(Experiment(), MNIST_FACTS)
        with qtbot.waitExposed(page):
            page.show()
        page.show_answer(made_tour(_asked(page)))
        return page

    yield make
    for page in pages:
        page.close()


@pytest.fixture
def page(opened: Callable[[], LayersPage]) -> LayersPage:
    return opened()


def _table(page: LayersPage) -> TourTable:
    return page.findChildren(TourTable)[0]


def _texts(table: QTableWidget, columns: range) -> list[list[str]]:
    items = [[table.item(row, column) for column in columns] for row in range(table.rowCount())]
    return [[item.text() for item in row if item is not None] for row in items]


def test_without_a_run_nothing_is_asked(qtbot: QtBot) -> None:
    page = LayersPage(Look())
    qtbot.addWidget(page)
    assert not page.questions()
    page.show_run(Experiment(), MNIST_FACTS)
    assert _asked(page).count == 3
    page.show_run(None, None)
    assert not page.questions()


def test_a_row_for_each_operation(page: LayersPage) -> None:
    assert _texts(_table(page), range(7)) == [
        ["X, the inputs", "[3, 1, 2, 3]", "float32", "0.000", "0.850", "1.700", ""],
        ["y, the labels", "[3]", "int64", "0", "", "1", ""],
        ["squeeze", "[3, 1, 2, 3] → [3, 2, 3]", "float32", "0.000", "0.850", "1.700", ""],
        ["Flatten", "[3, 2, 3] → [3, 6]", "float32", "0.000", "0.850", "1.700", ""],
        ["Linear 1", "[3, 6] → [3, 4]", "float32", "−2.000", "0.208", "3.000", ""],
        ["ReLU 1", "[3, 4] → [3, 4]", "float32", "0.000", "0.688", "3.000", ""],
        ["Linear 2, the logits", "[3, 4] → [3, 2]", "float32", "−1.000", "1.000", "3.000", ""],
        ["Softmax", "[3, 2] → [3, 2]", "float32", "0.119", "0.500", "0.881", "1.00000"],
        ["argmax, the answer", "[3, 2] → [3]", "int64", "0", "", "1", ""],
    ]


def test_the_first_activation_is_compared_with_what_came_in(page: LayersPage) -> None:
    view = page.findChildren(BeforeAfter)[0]
    lines = view.lines()
    assert [name for name, _, _ in lines] == ["Linear 1", "ReLU 1"] * 3
    assert [example for _, _, example in lines] == [0, 0, 1, 1, 2, 2]
    assert lines[0][1].values[0].tolist() == [-1.0, 0.5, 2.0, -0.25]
    assert lines[1][1].values[0].tolist() == [0.0, 0.5, 2.0, 0.0]
    assert view.title() == "Linear 1 → ReLU 1: the first 4 of 4 values of each example"


def test_another_operation_can_be_picked_by_key(page: LayersPage) -> None:
    view, table = page.findChildren(BeforeAfter)[0], _table(page)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert view.title().startswith("Linear 2, the logits → Softmax")
    for _ in range(9):
        QTest.keyClick(table, Qt.Key.Key_Up)
    assert [name for name, _, _ in view.lines()] == ["X, the inputs"] * 3  # comes from the data: nothing before it
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert view.title().startswith("X, the inputs → squeeze")  # the labels are not what goes in


def test_negative_values_are_marked(page: LayersPage) -> None:
    view = page.findChildren(BeforeAfter)[0]
    picture = view.grab().toImage()
    before, after = _ground(picture, 1), _ground(picture, 2)
    assert before == [True, False]
    assert not any(after)


def _ground(picture: QImage, line: int) -> list[bool]:
    """Return of the first two values of the `line`-th line, from 1, whether they stand on orange."""
    y = 26 + (line - 1) * 18 + 3
    colors = [picture.pixelColor(136 + slot * 58 + 4, y) for slot in range(2)]
    return [color.red() > color.blue() + 10 for color in colors]


def test_what_is_picked_and_the_columns_stay_while_the_values_move(page: LayersPage) -> None:
    table = _table(page)
    table.selectRow(6)
    page.show_answer(made_tour(_asked(page), factor=-1000.0))
    wide = [table.columnWidth(column) for column in range(7)]
    page.show_answer(made_tour(_asked(page), factor=0.1))
    assert [table.columnWidth(column) for column in range(7)] == wide
    assert table.currentRow() == 6
    assert table.text_at(4, 3) == "−0.200"


def test_more_examples_can_be_sent_through(page: LayersPage, qtbot: QtBot) -> None:
    box = page.findChildren(LowSpinBox)[0]
    box.setFocus()
    with qtbot.waitSignal(page.questions_changed):
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert _asked(page).count == 4
    page.show_answer(made_tour(_asked(page)))
    said = [text.text() for text in page.findChildren(FittingText)]
    assert "The first 3 only: there are no more, or the network is very wide." in said


def test_answers_about_an_earlier_network_are_left_alone(page: LayersPage) -> None:
    earlier = _asked(page)
    page.show_run(Experiment(), replace(MNIST_FACTS, fingerprint="other"))
    page.show_answer(made_tour(earlier, factor=3.0))
    assert _table(page).text_at(4, 3) == "−2.000"


def test_the_model_is_printed_and_can_be_copied(page: LayersPage) -> None:
    page.show_part("model")
    assert page.findChildren(ModelView)[0].isVisible()
    assert not _table(page).isVisible()
    text = page.findChildren(QPlainTextEdit)[0]
    assert text.toPlainText() == MODEL
    (copy,) = (button for button in page.findChildren(QPushButton) if button.text() == "Copy")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == MODEL
    assert copy.text() == "Copied"


def test_what_is_selected_in_the_text_stays_while_it_learns(page: LayersPage) -> None:
    page.show_part("model")
    text = page.findChildren(QPlainTextEdit)[0]
    text.selectAll()
    page.show_answer(made_tour(_asked(page), factor=2.0))
    assert text.textCursor().hasSelection()


def test_parameters_device_and_their_number(page: LayersPage) -> None:
    page.show_part("model")
    assert _texts(page.findChildren(ParameterTable)[0], range(3)) == [
        ["linear1.weight", "[4, 6]", "24"],
        ["linear1.bias", "[4]", "4"],
    ]
    said = [text.accessibleName() for text in page.findChildren(FittingText)]
    assert "Device in use: cuda:0 (A card)" in said
    assert "28 parameters in 2 tensors" in said


def test_values_that_are_no_numbers_any_more_are_shown(page: LayersPage) -> None:
    page.show_answer(made_tour(_asked(page), factor=float("nan")))
    page.grab()
    assert _table(page).text_at(4, 3) == "nan"


def _resize(page: LayersPage, width: int) -> TourTable:
    page.resize(width, 348)
    QGuiApplication.processEvents()
    return _table(page)


def _values_width(table: TourTable) -> int:
    """Return how much of the column of values is in sight, px."""
    left = table.columnViewportPosition(7)
    return min(left + table.columnWidth(7), table.viewport().width()) - left


def test_in_a_small_window_values_stay_in_sight_and_no_column_is_cut_off(opened: Callable[[], LayersPage]) -> None:
    page = opened()
    usual = _table(page).columnWidth(1)
    table = _resize(page, 672)
    assert table.text_at(3, 1) == "[3, 6]"  # the shape afterwards alone
    assert table.columnWidth(1) < usual
    assert _values_width(table) >= 2 * SLOT
    assert table.horizontalScrollBar().maximum() == 0
    assert all(table.columnWidth(column) >= table.sizeHintForColumn(column) for column in range(7))
    table = _resize(page, 946)
    assert table.text_at(3, 1) == "[3, 2, 3] → [3, 6]"
    assert table.columnWidth(1) == usual


def test_where_even_that_is_too_wide_the_table_scrolls_to_its_values(opened: Callable[[], LayersPage]) -> None:
    table = _resize(opened(), 460)
    bar = table.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    assert _values_width(table) >= 2 * SLOT


def test_of_numbers_that_are_one_for_each_example_all_are_shown(page: LayersPage) -> None:
    shown = [_table(page).item(place, 7) for place in (1, 4, 8)]
    values = [item.data(Qt.ItemDataRole.UserRole) for item in shown if item is not None]
    assert values == [[0.0, 1.0, 1.0], [-1.0, 0.5, 2.0, -0.25], [0.0, 1.0, 0.0]]


def test_three_examples_are_compared_where_space_is_short_too(page: LayersPage) -> None:
    view = page.findChildren(BeforeAfter)[0]
    high = view.height()
    page.look.set_small(True)
    assert [example for _, _, example in view.lines()] == [0, 0, 1, 1, 2, 2]
    assert view.height() < high


def test_of_a_larger_batch_it_is_told_that_there_are_more(page: LayersPage) -> None:
    page.show_answer(made_tour(_asked(page), count=64))
    title = page.findChildren(BeforeAfter)[0].title()
    assert title == "Linear 1 → ReLU 1: the first 4 of 4 values of the first 3 of 64 examples"
