"""Numbers and tensors of the Autograd page as text."""

import math

from playground.core.probes import Doubles
from playground.ui.figures import MINUS

EXACT = 6
"""Digits of single numbers in sentences."""
SHORT = 4
"""Digits of numbers in tensors."""

_DRAWN, _DRAWN_IN_TENSOR = 5, 3
_MOST_WRITTEN = 4


def figure(value: float, digits: int = EXACT) -> str:
    """0.25 -> "0.25"; no digits are made up, and a number that is not finite is called as torch calls it."""
    if not math.isfinite(value):
        return str(value).replace("-", MINUS)
    text = f"{value + 0.0:.{digits}g}"  # + 0.0: -0.0 becomes 0.0
    return text.replace("e+", "e").replace("-", MINUS)


def tensor(values: Doubles, digits: int = EXACT) -> str:
    """Return a number, or numbers in brackets; "" for more than can be read in a line."""
    if values.ndim == 0:
        return figure(float(values), digits)
    if values.size > _MOST_WRITTEN:
        return ""
    return f"[{', '.join(tensor(row, SHORT) for row in values)}]"


def cells(values: Doubles) -> list[list[str]]:
    """Return the rows of a matrix, or the one of a vector, as texts short enough to be drawn; of a number that one."""
    if values.ndim == 0:
        return [[figure(float(values), _DRAWN)]]
    rows = values if values.ndim == 2 else values[None]
    return [[figure(float(number), _DRAWN_IN_TENSOR) for number in row] for row in rows]
