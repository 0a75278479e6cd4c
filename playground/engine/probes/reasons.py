"""What the questions about reasons share: how far the outputs speak for a class, and its gradient."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (torch's own convention)

from playground.core.messages import PlaygroundError, message
from playground.engine.outputs import Outputs
from playground.engine.probes.subject import Subject

# Multiply-adds, and numbers in all layers, of one question forward: about 10 ms on one core.
_MOST_PRODUCTS = 600_000_000
_MOST_NUMBERS = 5_000_000
_FEWEST_ROWS = 16


def rows_at_once(sizes: Sequence[int]) -> int:
    """Return how many rows a network with these layer sizes may be asked about in one question: a drawing waits for
    its answer behind it.
    """
    products = sum(before * after for before, after in pairwise(sizes))
    return max(_FEWEST_ROWS, min(_MOST_PRODUCTS // products, _MOST_NUMBERS // sum(sizes)))


def support(outputs: Outputs, raw: Tensor) -> Tensor:
    """Return for `raw` [n, outputs] how far they speak for each class: [n, classes], without the bounds of what comes
    after them, so that there is a slope where probabilities are 0 or 1.

    These are the raw outputs themselves; turned round where a lower one means yes. A single output speaks for the
    second class, and as much against the first.
    """
    upright = raw if outputs.logits or outputs.target_on >= outputs.target_off else -raw
    return torch.cat([-upright, upright], 1) if outputs.single else upright


def explained(asked: int | None, outputs: Outputs, raw: Tensor) -> int:
    """Return the class that is asked about, for `raw` [1, outputs]: `asked`, or the answer.

    Raises PlaygroundError when there is no such class.
    """
    if asked is None:
        return int(outputs.chosen(raw))
    if not 0 <= asked < outputs.classes:
        raise PlaygroundError(
            message("There is no class {label}: the network knows {count}.", label=asked, count=outputs.classes)
        )
    return asked


def slope(subject: Subject, stored: Tensor, of: Callable[[Tensor], Tensor]) -> Tensor:
    """Return the gradient [*input shape] of one number by the values of `stored` [*input shape]; `of` takes that
    number from the raw outputs [1, outputs]. Needs tensors that gradients may pass, outside of inference mode.

    Slopes that are no numbers, as those of a network that diverged, count as 0.
    """
    seen = subject.seen(stored.unsqueeze(0)).requires_grad_()
    passed = seen
    *hidden, last = subject.network.linear_layers()
    for layer in hidden:
        # Not the layer itself, which for wide ones would compute the gradient of its weights too.
        passed = subject.network.activation(F.linear(passed, layer.weight, layer.bias))
    (found,) = torch.autograd.grad(of(F.linear(passed, last.weight, last.bias)), seen)
    scale = subject.data.scale.to("cpu")
    return (found * scale).reshape(stored.shape).nan_to_num(0.0, 0.0, 0.0)
