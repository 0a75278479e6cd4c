from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QStyledItemDelegate, QStyleOptionViewItem, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.probes import (
    AskPlane,
    AskPoints,
    AskSamples,
    ExampleAt,
    Keep,
    Order,
    Part,
    Plane,
    Points,
    Samples,
)
from playground.ui.look import Look
from playground.ui.probability_bars import ProbabilityBars
from playground.ui.samples.detail import SampleDetail
from playground.ui.samples.footer_line import FooterLine
from playground.ui.samples.grid import SampleGrid
from playground.ui.samples.order_box import OrderBox
from playground.ui.samples.pixel_view import PixelLens, PixelView
from playground.ui.samples.rows import SampleRows
from playground.ui.samples_panel import SamplesPanel
from playground.ui.segments import SegmentedControl
from playground.ui.theme import DARK, LIGHT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

DIGITS = tuple("0123456789")
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")


def image_facts(names: tuple[str, ...] = DIGITS, drawing: Drawing = Drawing.MNIST) -> DataFacts:
    return replace(MNIST_FACTS, drawing=drawing, class_names=names, fingerprint="images")


def flat_facts(family: Family, names: tuple[str, ...], features: tuple[str, ...]) -> DataFacts:
    count = len(features)
    return replace(
        image_facts(names, Drawing.NONE),
        name=family.value,
        family=family,
        input_shape=(count,),
        feature_names=features,
        low=(-6.0,) * count,
        high=(6.0,) * count,
        mean=(1.0,) * count,
        fingerprint=family.value,
    )


def some_samples(labels: Sequence[int], answers: Sequence[int], classes: int = 10, part: Part = Part.TEST) -> Samples:
    """Samples whose first image is all ink and whose others are blank, with a surety of 60 % each."""
    count = len(labels)
    probabilities = np.full((count, classes), 0.4 / (classes - 1), dtype=np.float32)
    probabilities[np.arange(count), answers] = 0.6
    values = np.zeros((count, 28, 28), dtype=np.uint8)
    values[:1] = 255
    wrong = [(truth, answer) for truth, answer in zip(labels, answers, strict=True) if truth != answer]
    return Samples(
        step=10,
        part=part,
        indexes=np.arange(100, 100 + count),
        values=values,
        labels=np.array(labels),
        probabilities=probabilities,
        chosen=np.array(answers),
        pool=count,
        wrong=len(wrong),
        confused=[(*pair, wrong.count(pair)) for pair in dict.fromkeys(wrong)],
    )


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look()


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> Iterator[SamplesPanel]:
    made = SamplesPanel(look)
    qtbot.addWidget(made)
    made.resize(526, 334)
    with qtbot.waitExposed(made):
        made.show()
    made.show_facts(image_facts(), True)
    yield made
    made.close()


def grid_of(panel: SamplesPanel) -> SampleGrid:
    return panel.findChildren(SampleGrid)[0]


def detail_of(panel: SamplesPanel) -> SampleDetail:
    return panel.findChildren(SampleDetail)[0]


def asked(panel: SamplesPanel) -> AskSamples:
    found = [question for question in panel.questions() if isinstance(question, AskSamples)]
    assert len(found) == 1
    return found[0]


def click(grid: SampleGrid, position: int) -> None:
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell_rect(position).center().toPoint())


def take(control: SegmentedControl, text: str) -> None:
    button = next(button for button in control.findChildren(QPushButton) if button.text().startswith(text))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def filter_of(panel: SamplesPanel) -> SegmentedControl:
    control = panel.header_controls()[0]
    assert isinstance(control, SegmentedControl)
    return control


def order_of(panel: SamplesPanel) -> OrderBox:
    control = panel.header_controls()[1]
    assert isinstance(control, OrderBox)
    return control


def picture_of(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def color_at(picture: QImage, point: QPointF) -> QColor:
    return picture.pixelColor((point * picture.devicePixelRatioF()).toPoint())


def test_asks_for_as_many_as_fit(panel: SamplesPanel) -> None:
    assert asked(panel) == AskSamples(part=Part.TEST, keep=Keep.ALL, order=Order.LEAST_SURE, count=21)


def test_asks_anew_when_more_fit(panel: SamplesPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.questions_changed):
        panel.resize(374, 240)
    assert asked(panel).count == 10


def test_without_data_nothing_is_asked(panel: SamplesPanel) -> None:
    panel.show_facts(None, False)
    assert not panel.questions()
    assert not grid_of(panel).isVisible()


def test_cells_say_answer_truth_and_surety(panel: SamplesPanel) -> None:
    panel.show_answer(some_samples([7, 5], [7, 3]))
    right, wrong = grid_of(panel).cells()
    assert (right.answer, right.wrong) == ("7", False)
    assert (wrong.answer, wrong.truth, wrong.wrong) == ("3", "is 5", True)
    assert wrong.surety == pytest.approx(0.6)


def test_before_training_cells_say_only_what_they_are(panel: SamplesPanel) -> None:
    panel.show_facts(image_facts(), False)
    panel.show_answer(replace(some_samples([7, 5], [7, 3]), step=0))
    assert [(cell.answer, cell.truth, cell.wrong) for cell in grid_of(panel).cells()] == [
        ("", "is 7", False),
        ("", "is 5", False),
    ]
    assert asked(panel).order is Order.INDEX
    assert not filter_of(panel).isEnabled()


def test_the_first_answer_of_a_trained_network_ends_that(panel: SamplesPanel, qtbot: QtBot) -> None:
    panel.show_facts(image_facts(), False)
    with qtbot.waitSignal(panel.questions_changed):
        panel.show_answer(some_samples([7, 5], [7, 3]))
    assert grid_of(panel).cells()[0].answer == "7"
    assert asked(panel).order is Order.LEAST_SURE


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_pictures_are_ink_on_paper_pixel_for_pixel(panel: SamplesPanel, look: Look, theme: object) -> None:
    look.set_theme(DARK if theme is DARK else LIGHT)
    samples = some_samples([7, 5], [7, 5])
    samples.values[1, :, :14] = 255
    panel.show_answer(samples)
    grid = grid_of(panel)
    picture = picture_of(grid)
    left, right = QPointF(-1.5, 0.5), QPointF(1.5, 0.5)
    middle = grid.cell_rect(1).center()
    assert color_at(picture, grid.cell_rect(0).center()) == QColor(look.theme.ink)
    assert color_at(picture, middle + left) == QColor(look.theme.ink)
    assert color_at(picture, middle + right) == QColor(look.theme.paper)


def test_a_wrong_one_has_a_frame_and_a_corner(panel: SamplesPanel, look: Look) -> None:
    panel.show_answer(some_samples([7, 5], [7, 3]))
    grid = grid_of(panel)
    picture = picture_of(grid)
    danger = QColor(look.theme.danger)
    for position, expected in ((0, False), (1, True)):
        frame = grid.cell_rect(position)
        assert (color_at(picture, QPointF(frame.x() + 1, frame.center().y())) == danger) is expected
        assert (color_at(picture, frame.topRight() + QPointF(-3, 11)) == danger) is expected


@pytest.mark.parametrize(("text", "expected"), [("Right", [100, 102]), ("Wrong", [101])])
def test_the_filter_is_asked_for_and_applied(panel: SamplesPanel, text: str, expected: list[int]) -> None:
    panel.show_answer(some_samples([7, 5, 1], [7, 3, 1]))
    take(filter_of(panel), text)
    assert asked(panel).keep is Keep(text.lower())
    assert grid_of(panel).shown() == len(expected)


def test_a_filter_that_lets_none_through_says_so(panel: SamplesPanel) -> None:
    panel.show_answer(some_samples([7], [7]))
    take(filter_of(panel), "Wrong")
    assert not grid_of(panel).isVisible()
    panel.show_answer(some_samples([7], [1]))
    assert grid_of(panel).isVisible()


def test_counts_stand_in_the_filter_where_there_is_room(panel: SamplesPanel, look: Look) -> None:
    panel.show_answer(some_samples([7, 5, 1], [7, 3, 1]))
    texts = [button.text() for button in filter_of(panel).findChildren(QPushButton)]
    assert texts == ["All 3", "Right", "Wrong 1"]
    look.set_small(True)
    assert [button.text() for button in filter_of(panel).findChildren(QPushButton)] == ["All", "Right", "Wrong"]


def test_the_count_keeps_its_place_and_its_single_space(panel: SamplesPanel) -> None:
    labels = [7] * 10
    widths = set()
    for wrong in (1, 10):
        panel.show_answer(some_samples(labels, [3] * wrong + [7] * (10 - wrong)))
        text = filter_of(panel).findChildren(QPushButton)[2].text()
        assert text.strip() == f"Wrong {wrong}"
        widths.add(filter_of(panel).sizeHint().width())
    assert len(widths) == 1


def test_the_foot_says_in_words_what_is_confused_and_in_small_how_many(panel: SamplesPanel, look: Look) -> None:
    panel.show_answer(some_samples([6, 6, 1], [4, 4, 1]))
    foot = panel.findChildren(FooterLine)[0]
    assert foot.texts()[1] == "Most confused: 6 as 4 (2×)"
    look.set_small(True)
    panel.resize(402, 229)
    QGuiApplication.processEvents()
    assert foot.texts() == ("Click one to see more", "2 of 3 wrong, most often 6 as 4 (2×)")


def test_the_order_box_chooses_part_and_order(panel: SamplesPanel, qtbot: QtBot) -> None:
    box = order_of(panel)
    box.setFocus()
    with qtbot.waitSignal(panel.questions_changed):
        QTest.keyClick(box, Qt.Key.Key_End)
    assert (asked(panel).part, asked(panel).order) == (Part.TRAIN, Order.INDEX)


def _again(panel: SamplesPanel) -> QToolButton:
    control = panel.header_controls()[2]
    assert isinstance(control, QToolButton)
    return control


def _choose(panel: SamplesPanel, text: str) -> None:
    box = order_of(panel)
    box.setFocus()
    while box.currentText() != text:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() > before


def test_it_begins_anew_with_all_in_the_usual_order(panel: SamplesPanel, qtbot: QtBot) -> None:
    usual = asked(panel)
    _choose(panel, "Test examples, at random")
    (kept,) = (control for control in panel.header_controls() if isinstance(control, SegmentedControl))
    kept.set_value(Keep.WRONG)
    kept.chosen.emit(Keep.WRONG)
    assert asked(panel) != usual
    with qtbot.waitSignal(panel.questions_changed):
        panel.begin_anew()
    assert asked(panel) == usual
    assert not _again(panel).isVisibleTo(panel)


def test_a_draw_stays_until_another_is_wished_for(panel: SamplesPanel, qtbot: QtBot) -> None:
    again = _again(panel)
    qtbot.addWidget(again)
    assert again.isHidden()
    _choose(panel, "Test examples, at random")
    assert not again.isHidden()
    first = asked(panel)
    assert first.order is Order.RANDOM
    assert asked(panel) == first
    with qtbot.waitSignal(panel.questions_changed):
        again.click()
    assert asked(panel) == replace(first, draw=first.draw + 1)
    _choose(panel, "Test examples, in file order")
    assert again.isHidden()


@pytest.mark.parametrize("small", [False, True])
def test_the_button_that_draws_again_takes_its_room_from_the_box(panel: SamplesPanel, look: Look, small: bool) -> None:
    look.set_small(small)
    whole = order_of(panel).sizeHint().width()
    _choose(panel, "Test examples, at random")
    button = _again(panel)
    button.ensurePolished()
    assert order_of(panel).sizeHint().width() + 8 + button.sizeHint().width() <= whole


@pytest.mark.parametrize("family", [Family.IMAGE, Family.TABLE])
def test_the_key_d_draws_again_at_random_alone(panel: SamplesPanel, family: Family) -> None:
    if family is Family.TABLE:
        panel.show_facts(flat_facts(Family.TABLE, ("a", "b"), ("long", "wide")), True)
        samples = replace(some_samples([0, 1], [0, 1], classes=2), values=np.zeros((2, 2), np.float32))
        panel.show_answer(samples)
    view = panel.findChildren(SampleRows if family is Family.TABLE else SampleGrid)[0]
    panel.activateWindow()
    view.setFocus()
    before = asked(panel).draw
    QTest.keyClick(view, Qt.Key.Key_D)
    assert asked(panel).draw == before
    _choose(panel, "Test examples, at random")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_D)
    assert asked(panel).draw == before + 1


def test_samples_can_be_drawn_before_training(panel: SamplesPanel) -> None:
    panel.show_facts(image_facts(), False)
    _choose(panel, "Test examples, at random")
    assert asked(panel).order is Order.RANDOM


def test_an_answer_about_the_other_part_is_left_alone(panel: SamplesPanel) -> None:
    panel.show_answer(some_samples([7, 5], [7, 3], part=Part.TRAIN))
    assert not grid_of(panel).cells()


def test_an_answer_about_other_data_is_left_alone(panel: SamplesPanel) -> None:
    panel.show_answer(some_samples([1, 0], [1, 1], classes=3))
    assert not grid_of(panel).cells()


def test_other_data_take_the_samples_away(panel: SamplesPanel) -> None:
    panel.show_answer(some_samples([7, 5], [7, 3]))
    panel.show_facts(replace(image_facts(), fingerprint="others"), True)
    assert not grid_of(panel).cells()


def test_a_click_chooses_and_enlarges(panel: SamplesPanel, qtbot: QtBot) -> None:
    panel.show_answer(some_samples([7, 5], [7, 3]))
    with qtbot.waitSignal(panel.sample_chosen) as chosen:
        click(grid_of(panel), 1)
    assert chosen.args == [ExampleAt(Part.TEST, 101)]
    assert detail_of(panel).isVisible()
    assert asked(panel) == AskSamples(order=Order.LEAST_SURE, keep=Keep.ALL, count=400)


def test_a_click_beside_the_cells_chooses_nothing(panel: SamplesPanel, qtbot: QtBot) -> None:
    panel.show_answer(some_samples([7, 5], [7, 3]))
    with qtbot.assertNotEmitted(panel.sample_chosen):
        click(grid_of(panel), 5)
    assert not detail_of(panel).isVisible()


def test_enlarged_one_goes_to_its_neighbours_and_closes(panel: SamplesPanel, qtbot: QtBot) -> None:
    panel.show_answer(some_samples([7, 5, 1], [7, 3, 1]))
    click(grid_of(panel), 0)
    detail = detail_of(panel)
    with qtbot.waitSignal(panel.sample_chosen) as chosen:
        QTest.keyClick(detail, Qt.Key.Key_Right)
    assert chosen.args == [ExampleAt(Part.TEST, 101)]
    with qtbot.assertNotEmitted(panel.sample_chosen):
        for _ in range(3):
            QTest.keyClick(detail, Qt.Key.Key_Escape)
    assert not detail.isVisible()
    assert grid_of(panel).isVisible()
    assert asked(panel).count == 21


def test_enlarged_one_is_found_again_wherever_it_moves(panel: SamplesPanel) -> None:
    samples = some_samples([7, 5, 1], [7, 3, 1])
    panel.show_answer(samples)
    click(grid_of(panel), 1)
    before = picture_of(detail_of(panel))
    back = np.array([2, 1, 0])
    moved = {name: getattr(samples, name)[back] for name in ("indexes", "values", "labels", "probabilities", "chosen")}
    panel.show_answer(replace(samples, **moved))
    assert picture_of(detail_of(panel)) == before
    panel.show_answer(replace(samples, chosen=np.array([7, 5, 1])))
    assert picture_of(detail_of(panel)) != before


def test_with_a_filter_the_neighbours_are_those_it_lets_through(panel: SamplesPanel, qtbot: QtBot) -> None:
    panel.show_answer(some_samples([7, 5, 1, 2], [1, 5, 7, 1]))
    take(filter_of(panel), "Wrong")
    click(grid_of(panel), 0)
    with qtbot.waitSignal(panel.sample_chosen) as chosen:
        buttons = [button for button in detail_of(panel).findChildren(QToolButton) if button.text() == "›"]
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert chosen.args == [ExampleAt(Part.TEST, 102)]


def test_arrow_keys_choose_and_enter_enlarges(panel: SamplesPanel, qtbot: QtBot) -> None:
    panel.show_answer(some_samples(range(10), range(10)))
    grid = grid_of(panel)
    grid.setFocus()
    chosen: list[object] = []
    panel.sample_chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(grid, key)
    assert chosen == [ExampleAt(Part.TEST, 100 + index) for index in (0, 1, 8, 7)]
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert detail_of(panel).isVisible()


def test_ctrl_and_arrow_keys_go_through_the_pixels(panel: SamplesPanel) -> None:
    samples = some_samples([7], [7])
    samples.values[0, :, 14:] = 100
    panel.show_answer(samples)
    click(grid_of(panel), 0)
    detail = detail_of(panel)
    view = detail.findChildren(PixelView)[0]
    row, column = view.focus_pixel
    QTest.keyClick(detail, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(detail, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert view.focus_pixel == (row - 1, column + 1)
    before = detail.findChildren(PixelLens)[0].grab().toImage()
    for _ in range(30):
        QTest.keyClick(detail, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.focus_pixel == (row - 1, 27)
    assert detail.findChildren(PixelLens)[0].grab().toImage() != before


def test_the_pixel_under_the_mouse_is_shown(panel: SamplesPanel) -> None:
    panel.show_answer(some_samples([7], [7]))
    click(grid_of(panel), 0)
    view = detail_of(panel).findChildren(PixelView)[0]
    QTest.mouseMove(view, QPoint(3, 3))
    assert view.focus_pixel == (0, 0)


def test_a_low_panel_tells_one_pixel_and_keeps_its_bars_readable(panel: SamplesPanel) -> None:
    panel.setMinimumSize(270, 164)  # as its dock has it
    panel.resize(402, 229)
    panel.show_answer(some_samples([7], [7]))
    click(grid_of(panel), 0)
    detail = detail_of(panel)
    QGuiApplication.processEvents()
    QTest.keyClick(detail, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    bars = detail.findChildren(ProbabilityBars)[0]
    assert not detail.findChildren(PixelLens)[0].isVisible()
    assert bars.height() >= 10 * 12
    assert "Row 14, column 15: 255" in [label.text() for label in detail.findChildren(QLabel)]
    panel.resize(526, 334)
    QGuiApplication.processEvents()
    assert detail.findChildren(PixelLens)[0].isVisible()
    assert bars.height() >= 10 * 12


def test_words_as_classes_get_wider_cells(panel: SamplesPanel) -> None:
    digits = grid_of(panel).columns()
    panel.show_facts(replace(image_facts(CLOTHES, Drawing.NONE), fingerprint="clothes"), True)
    grid = grid_of(panel)
    assert grid.columns() < digits
    panel.show_answer(some_samples([0, 9], [9, 0]))
    assert [cell.truth for cell in grid.cells()] == ["is T-shirt/top", "is Ankle boot"]


def test_a_plane_asks_for_points_and_surface_and_shows_both(panel: SamplesPanel, look: Look) -> None:
    panel.show_facts(flat_facts(Family.PLANE, ("Class 0", "Class 1"), ("x", "y")), True)
    assert {type(question) for question in panel.questions()} == {AskSamples, AskPoints}  # Network asks for the rest
    panel.set_network_visible(False)
    assert {type(question) for question in panel.questions()} == {AskSamples, AskPoints, AskPlane}
    values = np.array([[0.0, 0.0]], dtype=np.float32)
    panel.show_answer(replace(some_samples([1], [0], classes=2), values=values))
    grid = grid_of(panel)
    corner = grid.cell_rect(0).bottomLeft() + QPointF(8, -8)
    assert color_at(picture_of(grid), corner) == QColor(look.theme.paper)
    surface = np.zeros((20, 20, 2), dtype=np.float32)
    surface[..., 1] = 1.0
    panel.show_answer(Plane(step=10, extent=6.0, surface=surface, neurons=[], weights=[]))
    ground = color_at(picture_of(grid), corner)
    assert ground.blue() > ground.red() + 20
    near = np.array([[-0.94, -0.94]], dtype=np.float32)  # where the corner is: 31 px are 1.25
    points = Points(10, near, np.array([0]), values, np.array([1]), np.array([0]))
    panel.show_answer(points)
    dot = color_at(picture_of(grid), corner)
    assert dot.red() > dot.blue() + 60
    assert grid.cells()[0].answer == "0"


def test_in_the_plane_only_what_is_new_is_painted(panel: SamplesPanel, qtbot: QtBot) -> None:
    panel.show_facts(flat_facts(Family.PLANE, ("Class 0", "Class 1"), ("x", "y")), True)
    values = np.array([[0.0, 0.0]], dtype=np.float32)
    panel.show_answer(replace(some_samples([1], [0], classes=2), values=values))
    near = np.array([[-0.94, -0.94]], dtype=np.float32)
    points = Points(10, near, np.array([0]), values, np.array([1]), np.array([0]))
    panel.show_answer(points)
    grid = grid_of(panel)
    before = picture_of(grid)
    QGuiApplication.processEvents()
    paints = Paints()
    grid.installEventFilter(paints)
    panel.show_answer(replace(points, step=20, train=near.copy(), test_chosen=np.array([1])))
    QGuiApplication.processEvents()
    assert paints.count == 0
    panel.show_answer(replace(points, step=30, train=near + 0.4))
    QGuiApplication.processEvents()
    assert paints.count == 1
    assert picture_of(grid) != before


class Paints(QObject):
    """Counts how often what it watches was painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_table_has_rows_with_what_is_and_what_is_said(panel: SamplesPanel, qtbot: QtBot) -> None:
    names = ("setosa", "versicolor", "virginica")
    panel.show_facts(flat_facts(Family.TABLE, names, ("petal length (cm)", "petal width (cm)")), True)
    values = np.array([[5.1, 1.5], [1.4, 0.2]], dtype=np.float32)
    panel.show_answer(replace(some_samples([2, 0], [1, 0], classes=3), values=values))
    rows = panel.findChildren(SampleRows)[0]
    model = rows.model()
    texts = [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(2)]
    assert texts == [
        ["versicolor", "virginica", "60.00\u202f%", "5.1", "1.5"],
        ["setosa", "setosa", "60.00\u202f%", "1.4", "0.2"],
    ]
    crosses = [model.index(row, 0).data(Qt.ItemDataRole.DecorationRole) is not None for row in range(2)]
    assert crosses == [True, False]
    with qtbot.waitSignal(panel.sample_chosen) as chosen:
        place = rows.visualRect(model.index(1, 1)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [ExampleAt(Part.TEST, 101)]
    assert detail_of(panel).isVisible()  # as with pictures


def test_a_wrong_row_stays_red_when_it_is_selected(panel: SamplesPanel, look: Look) -> None:
    panel.show_facts(flat_facts(Family.TABLE, ("setosa", "virginica"), ("petal width (cm)",)), True)
    values = np.array([[1.5], [0.2]], dtype=np.float32)
    panel.show_answer(replace(some_samples([1, 0], [0, 0], classes=2), values=values))
    rows = panel.findChildren(SampleRows)[0]
    rows.select(0)
    option = QStyleOptionViewItem()
    delegate = rows.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    delegate.initStyleOption(option, rows.model().index(0, 1))
    assert option.palette.color(QPalette.ColorRole.HighlightedText) == look.theme.color("danger")


def test_heads_of_columns_are_never_cut(panel: SamplesPanel) -> None:
    features = ("mean radius", "worst fractal dimension", "od280/od315 of diluted wines")
    panel.show_facts(flat_facts(Family.TABLE, ("malignant", "benign"), features), True)
    rows = panel.findChildren(SampleRows)[0]
    head = rows.horizontalHeader()
    for column in range(3, 6):
        font = rows.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.FontRole)
        room = QRect(0, 0, rows.columnWidth(column) - 16, 200)
        lines = QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), features[column - 3])
        assert lines.width() <= rows.columnWidth(column) - 16
        assert lines.height() <= head.height()


def test_panel_is_usable_when_tiny(panel: SamplesPanel) -> None:
    panel.setMinimumSize(QSize(1, 1))
    panel.resize(60, 40)
    panel.show_answer(some_samples([7, 5], [7, 3]))
    assert asked(panel).count >= 1
    assert not picture_of(panel).isNull()
    assert grid_of(panel).shown() >= 1
