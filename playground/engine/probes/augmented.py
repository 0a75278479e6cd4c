"""How do training images look when they are varied?"""

import torch

from playground.core.catalog import Family
from playground.core.messages import PlaygroundError, message
from playground.core.probes import AskAugmented, Augmented
from playground.engine.augmenting import Augmenter
from playground.engine.probes.arrays import floats
from playground.engine.probes.subject import Subject


def show_augmented(ask: AskAugmented, subject: Subject) -> Augmented:
    """Vary a few training images. Equal questions have equal answers. Raises PlaygroundError where there are none."""
    data, facts = subject.data, subject.data.facts
    if facts.family is not Family.IMAGE:
        raise PlaygroundError(message("{data} has no images, and only images are varied.", data=facts.title))
    generator = torch.Generator().manual_seed(ask.draw)
    chosen = torch.randperm(len(data.train_labels), generator=generator)[: ask.images]
    stored = data.train_inputs[chosen.to(data.train_inputs.device)].cpu()
    height, width = facts.input_shape
    augmenter = Augmenter(ask.options, (height, width), generator, torch.device("cpu"))
    varied = augmenter.vary(stored.repeat(ask.times, 1, 1)).view(ask.times, *stored.shape)
    return Augmented(ask, facts.fingerprint, stored.numpy().copy(), floats(varied))
