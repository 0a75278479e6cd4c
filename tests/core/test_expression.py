import builtins

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playground.core.expression import MOST_CHARACTERS, MOST_INPUTS, MOST_OPERATIONS, ExpressionError, Operation, Place
from playground.core.expression_tensor import parse_tensor, tensor_text
from playground.core.expression_text import parse_expression
from playground.core.expression_words import formula, slope

WORDS = st.sampled_from(
    (
        *("a", "b1", "π", "relu", "sum", "maximum", "foo", "lambda", "import", "__import__", "3", "0.5", "1e400", "07"),
        *("2x", "(", ")", "[", "]", ",", "+", "-", "*", "**", "/", "@", "=", "==", ";", "\n", " ", "  ", ".", "^", "²"),
        *("'", "\\"),
    )
)


def steps(text: str) -> list[str]:
    """Return what the operations of the graph do: "v1 = a**3"."""
    graph = parse_expression(text)
    return [f"{graph.nodes[index].name} = {formula(graph, index)}" for index in graph.operations]


def error(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    return caught.value


def test_an_expression_becomes_named_operations_in_order() -> None:
    assert steps("y = a**3 - b**2") == ["v1 = a**3", "v2 = b**2", "y = v1 − v2"]
    assert steps("out = relu(w*x + b)") == ["v1 = w*x", "v2 = v1 + b", "out = relu(v2)"]


def test_names_that_no_line_gives_a_value_are_inputs_in_their_order() -> None:
    graph = parse_expression("h = w*x + b; y = h @ v")
    assert [graph.nodes[index].name for index in graph.inputs] == ["w", "x", "b", "v"]
    assert graph.nodes[graph.output].name == "y"


def test_a_name_used_twice_is_one_node() -> None:
    graph = parse_expression("h = a*b\ny = h**2 + h")
    assert [node.name for node in graph.nodes].count("h") == 1
    assert graph.nodes[graph.output].operands[1] == [node.name for node in graph.nodes].index("h")


def test_names_made_up_here_are_none_of_the_text() -> None:
    assert steps("v1*a + v2") == ["v3 = v1*a", "v4 = v3 + v2"]


def test_the_last_line_does_without_a_name_and_an_alias_adds_no_node() -> None:
    assert steps("a + 1") == ["v1 = a + 1"]
    graph = parse_expression("h = a*b; y = h")
    assert graph.nodes[graph.output].name == "h"


def test_numbers_without_a_name_are_not_drawn_but_those_with_one_are() -> None:
    graph = parse_expression("c = -2; y = c*x + 3")
    assert [graph.nodes[index].name for index in graph.drawn] == ["c", "x", "v1", "y"]
    assert graph.nodes[graph.drawn[0]].number == -2


def test_places_are_columns_of_the_text_as_it_was_typed() -> None:
    graph = parse_expression("  η = π*a\n\ty = η + exp(a)")
    places = {node.name: node.place for node in graph.nodes}
    assert places["η"] == Place(1, 6, 9)
    assert places["a"] == Place(1, 8, 9)
    assert places["v1"] == Place(2, 9, 15)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("y = foo(a)", Place(1, 4, 7), "foo is no function"),
        ("y = a + simoid(b)", Place(1, 8, 14), "did you mean sigmoid?"),
        ("y = max(a, b)", Place(1, 4, 7), "did you mean maximum?"),
        ("y = a +", Place(1, 7, 8), "missing"),
        ("é = é2 +* b", Place(1, 8, 9), "does not fit"),
        ("y = (a + b", Place(1, 4, 5), "not closed"),
        ("y = a + b)", Place(1, 9, 10), "closes nothing"),
        ("y = 2x", Place(1, 4, 6), "Between 2 and x"),
        ("y = a^2", Place(1, 5, 6), "a**2"),
        ("lambda*a", Place(1, 0, 6), "lambda"),
        ("\uff4cambda + a", Place(1, 0, 6), "another name"),
        ("y = a + 0777", Place(1, 8, 12), "write 777"),
        ("match a", Place(1, 0, 7), "Between match and a"),
        ("y = print a*b", Place(1, 4, 11), "Between print and a"),
        ("y = torch.relu(a)", Place(1, 4, 14), "without a dot"),
        ("y = softmax(a, dim=0)", Place(1, 4, 21), "one value"),
        ("y = maximum(a)", Place(1, 4, 14), "two values"),
        ("y = relu + a", Place(1, 4, 8), "write relu(...)"),
        ("relu = a", Place(1, 0, 4), "is a function"),
        ("y = a\ny = b", Place(2, 0, 1), "has a value already"),
        ("y = h + 1\nh = a", Place(2, 0, 1), "before this line"),
        ("a + b = y", Place(1, 0, 7), "one name"),
        ("a\ny = b", Place(1, 0, 1), "last line"),
        ("y = [1, 2] + a", Place(1, 4, 10), "values of an input"),
        ("y = a[0]", Place(1, 4, 8), "picked"),
        ("y = 1e999", Place(1, 4, 9), "too large"),
        ("y = a == b", Place(1, 6, 8), "compared"),
        ("", Place(1, 0, 0), "Type an expression"),
    ],
)
def test_a_wrong_expression_is_pointed_at(text: str, place: Place, said: str) -> None:
    found = error(text)
    assert found.place == place
    assert said in str(found)


@pytest.mark.parametrize("figure", ["0", "00", "0.5", "00.5", "1e-05", "1.5E+07", "100", "a0"])
def test_zeros_may_stand_in_numbers(figure: str) -> None:
    assert parse_expression(f"y = b*{figure}").nodes[1].name == figure


def test_there_are_limits() -> None:
    assert "characters" in str(error("a" * (MOST_CHARACTERS + 1)))
    assert "operations" in str(error(" + ".join("a" * (MOST_OPERATIONS + 2))))
    assert "input" in str(error(" + ".join("abcdefghijk"[: MOST_INPUTS + 1])))
    assert "nested" in str(error("-" * 300 + "a"))


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map("".join)))
@example("(" * 300)
@example("y = __import__('os').system('true')")
@example("\x00")
@example("a\r\nb")
@example("a if b else c")
@example("[a for a in b]")
@example("x: y = 3")
@example("\ud800")
@settings(max_examples=400, deadline=None)
def test_no_text_raises_anything_but_an_error_with_a_place_in_it(text: str) -> None:
    lines, place = text.split("\n"), Place(1, 0, 0)
    try:
        graph = parse_expression(text)
    except ExpressionError as found:
        place = found.place
    else:
        assert graph.nodes[graph.output].name
        assert all(operand < index for index, node in enumerate(graph.nodes) for operand in node.operands)
    assert 1 <= place.line <= len(lines)
    assert 0 <= place.start <= len(lines[place.line - 1])


def test_nothing_is_executed(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("text was run")

    for name in ("eval", "exec", "__import__"):
        monkeypatch.setattr(builtins, name, forbidden)
    for text in ("y = exp(a)**2", "__import__(a)", "eval(a)", "y = print(a)"):
        try:
            parse_expression(text)
        except ExpressionError:
            assert text != "y = exp(a)**2"


def test_a_gradient_passes_only_what_lies_between_output_and_the_wanted_inputs() -> None:
    graph = parse_expression("h = a*b; k = b + 1; y = h + c")
    names = {name: {graph.nodes[index].name for index in graph.carriers(name)} for name in ("a", "b", "c")}
    assert names == {"a": {"a", "h", "y"}, "b": {"b", "h", "y"}, "c": {"c", "y"}}
    assert {graph.nodes[index].name for index in graph.carriers(None)} == {"a", "b", "c", "h", "y"}


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("a**3", "3·a²", None),
        ("a**2", "2·a", None),
        ("a**-1", "(−1)·a⁻²", None),
        ("a**0.5", "0.5·a^(−0.5)", None),
        ("a**1", "1", None),
        ("a**1e20", "1e20·a^(1e+20)", None),
        ("1e-8**a", "a·(1e−8)^(a − 1)", "v1·log((1e−8))"),
        ("a**b", "b·a^(b − 1)", "v1·log(a)"),
        ("mean(a)", "1", None),
        ("a*b", "b", "a"),
        ("a/b", "1/b", "−a/b²"),
        ("a - b", "1", "−1"),
        ("y = sigmoid(a)", "y·(1 − y)", None),
        ("relu(a)", "1 if a > 0 else 0", None),
        ("log(a)", "1/a", None),
    ],
)
def test_slopes_are_told_as_formulas(text: str, first: str, second: str | None) -> None:
    graph = parse_expression(text)
    assert slope(graph, graph.output, 0, "g", [(), ()]).formula == first
    if second is not None:
        assert slope(graph, graph.output, 1, "g", [(), ()]).formula == second


def test_slopes_of_products_of_tensors_hang_on_their_shapes() -> None:
    graph = parse_expression("W @ x")
    ways = {
        (1, 1): ("g·x", "g·W"),
        (1, 2): ("x @ g", "W ⊗ g"),
        (2, 1): ("g ⊗ x", "Wᵀ @ g"),
        (2, 2): ("g @ xᵀ", "Wᵀ @ g"),
    }
    for (first, second), wanted in ways.items():
        shapes = [(2,) * first, (2,) * second]
        assert tuple(slope(graph, graph.output, at, "g", shapes).formula for at in (0, 1)) == wanted


def test_every_operation_has_a_formula_and_a_slope() -> None:
    for kind in Operation:
        if kind in (Operation.INPUT, Operation.NUMBER):
            continue
        written = {"negative": "-a"}.get(kind.value, f"{kind.value}(a)" if kind.value.isidentifier() else f"a {kind} b")
        graph = parse_expression(
            f"y = {kind.value}(a, b)" if kind.value in ("maximum", "minimum") else f"y = {written}"
        )
        assert graph.nodes[graph.output].kind is kind
        for operand in range(len(graph.nodes[graph.output].operands)):
            assert slope(graph, graph.output, operand, "g", [(2,), (2,)]).formula


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3", 3),
        (" -.5e1 ", -5),
        ("\u22122", -2),
        ("[1, 2.5]", [1, 2.5]),
        ("[[1,2],[3,4]]", [[1, 2], [3, 4]]),
        ("[[7]]", [[7]]),
    ],
)
def test_values_are_read_as_numbers_rows_and_matrices(text: str, values: object) -> None:
    found = parse_tensor(text)
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, np.array(values), strict=False)
    np.testing.assert_array_equal(parse_tensor(tensor_text(found)), found)


@pytest.mark.parametrize(
    ("text", "start", "said"),
    [
        ("", 0, "Give a number"),
        ("a", 0, "Give a number"),
        ("1 2", 2, "Nothing can follow"),
        ("[1, ]", 4, "Give a number"),
        ("[1 2]", 3, "comma"),
        ("[[1], [2, 3]]", 0, "equally long"),
        ("[[1, 2], [3]]", 0, "equally long"),
        ("[1,[2]]", 0, "not both"),
        ("[[1], 2]", 0, "not both"),
        ("[1, 2, 3, 4, 5]", 0, "At most 4"),
        ("[[[1]]]", 2, "third dimension"),
        ("[1, 1e999]", 4, "too large"),
        ("nan", 0, "Give a number"),
        ("[" * 200, 2, "third dimension"),
    ],
)
def test_a_wrong_value_is_pointed_at(text: str, start: int, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_tensor(text)
    assert caught.value.place.start == start
    assert said in str(caught.value)


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(st.sampled_from(["[", "]", ",", "1", "-", " ", ".5", "e3"]), max_size=20).map("".join),
    )
)
@settings(max_examples=300, deadline=None)
def test_no_value_raises_anything_else(text: str) -> None:
    start = 0
    try:
        found = parse_tensor(text)
    except ExpressionError as error:
        start = error.place.start
    else:
        assert np.isfinite(found).all()
        assert found.size <= 16
    assert 0 <= start <= len(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_back_from_its_text_exactly(number: float) -> None:
    assert parse_tensor(tensor_text(np.array(number))) == number
