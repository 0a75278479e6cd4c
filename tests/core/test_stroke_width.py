"""The width of strokes is found, and changed without losing lines."""

import numpy as np
import pytest
from numpy.typing import NDArray

from playground.core.skeletons import thinned
from playground.core.stroke_width import measure_stroke_width, with_stroke_width


def _ring(width: float, size: int = 28, radius: float = 7.0) -> NDArray[np.float64]:
    rows, columns = np.mgrid[:size, :size]
    away = np.hypot(rows - (size - 1) / 2 + 0.1, columns - (size - 1) / 2 - 0.2)
    ring: NDArray[np.float64] = np.clip(width / 2 + 0.5 - np.abs(away - radius), 0, 1)
    return ring


def test_stroke_width_of_a_ring_and_of_nothing() -> None:
    for width in (1.8, 2.4, 3.6):
        ring = np.rint(255 * _ring(width)[None]).astype(np.uint8)
        assert measure_stroke_width(ring) == pytest.approx(width, rel=0.06)
    assert measure_stroke_width(np.zeros((3, 28, 28), np.uint8)) == 0.0
    assert measure_stroke_width(np.zeros((0, 28, 28), np.uint8)) == 0.0


@pytest.mark.parametrize("change", [-6.0, -3.0, 3.0, 6.0])
def test_strokes_become_wider_and_finer_at_both_sides(change: float) -> None:
    changed = with_stroke_width(_ring(10, 96, 30), change)
    assert measure_stroke_width(changed[None]) == pytest.approx(10 + change, rel=0.12)
    rows = np.flatnonzero((changed > 0.5).any(axis=1))
    assert (rows[0] + rows[-1]) / 2 == pytest.approx(47.5, abs=1)


def test_what_is_finer_than_what_is_taken_away_leaves_its_middle_line() -> None:
    ink = np.zeros((60, 60))
    ink[10:30, 10:50] = 1
    ink[29:50, 29:32] = 1
    left = with_stroke_width(ink, -12)
    assert left[16:24, 16:44].min() == 1
    assert left[10:14].max() == 0
    assert (left[30:48, 28:33] > 0.5).any(axis=1).all()


def test_thinned_ink_is_connected_and_one_pixel_wide() -> None:
    lines = thinned(_ring(5, 60, 20) > 0.5)
    neighbours = sum(
        np.roll(lines, (row, column), (0, 1)).astype(int) for row in (-1, 0, 1) for column in (-1, 0, 1)
    ) - lines.astype(int)
    assert np.median(neighbours[lines]) == 2
    assert neighbours[lines].min() == 2
    assert lines.sum() == pytest.approx(2 * np.pi * 20, rel=0.2)


def test_nothing_stays_nothing() -> None:
    assert not thinned(np.zeros((9, 9), np.bool_)).any()
    assert with_stroke_width(np.zeros((9, 9)), 3.0).max() == 0
    assert with_stroke_width(np.zeros((9, 9)), -3.0).max() == 0
