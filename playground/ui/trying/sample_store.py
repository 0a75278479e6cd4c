"""Test examples to try: those that the Samples panel was last told of, one after the other."""

from typing import Any

from numpy.typing import NDArray

from playground.core.facts import DataFacts
from playground.core.probes import AskSamples, Order, Part, Samples


class SampleStore:
    """Keeps the last test samples that were answered. Where there are none, `question` asks for some."""

    def __init__(self) -> None:
        self._values: NDArray[Any] | None = None
        self._next = 0
        self.wanted = False
        """Someone waits for the next one."""

    def forget(self) -> None:
        """Begin anew with other data."""
        self._values, self._next, self.wanted = None, 0, False

    def take(self, samples: Samples, facts: DataFacts) -> None:
        """Keep the test examples of `samples`, if they are of this data set."""
        if samples.part is Part.TEST and len(samples.values) and samples.values.shape[1:] == facts.input_shape:
            self._values = samples.values

    def question(self) -> AskSamples | None:
        """Return what is to be asked so that there are some."""
        return AskSamples(part=Part.TEST, order=Order.INDEX) if self.wanted and self._values is None else None

    def another(self) -> NDArray[Any] | None:
        """Return the next one; None while there is none, and then it is wanted."""
        if self._values is None:
            self.wanted = True
            return None
        self.wanted = False
        values: NDArray[Any] = self._values[self._next % len(self._values)]
        self._next += 1
        return values
