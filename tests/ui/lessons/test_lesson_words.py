import pytest

from playground.core.lesson import Figure, Origin
from playground.ui.charts.goals import Goal
from playground.ui.lessons.words import found_text, goals_of, help_of, reported_text, wanted_text

ACCURACY = Figure(metric="test_accuracy", epoch=3, value=0.9722, least=0.9642, most=0.9802)
LOSS = Figure(metric="train_loss", epoch=3, value=0.10253, least=0.09253, most=0.11253)
SEEN = Figure(metric="test_accuracy", epoch=5, value=None, least=0.62, most=0.68, origin=Origin.SEEN)
COMPUTED = Figure(metric="train_loss", epoch=9, value=None, least=0.99, most=1.01, origin=Origin.LEAST_SQUARES)


@pytest.mark.parametrize(
    ("figure", "value", "text"),
    [
        (ACCURACY, 0.9722, "97.22\u202f%"),
        (ACCURACY, 0.907, "90.70\u202f%"),
        (ACCURACY, 0.95, "95\u202f%"),
        (LOSS, 0.10253, "0.10253"),
        (LOSS, 0.6805, "0.6805"),
    ],
)
def test_figures_have_the_digits_they_were_given(figure: Figure, value: float, text: str) -> None:
    assert reported_text(figure, value) == text


def test_what_comes_out_has_as_many(qapp: object) -> None:
    assert [found_text(ACCURACY, 0.97), found_text(LOSS, 0.1), found_text(LOSS, None)] == [
        "97.00\u202f%",
        "0.10000",
        "–",
    ]


def test_where_no_value_is_reported_its_bounds_are_to_be_reached(qapp: object) -> None:
    assert wanted_text(SEEN, None) == "62\u202f% to 68\u202f%"
    assert wanted_text(COMPUTED, None) == "–"
    assert wanted_text(COMPUTED, 0.058889) == "0.058889"


def test_goals_are_values_or_ranges_once_they_are_known(qapp: object) -> None:
    assert goals_of([ACCURACY, SEEN, COMPUTED], None) == (
        Goal("test_accuracy", 3, 0.9722, "tutorial", "97.22\u202f%"),
        Goal("test_accuracy", 5, 0.62, "seen before", "62\u202f% to 68\u202f%", 0.68),
    )
    (computed,) = goals_of([COMPUTED], 0.25)
    assert (computed.value, computed.word) == (0.25, "least squares")


def test_the_tooltip_says_where_a_figure_comes_from_and_when_it_is_held(qapp: object) -> None:
    assert "The tutorial reports it." in help_of(ACCURACY, None)
    assert "96.42\u202f% to 98.02\u202f%" in help_of(ACCURACY, None)
    assert "Held" not in help_of(COMPUTED, None)
    assert "0.2475 to 0.2525" in help_of(COMPUTED, 0.25)
