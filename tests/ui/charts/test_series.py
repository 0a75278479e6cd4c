import numpy as np
import pytest

from playground.core.history import History, Line, Metric
from playground.ui.charts.series import Series
from playground.ui.charts.smoothing import StepMeans, smoothed
from playground.ui.charts.span import Span

LOSS = Metric(name="loss", chart="loss", title="batch", about="", line=Line.RAW)
STEPS = 200_000  # so many that the means of the whole run are of 32 steps each
VALUES = np.random.default_rng(0).normal(size=STEPS + 1)


@pytest.fixture
def history() -> History:
    """A value for each step from 1 on."""
    made = History()
    made.extend("loss", range(1, STEPS + 1), VALUES[1:])
    return made


@pytest.fixture
def series(history: History) -> Series:
    made = Series(LOSS)
    made.follow(history)
    made.update()
    return made


def test_a_close_look_has_every_single_value(series: Series) -> None:
    seen = series.columns_within(Span(100_000, 100_050), 1)
    assert seen.steps.tolist() == list(range(99_999, 100_052))
    assert seen.values.tolist() == VALUES[99_999:100_052].tolist()


@pytest.mark.parametrize("width", [16, 256])
def test_where_there_is_no_room_for_each_it_has_their_means(series: Series, width: int) -> None:
    first = 51_200
    seen = series.columns_within(Span(first, first + 200 * width), width)
    index = int(np.searchsorted(seen.steps, first))
    assert seen.counts[index : index + 200].tolist() == [width] * 200
    means = VALUES[first : first + 200 * width].reshape(200, width).mean(axis=1)
    assert seen.values[index : index + 200] == pytest.approx(means)


def test_columns_stay_where_they_are_when_the_part_moves(series: Series) -> None:
    before = series.columns_within(Span(100_003, 101_003), 16)
    after = series.columns_within(Span(100_230, 101_230), 16)
    shared = np.intersect1d(before.steps, after.steps)
    assert len(shared) >= 45
    assert [dict(zip(seen.steps, seen.values, strict=True))[100_487.5] for seen in (before, after)] == [
        pytest.approx(VALUES[100_480:100_496].mean())
    ] * 2


def test_a_line_of_few_points_goes_on_beyond_the_part() -> None:
    history = History()
    history.extend("loss", [0, 40_000, 90_000], [3.0, 2.0, 1.0])
    series = Series(LOSS)
    series.follow(history)
    series.update()
    seen = series.columns_within(Span(50_000, 50_010), 1)
    assert seen.steps.tolist() == [40_000, 90_000]
    assert seen.values.tolist() == [2.0, 1.0]


def test_points_that_come_into_the_part_are_added(series: Series, history: History) -> None:
    part = Span(STEPS - 10, STEPS + 20)
    assert series.columns_within(part, 1).steps[-1] == STEPS
    history.extend("loss", range(STEPS + 1, STEPS + 101), [7.0] * 100)
    series.update()
    seen = series.columns_within(part, 1)
    assert seen.steps.tolist() == list(range(STEPS - 11, STEPS + 22))
    assert seen.values[-21:].tolist() == [7.0] * 21


def test_a_smoothed_part_is_that_of_a_line_that_began_long_before(series: Series) -> None:
    means = StepMeans(99_000)
    means.extend(np.arange(99_000, 100_051), VALUES[99_000:100_051])
    whole = smoothed(means.columns(1), 0.9)
    seen = series.smoothed_within(Span(100_000, 100_050), 1, 0.9)
    assert seen.steps[0] == 99_999
    assert seen.values[:-1] == pytest.approx(whole[-len(seen) + 1 :], abs=0.02)


def test_a_part_of_a_run_that_was_cut_back_is_gone(series: Series, history: History) -> None:
    part = Span(150_000, 150_010)
    assert len(series.columns_within(part, 1)) == 13
    history.cut(1000)
    history.extend("loss", range(1001, 150_006), [5.0] * 149_005)
    series.update()
    seen = series.columns_within(part, 1)
    assert seen.steps[-1] == 150_005
    assert set(seen.values.tolist()) == {5.0}


def test_values_that_are_not_finite_are_left_out_of_a_close_look() -> None:
    history = History()
    history.extend("loss", range(20_000), [1.0, float("nan")] * 10_000)
    series = Series(LOSS)
    series.follow(history)
    series.update()
    assert series.columns_within(Span(10_000, 10_010), 1).steps.tolist() == list(range(9_998, 10_013, 2))
