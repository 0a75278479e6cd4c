"""When views ask again: sooner where showing is cheap."""

import pytest

from playground.app.rhythm import Rhythm


def _asked(cost: float, seconds: float, share: float = 0.2) -> int:
    """Return how often views ask within `seconds` of training when each time costs `cost` s of the processor."""
    rhythm, times = Rhythm(share), 0
    for tick in range(round(seconds / 0.04)):
        times += rhythm.due((1, tick), tick * 0.04, times * cost)
    return times


def test_what_is_cheap_is_shown_at_every_refresh() -> None:
    assert _asked(cost=0.001, seconds=4) == 100


def test_what_is_dear_takes_its_share_of_the_time_and_no_more() -> None:
    assert _asked(cost=0.02, seconds=10) * 0.02 / 10 == pytest.approx(0.2, rel=0.25)
    assert _asked(cost=0.05, seconds=10, share=0.5) * 0.05 / 10 == pytest.approx(0.5, rel=0.25)


def test_the_dearest_is_shown_twice_a_second_still() -> None:
    assert _asked(cost=5.0, seconds=10) == pytest.approx(20, abs=1)


def test_the_same_step_is_asked_about_once_unless_begun_again() -> None:
    rhythm = Rhythm(0.2)
    assert rhythm.due((1, 5), 1.0, 0.0)
    assert not rhythm.due((1, 5), 9.0, 0.0)
    rhythm.begin()
    assert rhythm.due((1, 5), 9.01, 8.0)
