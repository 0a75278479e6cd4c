from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from playground.core.by_hand import (
    AskHandExample,
    AskHandStep,
    Batch,
    HandLayer,
    HandStep,
    PickedWeight,
    Stage,
    Term,
    WeightAt,
)
from playground.core.catalog import Drawing, Family
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.model_options import Activation, OutputActivation
from playground.core.probes import Example, ExampleAt, Part
from playground.core.training_options import Loss
from playground.engine.probes import answer_free
from playground.ui.arithmetic.step.diagram import Diagram
from playground.ui.arithmetic.step.number_editor import parsed_number
from playground.ui.arithmetic.step.places import InputAt, Place, TargetAt
from playground.ui.arithmetic.step.strips import Strips
from playground.ui.arithmetic.step_page import StepPage
from playground.ui.look import Look
from playground.ui.theme import DARK

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

MNIST = replace(MNIST_FACTS, train_count=60_000)
POINTS = replace(
    MNIST_FACTS, name="moons", family=Family.PLANE, drawing=Drawing.NONE, input_shape=(2,), class_names=("A", "B")
)
PICTURE = Example(np.zeros((28, 28), dtype=np.uint8))
CLASSIC: Mapping[str, object] = {"model.hidden": [2], "model.activation": "sigmoid"}


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[StepPage]:
    page = StepPage(Look())
    qtbot.addWidget(page)
    page.resize(940, 470)
    page.show_run(None, None)
    page.set_input(None)
    page.show()
    yield page
    page.close()


def run(page: StepPage, changes: Mapping[str, object], facts: DataFacts = MNIST) -> None:
    page.show_run(Experiment().changed(changes), facts)


def answer(page: StepPage) -> HandStep:
    """Answer what the page asks about an example."""
    (question,) = page.questions()
    assert isinstance(question, AskHandExample)
    found = answer_free(question)
    assert isinstance(found, HandStep)
    page.show_answer(found)
    return found


def example(page: StepPage, name: str) -> HandStep:
    page.show_part(name)
    return answer(page)


def asked(page: StepPage) -> AskHandStep:
    (question,) = page.questions()
    assert isinstance(question, AskHandStep)
    return question


def wide_step(ask: AskHandStep, sizes: tuple[int, ...] = (784, 64, 10), samples: int = 1, step: int = 9) -> HandStep:
    """A step of a network whose numbers are drawn; only the output 3 is right."""
    draw = np.random.default_rng(3).normal
    layers = tuple(
        HandLayer(
            weight=draw(size=(end, start)),
            bias=draw(size=end),
            sums=draw(size=(samples, end)),
            outputs=draw(size=(samples, end)),
            output_gradients=draw(size=(samples, end)),
            sum_gradients=draw(size=(samples, end)),
            weight_gradient=draw(size=(end, start)),
            bias_gradient=draw(size=end),
            new_weight=draw(size=(end, start)),
            new_bias=draw(size=end),
        )
        for start, end in pairwise(sizes)
    )
    picked = PickedWeight(
        at=ask.picked,
        value=0.5,
        gradient=0.1,
        chained=0.1,
        difference=0.1,
        chains=(),
        update=(Term("new w", "w − rate × ∂E/∂w", "0.5 − 1 × 0.1", 0.4),),
        new_value=0.4,
    )
    return HandStep(
        mark=ask.mark,
        step=step,
        inputs=draw(size=(samples, sizes[0])),
        layers=layers,
        targets=np.tile(np.eye(sizes[-1])[min(3, sizes[-1] - 1)], (samples, 1)),
        labels=np.full(samples, min(3, sizes[-1] - 1)),
        guessed=False,
        losses=np.full(samples, 2.0),
        loss=2.0,
        loss_after=1.5,
        activation=Activation.RELU,
        output_activation=OutputActivation.IDENTITY,
        loss_name=Loss.CROSS_ENTROPY,
        rate=1.0,
        picked=picked,
    )


def working(page: StepPage) -> str:
    return page.body.working.text()


def stage_button(page: StepPage, name: str) -> QPushButton:
    buttons = page.stages.findChildren(QPushButton)
    return next(button for button in buttons if name in (button.accessibleName(), button.text().split()[-1]))


def sentence(page: StepPage) -> str:
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible() and len(label.text()) > 30]
    return labels[0] if labels else ""


def point_of(diagram: Diagram, place: Place) -> QPoint:
    """Return a point on a box; of a link, on its label; of a bias that stands on its own, on that."""
    biases = dict(diagram.biases())
    return (biases[place] if place in biases else diagram.places().box(place)).center().toPoint()


def click(diagram: Diagram, place: Place) -> None:
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=point_of(diagram, place))


def change(diagram: Diagram, place: Place, text: str) -> None:
    """Change a number as a person does: double click, type, Enter."""
    click(diagram, place)
    QTest.mouseDClick(diagram, Qt.MouseButton.LeftButton, pos=point_of(diagram, place))
    editor = diagram.findChild(QLineEdit)
    assert editor is not None
    assert editor.isVisible()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert not editor.isVisible() or editor.property("invalid")


def laid_out(page: StepPage, qtbot: QtBot) -> None:
    """Wait until picture and working fill the page."""
    inner = page.width() - 24
    qtbot.waitUntil(lambda: page.body.width() == inner and page.body.working.mapTo(page, QPoint(0, 0)).x() > inner / 3)
    QApplication.processEvents()


# What is asked


def test_without_data_it_says_what_to_do_and_examples_work(page: StepPage) -> None:
    assert page.questions() == ()
    assert "Load data first" in sentence(page)
    example(page, "neuron")
    assert "9.7" in working(page)


def test_an_example_is_asked_until_it_is_answered(page: StepPage) -> None:
    example(page, "classic")
    assert page.questions() == ()
    page.body.picker.picked.emit(WeightAt(0, 1, 0))
    assert answer(page).picked.at == WeightAt(0, 1, 0)
    assert page.questions() == ()


def test_the_network_is_asked_about_what_goes_through_it(page: StepPage) -> None:
    run(page, {"model.hidden": [64]})
    assert asked(page).inputs == ExampleAt(Part.TRAIN, 0)
    page.set_input(PICTURE)
    assert asked(page).inputs is PICTURE
    page.set_input(Example(np.zeros((8, 8), dtype=np.uint8)))  # of the data before
    assert asked(page).inputs == ExampleAt(Part.TRAIN, 0)


def test_a_batch_is_as_large_as_the_experiments_and_no_larger_than_can_be(page: StepPage) -> None:
    run(page, {"training.batch_size": 15})
    QTest.mouseClick(_segment(page, "Batch"), Qt.MouseButton.LeftButton)
    assert asked(page).inputs == Batch(15)
    run(page, {"training.batch_size": 5000})
    assert asked(page).inputs == Batch(256)
    count = page.head.findChild(QSpinBox)
    assert count is not None
    count.setValue(3)
    assert asked(page).inputs == Batch(3)
    run(page, {"training.batch_size": 5000, "training.seed": 2})
    assert asked(page).inputs == Batch(3)


def _segment(page: StepPage, text: str) -> QPushButton:
    return next(button for button in page.head.findChildren(QPushButton) if button.text() == text)


def test_a_network_that_is_too_large_is_not_asked_about(page: StepPage) -> None:
    run(page, {"model.hidden": [4096]})
    assert page.questions() == ()
    assert "3\u202f256\u202f330 weights" in sentence(page)


def test_the_first_step_of_a_network_picks_what_carries_most_into_the_right_output(page: StepPage) -> None:
    run(page, {"model.hidden": [64]})
    page.set_input(PICTURE)
    step = wide_step(asked(page))
    page.show_answer(step)
    terms = step.layers[1].weight[3] * step.layers[0].outputs[0]
    assert asked(page).picked == WeightAt(1, 3, int(np.abs(terms).argmax()))


def test_the_first_pick_is_made_anew_for_the_first_input_but_not_for_the_next(page: StepPage) -> None:
    run(page, {"model.hidden": [64]})
    earlier = wide_step(asked(page))
    page.set_input(PICTURE)
    page.show_answer(earlier)  # of the example that stood in for an input
    page.show_answer(replace(wide_step(asked(page)), targets=np.eye(10)[[6]]))
    assert asked(page).picked.end == 6
    page.set_input(Example(PICTURE.values + 1))
    page.show_answer(wide_step(asked(page)))
    assert asked(page).picked.end == 6


def test_what_is_picked_stays_while_the_network_learns_and_with_the_next_run(page: StepPage) -> None:
    run(page, {"model.hidden": [64]})
    page.show_answer(wide_step(asked(page)))
    page.body.picker.picked.emit(WeightAt(0, 5, 300))
    for step in (10, 11):
        page.show_answer(wide_step(asked(page), step=step))
        assert asked(page).picked == WeightAt(0, 5, 300)
    run(page, {"model.hidden": [64], "training.seed": 4})
    assert asked(page).picked == WeightAt(0, 5, 300)


def test_an_answer_about_an_earlier_pick_is_left_alone(page: StepPage) -> None:
    example(page, "classic")
    before = working(page)
    page.body.picker.picked.emit(WeightAt(0, 1, 0))
    (earlier,) = page.questions()
    page.body.picker.picked.emit(WeightAt(1, 0, 0))
    late = answer_free(earlier)
    page.show_answer(late)
    assert working(page) == before


# The classic, once it is the network


def test_a_two_two_two_sigmoid_network_opens_as_the_classic_and_lets_go(page: StepPage) -> None:
    run(page, CLASSIC, POINTS)
    (question,) = page.questions()
    assert isinstance(question, AskHandExample)
    assert question.example.targets == (0.85, 0.30)
    combo = page.findChild(QComboBox)
    assert combo is not None
    assert combo.currentText() == "Two-two-two, the classic"
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    assert isinstance(asked(page), AskHandStep)
    run(page, {**CLASSIC, "training.seed": 3}, POINTS)  # the person's choice stands
    assert isinstance(asked(page), AskHandStep)


def test_another_network_opens_as_itself(page: StepPage) -> None:
    run(page, {**CLASSIC, "model.activation": "tanh"}, POINTS)
    assert isinstance(asked(page), AskHandStep)


# Stages


def test_the_stages_are_gone_through_with_the_numbers_of_each(page: StepPage) -> None:
    example(page, "classic")
    said = []
    for stage in Stage:
        assert page.stages.stage() is stage
        said.append(working(page))
        if stage is not Stage.STEP:
            QTest.mouseClick(stage_button(page, "Next stage"), Qt.MouseButton.LeftButton)
    assert [text in words for text, words in zip(STAGES, said, strict=True)] == [True] * 5
    assert not stage_button(page, "Next stage").isEnabled()
    QTest.mouseClick(stage_button(page, "Previous stage"), Qt.MouseButton.LeftButton)
    assert page.stages.stage() is Stage.BACKWARD


STAGES = ("0.8583102995", "0.096867268", "w5.grad", "−0.018375022", "0.268375022")


def test_arrow_keys_go_from_stage_to_stage(page: StepPage) -> None:
    example(page, "classic")
    first = stage_button(page, "forward")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert page.stages.stage() is Stage.LOSS
    assert "0.096867268" in working(page)


# The diagram


def test_a_link_or_a_neuron_is_picked_where_it_is_clicked(page: StepPage) -> None:
    example(page, "classic")
    diagram = page.body.diagram
    for place in (WeightAt(0, 1, 0), WeightAt(1, 1, None), WeightAt(1, 0, 1)):
        click(diagram, place)
        assert answer(page).picked.at == place
    assert "w6" in working(page)


def test_a_thin_link_is_hit_beside_its_label(page: StepPage) -> None:
    example(page, "classic")
    diagram = page.body.diagram
    near = diagram.places().link(WeightAt(0, 1, 0)).pointAt(0.8) + QPointF(0, 3)
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=near.toPoint())
    assert answer(page).picked.at == WeightAt(0, 1, 0)


def test_inputs_with_names_are_told_by_them(page: StepPage) -> None:
    table = replace(POINTS, family=Family.TABLE, feature_names=("petal length", "petal width"))
    run(page, {"model.hidden": [4]}, table)
    page.show_answer(wide_step(asked(page), (2, 4, 2)))
    diagram = page.body.diagram
    QTest.mouseMove(diagram, point_of(diagram, InputAt(1)))
    assert "petal width" in diagram.toolTip()


def test_arrow_keys_pick(page: StepPage) -> None:
    example(page, "classic")
    diagram = page.body.diagram
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right)
    places = []
    for key in keys:
        QTest.keyClick(diagram, key)
        places.append(diagram.focused())
    assert places == [
        WeightAt(0, 0, None),
        WeightAt(0, 0, 0),
        WeightAt(0, 0, 1),
        InputAt(1),
        WeightAt(0, 0, 1),
        WeightAt(0, 0, None),
    ]
    assert answer(page).picked.at == WeightAt(0, 0, None)


@pytest.mark.parametrize(
    ("place", "text", "value"),
    [
        (InputAt(0), "0,3", 0.3),
        (WeightAt(1, 0, 0), "-1.5", -1.5),
        (WeightAt(0, 1, None), "2", 2.0),
        (TargetAt(1), "0.99", 0.99),
    ],
)
def test_every_number_of_the_classic_can_be_changed_and_taken_back(
    page: StepPage, place: Place, text: str, value: float
) -> None:
    first = example(page, "classic")
    change(page.body.diagram, place, text)
    step = answer(page)
    numbers = {
        InputAt: lambda: step.inputs[0, 0],
        TargetAt: lambda: step.targets[0, 1],
        WeightAt: lambda: step.layers[1].weight[0, 0] if place == WeightAt(1, 0, 0) else step.layers[0].bias[1],
    }
    read: Callable[[], float] = numbers[type(place)]
    assert read() == value
    QTest.mouseClick(_segment(page, "Back to the textbook"), Qt.MouseButton.LeftButton)
    assert answer(page).loss == first.loss
    assert not _segment(page, "Back to the textbook").isEnabled()


def test_what_is_no_number_stays_to_be_put_right_and_escape_leaves_it(page: StepPage) -> None:
    step = example(page, "classic")
    change(page.body.diagram, InputAt(0), "abc")
    editor = page.body.diagram.findChild(QLineEdit)
    assert editor is not None
    assert editor.isVisible()
    assert editor.property("invalid")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert page.questions() == ()
    assert step.inputs[0, 0] == 0.1


@pytest.mark.parametrize(("text", "number"), [("−0,5", -0.5), (" 1e-3 ", 0.001), ("2x", None), ("1e9", None)])
def test_numbers_are_read_as_people_write_them(text: str, number: float | None) -> None:
    assert parsed_number(text) == number


def test_the_editor_opens_by_a_key(page: StepPage) -> None:
    example(page, "classic")
    QTest.keyClick(page.body.diagram, Qt.Key.Key_F2)
    editor = page.body.diagram.findChild(QLineEdit)
    assert editor is not None
    assert (editor.isVisible(), editor.text()) == (True, "0.25")


def test_the_rate_can_be_changed_and_one_that_cannot_be_is_marked(page: StepPage) -> None:
    example(page, "classic")
    field = page.head.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "-1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.property("invalid")
    assert page.questions() == ()
    field.selectAll()
    QTest.keyClicks(field, "2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert answer(page).rate == 2.0


def test_a_pixel_of_the_seven_is_turned_over_where_it_is_clicked(page: StepPage) -> None:
    step = example(page, "seven")
    diagram = page.body.diagram
    assert step.inputs[0, 12] == 0.0
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=diagram.places().picture.center().toPoint())
    assert answer(page).inputs[0].tolist() == [1.0 if i == 12 else value for i, value in enumerate(step.inputs[0])]
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=diagram.places().picture.center().toPoint())
    assert answer(page).inputs.tolist() == step.inputs.tolist()


def test_the_sevens_target_is_chosen_as_a_whole(page: StepPage) -> None:
    example(page, "seven")
    diagram = page.body.diagram
    QTest.mouseDClick(diagram, Qt.MouseButton.LeftButton, pos=point_of(diagram, TargetAt(2)))
    assert answer(page).targets[0].tolist() == [0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert "It is 2." not in working(page)
    page.stages.set_stage(Stage.LOSS)
    page.body.picker.picked.emit(WeightAt(0, 2, 0))
    answer(page)
    assert "It is 2." in working(page)


def test_no_two_boxes_lie_on_each_other_in_narrow_and_wide_rooms(page: StepPage, qtbot: QtBot) -> None:
    for name in ("neuron", "classic", "seven"):
        example(page, name)
        for width, height in ((680, 340), (940, 470), (1500, 900)):
            page.resize(width, height)
            laid_out(page, qtbot)
            places = page.body.diagram.places()
            boxes = [places.box(place) for place in places.boxes()]
            assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if a.intersects(b)]
            area = page.body.diagram.rect()
            assert all(area.contains(box.toAlignedRect()) for box in boxes)


def test_the_classic_needs_no_scrolling_in_the_least_room(page: StepPage, qtbot: QtBot) -> None:
    example(page, "classic")
    page.resize(680, 340)
    laid_out(page, qtbot)
    diagram = page.body.diagram
    viewport = diagram.parentWidget()
    assert viewport is not None
    assert diagram.width() <= viewport.width()
    assert diagram.height() <= viewport.height()


# Large networks


def test_a_large_network_is_strips_of_cells_and_a_click_picks(page: StepPage) -> None:
    run(page, {"model.hidden": [64]})
    page.show_answer(wide_step(asked(page)))
    strips = page.body.strips
    assert strips.isVisible()
    assert not page.body.diagram.isVisible()
    step = wide_step(asked(page))
    page.show_answer(step)
    _click_cell(strips, strips.places().layers[0].box(20).center())
    terms = step.layers[0].weight[20] * step.inputs[0]
    assert asked(page).picked == WeightAt(0, 20, int(np.abs(terms).argmax()))
    _click_cell(strips, strips.places().inputs.box(391).center())
    assert asked(page).picked == WeightAt(0, 20, 391)
    _click_cell(strips, strips.places().layers[0].box(7).center(), Qt.KeyboardModifier.ShiftModifier)
    assert asked(page).picked == WeightAt(1, 0, 7)
    QTest.keyClick(strips, Qt.Key.Key_Right)
    assert asked(page).picked == WeightAt(1, 1, 7)


def _click_cell(strips: Strips, point: QPointF, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(strips, Qt.MouseButton.LeftButton, modifier, point.toPoint())


def test_the_fields_pick_by_number_and_the_first_is_the_bias(page: StepPage) -> None:
    run(page, {"model.hidden": [64]})
    page.show_answer(wide_step(asked(page)))
    layer, end, start = page.body.picker.findChildren(QSpinBox)
    assert (layer.maximum(), end.maximum(), start.maximum()) == (2, 10, 64)
    layer.setValue(1)
    assert (end.maximum(), start.maximum()) == (64, 784)
    start.setValue(0)
    assert start.text() == "bias"
    assert asked(page).picked.start is None


def test_a_wide_layer_fits_into_its_strip_and_every_cell_can_be_hit(page: StepPage) -> None:
    run(page, {"model.hidden": [512, 300]})
    page.show_answer(wide_step(asked(page), (784, 512, 300, 10)))
    for width in (680, 1100):
        page.resize(width, 470)
        places = page.body.strips.places()
        for strip in (places.inputs, *places.layers):
            assert [strip.at(strip.box(index).center()) for index in range(strip.count)] == list(range(strip.count))
            assert strip.area.right() <= page.body.strips.width()


@pytest.mark.parametrize(("sizes", "facts"), [((784, 64, 10), MNIST), ((2, 4, 2), POINTS)])
def test_a_network_that_is_no_number_any_more_is_shown_all_the_same(
    page: StepPage, sizes: tuple[int, ...], facts: DataFacts
) -> None:
    run(page, {"model.hidden": sizes[1:-1]}, facts)
    step = wide_step(asked(page), sizes)
    for layer in step.layers:
        for values in (layer.weight, layer.outputs, layer.sums, layer.sum_gradients, layer.weight_gradient):
            values[:] = np.nan
    page.show_answer(step)
    for stage in (Stage.FORWARD, Stage.LOSS):
        page.stages.set_stage(stage)
        page.body.show_step(step, stage)
        assert not page.grab().isNull()
        assert "nan" in working(page)


def test_a_batch_says_that_the_first_is_shown(page: StepPage) -> None:
    run(page, {"model.hidden": [64]})
    QTest.mouseClick(_segment(page, "Batch"), Qt.MouseButton.LeftButton)
    page.show_answer(wide_step(asked(page), samples=4))
    assert any("first of 4" in text for text in _texts(page))
    page.stages.set_stage(Stage.LOSS)
    page.show_answer(wide_step(asked(page), samples=4))
    assert "E of sample 4" in working(page)


def _texts(page: StepPage) -> list[str]:
    return [widget.accessibleName() for widget in page.head.findChildren(object) if hasattr(widget, "accessibleName")]  # type: ignore[type-var]


def test_everything_is_painted_in_both_themes_at_every_stage(page: StepPage) -> None:
    step = example(page, "classic")
    pictures = set()
    for theme in (page.look.theme, DARK):
        page.look.set_theme(theme)
        for stage in Stage:
            page.body.show_step(step, stage)
            pictures.add(bytes(page.body.diagram.grab().toImage().constBits()))
    assert len(pictures) == 10


def test_controls_have_names_and_tips(page: StepPage) -> None:
    example(page, "classic")
    controls = [*page.findChildren(QPushButton), *page.findChildren(QSpinBox), *page.findChildren(QComboBox)]
    for control in controls:
        parent = control.parentWidget()
        assert control.toolTip() or (parent is not None and parent.toolTip()), control
        assert control.accessibleName() or (isinstance(control, QPushButton) and control.text())
