from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing, Family
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.model_options import Activation, OutputActivation
from playground.core.numbers import AskNth, AskNumbers, ClassPlace, Nth, Numbers
from playground.core.probes import Example, ExampleAt, Part
from playground.ui.arithmetic.count_box import CountBox
from playground.ui.arithmetic.numbers.chooser import Chooser
from playground.ui.arithmetic.numbers.curve_view import CurveView
from playground.ui.arithmetic.numbers.feature_table import FeatureTable
from playground.ui.arithmetic.numbers.grid import GridFrame, NumberGrid
from playground.ui.arithmetic.numbers.neuron_view import NeuronView
from playground.ui.arithmetic.numbers.sum_view import SumView
from playground.ui.arithmetic.numbers_page import NumbersPage
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.network.colors import map_colors
from playground.ui.theme import LIGHT
from playground.ui.trying.wrapped_text import WrappedText
from playground.ui.why.ramp import Ramp

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

PICTURES = replace(
    MNIST_FACTS, class_names=("3", "7"), input_shape=(4, 5), train_count=30, test_count=12, fingerprint="small"
)
ROWS = replace(
    PICTURES,
    family=Family.TABLE,
    drawing=Drawing.NONE,
    input_shape=(2,),
    feature_names=("length", "width"),
    low=(0.0, 0.0),
    high=(6.0, 6.0),
    mean=(1.0, 1.0),
    fingerprint="rows",
)
POINTS = replace(ROWS, family=Family.PLANE, feature_names=("x", "y"), fingerprint="points")


def made_numbers(ask: AskNumbers, facts: DataFacts, **changes: Any) -> Numbers:
    """What one sigmoid neuron makes of an input whose values are 0, 1, 2, ...: net 0.731 at all of its weights 0.1."""
    stored = np.arange(facts.input_count).reshape(facts.input_shape)
    seen = stored / 10
    weights = np.where(stored % 3 == 0, -0.1, 0.1)
    place = ClassPlace(ask.input, 6, np.array([18, 12])) if isinstance(ask.input, ExampleAt) else None
    total = float((seen * weights).sum())
    x = np.linspace(-6, 6, 61)
    made = Numbers(
        mark=ask.mark,
        step=3,
        neuron=ask.neuron,
        size=1,
        is_output=True,
        stored=stored.astype(np.uint8),
        seen=seen,
        weights=weights,
        bias=1.0 - total,
        sum=total,
        output=float(1 / (1 + np.exp(-1.0))),
        activation=OutputActivation.SIGMOID,
        log_total=1.0,
        curve=np.stack([x, 1 / (1 + np.exp(-x))]),
        label=1 if place is not None else -1,
        chosen=1,
        threshold=0.5,
        place=place,
    )
    return replace(made, **changes)


@dataclass
class Desk:
    """Answers what the page asks, with made numbers, and keeps what it tells."""

    page: NumbersPage
    facts: DataFacts
    changes: dict[str, Any] = field(default_factory=dict)
    chosen: list[ExampleAt] = field(default_factory=list)
    searched: list[AskNth] = field(default_factory=list)

    def answer(self) -> None:
        for _ in range(3):
            for question in self.page.questions():
                if isinstance(question, AskNth):
                    self.searched.append(question)
                    self.page.show_answer(
                        Nth(question, question.number, 18, ExampleAt(question.part, question.number + 1))
                    )
                elif isinstance(question, AskNumbers):
                    self.page.show_answer(made_numbers(question, self.facts, **self.changes))

    def asked(self) -> AskNumbers:
        (found,) = (question for question in self.page.questions() if isinstance(question, AskNumbers))
        return found


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[..., Desk]]:
    pages = []

    def make(facts: DataFacts = PICTURES, **changes: Any) -> Desk:
        page = NumbersPage(Look())
        qtbot.addWidget(page)
        pages.append(page)
        page.resize(946, 474)
        desk = Desk(page, facts, changes)
        page.sample_chosen.connect(desk.chosen.append)
        page.show_run(Experiment(), facts)
        with qtbot.waitExposed(page):
            page.show()
        desk.answer()
        return desk

    yield make
    for page in pages:
        page.close()


def _grid(desk: Desk) -> NumberGrid:
    return desk.page.findChildren(NumberGrid)[0]


def _said(desk: Desk) -> list[str]:
    """Return what the wrapped lines of the calculation say: formula, the same with numbers, verdict."""
    return [text.text() for text in desk.page.findChildren(NeuronView)[0].findChildren(WrappedText)]


def _number(desk: Desk) -> CountBox:
    return desk.page.findChildren(Chooser)[0].findChildren(CountBox)[0]


def _neuron(desk: Desk) -> CountBox:
    return desk.page.findChildren(NeuronView)[0].findChildren(CountBox)[0]


def _press(desk: Desk, text: str) -> None:
    (button,) = (button for button in desk.page.findChildren(QPushButton) if button.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_without_data_nothing_is_asked(qtbot: QtBot) -> None:
    page = NumbersPage(Look())
    qtbot.addWidget(page)
    assert not page.questions()
    page.show_run(Experiment(), PICTURES)
    assert [type(question) for question in page.questions()] == [AskNumbers]
    page.show_run(None, None)
    assert not page.questions()


def test_a_picture_is_a_grid_of_its_pixels(opened: Callable[..., Desk]) -> None:
    grid = _grid(opened())
    assert grid.shape() == (4, 5)
    assert [grid.text_at(3, column) for column in range(5)] == ["15", "16", "17", "18", "19"]


def test_weights_and_products_stand_in_the_cells_in_units_that_are_told(opened: Callable[..., Desk]) -> None:
    desk = opened()
    _press(desk, "Weight")
    # From -0.1 to 0.1: 10 stands for 0.1.
    assert [_grid(desk).text_at(0, column) for column in range(4)] == ["−10", "10", "10", "−10"]
    said = [text.accessibleName() for text in desk.page.findChildren(FittingText)]
    assert "In the cells 1 stands for 0.01" in said
    assert desk.page.findChildren(Ramp)[0].texts() == ("−15", "+15")  # in the same units
    _press(desk, "Product")
    assert _grid(desk).text_at(3, 4) == "19"  # 1.9 x 0.1, of at most 0.2


def test_colours_of_weights_are_those_of_their_sign(opened: Callable[..., Desk]) -> None:
    desk = opened()
    _press(desk, "Weight")
    picture = _grid(desk).grab().toImage()
    lowers, raises = (
        picture.pixelColor((_grid(desk).cell_rect(2, column).topLeft() + QPointF(3, 3)).toPoint()) for column in (2, 3)
    )
    assert lowers.red() > lowers.blue()
    assert raises.blue() > raises.red()


def test_the_calculation_adds_up(opened: Callable[..., Desk]) -> None:
    written = opened().page.findChildren(SumView)[0].weighted_sum()
    assert written is not None
    first = written.terms[0]
    assert (first.name, first.value, first.weight, first.product) == ("3, 4", "1.900", "0.100", "0.190")
    assert len(written.terms) < 19
    assert written.more == f"{19 - len(written.terms)} more"
    assert written.zeros == "1 at 0"
    shown = sum(float(term.product.replace("−", "-")) for term in written.terms)
    rest, total = (float(text.replace("−", "-")) for text in (written.more_product, written.sum))
    assert shown + rest == pytest.approx(total, abs=0.002)
    assert total + float(written.bias.replace("−", "-")) == pytest.approx(float(written.net), abs=0.002)


def test_the_sigmoid_is_written_with_its_numbers_and_the_answer_follows(opened: Callable[..., Desk]) -> None:
    assert _said(opened()) == [
        "sigmoid(net) = 1 / (1 + exp(−net))",
        "= 1 / (1 + exp(−1.000)) = 0.731",
        "0.731 is above the threshold of 0.5: the answer is 7.",
    ]


def test_a_wrong_answer_is_told(opened: Callable[..., Desk]) -> None:
    said = _said(opened(output=0.25, chosen=0))
    assert said[-1] == "0.250 is not above the threshold of 0.5: the answer is 3. But it is 7."


def test_near_its_ends_the_output_keeps_the_digits_that_tell_it_from_them(opened: Callable[..., Desk]) -> None:
    assert _said(opened(output=0.99995))[1].endswith("= 0.99995")


@pytest.mark.parametrize(
    "activation", [*Activation, *(kind for kind in OutputActivation if kind is not OutputActivation.AUTO)]
)
def test_every_activation_has_its_formula(
    opened: Callable[..., Desk], activation: Activation | OutputActivation
) -> None:
    symbols, filled, _ = _said(opened(activation=activation))
    assert "(net) = " in symbols
    assert filled.startswith("= ")
    assert "1.000" in filled


def test_a_hidden_neuron_hands_its_output_on_and_another_can_be_picked(opened: Callable[..., Desk]) -> None:
    desk = opened(size=64, is_output=False, threshold=None, activation=Activation.RELU)
    assert _said(desk)[-1] == "This is what the neuron sends to the next layer."
    assert not _neuron(desk).isHidden()
    _neuron(desk).setFocus()
    QTest.keyClick(_neuron(desk), Qt.Key.Key_Up)
    assert desk.asked().neuron == 1
    assert opened().page.findChildren(NeuronView)[0].findChildren(CountBox)[0].isHidden()


def test_the_point_lies_on_the_curve(opened: Callable[..., Desk]) -> None:
    curve = opened().page.findChildren(CurveView)[0]
    point = curve.point()
    assert point is not None
    area = curve.rect()
    assert area.center().x() < point.x() < area.right()  # net 1, from -6 to 6
    assert area.top() < point.y() < area.center().y()  # output 0.73, from 0 to 1


def test_what_is_no_number_any_more_is_shown_as_such(opened: Callable[..., Desk]) -> None:
    nothing = np.full((4, 5), np.nan)
    desk = opened(weights=nothing, sum=float("nan"), output=float("nan"), curve=np.full((2, 61), np.nan))
    _press(desk, "Weight")
    desk.page.grab()
    assert _grid(desk).text_at(0, 0) == "–"
    assert desk.page.findChildren(CurveView)[0].point() is None


def test_keys_and_mouse_go_through_the_cells(opened: Callable[..., Desk]) -> None:
    desk = opened()
    grid = _grid(desk)
    assert grid.cell == (3, 4)  # the largest product
    lines = [text for text in desk.page.findChildren(FittingText) if "pixel" in text.accessibleName()]
    QTest.mouseMove(grid, grid.cell_rect(1, 2).center().toPoint())
    assert grid.cell == (1, 2)
    assert lines[0].accessibleName() == "Row 1, column 2: pixel 7, seen as 0.700;  0.700 × 0.100 = 0.0700"
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert grid.cell == (2, 3)
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert grid.cell == (2, 4)
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert grid.cell == (2, 0)
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert grid.cell == (2, 0)


def test_the_grid_scrolls_where_room_is_short_and_follows_the_keys(opened: Callable[..., Desk]) -> None:
    desk = opened(replace(PICTURES, input_shape=(28, 28), fingerprint="large"))
    desk.page.resize(682, 348)
    grid = _grid(desk)
    grid.go_to(0, 0)
    QTest.keyClick(grid, Qt.Key.Key_End)
    for _ in range(27):
        QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.visibleRegion().boundingRect().contains(grid.cell_rect(27, 27).center().toPoint())


def test_the_numbers_of_the_columns_are_seen_however_far_it_is_scrolled(opened: Callable[..., Desk]) -> None:
    desk = opened(replace(PICTURES, input_shape=(28, 28), fingerprint="large"))
    desk.page.resize(682, 348)
    grid = _grid(desk)
    frame = desk.page.findChildren(GridFrame)[0]
    ground = QColor(LIGHT.surface).rgb()
    frame.verticalScrollBar().setValue(frame.verticalScrollBar().maximum())
    grid.setFocus()
    picture = frame.viewport().grab().toImage()
    inked = [x for x in range(20, picture.width()) if picture.pixel(x, 5) != ground]
    assert inked


def test_figures_of_cells_side_by_side_do_not_touch(opened: Callable[..., Desk]) -> None:
    desk = opened(replace(PICTURES, input_shape=(28, 28), fingerprint="large"), stored=np.full((28, 28), 254, np.uint8))
    desk.page.resize(682, 348)
    grid = _grid(desk)
    cell = grid.cell_rect(5, 6).toRect()
    picture = grid.grab().toImage()
    between = {picture.pixel(x, y) for x in (cell.left() - 1, cell.left()) for y in range(cell.top(), cell.bottom())}
    assert len(between) == 1


def test_the_title_tells_the_example_and_the_part(opened: Callable[..., Desk]) -> None:
    said = [text.accessibleName() for text in opened().page.findChildren(FittingText)]
    assert "Training image 0, is 7; one of 30, 20 numbers each" in said


def test_28_by_28_numbers_fit_whole_into_the_window(opened: Callable[..., Desk]) -> None:
    grid = _grid(opened(replace(PICTURES, input_shape=(28, 28), fingerprint="large")))
    assert grid.visibleRegion().boundingRect().size() == grid.size()


def test_examples_are_gone_through_by_class_and_number(opened: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = opened()
    assert _number(desk).text() == "6 of 12"  # of the sevens
    _number(desk).setFocus()
    with qtbot.waitSignal(desk.page.questions_changed):
        QTest.keyClick(_number(desk), Qt.Key.Key_Up)
    desk.answer()
    assert [(ask.part, ask.label, ask.number) for ask in desk.searched] == [(Part.TRAIN, 1, 7)]
    assert desk.chosen == [ExampleAt(Part.TRAIN, 8)]
    assert desk.asked().input == ExampleAt(Part.TRAIN, 8)
    _press(desk, "Test")
    desk.answer()
    assert (desk.searched[-1].part, desk.searched[-1].label, desk.searched[-1].number) == (Part.TEST, 1, 1)
    assert desk.chosen[-1].part is Part.TEST


def test_the_classes_tell_how_many_there_are_and_all_can_be_gone_through(opened: Callable[..., Desk]) -> None:
    desk = opened()
    box = desk.page.findChildren(QComboBox)[0]
    assert [box.itemText(row) for row in range(3)] == ["All  ·  30", "3  ·  18", "7  ·  12"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    desk.answer()
    assert (desk.searched[-1].label, desk.searched[-1].number) == (None, 1)
    assert _number(desk).text() == "3 of 30"


def test_what_goes_through_the_network_elsewhere_is_shown(opened: Callable[..., Desk]) -> None:
    desk = opened()
    desk.page.set_input(ExampleAt(Part.TEST, 5))
    assert desk.asked().input == ExampleAt(Part.TEST, 5)
    desk.answer()
    assert not desk.chosen
    drawing = Example(np.zeros((4, 5), np.uint8))
    desk.page.set_input(drawing)
    assert desk.asked().input is drawing
    desk.answer()
    assert _number(desk).text() == "– of 12"
    _number(desk).setFocus()
    QTest.keyClick(_number(desk), Qt.Key.Key_Up)
    desk.answer()
    assert desk.searched[-1].number == 1
    desk.page.set_input(None)
    assert desk.asked().input == desk.chosen[-1]


def test_of_other_data_the_count_is_asked_anew_while_a_drawing_is_shown(opened: Callable[..., Desk]) -> None:
    desk = opened()
    desk.page.set_input(Example(np.zeros((4, 5), np.uint8)))
    desk.answer()
    assert _number(desk).text() == "– of 12"
    desk.page.show_run(Experiment(), replace(PICTURES, train_count=600, fingerprint="more"))
    assert _number(desk).text() == "–"
    desk.answer()
    assert [(ask.part, ask.label) for ask in desk.searched] == [(Part.TRAIN, 0)]
    assert _number(desk).text() == "– of 18"  # as the desk answers
    assert isinstance(desk.asked().input, Example)
    assert not desk.chosen
    desk.answer()
    assert len(desk.searched) == 1


@pytest.mark.parametrize("shown", [None, Example(np.zeros((4, 5), np.uint8)), ExampleAt(Part.TEST, 0)])
def test_brought_out_it_begins_with_the_pixels_of_the_first_example(
    opened: Callable[..., Desk], shown: Example | ExampleAt | None
) -> None:
    desk = opened()
    _press(desk, "Weight")
    desk.page.set_input(shown)
    desk.answer()
    desk.searched.clear()
    desk.page.bring_out()
    desk.answer()
    assert [(ask.part, ask.label, ask.number) for ask in desk.searched] == [(Part.TRAIN, 0, 1)]
    assert desk.chosen == [desk.asked().input]
    assert _grid(desk).text_at(3, 4) == "19"


def test_brought_out_before_its_data_it_begins_so_with_them(opened: Callable[..., Desk]) -> None:
    desk = opened()
    desk.page.bring_out()
    desk.answer()
    desk.page.set_input(ExampleAt(Part.TEST, 0))  # as the window does for other data
    desk.page.show_run(Experiment(), replace(PICTURES, fingerprint="other"))
    desk.answer()
    assert [(ask.part, ask.label, ask.number) for ask in desk.searched] == [(Part.TRAIN, 0, 1)] * 2


def test_brought_out_it_keeps_an_example_that_was_chosen(opened: Callable[..., Desk]) -> None:
    desk = opened()
    desk.page.set_input(ExampleAt(Part.TEST, 5))
    desk.page.bring_out()
    desk.answer()
    assert desk.asked().input == ExampleAt(Part.TEST, 5)
    assert not desk.searched


def test_an_input_of_other_data_is_not_asked_about(opened: Callable[..., Desk]) -> None:
    desk = opened()
    desk.page.set_input(ExampleAt(Part.TRAIN, 29))
    desk.page.show_run(Experiment(), replace(PICTURES, train_count=10, fingerprint="fewer"))
    assert desk.asked().input == ExampleAt(Part.TRAIN, 0)
    desk.page.set_input(Example(np.zeros((9, 9), np.uint8)))
    assert desk.asked().input == ExampleAt(Part.TRAIN, 0)


def test_answers_about_other_data_are_left_alone(opened: Callable[..., Desk]) -> None:
    desk = opened()
    old = desk.asked()
    desk.page.show_run(Experiment(), ROWS)
    desk.page.show_answer(made_numbers(old, PICTURES))
    assert not desk.page.findChildren(SumView)[0].weighted_sum()


@pytest.mark.parametrize(("scale", "head"), [(1.0, "row, column"), (2e5, "pixel")])
def test_the_head_of_the_names_never_runs_into_the_values(opened: Callable[..., Desk], scale: float, head: str) -> None:
    sums = opened(weights=np.full((4, 5), -0.1 * scale)).page.findChildren(SumView)[0]
    assert sums.names_head() == head


def test_a_row_is_a_table_of_its_features(opened: Callable[..., Desk]) -> None:
    desk = opened(ROWS)
    table = desk.page.findChildren(FeatureTable)[0]
    texts = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(5)]
        texts.append([item.text() for item in items if item is not None])
    assert texts == [
        ["length", "0.000", "0.000", "−0.100", "0.0000"],
        ["width", "1.000", "0.100", "0.100", "0.0100"],
    ]
    assert not _grid(desk).isVisible()


@pytest.mark.parametrize("size", [(946, 474), (682, 348)])
def test_the_columns_of_a_row_fit_their_figures(opened: Callable[..., Desk], size: tuple[int, int]) -> None:
    desk = opened(ROWS, weights=np.array([-0.000912, 0.000013]))
    desk.page.resize(*size)
    table = desk.page.findChildren(FeatureTable)[0]
    for column in range(1, 5):
        for row in range(2):
            item = table.item(row, column)
            assert item is not None
            needed = table.fontMetrics().horizontalAdvance(item.text())
            assert table.visualItemRect(item).width() > needed + 8
            assert table.viewport().rect().contains(table.visualItemRect(item))


def test_the_largest_product_is_tinted_fully_and_others_by_their_share(opened: Callable[..., Desk]) -> None:
    desk = opened(ROWS, seen=np.array([1.0, 2.0]), weights=np.array([-2.0, 2.0]))
    items = [desk.page.findChildren(FeatureTable)[0].item(row, 4) for row in range(2)]
    tints = [item.background().color().rgb() for item in items if item is not None]
    assert tints == map_colors(np.array([-0.5, 1.0]), LIGHT, 0.45).tolist()


def test_a_point_of_the_plane_is_shown_here_alone(opened: Callable[..., Desk]) -> None:
    desk = opened(POINTS)
    _number(desk).setFocus()
    QTest.keyClick(_number(desk), Qt.Key.Key_Up)
    desk.answer()
    assert isinstance(desk.asked().input, ExampleAt)
    assert desk.searched
    assert not desk.chosen


def test_names_that_leave_no_room_for_their_numbers_keep_their_products(opened: Callable[..., Desk]) -> None:
    long = replace(
        ROWS, feature_names=("proline of the diluted wines", "od280/od315 of diluted wines"), fingerprint="l"
    )
    written = opened(long).page.findChildren(SumView)[0].weighted_sum()
    assert written is not None
    assert (written.terms[0].name, written.terms[0].value, written.terms[0].product) == (
        "od280/od315 of diluted wines",
        "",
        "0.0100",
    )
