import math

import numpy as np
import pytest

from playground.ui.charts.ticks import Axis, linear_axis, log_axis, nice_stride, percent_axis, tick_text, value_text


def _texts(axis: Axis) -> list[str]:
    return [tick.text for tick in axis.ticks]


@pytest.mark.parametrize(
    ("least", "greatest"), [(0.09, 2.3), (2.3, 2.31), (1e-12, 2.0), (1e5, 3e9), (0.5, 0.5), (1e-300, 1e100)]
)
def test_a_log_axis_holds_its_values_with_room_and_has_few_ticks(least: float, greatest: float) -> None:
    axis = log_axis(np.array([greatest, least]), most=5)
    assert axis.log
    assert axis.high >= math.log10(1.3 * greatest)
    assert axis.low <= max(math.log10(0.5 * least), axis.high - 9) + 1e-9
    assert 2 <= len(axis.ticks) <= 6
    assert all(axis.low <= tick.at <= axis.high for tick in axis.ticks)


def test_log_ticks_are_round() -> None:
    assert _texts(log_axis(np.array([0.09, 2.3]), most=4)) == ["0.1", "0.3", "1", "3"]
    assert _texts(log_axis(np.array([0.001, 100.0]), most=4)) == ["0.01", "1", "100"]


def test_without_a_value_above_zero_a_log_axis_is_linear() -> None:
    assert not log_axis(np.zeros(3), most=5).log
    assert not log_axis(np.array([-1.0, 0.0]), most=5).log


def test_what_has_no_logarithm_lies_under_the_axis_and_is_finite() -> None:
    axis = log_axis(np.array([0.1, 1.0]), most=5)
    at = axis.at(np.array([0.0, -3.0, 1.0]))
    assert np.isfinite(at).all()
    assert at[0] < axis.low
    assert at[2] == pytest.approx(0)


def test_a_linear_axis_begins_at_zero_or_below_all_values() -> None:
    assert linear_axis(np.array([0.5, 2.3]), most=5).low == 0
    axis = linear_axis(np.array([-3.0, 2.0]), most=5)
    assert axis.low <= -3
    assert axis.high > 2
    assert "0" in _texts(axis)


def test_axes_of_nothing_have_a_range() -> None:
    for axis in (log_axis(np.zeros(0), 5), linear_axis(np.zeros(0), 5), percent_axis(np.zeros(0), 5)):
        assert axis.high > axis.low


@pytest.mark.parametrize(("least", "floor"), [(0.93, 0.8), (0.8, 0.8), (0.79, 0.5), (0.1, 0.0)])
def test_a_percent_axis_begins_where_it_holds_the_tail(least: float, floor: float) -> None:
    axis = percent_axis(np.array([0.99, least]), most=4)
    assert axis.low == floor
    assert axis.ticks[0].text == f"{100 * floor:.0f}\u202f%"
    assert axis.ticks[-1].text == "100\u202f%"


@pytest.mark.parametrize(("least", "stride"), [(0.0012, 0.002), (1, 1), (2.1, 5), (5.5, 10), (1200, 2000)])
def test_strides_are_round(least: float, stride: float) -> None:
    assert nice_stride(least) == pytest.approx(stride)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.03, "0.03"),
        (1e-5, "1e\u22125"),
        (12000, "12\u202f000"),
        (2.5, "2.5"),
        (1e6, "1e6"),
        (-2, "\u22122"),
    ],
)
def test_tick_texts(value: float, text: str) -> None:
    assert tick_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0914, "0.091"),
        (0.00714, "0.00714"),
        (2.3026, "2.303"),
        (1234.5, "1\u202f234.5"),
        (1e-6, "1.0e\u22126"),
        (3.2e12, "3.2e12"),
        (-0.5, "\u22120.500"),
        (math.nan, "–"),
        (math.inf, "–"),
    ],
)
def test_values_read_well(value: float, text: str) -> None:
    assert value_text(value, "") == text


def test_fractions_are_shown_as_percentages() -> None:
    assert value_text(0.958, "%") == "95.8\u202f%"
