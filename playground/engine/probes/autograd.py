"""What are the values of a graph, and the gradients of its output? With torch's own autograd, in float64."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (torch's own convention)

from playground.core.autograd import AskGraph, GraphAnswer, NodeAnswer, Trouble
from playground.core.expression import Graph, Operation
from playground.core.messages import Message, message
from playground.core.probes import Doubles
from playground.engine.probes.arrays import doubles

_COMPUTED: Mapping[Operation, Callable[..., Tensor]] = {
    Operation.ADD: torch.add,
    Operation.SUBTRACT: torch.sub,
    Operation.MULTIPLY: torch.mul,
    Operation.DIVIDE: torch.div,
    Operation.POWER: torch.pow,
    Operation.MATMUL: torch.matmul,
    Operation.NEGATE: torch.neg,
    Operation.RELU: torch.relu,
    Operation.SIGMOID: torch.sigmoid,
    Operation.TANH: torch.tanh,
    Operation.SOFTPLUS: F.softplus,
    Operation.EXP: torch.exp,
    Operation.LOG: torch.log,
    Operation.SQRT: torch.sqrt,
    Operation.ABS: torch.abs,
    Operation.SIN: torch.sin,
    Operation.COS: torch.cos,
    Operation.SUM: torch.sum,
    Operation.MEAN: torch.mean,
    Operation.SOFTMAX: lambda a: torch.softmax(a, dim=-1),
    Operation.LOG_SOFTMAX: lambda a: torch.log_softmax(a, dim=-1),
    Operation.MAXIMUM: torch.maximum,
    Operation.MINIMUM: torch.minimum,
}
_MIXED = frozenset({Operation.MATMUL, Operation.SOFTMAX, Operation.LOG_SOFTMAX})
"""Operations whose way back is no product of single numbers."""


def follow_graph(ask: AskGraph) -> GraphAnswer:
    """Compute the graph forward, as far as that can be done, and backward if all could."""
    graph = ask.graph
    with torch.enable_grad():
        computed, trouble = _forward(ask)
        if len(computed) < len(graph.nodes):
            missing = [None] * (len(graph.nodes) - len(computed))
            found = [NodeAnswer(doubles(tensor), None, (), ()) for tensor in computed]
            return GraphAnswer(ask.mark, (*found, *missing), False, trouble)
        gradients = _gradients(computed, graph.output)
        answers = tuple(_answer(graph, index, computed, gradients) for index in range(len(computed)))
    trouble = trouble or _steep(graph, answers)
    return GraphAnswer(ask.mark, answers, computed[graph.output].numel() > 1, trouble)


def _forward(ask: AskGraph) -> tuple[list[Tensor], Trouble | None]:
    """Return the values of the nodes up to the first that cannot be computed, and what is wrong first of all."""
    computed: list[Tensor] = []
    trouble: Trouble | None = None
    for index, node in enumerate(ask.graph.nodes):
        operands = [computed[operand] for operand in node.operands]
        if node.kind is Operation.INPUT:
            wanted = ask.wanted in (None, node.name)
            tensor = torch.tensor(ask.values[node.name], dtype=torch.float64, requires_grad=wanted)
        elif node.kind is Operation.NUMBER:
            tensor = torch.tensor(node.number, dtype=torch.float64)
        else:
            misfit = _misfit(node.kind, operands)
            if misfit is not None:
                return computed, Trouble(index, misfit)
            tensor = _COMPUTED[node.kind](*operands)
        computed.append(tensor)
        if trouble is None and not bool(tensor.isfinite().all()):
            trouble = Trouble(index, _unbounded(node.kind, operands, tensor))
    return computed, trouble


def _gradients(computed: Sequence[Tensor], output: int) -> list[Tensor | None]:
    """Return for each node the gradient of the output, or of the sum of its numbers; None where none passes."""
    if not computed[output].requires_grad:
        return [None] * len(computed)
    tracked = [index for index, tensor in enumerate(computed) if tensor.requires_grad]
    found = torch.autograd.grad(computed[output].sum(), [computed[index] for index in tracked], allow_unused=True)
    by_index = dict(zip(tracked, found, strict=True))
    return [by_index.get(index) for index in range(len(computed))]


def _answer(graph: Graph, index: int, computed: Sequence[Tensor], gradients: Sequence[Tensor | None]) -> NodeAnswer:
    node, gradient = graph.nodes[index], gradients[index]
    if gradient is None or not node.operands:
        nothing = (None,) * len(node.operands)
        given = None if gradient is None else doubles(gradient)
        return NodeAnswer(doubles(computed[index]), given, nothing, nothing)
    operands = [computed[operand].detach() for operand in node.operands]
    passed = [computed[operand].requires_grad for operand in node.operands]
    parts = _sent_back(node.kind, operands, gradient)
    slopes: Sequence[Tensor | None] = [None] * len(operands)
    if node.kind not in _MIXED:
        # Each operand in the shape of the result, so that each of its numbers has one factor.
        spread = torch.broadcast_tensors(*operands)  # type: ignore[no-untyped-call]
        slopes = _sent_back(node.kind, spread, torch.ones_like(computed[index]))
    return NodeAnswer(doubles(computed[index]), doubles(gradient), _where(passed, slopes), _where(passed, parts))


def _sent_back(kind: Operation, operands: Sequence[Tensor], gradient: Tensor) -> Sequence[Tensor | None]:
    """Return what the operation alone sends to each operand when its result's gradient is `gradient`."""
    leaves = [operand.detach().clone().requires_grad_() for operand in operands]
    return torch.autograd.grad(_COMPUTED[kind](*leaves), leaves, grad_outputs=gradient)


def _where(passed: Sequence[bool], found: Sequence[Tensor | None]) -> tuple[Doubles | None, ...]:
    pairs = zip(passed, found, strict=True)
    return tuple(doubles(tensor) if is_passed and tensor is not None else None for is_passed, tensor in pairs)


def _misfit(kind: Operation, operands: Sequence[Tensor]) -> Message | None:
    """Say why the operation cannot take operands of these shapes; None where it can."""
    shapes = [tuple(operand.shape) for operand in operands]
    if kind is Operation.MATMUL:
        return _matmul_misfit(*shapes)
    if kind in (Operation.SOFTMAX, Operation.LOG_SOFTMAX) and not shapes[0]:
        return message("{name} needs a tensor: give its input several numbers, such as [2, 1, 0].", name=kind.value)
    if len(shapes) == 2 and any(
        a != b and 1 not in (a, b) for a, b in zip(shapes[0][::-1], shapes[1][::-1], strict=False)
    ):
        return message(
            "Shapes {first} and {second} do not fit: sides must be equal, or one of them 1.",
            first=_shape(shapes[0]),
            second=_shape(shapes[1]),
        )
    return None


def _matmul_misfit(first: tuple[int, ...], second: tuple[int, ...]) -> Message | None:
    if not first or not second:
        return message(
            "@ takes tensors on both sides: give its inputs rows such as [1, 2], or write * for single numbers."
        )
    if first[-1] != second[0 if len(second) == 1 else -2]:
        return message(
            "Shapes {first} and {second} do not fit: the last side of the first must equal the first of the second.",
            first=_shape(first),
            second=_shape(second),
        )
    return None


def _shape(shape: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, shape))}]"


def _unbounded(kind: Operation, operands: Sequence[Tensor], result: Tensor) -> Message:
    """Say why the operation gives a result with what is no finite number."""
    if kind is Operation.LOG and bool((operands[0] < 0).any()):
        return message("The log of a negative number is no number (nan): give it numbers above 0.")
    if kind is Operation.LOG and bool((operands[0] == 0).any()):
        return message("The log of 0 is minus infinity: give it numbers above 0.")
    if kind is Operation.SQRT and bool((operands[0] < 0).any()):
        return message("The square root of a negative number is no number (nan): give it 0 or more.")
    if kind is Operation.DIVIDE and bool((operands[1] == 0).any()):
        return message("Division by 0 has no finite result: change the divisor.")
    if kind is Operation.POWER and bool(((operands[0] == 0) & ~result.isfinite()).any()):
        return message("A negative power of 0 has no finite result: change the base.")
    if kind is Operation.POWER and bool(result.isnan().any()):
        return message("A negative number has no power that is not a whole number (nan): change base or exponent.")
    return message("The result is too large for a number of 64 bits: take smaller values.")


def _steep(graph: Graph, answers: Sequence[NodeAnswer]) -> Trouble | None:
    """Say where on the way back a gradient stops being a finite number, first from the output."""
    for index in reversed(range(len(answers))):
        if not all(map(_is_finite, answers[index].parts)):
            return Trouble(index, _beyond(graph.nodes[index].kind, answers[index]))
    return None


def _beyond(kind: Operation, answer: NodeAnswer) -> Message:
    """Say why the operation sends back what is no finite number."""
    if all(map(_is_finite, answer.slopes)):
        return message(
            "The gradient that {name} sends back is too large for a number of 64 bits: take smaller values.",
            name=kind.value,
        )
    return message(
        "The slope of {name} is not finite at this value, and so are not the gradients behind it.", name=kind.value
    )


def _is_finite(numbers: Doubles | None) -> bool:
    return numbers is None or bool(np.isfinite(numbers).all())
