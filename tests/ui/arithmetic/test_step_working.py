import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from playground.core.by_hand import AskHandExample, HandStep, Stage, WeightAt
from playground.core.hand_examples import classic, seven
from playground.engine.probes import answer_free
from playground.ui.arithmetic.step.digits import Digits, figure, short, trimmed
from playground.ui.arithmetic.step.lines import Formula, Line, Note, Piece, Row, Title, pieces, plain, told
from playground.ui.arithmetic.step.names import Names, names_of
from playground.ui.arithmetic.step.working_places import LINE, Working, arranged
from playground.ui.arithmetic.step.working_view import WorkingView
from playground.ui.arithmetic.step.workings import working_lines
from playground.ui.look import Look
from playground.ui.network.letters import Letters

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

ROWS: list[Line] = [
    Title("net"),
    Formula("net_{h1} = w1 × x1 + b_{h1}"),
    Row("w1 × x1", "0.05 × 0.1", "0.005"),
    Row("b_{h1}", "bias", "0.350"),
    Row("net_{h1}", "", "0.355", total=True),
]


@pytest.fixture
def letters(qtbot: QtBot) -> Letters:
    return Letters(Look())


def right_ends(working: Working, letters: Letters) -> list[float]:
    return [text.left + letters.width(text.text, text.size, text.weight) for text in working.texts]


def test_marks_are_pieces_below_and_above_the_line() -> None:
    assert pieces("e^{−net} + b_{h1}") == [Piece("e", 0), Piece("−net", 1), Piece(" + b", 0), Piece("h1", -1)]
    assert pieces("") == []
    assert plain("∂net_{o1}/∂w5") == "∂net_o1/∂w5"


def test_a_calculation_is_told_as_text() -> None:
    assert told([*ROWS[2:4], Note("Done.")]) == "w1 × x1 = 0.05 × 0.1 = 0.005\nb_h1 = bias = 0.350\nDone."


def test_values_stand_below_each_other_at_the_right(letters: Letters) -> None:
    working = arranged(ROWS, 360, letters)
    values = [text for text in working.texts if text.text in ("0.005", "0.350", "0.355")]
    ends = {round(text.left + letters.width(text.text, text.size, text.weight), 3) for text in values}
    assert len(values) == 3
    assert len(ends) == 1
    assert values[0].top + LINE == values[1].top


def test_a_total_is_ruled_off_from_the_rows_above_it_alone(letters: Letters) -> None:
    assert len(arranged(ROWS, 360, letters).rules) == 1
    assert arranged([Title("net"), ROWS[-1]], 360, letters).rules == []


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("width", [250, 380, 700])
def test_nothing_runs_out_of_a_narrow_sheet_or_over_its_neighbour(letters: Letters, stage: Stage, width: int) -> None:
    for example, picked in ((classic(), WeightAt(0, 0, 0)), (seven(), WeightAt(0, 7, 24))):
        step = answer_free(AskHandExample(example, picked))
        assert isinstance(step, HandStep)
        working = arranged(working_lines(step, stage, names_of(step), Digits(True), textbook=True), width, letters)
        assert max(right_ends(working, letters)) <= width
        assert min(text.left for text in working.texts) >= 0
        for top in {text.top for text in working.texts}:
            line = sorted((text for text in working.texts if text.top == top), key=lambda text: text.left)
            ends = [text.left + letters.width(text.text, text.size, text.weight) for text in line]
            assert all(end <= text.left + 0.01 for end, text in zip(ends, line[1:], strict=False))


def test_the_view_is_as_high_as_its_lines_and_copies_them(qtbot: QtBot) -> None:
    view = WorkingView(Look())
    qtbot.addWidget(view)
    view.resize(360, 100)
    view.show()
    view.show_lines(ROWS)
    assert view.minimumHeight() >= 5 * LINE
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == told(ROWS) == view.accessibleDescription()


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.5950784741, "0.595078474"), (0.1, "0.1"), (180.0, "180"), (-54.0, "−54"), (1.25e-9, "1.25000e−9"), (0.0, "0")],
)
def test_exact_values_have_nine_decimals_unless_fewer_say_all(value: float, shown: str) -> None:
    assert Digits(True).value(value) == shown


def test_other_values_have_six_digits_whatever_their_size() -> None:
    values = [0.0123456789, -123.456789, 1.23456789e-7, 3.5e12, float("inf"), float("nan")]
    assert [Digits(False).value(value) for value in values] == [
        "0.0123457",
        "−123.457",
        "1.23457e−7",
        "3.50000e12",
        "inf",
        "nan",
    ]


def test_whole_numbers_are_whole_in_either() -> None:
    assert [Digits(exact).value(1.0) for exact in (True, False)] == ["1", "1"]
    assert Digits(False).value(-0.0) == "0"


def test_columns_have_as_many_decimals_as_they_need() -> None:
    assert Digits(True).column([0.005, 0.03, 0.35]) == ["0.005", "0.030", "0.350"]
    assert Digits(True).column([0.1, -1e-17]) == ["0.1", "0.0"]
    assert Digits(True).column([]) == []


def test_short_figures_are_short() -> None:
    assert [short(value) for value in (0.05, -0.030878317, 180.0, 4.2e-5)] == ["0.05", "−0.03088", "180", "4.2e−5"]
    assert short(0.000425, 2) == "4.2e−4"
    assert (trimmed(0.3), trimmed(70.0), figure(-2.5e-13, 2)) == ("0.3", "70", "−2.5e−13")


def test_weights_are_counted_through_in_small_networks_alone() -> None:
    classic_names, large = Names((2, 2, 2)), Names((784, 64, 64, 10))
    assert classic_names.weight(WeightAt(1, 0, 1)) == "w6"
    assert classic_names.weight(WeightAt(0, 1, None)) == "b_{h2}"
    assert large.weight(WeightAt(1, 3, 4)) == "w"
    assert large.way(WeightAt(1, 3, 4)) == "h1.5 → h2.4"
    assert large.way(WeightAt(2, 9, 0)) == "h2.1 → o10"
