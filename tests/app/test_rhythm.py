"""When views ask again: sooner where showing is cheap."""

import pytest

from playground.app.rhythm import Rhythm


def _asked(showing: float, probing: float = 0.0, seconds: float = 10, share: float = 0.3) -> int:
    """Return how often views ask within `seconds` of training, when each time costs so much processor time."""
    rhythm, times = Rhythm(share), 0
    for tick in range(round(seconds / 0.04)):
        times += rhythm.due((1, tick), tick * 0.04, times * showing, times * probing)
    return times


def test_what_is_cheap_is_shown_at_every_refresh() -> None:
    assert _asked(0.001, 0.001) == 250


def test_what_is_dear_takes_its_share_of_the_time_and_no_more() -> None:
    assert _asked(0.02) * 0.02 / 10 == pytest.approx(0.3, rel=0.25)
    assert _asked(0.05, share=0.5) * 0.05 / 10 == pytest.approx(0.5, rel=0.25)


def test_the_dearest_to_show_is_shown_five_times_a_second_still() -> None:
    assert _asked(5.0) == pytest.approx(50, abs=1)


def test_answers_that_are_dear_to_compute_take_a_fifth_of_the_time() -> None:
    assert _asked(0.001, probing=1.0) * 1.0 / 10 == pytest.approx(0.2, rel=0.1)


def test_what_need_not_move_rests_however_cheap_it_is() -> None:
    rhythm = Rhythm(0.3, 0.08)
    assert [rhythm.due((1, tick), tick * 0.04, 0.0, 0.0) for tick in range(6)] == [
        True,
        False,
        True,
        False,
        True,
        False,
    ]


def test_the_same_step_is_asked_about_once_unless_begun_again() -> None:
    rhythm = Rhythm(0.3)
    assert rhythm.due((1, 5), 1.0, 0.0, 0.0)
    assert not rhythm.due((1, 5), 9.0, 0.0, 0.0)
    rhythm.begin()
    assert rhythm.due((1, 5), 9.01, 8.0, 8.0)
