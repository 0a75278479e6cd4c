"""Large networks on the page "One step": what a click picks, what is painted where, and the fields beside."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QSizeF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from playground.core.by_hand import AskHandExample, HandExample, HandStep, Stage, WeightAt
from playground.core.experiment import Experiment
from playground.core.hand_examples import classic
from playground.core.model_options import Activation, OutputActivation
from playground.core.probes import ExampleAt, Part
from playground.core.training_options import Loss
from playground.engine.probes import answer_free
from playground.ui.arithmetic.step.body import StepBody
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.names import Names, names_of
from playground.ui.arithmetic.step.number_editor import NumberEditor
from playground.ui.arithmetic.step.picker import WeightPicker
from playground.ui.arithmetic.step.sources import RunNow
from playground.ui.arithmetic.step.step_words import network_words
from playground.ui.arithmetic.step.strip_places import arranged
from playground.ui.arithmetic.step.strips import Strips
from playground.ui.arithmetic.step_page import StepPage
from playground.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")


def made_step(sizes: Sequence[int], seed: int = 5) -> HandStep:
    """A step of a network of these sizes, the inputs first, computed by the engine."""
    draw = np.random.default_rng(seed)
    pairs = list(itertools.pairwise(sizes))
    example = HandExample(
        inputs=tuple(draw.normal(size=sizes[0]).tolist()),
        weights=tuple(tuple(map(tuple, draw.normal(size=(end, start)).tolist())) for start, end in pairs),
        biases=tuple(tuple(draw.normal(size=end).tolist()) for _, end in pairs),
        activation=Activation.RELU,
        output_activation=OutputActivation.IDENTITY,
        targets=tuple(float(index == 3) for index in range(sizes[-1])),
        error=classic().error,
        learning_rate=0.1,
    )
    step = answer_free(AskHandExample(example, WeightAt(0, 0, 0)))
    assert isinstance(step, HandStep)
    return replace(step, labels=np.array([3]), loss_name=Loss.MSE)


@pytest.fixture
def strips(qtbot: QtBot) -> Strips:
    strips = Strips(Look())
    qtbot.addWidget(strips)
    strips.set_shape((5, 5))
    strips.resize(560, 360)
    return strips


def show(strips: Strips, step: HandStep, stage: Stage = Stage.FORWARD) -> None:
    strips.show_step(step, stage, names_of(step, CLOTHES), Digits(False))
    strips.show()
    QApplication.processEvents()


def click(strips: Strips, point: QPointF) -> None:
    QTest.mouseClick(strips, Qt.MouseButton.LeftButton, pos=point.toPoint())


def picked(strips: Strips) -> list[WeightAt]:
    found: list[WeightAt] = []
    strips.picked.connect(found.append)
    return found


def test_a_pixel_is_followed_into_the_neuron_that_was_picked_last(strips: Strips) -> None:
    show(strips, made_step((25, 12, 10)))
    strips.pick(WeightAt(0, 7, 2))
    strips.pick(WeightAt(1, 3, 7))
    found = picked(strips)
    click(strips, strips.places().inputs.box(11).center())
    assert found == [WeightAt(0, 7, 11)]


def test_a_pixel_is_followed_into_the_most_active_neuron_where_none_was_picked(strips: Strips) -> None:
    step = made_step((25, 12, 10))
    most = int(step.layers[0].outputs[0].argmax())
    assert most != 0
    show(strips, step)
    strips.pick(WeightAt(1, 3, 0))
    found = picked(strips)
    click(strips, strips.places().inputs.box(11).center())
    assert found == [WeightAt(0, most, 11)]


def test_what_holds_a_neuron_down_most_counts_as_what_sends_most(strips: Strips) -> None:
    step = made_step((25, 12, 10))
    terms = step.layers[0].weight * step.inputs[0]
    end = next(end for end in range(12) if np.abs(terms[end]).argmax() != terms[end].argmax())
    show(strips, step)
    found = picked(strips)
    click(strips, strips.places().layers[0].box(end).center())
    assert found == [WeightAt(0, end, int(np.abs(terms[end]).argmax()))]


def image(strips: Strips) -> QImage:
    return strips.grab().toImage()


def test_the_chip_of_the_true_class_alone_is_named_in_the_accent(strips: Strips) -> None:
    step = made_step((25, 12, 10))
    show(strips, step)
    strips.pick(WeightAt(0, 0, 0))
    accent = strips.look.theme.color("accent")
    picture = image(strips)
    chips = strips.places().layers[-1]
    colored = [index for index in range(10) if _nearest(picture, chips.box(index).toRect(), accent) < 40]
    assert colored == [3]


def _nearest(picture: QImage, area: QRect, color: QColor) -> int:
    """Return how near the nearest point of `area` comes to `color`, as a sum over red, green and blue."""
    points = [
        picture.pixelColor(x, y) for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom())
    ]
    return min(
        abs(p.red() - color.red()) + abs(p.green() - color.green()) + abs(p.blue() - color.blue()) for p in points
    )


def test_of_a_batch_the_inputs_of_the_first_sample_are_painted(strips: Strips) -> None:
    step = made_step((25, 12, 10))
    show(strips, step)
    alone = image(strips)
    show(strips, replace(step, inputs=np.vstack([step.inputs, -step.inputs])))
    assert image(strips) == alone


def test_the_link_to_a_lower_output_leaves_those_above_it_whole(strips: Strips) -> None:
    step = made_step((25, 12, 10))
    strips.resize(340, 330)
    show(strips, step)
    chips = strips.places().layers[-1]
    assert chips.across == 5
    strips.pick(WeightAt(1, 1, 6))
    before = image(strips)
    strips.pick(WeightAt(1, 6, 6))  # below it, where the link goes through
    above = chips.box(1).adjusted(4, 4, -4, -4).toRect()
    assert image(strips).copy(above) == before.copy(above)
    start, end = strips.places().layers[0].box(6), chips.box(6)
    link = QLineF(start.center().x(), start.bottom(), end.center().x(), end.top())
    at = link.pointAt(5 / link.dy()).toPoint()  # above the outputs and their head
    assert image(strips).pixel(at) != before.pixel(at)


def test_two_rows_of_outputs_fit_into_the_room() -> None:
    places = arranged((784, 300, 10), (28, 28), QSizeF(340, 250))
    assert places.layers[-1].across == 5
    assert places.height <= 250


@pytest.mark.parametrize(("width", "in_diagram"), [(8, True), (9, False)])
def test_up_to_eight_neurons_abreast_are_a_diagram(qtbot: QtBot, width: int, in_diagram: bool) -> None:
    body = StepBody(Look())
    qtbot.addWidget(body)
    body.resize(900, 400)
    body.show()
    body.show_step(made_step((4, width, 4)), Stage.FORWARD)
    assert body.diagram.isVisible() is in_diagram
    assert body.strips.isVisible() is not in_diagram


@pytest.mark.parametrize(("asked", "count"), [(None, 2), (ExampleAt(Part.TRAIN, 3), 1)])
def test_what_stands_in_for_an_input_is_told(asked: ExampleAt | None, count: int) -> None:
    run = RunNow(Experiment(), MNIST_FACTS, asked)
    texts = network_words(made_step((25, 12, 10)), run)
    assert len(texts) == count
    assert ("until you try something" in texts[0]) is (asked is None)


# Fields


@pytest.fixture
def picker(qtbot: QtBot) -> Iterator[WeightPicker]:
    """One in a wide window, in which it can be of any width."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(500, 40)
    picker = WeightPicker(window)
    picker.resize(470, 30)
    window.show()
    yield picker
    window.close()


@pytest.mark.parametrize("classes", [tuple("0123456789"), CLOTHES])
def test_the_field_of_an_output_says_its_class(picker: WeightPicker, classes: tuple[str, ...]) -> None:
    names = Names((784, 64, 64, 10), classes)
    layer, end, start = picker.findChildren(QSpinBox)
    for index, name in enumerate(classes):
        picker.show_picked(WeightAt(2, index, 63), names)
        QApplication.processEvents()
        assert end.text() == f"{index + 1} ({name})"
        assert name in end.toolTip()
        assert end.fontMetrics().horizontalAdvance(end.text()) <= end.lineEdit().width()
        assert layer.geometry().right() < end.x() < end.geometry().right() < start.x()
        assert start.geometry().right() < picker.width()
    picker.show_picked(WeightAt(1, 5, 63), names)
    assert end.text() == "6"
    assert "stands for" not in end.toolTip()


def test_a_class_that_has_no_room_is_cut_and_told_when_pointed_at(picker: WeightPicker) -> None:
    end = picker.findChildren(QSpinBox)[1]
    picker.show_picked(WeightAt(1, 9, 3), Names((784, 64, 10), CLOTHES))
    whole = picker.minimumSizeHint().width()
    for missing, text in ((0, "10 (Ankle boot)"), (20, "10 (Ank"), (200, "10")):
        picker.resize(whole - missing, 30)
        QApplication.processEvents()
        assert end.text().startswith(text)
        assert "Ankle boot" in end.toolTip()
        assert picker.minimumSizeHint().width() <= whole - missing or end.text() == "10"


def test_a_class_beside_the_number_is_not_in_the_way_of_typing(picker: WeightPicker) -> None:
    picker.show_picked(WeightAt(1, 5, 3), Names((784, 64, 10), CLOTHES))
    found: list[WeightAt] = []
    picker.picked.connect(found.append)
    end = picker.findChildren(QSpinBox)[1]
    end.selectAll()
    QTest.keyClicks(end, "10")
    QTest.keyClick(end, Qt.Key.Key_Return)
    assert found == [WeightAt(1, 9, 3)]


@pytest.mark.parametrize("index", [0, 1, 2, 3])
def test_the_wheel_turns_no_field_that_has_no_focus(qtbot: QtBot, index: int) -> None:
    page = StepPage(Look())
    qtbot.addWidget(page)
    page.resize(940, 470)
    page.show_run(Experiment().changed({"model.hidden": [64]}), replace(MNIST_FACTS, train_count=60_000))
    page.show_part("batch")
    page.body.picker.show_picked(WeightAt(0, 5, 5), Names((784, 64, 10)))
    page.show()
    box = page.findChildren(QSpinBox)[index]
    page.head.setFocus()
    before = box.value()
    point = QPointF(box.rect().center())
    wheel = QWheelEvent(
        point,
        QPointF(box.mapToGlobal(point.toPoint())),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.value() == before


@pytest.mark.parametrize(
    ("reason", "entered"), [(Qt.FocusReason.TabFocusReason, [0.5]), (Qt.FocusReason.PopupFocusReason, [])]
)
def test_a_menu_over_the_field_does_not_end_it(qtbot: QtBot, reason: Qt.FocusReason, entered: Sequence[float]) -> None:
    body = StepBody(Look())
    qtbot.addWidget(body)
    body.show()
    editor = NumberEditor(body)
    found: list[float] = []
    editor.entered.connect(found.append)
    editor.open_over(body.rect(), "0.25", "w1")
    QTest.keyClicks(editor, "0.5")
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut, reason))
    assert found == entered
    assert editor.isVisible() is not bool(entered)
