"""How does the network do on the first examples of a part?"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from playground.core.probes import AskSamples, Ints, Keep, Order, Part, Samples
from playground.engine.probes.arrays import floats, ints
from playground.engine.probes.subject import Subject
from playground.engine.work import chunk_rows

_MOST_CHUNKS = 4


def judge_samples(ask: AskSamples, subject: Subject) -> Samples:
    # A pool that would take a very wide network seconds is cut: a drawing waits for its answer behind this one.
    most = min(ask.pool, _MOST_CHUNKS * chunk_rows(subject.network.sizes))
    indexes, inputs, labels_tensor = _stored(ask, subject, most)
    raw = subject.raw(inputs)
    labels, chosen = ints(labels_tensor), ints(subject.outputs.chosen(raw))
    probabilities = floats(subject.outputs.probabilities(raw))
    right = chosen == labels
    kept = np.flatnonzero({Keep.ALL: np.full_like(right, True), Keep.RIGHT: right, Keep.WRONG: ~right}[ask.keep])
    if ask.order is Order.LEAST_SURE:
        sure = probabilities[np.arange(len(chosen)), chosen]
        kept = kept[np.argsort(sure[kept], kind="stable")]
    kept = kept[: ask.count]
    return Samples(
        step=subject.step,
        part=ask.part,
        indexes=indexes[kept],
        values=inputs.numpy()[kept],
        labels=labels[kept],
        probabilities=probabilities[kept],
        chosen=chosen[kept],
        pool=len(labels),
        wrong=int(np.count_nonzero(~right)),
        confused=_confused(labels[~right], chosen[~right]),
    )


def _stored(ask: AskSamples, subject: Subject, most: int) -> tuple[Ints, Tensor, Tensor]:
    """Return the `most` examples that are looked at: their indexes [n] in the part, inputs as stored, labels [n]."""
    if ask.order is not Order.RANDOM:
        inputs, labels = subject.stored(ask.part, most)
        return np.arange(len(labels)), inputs, labels
    train, data = ask.part is Part.TRAIN, subject.data
    inputs, labels = (data.train_inputs, data.train_labels) if train else (data.test_inputs, data.test_labels)
    drawn = torch.randperm(len(labels), generator=torch.Generator().manual_seed(ask.draw))[:most]
    there = drawn.to(labels.device)
    return ints(drawn), inputs[there].cpu(), labels[there].cpu()


def _confused(labels: Ints, chosen: Ints) -> Sequence[tuple[int, int, int]]:
    """Return (true label, answer, count) of wrong answers, most frequent first."""
    pairs, counts = np.unique(np.stack([labels, chosen], axis=1), axis=0, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return [(int(pairs[i, 0]), int(pairs[i, 1]), int(counts[i])) for i in order]
