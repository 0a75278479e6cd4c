"""One generator of random numbers for each purpose, all derived from the experiment's seed.

Nothing in the engine draws from torch's global generator, which any thread could disturb.
"""

from dataclasses import dataclass, fields

import numpy as np
import torch

from playground.core.snapshot import Arrays


@dataclass(frozen=True, slots=True)
class Generators:
    """The purposes. `init` and `order` live on the CPU, `dropout` and `augmentation` on the device that trains."""

    init: torch.Generator
    order: torch.Generator
    dropout: torch.Generator
    augmentation: torch.Generator

    def states(self) -> Arrays:
        """Return the state of each, by purpose."""
        return {item.name: getattr(self, item.name).get_state().numpy().copy() for item in fields(self)}

    def restore(self, states: Arrays) -> None:
        """Put states from `states` back; a purpose that is not among them keeps its own."""
        for name, state in states.items():
            getattr(self, name).set_state(torch.from_numpy(state.copy()))

    @classmethod
    def from_seed(cls, seed: int, device: torch.device) -> "Generators":
        """Derive independent streams from `seed` (numpy's SeedSequence, hash-mixed).

        A purpose more at the end leaves the streams of the others as they are.
        """
        cpu = torch.device("cpu")
        places = (cpu, cpu, device, device)
        states = np.random.SeedSequence(seed).generate_state(len(places), np.uint64) >> np.uint64(1)
        made = [torch.Generator(place).manual_seed(int(state)) for place, state in zip(places, states, strict=True)]
        return cls(*made)
