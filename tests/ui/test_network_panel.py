from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest
import torch
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing, Family
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.probes import AskFlow, AskPlane, AskPoints, Example, ExampleAt, Flow, Input, Part, Question
from playground.core.rules import layer_sizes
from playground.core.snapshot import NetworkState
from playground.data.dataset import DataSet
from playground.engine.model import Network, build
from playground.engine.probes import Prober
from playground.ui.input_switch import InputChoice
from playground.ui.look import Look
from playground.ui.network.diagram import NetworkDiagram
from playground.ui.network.layout import lay_out
from playground.ui.network.painted import Painted
from playground.ui.network.places import Layout
from playground.ui.network.plane_diagram import PlaneDiagram
from playground.ui.network.plane_places import lay_out_plane
from playground.ui.network.structure import Structure
from playground.ui.network.surface_view import SurfaceView
from playground.ui.network.words import (
    arithmetic,
    figure,
    patterns_subtitle,
    patterns_title,
    weight_figure,
)
from playground.ui.network_panel import NetworkPanel
from playground.ui.segments import SegmentedControl
from playground.ui.theme import DARK

# Qt's offscreen plugin says this of every window that has a layout.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

WIDTH, HEIGHT = 1070, 476


class Bench:
    """A panel in a window, and a network that answers its questions."""

    def __init__(self, panel: NetworkPanel, experiment: Experiment, data: DataSet) -> None:
        generator = torch.Generator().manual_seed(4)
        sizes = layer_sizes(experiment, data.facts.input_count, data.facts.class_count)
        self.panel = panel
        self.experiment = experiment
        self.facts = data.facts
        self.network: Network = build(sizes, experiment.model, generator, generator)
        self._prober = Prober(experiment, data)

    def state(self) -> NetworkState:
        weights = {name: tensor.numpy().copy() for name, tensor in self.network.state_dict().items()}
        return NetworkState(run_id=1, step=3, epoch=0.1, weights=weights)

    def ask(self, question: Question) -> object:
        return self._prober.answer(question, self.state())

    def answer_all(self) -> None:
        for question in self.panel.questions():
            self.panel.show_answer(self.ask(question))

    @property
    def structure(self) -> Structure:
        return Structure.of(self.experiment, self.facts)


def _facts(family: Family, shape: tuple[int, ...], classes: tuple[str, ...]) -> DataFacts:
    columns = 1 if family is Family.IMAGE else shape[0]
    return DataFacts(
        name="made",
        title="Made",
        family=family,
        drawing=Drawing.MNIST if family is Family.IMAGE else Drawing.NONE,
        input_shape=shape,
        class_names=classes,
        feature_names=() if family is Family.IMAGE else tuple(f"feature {number}" for number in range(columns)),
        train_count=30,
        test_count=20,
        official_split=False,
        low=(0.0,) * columns,
        high=(255.0,) * columns,
        mean=(0.0,) * columns,
        deviation=(1.0,) * columns,
        shift=(0.0,) * columns,
        scale=(1 / 255 if family is Family.IMAGE else 1.0,) * columns,
        stroke_width=2.0,
        fingerprint=f"{family}{shape}{classes}",
    )


def _data(facts: DataFacts) -> DataSet:
    generator = torch.Generator().manual_seed(2)
    if facts.family is Family.IMAGE:
        inputs = torch.randint(1, 256, (50, *facts.input_shape), generator=generator, dtype=torch.uint8)
    else:
        inputs = torch.randn(50, *facts.input_shape, generator=generator) * 2
    labels = torch.arange(50) % facts.class_count
    return DataSet(facts, inputs[:30], labels[:30], inputs[30:], labels[30:])


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[NetworkPanel]:
    made = NetworkPanel(Look())
    made.resize(WIDTH, HEIGHT)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def bench(panel: NetworkPanel) -> Callable[..., Bench]:
    def make(
        family: Family, hidden: tuple[int, ...] = (20, 9), classes: tuple[str, ...] = ("0", "1", "2"), **model: object
    ) -> Bench:
        shape = {Family.IMAGE: (8, 8), Family.PLANE: (2,), Family.TABLE: (5,)}[family]
        values: dict[str, object] = {"model.hidden": list(hidden)}
        values |= {f"model.{name}": value for name, value in model.items()}
        if model.get("output") == "single":
            values["training.loss"] = "bce"
        facts = _facts(family, shape, classes)
        made = Bench(panel, Experiment().changed(values), _data(facts))
        panel.show_facts(made.experiment, made.facts)
        return made

    return make


def _layout(bench: Bench) -> Layout:
    return lay_out(bench.structure, WIDTH, HEIGHT, Look())


def _picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def _diagram(panel: NetworkPanel) -> NetworkDiagram:
    (found,) = panel.findChildren(NetworkDiagram)
    return found


def _any_diagram(panel: NetworkPanel) -> Painted:
    """Return the diagram that is seen, not the decision surface beside it."""
    (found,) = [each for each in panel.findChildren(Painted) if each.isVisible() and not isinstance(each, SurfaceView)]
    return found


def _hover(widget: QWidget, point: QPointF) -> None:
    QTest.mouseMove(widget, point.toPoint())
    QApplication.processEvents()


def _input_control(panel: NetworkPanel) -> SegmentedControl:
    (found,) = [control for control in panel.header_controls() if isinstance(control, SegmentedControl)]
    return found


def test_the_skeleton_is_drawn_before_any_answer(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    image = _picture(made.panel)
    layout = _layout(made)
    assert layout.tiles is not None
    assert image.pixelColor(layout.tiles.rect(7).center().toPoint()).name() == Look().theme.sunken.lower()
    middle = layout.layers[1].centre(0) - QPointF(layout.layers[1].diameter / 2 - 0.5, 0)
    assert image.pixelColor(middle.toPoint()) != QColor(Look().theme.surface)


def _asked(panel: NetworkPanel) -> Input:
    (question,) = [question for question in panel.questions() if isinstance(question, AskFlow)]
    return question.input


def test_the_first_test_example_is_asked_about_at_once(bench: Callable[..., Bench]) -> None:
    assert _asked(bench(Family.IMAGE).panel) == ExampleAt(Part.TEST, 0)


def test_a_drawing_is_asked_about_once_it_is_taken(bench: Callable[..., Bench], qtbot: QtBot) -> None:
    panel = bench(Family.IMAGE).panel
    drawing = Example(np.full((8, 8), 9, dtype=np.uint8))
    with qtbot.assertNotEmitted(panel.questions_changed):
        panel.set_drawing(drawing)
    assert _asked(panel) == ExampleAt(Part.TEST, 0)
    with qtbot.waitSignal(panel.questions_changed):
        panel.show_input("drawing")
    assert _asked(panel) is drawing
    assert _input_control(panel).value() == "drawing"
    panel.set_sample(ExampleAt(Part.TRAIN, 5))
    assert _asked(panel) is drawing
    panel.show_input("sample")
    assert _asked(panel) == ExampleAt(Part.TRAIN, 5)


def test_the_control_in_the_head_takes_the_input(bench: Callable[..., Bench], qtbot: QtBot) -> None:
    panel = bench(Family.IMAGE).panel
    button = _input_control(panel).findChildren(QPushButton)[0]
    assert button.text() == "My drawing"
    with qtbot.waitSignal(panel.questions_changed):
        button.click()
    assert isinstance(_asked(panel), Example)


def test_inputs_are_named_as_the_data_does(bench: Callable[..., Bench]) -> None:
    panel = bench(Family.TABLE).panel
    assert [button.text() for button in _input_control(panel).findChildren(QPushButton)] == ["My row", "Test row"]
    panel.set_sample(ExampleAt(Part.TRAIN, 1))
    assert _input_control(panel).findChildren(QPushButton)[1].text() == "Training row"


def test_it_tells_which_input_is_taken_and_what_both_are_called(bench: Callable[..., Bench]) -> None:
    panel = bench(Family.IMAGE).panel
    told: list[InputChoice] = []
    panel.choice_changed.connect(told.append)
    panel.show_input("drawing")
    panel.set_sample(ExampleAt(Part.TRAIN, 1))
    assert told == [
        InputChoice("drawing", "My drawing", "Test image", offered=True),
        InputChoice("drawing", "My drawing", "Training image", offered=True),
    ]
    panel.show_missing("There is no network.", "")
    assert not told[-1].offered
    assert _input_control(panel).isHidden()


def test_other_data_take_a_drawing_of_another_shape_away(bench: Callable[..., Bench]) -> None:
    panel = bench(Family.IMAGE).panel
    panel.set_drawing(Example(np.ones((8, 8), dtype=np.uint8)))
    panel.set_sample(ExampleAt(Part.TRAIN, 7))
    panel.show_input("drawing")
    bench(Family.TABLE)
    asked = _asked(panel)
    assert isinstance(asked, Example)
    assert asked.values.shape == (5,)
    panel.show_input("sample")
    assert _asked(panel) == ExampleAt(Part.TEST, 0)


def test_without_a_drawing_only_the_weights_are_shown(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    made.answer_all()
    fed = _picture(made.panel)
    made.panel.show_input("drawing")
    made.answer_all()
    bare = _picture(made.panel)
    layout, theme = _layout(made), Look().theme
    assert layout.picture is not None
    assert layout.tiles is not None
    shown = {bare.pixelColor(QPoint(round(x), round(layout.answers.spots.y[1]))).name() for x in (900, 950)}
    assert shown == {theme.track.lower()}
    corner = layout.picture.topLeft().toPoint() + QPoint(4, 4)
    assert bare.pixelColor(corner) == QColor(theme.paper)
    assert fed.pixelColor(corner) != QColor(theme.paper)
    assert bare.pixelColor(layout.tiles.rect(2).center().toPoint()) != QColor(theme.sunken)


def test_patterns_have_the_colours_of_their_weights(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    with torch.no_grad():
        first = made.network.linear_layers()[0]
        first.weight.zero_()
        first.weight[0], first.weight[1] = 0.5, -0.5
        first.bias.fill_(1.0)
    made.answer_all()
    image, layout, theme = _picture(made.panel), _layout(made), Look().theme
    assert layout.tiles is not None
    colors = [image.pixelColor(layout.tiles.rect(number).center().toPoint()).name() for number in (0, 2)]
    assert colors == [theme.diverging[-1].lower(), theme.diverging[3].lower()]
    lowering = image.pixelColor(layout.tiles.rect(1).center().toPoint())  # silent: 30 % of the map's other end
    assert lowering.red() > lowering.green() > lowering.blue() > QColor(theme.diverging[0]).blue()


def test_lit_circles_and_the_answer_follow_the_network(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    with torch.no_grad():
        for linear in made.network.linear_layers():
            linear.weight.zero_()
        made.network.linear_layers()[0].bias.copy_(torch.tensor([-1.0] * 19 + [2.0]))
        made.network.linear_layers()[-1].bias.copy_(torch.tensor([0.0, 9.0, 0.0]))
    made.answer_all()
    image, layout, theme = _picture(made.panel), _layout(made), Look().theme
    circles = layout.layers[0]
    assert image.pixelColor(circles.centre(19).toPoint()).name() == theme.diverging[-1].lower()
    assert image.pixelColor(circles.centre(3).toPoint()) == QColor(theme.surface)
    bars = [
        image.pixelColor(QPoint(round(layout.answers.text_left + 20), round(y))).name() for y in layout.answers.spots.y
    ]
    assert bars == [theme.track.lower(), theme.accent.lower(), theme.track.lower()]


def test_a_late_answer_of_another_network_changes_nothing(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    old = [made.ask(question) for question in made.panel.questions()]
    now = bench(Family.IMAGE, (7,))
    now.answer_all()
    before = _picture(now.panel)
    for answer in old:
        now.panel.show_answer(answer)
    assert _picture(now.panel) == before


@pytest.mark.parametrize("family", [Family.IMAGE, Family.PLANE])
def test_a_diverged_network_leaves_the_last_good_picture(bench: Callable[..., Bench], family: Family) -> None:
    made = bench(family, classes=("0", "1"))
    made.panel.set_drawing(Example(np.ones(made.facts.input_shape)))
    made.answer_all()
    before = _picture(made.panel)
    with torch.no_grad():
        made.network.linear_layers()[1].weight.fill_(torch.nan)
    for question in made.panel.questions():
        if not isinstance(question, AskPoints):
            made.panel.show_answer(made.ask(question))
    assert _picture(made.panel) == before


def test_more_than_two_classes_colour_the_surface_by_the_answer(bench: Callable[..., Bench]) -> None:
    made = bench(Family.PLANE, (), ("a", "b", "c"))
    with torch.no_grad():
        (linear,) = made.network.linear_layers()
        linear.weight.zero_()
        linear.bias.copy_(torch.tensor([0.0, 0.0, 20.0]))
    made.answer_all()
    (surface,) = made.panel.findChildren(SurfaceView)
    ground, ink = QColor(Look().theme.surface), Look().theme.class_color(2)
    found = _picture(surface).pixelColor(34, 56)
    assert found.red() == pytest.approx(0.4 * ground.red() + 0.6 * ink.red(), abs=2)
    assert found.green() == pytest.approx(0.4 * ground.green() + 0.6 * ink.green(), abs=2)


def test_a_clicked_neuron_is_told_and_framed(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    made.answer_all()
    diagram, layout = _diagram(made.panel), _layout(made)
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=layout.layers[0].centre(4).toPoint())
    assert "Neuron 5," in diagram.accessibleDescription()
    assert layout.tiles is not None
    frame = layout.tiles.rect(4).topLeft().toPoint() - QPoint(2, 2)
    assert _picture(made.panel).pixelColor(frame) == QColor(Look().theme.text)
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=layout.layers[1].centre(2).toPoint())
    assert "Layer 2, neuron 3," in diagram.accessibleDescription()


def test_a_neuron_tells_its_arithmetic(bench: Callable[..., Bench]) -> None:
    made = bench(Family.TABLE, (6,))
    with torch.no_grad():
        first = made.network.linear_layers()[0]
        first.weight.fill_(1.0)
        first.bias.fill_(-0.25)
    made.panel.set_drawing(Example(np.array([1, 2, 3, 4, 5], dtype=np.float32)))
    made.panel.show_input("drawing")
    made.answer_all()
    diagram, layout = _diagram(made.panel), _layout(made)
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=layout.layers[0].centre(1).toPoint())
    said = diagram.accessibleDescription()
    assert said == "Layer 1, neuron 2, features × weights 15.00 + bias −0.25, ReLU: fires 14.75"


def test_in_a_narrow_column_no_part_of_the_arithmetic_is_without_its_name(bench: Callable[..., Bench]) -> None:
    made = bench(Family.TABLE, (6,))
    flow = made.ask(AskFlow(Example(np.ones(5, dtype=np.float32))))
    assert isinstance(flow, Flow)
    said = arithmetic(made.structure, flow, 0, 0)
    for names in (said.incoming_names, said.bias_names):
        assert len(names[-1]) < len("fires")  # which fits in heavier letters


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3.694, "3.69"),
        (-0.0031, "−0.0031"),
        (-12345.6, "−12\u202f346"),
        (99999.0, "99\u202f999"),
        (-13323302.47, "−1.332e7"),
        (2e5, "2.000e5"),
    ],
)
def test_figures_stay_short(value: float, written: str) -> None:
    assert figure(value) == written


@pytest.mark.parametrize(
    ("value", "written"), [(0.26, "0.26"), (0.0347, "0.035"), (3712345.0, "3.712e6"), (1234.0, "1\u202f234")]
)
def test_weights_stay_short(value: float, written: str) -> None:
    assert weight_figure(value) == written


def test_the_pattern_shown_large_is_one_of_a_ringed_circle(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    made.answer_all()
    diagram, layout = _diagram(made.panel), _layout(made)
    assert layout.tiles is not None
    assert len(_ringed(made.panel, layout)) == 1
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=layout.tiles.rect(6).center().toPoint())
    assert _ringed(made.panel, layout) == [6]
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=layout.layers[1].centre(2).toPoint())
    assert _ringed(made.panel, layout) == [6]


def _ringed(panel: NetworkPanel, layout: Layout) -> list[int]:
    """Return the neurons of the first layer whose circle has a dark ring."""
    image, circles = _picture(panel), layout.layers[0]
    reach = QPointF(0, circles.diameter / 2 + 1.5)
    tops = [(circles.centre(neuron) - reach).toPoint() for neuron in range(len(circles.x))]
    darkest = [min(image.pixelColor(top + QPoint(0, row)).lightness() for row in (-1, 0, 1)) for top in tops]
    return [neuron for neuron, lightness in enumerate(darkest) if lightness < 90]


def test_arrow_keys_go_from_neuron_to_neuron(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    made.answer_all()
    diagram, layout = _diagram(made.panel), _layout(made)
    QTest.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=layout.layers[0].centre(4).toPoint())
    QTest.keyClick(diagram, Qt.Key.Key_Down)
    assert "Neuron 6," in diagram.accessibleDescription()
    QTest.keyClick(diagram, Qt.Key.Key_Right)
    assert "Layer 2, neuron" in diagram.accessibleDescription()
    for _ in range(9):
        QTest.keyClick(diagram, Qt.Key.Key_Down)
    assert "Layer 2, neuron 9," in diagram.accessibleDescription()
    for _ in range(3):
        QTest.keyClick(diagram, Qt.Key.Key_Right)
    assert "sure" in diagram.accessibleDescription()


def test_hovering_a_neuron_fades_the_links_of_others(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE, (3, 3))
    made.answer_all()
    diagram, layout = _diagram(made.panel), _layout(made)
    before = _picture(made.panel)
    _hover(diagram, layout.layers[1].centre(0))
    hovered = _picture(made.panel)
    gap = QRect(round(layout.layers[1].right) + 4, 50, 30, 380)
    assert _saturation(hovered.copy(gap)) < 0.8 * _saturation(before.copy(gap))
    _hover(diagram, QPointF(4, 4))
    assert _picture(made.panel) == before


def _saturation(image: QImage) -> float:
    """Return how much colour there is in an image."""
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), dtype=np.uint8)
    colors = pixels.reshape(-1, 4)[:, :3].astype(np.int64)
    return float((colors.max(axis=1) - colors.min(axis=1)).sum())


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_a_tooltip_tells_the_numbers_of_a_neuron(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    made.answer_all()
    diagram, point = _diagram(made.panel), _layout(made).layers[1].centre(3).toPoint()
    QApplication.sendEvent(diagram, QHelpEvent(QEvent.Type.ToolTip, point, diagram.mapToGlobal(point)))
    assert "Layer 2, neuron 4" in QToolTip.text()
    QToolTip.hideText()


@pytest.mark.parametrize("family", [Family.IMAGE, Family.TABLE, Family.PLANE])
@pytest.mark.parametrize("hidden", [(), (1,), (300, 70), (5,) * 8])
def test_networks_of_every_form_are_painted(
    bench: Callable[..., Bench], family: Family, hidden: tuple[int, ...]
) -> None:
    made = bench(family, hidden, ("no", "yes"), output="single", activation="tanh")
    made.panel.set_drawing(Example(np.full(made.facts.input_shape, 1)))
    made.panel.show_input("drawing")
    empty = _picture(made.panel)
    made.answer_all()
    assert _picture(made.panel) != empty


def test_the_theme_changes_every_colour(qtbot: QtBot) -> None:
    look = Look()
    panel = NetworkPanel(look)
    qtbot.addWidget(panel)
    panel.resize(WIDTH, HEIGHT)
    facts = _facts(Family.IMAGE, (8, 8), ("0", "1"))
    panel.show_facts(Experiment(), facts)
    look.set_theme(DARK)
    assert _picture(panel).pixelColor(3, 3) == QColor(DARK.surface)


@pytest.mark.parametrize("family", list(Family))
def test_a_kept_picture_is_that_of_a_panel_that_is_painted_for_the_first_time(
    bench: Callable[..., Bench], qtbot: QtBot, family: Family
) -> None:
    made = bench(family)
    examples = [Example(np.full(made.facts.input_shape, value)) for value in (1.0, 3.0)]
    answers: list[list[object]] = []
    for example in examples:
        made.panel.set_drawing(example)
        made.panel.show_input("drawing")
        _picture(made.panel)
        answers.append([made.ask(question) for question in made.panel.questions()])
        for answer in answers[-1]:
            made.panel.show_answer(answer)
        _picture(made.panel)
        with torch.no_grad():
            for number, parameter in enumerate(made.network.parameters()):
                parameter.mul_(-1.7 - 0.2 * number)
    fresh = NetworkPanel(Look())
    fresh.resize(WIDTH, HEIGHT)
    qtbot.addWidget(fresh)
    fresh.show_facts(made.experiment, made.facts)
    fresh.show_input("drawing")
    for example, given in zip(examples, answers, strict=True):
        fresh.set_drawing(example)
        for answer in given:
            fresh.show_answer(answer)
    with qtbot.waitExposed(fresh):
        fresh.show()
    kept, painted = (_any_diagram(panel) for panel in (made.panel, fresh))
    assert _picture(kept) == _picture(painted)
    fresh.close()


def test_a_network_that_needs_more_width_can_be_scrolled(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE, (64,) * 8)
    made.panel.resize(560, HEIGHT)
    made.answer_all()
    QApplication.processEvents()
    diagram = _diagram(made.panel)
    assert diagram.width() > 560
    before = _picture(made.panel)
    for _ in range(8):
        QTest.keyClick(diagram, Qt.Key.Key_Right)
    after = _picture(made.panel)
    assert diagram.x() < 0
    heads = (QRect(0, 0, 60, 43), QRect(460, 0, 100, 24))
    assert [after.copy(head) for head in heads] == [before.copy(head) for head in heads]
    bench(Family.IMAGE, (6,))
    QApplication.processEvents()
    assert _diagram(made.panel).width() == 560


def test_what_is_missing_is_said_with_a_way_on(panel: NetworkPanel, qtbot: QtBot) -> None:
    panel.show_missing("MNIST is not on this computer.", "Download it")
    label = next(label for label in panel.findChildren(QLabel) if "MNIST" in label.text())
    button = next(button for button in panel.findChildren(QPushButton) if button.text() == "Download it")
    assert label.isVisible()
    with qtbot.waitSignal(panel.action_requested):
        button.click()
    assert not panel.questions()


def test_a_second_way_on_is_offered_only_where_there_is_one(panel: NetworkPanel, qtbot: QtBot) -> None:
    panel.show_missing("MNIST is not on this computer. " * 9, "Download", "Choose a folder…")
    QApplication.processEvents()
    button = next(button for button in panel.findChildren(QPushButton) if button.text() == "Choose a folder…")
    label = next(label for label in panel.findChildren(QLabel) if "MNIST" in label.text())
    assert label.width() == 480
    assert abs(label.mapTo(panel, QPoint(240, 0)).x() - WIDTH / 2) <= 1
    with qtbot.waitSignal(panel.other_action_requested), qtbot.assertNotEmitted(panel.action_requested):
        button.click()
    panel.show_missing("MNIST is not on this computer.", "Download")
    assert not button.isVisible()


def test_without_facts_nothing_is_asked(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    made.panel.show_facts(made.experiment, None)
    assert not made.panel.questions()
    assert any("as soon as" in label.text() for label in made.panel.findChildren(QLabel) if label.isVisible())


def test_the_plane_asks_for_surface_points_and_the_tried_point(bench: Callable[..., Bench]) -> None:
    made = bench(Family.PLANE, (4, 3), ("Class 0", "Class 1"))
    assert [type(question) for question in made.panel.questions()] == [AskPlane, AskPoints]
    assert _input_control(made.panel).isHidden()
    made.panel.set_drawing(Example(np.array([1.0, 2.0], dtype=np.float32)))
    assert [type(question) for question in made.panel.questions()] == [AskPlane, AskPoints, AskFlow]


def test_a_click_on_the_surface_chooses_its_point(bench: Callable[..., Bench], qtbot: QtBot) -> None:
    made = bench(Family.PLANE, (4, 3), ("Class 0", "Class 1"))
    made.answer_all()
    (surface,) = made.panel.findChildren(SurfaceView)
    side = surface.width() - 28 - 16
    found: list[tuple[float, float]] = []
    made.panel.point_chosen.connect(lambda x, y: found.append((x, y)))
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(28 + side * 3 // 4, 50 + side // 4))
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=QPoint(28 + side * 2, 50 + side * 2))
    assert found[0] == pytest.approx((3.0, 3.0), abs=0.1)
    assert found[1] == (6.0, -6.0)
    made.panel.set_drawing(Example(np.array([3.0, 3.0], dtype=np.float32)))
    QTest.keyClick(surface, Qt.Key.Key_Left)
    QTest.keyClick(surface, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert found[2:] == [(2.9, 3.0), (3.0, 4.0)]


def test_the_surface_has_the_colours_of_the_answers(bench: Callable[..., Bench]) -> None:
    made = bench(Family.PLANE, (), ("Class 0", "Class 1"))
    with torch.no_grad():
        (linear,) = made.network.linear_layers()
        linear.weight.copy_(torch.tensor([[-5.0, 0.0], [5.0, 0.0]]))
        linear.bias.zero_()
    made.answer_all()
    (surface,) = made.panel.findChildren(SurfaceView)
    image = _picture(surface)
    left, right = image.pixelColor(34, 56), image.pixelColor(surface.width() - 24, 56)
    assert left.red() > left.blue()
    assert right.blue() > right.red()


def test_a_neuron_that_is_pointed_at_is_asked_for_and_shown_large(bench: Callable[..., Bench], qtbot: QtBot) -> None:
    made = bench(Family.PLANE, (4, 3), ("Class 0", "Class 1"), activation="tanh")
    made.answer_all()
    (diagram,), (surface,) = made.panel.findChildren(PlaneDiagram), made.panel.findChildren(SurfaceView)
    before, cells = _picture(surface), _plane_question(made.panel).neuron_cells
    layout = lay_out_plane(made.structure, diagram.width(), diagram.height(), Look())
    with qtbot.waitSignal(made.panel.questions_changed):
        _hover(diagram, layout.columns[1].rect(2).center())
    assert _plane_question(made.panel).neuron_cells > cells
    made.answer_all()
    assert _picture(surface) != before
    _hover(diagram, QPointF(3, 3))
    assert _plane_question(made.panel).neuron_cells == cells
    assert _picture(surface) == before


def _plane_question(panel: NetworkPanel) -> AskPlane:
    (found,) = [question for question in panel.questions() if isinstance(question, AskPlane)]
    return found


def test_wide_networks_are_asked_for_a_coarser_surface(bench: Callable[..., Bench]) -> None:
    small = _plane_question(bench(Family.PLANE, (8, 8), ("0", "1")).panel).cells
    wide = _plane_question(bench(Family.PLANE, (1024, 1024), ("0", "1")).panel).cells
    assert small == 100
    assert 20 <= wide < 40


def test_it_tells_what_goes_through_the_network(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE)
    told: list[object] = []
    made.panel.input_changed.connect(told.append)
    made.panel.show_input("drawing")
    drawn = Example(np.ones((8, 8), dtype=np.uint8))
    made.panel.set_drawing(drawn)
    made.panel.show_input("sample")
    made.panel.set_drawing(Example(np.zeros((8, 8), dtype=np.uint8)))  # not shown now
    assert told == [None, drawn, ExampleAt(Part.TEST, 0)]


TURNED = {"target_off": 1.0, "target_on": 0.0}


def _single(bench: Callable[..., Bench], targets: Mapping[str, float], hidden: tuple[int, ...] = ()) -> Bench:
    return bench(Family.IMAGE, hidden=hidden, classes=("3", "7"), output="single", **targets)


def _flow(bench: Bench, position: int) -> Flow:
    found = bench.ask(AskFlow(input=ExampleAt(Part.TEST, position)))
    assert isinstance(found, Flow)
    return found


@pytest.mark.parametrize("targets", [{}, TURNED])
def test_a_single_unit_is_about_the_class_that_it_means_when_high(
    bench: Callable[..., Bench], targets: dict[str, float]
) -> None:
    made = _single(bench, targets)
    weights = next(made.network.parameters()).detach().numpy().reshape(8, 8)
    for high in (True, False):
        flow = made.ask(AskFlow(input=Example(np.where((weights > 0) == high, 255, 0).astype(np.uint8))))
        assert isinstance(flow, Flow)
        assert (flow.layers[0].sums[0] > 0) == high
        assert (flow.chosen == made.structure.class_of(0)) == high


@pytest.mark.parametrize(("targets", "high", "low"), [({}, "7", "3"), (TURNED, "3", "7")])
def test_the_words_of_a_single_unit_are_about_that_class(
    bench: Callable[..., Bench], targets: dict[str, float], high: str, low: str
) -> None:
    made = _single(bench, targets)
    said = arithmetic(made.structure, _flow(made, 0), 0, 0)
    assert said.name == f"Class {high}"
    assert said.outcome_names[0] == f"score for {high}"
    assert patterns_title(made.structure)[0] == "1 pattern"
    assert f"a high score speaks for {high}, a low one for {low}" in patterns_subtitle(made.structure)[0]


def test_the_link_of_a_single_unit_leads_to_that_class(bench: Callable[..., Bench]) -> None:
    made = _single(bench, TURNED)
    made.answer_all()
    spots, image = _layout(made).layers[0], _picture(made.panel)
    beside = [spots.centre(row).toPoint() - QPoint(round(spots.diameter / 2) + 6, 0) for row in (0, 1)]
    surface = QColor(Look().theme.surface)
    assert image.pixelColor(beside[0]) != surface
    assert image.pixelColor(beside[1]) == surface


def test_one_hidden_neuron_looks_for_one_pattern(bench: Callable[..., Bench]) -> None:
    structure = _single(bench, {}, hidden=(1,)).structure
    assert patterns_title(structure)[0] == "Layer 1: 1 pattern"
    assert patterns_subtitle(structure)[0] == "The neuron looks for one pattern"


def test_targets_that_are_turned_round_on_the_way_turn_the_words(bench: Callable[..., Bench], qtbot: QtBot) -> None:
    made = _single(bench, {})
    made.answer_all()
    before = _picture(made.panel)
    turned = made.experiment.changed({f"model.{name}": value for name, value in TURNED.items()})
    with qtbot.waitSignal(made.panel.questions_changed):
        made.panel.note_settings(turned)
    made.answer_all()
    assert _picture(made.panel) != before
    with qtbot.assertNotEmitted(made.panel.questions_changed):
        made.panel.note_settings(turned.changed({"training.learning_rate": 0.5}))


def test_where_a_high_output_means_no_what_raises_it_speaks_against_the_class(bench: Callable[..., Bench]) -> None:
    made = bench(Family.IMAGE, hidden=(), **TURNED)
    diagram = _diagram(made.panel)
    assert diagram._legend(diagram._scene())[0].words == "speaks for the class"
    made.panel.note_settings(made.experiment.changed({"training.loss": "mse"}))  # the loss before knew no targets
    assert diagram._legend(diagram._scene())[0].words == "speaks against the class"
