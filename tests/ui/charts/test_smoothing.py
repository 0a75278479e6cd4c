import numpy as np
import pytest

from playground.ui.charts.smoothing import BUCKETS, Columns, Floats, StepMeans, smoothed


def _of(values: Floats, pieces: int = 1) -> StepMeans:
    means = StepMeans()
    steps = np.arange(len(values))
    for part in np.array_split(steps, pieces):
        means.extend(part, values[part])
    return means


def _average(values: Floats, keep: float) -> Floats:
    """Return the bias-corrected moving average, one value after the other."""
    result, average = [], 0.0
    for index, value in enumerate(values):
        average = keep * average + (1 - keep) * value
        result.append(average / (1 - keep ** (index + 1)))
    return np.array(result)


def test_a_short_series_is_kept_value_by_value() -> None:
    values = np.array([3.0, 1.0, 2.0])
    columns = _of(values).columns(1)
    assert columns.steps.tolist() == [0, 1, 2]
    assert columns.values.tolist() == [3, 1, 2]


def test_columns_are_means_of_their_steps() -> None:
    columns = _of(np.arange(10.0)).columns(4)
    assert columns.steps.tolist() == [1.5, 5.5, 8.5]
    assert columns.values.tolist() == [1.5, 5.5, 8.5]
    assert columns.counts.tolist() == [4, 4, 2]


@pytest.mark.parametrize("pieces", [1, 7, 3000])
def test_a_long_series_is_the_same_in_however_many_pieces_it_comes(pieces: int) -> None:
    values = np.random.default_rng(0).normal(size=100_000)
    columns = _of(values, pieces).columns(1000)
    assert len(columns) <= BUCKETS
    assert columns.counts.sum() == 100_000
    assert np.average(columns.values, weights=columns.counts) == pytest.approx(values.mean())
    # 100,000 steps need buckets of 16; the multiple next to 1000 is 992.
    assert columns.values[0] == pytest.approx(values[:992].mean())


def test_what_it_keeps_does_not_grow_with_the_series() -> None:
    means = StepMeans()
    means.extend(np.array([0, 10**9]), np.array([1.0, 2.0]))
    assert len(means.columns(1)) == 2
    assert means.columns(1).values.tolist() == [1, 2]


def test_values_that_are_not_finite_are_left_out() -> None:
    columns = _of(np.array([1.0, np.nan, np.inf, -np.inf, 1e300, 5.0])).columns(6)
    assert columns.values.tolist() == [3.0]
    assert columns.counts.tolist() == [2]


def test_gaps_leave_no_columns() -> None:
    means = StepMeans()
    means.extend(np.array([0, 100]), np.array([1.0, 2.0]))
    assert means.columns(10).steps.tolist() == [0, 100]


def test_nothing_gives_nothing() -> None:
    columns = StepMeans().columns(10)
    assert len(columns) == 0
    assert len(smoothed(columns, 0.9)) == 0


@pytest.mark.parametrize("keep", [0.0, 0.5, 0.9, 0.995])
def test_smoothing_is_the_corrected_moving_average(keep: float) -> None:
    values = np.random.default_rng(1).normal(size=700)
    assert smoothed(_of(values).columns(1), keep) == pytest.approx(_average(values, keep))


def test_a_column_that_still_fills_weighs_less() -> None:
    full = Columns(np.arange(3.0), np.array([1.0, 1.0, 5.0]), np.array([10.0, 10.0, 10.0]))
    begun = Columns(np.arange(3.0), np.array([1.0, 1.0, 5.0]), np.array([10.0, 10.0, 1.0]))
    assert smoothed(begun, 0.9)[2] < smoothed(full, 0.9)[2]
