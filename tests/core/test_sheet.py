"""Drawings from elsewhere, fitted onto the sheet."""

import numpy as np
import pytest
from digit_strokes import draw_digits

from playground.core.catalog import Drawing
from playground.core.sheet import onto_sheet
from playground.core.strokes import prepare


def _stroke(*points: tuple[float, float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array(points, np.float64)


def test_what_lies_on_the_sheet_stays() -> None:
    (stroke,) = onto_sheet([_stroke((0, 0.2), (0.3, 1))])
    assert stroke.tolist() == [[0, 0.2], [0.3, 1]]


def test_others_are_scaled_into_the_middle_in_their_proportions() -> None:
    first, second = onto_sheet([_stroke((-100, 50), (100, 50)), _stroke((0, 0), (0, 100))])
    assert np.allclose(first, [[0.1, 0.5], [0.9, 0.5]])
    assert np.allclose(second, [[0.5, 0.3], [0.5, 0.7]])


def test_the_network_sees_the_same() -> None:
    for each in draw_digits(20):
        far = [stroke * 300 - 40 for stroke in each.strokes]
        fitted = onto_sheet(far)
        points = np.concatenate(fitted)
        assert points.min() >= 0
        assert points.max() <= 1
        images = [prepare(strokes, Drawing.MNIST, (28, 28), 2.4).astype(int) for strokes in (far, fitted)]
        assert abs(images[0] - images[1]).max() <= 1


@pytest.mark.parametrize("point", [(1e308, -1e308), (5.0, 5.0), (-1e-320, 0.0)])
def test_a_dot_is_on_the_sheet_wherever_it_was(point: tuple[float, float]) -> None:
    (dot,) = onto_sheet([_stroke(point)])
    assert dot.shape == (1, 2)
    assert np.allclose(dot, 0.5)


def test_the_largest_numbers_do_not_overflow() -> None:
    (stroke,) = onto_sheet([_stroke((-1e308, 0), (1.7e308, 0))])
    assert np.allclose(stroke, [[0.1, 0.5], [0.9, 0.5]])


def test_nothing_finite_is_nothing() -> None:
    assert onto_sheet([_stroke((np.nan, 1), (np.inf, 2)), np.empty((0, 2))]) == []
    (left,) = onto_sheet([_stroke((np.nan, 1), (0.5, 0.5)), np.empty((0, 2))])
    assert left.tolist() == [[0.5, 0.5]]
