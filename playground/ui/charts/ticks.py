"""Axes of a chart: which range they show, and round values along them with their texts."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from playground.ui.charts.smoothing import Floats
from playground.ui.figures import MINUS, THIN

_DIGIT_SETS = ((1.0, 1.5, 2.0, 3.0, 5.0, 7.0), (1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))
_PERCENT_FLOORS = (0.8, 0.5, 0.0)
_PERCENT_STRIDES = {0.8: (0.05, 0.1), 0.5: (0.1, 0.25, 0.5), 0.0: (0.25, 0.5, 1.0)}
_LOG_GRAIN = 0.05  # decades; a range that moves in such strides is not drawn anew at every step
_LOG_SPAN = 9.0  # decades below the greatest value that are shown at most
_CLOSE_ROOM = 0.06
_CLOSE_LEAST = 0.001
_CLOSE_GRAINS = 16  # so that the axis does not move at every step
_TOP_ROOM = 0.02  # of a percent axis, so that a line at 100 % is seen whole


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line `at` an axis coordinate, and its text."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The range `low`..`high` of axis coordinates: log10 of the values where `log`, else the values."""

    low: float
    high: float
    ticks: tuple[Tick, ...]
    log: bool = False

    def at(self, values: Floats) -> Floats:
        """Return the axis coordinates of `values`; what has no logarithm lies just under the axis."""
        if not self.log:
            return values
        return np.log10(np.maximum(values, 10 ** (self.low - 1)))

    def share(self, coordinate: float) -> float:
        """Return where `coordinate` lies between the axis's ends, 0 to 1."""
        return (coordinate - self.low) / (self.high - self.low)


def log_axis(values: Floats, most: int) -> Axis:
    """Return an axis from half the least of `values` to 1.3 times the greatest, with at most `most` ticks.

    Without a value above zero there is no logarithm: the axis is linear.
    """
    values = values[values > 0]
    if not len(values):
        return linear_axis(values, most)
    high = _LOG_GRAIN * math.ceil(math.log10(1.3 * values.max()) / _LOG_GRAIN)
    low = _LOG_GRAIN * math.floor(math.log10(0.5 * values.min()) / _LOG_GRAIN)
    low = max(low, high - _LOG_SPAN)
    ticks = _log_ticks(low, high, most)
    return Axis(low, high, tuple(Tick(math.log10(value), tick_text(value)) for value in ticks), log=True)


def linear_axis(values: Floats, most: int) -> Axis:
    """Return an axis from 0, or from below the least of `values`, to above the greatest."""
    low, high = (min(0.0, float(values.min())), max(0.0, float(values.max()))) if len(values) else (0.0, 1.0)
    if low == high:
        high = low + 1
    stride = nice_stride((high - low) / most)
    low, high = math.floor(low / stride) * stride, high + 0.05 * (high - low)
    return Axis(low, high, tuple(Tick(value, tick_text(value)) for value in _multiples(low, high, stride)))


def percent_axis(tail: Floats, most: int) -> Axis:
    """Return an axis of fractions up to 1 from the highest of 0.8, 0.5 and 0 that holds `tail`."""
    least = float(tail.min()) if len(tail) else 1.0
    low = next((floor for floor in _PERCENT_FLOORS if floor <= least), 0.0)
    strides = _PERCENT_STRIDES[low]
    stride = next((stride for stride in strides if (1 - low) / stride <= most + 1e-9), strides[-1])
    ticks = tuple(Tick(value, percent_text(value)) for value in _multiples(low, 1.0, stride))
    return Axis(low, 1 + _TOP_ROOM * (1 - low), ticks)


def close_axis(coordinates: Floats, unit: str, log: bool, most: int) -> Axis:
    """Return the axis that holds `coordinates` (log10 of values where `log`) and little else, as a close look wants."""
    low, high = float(coordinates.min()), float(coordinates.max())
    room = max(_CLOSE_ROOM * (high - low), _CLOSE_LEAST * max(1.0, abs(low)))
    low, high = low - room, high + room
    grain = nice_stride((high - low) / _CLOSE_GRAINS)
    low, high = grain * math.floor(low / grain), grain * math.ceil(high / grain)
    if log:
        marks = [(math.log10(value), tick_text(value)) for value in _log_ticks(low, high, most)]
    else:
        text = _share_text if unit == "%" else tick_text
        marks = [(value, text(value)) for value in _linear_within(low, high, most)]
    return Axis(low, high, tuple(Tick(at, text) for at, text in marks), log)


def nice_stride(least: float, digits: Sequence[float] = (1.0, 2.0, 5.0)) -> float:
    """Return the smallest of 1, 2 and 5, or other `digits`, times a power of ten that is not below `least` > 0."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(digit * power for digit in (*digits, 10.0) if digit * power >= least * (1 - 1e-9))


def tick_text(value: float) -> str:
    """Write a round value as short as it goes: 0.03, 12 000, 1e−5."""
    if value != 0 and not 0.0005 <= abs(value) < 1e6:
        return _power_text(value, 0)
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.6g}"
    return text.replace(",", THIN).replace("-", MINUS)


def percent_text(share: float) -> str:
    return f"{100 * share:.0f}{THIN}%"


def _share_text(share: float) -> str:
    return f"{100 * share:.6g}{THIN}%".replace("-", MINUS)


def value_text(value: float, unit: str, percent_digits: int = 1) -> str:
    """Write a measured value with three decimals or three digits; for the unit "%" it is a fraction."""
    if not math.isfinite(value):
        return "–"
    if unit == "%":
        return f"{100 * value:.{percent_digits}f}{THIN}%"
    if value != 0 and not 0.0001 <= abs(value) < 1e6:
        return _power_text(value, 1)
    return f"{value:,.{_decimals(abs(value))}f}".replace(",", THIN).replace("-", MINUS)


def _decimals(size: float) -> int:
    if size >= 100:
        return 1 if size < 10_000 else 0
    return 3 if size >= 0.01 or size == 0 else 2 - math.floor(math.log10(size))


def _power_text(value: float, digits: int) -> str:
    digit, power = f"{value:.{digits}e}".split("e")
    return f"{digit}e{int(power)}".replace("-", MINUS)


def _log_ticks(low: float, high: float, most: int) -> Sequence[float]:
    """Return the most that fit of: 1-1.5-2-3-5-7, 1-2-5, 1-3, powers of ten, every second power ..."""
    for digits in _DIGIT_SETS:
        found = list(_log_values(low, high, digits, 1))
        if len(found) <= most:
            return found if len(found) > 1 else _linear_within(10**low, 10**high, most)
    stride = math.ceil((high - low) / most)
    return list(_log_values(low, high, (1.0,), stride))


def _log_values(low: float, high: float, digits: Sequence[float], stride: int) -> Iterator[float]:
    for power in range(math.floor(low), math.floor(high) + 1):
        if power % stride == 0:
            yield from (
                value for value in (digit * 10.0**power for digit in digits) if low <= math.log10(value) <= high
            )


def _linear_within(low: float, high: float, most: int) -> list[float]:
    return list(_multiples(low, high, nice_stride((high - low) / most)))


def _multiples(low: float, high: float, stride: float) -> Iterator[float]:
    first, last = math.ceil(low / stride - 1e-9), math.floor(high / stride + 1e-9)
    return (round(index * stride, 12) for index in range(first, last + 1))
