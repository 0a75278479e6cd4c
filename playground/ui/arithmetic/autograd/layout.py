"""Where the nodes of a graph are drawn: in columns from left to right, with lines that cross no node."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import fmean
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.core.expression import LEAVES, Graph

Link: TypeAlias = tuple[int, int]
"""A link into a node: the node, and which of its operands (0 or 1) comes through it."""

_BETWEEN = 12.0  # px between nodes of a column
_LANE = 10.0  # px that a line takes which passes a column
_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`boxes` of the drawn nodes; `lines` run over points from an operand to the node, two for each column on the way:
    between these they are straight, and change their height only between columns. `size` of the whole.
    """

    boxes: Mapping[int, QRectF]
    lines: Mapping[Link, Sequence[QPointF]]
    size: QSizeF
    columns: int


@dataclass(slots=True, eq=False)
class _Slot:
    """A place in a column, for a node or for a line that passes."""

    column: int
    height: float
    left: list["_Slot"] = field(default_factory=list)
    right: list["_Slot"] = field(default_factory=list)
    place: int = 0
    middle: float = 0.0


def arrange(graph: Graph, sizes: Mapping[int, QSizeF], gap: float) -> Arrangement:
    """Place the drawn nodes, whose `sizes` are given in px, in columns that are `gap` px apart."""
    columns = columns_of(graph)
    slots = {index: _Slot(columns[index], sizes[index].height()) for index in _inwards(graph)}
    links = _links(graph)
    passing = {link: _join(slots[source], slots[link[0]]) for link, source in links.items()}
    lanes = [slot for slots_of_line in passing.values() for slot in slots_of_line]
    stacks = _stacks([*slots.values(), *lanes])
    _order(stacks)
    _place(stacks)
    lefts, widths = _across(columns, sizes, gap)
    boxes = {}
    for index, slot in slots.items():
        size, column = sizes[index], slot.column
        left = lefts[column] + (widths[column] - size.width()) / 2
        boxes[index] = QRectF(left, slot.middle - size.height() / 2, size.width(), size.height())
    ends = [QRectF(left, 0, width, 0) for left, width in zip(lefts, widths, strict=True)]
    lines = {
        link: _line(boxes, graph, link, [ends[columns[source]], *_levels(ends, passing[link]), ends[columns[link[0]]]])
        for link, source in links.items()
    }
    height = max(slot.middle + slot.height / 2 for stack in stacks for slot in stack)
    return Arrangement(boxes, lines, QSizeF(lefts[-1] + widths[-1], height), len(widths))


def columns_of(graph: Graph) -> Mapping[int, int]:
    """Return the column of each drawn node: operations behind their operands, inputs right before what uses them."""
    drawn = graph.drawn
    columns = dict.fromkeys(drawn, 0)
    for index in graph.operations:
        columns[index] = 1 + max(columns.get(operand, -1) for operand in graph.nodes[index].operands)
    for index in drawn:
        users = [columns[user] for user in graph.operations if index in graph.nodes[user].operands]
        if graph.nodes[index].kind in LEAVES and users:
            columns[index] = min(users) - 1
    first = min(columns.values())
    return {index: column - first for index, column in columns.items()}


def _links(graph: Graph) -> Mapping[Link, int]:
    """Return all links between drawn nodes, and the operand that each comes from."""
    drawn = set(graph.drawn)
    return {
        (index, position): operand
        for index in graph.operations
        for position, operand in enumerate(graph.nodes[index].operands)
        if operand in drawn
    }


def _inwards(graph: Graph) -> Sequence[int]:
    """Return the drawn nodes from the output inwards, first operands first: an order with few crossings in trees."""
    drawn, found = set(graph.drawn), dict[int, None]()
    waiting = [*graph.operations, graph.output]
    while waiting:
        index = waiting.pop()
        if index not in found:
            found[index] = None
            waiting.extend(reversed(graph.nodes[index].operands))
    return [index for index in [*found, *graph.drawn] if index in drawn]


def _join(source: _Slot, end: _Slot) -> list[_Slot]:
    """Link two slots, through a lane in each column between them; returns the lanes."""
    lanes = [_Slot(column, _LANE) for column in range(source.column + 1, end.column)]
    chain = [source, *lanes, end]
    for before, after in pairwise(chain):
        before.right.append(after)
        after.left.append(before)
    return lanes


def _stacks(slots: Sequence[_Slot]) -> list[list[_Slot]]:
    stacks: list[list[_Slot]] = [[] for _ in range(1 + max(slot.column for slot in slots))]
    for slot in slots:
        slot.place = len(stacks[slot.column])
        stacks[slot.column].append(slot)
    return stacks


def _order(stacks: list[list[_Slot]]) -> None:
    """Bring the slots of each column into an order in which few lines cross, by sorting them to their neighbours."""
    best, fewest = [list(stack) for stack in stacks], _crossings(stacks)
    for sweep in range(_SWEEPS):
        rightwards = sweep % 2 == 1
        for stack in stacks if rightwards else reversed(stacks):
            stack.sort(key=lambda slot: _mean_place(slot.left if rightwards else slot.right, slot.place))
            _number(stack)
        crossings = _crossings(stacks)
        if crossings < fewest:
            best, fewest = [list(stack) for stack in stacks], crossings
    for stack, kept in zip(stacks, best, strict=True):
        stack[:] = kept
        _number(stack)


def _number(stack: Sequence[_Slot]) -> None:
    for place, slot in enumerate(stack):
        slot.place = place


def _mean_place(neighbours: Sequence[_Slot], own: int) -> float:
    return fmean(slot.place for slot in neighbours) if neighbours else own


def _crossings(stacks: Sequence[Sequence[_Slot]]) -> int:
    count = 0
    for stack in stacks:
        ends = [(slot.place, other.place) for slot in stack for other in slot.right]
        count += sum((a < c and b > d) for a, b in ends for c, d in ends)
    return count


def _place(stacks: Sequence[Sequence[_Slot]]) -> None:
    """Give each slot a height at which its lines run level, as far as its neighbours in the column leave room."""
    for stack in stacks:
        _settle(stack, [0.0] * len(stack))
    for sweep in range(_SWEEPS):
        for stack in stacks if sweep % 2 else reversed(stacks):
            _settle(stack, [_mean_middle(slot, leftwards=bool(sweep % 2)) for slot in stack])
    top = min(slot.middle - slot.height / 2 for stack in stacks for slot in stack)
    for stack in stacks:
        for slot in stack:
            slot.middle -= top


def _mean_middle(slot: _Slot, *, leftwards: bool) -> float:
    neighbours = (slot.left if leftwards else slot.right) or [*slot.left, *slot.right]
    return fmean(other.middle for other in neighbours) if neighbours else slot.middle


def _settle(stack: Sequence[_Slot], wanted: Sequence[float]) -> None:
    """Put the slots as near to the `wanted` heights as their sizes allow (least squares, by pooling neighbours)."""
    offsets = [0.0]
    for above, below in pairwise(stack):
        offsets.append(offsets[-1] + (above.height + below.height) / 2 + _BETWEEN)
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wanted, offsets, strict=False):
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    settled = [mean for mean, count in pools for _ in range(count)]
    for slot, base, offset in zip(stack, settled, offsets, strict=False):
        slot.middle = base + offset


def _across(columns: Mapping[int, int], sizes: Mapping[int, QSizeF], gap: float) -> tuple[list[float], list[float]]:
    """Return left end and width of each column."""
    widths = [0.0] * (1 + max(columns.values()))
    for index, column in columns.items():
        widths[column] = max(widths[column], sizes[index].width())
    lefts = [sum(widths[:column]) + column * gap for column in range(len(widths))]
    return lefts, widths


def _line(boxes: Mapping[int, QRectF], graph: Graph, link: Link, columns: Sequence[QRectF]) -> Sequence[QPointF]:
    """Return the points of a line; `columns` are where those on its way lie, at the heights of what it passes."""
    index, position = link
    start, end = boxes[graph.nodes[index].operands[position]], boxes[index]
    first, *passed, last = columns
    points = [QPointF(start.right(), start.center().y()), QPointF(first.right(), start.center().y())]
    for column in passed:
        points += [column.topLeft(), column.topRight()]
    port = _port(boxes, graph, link)
    return [*points, QPointF(last.left(), port), QPointF(end.left(), port)]


def _levels(columns: Sequence[QRectF], lanes: Sequence[_Slot]) -> Sequence[QRectF]:
    """Return the columns that a line passes, at the heights where it does."""
    return [columns[lane.column].translated(0, lane.middle) for lane in lanes]


def _port(boxes: Mapping[int, QRectF], graph: Graph, link: Link) -> float:
    """Return the height at which a line enters a node: two enter one above the other, as they come."""
    index, position = link
    heights = [boxes[operand].center().y() for operand in graph.nodes[index].operands if operand in boxes]
    box = boxes[index]
    if len(heights) < 2:
        return box.center().y()
    upper = heights[position] < heights[1 - position] or (heights[0] == heights[1] and position == 0)
    return box.center().y() + box.height() * (-1 if upper else 1) / 6
