"""The least squared error that a network without hidden layers can come to: what training can at best find."""

import torch
from torch import Tensor

from playground.core.experiment import Experiment
from playground.core.training_options import Reduction
from playground.data.dataset import DataSet
from playground.engine.outputs import Outputs

_PRODUCTS = 300_000_000  # multiply-adds of one piece: about 20 ms on one core
_MOST_ROWS = 5_000
_DUST = 1e-13
"""Of each input's own square: far above float64's rounding, far below what sets one input apart from others."""


class LeastSquaresSearch:
    """Adds up what the normal equations need of the training part of `data`, piece by piece, in float64.

    Inputs count from those of the first example, which only the biases notice: products of numbers that are all far
    from 0 would lose how they vary. Any example will do: none of n lies further than sqrt(n) deviations from the mean.
    """

    def __init__(self, experiment: Experiment, data: DataSet, outputs: Outputs) -> None:
        self._data = data
        self._outputs = outputs
        self._first = self._seen(slice(1))
        self._inputs = data.facts.input_count + 1  # with a one for the bias
        width = self._inputs + outputs.targets(data.train_labels[:1]).shape[1]
        self._rows = max(1, min(_MOST_ROWS, _PRODUCTS // width**2))
        self._products = torch.zeros(width, width, dtype=torch.float64)
        self._taken = 0
        outputs_taken_together = 1 if experiment.training.reduction is Reduction.SUM else width - self._inputs
        self._shares = len(data.train_labels) * outputs_taken_together

    @property
    def done(self) -> bool:
        """Whether all examples have been added up."""
        return self._taken >= len(self._data.train_labels)

    def go_on(self) -> None:
        """Add up the next piece."""
        piece = slice(self._taken, self._taken + self._rows)
        seen = self._seen(piece) - self._first
        wanted = self._outputs.targets(self._data.train_labels[piece]).cpu().double()
        table = torch.cat([seen, seen.new_ones(len(seen), 1), wanted], 1)
        self._products += table.T @ table
        self._taken += len(seen)

    def _seen(self, piece: slice) -> Tensor:
        return self._data.prepared(self._data.train_inputs[piece]).cpu().double()

    def loss(self) -> float:
        """Return the least loss: as the experiment's, the mean or the sum over the outputs. Inputs that never vary, or
        follow from others, are no trouble.
        """
        inputs, both = self._products[: self._inputs, : self._inputs], self._products[: self._inputs, self._inputs :]
        weights = _solved(inputs, both)
        squares = self._products[self._inputs :, self._inputs :].trace()
        squares += _sum_of_products(weights, inputs @ weights - 2 * both)
        return max(0.0, float(squares)) / self._shares


def least_squares_loss(experiment: Experiment, data: DataSet, outputs: Outputs) -> float:
    """Return the least squared error of weighted sums with biases on the training part of `data`."""
    search = LeastSquaresSearch(experiment, data, outputs)
    while not search.done:
        search.go_on()
    return search.loss()


def _solved(products: Tensor, wanted: Tensor) -> Tensor:
    """Return x [n, k] with `products` [n, n] x = `wanted` [n, k], for the products of n inputs with each other.

    By Cholesky, which takes a tenth of the time of singular values: of inputs that are made equally large, and of
    products that are made regular by next to nothing.
    """
    sizes = products.diagonal().sqrt()
    sizes = torch.where(sizes > 0, sizes, 1.0)
    alike = products / sizes / sizes.unsqueeze(1)
    factor = torch.linalg.cholesky(alike + _DUST * len(alike) * torch.eye(len(alike), dtype=alike.dtype))
    return torch.cholesky_solve(wanted / sizes.unsqueeze(1), factor) / sizes.unsqueeze(1)


def _sum_of_products(a: Tensor, b: Tensor) -> Tensor:
    return (a * b).sum()
