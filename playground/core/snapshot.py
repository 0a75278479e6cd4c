"""All that a network and its training are at one step, as plain arrays that could cross a process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Arrays: TypeAlias = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class NetworkState:
    """The weights after `step` steps: enough to predict with. Weights are named as in torch's state dict.

    `optimizer` is its state as in `Snapshot`, or None where it was not asked for.
    """

    run_id: int
    step: int
    epoch: float
    weights: Arrays
    optimizer: Arrays | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A training at one step: taken and restored it goes on bit for bit as if nothing had happened.

    `optimizer` maps "weight name/entry" to arrays; `generators` maps a purpose (order, dropout, ...) to its state's
    bytes; `order` is what is left of the epoch's order of examples; `live` are the experiment's values at that step
    (its tree); `sums` are the running sums since the last row of metrics.
    """

    network: NetworkState
    epoch: int
    order: NDArray[np.int64]
    optimizer: Arrays
    generators: Arrays
    live: Mapping[str, Any]
    sums: Mapping[str, float] = field(default_factory=dict)
