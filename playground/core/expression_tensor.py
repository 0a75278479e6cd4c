"""Values of inputs as a person types them: `3`, `[1, 2]`, `[[1, 2], [3, 4]]`."""

import math
import re
from typing import TypeAlias

import numpy as np

from playground.core.expression import ExpressionError, Place
from playground.core.messages import Message, message
from playground.core.probes import Doubles

MOST_SIDE = 4
"""Rows and columns of a tensor; what operations make of such ones has no more either."""

NUMBER = re.compile(r"[-+\u2212]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+\u2212]?\d+)?", re.ASCII)
"""A number; a real minus sign does as well."""

_MOST_CHARACTERS = 300
_MOST_DEPTH = 2
_Nested: TypeAlias = "float | list[_Nested]"


def parse_tensor(text: str) -> Doubles:
    """Return the number, row of numbers or rows of numbers that `text` says: shape (), (n,) or (n, m).

    Raises ExpressionError, whose place is in `text`, for all else, and for more than 4 rows or columns.
    """
    reader = _Reader(text)
    nested = reader.value(0)
    reader.end()
    return np.array(nested, dtype=np.float64)


def tensor_text(values: Doubles) -> str:
    """Return the text that `parse_tensor` reads as `values`, with as few digits as say them exactly."""
    if values.ndim == 0:
        return f"{float(values):.17g}" if float(f"{float(values):.15g}") != values else f"{float(values):.15g}"
    return f"[{', '.join(tensor_text(row) for row in values)}]"


def number_of(text: str) -> float:
    """Return the number that a match of NUMBER says."""
    return float(text.replace("\u2212", "-"))


class _Reader:
    """Goes through the text from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        if len(text) > _MOST_CHARACTERS:
            raise self._error(message("This is longer than {most} characters.", most=_MOST_CHARACTERS))

    def value(self, depth: int) -> _Nested:
        """Read a number, or what is in brackets."""
        self._skip()
        if self._text[self._at : self._at + 1] == "[":
            if depth == _MOST_DEPTH:
                raise self._error(message("A tensor has rows and columns here, and no third dimension."), 1)
            return self._row(depth)
        found = NUMBER.match(self._text, self._at)
        if found is None:
            raise self._error(message("Give a number such as 0.5, a row [1, 2], or rows [[1, 2], [3, 4]]."), 1)
        number = number_of(found[0])
        if not math.isfinite(number):
            raise self._error(message("This number is too large."), len(found[0]))
        self._at = found.end()
        return number

    def end(self) -> None:
        """Hold that nothing follows."""
        self._skip()
        if self._at < len(self._text):
            raise self._error(message("Nothing can follow here: more numbers than one stand in [ ]."), 1)

    def _row(self, depth: int) -> list[_Nested]:
        start = self._at
        self._at += 1
        items: list[_Nested] = []
        while True:
            items.append(self.value(depth + 1))
            if isinstance(items[-1], list) != isinstance(items[0], list):
                raise self._error(message("Either numbers or rows stand in one bracket, not both."), start=start)
            if _shape(items[-1]) != _shape(items[0]):
                raise self._error(message("The rows of a tensor are equally long."), start=start)
            if len(items) > MOST_SIDE:
                raise self._error(message("At most {most} rows and columns.", most=MOST_SIDE), start=start)
            self._skip()
            if self._text[self._at : self._at + 1] not in (",", "]"):
                raise self._error(message("A comma or ] is missing here."), 1)
            self._at += 1
            if self._text[self._at - 1] == "]":
                return items

    def _skip(self) -> None:
        while self._text[self._at : self._at + 1] in (" ", "\t"):
            self._at += 1

    def _error(self, what: Message, length: int = 0, start: int | None = None) -> ExpressionError:
        first = self._at if start is None else start
        return ExpressionError(Place(1, first, max(self._at, first + length)), what)


def _shape(value: _Nested) -> int:
    """Return how many numbers are in a row; 0: it is a single number."""
    return len(value) if isinstance(value, list) else 0
