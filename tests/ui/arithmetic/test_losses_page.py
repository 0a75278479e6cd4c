from collections.abc import Sequence

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from playground.core.experiment import Experiment
from playground.core.loss_figures import (
    AskClassLosses,
    AskLineLosses,
    AskValueLosses,
    ClassFigures,
    ClassLoss,
    LineFigures,
    LineLoss,
    LossFigure,
    ValueFigures,
    ValueLoss,
)
from playground.core.probes import AskFlow, ExampleAt, Flow, Layer, Part
from playground.ui.arithmetic.losses.cells import FigureCell, figure
from playground.ui.arithmetic.losses.class_part import ClassPart
from playground.ui.arithmetic.losses.line_part import LinePart
from playground.ui.arithmetic.losses.loss_chart import LossChart
from playground.ui.arithmetic.losses.loss_name import LossName
from playground.ui.arithmetic.losses.value_part import ValuePart
from playground.ui.arithmetic.losses_page import LossesPage
from playground.ui.arithmetic.pages import ACTIVATIONS, LOSSES, make_page
from playground.ui.look import Look
from playground.ui.slider import StopSlider
from playground.ui.trying.number_box import NumberBox
from playground.ui.trying.wrapped_text import WrappedText

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

SINGLE = {"model.output": "single", "training.loss": "bce", "model.output_activation": "sigmoid"}


@pytest.fixture
def page(qtbot: QtBot) -> LossesPage:
    page = LossesPage(Look())
    page.show_run(None, None)
    page.set_input(None)
    qtbot.addWidget(page)
    page.resize(700, 350)
    page.show()
    return page


def value_figures(ask: AskValueLosses) -> ValueFigures:
    """Squares everywhere; there is no binary cross-entropy."""
    at = np.linspace(ask.low, ask.high, 401)
    error = ask.prediction - ask.target
    of = dict.fromkeys(ValueLoss, LossFigure(error**2, (2 * error,))) | {ValueLoss.BCE: LossFigure(None, ())}
    return ValueFigures(ask, of, at, dict.fromkeys(ValueLoss, (at - ask.target) ** 2))


def class_figures(ask: AskClassLosses) -> ClassFigures:
    """Loss i is i; its gradient by logit j is i + j / 10; probability j is j / 10."""
    columns = range(len(ask.logits))
    of = {
        loss: LossFigure(float(row), tuple(row + column / 10 for column in columns))
        for row, loss in enumerate(ClassLoss)
    }
    return ClassFigures(ask, of, tuple(column / 10 for column in columns))


def flow(sums: Sequence[float], outputs: Sequence[float], label: int, chosen: int) -> Flow:
    floats = np.array(sums, dtype=np.float32)
    shown = np.arange(len(sums))
    layer = Layer(len(sums), 0, shown, floats, floats, np.array(outputs, dtype=np.float32))
    nothing = np.zeros(0, dtype=np.float32)
    return Flow(1, nothing, nothing, [layer], [], nothing, 1.0, nothing, chosen, label)


def box(page: LossesPage, name: str) -> NumberBox:
    return next(box for box in page.findChildren(NumberBox) if box.accessibleName() == name)


def button(page: LossesPage, name: str) -> QPushButton:
    found = page.findChildren(QPushButton)
    return next(button for button in found if name in (button.text(), button.accessibleName()) and button.isVisible())


def shown(page: LossesPage, kind: type[ValuePart] | type[ClassPart] | type[LinePart]) -> list[str]:
    """Return the figures that are seen in a part, in their order in the window."""
    cells = [cell for cell in page.findChildren(kind)[0].findChildren(FigureCell) if cell.isVisible()]
    cells.sort(key=lambda cell: (cell.mapTo(page, cell.rect().center()).y(), cell.x()))
    return [cell.text() for cell in cells]


def test_pages_are_made_by_name(qtbot: QtBot) -> None:
    for name in (ACTIVATIONS, LOSSES):
        page = make_page(name, Look())
        qtbot.addWidget(page)
        assert page.questions()


def test_a_prediction_is_asked_about_until_it_is_answered(page: LossesPage, qtbot: QtBot) -> None:
    (question,) = page.questions()
    assert question == AskValueLosses(0.8, 1.0, -2.0, 3.0)
    page.show_answer(value_figures(AskValueLosses(0.8, 1.0, -2.0, 3.0)))
    assert page.questions() == []
    with qtbot.waitSignal(page.questions_changed):
        box(page, "Prediction p").setValue(4.5)
    assert page.questions() == [AskValueLosses(4.5, 1.0, -2.0, 5.0)]


def test_figures_stand_beside_their_loss(page: LossesPage) -> None:
    page.show_answer(value_figures(AskValueLosses(0.8, 1.0, -2.0, 3.0)))
    assert shown(page, ValuePart) == ["0.0400", "−0.4000"] * 4 + ["–", "–"]


def test_late_answers_are_dropped(page: LossesPage) -> None:
    page.show_answer(value_figures(AskValueLosses(0.5, 1.0, -2.0, 3.0)))
    assert set(shown(page, ValuePart)) == {"–"}
    assert len(page.questions()) == 1


def test_the_slider_and_the_box_are_one_number(page: LossesPage) -> None:
    slider = next(slider for slider in page.findChildren(StopSlider) if slider.accessibleName() == "Target t")
    slider.setValue(0)
    assert box(page, "Target t").value() == -2.0
    box(page, "Target t").setValue(3.0)
    assert slider.value() == slider.maximum()


def test_dragging_in_the_plot_moves_the_prediction(page: LossesPage) -> None:
    page.show_answer(value_figures(AskValueLosses(0.8, 1.0, -2.0, 3.0)))
    chart = page.findChildren(LossChart)[0]
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=QPoint(chart.width() - 8, 60))
    assert box(page, "Prediction p").value() == pytest.approx(3.0, abs=0.02)
    QTest.mouseMove(chart, QPoint(40, 60))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    assert box(page, "Prediction p").value() == pytest.approx(-2.0, abs=0.02)


def test_the_chosen_loss_is_drawn_strong_and_told(page: LossesPage) -> None:
    page.show_answer(value_figures(AskValueLosses(0.8, 1.0, -2.0, 3.0)))
    chart = page.findChildren(LossChart)[0]
    before = chart.grab().toImage()
    absolute = next(name for name in page.findChildren(LossName) if name.text() == "Absolute error")
    absolute.click()
    assert chart.grab().toImage() != before
    about = page.findChildren(ValuePart)[0].findChildren(WrappedText)[0].text()
    assert "At the kink, p = t, PyTorch takes 0." in about


def test_classes_have_a_column_each(page: LossesPage) -> None:
    page.show_part("classes")
    (question,) = page.questions()
    assert question == AskClassLosses((2.0, 1.0, 0.0), 1)
    page.show_answer(class_figures(AskClassLosses((2.0, 1.0, 0.0), 1)))
    rows = [["0.0000", "0.1000", "0.2000"], *(figures(row) for row in range(4))]
    assert shown(page, ClassPart) == [text for row in rows for text in row]


def figures(row: int) -> list[str]:
    return [f"{row}.0000", f"{row}.0000", f"{row}.1000", f"{row}.2000"]


def test_classes_come_and_go(page: LossesPage) -> None:
    page.show_part("classes")
    box(page, "Logit of class 2").setValue(7.0)
    button(page, "Right class: 2").click()
    button(page, "One class more").click()
    assert page.questions() == [AskClassLosses((2.0, 1.0, 7.0, -1.0), 2)]
    for _ in range(2):
        button(page, "One class less").click()
    assert page.questions() == [AskClassLosses((2.0, 1.0), 1)]
    assert not button(page, "One class less").isEnabled()
    for _ in range(3):
        button(page, "One class more").click()
    assert not button(page, "One class more").isEnabled()


def test_logits_come_from_the_network(page: LossesPage, qtbot: QtBot) -> None:
    page.show_part("classes")
    page.show_run(Experiment(), MNIST_FACTS)
    assert not button(page, "Take from the network").isEnabled()
    page.set_input(ExampleAt(Part.TEST, 4))
    with qtbot.waitSignal(page.questions_changed):
        button(page, "Take from the network").click()
    asked = next(question for question in page.questions() if isinstance(question, AskFlow))
    assert asked.input == ExampleAt(Part.TEST, 4)
    sums = [0.5, 4.0, -1.0, 3.0, 2.0, 0.0, -2.0, 1.0, -3.0, 0.25]
    page.show_answer(flow(sums, sums, label=8, chosen=1))
    # The right class, which has the least of all, and the four greatest of the others: 1, 3, 4, 7.
    assert page.questions() == [AskClassLosses((4.0, 3.0, 2.0, 1.0, -3.0), 4)]
    assert button(page, "Right class: 8").isChecked()
    page.show_answer(flow([0.0] * 10, [0.0] * 10, label=1, chosen=1))  # for another panel
    assert page.questions() == [AskClassLosses((4.0, 3.0, 2.0, 1.0, -3.0), 4)]


def test_what_has_no_label_is_taken_for_what_the_network_says(page: LossesPage) -> None:
    page.show_part("classes")
    page.show_run(Experiment(), MNIST_FACTS)
    page.set_input(ExampleAt(Part.TEST, 4))
    button(page, "Take from the network").click()
    page.show_answer(flow([1.0, 2.0, 3.0], [0.0] * 3, label=-1, chosen=2))
    assert page.questions() == [AskClassLosses((1.0, 2.0, 3.0), 2)]


def test_a_single_output_is_a_prediction(page: LossesPage) -> None:
    take = next(found for found in page.findChildren(QPushButton) if found.text() == "Take from the network")
    page.show_run(Experiment(), MNIST_FACTS)
    assert not take.isVisible()
    page.show_run(Experiment().changed({"data.name": "moons", "model.target_on": 0.9} | SINGLE), MNIST_FACTS)
    page.set_input(ExampleAt(Part.TEST, 4))
    assert take.isVisible()
    take.click()
    page.show_answer(flow([2.0], [0.25], label=1, chosen=0))
    assert page.questions() == [AskValueLosses(0.25, 0.9, -2.0, 3.0)]


def test_a_line_and_its_points(page: LossesPage) -> None:
    page.show_part("line")
    points = ((0.0, 1.0), (1.0, 2.0), (2.0, 6.0), (3.0, 7.0))
    ask = AskLineLosses(2.0, 1.0, points)
    assert page.questions() == [ask]
    of = {LineLoss.ABSOLUTE: LossFigure(2.0, (-1.0, 0.5)), LineLoss.SQUARED: LossFigure(3.0, (-2.0, 0.25))}
    page.show_answer(LineFigures(ask, of, (0.0, 1.0, -1.0, 0.0)))
    assert page.questions() == []
    texts = shown(page, LinePart)
    assert sorted(texts) == sorted(
        ["2.0000", "−1.0000", "0.5000", "3.0000", "−2.0000", "0.2500", "0.0000", "1.0000", "−1.0000", "0.0000"]
    )
    button(page, "One point less").click()
    box(page, "y of point 3").setValue(9.0)
    box(page, "Weight w").setValue(-1.5)
    assert page.questions() == [AskLineLosses(-1.5, 1.0, ((0.0, 1.0), (1.0, 2.0), (2.0, 9.0)))]


def test_the_last_point_stays(page: LossesPage) -> None:
    page.show_part("line")
    for _ in range(3):
        button(page, "One point less").click()
    assert not button(page, "One point less").isEnabled()
    for _ in range(5):
        button(page, "One point more").click()
    assert not button(page, "One point more").isEnabled()
    (question,) = page.questions()
    assert isinstance(question, AskLineLosses)
    assert len(question.points) == 6


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.25, "0.2500"),
        (-0.0, "0.0000"),
        (-1.25, "−1.2500"),
        (2.34e-7, "2.3e−7"),
        (-1e7, "−1.0e7"),
        (1234.5, "1 234.5"),
    ],
)
def test_figures_are_written_so_that_they_say_something(value: float, text: str) -> None:
    assert figure(value).replace("\u202f", " ") == text
