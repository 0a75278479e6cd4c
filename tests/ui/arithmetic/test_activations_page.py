import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from playground.core.activations import AskCurves, AskSums, Curve, Curves, Sums, activations
from playground.core.experiment import Experiment
from playground.core.model_options import Activation
from playground.ui.arithmetic.activations.chart import FunctionChart
from playground.ui.arithmetic.activations.gallery import FunctionTile, Gallery
from playground.ui.arithmetic.activations_page import ActivationsPage
from playground.ui.look import Look
from playground.ui.trying.wrapped_text import WrappedText

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


def curves(extent: float = 6.0) -> Curves:
    """ReLU and its slope, under the name of every function; the identity as it is."""
    x = np.linspace(-extent, extent, 481)
    of = {activation: Curve(np.maximum(x, 0), (x > 0).astype(np.float64)) for activation in Activation}
    return Curves(extent, x, of | {Activation.IDENTITY: Curve(x, np.ones_like(x))})


def sums(ask: AskSums, *, silent: int = 12, units: int = 64, reach: float = 4.0) -> Sums:
    """Sums from -reach to reach, a quarter of them in the leftmost of four bins."""
    edges = np.linspace(-reach, reach, 5)
    counts = np.array([8000, 8000, 8000, 8000])
    return Sums(ask=ask, step=3, examples=500, units=units, edges=edges, counts=counts, flat=0.312, silent=silent)


@pytest.fixture
def page(qtbot: QtBot) -> ActivationsPage:
    page = ActivationsPage(Look())
    page.show_run(None, None)
    qtbot.addWidget(page)
    page.resize(700, 350)
    page.show()
    return page


def begin(page: ActivationsPage, **changes: object) -> None:
    page.show_run(
        Experiment().changed({name.replace("__", "."): value for name, value in changes.items()}), MNIST_FACTS
    )


def sums_asked(page: ActivationsPage) -> AskSums:
    return next(question for question in page.questions() if isinstance(question, AskSums))


def sentence(page: ActivationsPage) -> str:
    return page.findChildren(WrappedText)[0].text()


def combo(page: ActivationsPage) -> QComboBox:
    return page.findChildren(QComboBox)[0]


def tile(page: ActivationsPage, activation: Activation) -> FunctionTile:
    return next(tile for tile in page.findChildren(FunctionTile) if tile.activation is activation)


def test_curves_are_asked_for_until_they_are_there(page: ActivationsPage) -> None:
    assert page.questions() == [AskCurves(6.0)]
    page.show_answer(curves())
    assert page.questions() == []


def test_without_a_network_it_says_that_sums_are_to_come(page: ActivationsPage) -> None:
    page.show_answer(curves())
    assert not combo(page).isVisible()
    assert "Once there is a network" in sentence(page)
    begin(page)
    page.show_run(None, None)
    assert "Once there is a network" in sentence(page)


def test_the_layers_sums_are_asked_for_with_the_function_in_use(page: ActivationsPage) -> None:
    begin(page, model__hidden=[64, 32], model__activation="tanh")
    assert [combo(page).itemText(index) for index in range(combo(page).count())] == [
        "Sums of layer 1 · 64 units",
        "Sums of layer 2 · 32 units",
        "Sums of the output layer",
    ]
    assert sums_asked(page) == AskSums(0, Activation.TANH)
    assert tile(page, Activation.TANH).isChecked()
    assert tile(page, Activation.TANH).accessibleName() == "Tanh, in use"
    assert tile(page, Activation.RELU).accessibleName() == "ReLU"


def test_a_reset_keeps_the_layer(page: ActivationsPage) -> None:
    begin(page, model__hidden=[64, 32])
    combo(page).setCurrentIndex(1)
    combo(page).activated.emit(1)
    begin(page, model__hidden=[64, 48])
    assert sums_asked(page) == AskSums(1, Activation.RELU)
    assert combo(page).currentText() == "Sums of layer 2 · 48 units"
    begin(page, model__hidden=[64])
    assert sums_asked(page) == AskSums(0, Activation.RELU)


def test_the_output_layer_has_a_function_of_its_own(page: ActivationsPage) -> None:
    begin(page, training__loss="bce", model__output_activation="sigmoid")
    combo(page).setCurrentIndex(3)
    combo(page).activated.emit(3)
    assert sums_asked(page) == AskSums(3, Activation.SIGMOID)
    assert tile(page, Activation.SIGMOID).accessibleName() == "Sigmoid, in use"


def test_a_network_without_hidden_layers_has_its_output_layer(page: ActivationsPage) -> None:
    begin(page, model__hidden=[])
    assert combo(page).count() == 1
    assert sums_asked(page) == AskSums(0, Activation.IDENTITY)
    page.show_answer(sums(sums_asked(page), units=10))
    assert sentence(page) == "The slope is 1 everywhere: no unit of the output layer can fall silent."


def test_a_single_output_is_told_without_counting_units(page: ActivationsPage) -> None:
    begin(page, model__hidden=[], model__output="single", training__loss="bce", model__output_activation="sigmoid")
    assert sums_asked(page) == AskSums(0, Activation.SIGMOID)
    page.show_answer(sums(sums_asked(page), units=1))
    assert sentence(page).replace("\u202f", " ") == (
        "31.2 % of the 500 sums that reach the output layer lie where the slope of Sigmoid is almost 0."
    )


def test_softmax_is_none_of_them() -> None:
    experiment = Experiment().changed({"training.loss": "mse", "model.output_activation": "softmax"})
    assert activations(experiment) == (Activation.RELU,) * 3 + (None,)


def test_the_sentence_says_what_is_silent_and_what_is_flat(page: ActivationsPage) -> None:
    begin(page)
    page.show_answer(sums(sums_asked(page)))
    assert sentence(page).replace("\u202f", " ") == (
        "31.2 % of the sums lay where the slope is 0; of the 64 units of layer 1, 12 stayed silent for all 500 test "
        "examples."
    )
    page.show_answer(sums(sums_asked(page), silent=0))
    assert "none stayed silent" in sentence(page)


def test_another_function_is_put_in_place_of_the_one_in_use(page: ActivationsPage, qtbot: QtBot) -> None:
    begin(page)
    with qtbot.waitSignal(page.questions_changed):
        QTest.mouseClick(tile(page, Activation.GELU), Qt.MouseButton.LeftButton)
    assert sums_asked(page) == AskSums(0, Activation.GELU)
    page.show_answer(sums(AskSums(0, Activation.RELU)))  # too late
    assert sentence(page) == ""
    page.show_answer(sums(sums_asked(page)))
    assert sentence(page).startswith("With GELU in place of ReLU, 31.2")
    begin(page, model__activation="tanh")  # a choice of the person's own stays
    assert sums_asked(page).activation is Activation.GELU


def test_a_new_run_takes_the_choice_along_where_it_was_the_one_in_use(page: ActivationsPage) -> None:
    begin(page)
    begin(page, model__activation="tanh")
    assert sums_asked(page) == AskSums(0, Activation.TANH)


def test_arrow_keys_choose_and_tab_stops_once(page: ActivationsPage, qtbot: QtBot) -> None:
    begin(page)
    gallery = page.findChildren(Gallery)[0]
    tile(page, Activation.RELU).setFocus()
    with qtbot.waitSignal(gallery.chosen) as chosen:
        QTest.keyClick(tile(page, Activation.RELU), Qt.Key.Key_Right)
    assert chosen.args == [Activation.LEAKY_RELU]
    assert page.findChildren(QLabel)[0].text() == "Leaky ReLU"


def test_curves_run_as_far_as_the_sums(page: ActivationsPage, qtbot: QtBot) -> None:
    begin(page)
    page.show_answer(curves())
    with qtbot.waitSignal(page.questions_changed):
        page.show_answer(sums(sums_asked(page), reach=7.0))
    assert AskCurves(12.0) in page.questions()
    page.show_answer(curves(12.0))
    for reach, extent in ((5.0, 12.0), (4.0, 6.0), (100.0, 192.0)):
        page.show_answer(sums(sums_asked(page), reach=reach))
        wanted = [question.extent for question in page.questions() if isinstance(question, AskCurves)]
        assert (wanted or [12.0]) == [extent]


def test_broken_sums_are_told(page: ActivationsPage) -> None:
    begin(page)
    ask, nothing = sums_asked(page), np.empty(0)
    empty = Sums(
        ask=ask, step=1, examples=500, units=64, edges=nothing, counts=nothing.astype(np.int64), flat=0.0, silent=0
    )
    page.show_answer(empty)
    assert sentence(page) == "The sums that reach layer 1 are no finite numbers any more."


@pytest.fixture
def chart(qtbot: QtBot) -> FunctionChart:
    chart = FunctionChart(Look())
    qtbot.addWidget(chart)
    chart.resize(500, 300)
    chart.show_function(Activation.RELU, curves())
    chart.show()
    return chart


def test_the_pointer_reads_value_and_slope(chart: FunctionChart) -> None:
    QTest.mouseMove(chart, QPoint(300, 80))
    reading = chart.reading()
    assert reading is not None
    value, slope = reading
    x = float(value.removeprefix("f(").partition(")")[0])
    assert x == pytest.approx(-6 + 12 * (300 - 40) / (500 - 48), abs=0.03)
    assert (value, slope) == (f"f({x}) = {x}", f"f′({x}) = 1")
    assert chart.accessibleDescription() == f"{value}, {slope}"
    QTest.mouseMove(chart, QPoint(10, 80))  # beside the plot
    assert chart.reading() is None


def test_arrow_keys_read_too(chart: FunctionChart) -> None:
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.reading() == ("f(0) = 0", "f′(0) = 0")
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.reading() == ("f(0.25) = 0.25", "f′(0.25) = 1")
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert chart.reading() == ("f(0.225) = 0.225", "f′(0.225) = 1")
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.reading() is None


def test_sums_are_bars_and_flat_parts_are_shaded(chart: FunctionChart) -> None:
    look = Look()
    theme = look.theme
    left, right = QPointF(70, 40), QPointF(470, 60)  # where no bar, line or word is
    image = chart.grab().toImage()
    assert image.pixelColor(left.toPoint()) == QColor(theme.sunken)
    assert image.pixelColor(right.toPoint()) != QColor(theme.sunken)
    before = _pixels(chart, theme.train_raw)
    chart.show_sums(sums(AskSums(0, Activation.RELU)))
    assert _pixels(chart, theme.train_raw) > before + 5000


def _pixels(chart: FunctionChart, color: str) -> int:
    image = chart.grab().toImage()
    wanted = QColor(color).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))
