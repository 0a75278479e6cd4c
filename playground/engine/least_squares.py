"""The least squared error that a network without hidden layers can come to: what training can at best find."""

from collections.abc import Iterator
from functools import reduce

import torch
from torch import Tensor

from playground.core.experiment import Experiment
from playground.core.training_options import Reduction
from playground.data.dataset import DataSet
from playground.engine.outputs import Outputs

_ROWS = 5_000  # examples taken at a time, so that no wide copy of all of them is made


def least_squares_loss(experiment: Experiment, data: DataSet, outputs: Outputs) -> float:
    """Return the least squared error of weighted sums with biases on the training part of `data`, in float64.

    The loss is the experiment's own: its mean, or its sum, over the outputs. Weights come from the normal equations;
    inputs that never vary, or follow from others, are no trouble.
    """
    products = reduce(
        torch.add, (inputs.T @ torch.cat([inputs, wanted], 1) for inputs, wanted in _pieces(data, outputs))
    )
    count = data.facts.input_count + 1
    weights = torch.linalg.lstsq(products[:, :count], products[:, count:], driver="gelsd").solution
    squares = sum(float((inputs @ weights - wanted).square().sum()) for inputs, wanted in _pieces(data, outputs))
    each = 1 if experiment.training.reduction is Reduction.SUM else weights.shape[1]
    return squares / (len(data.train_labels) * each)


def _pieces(data: DataSet, outputs: Outputs) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield [n, inputs + 1], what the network sees and a one for the bias, and the targets [n, outputs]."""
    for inputs, labels in zip(
        torch.split(data.train_inputs, _ROWS), torch.split(data.train_labels, _ROWS), strict=True
    ):
        seen = data.prepared(inputs).cpu().double()
        yield torch.cat([seen, seen.new_ones(len(seen), 1)], dim=1), outputs.targets(labels).cpu().double()
