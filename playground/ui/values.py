"""A field's value as a person reads, types and drags it: its text, what a text means, the stops of its slider."""

import math
from dataclasses import dataclass

from playground.core.setting import FieldSpec, Scale
from playground.ui.figures import MINUS, THIN, significant, whole
from playground.ui.words import say

_DEGREE = "\u00b0"  # the one unit that stands at its figure without a space
_PER_DECADE = 20  # stops of a logarithmic slider in each factor of ten


def shown(spec: FieldSpec, value: float) -> str:
    """0.8 -> "80 %" for a share, 12000 -> "12 000", 0 -> "off" where that is what 0 means."""
    if value == 0 and spec.setting.zero:
        return say(spec.setting.zero)
    text = _figure(spec, value)
    if spec.setting.unit in ("", "%"):
        return text
    space = "" if spec.setting.unit == _DEGREE else " "
    return f"{text}{space}{say(spec.setting.unit)}"


def bounds(spec: FieldSpec) -> tuple[str, str]:
    """Return the least and the greatest value that the field takes, as figures; the field must have both."""
    assert spec.minimum is not None
    assert spec.maximum is not None
    return _figure(spec, spec.minimum), _figure(spec, spec.maximum)


def parsed(spec: FieldSpec, text: str) -> float | None:
    """Return the number that `text` means for the field, or None where it is none or out of the field's range."""
    setting = spec.setting
    plain = text.strip()
    if setting.zero and plain.casefold() == say(setting.zero).casefold():
        return 0 if spec.kind == "int" else 0.0
    if setting.unit:
        plain = plain.removesuffix(say(setting.unit))
    # A comma parts thousands in a whole number; in others it is the decimal point of half the world.
    number = _number(plain.replace(",", "" if spec.kind == "int" else "."))
    if number is None:
        return None
    if setting.unit == "%":
        number = round(number / 100, 12)
    return _fitting(spec, number)


@dataclass(frozen=True, slots=True)
class Stops:
    """The values a slider can stand at, from left to right. Neighbours are about equally far apart on its scale."""

    values: tuple[float, ...]
    scale: Scale

    def index_of(self, value: float) -> int:
        """Return the stop nearest to `value`: on a logarithmic scale nearest by ratio."""
        if value in self.values:
            return self.values.index(value)
        places = [self._place(stop) for stop in self.values]
        wanted = self._place(value)
        return min(range(len(places)), key=lambda index: abs(places[index] - wanted))

    def beside(self, value: float, steps: int) -> float:
        """Return the stop `steps` to the right (or left) of `value`, which may lie between two."""
        if value in self.values:
            index = self.values.index(value) + steps
        else:
            right = sum(1 for place in range(len(self.values)) if self._rank(place) < value)
            index = right + steps - (1 if steps > 0 else 0)
        return self.values[max(0, min(len(self.values) - 1, index))]

    def _rank(self, index: int) -> float:
        """Return the value at a stop, where a last 0 is more than all others."""
        value = self.values[index]
        return math.inf if value == 0 and index > 0 else value

    def _place(self, value: float) -> float:
        if self.scale is Scale.LINEAR:
            return value
        return math.log(value) if value > 0 else -math.inf


def has_slider(spec: FieldSpec) -> bool:
    """Tell whether the field's range is one to drag through: all but seeds and the like."""
    setting = spec.setting
    if spec.minimum is None or spec.maximum is None:
        return False
    narrow = spec.kind == "int" and spec.maximum - spec.minimum <= 100
    return bool(setting.slider) or setting.scale is Scale.LOG or setting.step > 0 or narrow


def stops(spec: FieldSpec, top: float | None = None, *, zero_last: bool = False) -> Stops:
    """Return where the field's slider can stand; `top` is its right end, where data decides about that.

    On a logarithmic scale, 0 gets a stop of its own where it is a word: the first, or with `zero_last` the last, for
    fields where no limit is the most one can have.
    """
    low, high = _range(spec, top)
    if spec.setting.scale is Scale.LINEAR:
        return Stops(_even(low, high, spec.setting.step or 1.0, spec.kind), Scale.LINEAR)
    values = _whole_stops(int(low), int(high)) if spec.kind == "int" else _decimal_stops(low, high)
    if spec.setting.zero and spec.minimum == 0:
        values = (*values, 0) if zero_last else (0, *values)
    return Stops(values, Scale.LOG)


def _range(spec: FieldSpec, top: float | None) -> tuple[float, float]:
    low, high = spec.setting.slider or (spec.minimum or 0.0, spec.maximum or 1.0)
    if spec.setting.scale is Scale.LOG:
        low = max(low, 1.0) if spec.kind == "int" else low
    return low, max(low, top) if top is not None else high


def _even(low: float, high: float, step: float, kind: str) -> tuple[float, ...]:
    """Multiples of `step`, and both ends whatever they are."""
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = {low, *(round(index * step, 10) for index in range(first, last + 1)), high}
    return tuple(int(value) if kind == "int" else value for value in sorted(values))


def _decimal_stops(low: float, high: float) -> tuple[float, ...]:
    """Twenty to the decade, of two figures each: 1, 1.1, 1.3, 1.4, 1.6, 1.8, 2, ... so that decades lie even."""
    first, last = round(_PER_DECADE * math.log10(low)), round(_PER_DECADE * math.log10(high))
    return tuple(float(f"{10 ** (place / _PER_DECADE):.1e}") for place in range(first, last + 1))


def _whole_stops(low: int, high: int) -> tuple[float, ...]:
    """Two figures each, as for decimals, with powers of two in place of their near neighbours; the ends are exact."""
    powers = {2**power for power in range(low.bit_length() - 1, high.bit_length())}
    rounded = {int(float(f"{value:.1e}")) for value in _decimal_stops(low, high)}
    apart = {value for value in rounded if all(abs(value - power) > 0.04 * power for power in powers)}
    return tuple(sorted({value for value in apart | powers if low < value < high} | {low, high}))


def _figure(spec: FieldSpec, value: float) -> str:
    if spec.setting.unit == "%":
        return f"{significant(100 * value, 4)}{THIN}%"
    return whole(int(value)) if spec.kind == "int" else significant(value, 6)


def _number(text: str) -> float | None:
    plain = text.replace(THIN, "").replace("\u00a0", "").replace(" ", "").replace(MINUS, "-")
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _fitting(spec: FieldSpec, number: float) -> float | None:
    if spec.minimum is not None and number < spec.minimum:
        return None
    if spec.maximum is not None and number > spec.maximum:
        return None
    if spec.kind == "int":
        return int(number) if number == int(number) else None
    return number
