"""Which parts of a picture speak for a class: ink times gradient, and what wiping a patch costs."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.core.probes import Floats
from playground.core.why import AskOcclusion, AskSaliency, Occlusion, Saliency
from playground.engine.probes.arrays import floats
from playground.engine.probes.reasons import explained, rows_at_once, slope, support
from playground.engine.probes.subject import Subject

_CHUNK = 100
"""Rows computed at once: so few that their numbers stay in the processor's cache."""


def weigh_ink(ask: AskSaliency, subject: Subject) -> Saliency:
    stored, truth = subject.example(ask.input)
    raw = subject.raw(stored.unsqueeze(0))
    label = explained(ask.label, subject.outputs, raw)
    gradient = slope(subject, stored, lambda out: support(subject.outputs, out)[0, label])
    ink = stored.to(torch.float32) - min(subject.data.facts.low)
    return Saliency(
        step=subject.step,
        mark=ask.mark,
        input=np.array(stored.numpy()),
        label=label,
        chosen=int(subject.outputs.chosen(raw)),
        probabilities=floats(subject.outputs.probabilities(raw)[0].nan_to_num(0.0)),
        output=float(support(subject.outputs, raw)[0, label].nan_to_num()),
        contributions=floats(ink * gradient),
        truth=truth,
    )


def wipe_patches(ask: AskOcclusion, subject: Subject) -> Occlusion:
    stored, _ = subject.example(ask.input)
    raw = subject.raw(stored.unsqueeze(0))
    label = explained(ask.label, subject.outputs, raw)
    ink = stored.numpy() != min(subject.data.facts.low)
    patch, stride, wiped = _patches(ink, rows_at_once(subject.network.sizes))
    blank = torch.full_like(stored, min(subject.data.facts.low))
    inked = torch.from_numpy((wiped & ink).any((1, 2)))  # elsewhere nothing changes
    without = _without(torch.from_numpy(wiped)[inked], stored, blank, subject)
    places = torch.cat([raw, without])
    back = torch.zeros(len(wiped), dtype=torch.int64)
    back[inked] = torch.arange(1, len(places))
    speaking = support(subject.outputs, places)[:, label]
    believed = subject.outputs.probabilities(places)[:, label]
    return Occlusion(
        step=subject.step,
        mark=ask.mark,
        input=np.array(stored.numpy()),
        label=label,
        patch=patch,
        stride=stride,
        probability=float(believed[0].nan_to_num(0.0)),
        worth=_spread((speaking[0] - speaking)[back], stored, stride),
        left=_spread(believed[back], stored, stride),
    )


def _patches(ink: NDArray[np.bool_], most: int) -> tuple[int, int, NDArray[np.bool_]]:
    """Return the patch's side, the stride, and which pixels [n, h, w] each patch covers, row by row; so that at most
    `most` patches hold ink.
    """
    patch = patch_side(ink.shape)
    for stride in range(1, max(ink.shape) + 1):
        side = max(patch, stride + 1 - stride % 2)
        masks = _masks(ink.shape, side, stride)
        if np.count_nonzero((masks & ink).any((1, 2))) <= most:
            break
    return side, stride, masks


def patch_side(shape: tuple[int, ...]) -> int:
    """Return the side of the patch for pictures [h, w]: odd, so that one pixel is its middle; 5 for MNIST's."""
    return 1 + 2 * max(1, round(max(shape) / 14))


def _masks(shape: tuple[int, ...], side: int, stride: int) -> NDArray[np.bool_]:
    """Return [n, h, w] the squares around the middles of blocks of `stride` pixels."""
    down, across = (np.abs(np.arange(0, n, stride)[:, None] + stride // 2 - np.arange(n)) <= side // 2 for n in shape)
    masks: NDArray[np.bool_] = (down[:, None, :, None] & across[None, :, None, :]).reshape(-1, *shape)
    return masks


def _without(wiped: Tensor, stored: Tensor, blank: Tensor, subject: Subject) -> Tensor:
    """Return the raw outputs [n, outputs] for `stored` [h, w] with the pixels `wiped` [n, h, w] blank."""
    if not len(wiped):
        return subject.raw(stored.unsqueeze(0))[:0]
    seen, empty = subject.seen(stored.unsqueeze(0)), subject.seen(blank.unsqueeze(0))
    chunks = torch.split(wiped.flatten(1), _CHUNK)
    return torch.cat([subject.network(torch.where(chunk, empty, seen)) for chunk in chunks])


def _spread(values: Tensor, stored: Tensor, stride: int) -> Floats:
    """Return the values of blocks of `stride` pixels, in rows, as a picture [h, w]."""
    height, width = stored.shape
    blocks = floats(values.nan_to_num(0.0, 0.0, 0.0)).reshape(-1, -(-width // stride))
    return blocks.repeat(stride, 0).repeat(stride, 1)[:height, :width]
