"""Varied training images: what each strength does, and that all ways of stepping give the same numbers with them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from playground.core.augmentation_options import AugmentationOptions
from playground.core.experiment import Experiment
from playground.core.progress import Stepping
from playground.core.snapshot import Arrays
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.augmenting import Augmenter
from playground.engine.control import Control
from playground.engine.randomness import Generators
from playground.engine.stepping.loops import Loop
from playground.engine.trainer import Trainer

SIDE = 28
COUNT = 400
STILL = dict.fromkeys(("rotation", "shear", "scale", "shift", "pen", "elastic"), 0.0)
CPU = torch.device("cpu")


def _varied(image: Tensor, **strengths: float) -> Tensor:
    """Vary `image` [h, w] many times: float64 [COUNT, h, w]."""
    options = AugmentationOptions(on=True, **{**STILL, **strengths})
    height, width = image.shape
    augmenter = Augmenter(options, (height, width), torch.Generator().manual_seed(3), CPU)
    return augmenter.vary(image.repeat(COUNT, 1, 1)).double()


def _bar(wide: float = 1.5, high: float = 8.0) -> Tensor:
    """Return a bar of ink with soft edges in the middle of the paper, uint8 [SIDE, SIDE]; half its width and height."""
    at = torch.arange(SIDE) - (SIDE - 1) / 2
    across, down = (torch.sigmoid(3 * (half - at.abs())) for half in (wide, high))
    return (255 * down[:, None] * across).round().to(torch.uint8)


def _centres(images: Tensor) -> Tensor:
    """Return the centres of mass, [n, 2] as x and y in pixels from the middle."""
    at = torch.arange(SIDE) - (SIDE - 1) / 2
    ink = images.sum((1, 2))
    return torch.stack([(images.sum(1) * at).sum(1) / ink, (images.sum(2) * at).sum(1) / ink], dim=1)


def _spreads(images: Tensor) -> Tensor:
    """Return variance across, variance down, and covariance of the ink, [n, 3]."""
    at = torch.arange(SIDE) - (SIDE - 1) / 2
    centres, ink = _centres(images), images.sum((1, 2))
    x, y = at - centres[:, :1], at - centres[:, 1:]
    return torch.stack(
        [
            (images.sum(1) * x**2).sum(1) / ink,
            (images.sum(2) * y**2).sum(1) / ink,
            torch.einsum("nyx,ny,nx->n", images, y, x) / ink,
        ],
        dim=1,
    )


def _reaches(values: Tensor, most: float) -> bool:
    """Tell whether drawn values fill the range of -most..most, and nothing beyond it."""
    return bool(-1.05 * most < values.min() < -0.9 * most and 0.9 * most < values.max() < 1.05 * most)


def test_without_any_strength_images_stay_as_they_are() -> None:
    image = torch.randint(0, 256, (SIDE, SIDE), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
    assert (_varied(image) - image).abs().max() < 0.01


def test_every_image_is_varied_in_its_own_way_and_values_stay_in_range() -> None:
    found = _varied(_bar(), rotation=20.0, shear=20.0, scale=0.2, shift=0.1, pen=0.03, elastic=0.05)
    assert len(np.unique(found.numpy(), axis=0)) == COUNT
    assert found.min() > -1e-3
    assert found.max() < 255 + 1e-3


def test_images_are_turned_by_the_angle_and_not_resized() -> None:
    across, down, both = _spreads(_varied(_bar(), rotation=40.0)).T
    assert _reaches(torch.rad2deg(torch.atan2(2 * both, down - across) / 2), 40.0)
    assert ((across + down) / (across + down).mean() - 1).abs().max() < 0.05


def test_images_are_slanted_by_the_angle_with_their_height_kept() -> None:
    _, down, both = _spreads(_varied(_bar(), shear=30.0)).T
    assert _reaches(torch.rad2deg(torch.atan2(both, down)), 30.0)
    assert (down / down.mean() - 1).abs().max() < 0.02


def test_images_are_moved_by_parts_of_their_side() -> None:
    centres = _centres(_varied(_bar(high=5.0), shift=0.1))
    assert _reaches(centres[:, 0], 2.8)
    assert _reaches(centres[:, 1], 2.8)
    assert abs(np.corrcoef(centres.T.numpy())[0, 1]) < 0.2


def test_width_and_height_change_apart() -> None:
    plain = _spreads(_bar(5.0, 5.0)[None].double())
    factors = (_spreads(_varied(_bar(5.0, 5.0), scale=0.25))[:, :2] / plain[:, :2]).sqrt()
    for across in (0, 1):
        assert 1.2 < factors[:, across].max() < 1.28
        assert 1 / 1.28 < factors[:, across].min() < 1 / 1.15
    assert np.corrcoef(factors.T.numpy())[0, 1] < 0.2


def test_strokes_become_wider_and_narrower_by_up_to_the_part_of_the_side_in_place() -> None:
    bar = _bar()
    widths = _varied(bar, pen=0.025)[:, SIDE // 2].sum(1) / 255 - bar[SIDE // 2].double().sum() / 255
    assert _reaches(widths, 0.7)
    assert 0.3 < (widths > 0).double().mean() < 0.7
    assert _centres(_varied(bar, pen=0.025)).abs().max() < 0.1


def test_pens_grow_by_a_pixel_at_most_and_not_over_the_edge() -> None:
    image = torch.zeros(8, 8, dtype=torch.uint8)
    image[:, -1] = 255
    grown = _varied(image, pen=0.05)
    assert grown[:, :, :6].max() < 1e-3  # the other side of the next row lies beside it in memory
    other = _varied(image.flip(1), pen=0.05)
    assert other[:, :, 2:].max() < 1e-3  # the row above ends where this one begins
    lone = torch.zeros(100, 100, dtype=torch.uint8)
    lone[50, 50] = 255
    assert _varied(lone, pen=0.05)[:, [50, 50], [47, 53]].max() < 1e-3


def test_a_bend_moves_points_by_its_strength_in_a_smooth_field() -> None:
    dots = []
    for x, y in ((0, 0), (-6, 5), (7, -7)):
        dot = _bar(1.0, 1.0).roll((y, x), (0, 1))
        dots.append(_centres(_varied(dot, elastic=0.04)) - torch.tensor([x, y]))
    moved = torch.stack(dots)
    assert torch.allclose(moved.square().mean(1).sqrt(), torch.tensor(0.04 * SIDE).double(), rtol=0.25)
    assert moved.mean(1).abs().max() < 0.25
    near = _centres(_varied(_bar(1.0, 1.0).roll(2, 1), elastic=0.04))[:, 0] - 2
    assert np.corrcoef(near, moved[0, :, 0])[0, 1] > 0.9  # two pixels away it moves alike
    assert abs(np.corrcoef(moved[1, :, 0], moved[2, :, 0])[0, 1]) < 0.5


# In training

_RUN = Experiment().changed(
    {"data.examples": 180, "model.hidden": [12], "training.batch_size": 16, "training.epochs": 22, "model.dropout": 0.1}
)
_ON = _RUN.changed({"augmentation.on": True})


@pytest.fixture(scope="module")
def few(folders: DataFolders) -> DataSet:
    return load(_RUN.data, folders)


def _run(experiment: Experiment, data: DataSet, stepping: Stepping, *changes: Mapping[str, Any]) -> Trainer:
    control = Control()
    trainer = Trainer(experiment, data, control, stepping=stepping)
    for change in changes:
        _finish(trainer, steps=45)
        control.set_experiment(trainer.experiment.changed(change))
    _finish(trainer)
    return trainer


def _finish(trainer: Trainer, steps: int | None = None) -> None:
    for _ in trainer.run(steps=steps):
        pass


def _same(one: Arrays, other: Arrays) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


def _same_runs(one: Trainer, other: Trainer) -> bool:
    mine, theirs = one.snapshot(), other.snapshot()
    return _same(mine.network.weights, theirs.network.weights) and _same(mine.generators, theirs.generators)


def test_eager_and_recorded_steps_give_the_same_numbers(few: DataSet, caplog: pytest.LogCaptureFixture) -> None:
    changes: tuple[Mapping[str, Any], ...] = (
        {"augmentation.rotation": 30.0, "augmentation.pen": 0.03},
        {"augmentation.on": False},
        {"augmentation.on": True, "augmentation.elastic": 0.0, "model.dropout": 0.0},
    )
    eager, other = (_run(_ON, few, stepping, *changes) for stepping in (Stepping.EAGER, Stepping.RECORDED))
    assert _same_runs(eager, other)
    assert not caplog.records  # a step that could not be recorded would have been told


def test_other_strengths_take_hold_without_a_new_recording(few: DataSet, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    define = Loop.__init__

    def counting(loop: Loop, text: str) -> None:
        made.append(text)
        define(loop, text)

    monkeypatch.setattr(Loop, "__init__", counting)
    plain, loops = _run(_ON, few, Stepping.RECORDED), len(made)
    other = _run(_ON, few, Stepping.RECORDED, {"augmentation.rotation": 90.0})
    assert len(made) == 2 * loops
    assert not _same(plain.network_state().weights, other.network_state().weights)


@pytest.mark.parametrize("stepping", Stepping)
def test_switched_off_it_changes_nothing(few: DataSet, stepping: Stepping) -> None:
    strong = _RUN.changed({"augmentation.rotation": 90.0, "augmentation.pen": 0.05})
    one, other = (_run(experiment, few, stepping) for experiment in (_RUN, strong))
    assert _same_runs(one, other)
    assert not _same(one.network_state().weights, _run(_ON, few, stepping).network_state().weights)


def test_one_purpose_more_leaves_the_streams_of_the_others_as_they_were() -> None:
    seeds = np.random.SeedSequence(7).generate_state(3, np.uint64) >> np.uint64(1)
    made = Generators.from_seed(7, CPU)
    for generator, seed in zip((made.init, made.order, made.dropout), seeds, strict=True):
        assert generator.initial_seed() == int(seed)
    assert made.augmentation.initial_seed() not in [int(seed) for seed in seeds]


def test_a_snapshot_from_before_there_was_this_purpose_is_restored() -> None:
    made = Generators.from_seed(7, CPU)
    states = {purpose: state for purpose, state in made.states().items() if purpose != "augmentation"}
    torch.rand(3, generator=made.dropout)
    made.restore(states)
    assert _same({**states, "augmentation": made.augmentation.get_state().numpy()}, made.states())


def test_points_are_not_varied(moons: DataSet) -> None:
    experiment = Experiment().changed({"data.name": "moons", "model.hidden": [4], "training.epochs": 2})
    one, other = (
        _run(each, moons, Stepping.RECORDED) for each in (experiment, experiment.changed({"augmentation.on": True}))
    )
    assert _same_runs(one, other)


def test_test_images_are_not_varied(few: DataSet) -> None:
    strong = _ON.changed({"augmentation.rotation": 180.0, "augmentation.shift": 0.5, "training.learning_rate": 1e-6})
    plain, varied = (
        _run(each, few, Stepping.RECORDED) for each in (strong.changed({"augmentation.on": False}), strong)
    )
    tests, trained = (
        [trainer.history.read(name).values for trainer in (plain, varied)] for name in ("test_loss", "train_loss")
    )
    assert np.abs(tests[0] - tests[1]).max() < 0.01  # nothing was learned worth the name
    assert np.abs(trained[0] - trained[1]).max() > 0.03


def test_a_step_dropped_half_way_draws_the_same_again(digits: DataSet) -> None:
    class HaltedInMidStep(Control):
        """Halts once it has been looked at three times: in the middle of a step of several chunks."""

        def __init__(self) -> None:
            super().__init__()
            self.looks = 0

        @property
        def halted(self) -> bool:
            self.looks += 1
            return self.looks > 3

    wide = {"model.hidden": [4096, 1024], "training.batch_size": 600, "model.dropout": 0.3, "augmentation.on": True}
    undisturbed, halted = (Trainer(Experiment().changed(wide), digits, Control()) for _ in range(2))
    _finish(undisturbed, steps=1)
    _finish(halted, steps=0)
    before = halted.snapshot().generators
    halted.control = HaltedInMidStep()
    _finish(halted, steps=1)
    assert halted.step == 0
    after = halted.snapshot().generators
    assert all(np.array_equal(before[purpose], after[purpose]) for purpose in ("dropout", "augmentation"))
    halted.control = Control()
    _finish(halted, steps=1)
    assert _same_runs(halted, undisturbed)


def test_varied_training_goes_on_from_a_snapshot(few: DataSet) -> None:
    first = Trainer(_ON, few, Control())
    _finish(first, steps=61)
    taken = first.snapshot()
    _finish(first)
    again = Trainer(_ON, few, Control())
    again.restore(taken)
    _finish(again)
    assert _same_runs(first, again)
