"""The preview of varied training images."""

import numpy as np
import pytest

from playground.core.augmentation_options import AugmentationOptions
from playground.core.experiment import Experiment
from playground.core.messages import PlaygroundError
from playground.core.probes import AskAugmented, Augmented
from playground.data.dataset import DataSet
from playground.engine.control import Control
from playground.engine.probes.prober import Prober
from playground.engine.trainer import Trainer


def _answer(data: DataSet, ask: AskAugmented, name: str = "digits") -> Augmented:
    experiment = Experiment().changed({"data.name": name})
    state = Trainer(experiment, data, Control()).network_state()
    found = Prober(experiment, data).answer(ask, state)
    assert isinstance(found, Augmented)
    return found


def test_training_images_come_with_what_becomes_of_them(digits: DataSet) -> None:
    ask = AskAugmented(AugmentationOptions(on=True), draw=1, images=3, times=2)
    found = _answer(digits, ask)
    assert found.ask == ask
    assert found.data == digits.facts.fingerprint
    assert found.stored.shape == (3, 8, 8)
    assert found.varied.shape == (2, 3, 8, 8)
    train = digits.train_inputs.numpy()
    assert all((image == train).all((1, 2)).any() for image in found.stored)
    assert not np.allclose(found.varied[0], found.varied[1])


def test_equal_questions_have_equal_answers_and_another_draw_others(digits: DataSet) -> None:
    options = AugmentationOptions(on=True)
    one, same, other = (_answer(digits, AskAugmented(options, draw)) for draw in (1, 1, 2))
    assert np.array_equal(one.varied, same.varied)
    assert not np.array_equal(one.stored, other.stored)


def test_a_strength_changes_the_pictures_little_by_little(digits: DataSet) -> None:
    """While a slider is dragged, images and random numbers stay."""
    turned = [
        _answer(digits, AskAugmented(AugmentationOptions(on=True, rotation=angle), draw=1))
        for angle in (10.0, 11.0, 40.0)
    ]
    assert np.array_equal(turned[0].stored, turned[2].stored)
    near, far = (np.abs(turned[0].varied - other.varied).mean() for other in turned[1:])
    assert 0 < near < far / 5


def test_points_cannot_be_varied(moons: DataSet) -> None:
    with pytest.raises(PlaygroundError, match="no images"):
        _answer(moons, AskAugmented(AugmentationOptions(on=True)), "moons")
