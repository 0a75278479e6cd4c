"""What the Autograd page says about the step that was just taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QCoreApplication

from playground.core.autograd import GraphAnswer, NodeAnswer
from playground.core.expression import LEAVES, Graph
from playground.core.expression_words import formula, operand_names, slope
from playground.core.probes import Doubles
from playground.ui.arithmetic.autograd.figures import SHORT, tensor
from playground.ui.arithmetic.autograd.walk import Walk
from playground.ui.figures import MINUS, bracketed

_TIMES = " × "


def example_title(name: str) -> str:
    """Return what an example is called."""
    titles = {
        "powers": _tr("Two powers"),
        "relu": _tr("Neuron with ReLU"),
        "twice": _tr("A value used twice"),
        "sigmoid": _tr("Neuron with sigmoid"),
        "squares": _tr("Mean squared error"),
        "softmax": _tr("Softmax, cross-entropy"),
        "layer": _tr("Two layers"),
    }
    return titles[name]


@dataclass(frozen=True)
class Words:
    """Sentences about the place of `walk`, with the numbers of `answer`."""

    walk: Walk
    answer: GraphAnswer

    @property
    def graph(self) -> Graph:
        return self.walk.graph

    def lines(self) -> Sequence[str]:
        """Return what was done last."""
        index = self.walk.node
        if index is None:
            return (_tr("The inputs have values. One node further computes the first operation."),)
        if not self.walk.is_backward:
            return self._forward(index)
        if self.walk.is_seed:
            return self._seed()
        return self._backward(index)

    def about(self, index: int) -> Sequence[str]:
        """Return all that is known of a node: how it gets its value, and where its gradient comes from."""
        if not self.walk.has_value(index):
            return (f"{self._name(index)} = {formula(self.graph, index)}",)
        gradient = self.walk.gradient(index, self.answer)
        if gradient is None:
            why = _tr("No gradient has reached it: {name}.grad is None.").format(name=self._name(index))
            return self._value(index), why
        said = tensor(gradient)
        return self._value(index), f"{self._by(index)} = {said}" if said else ""

    @cached_property
    def total(self) -> str:
        """What the gradients are of: the output, or the sum of its numbers."""
        name = self._name(self.graph.output)
        return f"sum({name})" if self.answer.summed else name

    def _forward(self, index: int) -> Sequence[str]:
        if self.walk.at < self.walk.forwards:
            return (self._value(index),)
        if self.walk.last == self.walk.forwards:
            return self._value(index), _tr("No input reaches it, so there is nothing to go backward to.")
        return self._value(index), _tr("All values are there. Before backward every gradient is None.")

    def _value(self, index: int) -> str:
        """Say how a node gets its value: "v1 = w*x = 2*3 = 6"."""
        node, found = self.graph.nodes[index], self._found(index)
        if found is None:
            return f"{self._name(index)} = {formula(self.graph, index)}"
        parts = [self._name(index)]
        if node.kind not in LEAVES:
            parts += [formula(self.graph, index), *self._with_numbers(index)]
        return " = ".join([*parts, tensor(found.value) or self._shape(found.value)])

    def _with_numbers(self, index: int) -> Sequence[str]:
        """Return the operation with numbers in place of names, where all are single ones."""
        found = [self._found(operand) for operand in self.graph.nodes[index].operands]
        values = [operand.value for operand in found if operand is not None]
        if len(values) < len(found) or any(value.ndim for value in values):
            return ()
        written = formula(self.graph, index, [tensor(value) for value in values])
        return () if written == formula(self.graph, index) else (written,)

    def _seed(self) -> Sequence[str]:
        name = self._name(self.graph.output)
        call = f"{self.total}.backward()"
        if self.walk.wanted is not None:
            call = f"torch.autograd.grad({self.total}, {self.walk.wanted})"
        if self.answer.summed:
            summed = _tr("{name} has several numbers, and backward starts from one: their sum is taken.")
            return summed.format(name=name), _tr("{call} begins with {by} = 1 for each.").format(
                call=call, by=self._by(self.graph.output)
            )
        return (_tr("{call} begins at the end: {by} = 1.").format(call=call, by=self._by(self.graph.output)),)

    def _backward(self, index: int) -> Sequence[str]:
        found = self._found(index)
        if found is None:
            return ()
        sent = [position for position, part in enumerate(found.parts) if part is not None]
        return tuple(self._sent(index, position, found) for position in sent)

    def _sent(self, index: int, position: int, found: NodeAnswer) -> str:
        """Say how a node sends its gradient to one operand."""
        operand, part, factor = (
            self.graph.nodes[index].operands[position],
            found.parts[position],
            found.slopes[position],
        )
        assert part is not None
        assert found.gradient is not None
        shapes = [np.shape(node.value) for node in map(self._found, self.graph.nodes[index].operands) if node]
        rule = slope(self.graph, index, position, self._by(index), shapes)
        if rule.whole or factor is None:
            return self._arrived(index, operand, position, rule.formula, part)
        local = f"d{self._name(index)}/d{operand_names(self.graph, index)[position]}"
        known = _common(factor)
        start = local if rule.formula == known else f"{local} = {rule.formula}"
        product = f"{self._by(index)}{_TIMES}{local}"
        if not factor.ndim and not found.gradient.ndim:
            product += f" = {_by_number(found.gradient)}{_TIMES}{_by_number(factor)}"
        if part.shape != np.broadcast_shapes(factor.shape, found.gradient.shape):
            product = f"sum({product})"
        return f"{start}{f' = {known}' if known else ''};  {self._arrived(index, operand, position, product, part)}"

    def _arrived(self, index: int, operand: int, position: int, way: str, part: Doubles) -> str:
        """Say what reaches an operand: the whole of its gradient, or one of the parts that add up."""
        amount = tensor(part)
        equal = f"{way} = {amount}" if amount else way
        senders = self.walk.sends_to(operand)
        if len(senders) == 1:
            return f"{self._by(operand)} = {equal}"
        so_far = senders[: senders.index((index, position)) + 1]
        if len(so_far) == 1:
            return _tr("{by} gets {part} from here").format(by=self._by(operand), part=equal)
        sent = [other for sender, at in so_far if (other := self._sent_part(sender, at)) is not None]
        numbers = [tensor(part) for part in sent]
        if not all(numbers):
            return _tr("{by} gets {part} more").format(by=self._by(operand), part=equal)
        total = tensor(np.sum(sent, axis=0))
        added = " + ".join(map(bracketed, numbers))
        return _tr("{by} gets {part} more: {added} = {total}").format(
            by=self._by(operand), part=equal, added=added, total=total
        )

    def _sent_part(self, sender: int, position: int) -> Doubles | None:
        found = self._found(sender)
        return None if found is None else found.parts[position]

    def _found(self, index: int) -> NodeAnswer | None:
        return self.answer.nodes[index]

    def _by(self, index: int) -> str:
        return (
            f"d{self.total}/d{self._name(index)}" if not self.answer.summed else f"d {self.total}/d{self._name(index)}"
        )

    def _name(self, index: int) -> str:
        return self.graph.nodes[index].name.replace("-", MINUS)

    def _shape(self, values: Doubles) -> str:
        return _tr("{sides} numbers").format(sides=f" {_TIMES.strip()} ".join(map(str, values.shape)))


def _common(values: Doubles) -> str:
    """Return the one number that all of `values` are, else all of them, else ""."""
    if values.size and bool((values == values.flat[0]).all()):
        return tensor(np.asarray(values.flat[0]))
    return tensor(values, SHORT)


def _by_number(value: Doubles) -> str:
    return bracketed(tensor(value))


def _tr(text: str) -> str:
    return QCoreApplication.translate("autograd", text)
