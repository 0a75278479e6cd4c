"""The smallest change that flips the answer, by the fast gradient sign method."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from playground.core.why import AMOUNTS, AskFlip, Flip, shifted
from playground.engine.outputs import Outputs
from playground.engine.probes.arrays import floats, ints
from playground.engine.probes.reasons import rows_at_once, slope, support
from playground.engine.probes.subject import Subject


def seek_flip(ask: AskFlip, subject: Subject) -> Flip:
    stored, _ = subject.example(ask.input)
    chosen = int(subject.outputs.chosen(subject.raw(stored.unsqueeze(0))))
    gradient = slope(subject, stored, _doubt(subject.outputs, chosen))
    direction = gradient.sign().to(torch.int8).numpy()
    values = np.array(stored.numpy())
    amounts = AMOUNTS[:: -(-len(AMOUNTS) // rows_at_once(subject.network.sizes))]  # fewer for very wide networks
    changed = shifted(values, direction, np.array(amounts)[:, None, None], subject.data.facts)
    raw = subject.raw(torch.from_numpy(changed))
    return Flip(
        step=subject.step,
        mark=ask.mark,
        input=values,
        direction=direction,
        amounts=amounts,
        probabilities=floats(subject.outputs.probabilities(raw).nan_to_num(0.0)),
        chosen=ints(subject.outputs.chosen(raw)),
    )


def _doubt(outputs: Outputs, label: int) -> Callable[[Tensor], Tensor]:
    """Return what grows with the loss of the answer `label`.

    The gradient of the cross-entropy of the raw outputs is that of the others' log-sum-exp less the answer's own, times
    1 - p, which is 0 where the answer is sure; so the factor is left out. Losses of other kinds are taken for this one.
    """
    others = torch.arange(outputs.classes) != label

    def doubt(raw: Tensor) -> Tensor:
        speaking = support(outputs, raw)[0]
        return speaking[others].logsumexp(0) - speaking[label]

    return doubt
