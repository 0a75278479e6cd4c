import pytest

from playground.ui.curve_controls import GREATEST_SMOOTHING, SmoothingSlider, smoothing_at, smoothing_text
from playground.ui.look import Look


def test_the_slider_covers_all_of_smoothing_and_is_finer_towards_its_end() -> None:
    values = [smoothing_at(position) for position in range(101)]
    assert values[0] == 0
    assert values[-1] == GREATEST_SMOOTHING
    assert values == sorted(values)
    assert values[100] - values[90] < values[10] - values[0]


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (0.9, "0.90"), (0.985, "0.985"), (0.995, "0.995")])
def test_smoothing_is_written_short(value: float, text: str) -> None:
    assert smoothing_text(value) == text


@pytest.mark.parametrize("value", [0.0, 0.5, 0.9, 0.995])
def test_a_value_that_is_set_comes_back(value: float, qapp: object) -> None:
    slider = SmoothingSlider(Look())
    slider.set_value(value)
    assert slider.value() == pytest.approx(value, abs=0.02)
