from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.experiment import specs_by_path
from playground.core.setting import FieldSpec
from playground.ui.values import Stops, bounds, has_slider, parsed, shown, stops

NUMBERS = [path for path, spec in specs_by_path().items() if spec.kind in ("int", "float")]
DRAGGED = [path for path in NUMBERS if has_slider(specs_by_path()[path])]


def _spec(path: str) -> FieldSpec:
    return specs_by_path()[path]


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("data.train_share", 0.8, "80\u202f%"),
        ("training.epochs", 1200, "1\u202f200"),
        ("training.epochs", 0, "until paused"),
        ("training.weight_decay", 0.0, "off"),
        ("training.learning_rate", 1e-05, "0.00001"),
        ("model.target_off", -1.0, "\u22121"),
        ("training.evaluate_every", 200, "200 steps"),
        ("augmentation.rotation", 12.0, "12\u00b0"),
    ],
)
def test_values_are_shown_as_people_read_them(path: str, value: float, text: str) -> None:
    assert shown(_spec(path), value) == text


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("training.learning_rate", "1e-3", 0.001),
        ("training.learning_rate", " 0,01 ", 0.01),
        ("training.epochs", "12 000", 12_000),
        ("training.epochs", "12,000", 12_000),
        ("training.epochs", "Until paused", 0),
        ("data.train_share", "50", 0.5),
        ("data.train_share", "50 %", 0.5),
        ("model.target_off", "\u22121", -1.0),
        ("training.evaluate_every", "200 steps", 200),
    ],
)
def test_what_people_type_is_understood(path: str, text: str, value: float) -> None:
    assert parsed(_spec(path), text) == value


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("training.learning_rate", ""),
        ("training.learning_rate", "fast"),
        ("training.learning_rate", "11"),
        ("training.learning_rate", "0"),
        ("training.learning_rate", "nan"),
        ("training.learning_rate", "inf"),
        ("training.epochs", "2.5"),
        ("training.epochs", "-1"),
        ("data.train_share", "99 %"),
    ],
)
def test_what_cannot_be_is_no_value(path: str, text: str) -> None:
    assert parsed(_spec(path), text) is None


@pytest.mark.parametrize("path", NUMBERS)
def test_every_value_that_is_shown_can_be_typed_again(path: str) -> None:
    spec = _spec(path)
    values = stops(spec).values if has_slider(spec) else (spec.minimum, spec.default, spec.maximum)
    for value in values:
        assert isinstance(value, int | float)
        assert parsed(spec, shown(spec, value)) == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize("path", DRAGGED)
def test_stops_of_whole_numbers_are_whole(path: str) -> None:
    if _spec(path).kind == "int":
        assert all(isinstance(value, int) for value in stops(_spec(path)).values)


def test_bounds_are_figures_even_where_zero_is_a_word() -> None:
    assert bounds(_spec("model.dropout")) == ("0", "0.95")
    assert bounds(_spec("data.train_share")) == ("5\u202f%", "95\u202f%")


def test_seeds_have_no_slider_and_rates_have() -> None:
    assert not has_slider(_spec("training.seed"))
    assert not has_slider(_spec("model.target_on"))
    assert has_slider(_spec("training.learning_rate"))
    assert has_slider(_spec("training.schedule_steps"))


def test_decades_of_the_learning_rate_lie_evenly() -> None:
    values = stops(_spec("training.learning_rate")).values
    decades = [values.index(rate) for rate in (1e-05, 1e-04, 1e-03, 1e-02, 0.1, 1.0)]
    assert {after - before for before, after in pairwise(decades)} == {20}


def test_powers_of_two_and_both_ends_are_stops_of_whole_logarithmic_sliders() -> None:
    values = stops(_spec("training.batch_size"), 1437).values
    assert {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024} <= set(values)
    assert (values[0], values[-1]) == (1, 1437)
    assert list(values) == sorted(set(values))


def test_zero_comes_first_or_where_it_means_the_most_last() -> None:
    assert stops(_spec("training.weight_decay")).values[0] == 0
    assert stops(_spec("training.epochs"), zero_last=True).values[-1] == 0
    assert 0 not in stops(_spec("training.epochs"), zero_last=True).values[:-1]


def test_linear_stops_are_multiples_of_the_step_and_the_ends() -> None:
    assert stops(_spec("training.schedule_factor")).values[:4] == (0.01, 0.05, 0.1, 0.15)
    assert stops(_spec("training.momentum")).values[-2:] == (0.95, 0.999)


@given(st.sampled_from(DRAGGED), st.floats(1e-6, 1e6))
def test_the_nearest_stop_is_never_further_than_a_neighbour(path: str, value: float) -> None:
    slider = stops(_spec(path))
    positive = [stop for stop in slider.values if stop > 0]
    if not positive[0] <= value <= positive[-1]:
        return
    found = slider.values[slider.index_of(value)]
    below = max(stop for stop in slider.values if stop <= value)
    above = min(stop for stop in slider.values if stop >= value)
    assert found in (below, above)


@pytest.mark.parametrize(
    ("values", "value", "steps", "next_one"),
    [
        ((0, 1, 2, 4, 8), 2, 1, 4),
        ((0, 1, 2, 4, 8), 3, 1, 4),
        ((0, 1, 2, 4, 8), 3, -1, 2),
        ((0, 1, 2, 4, 8), 8, 1, 8),
        ((0, 1, 2, 4, 8), 100, -1, 8),
        ((0, 1, 2, 4, 8), 100, 1, 8),
        ((1, 2, 4, 0), 100, 1, 0),
        ((1, 2, 4, 0), 100, -1, 4),
        ((0, 1, 2, 4, 8), 0, -5, 0),
        ((1, 2, 4, 0), 4, 1, 0),
        ((1, 2, 4, 0), 0, -1, 4),
    ],
)
def test_the_stop_beside_a_value(values: Sequence[float], value: float, steps: int, next_one: float) -> None:
    assert Stops(tuple(values), stops(_spec("training.epochs")).scale).beside(value, steps) == next_one
