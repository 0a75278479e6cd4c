"""The graph of an expression, drawn from left to right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.core.autograd import GraphAnswer
from playground.core.probes import Doubles
from playground.ui.arithmetic.autograd.boxes import boxes_at, widest_boxes
from playground.ui.arithmetic.autograd.figures import figure
from playground.ui.arithmetic.autograd.layout import Arrangement, Link, arrange
from playground.ui.arithmetic.autograd.node_box import NodeBox
from playground.ui.arithmetic.autograd.walk import Walk
from playground.ui.look import Look
from playground.ui.network.letters import Letters

_MARGIN = 5.0
_LEAST_GAP, _MOST_GAP = 30.0, 88.0
_PALE = 0.35
_ARROW = 4.0
_LABEL_HEIGHT = 14.0
_LABEL_DIGITS = 3
_LABEL_AIR = 20.0
_BAR = 10  # px that a scroll bar takes


class GraphView(QWidget):
    """Shows a walk through a graph. Arrow keys and the mouse pick nodes."""

    picked = Signal(object)
    """The person points at a node, by its index, or at none any more: None."""
    seen_wanted = Signal(QRectF)
    """This part should be seen; an empty one: the beginning."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._letters = Letters(look)
        self._walk: Walk | None = None
        self._answer: GraphAnswer | None = None
        self._arrangement: Arrangement | None = None
        self._boxes: Mapping[int, NodeBox] = {}
        self._room = QSize()
        self._pale = False
        self._picked: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Graph of the expression"))
        look.changed.connect(self._arrange)

    def show_walk(self, walk: Walk | None, answer: GraphAnswer | None) -> None:
        """Show this place of the walk with the numbers of `answer`, of which there may be none yet."""
        before, known = self._walk, self._answer
        self._walk, self._answer = walk, answer
        if before is None or walk is None or walk.graph is not before.graph:
            self._pick(None)
            self._arrange()
            self.seen_wanted.emit(QRectF())
        elif answer is not known or walk.wanted != before.wanted:
            self._arrange()
        else:
            self._fill()
            if walk.at != before.at and walk.node is not None:
                self.seen_wanted.emit(self._around(walk.node))

    def set_pale(self, pale: bool) -> None:
        """Show the graph as one that is not that of the text any more."""
        if pale != self._pale:
            self._pale = pale
            self.update()

    def set_room(self, room: QSize) -> None:
        """Take what is seen of the widget: it spreads over that, and is larger where it must be."""
        if room != self._room:
            self._room = room
            self._arrange()

    def boxes(self) -> Mapping[int, NodeBox]:
        """Return what is shown of each node."""
        return self._boxes

    def place(self, index: int) -> QRectF:
        """Return where a node is drawn."""
        return self._where(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pick(next((index for index in self._boxes if self._where(index).contains(event.position())), None))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pick(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = sorted(self._boxes, key=lambda index: (self._where(index).center().x(), self._where(index).y()))
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._picked is not None:
            self._pick(None)
        elif step is not None and order:
            before = order.index(self._picked) if self._picked in order else -step if step > 0 else len(order)
            picked = order[max(0, min(before + step, len(order) - 1))]
            self._pick(picked)
            self.seen_wanted.emit(self._where(picked))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pick(None)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.drawRoundedRect(self.visibleRegion().boundingRect().adjusted(0, 0, -1, -1), 4, 4)
        if self._walk is None or self._arrangement is None:
            return
        painter.setOpacity(_PALE if self._pale else 1.0)
        painter.save()
        painter.translate(self._corner())
        for link, points in self._arrangement.lines.items():
            self._paint_link(painter, self._walk, link, points)
        for index, box in self._boxes.items():
            shown = replace(box, picked=index == self._picked)
            shown.paint(painter, self._arrangement.boxes[index], self._letters, theme)
        painter.restore()

    def _arrange(self) -> None:
        self._letters = Letters(self._look)
        self._arrangement = None
        walk = self._walk
        if walk is not None:
            widest = widest_boxes(walk, self._answer)
            sizes = {index: _largest([box.size(self._letters) for box in boxes]) for index, boxes in widest.items()}
            self._arrangement = _spread(walk, sizes, self._least_gap(), self._room.width() - 2 * _MARGIN)
            whole = (self._arrangement.size + QSizeF(2 * _MARGIN, 2 * _MARGIN)).toSize()
            lower = _BAR if whole.width() > self._room.width() else 0
            aside = _BAR if whole.height() > self._room.height() - lower else 0
            self.setFixedSize(whole.expandedTo(self._room - QSize(aside, lower)))
        else:
            self.setFixedSize(self._room)
        self._fill()

    def _fill(self) -> None:
        self._boxes = boxes_at(self._walk, self._answer) if self._walk is not None else {}
        self.update()

    def _corner(self) -> QPointF:
        assert self._arrangement is not None
        size = self._arrangement.size
        across, down = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QPointF(round(max(_MARGIN, across)), round(max(_MARGIN, down)))

    def _where(self, index: int) -> QRectF:
        if self._arrangement is None or index not in self._arrangement.boxes:
            return QRectF()
        return self._arrangement.boxes[index].translated(self._corner())

    def _around(self, index: int) -> QRectF:
        """Return where a node is drawn together with what it is computed from."""
        area = self._where(index)
        for operand in self._boxes.keys() & set(self._walk.graph.nodes[index].operands if self._walk else ()):
            area = area.united(self._where(operand))
        return area

    def _pick(self, index: int | None) -> None:
        if index != self._picked:
            self._picked = index
            self.picked.emit(index)
            self.update()

    def _paint_link(self, painter: QPainter, walk: Walk, link: Link, points: Sequence[QPointF]) -> None:
        index, _ = link
        part, factor = self._sent(walk, link)
        role = "axis" if not walk.has_value(index) else "text3"
        if part is not None:
            role = _sign_role(part)
        elif self._boxes[index].current and not walk.is_backward:
            role = "accent"
        color = self._look.theme.color(role)
        thick = part is not None or role == "accent"
        painter.setPen(QPen(color, 2.0 if thick else 1.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_curve(points))
        tip, away = (points[0], 1.0) if part is not None else (points[-1], -1.0)
        arrow = QPainterPath(tip)
        arrow.lineTo(tip + QPointF(1.6 * away * _ARROW, -_ARROW))
        arrow.lineTo(tip + QPointF(1.6 * away * _ARROW, _ARROW))
        painter.fillPath(arrow, color)
        self._paint_label(painter, points[-1], _label(factor))

    def _paint_label(self, painter: QPainter, end: QPointF, text: str) -> None:
        """Write what a gradient is multiplied by on its way back, where the line leaves the node."""
        if not text:
            return
        width = self._letters.width(text, 11) + 2
        place = QRectF(end.x() - width - 4, end.y() - _LABEL_HEIGHT - 2, width, _LABEL_HEIGHT)
        painter.fillRect(place.adjusted(-1, 1, 0, -1), self._look.theme.color("surface"))
        painter.setFont(self._letters.font(11))
        painter.setPen(self._look.theme.color("text2"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), text)

    def _least_gap(self) -> float:
        """Return how far columns are apart at least: all labels have room between them."""
        nodes = self._answer.nodes if self._answer is not None else ()
        labels = [_label(factor) for node in nodes if node is not None for factor in node.slopes]
        widest = max((self._letters.width(label, 11) for label in labels if label), default=0.0)
        return max(_LEAST_GAP, widest + _LABEL_AIR)

    def _sent(self, walk: Walk, link: Link) -> tuple[Doubles | None, Doubles | None]:
        """Return what has gone back through a link, and by which factor; None before that."""
        index, position = link
        found = self._answer.nodes[index] if self._answer is not None else None
        if found is None or not walk.has_sent(index) or position >= len(found.parts):
            return None, None
        return found.parts[position], found.slopes[position]


def _spread(walk: Walk, sizes: Mapping[int, QSizeF], least: float, room: float) -> Arrangement:
    """Arrange the nodes in columns as far apart as the room allows, at least `least` px."""
    tight = arrange(walk.graph, sizes, least)
    gaps = max(1, tight.columns - 1)
    gap = min(_MOST_GAP, least + max(0.0, room - tight.size.width()) / gaps)
    return arrange(walk.graph, sizes, gap) if gap > least else tight


def _label(factor: Doubles | None) -> str:
    """Return what stands at a line along which a gradient is multiplied by `factor`; "" where that is a tensor."""
    return "" if factor is None or factor.ndim else f"×{figure(float(factor), _LABEL_DIGITS)}"


def _largest(sizes: Sequence[QSizeF]) -> QSizeF:
    return QSizeF(max(size.width() for size in sizes), max(size.height() for size in sizes))


def _sign_role(part: Doubles) -> str:
    """Return the colour of what goes back: blue where more of the operand raises the output, orange where it lowers."""
    if bool((part > 0).any()) == bool((part < 0).any()) or not bool(np.isfinite(part).all()):
        return "text3"
    return "pos" if bool((part > 0).any()) else "neg"


def _curve(points: Sequence[QPointF]) -> QPainterPath:
    """Return a line that is straight within columns and bends between them."""
    path = QPainterPath(points[0])
    for number, (before, after) in enumerate(pairwise(points)):
        if number % 2 == 0:
            path.lineTo(after)
        else:
            half = QPointF((after.x() - before.x()) / 2, 0)
            path.cubicTo(before + half, after - half, after)
    return path
