"""What goes through the network that is shown: what the person tries, an example of the data, or nothing yet."""

import numpy as np

from playground.core.catalog import Family
from playground.core.facts import DataFacts
from playground.core.probes import Example, ExampleAt, Flow, Input, Part

DRAWING, SAMPLE = "drawing", "sample"


class Inputs:
    """Keeps both inputs and which of them is taken: `taken` is DRAWING or SAMPLE."""

    def __init__(self) -> None:
        self.taken = SAMPLE
        self.drawing: Example | None = None
        self.sample: ExampleAt | None = None
        self._facts: DataFacts | None = None

    def set_facts(self, facts: DataFacts) -> None:
        """Prepare for other data: its first test example, and no drawing of another shape."""
        if self._facts is not None and self._facts.fingerprint == facts.fingerprint:
            return
        self._facts = facts
        self.sample = ExampleAt(Part.TEST if facts.test_count else Part.TRAIN, 0)
        if self.drawing is not None and self.drawing.values.shape != facts.input_shape:
            self.drawing = None

    @property
    def input(self) -> Input | None:
        """What goes in; None where nothing is drawn yet. Points of the plane are only ever tried."""
        if self._facts is None:
            return None
        plane = self._facts.family is Family.PLANE
        return self.drawing if plane or self.taken == DRAWING else self.sample

    @property
    def asked(self) -> Input | None:
        """What to ask about: the input, or an empty one, since a network has its weights without any."""
        return self.input or self._empty()

    def feeds(self, flow: Flow) -> bool:
        """Tell whether `flow` is about an input, and not about the empty one that was asked about before it."""
        empty, now = self._empty(), self.input
        if now is None or empty is None:
            return False
        if isinstance(now, Example) and np.array_equal(now.values, empty.values):
            return True
        return flow.label >= 0 or not np.array_equal(flow.input, empty.values)

    def _empty(self) -> Example | None:
        """Return white paper, or a row in which everything is at its mean."""
        facts = self._facts
        if facts is None:
            return None
        if facts.family is Family.IMAGE:
            return Example(np.zeros(facts.input_shape, dtype=np.uint8))
        return Example(np.array(facts.mean, dtype=np.float32))
