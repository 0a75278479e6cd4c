"""Saying what a drawing is: a chip for each class, and its key; so it is kept among the own drawings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from playground.core.catalog import Drawing
from playground.core.facts import DataFacts
from playground.core.own_drawings import OwnSet
from playground.ui.canvas import StrokeCanvas
from playground.ui.look import Look
from playground.ui.name_keys import have_keys, named_by
from playground.ui.stroke_history import Sheet
from playground.ui.words import tooltip

_HEIGHT, _GAP = 24, 1
_WIDEST = 28
_LEAST_BESIDE = 15
"""Width that chips must have left, in px, for words to stand beside them."""

_ONE_LINE, _LINE_OF_MANY = 10, 13
"""One-letter chips in a line of their own; of more, so many to a line."""

_LEAST_ROOM = 176
"""Width that there is in the narrowest panel, in px."""

_STEPS: Mapping[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_LINE_OF_MANY,
    Qt.Key.Key_Down: _LINE_OF_MANY,
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The drawing on the sheet is the own drawing `number`, named `label`, which may be `absent` from the classes."""

    number: int
    label: str
    absent: bool


class Naming(QObject):
    """Keeps canvas and chips in step: what can be named, and what is kept already.

    A kept drawing stays on the sheet; the pen's next stroke begins on a clean one. Whatever else changes the drawing
    makes it another one, which can be named anew. Undo and redo bring a kept drawing back as what it is.
    """

    named = Signal(object, str)
    """The person said what the drawing is: its strokes, and the class."""
    relabelled = Signal(int, str)
    """The person gave the kept drawing of this number another class."""
    changed = Signal()
    """There is something else to say about it."""

    def __init__(self, look: Look, canvas: StrokeCanvas) -> None:
        super().__init__(canvas)
        self.row = NamingRow(look)
        self._canvas = canvas
        self._names: tuple[str, ...] = ()
        self._numbers: WeakKeyDictionary[Sheet, int] = WeakKeyDictionary()  # of the own drawings that sheets became
        self._labels: dict[int, str] = {}  # of the own drawings that there are
        self._kept: Kept | None = None
        self._shown: tuple[bool, bool, Kept | None] | None = None
        canvas.strokes_changed.connect(self._look_up)
        canvas.name_typed.connect(self._on_named)
        self.row.chosen.connect(self._on_chip_chosen)

    def set_facts(self, facts: DataFacts) -> None:
        """Take the classes of another data set."""
        self._names = facts.class_names if facts.drawing is not Drawing.NONE else ()
        self._canvas.set_names(self._names)
        self.row.set_names(self._names)
        self._shown = None
        self._look_up()

    @property
    def kept(self) -> int | None:
        """The number of the own drawing that is on the sheet, or None."""
        return self._kept.number if self._kept is not None else None

    def show_kept(self, number: int | None, label: str) -> None:
        """Mark the drawing on the sheet as the own one `number`; None: it is not kept, or no longer."""
        self._canvas.set_finished(number is not None)  # which ends a stroke that is being drawn
        sheet = self._canvas.sheet
        if number is not None and sheet is not None and sheet.strokes:
            self._numbers[sheet] = number
            self._labels[number] = label
        elif sheet is not None:
            self._numbers.pop(sheet, None)
        self._look_up()

    def show_own(self, own: OwnSet) -> None:
        """Take the own drawings as they are now: the kept one may have another class, be gone, or be there again."""
        self._labels = {drawing.number: drawing.label for drawing in own.drawings}
        self._look_up()

    def ways(self) -> Sequence[str]:
        """Return what is to be said above the drawing, in several wordings, longest first; nothing before it."""
        if not self._can_name():
            return ()
        if self._kept is not None:
            return [text.format(name=self._kept.label) for text in self._ways_of_kept(self._kept)]
        if have_keys(self._names):
            return self.tr("what is it? Press its key to keep it"), self.tr("what is it? Press its key")
        return self.tr("what is it? Choose below to keep it"), self.tr("what is it? Choose below")

    def _ways_of_kept(self, kept: Kept) -> Sequence[str]:
        if kept.absent:
            return (
                self.tr("kept as {name}, which is not among the classes now"),
                self.tr("kept as {name}, which is no class now"),
                self.tr("kept as {name}"),
            )
        return (
            self.tr("kept in My digits as {name}: draw the next"),
            self.tr("kept in My digits as {name}"),
            self.tr("kept as {name}"),
        )

    def _can_name(self) -> bool:
        return bool(self._names) and self._canvas.picture is None and not self._canvas.is_empty()

    def _look_up(self) -> None:
        """See what the drawing on the sheet is kept as."""
        self._kept = self._find_kept()
        self._canvas.set_finished(self._kept is not None)
        self._show()

    def _find_kept(self) -> Kept | None:
        sheet = self._canvas.sheet
        number = self._numbers.get(sheet) if sheet is not None else None
        label = self._labels.get(number) if number is not None else None
        if number is None or label is None:
            return None
        name = next((name for name in self._names if name.casefold() == label.casefold()), None)
        return Kept(number, label if name is None else name, name is None)

    def _show(self) -> None:
        """Show the state if it is another one: points come a thousand times a second."""
        covered = self._canvas.picture is not None
        state = (self._can_name(), covered, self._kept)
        if state != self._shown:
            self._shown = state
            why = (
                self.tr("A picture lies on the sheet: only what is drawn can be kept in My digits.")
                if covered
                else self.tr("Draw first; then say here what it is.")
            )
            self.row.show_state(None if self._can_name() else why, self._kept.label if self._kept is not None else "")
            self.changed.emit()

    def _on_chip_chosen(self, name: str) -> None:
        self._on_named(name)
        self._canvas.setFocus()

    def _on_named(self, name: str) -> None:
        if not self._can_name():
            return
        if self._kept is None:
            self.named.emit(self._canvas.strokes(), name)
        elif name != self._kept.label:
            number = self._kept.number
            self.show_kept(number, name)
            self.relabelled.emit(number, name)


class NamingRow(QWidget):
    """“It is”, and a chip for each class. One stop for Tab; the arrow keys go from chip to chip."""

    chosen = Signal(str)
    """The person took this class."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._names: tuple[str, ...] = ()
        self._marked = ""
        self._caption = QLabel(self.tr("It is"), self)
        self._caption.setProperty("role", "label")
        self._made: list[QPushButton] = []
        self.setAccessibleName(self.tr("What the drawing is"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)

    @property
    def chips(self) -> Sequence[QPushButton]:
        return self._made[: len(self._names)]

    def set_names(self, names: tuple[str, ...]) -> None:
        """Show a chip for each of `names`. Chips that were needed once are kept for the next data set."""
        while len(self._made) < len(names):
            self._made.append(self._make_chip())
        self._names = names
        for chip, name in zip(self._made, names, strict=False):
            chip.setText(name)
        for number, chip in enumerate(self._made):
            chip.setVisible(number < len(names))
        self._put_stop(0)
        self._fit()

    def show_state(self, why_not: str | None, marked: str) -> None:
        """Enable the chips, or say `why_not`; the chip of the class `marked` is on, none for ""."""
        for chip, name in zip(self.chips, self._names, strict=True):
            chip.setEnabled(why_not is None)
            chip.setChecked(name == marked)
            chip.setToolTip(tooltip(why_not) if why_not is not None else self._tip(name, marked))
            chip.setAccessibleName(self.tr("It is {name}").format(name=name))
        self._marked = marked

    def sizeHint(self) -> QSize:
        return QSize(_LEAST_ROOM, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys go from chip to chip, and the keys of the classes mean the same here as on the canvas."""
        taken = isinstance(event, QKeyEvent) and watched in self._made and self._take(event, self._made.index(watched))
        return taken or super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent, place: int) -> bool:
        """Take what a key does to the chip at `place`; returns whether it does anything."""
        kind, name = event.type(), named_by(event, self._names)
        if kind is QEvent.Type.ShortcutOverride and name:
            event.accept()
            return True
        if kind is not QEvent.Type.KeyPress:
            return False
        if name:
            self.chosen.emit(name)
            return True
        step = _STEPS.get(event.key())
        if step is not None and 0 <= place + step < len(self._names):
            self._put_stop(place + step)
            self._made[place + step].setFocus(Qt.FocusReason.TabFocusReason)
        return step is not None

    def _make_chip(self) -> QPushButton:
        chip = QPushButton(self)
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.setProperty("naming", True)
        chip.installEventFilter(self)
        chip.clicked.connect(self._on_clicked)
        return chip

    def _tip(self, name: str, marked: str) -> str:
        key = self.tr("Key: {name}").format(name=name) if have_keys(self._names) else ""
        if name == marked:
            return tooltip(self.tr("It is kept in My digits as {name}.").format(name=name))
        if marked:
            return tooltip(self.tr("It is {name}: correct what you said.").format(name=name), key)
        return tooltip(self.tr("It is {name}: keep the drawing in My digits.").format(name=name), key)

    def _put_stop(self, stop: int) -> None:
        for number, chip in enumerate(self._made):
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == stop else Qt.FocusPolicy.ClickFocus)

    def _fit(self) -> None:
        """Take the height that the lines need: it follows from the names alone, not from the width."""
        lines = -(-len(self._names) // self._in_line())
        self.setFixedHeight(max(0, lines * (_HEIGHT + _GAP) - _GAP))
        self._place()

    def _in_line(self) -> int:
        """Return how many chips stand in a line."""
        if have_keys(self._names):
            return max(1, len(self._names)) if len(self._names) <= _ONE_LINE else _LINE_OF_MANY
        widest = max(QFontMetrics(self._look.font(12)).horizontalAdvance(name) for name in self._names)
        fit = max(1, (_LEAST_ROOM + _GAP) // (widest + 8 + _GAP))
        return -(-len(self._names) // -(-len(self._names) // fit))

    def _place(self) -> None:
        """Share the width among the chips of a line, with the words before them where there is room."""
        in_line = self._in_line()
        words = self._caption.sizeHint().width() + 6
        beside = len(self._names) <= in_line and (self.width() - words) / in_line >= _LEAST_BESIDE
        left = words if beside else 0
        widest = _WIDEST if have_keys(self._names) else _LEAST_ROOM
        pitch = min((self.width() - left + _GAP) / in_line, widest)
        self._caption.setVisible(beside)
        self._caption.setGeometry(0, 0, words, _HEIGHT)
        for number, chip in enumerate(self.chips):
            line, place = divmod(number, in_line)
            start, end = left + round(place * pitch), left + round((place + 1) * pitch)
            chip.setGeometry(QRect(start, line * (_HEIGHT + _GAP), end - start - _GAP, _HEIGHT))

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            chip.setChecked(chip.text() == self._marked)  # it is on once it is kept
            self.chosen.emit(chip.text())
