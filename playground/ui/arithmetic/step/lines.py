"""The lines of a calculation, as values: what is said, and what stands in which column.

Texts may hold `_{...}` for what stands lower and `^{...}` for what stands higher.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

_MARKED = re.compile(r"([_^])\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Title:
    """What the following lines work out."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """The formula in symbols, over the whole width."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """`symbol` = `formula` = the same with `numbers` = `value`; a `total` is parted from the rows above it by a line.

    `at_hand` marks the row of what is picked.
    """

    symbol: str
    formula: str
    value: str
    numbers: str = ""
    total: bool = False
    at_hand: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence; one that `counts` is the outcome."""

    text: str
    counts: bool = False


Line: TypeAlias = Title | Formula | Row | Note


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: `level` 0 on the line, -1 below it, 1 above it."""

    text: str
    level: int


def pieces(text: str) -> Sequence[Piece]:
    """Return the pieces of a marked text, in order."""
    found: list[Piece] = []
    end = 0
    for match in _MARKED.finditer(text):
        if match.start() > end:
            found.append(Piece(text[end : match.start()], 0))
        found.append(Piece(match[2], -1 if match[1] == "_" else 1))
        end = match.end()
    if end < len(text):
        found.append(Piece(text[end:], 0))
    return found


def plain(text: str) -> str:
    """Return a marked text as it is read aloud or copied: net_{h1} becomes net_h1."""
    return _MARKED.sub(lambda match: f"{match[1]}{match[2]}", text)


def told(lines: Iterable[Line]) -> str:
    """Return all lines as plain text, to be copied or read aloud."""
    return "\n".join(_told(line) for line in lines)


def _told(line: Line) -> str:
    if isinstance(line, Row):
        parts = [plain(part) for part in (line.symbol, line.formula, line.numbers, line.value) if part]
        return " = ".join(parts)
    return plain(line.text)
