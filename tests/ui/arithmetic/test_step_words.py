"""The words of a step of the textbooks' examples, to the digits that the textbooks give."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from playground.core.by_hand import AskHandExample, HandExample, HandStep, Stage, WeightAt
from playground.core.hand_examples import classic, neuron, seven
from playground.engine.probes import answer_free
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.lines import Line, Note, Row, Title
from playground.ui.arithmetic.step.names import Names, names_of
from playground.ui.arithmetic.step.workings import working_lines

W1, W5 = WeightAt(0, 0, 0), WeightAt(1, 0, 0)


def lines_of(example: HandExample, picked: WeightAt, stage: Stage, *, textbook: bool = False) -> Sequence[Line]:
    step = answer_free(AskHandExample(example, picked))
    assert isinstance(step, HandStep)
    return working_lines(step, stage, names_of(step, tuple("0123456789")), Digits(True), textbook=textbook)


def rows_of(example: HandExample, picked: WeightAt, stage: Stage) -> dict[str, Row]:
    return {line.symbol: line for line in lines_of(example, picked, stage) if isinstance(line, Row)}


def values_of(example: HandExample, picked: WeightAt, stage: Stage) -> dict[str, str]:
    return {symbol: row.value for symbol, row in rows_of(example, picked, stage).items()}


@pytest.mark.parametrize(
    ("at", "net", "out"),
    [
        (WeightAt(0, 0, 0), "0.385", "0.595078474"),
        (WeightAt(0, 1, 0), "0.40", "0.59868766"),
        (WeightAt(1, 0, 0), "0.8583102995", "0.702307507"),
        (WeightAt(1, 1, 0), "0.9179986062", "0.714634132"),
    ],
)
def test_the_classic_goes_forward(at: WeightAt, net: str, out: str) -> None:
    values = values_of(classic(), at, Stage.FORWARD)
    name = Names((2, 2, 2)).neuron(at.layer, at.end)
    assert values[f"net_{{{name}}}"] == net
    assert values[f"out_{{{name}}}"] == out


def test_forward_lists_every_term_with_its_numbers() -> None:
    rows = rows_of(classic(), W5, Stage.FORWARD)
    assert [(row.symbol, row.formula, row.value) for row in rows.values()] == [
        ("w5 × out_{h1}", "0.25 × 0.595078474", "0.1487696185"),
        ("w6 × out_{h2}", "0.35 × 0.598687660", "0.2095406810"),
        ("b_{o1}", "bias", "0.5000000000"),
        ("net_{o1}", "", "0.8583102995"),
        ("out_{o1}", "1 / (1 + e^{−0.8583103})", "0.702307507"),
    ]
    assert rows["w5 × out_{h1}"].at_hand
    assert not rows["w6 × out_{h2}"].at_hand


def test_the_classics_loss_adds_up() -> None:
    rows = rows_of(classic(), W5, Stage.LOSS)
    assert (rows["E_{o1}"].formula, rows["E_{o1}"].value) == ("(0.85 − 0.702307507)^{2} / 2", "0.010906536")
    # The tutorial has 0.085960731: it cuts.
    assert (rows["E_{o2}"].formula, rows["E_{o2}"].value) == ("(0.3 − 0.714634132)^{2} / 2", "0.085960732")
    assert (rows["E"].formula, rows["E"].value) == ("sum", "0.096867268")


def test_the_chain_of_w5() -> None:
    rows = rows_of(classic(), W5, Stage.BACKWARD)
    assert rows["∂E/∂out_{o1}"] == Row("∂E/∂out_{o1}", "out − target", "−0.147692493", numbers="0.702307507 − 0.85")
    slope = rows["∂out_{o1}/∂net_{o1}"]
    assert (slope.formula, slope.numbers, slope.value) == (
        "out × (1 − out)",
        "0.702307507 × (1 − 0.702307507)",
        "0.209071673",
    )
    assert rows["∂net_{o1}/∂w5"].value == "0.595078474"
    assert rows["∂E/∂w5"].formula == "−0.147692493 × 0.209071673 × 0.595078474"
    assert rows["∂E/∂w5"].value == rows["autograd"].value == rows["chain rule"].value == "−0.018375022"
    assert rows["autograd"].formula == "the same"
    assert rows["numerically"].value == "−0.018375022"
    assert rows["numerically"].formula.startswith("off by ")


def test_the_chain_of_w1_adds_up_what_the_outputs_send_back() -> None:
    rows = rows_of(classic(), W1, Stage.BACKWARD)
    assert rows["from o1"].formula == "−0.030878317 × 0.25"
    assert rows["from o1"].value == "−0.007719579"
    assert rows["from o2"].value == "0.025367174"
    assert rows["∂E/∂out_{h1}"].value == "0.017647595"
    assert rows["∂out_{h1}/∂net_{h1}"].value == "0.240960084"
    assert rows["∂net_{h1}/∂w1"].value == "0.1"
    assert rows["∂E/∂w1"].value == "0.000425237"


def test_the_step_of_the_classic_gives_all_new_weights_and_e_falls() -> None:
    lines = lines_of(classic(), W5, Stage.STEP)
    values = values_of(classic(), W5, Stage.STEP)
    assert values["new w5"] == "0.268375022"
    assert [values[f"w{number}"] for number in range(1, 9)] == [
        "0.049574763",
        "0.149149527",
        "0.099447028",
        "0.198894056",
        "0.268375022",
        "0.368486467",
        "0.249681803",
        "0.349376620",
    ]
    assert Note("E falls from 0.096867268 to 0.091117124.", counts=True) in lines
    assert Note("The biases stay as they are, as in the textbook.") in lines
    first = next(line for line in lines if isinstance(line, Row))
    assert (first.formula, first.numbers) == ("w − rate × ∂E/∂w", "0.25 − 1 × (−0.018375022)")


def test_the_step_lists_the_biases_where_they_learn() -> None:
    learned = replace(classic(), biases_fixed=False)
    at = WeightAt(1, 1, None)
    lines, rows = lines_of(learned, at, Stage.STEP), rows_of(learned, at, Stage.STEP)
    assert Title("All new weights and biases") in lines
    step = answer_free(AskHandExample(learned, at))
    assert isinstance(step, HandStep)
    for number, name in enumerate("ho"):
        for end in range(2):
            row, new = rows[f"b_{{{name}{end + 1}}}"], step.layers[number].new_bias[end]
            assert (row.formula, row.value) == (f"{('0.35', '0.5')[number]} →", f"{new:.9f}")
            assert row.at_hand is (name == "o" and end == 1)
    assert rows["b_{o1}"].value == "0.530878317"  # 0.5 - 1 x (-0.030878317)
    assert not any(isinstance(line, Note) and "stay" in line.text for line in lines)


def test_a_step_that_is_too_long_says_so() -> None:
    lines = lines_of(replace(neuron(), learning_rate=0.001), WeightAt(0, 0, 0), Stage.STEP)
    assert any(isinstance(line, Note) and "rises" in line.text and "too long" in line.text for line in lines)


def test_zero_grad_shows_what_would_add_up() -> None:
    values = values_of(classic(), W5, Stage.ZERO_GRAD)
    assert values["w5.grad"] == "0"
    assert (values["after 1 backward"], values["after 3"]) == ("−0.018375022", "−0.055125065")


def test_the_single_neuron_adds_up_to_9_7() -> None:
    rows = rows_of(neuron(), WeightAt(0, 0, 1), Stage.FORWARD)
    assert [row.value for row in rows.values()] == ["0.1", "5.4", "4.2", "0.0", "9.7", "9.7"]
    assert rows["w2 × x2"].formula == "0.03 × 180"


def test_the_seven_shows_its_largest_terms_and_what_is_left_adds_up() -> None:
    rows = rows_of(seven(), WeightAt(0, 7, 24), Stage.FORWARD)
    assert rows["x25"].at_hand  # however small it is
    terms = [float(row.value.replace("−", "-")) for symbol, row in rows.items() if symbol.startswith(("x", "…", "b"))]
    assert sum(terms) == pytest.approx(float(rows["net_{7}"].value))


def test_the_sevens_loss_counts_its_class_alone() -> None:
    rows = rows_of(seven(), WeightAt(0, 7, 0), Stage.LOSS)
    assert rows["E_{7}"].formula == "−1 × ln 0.140414124"
    assert rows["E"].value == "1.963159196"
    assert Note("It is 7.") in lines_of(seven(), WeightAt(0, 7, 0), Stage.LOSS)


def test_the_sevens_softmax_has_one_gradient_for_sum_and_loss() -> None:
    rows = rows_of(seven(), WeightAt(0, 7, 0), Stage.BACKWARD)
    assert rows["∂E/∂net_{7}"].formula == "out − target"
    assert rows["∂E/∂net_{7}"].numbers == "0.140414124 − 1"
    assert rows["∂E/∂w"].formula == "−0.859585876 × 1"
    assert Title("∂E/∂w, factor by factor (x1 → 7)") in lines_of(seven(), WeightAt(0, 7, 0), Stage.BACKWARD)


def test_a_bias_is_added_as_it_is() -> None:
    rows = rows_of(classic(), WeightAt(1, 0, None), Stage.BACKWARD)
    assert rows["∂net_{o1}/∂b_{o1}"].value == "1"
    assert rows["∂E/∂b_{o1}"].value == "−0.030878317"


@pytest.mark.parametrize("stage", list(Stage))
def test_the_textbook_is_told_to_cut_where_it_should_round(stage: Stage) -> None:
    assert "cut digits" in getattr(lines_of(classic(), W5, stage, textbook=True)[-1], "text", "")
    assert "cut digits" not in getattr(lines_of(classic(), W5, stage)[-1], "text", "")
