"""Each step of the preparation can be left out, alone and with others, and what is left is what the step did."""

import gzip
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as np_st
from numpy.typing import NDArray

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.pictures import prepare_picture
from playground.core.preparation import Sketch, Source, Step, prepared, steps_of
from playground.core.stroke_width import measure_stroke_width
from playground.core.strokes import Strokes, prepare

Image = NDArray[np.uint8]

ALL = frozenset(Step)
SUBSETS = [frozenset(some) for count in range(len(Step) + 1) for some in combinations(Step, count)]


def facts(drawing: Drawing, shape: tuple[int, int] | None = None) -> DataFacts:
    digits = drawing is Drawing.DIGITS
    return DataFacts(
        name="some",
        title="Some",
        family=Family.IMAGE,
        drawing=drawing,
        input_shape=shape or ((8, 8) if digits else (28, 28)),
        class_names=tuple("0123456789"),
        feature_names=(),
        train_count=10,
        test_count=10,
        official_split=False,
        low=(0.0,),
        high=(16.0 if digits else 255.0,),
        mean=(0.1,),
        deviation=(0.3,),
        shift=(0.0,),
        scale=(1.0,),
        stroke_width=1.67 if digits else 2.5,
        fingerprint="0" * 16,
    )


MNIST, DIGITS = facts(Drawing.MNIST), facts(Drawing.DIGITS)
FAMILIES = [MNIST, DIGITS, facts(Drawing.MNIST, (16, 40)), facts(Drawing.DIGITS, (12, 9))]


def _ring(middle: tuple[float, float], size: float, pen: float = 0.05, slant: float = 0.0) -> Sketch:
    """An upright ellipse three quarters as wide as high, on a sheet 1 x 1."""
    turn = np.linspace(0, 2 * np.pi, 80)
    x, y = 0.375 * size * np.sin(turn), 0.5 * size * np.cos(turn)
    return Sketch([np.column_stack([x - slant * y, y]) + middle], pen)


def _seven(size: float = 0.5, pen: float = 0.05) -> Sketch:
    return Sketch([np.array([[0.0, 0], [0.6, 0], [0.3, 1]]) * size + 0.2], pen)


def _box(image: Image, least: int = 60) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero((image > least).any(axis=1)), np.flatnonzero((image > least).any(axis=0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _picture(sketch: Sketch, side: int = 112) -> Image:
    """The sheet as dark ink on white paper."""
    return 255 - prepared(sketch, facts(Drawing.MNIST, (side, side)), ALL)


def test_pictures_have_one_step_more() -> None:
    assert steps_of(np.zeros((9, 9), np.uint8), Drawing.DIGITS) == tuple(Step)
    assert steps_of(_seven(), Drawing.MNIST) == (Step.BOX, Step.UPRIGHT, Step.PEN, Step.CENTRE)


def test_the_steps_of_things_are_those_that_change_them() -> None:
    """A bright thing in a corner: each of the steps does something, and all others do nothing."""
    grey = np.full((90, 60), 40, np.uint8)
    grey[10:40, 6:20] = 230
    known = facts(Drawing.NONE)
    steps = steps_of(grey, Drawing.NONE)
    assert steps == (Step.GROUND, Step.BOX)
    whole = prepared(grey, known)
    for step in Step:
        assert np.array_equal(prepared(grey, known, {step}), whole) == (step not in steps)


@pytest.mark.parametrize("known", FAMILIES)
def test_all_steps_are_what_strokes_and_pictures_are_prepared_by(known: DataFacts) -> None:
    height, width = known.input_shape
    sketch, picture = _seven(), _picture(_seven())
    drawn = prepare(sketch.strokes, known.drawing, (height, width), known.stroke_width)
    assert np.array_equal(prepared(sketch, known), drawn)
    shown = prepare_picture(picture, known.drawing, (height, width), known.stroke_width)
    assert np.array_equal(prepared(picture, known), shown)


def test_without_any_step_the_sheet_becomes_the_image() -> None:
    """A quarter of the sheet in size, in its lower right quarter: seven of 28 pixels there."""
    top, bottom, left, right = _box(prepared(_ring((0.75, 0.75), 0.25, pen=0.04), MNIST, ALL))
    assert (top, bottom) == (17, 25)
    assert (left, right) == (18, 24)


def test_without_any_step_digits_are_counted_where_they_lie() -> None:
    image = prepared(_ring((0.75, 0.75), 0.4), DIGITS, ALL)
    assert image[:4].max() == 0
    assert image[:, :4].max() == 0
    assert image[4:, 4:].max() > 4


def test_without_any_step_a_picture_is_only_made_smaller() -> None:
    grey = np.random.default_rng(0).integers(0, 256, (56, 56)).astype(np.uint8)
    smaller = 255 - grey.reshape(28, 2, 28, 2).mean(axis=(1, 3))
    assert np.abs(prepared(grey, MNIST, ALL) - smaller).max() <= 0.51


@pytest.mark.parametrize("known", [MNIST, DIGITS])
def test_a_picture_of_a_sheet_and_the_sheet_become_nearly_the_same(known: DataFacts) -> None:
    for without in SUBSETS:
        if Step.GROUND in without:
            continue
        for sketch in (_ring((0.4, 0.55), 0.5, pen=0.06), _seven(pen=0.06)):
            drawn, shown = prepared(sketch, known, without), prepared(_picture(sketch), known, without)
            assert _off(drawn, shown) < 0.09 * known.high[0], (sorted(without), sketch)


def _off(first: Image, second: Image) -> float:
    """The mean distance, where one may lie a pixel beside the other: a box of odd width has no middle."""
    moves = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return min(float(np.abs(np.roll(first, move, (0, 1)).astype(float) - second).mean()) for move in moves)


@pytest.mark.parametrize("known", [MNIST, DIGITS])
def test_without_the_box_a_drawing_keeps_its_size(known: DataFacts) -> None:
    small, large = (prepared(_ring((0.5, 0.5), size), known, {Step.BOX}) for size in (0.3, 0.6))
    assert prepared(_ring((0.5, 0.5), 0.3), known).sum() == pytest.approx(
        float(prepared(_ring((0.5, 0.5), 0.6), known).sum()), rel=0.01
    )
    assert large.sum() > 1.6 * small.sum()


def test_without_the_box_mass_still_comes_to_the_middle() -> None:
    image = prepared(_ring((0.2, 0.8), 0.3), MNIST, {Step.BOX}).astype(float)
    for axis in (0, 1):
        assert image.sum(axis=1 - axis) @ np.arange(28) / image.sum() == pytest.approx(14.0, abs=0.51)


def test_without_upright_slant_and_proportions_stay() -> None:
    leaning = _ring((0.5, 0.5), 0.6, slant=0.6)
    upright = _box(prepared(leaning, MNIST))
    kept = _box(prepared(leaning, MNIST, {Step.UPRIGHT}))
    assert kept[3] - kept[2] > upright[3] - upright[2]


def test_without_upright_digits_keep_their_proportions() -> None:
    """A square would be stretched to 21 x 32 of the bitmap; it fills all of it instead."""
    square = Sketch([np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * 0.4 + 0.3], 0.03)
    assert prepared(square, DIGITS)[:, [0, 7]].max() == 0
    assert prepared(square, DIGITS, {Step.UPRIGHT})[:, [0, 7]].min() > 4


@pytest.mark.parametrize("known", [MNIST, DIGITS])
def test_without_the_pen_ink_is_as_wide_as_it_was_drawn(known: DataFacts) -> None:
    fine, bold = (prepared(_seven(pen=pen), known, {Step.PEN}).sum() for pen in (0.02, 0.1))
    assert bold > 2.5 * fine
    assert np.array_equal(prepared(_seven(pen=0.02), known), prepared(_seven(pen=0.1), known))


def test_a_pen_grows_as_the_drawing_does() -> None:
    """Half the sheet is scaled to 20 pixels with its ink, so a pen of 0.05 becomes 20 * 0.05 / 0.55 wide."""
    image = prepared(_ring((0.5, 0.5), 0.5, pen=0.05), MNIST, {Step.PEN})
    assert measure_stroke_width(image[None]) == pytest.approx(1.82, rel=0.1)
    kept = prepared(_ring((0.5, 0.5), 0.5, pen=0.1), MNIST, {Step.PEN, Step.BOX})
    assert measure_stroke_width(kept[None]) == pytest.approx(2.8, rel=0.1)


def test_without_the_centre_the_box_is_in_the_middle() -> None:
    """A 7 has its mass above the middle of its box, so it lies lower when centred by mass."""
    by_box, by_mass = (_box(prepared(_seven(), MNIST, without)) for without in ({Step.CENTRE}, set[Step]()))
    assert (by_box[0], by_box[1]) == (4, 24)
    assert by_mass[0] > by_box[0]


def test_digits_without_the_centre_lie_with_their_box_in_the_middle() -> None:
    post = np.array([[0.0, 0], [0, 1]])
    drawn = Sketch([post, post, np.array([[0.0, 0.5], [0.5, 0.5]])], 0.05)
    columns = prepared(drawn, DIGITS, {Step.CENTRE}).sum(axis=0) > 0
    assert np.array_equal(columns, columns[::-1])
    assert prepared(drawn, DIGITS).sum(axis=0)[7] >= prepared(drawn, DIGITS, {Step.CENTRE}).sum(axis=0)[7]


def test_without_the_ground_a_picture_is_taken_as_it_is() -> None:
    pale = (_picture(_seven(pen=0.06)) * 0.3 + 170).astype(np.uint8)
    rest = {Step.BOX, Step.UPRIGHT, Step.PEN, Step.CENTRE}
    assert prepared(pale, MNIST, rest).max() > 200
    taken = prepared(pale, MNIST, {*rest, Step.GROUND})
    assert 60 < taken.max() < 90
    assert taken.min() < 15


def test_light_ink_is_paper_without_the_ground() -> None:
    negative = 255 - _picture(_seven())
    assert prepared(negative, MNIST).mean() < 70
    assert prepared(negative, MNIST, {Step.GROUND, Step.PEN, Step.BOX}).mean() > 150


def test_a_drawing_beside_its_sheet_is_said() -> None:
    beside = _ring((4.0, 0.5), 0.3)
    with pytest.raises(PlaygroundError, match="outside"):
        prepared(beside, MNIST, {Step.BOX, Step.CENTRE})
    for without in SUBSETS:
        if not {Step.BOX, Step.CENTRE} <= without:
            assert prepared(beside, MNIST, without).max() > 0


HARDLY_DRAWN = [
    [[0.5, 0.5]],
    [[0.5, 0.5], [0.5, 0.5]],
    [[0.2, 0.5], [0.8, 0.5]],
    [[0.5, 0.2], [0.5, 0.8]],
    [[0.0, 0.0], [1e-300, 1e-300]],
    [[0.4, 0.4], [np.nan, 3.0], [0.6, 0.8]],
]


@pytest.mark.parametrize("points", HARDLY_DRAWN)
def test_what_is_hardly_drawn_gives_ink_whatever_is_left_out(points: list[list[float]]) -> None:
    for known in FAMILIES:
        for without in SUBSETS[::2]:
            assert prepared(Sketch([np.array(points)], 0.05), known, without).max() > 0


@pytest.mark.parametrize("scale", [1e3, 1e9, 1e200, 1e308])
def test_huge_drawings_are_an_image_or_the_sentence(scale: float) -> None:
    for without in SUBSETS:
        for known in (MNIST, DIGITS):
            sketch = Sketch([np.array([[-1.0, 1.0], [1.0, -1.0], [0.3, 0.9]]) * scale], 0.05)
            assert _is_image_or_sentence(sketch, known, without)


def test_nothing_is_said_whatever_is_left_out() -> None:
    for without in SUBSETS:
        with pytest.raises(PlaygroundError, match="Nothing is drawn"):
            prepared(Sketch([np.empty((0, 2))], 0.05), MNIST, without)
        with pytest.raises(PlaygroundError, match="too small"):
            prepared(np.zeros((1, 1), np.uint8), MNIST, without)
        with pytest.raises(PlaygroundError, match="shows nothing"):
            prepared(np.full((9, 9), 255, np.uint8), MNIST, without)


def _is_image_or_sentence(source: Source, known: DataFacts, without: frozenset[Step]) -> bool:
    """Whether preparing gives an image as the data has them, or a sentence that says why not."""
    try:
        image = prepared(source, known, without)
    except PlaygroundError as error:
        return bool(str(error))
    return image.shape == known.input_shape and image.dtype == np.uint8 and bool(image.max() <= known.high[0])


any_stroke = np_st.arrays(np.float64, st.tuples(st.integers(0, 5), st.just(2)), elements=st.floats(width=64))


@settings(deadline=None, max_examples=60)
@given(
    strokes=st.lists(any_stroke, max_size=3),
    pen=st.floats(width=64),
    known=st.sampled_from(FAMILIES),
    without=st.sampled_from(SUBSETS),
)
def test_any_strokes_are_an_image_or_the_sentence(
    strokes: Strokes, pen: float, known: DataFacts, without: frozenset[Step]
) -> None:
    assert _is_image_or_sentence(Sketch(strokes, pen), known, without)


@settings(deadline=None, max_examples=60)
@given(
    grey=np_st.arrays(np.uint8, st.tuples(st.integers(1, 12), st.integers(1, 40))),
    known=st.sampled_from([*FAMILIES, facts(Drawing.NONE)]),
    without=st.sampled_from(SUBSETS),
)
def test_any_picture_is_an_image_or_the_sentence(grey: Image, known: DataFacts, without: frozenset[Step]) -> None:
    assert _is_image_or_sentence(grey, known, without)


def test_a_large_picture_full_of_noise_is_an_image_or_the_sentence() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (700, 1000)).astype(np.uint8)
    for without in (frozenset[Step](), frozenset({Step.GROUND}), frozenset({Step.BOX})):
        assert _is_image_or_sentence(noise, MNIST, without)
        assert _is_image_or_sentence(noise, DIGITS, without)


def test_a_page_full_of_ink_is_an_image_whatever_is_left_out() -> None:
    scribble = np.random.default_rng(0).uniform(0, 1, (20_000, 2))
    for without in (frozenset[Step](), frozenset({Step.BOX}), frozenset({Step.BOX, Step.CENTRE, Step.PEN})):
        assert prepared(Sketch([scribble], 0.05), MNIST, without).mean() > 100


def test_mnist_on_larger_paper_is_nearly_as_it_was(test_data: Path) -> None:
    """Of any size and polarity, thickened or not: near the image that it was made from."""
    packed = gzip.decompress((test_data / "MNIST" / "raw" / "t10k-images-idx3-ubyte.gz").read_bytes())
    images = np.frombuffer(packed, np.uint8, offset=16).reshape(-1, 28, 28)[:60]
    seen = np.stack([prepared(255 - np.pad(np.kron(one, np.ones((3, 3), np.uint8)), 40), MNIST) for one in images])
    bold = np.stack([prepared(_thickened(one), MNIST) for one in images])
    assert np.median(np.abs(seen.astype(float) - images).mean(axis=(1, 2))) < 4
    assert measure_stroke_width(np.stack([_thickened(one) for one in images])) > 4
    assert measure_stroke_width(bold) == pytest.approx(2.5, rel=0.35)


def _thickened(image: Image) -> Image:
    around = np.pad(image, 2)
    moved = [around[row : row + 28, column : column + 28] for row in range(5) for column in range(5)]
    thick: Image = np.max(moved, axis=0)
    return thick


def test_drawings_by_many_hands_fill_the_box_only_with_its_step() -> None:
    drawn = [draw.strokes for draw in draw_digits(20, seed=8)]
    for strokes in drawn:
        points = np.concatenate(strokes)
        low, size = points.min(axis=0), float(np.ptp(points, axis=0).max())
        sketch = Sketch([(stroke - low) / size * 0.4 + 0.1 for stroke in strokes], 0.04)
        top, bottom, left, right = _box(prepared(sketch, MNIST), least=0)
        assert max(bottom - top, right - left) == 20
        top, bottom, left, right = _box(prepared(sketch, MNIST, {Step.BOX}), least=0)
        assert max(bottom - top, right - left) < 17
