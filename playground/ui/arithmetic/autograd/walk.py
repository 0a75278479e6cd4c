"""Where one is on the way through a graph: forward over its operations, then backward from its output."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from playground.core.autograd import GraphAnswer
from playground.core.expression import Graph
from playground.core.probes import Doubles


@dataclass(frozen=True)
class Walk:
    """`at` counts nodes that have been gone over: first each operation forward; then the output's own gradient, and
    each operation backward that sends one on. `wanted` is the input that the gradient is asked of; None: all.
    """

    graph: Graph
    wanted: str | None
    at: int

    @classmethod
    def before_backward(cls, graph: Graph, wanted: str | None = None) -> "Walk":
        """Return the place where all values are there, and no gradient."""
        return cls(graph, wanted, len(graph.operations))

    @property
    def last(self) -> int:
        return self.forwards + (1 + len(self._senders) if self._carriers else 0)

    @cached_property
    def forwards(self) -> int:
        return len(self.graph.operations)

    @property
    def is_backward(self) -> bool:
        return self.at > self.forwards

    @property
    def node(self) -> int | None:
        """The operation that was gone over last; None before the first."""
        if self.at == 0:
            return None
        if not self.is_backward:
            return self.graph.operations[self.at - 1]
        return self._senders[self.at - self.forwards - 2] if self.at - self.forwards > 1 else self.graph.output

    @property
    def is_seed(self) -> bool:
        """Whether backward has just begun: the output has its gradient, and nothing was sent back."""
        return self.at == self.forwards + 1

    def to(self, at: int) -> "Walk":
        """Return the place `at`, or the nearest that there is."""
        return replace(self, at=max(0, min(self.last, at)))

    def to_end(self) -> "Walk":
        """Return the end of this way: of forward, or where that is reached, of backward."""
        return self.to(self.forwards if self.at < self.forwards else self.last)

    def has_value(self, index: int) -> bool:
        """Tell whether the value of a node is there."""
        return self._ranks.get(index, -1) < self.at

    def has_sent(self, index: int) -> bool:
        """Tell whether an operation has sent its gradient on to its operands."""
        return self.is_backward and index in self._senders[: self.at - self.forwards - 1]

    def sends_to(self, index: int) -> tuple[tuple[int, int], ...]:
        """Return who sends gradient to a node: each operation, and as which of its operands it has the node."""
        if index not in self._carriers:
            return ()
        return tuple(
            (sender, position)
            for sender in self._senders
            for position, operand in enumerate(self.graph.nodes[sender].operands)
            if operand == index
        )

    def is_complete(self, index: int) -> bool:
        """Tell whether all that sends gradient to a node has done so."""
        return all(self.has_sent(sender) for sender, _ in self.sends_to(index))

    def gradient(self, index: int, answer: GraphAnswer) -> Doubles | None:
        """Return the gradient that has reached a node so far; None where none has, as torch has it before backward."""
        found = answer.nodes[index]
        if found is None or found.gradient is None or not self.is_backward:
            return None
        if self.is_complete(index) or index == self.graph.output:
            return found.gradient
        reached = [
            sent.parts[position]
            for sender, position in self.sends_to(index)
            if self.has_sent(sender) and (sent := answer.nodes[sender]) is not None
        ]
        parts = [part for part in reached if part is not None]
        return np.sum(parts, axis=0) if parts else None

    @cached_property
    def _ranks(self) -> Mapping[int, int]:
        return {index: rank for rank, index in enumerate(self.graph.operations)}

    @cached_property
    def _carriers(self) -> frozenset[int]:
        return self.graph.carriers(self.wanted)

    @cached_property
    def _senders(self) -> tuple[int, ...]:
        return tuple(index for index in reversed(self.graph.operations) if index in self._carriers)
