"""The losses of single examples: what training makes smaller."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (torch's own convention)

from playground.core.model_options import OutputActivation
from playground.core.training_options import Loss, Reduction, TrainingOptions
from playground.engine.outputs import Outputs


def example_losses(training: TrainingOptions, outputs: Outputs, raw: Tensor, labels: Tensor) -> Tensor:
    """Return the loss of each example: raw [n, outputs], labels [n] -> [n].

    As with torch's reductions, losses on values (squared, absolute, Huber, binary cross-entropy) are taken together
    over the outputs of an example by the mean or the sum, whichever the batch is.
    """
    match training.loss:
        case Loss.CROSS_ENTROPY:
            return F.cross_entropy(raw, labels, reduction="none")
        case Loss.NLL:
            return F.nll_loss(outputs.activated(raw), labels, reduction="none")
        case Loss.HINGE:
            return F.multi_margin_loss(raw, labels, reduction="none")
        case Loss.BCE:
            each = _binary_cross_entropy(outputs, raw, outputs.targets(labels))
        case value_loss:
            each = _VALUE_LOSSES[value_loss](outputs.activated(raw), outputs.targets(labels), reduction="none")
    return each.sum(1) if training.reduction is Reduction.SUM else each.mean(1)


_VALUE_LOSSES: dict[Loss, Callable[..., Tensor]] = {
    Loss.MSE: F.mse_loss,
    Loss.L1: F.l1_loss,
    Loss.HUBER: F.huber_loss,
}


def _binary_cross_entropy(outputs: Outputs, raw: Tensor, targets: Tensor) -> Tensor:
    """Work on the sums themselves behind a sigmoid, where probabilities near 0 and 1 would lose their digits."""
    if outputs.activation is OutputActivation.SIGMOID:
        return F.binary_cross_entropy_with_logits(raw, targets, reduction="none")
    # torch refuses what is no probability; a training that breaks down is to be told by its loss, as with the others.
    activated = outputs.activated(raw)
    losses = F.binary_cross_entropy(activated.nan_to_num(0.5), targets, reduction="none")
    return torch.where(activated.isnan(), activated, losses)
