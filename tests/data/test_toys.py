import numpy as np
import pytest
from numpy.typing import NDArray

from playground.data.examples import Examples
from playground.data.toys import TOYS, make_toy

TOY_NAMES = list(TOYS)


def _polar(toy: Examples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = toy.inputs.astype(np.float64).T
    return np.hypot(x, y), np.arctan2(x, y)


@pytest.mark.parametrize("name", TOY_NAMES)
def test_the_same_seed_makes_the_same_points(name: str) -> None:
    one, same, other = (make_toy(name, 60, 0.2, seed) for seed in (3, 3, 4))
    assert one.inputs.tobytes() == same.inputs.tobytes()
    assert one.labels.tobytes() == same.labels.tobytes()
    assert one.inputs.tobytes() != other.inputs.tobytes()


@pytest.mark.parametrize("name", TOY_NAMES)
def test_noise_changes_points_or_labels(name: str) -> None:
    clean, noisy = make_toy(name, 400, 0.0, 0), make_toy(name, 400, 0.5, 0)
    moved = np.abs(clean.inputs - noisy.inputs).max() > 0.1
    relabelled = (clean.labels != noisy.labels).mean() > 0.05
    assert moved != relabelled


@pytest.mark.parametrize("name", TOY_NAMES)
@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_points_lie_in_the_square_that_is_shown(name: str, noise: float) -> None:
    toy = make_toy(name, 2000, noise, 0)
    inside = (np.abs(toy.inputs) <= 6.0).all(axis=1).mean()
    assert inside >= 0.95  # Gaussians with much noise have tails
    assert toy.inputs.dtype == np.float32


@pytest.mark.parametrize("name", TOY_NAMES)
@pytest.mark.parametrize("count", [2, 3, 7, 500])
def test_as_many_points_are_made_as_asked_for(name: str, count: int) -> None:
    toy = make_toy(name, count, 0.1, 0)
    assert toy.inputs.shape == (count, 2)
    assert set(toy.labels.tolist()) <= {0, 1}


def test_circle_is_a_disc_of_class_1_in_a_ring_of_class_0() -> None:
    toy = make_toy("circle", 500, 0.0, 0)
    radius, _ = _polar(toy)
    assert radius[toy.labels == 1].max() <= 2.5
    assert 3.5 <= radius[toy.labels == 0].min() <= radius.max() <= 5.0


def test_xor_is_class_1_where_the_signs_agree_and_leaves_a_gap() -> None:
    toy = make_toy("xor", 500, 0.0, 0)
    assert np.array_equal(toy.labels == 1, toy.inputs.prod(axis=1) > 0)
    assert np.abs(toy.inputs).min() >= 0.3


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.25, 2.25), (0.5, 4.0)])
def test_gaussians_have_their_centres_and_the_variance_that_noise_says(noise: float, variance: float) -> None:
    toy = make_toy("gauss", 20_000, noise, 0)
    for label, centre in ((1, 2.0), (0, -2.0)):
        cloud = toy.inputs[toy.labels == label]
        assert cloud.mean(axis=0) == pytest.approx([centre, centre], abs=0.1)
        assert cloud.var(axis=0) == pytest.approx([variance, variance], rel=0.05)


def test_spiral_turns_as_it_goes_outwards_and_its_arms_are_opposite() -> None:
    toy = make_toy("spiral", 400, 0.0, 0)
    radius, angle = _polar(toy)
    expected = 2 * np.pi * 1.75 * radius / 5.0 + np.where(toy.labels == 1, 0.0, np.pi)
    off_axis = radius > 0.1
    assert np.allclose(np.cos(angle[off_axis]), np.cos(expected[off_axis]), atol=1e-4)
    assert np.allclose(toy.inputs[toy.labels == 1], -toy.inputs[toy.labels == 0], atol=1e-5)


def test_moons_are_two_half_circles_of_radius_3() -> None:
    toy = make_toy("moons", 500, 0.0, 0)
    for label, centre in ((0, (-1.5, -0.75)), (1, (1.5, 0.75))):
        offset = toy.inputs[toy.labels == label] - np.array(centre, dtype=np.float32)
        assert np.allclose(np.hypot(*offset.T), 3.0, atol=1e-5)
        assert ((offset[:, 1] > -1e-5) if label == 0 else (offset[:, 1] < 1e-5)).all()
