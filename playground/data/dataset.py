"""A data set in memory: tensors as stored, and the way from stored values to what the network sees."""

from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from playground.core.facts import DataFacts


@dataclass(frozen=True, slots=True, eq=False)
class DataSet:
    """Train and test examples, as stored: images uint8 [n, h, w], points and rows float32 [n, features]; labels
    int64 [n].

    There is no float copy of images: a batch is gathered by index and normalised on the way (`prepared`).
    """

    facts: DataFacts
    train_inputs: Tensor
    train_labels: Tensor
    test_inputs: Tensor
    test_labels: Tensor
    # What `prepared` does, as tensors on the device of the examples: made once, since it is called at every step.
    shift: Tensor = field(init=False, repr=False)
    scale: Tensor = field(init=False, repr=False)

    def __post_init__(self) -> None:
        device = self.train_inputs.device
        object.__setattr__(self, "shift", torch.tensor(self.facts.shift, dtype=torch.float32, device=device))
        object.__setattr__(self, "scale", torch.tensor(self.facts.scale, dtype=torch.float32, device=device))

    @classmethod
    def without_examples(cls, facts: DataFacts) -> "DataSet":
        """Return a data set that holds no examples: enough to prepare what a person brings along."""
        inputs, labels = torch.empty((0, *facts.input_shape)), torch.empty(0, dtype=torch.int64)
        return cls(facts, inputs, labels, inputs, labels)

    def prepared(self, stored: Tensor) -> Tensor:
        """Return what the network sees for `stored` [n, *shape], on the data set's device: float32 [n, inputs],
        normalised, and never a view of `stored`.
        """
        # Bytes minus float32 gives float32 in one pass.
        return (stored.flatten(1) - self.shift).mul_(self.scale)

    def to(self, device: torch.device) -> "DataSet":
        """Return the same data set on `device`."""
        return replace(
            self,
            train_inputs=self.train_inputs.to(device),
            train_labels=self.train_labels.to(device),
            test_inputs=self.test_inputs.to(device),
            test_labels=self.test_labels.to(device),
        )
