"""The Autograd explorer's question and its answer: a graph's values forward and its gradients backward, in float64."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from playground.core.expression import Graph
from playground.core.messages import Message
from playground.core.probes import Doubles, Question


@dataclass(frozen=True, slots=True, eq=False)
class AskGraph(Question):
    """What are the values of this graph, and the gradients of its output?

    `values` has one entry for each input: shape (), (n,) or (n, m). `wanted` is the input that the gradient is asked
    of; None: all.
    """

    free: ClassVar[bool] = True
    graph: Graph
    values: Mapping[str, Doubles]
    wanted: str | None = None
    mark: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True, eq=False)
class NodeAnswer:
    """`value` of a node and `gradient` of the output by it, in the same shape; None where none passes.

    One entry for each operand, None where no gradient passes to it: `parts` is what this node sends back, in the
    operand's shape. `slopes` is the local derivative that the gradient is multiplied by to get there, in the shape of
    the value (of sum and mean: of the operand); None also where the way back is no product of single numbers.
    """

    value: Doubles
    gradient: Doubles | None
    slopes: tuple[Doubles | None, ...]
    parts: tuple[Doubles | None, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong at a node."""

    node: int
    message: Message


@dataclass(frozen=True, slots=True, eq=False)
class GraphAnswer:
    """One entry for each node; None from the one on that cannot be computed. `summed`: the output is a tensor, and the
    gradients are those of the sum of its numbers.
    """

    mark: tuple[str, int]
    nodes: tuple[NodeAnswer | None, ...]
    summed: bool
    trouble: Trouble | None
