"""Features of tables as figures: as many decimals as tell two examples apart, the same in a whole column."""

from dataclasses import dataclass
from math import floor, log10

from playground.core.facts import DataFacts
from playground.ui.figures import decimal


@dataclass(frozen=True, slots=True)
class Feature:
    """One column of a table: its name, the range of its values and the decimals they are shown with."""

    name: str
    low: float
    high: float
    mean: float
    digits: int

    def figure(self, value: float) -> str:
        """5.1 -> "5.10"."""
        return decimal(value, self.digits)


def features_of(facts: DataFacts) -> tuple[Feature, ...]:
    columns = zip(facts.feature_names, facts.low, facts.high, facts.mean, strict=True)
    return tuple(Feature(name, low, high, mean, _digits(high - low)) for name, low, high, mean in columns)


def _digits(span: float) -> int:
    """Return how many decimals divide `span` into some hundred steps."""
    return min(6, max(0, 2 - floor(log10(span)))) if span > 0 else 2
