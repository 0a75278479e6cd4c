import numpy as np
import pytest

from playground.ui.charts.timeline import EPOCHS, STEPS, Timeline


def _texts(timeline: Timeline, last_step: int = 0, most: float = 4) -> list[str]:
    return [tick.text for tick in timeline.ticks(0, timeline.span(last_step), most)]


def test_the_axis_runs_to_the_planned_end() -> None:
    assert Timeline(45, 1350).span(10) == 1350
    assert Timeline(45, 1350).span(1350) == 1350


def test_beyond_the_plan_and_without_one_time_doubles() -> None:
    assert Timeline(45, 1350).span(1351) == 2700
    assert Timeline().span(100) == 128
    assert Timeline().span(129) == 256
    assert Timeline(500, 0).span(1) == 1000


def test_ticks_are_ends_of_epochs() -> None:
    assert _texts(Timeline(4000, 12000)) == ["4\u202f000", "8\u202f000", "12\u202f000"]
    assert _texts(Timeline(45, 1350)) == ["450", "900", "1\u202f350"]


def test_ticks_are_round_steps_where_epochs_are_few_or_unknown() -> None:
    assert _texts(Timeline(3907, 3907)) == ["1\u202f000", "2\u202f000", "3\u202f000"]
    assert _texts(Timeline(0, 1000)) == ["500", "1\u202f000"]


@pytest.mark.parametrize("per_epoch", [45, 480, 938, 1875, 3750, 4000])
@pytest.mark.parametrize("unit", [STEPS, EPOCHS])
@pytest.mark.parametrize("most", [3.5, 4.0, 5.5])
def test_a_run_without_an_end_has_a_few_ticks_at_any_length(per_epoch: int, unit: str, most: float) -> None:
    timeline = Timeline(per_epoch, 0, unit=unit)
    for doubled in range(12):
        texts = _texts(timeline, 2 * per_epoch * 2**doubled, most)
        assert 2 <= len(texts) <= most


def test_ticks_are_less_round_rather_than_missing() -> None:
    assert _texts(Timeline(0, 75_000), most=3.6) == ["25\u202f000", "50\u202f000", "75\u202f000"]
    assert _texts(Timeline(7500, 60_000), most=3.6) == ["22\u202f500", "45\u202f000"]


def test_in_epochs_the_axis_counts_epochs() -> None:
    timeline = Timeline(45, 1350, unit=EPOCHS)
    assert timeline.at(np.array([0.0, 45.0, 1350.0])).tolist() == pytest.approx([0, 1, 30])
    assert timeline.step_at(2) == pytest.approx(90)
    assert _texts(timeline) == ["10", "20", "30"]


def test_without_known_epochs_the_axis_counts_steps() -> None:
    timeline = Timeline(0, 1000, unit=EPOCHS)
    assert not timeline.in_epochs
    assert timeline.coordinate(500) == 500


def test_epochs_of_different_lengths_lie_where_they_ended() -> None:
    timeline = Timeline(200, 1000, bends=((100, 1), (150, 2), (400, 3)))
    assert timeline.epochs(np.array([50.0, 100.0, 150.0, 275.0, 400.0, 600.0])).tolist() == pytest.approx(
        [0.5, 1, 2, 2.5, 3, 4]
    )
    assert [round(tick.at) for tick in timeline.ticks(0, 1000, 6)] == [100, 150, 400, 600, 800, 1000]


def test_an_epoch_is_written_with_its_fraction() -> None:
    assert Timeline(4000, 12000).epoch_text(8000) == "2"
    assert Timeline(4000, 12000).epoch_text(9000) == "2.25"
