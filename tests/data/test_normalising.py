import numpy as np
import pytest
from numpy.typing import NDArray

from playground.core.data_options import Normalise
from playground.data.normalising import Scaling, scale_columns, scale_images

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.integers(0, 200, (300, 4, 5), dtype=np.uint8)
IMAGES[:, 0, 0] = 0  # a blank corner
ROWS = RANDOM.normal([3.0, -50.0, 0.0], [2.0, 10.0, 1.0], (400, 3)).astype(np.float32)


def seen(scaling: Scaling, stored: NDArray[np.float64]) -> NDArray[np.float64]:
    return (stored.reshape(len(stored), -1) - scaling.shift) * scaling.scale


def test_images_as_stored() -> None:
    scaling = scale_images(IMAGES, 255.0, Normalise.NONE)
    assert np.array_equal(seen(scaling, IMAGES.astype(float)), IMAGES.reshape(300, -1))
    assert (scaling.low.tolist(), scaling.high.tolist()) == ([0.0], [255.0])


@pytest.mark.parametrize("highest", [16.0, 255.0])
def test_images_from_0_to_1_are_divided_by_the_highest_there_can_be(highest: float) -> None:
    scaling = scale_images(IMAGES, highest, Normalise.UNIT)
    assert np.allclose(seen(scaling, IMAGES.astype(float)), IMAGES.reshape(300, -1) / highest)


def test_standardised_images_have_mean_0_at_each_pixel_and_deviation_1_in_all() -> None:
    scaling = scale_images(IMAGES, 255.0, Normalise.STANDARD)
    result = seen(scaling, IMAGES.astype(float))
    assert np.allclose(result.mean(0), 0.0, atol=1e-9)
    assert result.std() == pytest.approx(1.0)
    assert scaling.scale.shape == (1,)


def test_ink_where_training_images_are_blank_does_not_blow_up() -> None:
    scaling = scale_images(IMAGES, 255.0, Normalise.STANDARD)
    assert np.abs(seen(scaling, np.full((1, 4, 5), 255.0))).max() < 6.0


def test_mean_and_deviation_are_those_of_all_pixels() -> None:
    scaling = scale_images(IMAGES, 255.0, Normalise.NONE)
    assert scaling.mean == pytest.approx([IMAGES.mean()])
    assert scaling.deviation == pytest.approx([IMAGES.std()])


@pytest.mark.parametrize("kind", list(Normalise))
def test_images_without_ink_are_left_alone(kind: Normalise) -> None:
    scaling = scale_images(np.zeros((5, 4, 5), dtype=np.uint8), 255.0, kind)
    assert not seen(scaling, np.zeros((1, 4, 5))).any()
    assert np.isfinite(scaling.scale).all()


def test_columns_are_standardised_each_by_itself() -> None:
    result = seen(scale_columns(ROWS, Normalise.STANDARD), ROWS.astype(float))
    assert np.allclose(result.mean(0), 0.0, atol=1e-6)
    assert np.allclose(result.std(0), 1.0, atol=1e-6)


def test_columns_from_0_to_1_span_it_exactly() -> None:
    result = seen(scale_columns(ROWS, Normalise.UNIT), ROWS.astype(float))
    assert np.allclose(result.min(0), 0.0)
    assert np.allclose(result.max(0), 1.0)


def test_columns_as_stored_tell_their_bounds() -> None:
    scaling = scale_columns(ROWS, Normalise.NONE)
    assert np.array_equal(seen(scaling, ROWS.astype(float)), ROWS)
    assert np.array_equal(scaling.low, ROWS.min(0))
    assert np.array_equal(scaling.high, ROWS.max(0))


@pytest.mark.parametrize("kind", [Normalise.UNIT, Normalise.STANDARD])
def test_a_column_that_never_varies_becomes_0_and_is_not_blown_up(kind: Normalise) -> None:
    rows = np.full((7, 2), 0.1, dtype=np.float32)
    scaling = scale_columns(rows, kind)
    assert np.allclose(seen(scaling, rows.astype(float)), 0.0)
    assert scaling.scale.tolist() == [1.0, 1.0]
