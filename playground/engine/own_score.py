"""How a network does on the person's own drawings: beside the test set, never in place of it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch

from playground.core.own_drawings import OwnExamples
from playground.engine.learner import Learner
from playground.engine.metrics import OWN_ACCURACY, pinned


class OwnScore:
    """Measures a network on own examples, which come and go while it learns. It takes no part in the training."""

    def __init__(self, learner: Learner, fingerprint: str) -> None:
        """`fingerprint` is that of the data that the network learns from."""
        self._learner = learner
        self._fingerprint = fingerprint
        self._examples: OwnExamples | None = None

    def take(self, examples: OwnExamples) -> Sequence[str]:
        """Measure on these from now on. Returns the names of figures that are about something else then.

        Examples that were made for other data, and come late, are left alone.
        """
        if examples.fingerprint != self._fingerprint:
            return ()
        before, self._examples = self._examples, examples
        over = [OWN_ACCURACY] if not len(examples) else []
        if before is not None and _pinned_number(before) != _pinned_number(examples):
            over += [pinned(label) for label in range(self._learner.class_count)]
        return over

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
