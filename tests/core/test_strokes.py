"""Drawings become images as the data sets' own images were made."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from digit_strokes import draw_digits
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as np_st
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from playground.core.catalog import Drawing
from playground.core.messages import PlaygroundError
from playground.core.stroke_width import measure_stroke_width
from playground.core.strokes import Strokes, prepare

Image = NDArray[np.uint8]

SEVEN: Strokes = [np.array([[0.0, 0], [10, 0], [4, 18]]), np.array([[3.0, 9], [9, 9]])]


def as_mnist(strokes: Strokes, stroke_width: float = 2.5) -> Image:
    return prepare(strokes, Drawing.MNIST, (28, 28), stroke_width)


def as_digits(strokes: Strokes, stroke_width: float = 1.67) -> Image:
    return prepare(strokes, Drawing.DIGITS, (8, 8), stroke_width)


def _drawings(count: int = 60, seed: int = 3) -> list[Strokes]:
    return [drawn.strokes for drawn in draw_digits(count, seed)]


def _differ(first: Image, second: Image) -> int:
    return int(np.abs(first.astype(int) - second).max())


def test_the_long_side_of_an_mnist_digit_is_20_pixels() -> None:
    for strokes in _drawings():
        rows, columns = np.nonzero(as_mnist(strokes))
        assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20


def test_an_mnist_digit_lies_with_its_mass_at_14() -> None:
    for strokes in _drawings():
        image = as_mnist(strokes).astype(float)
        for axis in (0, 1):
            middle = image.sum(axis=1 - axis) @ np.arange(28) / image.sum()
            assert abs(middle - 14.0) <= 0.51


def test_mass_counts_and_not_the_box() -> None:
    """A 7's ink lies above the middle of its box, so the box goes down; its foot must not come out at the top."""
    rows = np.flatnonzero(as_mnist(SEVEN).any(axis=1))
    assert rows[0] >= 5
    assert rows[-1] - rows[0] == 19


def test_ink_that_would_leave_the_image_stays_at_its_edge() -> None:
    """A thick beam on a thin post: its mass would go so far down that the post's foot were cut off."""
    beam = [np.array([[-8.0, y], [8.0, y]]) for y in range(5)]
    post = np.array([[0.0, 4.0], [0.0, 18.0]])
    rows = np.flatnonzero(as_mnist([*beam, post], 1.5).any(axis=1))
    assert (rows[0], rows[-1]) == (8, 27)


def test_the_pen_is_the_training_pen_whatever_the_size() -> None:
    for pen in (1.8, 2.5, 3.4):
        images = np.stack([as_mnist([stroke * 7 for stroke in strokes], pen) for strokes in _drawings()])
        assert measure_stroke_width(images) == pytest.approx(pen, rel=0.1)


@pytest.mark.parametrize("to_image", [as_mnist, as_digits])
@pytest.mark.parametrize(("scale", "shift"), [(1.0, 500.0), (0.01, 0.0), (40.0, -9000.0)])
def test_size_and_place_do_not_matter(to_image: object, scale: float, shift: float) -> None:
    assert callable(to_image)
    for strokes in _drawings(20):
        moved = [stroke * scale + shift for stroke in strokes]
        assert _differ(to_image(strokes), to_image(moved)) <= (20 if to_image is as_mnist else 1)


def test_sampling_speed_does_not_matter() -> None:
    """The same line from three points or from three thousand, dense at one end."""
    line = np.array([[0.0, 0], [10, 0], [4, 18]])
    at = np.concatenate([np.linspace(0, 0.3, 2900), np.linspace(0.3, 2, 100)])
    dense = np.column_stack([np.interp(at, range(3), line[:, axis]) for axis in (0, 1)])
    dense = np.insert(dense, np.searchsorted(at, 1.0), line[1], axis=0)
    assert _differ(as_mnist([line]), as_mnist([dense])) <= 20
    assert _differ(as_digits([line]), as_digits([dense])) <= 1


def test_a_lifted_pen_leaves_no_ink() -> None:
    bars = [np.array([[0.0, 0], [0, 20]]), np.array([[12.0, 0], [12, 20]])]
    assert as_mnist(bars)[:, 14].max() == 0
    assert as_mnist([np.concatenate(bars)])[:, 13:15].max() > 0


def test_a_strong_slant_is_lessened() -> None:
    upright = [np.array([[0.0, 0], [0, 20]])]
    slanted = [np.array([[12.0, 0], [0, 20]])]
    assert np.ptp(np.nonzero(as_mnist(slanted))[1]) <= np.ptp(np.nonzero(as_mnist(upright))[1]) + 4


@pytest.mark.parametrize(("drawn", "low", "high"), [(0.02, 3, 4), (0.4, 11, 12), (0.7, 14, 16), (1.3, 17, 19)])
def test_proportions_come_nearer_to_the_usual_ones(drawn: float, low: int, high: int) -> None:
    """Only a plain 1 and what is about 0.7 wide keep theirs (9, 15 and 20 pixels without it)."""
    zero = [np.array([[np.sin(turn) * drawn, np.cos(turn)] for turn in np.linspace(0, 2 * np.pi, 60)])]
    image = as_mnist(zero)
    columns = np.flatnonzero((image > 60).any(axis=0))
    assert low <= np.ptp(columns) + 1 <= high


def test_digits_fill_the_height_and_about_21_of_32_columns() -> None:
    images = np.stack([as_digits(strokes) for strokes in _drawings()])
    assert images.max() == 16
    assert np.all(images.any(axis=2))
    assert images[:, :, [0, 7]].mean() < 0.3
    assert images[:, :, 1:7].any(axis=1).sum(axis=1).mean() > 5


def test_digits_are_set_upright() -> None:
    slanted = [stroke @ np.array([[1.0, 0.0], [-0.5, 1.0]]) for stroke in SEVEN]
    assert _differ(as_digits(SEVEN), as_digits(slanted)) <= 2


def test_digits_lie_between_box_and_mass_in_the_middle() -> None:
    """A post with an arm to the right: its mass is at the left, so it lies further right than its box would."""
    post = np.array([[0.0, 0], [0, 20]])
    arm = np.array([[0.0, 10], [10, 10]])
    ink = as_digits([post, post, arm]).sum(axis=0)
    assert ink[7] > ink[0]


def test_prepared_digits_look_like_the_set() -> None:
    """Columns and rows hold as much ink on average as those of the set."""
    own = load_digits().images.astype(float)
    made = np.stack([as_digits(strokes) for strokes in _drawings(300)]).astype(float)
    assert np.abs(own.mean(axis=(0, 1)) - made.mean(axis=(0, 1))).max() < 2
    assert np.abs(own.mean(axis=(0, 2)) - made.mean(axis=(0, 2))).max() < 2


def test_most_drawings_are_recognised_by_a_network_that_knows_only_digits() -> None:
    """The preparation is worth that much: without its shear 71 % were recognised."""
    inputs, labels = load_digits(return_X_y=True)
    network = _trained(torch.tensor(inputs, dtype=torch.float32), torch.tensor(labels))
    drawn = draw_digits(500, seed=11)
    images = np.stack([as_digits(drawing.strokes) for drawing in drawn])
    answers = network(torch.tensor(images, dtype=torch.float32).flatten(1) / 16).argmax(1).numpy()
    assert np.mean(answers == [drawing.label for drawing in drawn]) > 0.78


def _trained(inputs: torch.Tensor, labels: torch.Tensor) -> torch.nn.Module:
    generator = torch.Generator().manual_seed(0)
    torch.manual_seed(0)
    sizes = [64, 64, 64, 10]
    layers = [part for a, b in pairwise(sizes) for part in (torch.nn.Linear(a, b), torch.nn.ReLU())]
    network = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.Adam(network.parameters(), 0.002)
    for _ in range(12):
        order = torch.randperm(len(inputs), generator=generator)
        for batch in torch.split(order, 32):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(network(inputs[batch] / 16), labels[batch]).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    return network.eval()


@pytest.mark.parametrize("drawing", [Drawing.MNIST, Drawing.DIGITS])
@pytest.mark.parametrize("strokes", [[], [np.empty((0, 2))], [np.array([[np.nan, 1.0], [2.0, np.inf]])]])
def test_nothing_drawn_is_said(drawing: Drawing, strokes: Strokes) -> None:
    with pytest.raises(PlaygroundError, match="draw a digit"):
        prepare(strokes, drawing, (28, 28), 2.5)


def test_a_set_that_is_not_drawn_says_so() -> None:
    with pytest.raises(PlaygroundError, match="cannot be drawn"):
        prepare(SEVEN, Drawing.NONE, (28, 28), 2.5)


@pytest.mark.parametrize(
    "points",
    [
        [[5.0, 5.0]],
        [[5.0, 5.0]] * 3,
        [[0.0, 0.0], [9.0, 0.0]],
        [[0.0, 0.0], [0.0, 9.0]],
        [[0.0, 0.0], [1e-300, 1e-300]],
        [[-1e308, 1e308], [1e308, -1e308]],
        [[1e12, 1e12], [1e12 + 1, 1e12 + 5]],
        [[0.0, 0.0], [np.nan, 3.0], [4.0, 8.0]],
    ],
)
def test_what_is_hardly_a_drawing_still_gives_ink(points: list[list[float]]) -> None:
    for image in (as_mnist([np.array(points)]), as_digits([np.array(points)])):
        assert image.max() > 0


def test_a_plain_stroke_stays_a_bar() -> None:
    bar = as_digits([np.array([[0.3, 0.0], [0.0, 10.0], [0.4, 20.0]])])
    assert np.all(bar[:, [0, 1, 6, 7]] == 0)


def test_thousands_of_points_fill_the_box() -> None:
    scribble = np.random.default_rng(0).uniform(0, 300, (20_000, 2))
    image = as_mnist([scribble])
    assert image.shape == (28, 28)
    assert np.count_nonzero(image > 200) > 290


finite_or_not = st.floats(width=64, allow_nan=True, allow_infinity=True)
any_strokes = st.lists(
    np_st.arrays(np.float64, st.tuples(st.integers(0, 6), st.just(2)), elements=finite_or_not), max_size=4
)


@given(strokes=any_strokes, drawing=st.sampled_from([Drawing.MNIST, Drawing.DIGITS]), width=st.floats(0, 100))
def test_any_numbers_give_an_image_or_the_sentence(strokes: list[Image], drawing: Drawing, width: float) -> None:
    shape, high = ((28, 28), 255) if drawing is Drawing.MNIST else ((8, 8), 16)
    if not any(np.isfinite(stroke).all(axis=1).any() for stroke in strokes):
        with pytest.raises(PlaygroundError):
            prepare(strokes, drawing, shape, width)  # type: ignore[arg-type]
        return
    image = prepare(strokes, drawing, shape, width)  # type: ignore[arg-type]
    assert image.shape == shape
    assert image.dtype == np.uint8
    assert 0 < image.max() <= high
