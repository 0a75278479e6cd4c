"""How a network does on examples that it does not learn from."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.training_options import TrainingOptions
from playground.data.dataset import DataSet
from playground.engine.losses import example_losses
from playground.engine.model import Network
from playground.engine.outputs import Outputs


@dataclass(frozen=True, slots=True)
class Score:
    """Mean loss, and the fraction of right answers, over a set of examples."""

    loss: float
    accuracy: float


def evaluate(
    network: Network,
    data: DataSet,
    training: TrainingOptions,
    outputs: Outputs,
    rows: int,
    halted: Callable[[], bool],
) -> Score | None:
    """Score the network on the whole test set, `rows` examples at a time; None when `halted` says so between chunks."""
    loss = right = 0.0  # on the host, in double precision, which not every device has
    network.eval()
    with torch.inference_mode():
        for inputs, labels in zip(
            torch.split(data.test_inputs, rows), torch.split(data.test_labels, rows), strict=True
        ):
            if halted():
                return None
            raw = network(data.prepared(inputs))
            chunk_loss, chunk_right = torch.stack(sums(training, outputs, raw, labels)).tolist()
            loss += chunk_loss
            right += chunk_right
    count = max(1, len(data.test_labels))
    return Score(loss / count, right / count)


def sums(training: TrainingOptions, outputs: Outputs, raw: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Return the sum of losses and the number of right answers (as float) of a chunk, both scalars on its device."""
    losses = example_losses(training, outputs, raw, labels)
    return losses.sum(), (outputs.chosen(raw) == labels).sum().float()
