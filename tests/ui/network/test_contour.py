import numpy as np
import pytest

from playground.ui.network.contour import contour


def test_a_disc_has_a_round_contour_that_is_closed() -> None:
    down, across = np.mgrid[0:41, 0:41].astype(np.float32)
    distance = np.hypot(down - 20, across - 20)
    segments = contour(distance, 12.3)
    ends = segments.reshape(-1, 2)
    assert np.allclose(np.hypot(ends[:, 0] - 20, ends[:, 1] - 20), 12.3, atol=0.05)
    _, counts = np.unique(np.rint(ends * 1e6).astype(np.int64), axis=0, return_counts=True)
    assert (counts == 2).all()
    length = np.hypot(segments[:, 0] - segments[:, 2], segments[:, 1] - segments[:, 3]).sum()
    assert length == pytest.approx(2 * np.pi * 12.3, rel=0.01)


def test_crossings_lie_where_values_between_neighbours_meet_the_level() -> None:
    segments = contour(np.array([[0.0, 1.0], [0.0, 1.0]], dtype=np.float32), 0.25)
    assert sorted(segments.reshape(2, 2).tolist()) == [[0.25, 0.0], [0.25, 1.0]]


def test_a_saddle_keeps_the_corners_apart_that_differ_from_the_middle() -> None:
    high = contour(np.array([[1.0, 0.0], [0.0, 0.8]], dtype=np.float32), 0.3)
    low = contour(np.array([[0.6, 0.0], [0.0, 0.6]], dtype=np.float32), 0.5)
    assert len(high) == len(low) == 2
    # The middle (0.45) is above 0.3: the low corners, top right and bottom left, are cut off.
    top_right = [row for row in high.tolist() if 1.0 in (row[0], row[2]) and 0.0 in (row[1], row[3])]
    assert len(top_right) == 1
    # The middle (0.3) is below 0.5: the high corners, top left and bottom right, are cut off.
    top_left = [row for row in low.tolist() if 0.0 in (row[0], row[2]) and 0.0 in (row[1], row[3])]
    assert len(top_left) == 1


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_flat_field_has_no_contour(value: float) -> None:
    assert contour(np.full((5, 4), value, dtype=np.float32), 0.5).shape == (0, 4)
