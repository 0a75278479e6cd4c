"""Which weighted sums reach the units of a layer, and what slope do they meet there?"""

import math
from itertools import islice

import numpy as np
import torch
from torch import Tensor

from playground.core.activations import ALMOST_FLAT, AskSums, Sums
from playground.core.messages import PlaygroundError, message
from playground.core.model_options import Activation
from playground.core.probes import Doubles, Ints, Part
from playground.engine.probes.activation_curves import values_and_slopes
from playground.engine.probes.arrays import doubles
from playground.engine.probes.reasons import rows_at_once
from playground.engine.probes.subject import Subject

_BINS = 48  # at most, about
_OUTERMOST = 0.001  # of the sums at either end, which would make the rest narrow
_FAR = 10.0  # beyond this no activation is steeper than within


def weigh_sums(ask: AskSums, subject: Subject) -> Sums:
    """Return what the layer adds up for test examples: `ask.count` of them, and fewer in wide networks.

    Raises PlaygroundError when the network has no such layer.
    """
    sums = _sums(ask, subject)
    finite = sums.isfinite()
    flat = _is_flat(ask.activation, sums) & finite
    edges, counts = _histogram(doubles(sums if finite.all() else sums[finite]).ravel())
    return Sums(
        ask=ask,
        step=subject.step,
        examples=len(sums),
        units=sums.shape[1],
        edges=edges,
        counts=counts,
        flat=int(flat.sum()) / max(1, int(finite.sum())),
        silent=int(flat.all(0).sum()) if len(sums) else 0,
    )


def _sums(ask: AskSums, subject: Subject) -> Tensor:
    """Return the sums [n, units]."""
    sizes = subject.network.sizes
    if not 0 <= ask.layer < len(sizes) - 1:
        raise PlaygroundError(
            message("There is no layer {layer}: the network has {count}.", layer=ask.layer + 1, count=len(sizes) - 1)
        )
    stored, _ = subject.stored(Part.TEST, min(ask.count, rows_at_once(sizes[: ask.layer + 2])))
    sums, _ = next(islice(subject.layers(subject.seen(stored)), ask.layer, None))
    return sums


def _is_flat(activation: Activation, sums: Tensor) -> Tensor:
    """Tell for each sum whether the slope there is almost 0."""
    _, slopes = values_and_slopes(activation, sums)
    _, usual = values_and_slopes(activation, torch.linspace(-_FAR, _FAR, 2001))
    return slopes.abs() < ALMOST_FLAT * usual.max()


def _histogram(sums: Doubles) -> tuple[Doubles, Ints]:
    """Return edges [b + 1] and counts [b] for `sums` [n], whose range may be beyond float32; both are empty where there
    are none.
    """
    if not len(sums):
        return np.empty(0), np.empty(0, dtype=np.int64)
    low, high = np.quantile(sums, [_OUTERMOST, 1 - _OUTERMOST])
    width = _round_width(float(high - low) / _BINS or max(1.0, abs(float(low))) / _BINS)
    first, last = math.floor(low / width), max(math.floor(low / width) + 1, math.ceil(high / width))
    edges = width * np.arange(first, last + 1, dtype=np.float64)
    counts, _ = np.histogram(np.clip(sums, edges[0], edges[-1]), edges)
    return edges, counts.astype(np.int64)


def _round_width(least: float) -> float:
    """Return 1, 2 or 5 times a power of ten, not below `least`: edges stay in place while the sums move a little."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(digit * power for digit in (1.0, 2.0, 5.0, 10.0) if digit * power >= least)
