"""A data set in memory: tensors as stored, and the way from stored values to what the network sees."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from playground.core.facts import DataFacts


@dataclass(frozen=True, slots=True, eq=False)
class DataSet:
    """Train and test examples, as stored: images uint8 [n, h, w], points and rows float32 [n, features]; labels int64 [n].

    There is no float copy of images: a batch is gathered by index and normalised on the way (`prepared`).
    """

    facts: DataFacts
    train_inputs: Tensor
    train_labels: Tensor
    test_inputs: Tensor
    test_labels: Tensor

    def prepared(self, stored: Tensor) -> Tensor:
        """Return what the network sees for `stored` [n, *shape]: float32 [n, inputs], normalised."""
        flat = stored.flatten(1).to(torch.float32)
        shift = torch.tensor(self.facts.shift, dtype=torch.float32, device=stored.device)
        scale = torch.tensor(self.facts.scale, dtype=torch.float32, device=stored.device)
        return flat.sub_(shift).mul_(scale) if stored.dtype != torch.float32 else (flat - shift) * scale

    def to(self, device: torch.device) -> "DataSet":
        """Return the same data set on `device`."""
        return replace(
            self,
            train_inputs=self.train_inputs.to(device),
            train_labels=self.train_labels.to(device),
            test_inputs=self.test_inputs.to(device),
            test_labels=self.test_labels.to(device),
        )
