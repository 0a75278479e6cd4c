from collections.abc import Mapping

import numpy as np
import pytest

from playground.core.autograd import AskGraph, GraphAnswer
from playground.core.expression import Graph
from playground.core.expression_tensor import parse_tensor
from playground.core.expression_text import parse_expression
from playground.core.probes import Doubles
from playground.engine.probes import answer_free


def asked(text: str, wanted: str | None = None, **values: str) -> tuple[Graph, GraphAnswer]:
    graph = parse_expression(text)
    ask = AskGraph(graph, {name: parse_tensor(value) for name, value in values.items()}, wanted, ("test", 7))
    answer = answer_free(ask)
    assert isinstance(answer, GraphAnswer)
    assert answer.mark == ("test", 7)
    return graph, answer


def output(graph: Graph, answer: GraphAnswer) -> float:
    found = answer.nodes[graph.output]
    assert found is not None
    return float(found.value.sum())


def gradients(graph: Graph, answer: GraphAnswer) -> dict[str, object]:
    """Return the gradient by each input as nested lists; None where there is none."""
    found = {}
    for index in graph.inputs:
        node = answer.nodes[index]
        assert node is not None
        found[graph.nodes[index].name] = None if node.gradient is None else node.gradient.tolist()
    return found


def test_two_powers_are_those_of_the_tutorial() -> None:
    graph, answer = asked("y = a**3 - b**2", a="5", b="6")
    assert output(graph, answer) == 89
    assert gradients(graph, answer) == {"a": 75, "b": -12}
    assert answer.trouble is None


def test_the_neuron_is_that_of_the_tutorial() -> None:
    graph, answer = asked("out = relu(w*x + b)", x="3", w="2", b="1")
    assert output(graph, answer) == 7
    assert gradients(graph, answer) == {"w": 3, "x": 2, "b": 1}


def test_of_one_input_alone_the_others_have_none() -> None:
    graph, answer = asked("out = relu(w*x + b)", "b", x="3", w="2", b="1")
    assert gradients(graph, answer) == {"w": None, "x": None, "b": 1}


def test_what_does_not_lead_to_the_output_has_no_gradient() -> None:
    graph, answer = asked("k = c*2; y = a + 1", a="1", c="2")
    assert gradients(graph, answer) == {"c": None, "a": 1}


def test_parts_of_a_value_used_twice_add_up_to_its_gradient() -> None:
    graph, answer = asked("h = a*b\ny = h**2 + h", a="2", b="3")
    by_name = {node.name: answer.nodes[index] for index, node in enumerate(graph.nodes)}
    squared, total, h = by_name["v1"], by_name["y"], by_name["h"]
    assert squared is not None
    assert total is not None
    assert h is not None
    assert squared.parts[0] == squared.slopes[0] == 12
    assert total.parts[1] == 1
    assert h.gradient == 13


def test_a_tensor_as_output_is_summed() -> None:
    graph, answer = asked("y = x*w", x="[1, 2]", w="3")
    assert answer.summed
    assert gradients(graph, answer) == {"x": [3, 3], "w": 3}
    assert not asked("y = sum(x)", x="[1, 2]")[1].summed


EVERYTHING: Mapping[str, dict[str, str]] = {
    "y = relu(a) + sigmoid(a) + tanh(b) + softplus(b)": {"a": "[0.3, -1.2]", "b": "0.7"},
    "y = exp(a)*log(b)/sqrt(b) - abs(a)": {"a": "-0.4", "b": "2.5"},
    "y = sin(a)*cos(b) + a**b + -a": {"a": "1.3", "b": "0.6"},
    "y = mean((X @ w + b - t)**2)": {"X": "[[1, 2], [3, 4], [5, 6]]", "w": "[1, 0.5]", "b": "0.5", "t": "[2, 5, 9]"},
    "y = -sum(t*log(softmax(z))) + sum(t*log_softmax(z))": {"z": "[2, 1, 0.1]", "t": "[0.2, 0.5, 0.3]"},
    "y = softmax(W) @ maximum(a, b) + minimum(a, b)": {"W": "[[1, 2], [0, 1]]", "a": "[1, 5]", "b": "[2, 3]"},
    "y = W @ V @ x * (x @ x) + x @ W": {"W": "[[1, 2], [3, 4]]", "V": "[[0.5, 1], [1, 0]]", "x": "[0.3, -0.2]"},
    "y = W + row*column": {"W": "2", "row": "[[1, 2, 3]]", "column": "[[4], [5]]"},
}


@pytest.mark.parametrize("text", EVERYTHING)
def test_gradients_are_those_of_finite_differences(text: str) -> None:
    graph = parse_expression(text)
    values = {name: parse_tensor(value) for name, value in EVERYTHING[text].items()}

    def total(at: Mapping[str, Doubles]) -> float:
        answer = answer_free(AskGraph(graph, at))
        assert isinstance(answer, GraphAnswer)
        return output(graph, answer)

    answer = answer_free(AskGraph(graph, values))
    assert isinstance(answer, GraphAnswer)
    for index in graph.inputs:
        name, found = graph.nodes[index].name, answer.nodes[index]
        assert found is not None
        assert found.gradient is not None
        for place in np.ndindex(values[name].shape):
            moved = []
            for step in (1e-6, -1e-6):
                nudged = {**values, name: values[name].copy()}
                nudged[name][place] += step
                moved.append(total(nudged))
            assert found.gradient[place] == pytest.approx((moved[0] - moved[1]) / 2e-6, rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("text", EVERYTHING)
def test_what_is_sent_back_adds_up_and_is_gradient_times_slope(text: str) -> None:
    graph, answer = asked(text, **EVERYTHING[text])
    sums: dict[int, Doubles] = {}
    for index, node in enumerate(graph.nodes):
        found = answer.nodes[index]
        assert found is not None
        for position, operand in enumerate(node.operands):
            part, factor = found.parts[position], found.slopes[position]
            if part is None:
                continue
            sums[operand] = part + sums.get(operand, np.zeros(()))
            if factor is not None:
                assert found.gradient is not None
                assert (found.gradient * factor).sum() == pytest.approx(part.sum())
    for operand, total in sums.items():
        reached = answer.nodes[operand]
        assert reached is not None
        assert reached.gradient is not None
        np.testing.assert_allclose(total, reached.gradient, rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "values", "name", "said"),
    [
        ("y = log(a) + b", {"a": "-1", "b": "2"}, "v1", "log of a negative number"),
        ("y = log(a)", {"a": "0"}, "y", "log of 0"),
        ("y = sqrt(a)", {"a": "[1, -1]"}, "y", "square root"),
        ("y = a/b", {"a": "1", "b": "0"}, "y", "Division by 0"),
        ("y = a**b", {"a": "-8", "b": "0.5"}, "y", "not a whole number"),
        ("y = a**b", {"a": "[0, 1]", "b": "-1"}, "y", "negative power of 0"),
        ("y = a**2", {"a": "[0, 1e200]"}, "y", "too large"),
        ("y = a**b", {"a": "[-8, 1e200]", "b": "[3, 2]"}, "y", "too large"),
        ("y = (a*b)*c", {"a": "1e-200", "b": "1e200", "c": "1e300"}, "v1", "* sends back is too large"),
        ("y = (W @ x)*c", {"W": "[[1e-200, 0]]", "x": "[1e200, 0]", "c": "1e300"}, "v1", "@ sends back is too large"),
        ("y = exp(a)", {"a": "1000"}, "y", "too large"),
        ("y = sqrt(a)*2", {"a": "0"}, "v1", "slope of sqrt"),
    ],
)
def test_what_is_no_finite_number_is_told_of_the_node_where_it_begins(
    text: str, values: dict[str, str], name: str, said: str
) -> None:
    graph, answer = asked(text, **values)
    assert answer.trouble is not None
    assert graph.nodes[answer.trouble.node].name == name
    assert said in str(answer.trouble.message)
    assert all(node is not None for node in answer.nodes)


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("h = W @ x; y = sum(h)", {"W": "[[1, 2, 3]]", "x": "[1, 2]"}, "[1, 3] and [2]"),
        ("y = a + b", {"a": "[1, 2]", "b": "[1, 2, 3]"}, "[2] and [3]"),
        ("y = a @ b", {"a": "2", "b": "3"}, "or write *"),
        ("y = a @ b", {"a": "[1, 2]", "b": "3"}, "or write *"),
        ("y = a @ b", {"a": "2", "b": "[1, 2]"}, "or write *"),
        ("y = a @ b", {"a": "[1, 2]", "b": "[1, 2, 3]"}, "[2] and [3]"),
        ("y = a @ b", {"a": "[1, 2]", "b": "[[1, 2], [3, 4], [5, 6]]"}, "[2] and [3, 2]"),
        ("y = a @ b", {"a": "[[1, 2]]", "b": "[[1, 2]]"}, "[1, 2] and [1, 2]"),
        ("y = softmax(a)", {"a": "2"}, "needs a tensor"),
    ],
)
def test_shapes_that_do_not_fit_end_the_way_with_a_sentence(text: str, values: dict[str, str], said: str) -> None:
    graph, answer = asked(text, **values)
    assert answer.trouble is not None
    assert said in str(answer.trouble.message)
    assert answer.nodes[answer.trouble.node] is None
    assert answer.nodes[graph.inputs[0]] is not None


def test_an_output_that_hangs_on_no_input_has_no_gradients() -> None:
    graph, answer = asked("k = a; y = 2*3", a="1")
    assert output(graph, answer) == 6
    assert gradients(graph, answer) == {"a": None}
