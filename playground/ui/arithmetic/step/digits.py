"""How many digits the figures of a step are shown with."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from playground.ui.figures import MINUS, bracketed, decimal

_EXACT = 9  # decimals, as in textbooks
_MOST = 10
_FEW = 3
_MOST_WHOLE = 1000
_DUST = 5e-12
_LEAST_SHORT, _LEAST_PLAIN, _MOST_PLAIN = 1e-3, 1e-4, 1e7


@dataclass(frozen=True, slots=True)
class Digits:
    """`exact` ones have nine decimals, for examples with numbers made for paper; others six significant digits."""

    exact: bool

    def value(self, value: float) -> str:
        """Return a result; one that is told in three decimals without the zeros after them."""
        if self.exact and _decimals(value) <= _FEW:
            return trimmed(value)
        if self.exact and (1e-6 <= abs(value) < _MOST_PLAIN):
            return decimal(value, _EXACT)
        return figure(value, 6)

    def given(self, value: float) -> str:
        """Return a number as it was given: without the zeros at its end."""
        return trimmed(value) if self.exact else figure(value, 6)

    def factor(self, value: float) -> str:
        """Return a number as it stands in a product, whose own digits are those of `value`."""
        return trimmed(value) if self.exact else figure(value, 4)

    def column(self, values: Sequence[float]) -> Sequence[str]:
        """Return figures that stand below each other, and are as many digits long as they all need."""
        if not self.exact or any(abs(value) >= _MOST_PLAIN or not math.isfinite(value) for value in values):
            return [figure(value, 6) for value in values]
        decimals = max((_decimals(value) for value in values), default=0)
        return [decimal(round(value, decimals) + 0.0, decimals) for value in values]  # + 0.0: no −0

    def in_brackets(self, value: float) -> str:
        """Return `given`, in brackets where a minus sign would stand after another sign."""
        return bracketed(self.given(value))


def figure(value: float, digits: int) -> str:
    """Return `value` with so many significant digits: 0.0123457, 1.23457e−7; small whole numbers as such."""
    if abs(value) < _MOST_WHOLE and value == round(value):
        return f"{value + 0.0:.0f}".replace("-", MINUS)  # + 0.0: no −0
    if not math.isfinite(value):
        return str(value).replace("-", MINUS)
    if _LEAST_PLAIN <= abs(value) < _MOST_PLAIN:
        return f"{value:#.{digits}g}".rstrip(".").replace("-", MINUS)
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    return f"{mantissa}e{int(power)}".replace("-", MINUS)


def short(value: float, digits: int = 4) -> str:
    """Return `value` for narrow places: at most so many significant digits, none of them zeros at the end. What is not
    quite 1 is not called so.
    """
    if value == 0 or not math.isfinite(value):
        return figure(value, digits)
    if 1 - 0.5 * 10.0**-digits <= abs(value) < 1:
        value = math.copysign(1 - 10.0**-digits, value)
    if (_LEAST_PLAIN if digits > 2 else _LEAST_SHORT) <= abs(value) < _MOST_PLAIN:
        text = f"{value:.{digits}g}" if abs(value) < 10**digits else f"{value:.0f}"
        return text.replace("-", MINUS)
    return _with_power(value, min(digits, 2) - 1)


def shorter(value: float, digits: int = 4) -> Sequence[str]:
    """Return `value` with at most so many significant digits, then with fewer and fewer, at last by its size alone:
    2.6e−82, 3e−82, ~0. One of them fits into any box.
    """
    texts = [short(value, count) for count in range(digits, 0, -1)]
    if value == 0 or not math.isfinite(value):
        return texts[:1]
    return [*texts, _with_power(value, 0), "~0" if abs(value) < 1 else "…"]


def _with_power(value: float, decimals: int) -> str:
    mantissa, _, power = f"{value:.{decimals}e}".partition("e")
    return f"{mantissa}e{int(power)}".replace("-", MINUS)


def trimmed(value: float) -> str:
    """Return `value` with up to nine decimals, without zeros at the end: 0.05, 180."""
    if value and abs(value) < 1e-6:
        return figure(value, 6)
    text = f"{value:.{_EXACT}f}".rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def _decimals(value: float) -> int:
    """Return the least number of decimals, up to ten, that show `value` whole."""
    fitting = (count for count in range(_MOST) if abs(round(value, count) - value) < _DUST)
    return next(fitting, _MOST)
