"""How a network does on the person's own drawings: beside the test set, never in place of it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch

from playground.core.own_drawings import OwnExamples
from playground.engine.learner import Learner
from playground.engine.metrics import OWN_ACCURACY, pinned


class OwnScore:
    """Measures a network on own examples, which come and go while it learns. It takes no part in the training."""

    def __init__(self, learner: Learner) -> None:
        self._learner = learner
        self._examples: OwnExamples | None = None

    def take(self, examples: OwnExamples) -> Sequence[str]:
        """Measure on these from now on. Returns the names of figures that are about another drawing then."""
        before, self._examples = self._examples, examples
        if before is None or _pinned_number(before) == _pinned_number(examples):
            return ()
        return [pinned(label) for label in range(self._learner.class_count)]

    def figures(self, halted: Callable[[], bool]) -> Mapping[str, float]:
        """Return the fraction of right answers, and what the network thinks of the pinned drawing; nothing where there
        are no drawings, or when `halted` said so in the middle.
        """
        examples = self._examples
        if examples is None or not len(examples):
            return {}
        found = self._learner.judge(torch.from_numpy(examples.images), halted)
        if found is None:
            return {}
        probabilities, chosen = found
        figures = {OWN_ACCURACY: float(np.mean(chosen.numpy() == examples.labels))}
        if examples.pinned >= 0:
            figures |= {pinned(label): share for label, share in enumerate(probabilities[examples.pinned].tolist())}
        return figures


def _pinned_number(examples: OwnExamples) -> int | None:
    return int(examples.numbers[examples.pinned]) if examples.pinned >= 0 else None
