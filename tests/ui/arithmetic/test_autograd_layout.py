from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.core.expression import Graph
from playground.core.expression_text import parse_expression
from playground.ui.arithmetic.autograd.examples import EXAMPLES
from playground.ui.arithmetic.autograd.layout import Arrangement, arrange, columns_of

TEXTS = [
    *(example.text for example in EXAMPLES),
    "y = a*a",
    "y = a",
    "y = 3",
    "y = 1/2*(a - b)**2",
    "p = a*b\nq = a + p\nr = exp(q)\ny = a*r + b*p + q*a",
    "k = c*2\nh = tanh(a)\nm = tanh(h)\ny = m*a + h*b + a",
]


def arranged(text: str) -> tuple[Graph, Arrangement]:
    graph = parse_expression(text)
    sizes = {index: QSizeF(80 + 12 * (index % 4), 58 + 30 * (index % 2)) for index in graph.drawn}
    return graph, arrange(graph, sizes, 40)


def named(graph: Graph, name: str) -> int:
    return next(index for index, node in enumerate(graph.nodes) if node.name == name)


@pytest.mark.parametrize("text", TEXTS)
def test_nodes_lie_apart_and_within_the_whole(text: str) -> None:
    graph, places = arranged(text)
    assert places.boxes.keys() == set(graph.drawn)
    whole = QRectF(QPointF(0, 0), places.size).adjusted(-0.01, -0.01, 0.01, 0.01)
    assert all(whole.contains(box) for box in places.boxes.values())
    assert not any(one.intersects(other) for one, other in combinations(places.boxes.values(), 2))


@pytest.mark.parametrize("text", TEXTS)
def test_lines_run_rightwards_and_cross_no_node(text: str) -> None:
    graph, places = arranged(text)
    for (index, position), points in places.lines.items():
        start, end = graph.nodes[index].operands[position], index
        assert points[0].x() == places.boxes[start].right()
        assert points[-1].x() == places.boxes[end].left()
        for before, after in pairwise(points):
            assert before.x() <= after.x()
            way = QRectF(before, after).normalized().adjusted(0.1, -0.1, -0.1, 0.1)
            others = [box for node, box in places.boxes.items() if node not in (start, end)]
            assert not any(way.intersects(box) for box in others)


def test_inputs_stand_right_before_what_uses_them() -> None:
    graph = parse_expression("out = relu(w*x + b)")
    columns = columns_of(graph)
    assert {graph.nodes[index].name: column for index, column in columns.items()} == {
        "w": 0,
        "x": 0,
        "v1": 1,
        "b": 1,
        "v2": 2,
        "out": 3,
    }


def test_operands_keep_their_order_from_top_to_bottom() -> None:
    graph, places = arranged("y = a**3 - b**2")
    assert places.boxes[named(graph, "a")].y() < places.boxes[named(graph, "b")].y()
    first, second = (places.lines[named(graph, "y"), position][-1].y() for position in (0, 1))
    assert first < second


def test_a_chain_lies_level() -> None:
    graph, places = arranged("y = tanh(exp(sin(a)))")
    heights = {round(places.boxes[index].center().y(), 3) for index in graph.drawn}
    assert len(heights) == 1


def test_a_value_used_twice_by_one_node_has_two_lines() -> None:
    graph, places = arranged("y = a*a")
    ends = [places.lines[graph.output, position][-1].y() for position in (0, 1)]
    assert ends[0] < ends[1]
