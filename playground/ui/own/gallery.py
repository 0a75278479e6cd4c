"""The own drawings side by side, as the network gets them, with what it answers."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from playground.core.facts import DataFacts
from playground.core.own_drawings import MOST_DRAWINGS
from playground.ui.look import Look
from playground.ui.name_keys import named_by
from playground.ui.own.entries import NO_ENTRIES, Entries
from playground.ui.own.picks import Picks
from playground.ui.own.seen import SeenRows
from playground.ui.own.shelf import shelve
from playground.ui.own.words import about_drawing
from playground.ui.samples.cells import CaptionNeed, Cell

_STEPS: Mapping[Qt.Key, tuple[int, int, int]] = {
    Qt.Key.Key_Left: (-1, 0, 0),
    Qt.Key.Key_Right: (1, 0, 0),
    Qt.Key.Key_Up: (0, -1, 0),
    Qt.Key.Key_Down: (0, 1, 0),
    Qt.Key.Key_PageUp: (0, 0, -1),
    Qt.Key.Key_PageDown: (0, 0, 1),
    Qt.Key.Key_Home: (-MOST_DRAWINGS, 0, 0),
    Qt.Key.Key_End: (MOST_DRAWINGS, 0, 0),
}
"""How many cells, rows and pages a key goes on."""
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Gallery(QAbstractScrollArea):
    """Cells that scroll; only those that can be seen are painted, their pictures as one image."""

    opened = Signal(int)
    """A drawing was clicked, or reached by the arrow keys; its number."""
    picked = Signal()
    """Other drawings are picked."""
    relabelled = Signal(int, str)
    """The key of a class was pressed on the only picked drawing: its number, and the class."""
    removed = Signal(object)
    """The picked drawings are to go: their numbers, a list."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._facts: DataFacts | None = None
        self._need = CaptionNeed(0.0, 1)
        self._entries = NO_ENTRIES
        self._trained_on: frozenset[int] = frozenset()
        self._pinned: int | None = None
        self._picks = Picks()
        self._awaited: frozenset[int] = frozenset()  # drawings that are to be picked once they are there
        self._go_on_at: int | None = None  # where drawings were removed: the next one there is picked then
        self._shelf = shelve(QSize(), self._need, 0)
        self._rows = range(0)
        self._seen = SeenRows(look)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("My digits"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        look.changed.connect(self._on_look_changed)

    def set_facts(self, facts: DataFacts | None) -> None:
        """Begin anew with another data set, or without one."""
        self._facts = facts
        self._seen.set_facts(facts, self.tr("is {name}"))
        self.show_entries(NO_ENTRIES)
        self._on_look_changed()

    def show_entries(self, entries: Entries) -> None:
        """Show these drawings, which were made for the data set at hand."""
        other = entries.numbers.tobytes() != self._entries.numbers.tobytes()
        self._entries = entries
        if other:
            self._take_numbers(entries.numbers.tolist())
        self._show()

    def show_marks(self, pinned: int | None, trained_on: frozenset[int]) -> None:
        """Mark the `pinned` drawing; of those that the network was trained on, the words say so."""
        self._pinned, self._trained_on = pinned, trained_on
        self.viewport().update()

    def picks(self) -> frozenset[int]:
        """Return the numbers of the picked drawings."""
        return self._picks.numbers

    def only_pick(self) -> int | None:
        """Return the number of the drawing that is picked alone."""
        return self._picks.only

    def remove_picked(self) -> None:
        """Ask for the picked drawings to be removed."""
        gone = sorted(self._picks.numbers)
        if gone:
            self._go_on_at = min(position for position in map(self._entries.position, gone) if position is not None)
            self.removed.emit(gone)

    def pick_once_there(self, numbers: Sequence[int]) -> None:
        """Pick those of these drawings that come, unless the person picks others before."""
        self._awaited = frozenset(numbers)
        self._go_on_at = None

    def cell_rect(self, position: int) -> QRectF:
        """Return where a picture is, in px of the viewport."""
        return self._shelf.grid.frame_rect(position).translated(0, -self._top)

    def painted(self) -> range:
        """Return which cells are made ready to be painted."""
        return self._shelf.positions(self._rows)

    def cells(self) -> Sequence[Cell]:
        """Return what the cells say that can be seen."""
        return self._seen.cells(self._entries, self.painted())

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _take_numbers(self, numbers: list[int]) -> None:
        self._picks.keep_to(numbers)
        if self._go_on_at is not None and numbers and not self._picks.numbers:
            self._picks.take(numbers[min(self._go_on_at, len(numbers) - 1)])
        self._go_on_at = None
        self._lay_out()
        self._take_awaited(numbers)
        self.picked.emit()

    def _take_awaited(self, numbers: Sequence[int]) -> None:
        come = [number for number in numbers if number in self._awaited]
        if come:
            self._awaited = frozenset()
            self._picks.take_some(come)
            self._bring(numbers.index(come[0]))

    def _lay_out(self) -> None:
        """Place the cells, leaving out the scroll bar's width: it must not move them when it comes."""
        bar = self.verticalScrollBar()
        width = self.contentsRect().width() - bar.sizeHint().width()
        height = self.contentsRect().height()
        self._shelf = shelve(QSize(width, height), self._need, len(self._entries))
        bar.setRange(0, max(0, self._shelf.height - height))
        bar.setPageStep(max(1, height))
        bar.setSingleStep(max(1, round(self._shelf.grid.pitch_y / 3)))

    def _show(self) -> None:
        """Make ready what can be seen now."""
        self._rows = self._shelf.rows(self._top, self.viewport().height())
        shown = (self._entries, self._shelf, self._rows)
        self._seen.prepare_pictures(*shown, self.viewport().width(), self.devicePixelRatioF())
        self._seen.prepare(*shown, self._need, self.picks(), focused=self.hasFocus())
        self.viewport().update()

    def _position_at(self, point: QPointF) -> int | None:
        return self._shelf.position_at(point + QPointF(0, self._top))

    def _on_look_changed(self) -> None:
        self._need = self._seen.need()
        self._lay_out()
        self._show()

    def _on_scrolled(self) -> None:
        if self._shelf.rows(self._top, self.viewport().height()) != self._rows:
            self._show()
        self.viewport().update()

    # What the person does

    def _pick(self, position: int, modifiers: Qt.KeyboardModifier) -> None:
        number = int(self._entries.numbers[position])
        self._awaited = frozenset()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._picks.reach(number, self._entries.numbers.tolist())
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._picks.toggle(number)
        else:
            self._picks.take(number)
            self.opened.emit(number)
        self._bring(position)
        self._show()
        self.picked.emit()
        self.setAccessibleDescription(self._words(position))

    def _bring(self, position: int) -> None:
        """Scroll so far that the whole cell is seen."""
        top = self._shelf.row_top(position // self._shelf.grid.columns)
        bottom = top + round(self._shelf.grid.pitch_y)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < self._top:
            bar.setValue(top)
        elif bottom > self._top + height:
            bar.setValue(bottom - height)

    def _step(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        cells, rows, pages = _STEPS[key]
        seen = max(1, int(self.viewport().height() // self._shelf.grid.pitch_y))
        here = self._entries.position(self._picks.current)
        wanted = here + cells + (rows + pages * seen) * self._shelf.grid.columns if here is not None else 0
        if 0 <= wanted < len(self._entries) or key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._pick(max(0, min(wanted, len(self._entries) - 1)), modifiers)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._named(event):
            event.accept()  # the window has other plans for S
            return True
        return super().event(event)

    def _named(self, event: QKeyEvent) -> str:
        return named_by(event, self._facts.class_names if self._facts is not None else ())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, only = Qt.Key(event.key()), self._picks.only
        name = self._named(event)
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._picks.take_all(self._entries.numbers.tolist())
            self._show()
            self.picked.emit()
        elif name:
            if only is not None and not event.isAutoRepeat():
                self.relabelled.emit(only, name)
        elif key in _STEPS and len(self._entries):
            self._step(key, event.modifiers())
        elif key in _DELETE:
            self.remove_picked()
        elif key in _ENTER and only is not None:
            self.opened.emit(only)
        else:
            event.ignore()  # the panel takes some; and the arrow keys would else scroll

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and position is not None:
            self._pick(position, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._position_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self._position_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words(position) if position is not None else "", self)
            return True
        return super().viewportEvent(event)

    def _words(self, position: int) -> str:
        if self._facts is None:
            return ""
        number = int(self._entries.numbers[position])
        cell = (int(self._entries.labels[position]), int(self._entries.chosen[position]))
        sure = float(self._entries.sureties[position])
        return about_drawing(self._facts.class_names, cell, sure, number in self._trained_on, number == self._pinned)

    # What is seen

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(0, self._shelf.row_top(self._rows.start) - self._top)
        self._seen.paint(painter)
        painter.resetTransform()
        pinned = self._entries.position(self._pinned)
        if pinned is not None and pinned in self.painted():
            self._seen.paint_pin(painter, self.cell_rect(pinned))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._picks.numbers and len(self._entries) and event.reason() in _BY_KEY:
            self._picks.take(int(self._entries.numbers[0]))
            self.picked.emit()
        self._show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._show()


_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
