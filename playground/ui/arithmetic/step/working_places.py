"""Where each piece of a calculation's lines goes in a given width."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from playground.ui.arithmetic.step.lines import Formula, Line, Note, Row, Title, pieces
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network.letters import Letters

LINE = 19.0
PLATE = 3.0

_SIDE = 6.0
_GAP = 8.0
_INDENT = 12.0
_BEFORE_TITLE = 12.0
_SIZE, _SMALL = 12, 11
_MOST_SYMBOL = 0.4  # of the width
_WORD = re.compile(r"(?:[_^]\{[^{}]*\}|\S)+")


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A piece of text in a line whose top is `top`, px; `level` as of a Piece."""

    text: str
    left: float
    top: float
    level: int
    size: int
    weight: QFont.Weight
    role: str


@dataclass(frozen=True, slots=True)
class Working:
    """A calculation on its sheet: texts, grounds of rows that are at hand, rules above totals, and how high it is."""

    texts: Sequence[PlacedText]
    plates: Sequence[QRectF]
    rules: Sequence[QRectF]
    height: float


def arranged(lines: Sequence[Line], width: float, letters: Letters) -> Working:
    """Place `lines` on a sheet `width` px wide; what does not fit beside its value goes below its symbol."""
    sheet = _Sheet(width, letters)
    for block in _blocks(lines):
        columns = _columns(block, width, letters)
        for line in block:
            sheet.add(line, columns)
    return Working(sheet.texts, sheet.plates, sheet.rules, sheet.top + 4)


def marked_width(text: str, letters: Letters, weight: QFont.Weight = REGULAR) -> float:
    """Return the width of a marked text, px."""
    return sum(letters.width(piece.text, _size(piece.level), weight) for piece in pieces(text))


def _size(level: int) -> int:
    return _SMALL if level else _SIZE


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the middle column begins and ends."""

    left: float
    right: float


def _blocks(lines: Sequence[Line]) -> Sequence[Sequence[Line]]:
    """Return the lines from title to title: each block has columns of its own."""
    blocks: list[list[Line]] = []
    for line in lines:
        if isinstance(line, Title) or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _columns(block: Sequence[Line], width: float, letters: Letters) -> _Columns:
    rows = [line for line in block if isinstance(line, Row)]
    symbols = max((marked_width(row.symbol, letters) for row in rows if row.formula), default=0.0)
    values = max((letters.width(row.value, _SIZE, SEMIBOLD) for row in rows), default=0.0)
    return _Columns(_SIDE + min(symbols, _MOST_SYMBOL * width) + _GAP, width - _SIDE - values - _GAP)


@dataclass(slots=True)
class _Sheet:
    width: float
    letters: Letters
    top: float = 0.0
    texts: list[PlacedText] = field(default_factory=list)
    plates: list[QRectF] = field(default_factory=list)
    rules: list[QRectF] = field(default_factory=list)
    after_row: bool = False

    def add(self, line: Line, columns: _Columns) -> None:
        match line:
            case Title(text):
                self.top += _BEFORE_TITLE if self.texts else 0.0
                self._wrapped(text, _SIDE, SEMIBOLD, "text")
            case Formula(text):
                self._wrapped(text, _SIDE, REGULAR, "text2")
            case Note(text, counts):
                self._wrapped(text, _SIDE, SEMIBOLD if counts else REGULAR, "text" if counts else "text2")
            case Row():
                self._row(line, columns)
        self.after_row = isinstance(line, Row)

    def _row(self, row: Row, columns: _Columns) -> None:
        if row.total and self.after_row:
            self.rules.append(QRectF(_SIDE, self.top + 1, self.width - 2 * _SIDE, 1))
            self.top += 3
        begin = self.top
        weight = SEMIBOLD if row.total else REGULAR
        after = self._line(row.symbol, _SIDE, weight, "text" if row.total else "text2")
        value = self.letters.width(row.value, _SIZE, weight)
        beside = self._fits(row.formula, columns.left, columns.right) and after + _GAP / 2 <= columns.left
        if beside:
            self._line(row.formula, columns.left, REGULAR, "text2")
            self._line(row.value, self.width - _SIDE - value, weight, "text")
            self.top += LINE
        else:
            self._line(row.value, self.width - _SIDE - value, weight, "text")
            self.top += LINE
            self._wrapped(row.formula, _SIDE + _INDENT, REGULAR, "text2")
        if row.numbers:
            inline = beside and self._fits(row.numbers, columns.left, self.width - _SIDE)
            left = columns.left if inline else _SIDE + _INDENT
            self._wrapped(row.numbers, left, REGULAR, "text3")
        if row.at_hand:
            self.plates.append(QRectF(2, begin, self.width - 4, self.top - begin))

    def _fits(self, text: str, left: float, right: float) -> bool:
        return marked_width(text, self.letters) <= right - left

    def _wrapped(self, text: str, left: float, weight: QFont.Weight, role: str) -> None:
        """Write `text` on as many lines as it takes."""
        room = self.width - _SIDE - left
        line = ""
        for word in _WORD.findall(text):
            longer = f"{line} {word}" if line else word
            if line and marked_width(longer, self.letters, weight) > room:
                self._line(line, left, weight, role)
                self.top += LINE
                longer = word
            line = longer
        if line:
            self._line(line, left, weight, role)
            self.top += LINE

    def _line(self, text: str, left: float, weight: QFont.Weight, role: str) -> float:
        """Write `text` in the present line and return where it ends."""
        for piece in pieces(text):
            size = _size(piece.level)
            self.texts.append(PlacedText(piece.text, left, self.top, piece.level, size, weight, role))
            left += self.letters.width(piece.text, size, weight)
        return left
