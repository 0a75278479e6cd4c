"""What stands in the nodes of a graph at a place of the walk through it."""

from collections.abc import Mapping, Sequence

from playground.core.autograd import GraphAnswer
from playground.core.expression import LEAVES, Graph, Operation
from playground.core.expression_words import formula
from playground.core.probes import Doubles
from playground.ui.arithmetic.autograd.figures import cells
from playground.ui.arithmetic.autograd.node_box import Figures, NodeBox
from playground.ui.arithmetic.autograd.walk import Walk
from playground.ui.figures import MINUS

_NOTHING_YET = Figures((("…",),), pale=True)
_NO_GRADIENT = Figures((("None",),), pale=True)


def title_of(graph: Graph, index: int) -> str:
    """Return what a node is and does: "v1 = w*x", or the name of an input."""
    node = graph.nodes[index]
    name = node.name.replace("-", MINUS)
    if node.kind is Operation.NUMBER and node.name.isidentifier():
        return f"{name} = {node.number:g}".replace("-", MINUS)
    return name if node.kind in LEAVES else f"{name} = {formula(graph, index)}"


def boxes_at(walk: Walk, answer: GraphAnswer | None) -> Mapping[int, NodeBox]:
    """Return the drawn nodes; without an answer, without numbers. Their rooms do not change on the way."""
    return {index: _box(walk, index, answer) for index in walk.graph.drawn}


def widest_boxes(walk: Walk, answer: GraphAnswer | None) -> Mapping[int, Sequence[NodeBox]]:
    """Return each drawn node as it is at the places where it may need most room."""
    forward, last = walk.to(walk.forwards), walk.to(walk.last)
    found = {index: [_box(forward, index, answer), _box(last, index, answer)] for index in walk.graph.drawn}
    several = [index for index in found if len(walk.sends_to(index)) > 1]
    if several:  # their gradients are sums, of which more digits may be seen before all parts are there
        for at in range(walk.forwards + 1, walk.last):
            place = walk.to(at)
            for index in several:
                found[index].append(_box(place, index, answer))
    return found


def _box(walk: Walk, index: int, answer: GraphAnswer | None) -> NodeBox:
    found = answer.nodes[index] if answer is not None else None
    value = gradient = None
    if answer is not None and found is not None:
        value = found.value if walk.has_value(index) else None
        gradient = walk.gradient(index, answer)
    rows = _rows(found.value) if found is not None else 1
    faulty = answer is not None and answer.trouble is not None and answer.trouble.node == index
    return NodeBox(
        title_of(walk.graph, index),
        _figures(value, _NOTHING_YET, rows),
        _figures(gradient, _NO_GRADIENT, rows),
        is_input=walk.graph.nodes[index].kind in LEAVES,
        current=walk.node == index and value is not None,
        faulty=faulty and (value is not None or found is None),
    )


def _rows(values: Doubles) -> int:
    return values.shape[0] if values.ndim == 2 else 1


def _figures(values: Doubles | None, otherwise: Figures, rows: int) -> Figures:
    if values is None:
        return Figures(otherwise.rows, pale=True, room=rows)
    return Figures(cells(values), bracketed=values.ndim > 0, room=rows)
