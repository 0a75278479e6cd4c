"""One generator of random numbers for each purpose, all derived from the experiment's seed.

Nothing in the engine draws from torch's global generator, which any thread could disturb.
"""

from dataclasses import dataclass

import numpy as np
import torch


@dataclass(frozen=True, slots=True)
class Generators:
    """The purposes. `init` and `order` live on the CPU, `dropout` on the device that trains."""

    init: torch.Generator
    order: torch.Generator
    dropout: torch.Generator

    @classmethod
    def from_seed(cls, seed: int, device: torch.device) -> "Generators":
        """Derive independent streams from `seed` (numpy's SeedSequence, hash-mixed)."""
        states = np.random.SeedSequence(seed).generate_state(3, np.uint64) >> np.uint64(1)
        cpu = torch.device("cpu")
        made = [
            torch.Generator(place).manual_seed(int(state))
            for place, state in zip((cpu, cpu, device), states, strict=True)
        ]
        return cls(*made)
