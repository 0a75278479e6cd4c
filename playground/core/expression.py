"""Expressions that a person types, as graphs of operations: what the Autograd explorer computes and draws.

Text becomes a graph in `expression_text`; it is never run as Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from playground.core.messages import Message, PlaygroundError

MOST_CHARACTERS = 400
MOST_OPERATIONS = 32
MOST_INPUTS = 8


class Operation(StrEnum):
    """What a node does; the value is how it is written."""

    INPUT = "input"
    NUMBER = "number"
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    POWER = "**"
    MATMUL = "@"
    NEGATE = "negative"
    RELU = "relu"
    SIGMOID = "sigmoid"
    TANH = "tanh"
    SOFTPLUS = "softplus"
    EXP = "exp"
    LOG = "log"
    SQRT = "sqrt"
    ABS = "abs"
    SIN = "sin"
    COS = "cos"
    SUM = "sum"
    MEAN = "mean"
    SOFTMAX = "softmax"
    LOG_SOFTMAX = "log_softmax"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"


INFIX = frozenset(
    {
        Operation.ADD,
        Operation.SUBTRACT,
        Operation.MULTIPLY,
        Operation.DIVIDE,
        Operation.POWER,
        Operation.MATMUL,
    }
)
"""Operations that are written between their two operands."""

OF_TWO = INFIX | {Operation.MAXIMUM, Operation.MINIMUM}
"""Operations with two operands; all others have one."""

LEAVES = frozenset({Operation.INPUT, Operation.NUMBER})

FUNCTIONS = {kind.value: kind for kind in Operation if kind not in INFIX | LEAVES | {Operation.NEGATE}}
"""Operations that are written as a function, by name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of text: `line` counts from 1, `start` and `end` (exclusive) are columns in characters, from 0."""

    line: int
    start: int
    end: int


class ExpressionError(PlaygroundError):
    """A text that cannot be read: `place` is what is wrong in it."""

    def __init__(self, place: Place, what: Message) -> None:
        super().__init__(what)
        self.place = place


@dataclass(frozen=True, slots=True)
class Node:
    """One operation, input or number. `operands` are indexes of nodes before it; `name` is what it is called: as the
    text does, or v1, v2, ... where that gives it no name; a number without one is called by its figure. `place` is
    where it stands.
    """

    kind: Operation
    operands: tuple[int, ...]
    name: str
    place: Place
    number: float = 0.0


@dataclass(frozen=True, slots=True)
class Graph:
    """`nodes` in the order in which they are computed; `output` is the one that the last line gives."""

    nodes: tuple[Node, ...]
    output: int

    @property
    def inputs(self) -> Sequence[int]:
        """The nodes that need a value, in the order in which the text names them."""
        return [index for index, node in enumerate(self.nodes) if node.kind is Operation.INPUT]

    @property
    def operations(self) -> Sequence[int]:
        """The nodes that are computed, first to last."""
        return [index for index, node in enumerate(self.nodes) if node.kind not in LEAVES]

    @property
    def drawn(self) -> Sequence[int]:
        """All nodes but numbers without a name, which are told of where they are used."""
        return [
            index
            for index, node in enumerate(self.nodes)
            if node.kind is not Operation.NUMBER or node.name.isidentifier() or index == self.output
        ]

    def named(self, name: str) -> int:
        """Return the input of this name; StopIteration where there is none."""
        return next(index for index in self.inputs if self.nodes[index].name == name)

    def carriers(self, wanted: str | None) -> frozenset[int]:
        """Return the nodes that a gradient passes on its way from the output to the input `wanted`, or to all (None):
        both ends among them.
        """
        reached = {index for index in self.inputs if wanted in (None, self.nodes[index].name)}
        for index in self.operations:
            if reached.intersection(self.nodes[index].operands):
                reached.add(index)
        needed = {self.output}
        for index in reversed(self.operations):
            if index in needed:
                needed.update(self.nodes[index].operands)
        return frozenset(reached & needed)
