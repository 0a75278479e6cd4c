"""Which classes take part: a chip for each."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from playground.core.setting import FieldSpec
from playground.ui.effects import effect_sentence
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.sections import OVERHANG
from playground.ui.words import say, tooltip

_LEAST = 2  # classes that a network can tell apart
_CHIP_HEIGHT = 24
_GAP = 1
_LINE_GAP = 4
_ONE_LINE = 10  # one-letter chips in a line of their own size; more share the width, 13 to a line
_LINE_OF_MANY = 13
_LINES_IN_SIGHT = 2  # of chips with long names; more are folded away
_USUAL_WIDTH = 232  # of the chips in a panel 264 wide
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_WAYS = frozenset({*_STEPS, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})
_SHORT = 3  # letters of a name that needs the word "class" before it


class ClassChips(QWidget):
    """A chip for every class; those that are on take part. Many chips with long names can be folded away.

    Tab goes to one of the chips only; the arrow keys, Home and End go from there to the others.
    """

    edited = Signal(str, object, bool)
    """The person chose other classes: the field's path, their numbers (tuple[int, ...], () for all), and False."""

    def __init__(self, spec: FieldSpec, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._look = look
        self._names: tuple[str, ...] = ()
        self._chips = _Chips(look)
        self._count = QPushButton()
        self._fold = QToolButton()
        self._problem = QLabel()
        self._lay_out()
        self._chips.clicked.connect(self._on_chip_clicked)
        self._count.clicked.connect(self._on_all_clicked)
        self._fold.clicked.connect(self._on_fold_clicked)

    @property
    def path(self) -> str:
        return self.spec.path

    @property
    def problem_text(self) -> str:
        return self._problem.text()

    @property
    def chips(self) -> "list[Chip]":
        return self._chips.chips

    @property
    def count_button(self) -> QPushButton:
        return self._count

    def controls(self) -> list[QWidget]:
        return [self._count, self._fold, *self._chips.tab_stop]

    def show_classes(self, names: Sequence[str], chosen: Sequence[int], *, coloured: bool) -> None:
        """Show the classes `names`; those with the numbers `chosen` are on, all of them where there are none.

        With `coloured` each has a dot in its colour. Silent.
        """
        if (tuple(names), coloured) != (self._names, self._chips.coloured):
            self._names = tuple(names)
            self._chips.set_names(self._names, coloured=coloured)
            for before, after in pairwise([self._count, self._fold, *self._chips.chips]):
                QWidget.setTabOrder(before, after)  # chips made later would come last of all
            folds = self._chips.lines(_USUAL_WIDTH) > _LINES_IN_SIGHT
            self._fold.setVisible(folds)
            self._show_folded(folds)
        on = set(chosen) or set(range(len(names)))
        for number, chip in enumerate(self._chips.chips):
            chip.setChecked(number in on)
        self._show_count(len(on))

    def show_problem(self, text: str, *, framed: bool = True) -> None:
        """Say below the chips what is wrong; an empty text clears it. Chips have no frame to mark."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _on_chip_clicked(self, clicked: int) -> None:
        on = [number for number, chip in enumerate(self._chips.chips) if chip.isChecked()]
        if len(on) < _LEAST:
            self._chips.chips[clicked].setChecked(True)
            self.show_problem(self.tr("At least two classes are needed: choose another one first."))
            return
        self._give(on)

    def _on_all_clicked(self) -> None:
        for chip in self._chips.chips:
            chip.setChecked(True)
        self._give(range(len(self._names)))

    def _give(self, on: Sequence[int]) -> None:
        self.show_problem("")
        self._show_count(len(on))
        self.edited.emit(self.path, () if len(on) == len(self._names) else tuple(on), False)

    def _on_fold_clicked(self) -> None:
        self._show_folded(self._chips.isVisibleTo(self))

    def _show_folded(self, folded: bool) -> None:
        self._chips.setVisible(not folded)
        give_icon(self._fold, self._look, "folded" if folded else "unfolded", "text3")
        self._fold.setAccessibleName(self.tr("Show the classes") if folded else self.tr("Hide the classes"))
        self._fold.setToolTip(tooltip(self._fold.accessibleName()))

    def _show_count(self, on: int) -> None:
        self._count.setText(self.tr("{on} of {all}").format(on=on, all=len(self._names)))
        self._count.setEnabled(on < len(self._names))

    def _lay_out(self) -> None:
        setting = self.spec.setting
        title = QLabel(say(setting.title))
        title.setProperty("role", "label")
        self._count.setProperty("link", True)
        self._count.setAccessibleName(self.tr("Choose all classes"))
        self._count.setToolTip(tooltip(self.tr("How many classes take part. Click to take all of them.")))
        self._fold.setProperty("tiny", True)
        self._fold.setIconSize(QSize(11, 11))
        self._problem.setProperty("role", "problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self.setToolTip(tooltip(say(setting.help), effect_sentence(setting.effect)))
        head = QHBoxLayout()
        head.setSpacing(3)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._count)
        head.addWidget(self._fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        chips = QHBoxLayout()
        chips.setContentsMargins(0, 0, OVERHANG, 0)
        chips.addWidget(self._chips)
        column.addLayout(chips)
        column.addWidget(self._problem)


class Chip(QPushButton):
    """A class that is on or off, with a dot in its colour where points have colours."""

    entered = Signal(int)
    """It has the focus now; its number."""
    left = Signal(int)
    """The person wants to go on from it; the key (one of _WAYS)."""

    def __init__(self, number: int, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self._look = look
        self._coloured = False
        self.setCheckable(True)
        self.setProperty("chip", True)
        self.toggled.connect(self._show_help)

    def show_class(self, name: str, *, coloured: bool) -> None:
        self._coloured = coloured
        self.setText(f"     {name}" if coloured else name)  # room for the dot
        self.setAccessibleName(name)
        self._show_help()

    def needed_width(self) -> int:
        self.ensurePolished()
        return self.fontMetrics().horizontalAdvance(self.text()) + 14

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit(self.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _WAYS:
            self.left.emit(event.key())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._coloured:
            left = (self.width() - self.fontMetrics().horizontalAdvance(self.text())) // 2 + 2
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.class_color(self.number))
            painter.drawEllipse(QRect(left, self.height() // 2 - 4, 8, 8))
            painter.end()

    def _show_help(self) -> None:
        name = self.accessibleName()
        if len(name) <= _SHORT:
            text = self.tr("Leave out class {name}.") if self.isChecked() else self.tr("Take class {name} in.")
        else:
            text = self.tr("Leave out {name}.") if self.isChecked() else self.tr("Take {name} in.")
        self.setToolTip(tooltip(text.format(name=name)))


class _Chips(QWidget):
    """Chips in as many lines as they need. Chips that were needed once are kept for the next data set."""

    clicked = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._made: list[Chip] = []
        self.chips: list[Chip] = []
        self._stop = 0
        self.coloured = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def has_long_names(self) -> bool:
        return any(len(chip.text().strip()) > 1 for chip in self.chips)

    @property
    def tab_stop(self) -> "list[Chip]":
        """The chip that Tab goes to; none without chips."""
        return self.chips[self._stop : self._stop + 1]

    def lines(self, width: int) -> int:
        """Return how many lines the chips take in a room `width` px wide."""
        return len({place.y() for place in self._places(width)})

    def set_names(self, names: Sequence[str], *, coloured: bool) -> None:
        while len(self._made) < len(names):
            self._made.append(self._make_chip(len(self._made)))
        self.coloured = coloured
        self.chips = self._made[: len(names)]
        for chip in self._made:
            chip.setVisible(chip.number < len(names))
        for chip, name in zip(self.chips, names, strict=True):
            chip.show_class(name, coloured=coloured)
        self._put_stop(0)
        self._place(self.width())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(self._places(width))

    def sizeHint(self) -> QSize:
        return QSize(232, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _CHIP_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())

    def _place(self, width: int) -> None:
        for chip, place in zip(self.chips, self._places(width), strict=True):
            chip.setGeometry(place)

    def _height(self, places: Sequence[QRect]) -> int:
        return max((place.bottom() + 1 for place in places), default=0)

    def _places(self, width: int) -> list[QRect]:
        if self.has_long_names:
            return _flow([chip.needed_width() for chip in self.chips], width)
        return _even_lines(len(self.chips), width)

    def _make_chip(self, number: int) -> Chip:
        chip = Chip(number, self._look, self)
        chip.clicked.connect(self._on_clicked)
        chip.entered.connect(self._put_stop)
        chip.left.connect(self._on_left)
        return chip

    def _put_stop(self, number: int) -> None:
        self._stop = number
        for chip in self._made:
            stop = chip.number == number
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _on_left(self, key: int) -> None:
        places = [chip.geometry() for chip in self.chips]
        self.chips[_beside(places, self._stop, Qt.Key(key))].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.clicked.emit(chip.number)


def _beside(places: Sequence[QRect], number: int, key: Qt.Key) -> int:
    """Return the number of the chip that the key goes to from the chip `number`: the same one at an end."""
    if key in _STEPS:
        return max(0, min(len(places) - 1, number + _STEPS[key]))
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return 0 if key == Qt.Key.Key_Home else len(places) - 1
    here = places[number]
    lines = sorted({place.y() for place in places})
    line = lines.index(here.y()) + (1 if key == Qt.Key.Key_Down else -1)
    if not 0 <= line < len(lines):
        return number
    others = [other for other, place in enumerate(places) if place.y() == lines[line]]
    return min(others, key=lambda other: abs(places[other].center().x() - here.center().x()))


def _even_lines(count: int, width: int) -> list[QRect]:
    """Return places of one-letter chips: all in a line, or thirteen to a line, sharing the width."""
    in_line = _ONE_LINE if count <= _ONE_LINE else _LINE_OF_MANY
    pitch = min((width + _GAP) / in_line, 28)
    return [
        QRect(
            round(number % in_line * pitch),
            number // in_line * (_CHIP_HEIGHT + _GAP),
            round((number % in_line + 1) * pitch) - round(number % in_line * pitch) - _GAP,
            _CHIP_HEIGHT,
        )
        for number in range(count)
    ]


def _flow(widths: Sequence[int], width: int) -> list[QRect]:
    """Return places of chips that go on in a new line where one is full."""
    places: list[QRect] = []
    x, y = 0, 0
    for needed in widths:
        if x and x + needed > width:
            x, y = 0, y + _CHIP_HEIGHT + _LINE_GAP
        places.append(QRect(x, y, needed, _CHIP_HEIGHT))
        x += needed + _LINE_GAP
    return places
