"""What an operation does, and its derivative, as formulas to read."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from playground.core.expression import INFIX, Graph, Node, Operation

_MINUS = "\u2212"
_TIMES = "·"
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_MOST_SUPERSCRIPT = 99


@dataclass(frozen=True, slots=True)
class Slope:
    """How an operation sends the gradient g of its result to one operand: g x `formula`; or `formula` itself, with g
    in it, where `whole`.
    """

    formula: str
    whole: bool = False


def formula(graph: Graph, index: int, operands: Sequence[str] | None = None) -> str:
    """Return what node `index` does, such as "w*x"; with `operands` in place of the names of its own. For an input or
    a number that is its name.
    """
    node = graph.nodes[index]
    names = operand_names(graph, index) if operands is None else operands
    if node.kind is Operation.NEGATE:
        return f"{_MINUS}{_wrapped(names[0])}"
    if node.kind in INFIX:
        return _SPACING[node.kind].join(map(_wrapped, names))
    return f"{node.kind.value}({', '.join(names)})" if names else _plain(node.name)


def operand_names(graph: Graph, index: int) -> tuple[str, ...]:
    """Return what the operands of node `index` are called."""
    return tuple(_plain(graph.nodes[operand].name) for operand in graph.nodes[index].operands)


def slope(graph: Graph, index: int, operand: int, gradient: str, shapes: Sequence[tuple[int, ...]]) -> Slope:
    """Return how node `index` sends back to the operand of this number (0 or 1). `gradient` is what the gradient of
    its result is called, `shapes` are those of its operands.
    """
    node = graph.nodes[index]
    names = [_wrapped(name) for name in operand_names(graph, index)]
    if node.kind is Operation.MATMUL:
        return Slope(_matmul(names, operand, gradient, (len(shapes[0]), len(shapes[1]))), whole=True)
    if node.kind is Operation.SOFTMAX:
        return Slope(f"{node.name}{_TIMES}({gradient} {_MINUS} sum({gradient}{_TIMES}{node.name}))", whole=True)
    if node.kind is Operation.LOG_SOFTMAX:
        return Slope(f"{gradient} {_MINUS} softmax({names[0]}){_TIMES}sum({gradient})", whole=True)
    if node.kind is Operation.POWER:
        return Slope(_power(node, graph.nodes[node.operands[1]], names, operand))
    if node.kind is Operation.MEAN:
        count = math.prod(shapes[0])
        return Slope("1" if count == 1 else f"1/{count}")
    return Slope(_SLOPES[node.kind][operand](_Names(names[0], names[-1], node.name)))


@dataclass(frozen=True, slots=True)
class _Names:
    """What first and second operand and the result are called."""

    a: str
    b: str
    out: str


_Formula: TypeAlias = Callable[[_Names], str]

_SPACING: Mapping[Operation, str] = {
    Operation.ADD: " + ",
    Operation.SUBTRACT: f" {_MINUS} ",
    Operation.MULTIPLY: "*",
    Operation.DIVIDE: "/",
    Operation.POWER: "**",
    Operation.MATMUL: " @ ",
}
_SLOPES: Mapping[Operation, Sequence[_Formula]] = {
    Operation.ADD: (lambda _: "1", lambda _: "1"),
    Operation.SUBTRACT: (lambda _: "1", lambda _: f"{_MINUS}1"),
    Operation.MULTIPLY: (lambda n: n.b, lambda n: n.a),
    Operation.DIVIDE: (lambda n: f"1/{n.b}", lambda n: f"{_MINUS}{n.a}/{n.b}²"),
    Operation.NEGATE: (lambda _: f"{_MINUS}1",),
    Operation.RELU: (lambda n: f"1 if {n.a} > 0 else 0",),
    Operation.SIGMOID: (lambda n: f"{n.out}{_TIMES}(1 {_MINUS} {n.out})",),
    Operation.TANH: (lambda n: f"1 {_MINUS} {n.out}²",),
    Operation.SOFTPLUS: (lambda n: f"sigmoid({n.a})",),
    Operation.EXP: (lambda n: n.out,),
    Operation.LOG: (lambda n: f"1/{n.a}",),
    Operation.SQRT: (lambda n: f"1/(2{_TIMES}{n.out})",),
    Operation.ABS: (lambda n: f"sign of {n.a}",),
    Operation.SIN: (lambda n: f"cos({n.a})",),
    Operation.COS: (lambda n: f"{_MINUS}sin({n.a})",),
    Operation.SUM: (lambda _: "1",),
    Operation.MAXIMUM: (
        lambda n: f"1 if {n.a} > {n.b}, ½ if equal, else 0",
        lambda n: f"1 if {n.b} > {n.a}, ½ if equal, else 0",
    ),
    Operation.MINIMUM: (
        lambda n: f"1 if {n.a} < {n.b}, ½ if equal, else 0",
        lambda n: f"1 if {n.b} < {n.a}, ½ if equal, else 0",
    ),
}


def _power(node: Node, exponent: Node, names: Sequence[str], operand: int) -> str:
    power = names[1]
    base = f"({names[0]})" if _has_exponent(names[0]) else names[0]  # 1e−8^2 could be read in two ways
    if operand == 1:
        return f"{node.name}{_TIMES}log({base})"
    if exponent.kind is not Operation.NUMBER or exponent.name.isidentifier():
        return f"{power}{_TIMES}{base}^({power} {_MINUS} 1)"
    less = exponent.number - 1
    raised = "" if less == 0 else base if less == 1 else f"{base}{_raised(less)}"
    return _TIMES.join(filter(None, (power, raised)))


def _raised(power: float) -> str:
    if power == int(power) and abs(power) <= _MOST_SUPERSCRIPT:
        return str(int(power)).translate(_SUPERSCRIPTS)
    figure = _plain(f"{power:g}")
    return f"^({figure})" if power < 0 or _has_exponent(figure) else f"^{figure}"


def _has_exponent(figure: str) -> bool:
    return figure[0].isdigit() and "e" in figure


def _matmul(names: Sequence[str], operand: int, gradient: str, dimensions: tuple[int, int]) -> str:
    """Return the formula for vectors (1) and matrices (2) on either side."""
    first, second = names
    ways = {
        (1, 1): (f"{gradient}{_TIMES}{second}", f"{gradient}{_TIMES}{first}"),
        (1, 2): (f"{second} @ {gradient}", f"{first} ⊗ {gradient}"),
        (2, 1): (f"{gradient} ⊗ {second}", f"{first}ᵀ @ {gradient}"),
        (2, 2): (f"{gradient} @ {second}ᵀ", f"{first}ᵀ @ {gradient}"),
    }
    return ways[dimensions][operand]


def _plain(name: str) -> str:
    """Return a name as it is, and a figure with a real minus sign."""
    return name.replace("-", _MINUS)


def _wrapped(name: str) -> str:
    """Return what may stand beside a sign: a negative number in brackets."""
    return f"({name})" if name.startswith(_MINUS) else name
