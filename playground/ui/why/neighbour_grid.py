"""Thumbnails of the nearest training images, with what they are and how far away."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.core.facts import DataFacts
from playground.core.why import Nearest
from playground.ui.example_words import in_part, kind_of, short_names
from playground.ui.look import REGULAR, SEMIBOLD, Look
from playground.ui.paper import draw_crisp, paper_image
from playground.ui.why.words import away, neighbour

PICTURES = (140, 112, 84, 56)
"""Sides of thumbnails, px: MNIST's pixels are 5 to 2 px wide."""

ENOUGH = 8
"""As long as so many are shown, they grow with the room."""

GAP = 10
_EDGE = 1
_CAPTION = 14
_BELOW = _CAPTION + 3
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands beneath a thumbnail; `agrees` tells whether its label is the network's answer."""

    name: str
    distance: str
    agrees: bool

    def text(self) -> str:
        """Return what the example is, as captions elsewhere say it of one that the network has wrong."""
        return (
            self.name if self.agrees else QCoreApplication.translate("Neighbours", "is {name}").format(name=self.name)
        )


class NeighbourGrid(QWidget):
    """As many as fit, nearest first. Arrow keys select one; Enter, or a click, sends it through the network."""

    chosen = Signal(int)
    """The person chose the one at this position."""

    capacity_changed = Signal()
    """Another number of thumbnails may fit."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._names: tuple[str, ...] = ()
        self._nearest: Nearest | None = None
        self._selected = 0
        self.setAccessibleName(self.tr("Nearest training images"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click chooses, and leaves the keys where they are
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def set_facts(self, facts: DataFacts) -> None:
        """Begin anew with another data set."""
        self._facts, self._names = facts, short_names(facts)
        self.show_nearest(None)

    def show_nearest(self, nearest: Nearest | None) -> None:
        self._nearest = nearest
        self._selected = max(0, min(self._selected, self.shown() - 1))
        self.update()

    def shown(self) -> int:
        """Return how many are shown."""
        return min(self._fitting(self._cell()), len(self._nearest.indexes)) if self._nearest is not None else 0

    def captions(self) -> list[Caption]:
        """Return what stands beneath the thumbnails."""
        nearest = self._nearest
        if nearest is None:
            return []
        return [
            Caption(self._names[label], away(distance), label == nearest.chosen)
            for label, distance in zip(nearest.labels.tolist(), nearest.distances.tolist(), strict=True)
        ][: self.shown()]

    def cell_rect(self, position: int) -> QRectF:
        """Return where the thumbnail at `position` is."""
        cell = self._cell()
        row, column = divmod(position, self._columns(cell))
        return QRectF(column * (cell + GAP), row * (cell + _BELOW), cell, cell)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self._position_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words(position) if position is not None else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        nearest, facts = self._nearest, self._facts
        if nearest is None or facts is None:
            return
        painter = QPainter(self)
        theme = self._look.theme
        for position, caption in enumerate(self.captions()):
            cell = self.cell_rect(position)
            inner = cell.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
            painter.fillRect(inner, theme.color("paper"))
            draw_crisp(painter, inner, paper_image(nearest.values[position], max(facts.high), theme))
            painter.setPen(QPen(theme.color("border" if caption.agrees else "danger"), 1))
            painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5))
            if self.hasFocus() and position == self._selected:
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.drawRect(cell.adjusted(1, 1, -1, -1))
            self._paint_caption(painter, cell, caption)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.capacity_changed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._position_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and position is not None:
            self.chosen.emit(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        columns = self._columns(self._cell())
        steps = _KEYS | {Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns}
        if key in steps and self.shown():
            self._selected = max(0, min(self._selected + steps[key], self.shown() - 1))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.shown():
            self.chosen.emit(self._selected)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _cell(self) -> int:
        """Return the side of a thumbnail with its frame, px: as large as leaves room for enough of them."""
        cells = [side + 2 * _EDGE for side in PICTURES]
        return next((cell for cell in cells if self._fitting(cell) >= ENOUGH), cells[-1])

    def _fitting(self, cell: int) -> int:
        """Return how many thumbnails of the side `cell` there is room for."""
        return self._columns(cell) * max(1, (self.height() + 3) // (cell + _BELOW))

    def _columns(self, cell: int) -> int:
        return max(1, (self.width() + GAP) // (cell + GAP))

    def _position_at(self, point: QPointF) -> int | None:
        return next((at for at in range(self.shown()) if self.cell_rect(at).contains(point)), None)

    def _words(self, position: int) -> str:
        nearest, facts = self._nearest, self._facts
        if nearest is None or facts is None:
            return ""
        name = facts.class_names[int(nearest.labels[position])]
        which = in_part(kind_of(facts), training=True)
        answer, distance = facts.class_names[nearest.chosen], float(nearest.distances[position])
        return neighbour(which, int(nearest.indexes[position]), name, answer, distance)

    def _paint_caption(self, painter: QPainter, cell: QRectF, caption: Caption) -> None:
        """Paint the name at the left, and the distance at the right where there is room for it too."""
        area = QRectF(cell.left(), cell.bottom() + 1, cell.width(), _CAPTION)
        heavy, light = self._look.font(11, SEMIBOLD), self._look.font(11, REGULAR)
        name = caption.text()
        metrics = QFontMetricsF(heavy)
        painter.setFont(heavy)
        painter.setPen(self._look.theme.color("text" if caption.agrees else "danger"))
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        room = area.width() - metrics.horizontalAdvance(name) - 6
        if QFontMetricsF(light).horizontalAdvance(caption.distance) <= room:
            painter.setFont(light)
            painter.setPen(self._look.theme.color("text3"))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), caption.distance)
