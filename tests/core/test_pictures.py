"""Pictures of unknown polarity, size and place become images that a network knows."""

import gzip
from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as np_st
from numpy.typing import NDArray

from playground.core.catalog import Drawing
from playground.core.messages import PlaygroundError
from playground.core.pictures import prepare_picture
from playground.core.stroke_width import measure_stroke_width
from playground.core.strokes import prepare

Grey = NDArray[np.uint8]


def _seven(drawing: Drawing = Drawing.MNIST, shape: tuple[int, int] = (28, 28)) -> Grey:
    return prepare([np.array([[0.0, 0], [10, 0], [6, 18]])], drawing, shape, 2.5)


def _on_paper(image: Grey, zoom: int = 4, top: int = 30, left: int = 70) -> Grey:
    """Dark ink on a larger white sheet."""
    sheet = np.full((220, 260), 255, np.uint8)
    large = np.kron(image, np.ones((zoom, zoom), np.uint8))
    sheet[top : top + large.shape[0], left : left + large.shape[1]] -= large
    return sheet


def _off(first: Grey, second: Grey) -> float:
    return float(np.abs(first.astype(float) - second).mean())


def test_a_picture_of_an_image_gives_the_image_back() -> None:
    seven = _seven()
    for zoom in (1, 3, 5):
        assert _off(prepare_picture(_on_paper(seven, zoom), Drawing.MNIST, (28, 28), 2.5), seven) < 2


def test_polarity_and_place_do_not_matter() -> None:
    dark = _on_paper(_seven())
    expected = prepare_picture(dark, Drawing.MNIST, (28, 28), 2.5)
    assert np.array_equal(prepare_picture(255 - dark, Drawing.MNIST, (28, 28), 2.5), expected)
    assert np.array_equal(prepare_picture(_on_paper(_seven(), top=90, left=5), Drawing.MNIST, (28, 28), 2.5), expected)


def test_faint_ink_on_grey_paper_becomes_full() -> None:
    faint = (_on_paper(_seven()).astype(float) * 0.3 + 90).astype(np.uint8)
    assert _off(prepare_picture(faint, Drawing.MNIST, (28, 28), 2.5), _seven()) < 4


def test_noise_and_light_from_one_side_are_background() -> None:
    sheet = _on_paper(_seven()).astype(float) * 0.6
    light = np.linspace(0, 70, sheet.shape[1])[None]
    noise = np.random.default_rng(0).normal(0, 3, sheet.shape)
    photograph = np.clip(sheet + light + noise, 0, 255).astype(np.uint8)
    assert _off(prepare_picture(photograph, Drawing.MNIST, (28, 28), 2.5), _seven()) < 8


def test_specks_of_noise_do_not_widen_the_box() -> None:
    sheet = np.full((120, 120), 230.0)
    sheet[40:80, 50:60] = 100
    noisy = sheet + np.random.default_rng(1).normal(0, 14, sheet.shape)
    image = prepare_picture(np.clip(noisy, 0, 255).astype(np.uint8), Drawing.MNIST, (28, 28), 2.5)
    rows, columns = np.nonzero(image > 100)
    assert int(np.ptp(rows)) + 1 == 20
    assert int(np.ptp(columns)) + 1 == 5


def test_digits_are_set_upright_in_pictures_too() -> None:
    drawn = [np.array([[0.0, 0], [10, 0], [6, 18]])]
    slanted = [stroke @ np.array([[1.0, 0.0], [-0.4, 1.0]]) for stroke in drawn]
    images = [
        prepare_picture(_on_paper(prepare(strokes, Drawing.MNIST, (28, 28), 2.5)), Drawing.DIGITS, (8, 8), 1.67)
        for strokes in (drawn, slanted)
    ]
    assert _off(*images) < 1


def test_digits_are_stretched_and_counted() -> None:
    for drawn in draw_digits(20, seed=5):
        picture = _on_paper(prepare(drawn.strokes, Drawing.MNIST, (28, 28), 2.5))
        image = prepare_picture(picture, Drawing.DIGITS, (8, 8), 1.67)
        assert image.shape == (8, 8)
        assert image.max() <= 16
        assert np.all(image.any(axis=1))
        assert image[:, [0, 7]].max() == 0


def test_a_set_that_is_not_drawn_gets_the_thing_as_large_as_it_fits() -> None:
    sheet = np.full((90, 120), 250, np.uint8)
    sheet[20:60, 30:50] = 40
    image = prepare_picture(sheet, Drawing.NONE, (28, 28), 0.0)
    rows, columns = np.nonzero(image)
    assert (rows.min(), rows.max()) == (0, 27)
    assert (columns.min(), columns.max()) == (7, 20)


@pytest.mark.parametrize("grey", [np.full((40, 40), 200, np.uint8), np.zeros((9, 9), np.uint8)])
def test_an_empty_picture_is_said(grey: Grey) -> None:
    with pytest.raises(PlaygroundError, match="shows nothing"):
        prepare_picture(grey, Drawing.MNIST, (28, 28), 2.5)


def test_a_picture_of_one_pixel_is_said() -> None:
    with pytest.raises(PlaygroundError, match="too small"):
        prepare_picture(np.zeros((1, 1), np.uint8), Drawing.MNIST, (28, 28), 2.5)


@given(
    grey=np_st.arrays(np.uint8, st.tuples(st.integers(2, 12), st.integers(2, 12))),
    case=st.sampled_from([(Drawing.MNIST, 28, 255), (Drawing.DIGITS, 8, 16), (Drawing.NONE, 28, 255)]),
)
def test_any_picture_gives_an_image_or_the_sentence(grey: Grey, case: tuple[Drawing, int, int]) -> None:
    drawing, size, high = case
    try:
        image = prepare_picture(grey, drawing, (size, size), size / 10)
    except PlaygroundError:
        return
    assert image.shape == (size, size)
    assert image.max() <= high


def test_mnist_in_larger_pictures_comes_back_nearly_as_it_was(test_data: Path) -> None:
    packed = gzip.decompress((test_data / "MNIST" / "raw" / "t10k-images-idx3-ubyte.gz").read_bytes())
    images = np.frombuffer(packed, np.uint8, offset=16).reshape(-1, 28, 28)[:100]
    back = np.stack([prepare_picture(_on_paper(image, 2), Drawing.MNIST, (28, 28), 2.5) for image in images])
    distances = np.abs(back.astype(float) - images).mean(axis=(1, 2))
    assert np.median(distances) < 4


def test_light_that_falls_off_to_all_sides_is_background() -> None:
    sheet = _on_paper(_seven()).astype(float)
    rows, columns = np.mgrid[-1 : 1 : sheet.shape[0] * 1j, -1 : 1 : sheet.shape[1] * 1j]
    light = 1 - 0.25 * (rows**2 + columns**2) + 0.1 * rows
    noise = np.random.default_rng(2).normal(0, 2, sheet.shape)
    photograph = np.clip((sheet * 0.7 + 20) * light + noise, 0, 255).astype(np.uint8)
    assert _off(prepare_picture(photograph, Drawing.MNIST, (28, 28), 2.5), _seven()) < 8


@pytest.mark.parametrize("pen", [0.8, 5.0, 7.0])
def test_lines_far_from_the_training_width_are_brought_to_it(pen: float) -> None:
    strokes = [np.array([[0.0, 0], [10, 0], [6, 18]])]
    drawn = prepare(strokes, Drawing.MNIST, (140, 140), 5 * pen)
    image = prepare_picture(255 - drawn, Drawing.MNIST, (28, 28), 2.5)
    assert 0.85 < measure_stroke_width(image[None]) / 2.5 < 1.5


def test_lines_near_the_training_width_are_left_as_they_are() -> None:
    seven = prepare([np.array([[0.0, 0], [10, 0], [6, 18]])], Drawing.MNIST, (28, 28), 3.4)
    assert np.array_equal(prepare_picture(seven, Drawing.MNIST, (28, 28), 2.5), seven)
