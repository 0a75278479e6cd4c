"""The least squared error that a network without hidden layers can come to: what training can at best find."""

import torch
from torch import Tensor

from playground.core.experiment import Experiment
from playground.core.lesson_questions import AskLeastSquares, LeastSquares
from playground.core.training_options import Reduction
from playground.data.dataset import DataSet
from playground.engine.outputs import Outputs
from playground.engine.probes.subject import Subject

_ROWS = 5_000  # examples reduced at a time, so that no wide copy of all of them is made


def find_least_squares(ask: AskLeastSquares, subject: Subject) -> LeastSquares:
    return LeastSquares(least_squares_loss(subject.experiment, subject.data, subject.outputs))


def least_squares_loss(experiment: Experiment, data: DataSet, outputs: Outputs) -> float:
    """Return the least squared error of weighted sums with biases on the training part of `data`, in float64.

    The loss is the experiment's own, so its mean or its sum over the outputs. The examples are reduced to a triangle
    by QR, some at a time, which leaves the solution as it is (Golub and Van Loan, Matrix Computations, 5.3); inputs
    that never vary are no trouble.
    """
    count, wide = data.facts.input_count + 1, 1 if outputs.single else outputs.classes
    triangle = torch.empty(0, count + wide, dtype=torch.float64)
    for start in range(0, len(data.train_labels), _ROWS):
        system = _system(data, outputs, slice(start, start + _ROWS))
        triangle = torch.linalg.qr(torch.cat([triangle, system]), mode="r").R
    inputs, wanted = triangle[:, :count], triangle[:, count:]
    weights = torch.linalg.lstsq(inputs, wanted, driver="gelsd").solution
    squares = float((inputs @ weights - wanted).square().sum())
    each = 1 if experiment.training.reduction is Reduction.SUM else wide
    return squares / (len(data.train_labels) * each)


def _system(data: DataSet, outputs: Outputs, rows: slice) -> Tensor:
    """Return [n, inputs + 1 + outputs]: what the network sees of these examples, ones for the bias, and the targets."""
    seen = data.prepared(data.train_inputs[rows]).double().cpu()
    targets = outputs.targets(data.train_labels[rows]).double().cpu()
    return torch.cat([seen, torch.ones(len(seen), 1, dtype=torch.float64), targets], dim=1)
