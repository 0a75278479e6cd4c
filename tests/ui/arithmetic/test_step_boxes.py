"""Whatever the numbers are, each text of the pictures stays in its place and none is written over another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from playground.core.by_hand import AskHandExample, HandExample, HandStep, Stage, WeightAt
from playground.core.hand_examples import classic, neuron, seven
from playground.engine.probes import answer_free
from playground.ui.arithmetic.step.box_sizes import Sizing
from playground.ui.arithmetic.step.diagram import Diagram
from playground.ui.arithmetic.step.diagram_texts import bias_texts, link_strengths, link_texts
from playground.ui.arithmetic.step.digits import Digits, short, shorter
from playground.ui.arithmetic.step.names import names_of
from playground.ui.arithmetic.step.places import InputAt, TargetAt
from playground.ui.arithmetic.step.pointing import moved
from playground.ui.arithmetic.step.strip_paint import scales
from playground.ui.arithmetic.step.strips import Strips
from playground.ui.look import REGULAR, Look
from playground.ui.network.letters import Letters
from playground.ui.network.sheet import Sheet, Side

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

FIRST = WeightAt(0, 0, 0)
DIGITS = tuple("0123456789")
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
SIZES = ((360, 230), (430, 330), (540, 380))


@dataclass(frozen=True, slots=True)
class Written:
    text: str
    area: QRectF


class NotingSheet(Sheet):
    """Notes where each text is written."""

    def __init__(self, painter: QPainter, look: Look, letters: Letters) -> None:
        super().__init__(painter, look, letters)
        self.written: list[Written] = []

    def text(
        self,
        area: QRectF,
        text: str,
        size: int = 12,
        weight: QFont.Weight = REGULAR,
        role: object = "text",
        side: Side = "left",
    ) -> None:
        width = self.letters.width(text, size, weight)
        left = {"left": area.left(), "centre": area.center().x() - width / 2, "right": area.right() - width}[side]
        if text:
            self.written.append(Written(text, QRectF(left, area.center().y() - 5, width, 10)))


def written_in(picture: Diagram | Strips) -> Sequence[Written]:
    image = QImage(picture.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet = NotingSheet(painter, picture.look, picture.letters)
    try:
        picture.paint_picture(sheet)
    finally:
        painter.end()
    return sheet.written


def overlapping(found: Sequence[Written]) -> Sequence[tuple[str, str]]:
    return [(a.text, b.text) for a, b in combinations(found, 2) if a.area.intersects(b.area)]


def step_of(example: HandExample, picked: WeightAt = FIRST) -> HandStep:
    step = answer_free(AskHandExample(example, picked))
    assert isinstance(step, HandStep)
    return step


def scaled(step: HandStep, factor: float) -> HandStep:
    """The step with numbers of another size everywhere."""
    layers = tuple(
        replace(layer, **{name: getattr(layer, name) * factor for name in layer.__dataclass_fields__})
        for layer in step.layers
    )
    return replace(step, inputs=step.inputs * factor, layers=layers)


@pytest.fixture
def diagram(qtbot: QtBot) -> Diagram:
    diagram = Diagram(Look())
    qtbot.addWidget(diagram)
    return diagram


@pytest.fixture
def strips(qtbot: QtBot) -> Strips:
    strips = Strips(Look())
    qtbot.addWidget(strips)
    strips.set_shape((5, 5))
    return strips


@pytest.mark.parametrize("factor", [1.0, -1.0, 2.345678e-82, -7.654321e5, -8.765e120])
@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("example", [classic(), neuron(), seven()], ids=["classic", "neuron", "seven"])
def test_no_text_leaves_its_box_or_lies_over_another(
    diagram: Diagram, example: HandExample, exact: bool, factor: float
) -> None:
    step = scaled(step_of(example), factor)
    for classes in (DIGITS, CLOTHES) if len(example.targets) == 10 else ((), ("iris versicolor", "iris setosa")):
        for size in SIZES:
            diagram.resize(*size)
            for stage in Stage:
                diagram.show_step(step, stage, names_of(step, classes), Digits(exact))
                diagram.resize(diagram.size().expandedTo(diagram.minimumSize()))
                diagram.arrange()
                found = written_in(diagram)
                assert overlapping(found) == []
                boxes = [diagram.places().box(place) for place in diagram.places().boxes()]
                inside = [(text, box) for text in found for box in boxes if text.area.intersects(box)]
                assert [text.text for text, box in inside if not box.contains(text.area)] == []
                assert len(inside) >= len(boxes)  # no box without a figure


@pytest.mark.parametrize("factor", [1.0, 2.6e-82, -4.567e9])
@pytest.mark.parametrize("width", [300, 420, 560])
def test_chips_always_hold_a_figure_and_a_name(strips: Strips, factor: float, width: int) -> None:
    step = scaled(step_of(seven()), factor)
    strips.resize(width, 300)
    for stage in Stage:
        strips.show_step(step, stage, names_of(step, CLOTHES), Digits(False))
        strips.arrange()
        found = written_in(strips)
        assert overlapping(found) == []
        (chips,) = strips.places().layers
        for index in range(10):
            inside = [text for text in found if chips.box(index).contains(text.area)]
            assert len(inside) == 2


# Figures


@pytest.mark.parametrize(("value", "last"), [(2.6e-82, "~0"), (-3.0, "−3"), (0.0, "0"), (1234567.8, "…")])
def test_figures_get_shorter_and_shorter(value: float, last: str) -> None:
    texts = shorter(value)
    assert texts[0] == short(value)
    if last in ("~0", "…"):
        assert texts[-1] == last
    else:
        assert last in texts
    assert "3e−82" in shorter(2.6e-82)


def test_what_is_not_quite_one_is_not_called_one() -> None:
    assert [short(0.999999), short(-0.99999, 3), short(1.0), short(0.9994, 3)] == ["0.9999", "−0.999", "1", "0.999"]
    assert all(float(text) < 1 for text in shorter(0.999999)[:4])


def test_gradients_have_three_digits(diagram: Diagram) -> None:
    step = step_of(classic())
    diagram.resize(900, 400)
    diagram.show_step(step, Stage.BACKWARD, names_of(step), Digits(True))
    diagram.arrange()
    texts = [written.text for written in written_in(diagram)]
    assert {"−0.148", "−0.0309", "0.415"} <= set(texts)


# What stands where


def test_the_classic_shows_its_weights_by_name_and_its_biases(diagram: Diagram) -> None:
    step = step_of(classic())
    diagram.resize(540, 330)
    diagram.show_step(step, Stage.FORWARD, names_of(step), Digits(True))
    diagram.arrange()
    texts = [written.text for written in written_in(diagram)]
    assert {"w1 0.05", "w4 0.2", "w5 0.25", "w8 0.4"} <= set(texts)
    assert (texts.count(" = 0.35"), texts.count(" = 0.5"), texts.count("b")) == (2, 2, 4)  # with h1 to o2 lower down


def test_at_the_step_the_picture_shows_how_each_bias_moves_where_it_does(diagram: Diagram) -> None:
    learned = step_of(replace(classic(), biases_fixed=False))
    diagram.resize(900, 400)
    for step, moves in ((learned, True), (step_of(classic()), False)):
        diagram.show_step(step, Stage.STEP, names_of(step), Digits(True))
        diagram.arrange()
        found = " ".join(written.text for written in written_in(diagram))
        # Less rate 1 times the gradients -0.030878 and 0.084558 by the sums of the outputs.
        assert ("b o1  0.5 → 0.5309" in found, "b o2  0.5 → 0.4154" in found) == (moves, moves)
        assert ("b o1  = 0.5" in found) is not moves


def test_a_bias_that_is_long_is_shown_by_what_it_becomes(diagram: Diagram) -> None:
    step = step_of(replace(classic(), biases_fixed=False))
    assert bias_texts(step, Stage.STEP, names_of(step), WeightAt(1, 0, None), 4)[:3] == [
        "b_{o1} 0.5 → 0.5309",
        "0.5 → 0.5309",
        "→ 0.5309",
    ]


def test_low_boxes_say_which_figures_they_hold(diagram: Diagram) -> None:
    step = step_of(seven())
    diagram.resize(560, 380)
    for stage, head in ((Stage.FORWARD, "out · Softmax · Σ = 1"), (Stage.BACKWARD, "∂E/∂net"), (Stage.STEP, "∂E/∂net")):
        diagram.show_step(step, stage, names_of(step, DIGITS), Digits(True))
        diagram.arrange()
        assert head in [written.text for written in written_in(diagram)]


def test_a_double_click_changes_what_is_given_and_not_what_is_worked_out(diagram: Diagram) -> None:
    step = step_of(classic())
    diagram.resize(540, 380)
    diagram.set_way(editable=True, side=0)
    diagram.show_step(step, Stage.FORWARD, names_of(step), Digits(True))
    diagram.show()
    editor = diagram.findChild(QLineEdit)
    assert editor is not None
    hidden = WeightAt(0, 1, None)
    _double_click(diagram, diagram.places().box(hidden).center().toPoint())
    assert not editor.isVisible()
    bias = dict(diagram.biases())[hidden]
    _double_click(diagram, bias.center().toPoint())
    assert (editor.isVisible(), editor.text(), editor.accessibleName()) == (True, "0.35", "Bias of h2")


@pytest.mark.parametrize(
    ("place", "name"),
    [(InputAt(1), "Input x2"), (TargetAt(0), "Target of o1"), (WeightAt(1, 0, 1), "w6, h2 → o1")],
)
def test_each_field_has_a_name(diagram: Diagram, place: InputAt | TargetAt | WeightAt, name: str) -> None:
    step = step_of(classic())
    diagram.resize(540, 380)
    diagram.set_way(editable=True, side=0)
    diagram.show_step(step, Stage.FORWARD, names_of(step), Digits(True))
    diagram.show()
    _double_click(diagram, diagram.places().box(place).center().toPoint())
    editor = diagram.findChild(QLineEdit)
    assert editor is not None
    assert (editor.isVisible(), editor.accessibleName(), editor.toolTip()) == (True, name, name)


def _double_click(diagram: Diagram, point: QPoint) -> None:
    QTest.mouseDClick(diagram, Qt.MouseButton.LeftButton, pos=point)


def test_the_picked_links_label_stays_where_there_is_little_room(diagram: Diagram) -> None:
    step = step_of(classic(), WeightAt(1, 1, 0))
    for size in SIZES:
        diagram.resize(*size)
        for stage in Stage:
            diagram.show_step(step, stage, names_of(step), Digits(True))
            diagram.arrange()
            labels = diagram.labels()
            assert WeightAt(1, 1, 0) in [label.at for label in labels]
            assert not [1 for a, b in combinations(labels, 2) if a.area.intersects(b.area)]


def test_empty_gradients_have_no_strength_and_the_others_their_own() -> None:
    step = step_of(classic())
    assert not link_strengths(step, Stage.ZERO_GRAD, 0).any()
    for stage, values in ((Stage.FORWARD, step.layers[0].weight), (Stage.BACKWARD, step.layers[0].weight_gradient)):
        expected = values / np.abs(values).max()
        assert link_strengths(step, stage, 0) == pytest.approx(expected)
    assert link_texts(step, Stage.ZERO_GRAD, names_of(step), WeightAt(0, 0, 0), 4)[0] == ["w1.grad", "0"]


def test_shades_come_with_how_large_the_largest_is() -> None:
    assert scales(np.array([0.1, -2.6e-3]))[0] == "up to ±0.1"
    assert scales(np.array([0.0, 2.6e-82]))[0] == "up to 2.6e−82"
    assert scales(np.zeros(3)) == []


def test_the_heads_of_strips_say_what_the_cells_hold(strips: Strips) -> None:
    step = step_of(seven())
    strips.resize(500, 300)
    strips.show_step(step, Stage.BACKWARD, names_of(step, DIGITS), Digits(False))
    strips.arrange()
    texts = [written.text for written in written_in(strips)]
    assert "10 · ∂E/∂net · up to ±0.86" in texts
    assert "gradients of 0" in texts


def test_left_of_a_target_is_its_output() -> None:
    assert moved(TargetAt(1), -1, 0, (2, 3, 2)) == WeightAt(1, 1, None)


def test_inputs_have_room_for_the_widest_of_their_numbers(qtbot: QtBot) -> None:
    look = Look()
    wide = step_of(replace(neuron(), inputs=(1.0, -123456.0, 70.0)))
    plain = step_of(neuron())
    widths = [
        Sizing(step, names_of(step), True, 0, Letters(look), QSizeF(540, 380)).fitting()[1].inputs[0].width()
        for step in (plain, wide)
    ]
    assert widths[1] > widths[0]
