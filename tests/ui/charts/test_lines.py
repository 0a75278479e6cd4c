import numpy as np
import pytest

from playground.core.history import History, Line, Metric
from playground.ui.charts.earlier import Held
from playground.ui.charts.line_set import RAW as RAW_LINE
from playground.ui.charts.line_set import TEST as TEST_LINE
from playground.ui.charts.line_set import TRAIN as TRAIN_LINE
from playground.ui.charts.line_set import nearest, thinned
from playground.ui.charts.lines import ChartLines, ChartOptions
from playground.ui.charts.ticks import Axis
from playground.ui.charts.timeline import Timeline

RAW = Metric(name="batch_loss", chart="loss", title="batch", about="lower is better", line=Line.RAW)
TRAIN = Metric(name="train_loss", chart="loss", title="train", about="lower is better", line=Line.TRAIN)
TEST = Metric(name="test_loss", chart="loss", title="test", about="lower is better", line=Line.TEST)
SCORE = Metric(name="score", chart="accuracy", title="test", about="", line=Line.TEST, unit="%", better=1)

WIDTH = 300.0


def _options(planned: int, smoothing: float = 0.0) -> ChartOptions:
    return ChartOptions(Timeline(10, planned), smoothing)


def _following(history: History, *metrics: Metric) -> ChartLines:
    lines = ChartLines(metrics)
    lines.follow(history)
    lines.update()
    return lines


def test_words_come_from_the_metrics() -> None:
    lines = ChartLines([RAW, TRAIN, TEST])
    assert lines.title == "Loss"
    assert lines.about == "lower is better"
    assert (lines.word(TRAIN_LINE), lines.word(TEST_LINE)) == ("train", "test")
    assert ChartLines([RAW]).word(TRAIN_LINE) == "batch"


def test_update_says_whether_there_was_anything_new() -> None:
    history = History()
    lines = _following(history, RAW, TEST)
    assert not lines.update()
    history.append(1, {"batch_loss": 2.0})
    assert lines.update()
    assert not lines.update()
    history.append(2, {"another": 2.0})
    assert not lines.update()


def test_points_taken_away_are_gone_and_come_anew() -> None:
    history = History()
    history.extend("batch_loss", range(1, 101), [1.0] * 100)
    lines = _following(history, RAW)
    history.cut(50)
    history.append(51, {"batch_loss": 3.0})
    assert lines.update()
    shown = lines.lines(_options(100), WIDTH).of(RAW_LINE)
    assert shown.steps.tolist() == list(range(1, 52))
    assert shown.values[-1] == 3


def test_a_cleared_history_leaves_an_empty_chart() -> None:
    history = History()
    history.extend("batch_loss", range(1, 11), [1.0] * 10)
    lines = _following(history, RAW)
    history.cut(-1)
    assert lines.update()
    assert lines.lines(_options(100), WIDTH).last_step == 0


def test_a_long_run_has_no_more_points_than_the_chart_has_px() -> None:
    history = History()
    steps = np.arange(1, 200_001)
    history.extend("batch_loss", steps, np.random.default_rng(0).gamma(2, size=len(steps)))
    history.extend("test_loss", steps, np.ones(len(steps)))
    shown = _following(history, RAW, TEST).lines(_options(200_000, 0.9), WIDTH)
    assert WIDTH / 2 < len(shown.of(RAW_LINE)) <= 1.1 * WIDTH
    assert WIDTH / 2 < len(shown.of(TEST_LINE)) <= 1.1 * WIDTH
    assert len(shown.of(TRAIN_LINE)) <= WIDTH
    assert shown.of(TRAIN_LINE).values.std() < 0.5 * shown.of(RAW_LINE).values.std()
    assert shown.of(TRAIN_LINE).steps[-1] > 199_000


def test_smoothing_does_not_depend_on_the_width() -> None:
    history = History()
    history.extend("batch_loss", range(1, 5001), np.random.default_rng(0).gamma(2, size=5000))
    lines = _following(history, RAW)
    ends = [lines.lines(_options(5000, 0.9), width).of(TRAIN_LINE).values[-1] for width in (150.0, 300.0, 900.0)]
    assert ends[0] == ends[1] == ends[2]


def test_without_values_of_each_step_the_train_line_joins_the_means() -> None:
    history = History()
    history.extend("train_loss", [10, 20, 30], [3.0, 1.0, 2.0])
    shown = _following(history, TRAIN, TEST).lines(_options(100, 0.9), WIDTH)
    assert shown.of(TRAIN_LINE).values.tolist() == [3, 1, 2]
    assert list(shown.columns) == [TRAIN_LINE]


def test_nothing_is_shown_before_the_first_step() -> None:
    history = History()
    history.append(0, {"test_loss": 2.3})
    assert len(_following(history, RAW, TEST).lines(_options(100), WIDTH).of(TEST_LINE)) == 0


def test_the_time_axis_leaves_room_after_the_last_point() -> None:
    lines, timeline = ChartLines([RAW]), Timeline(100, 1000)
    assert lines.time_axis(timeline, 0, 88, WIDTH, 60).high == 1000
    assert lines.time_axis(timeline, 500, 88, WIDTH, 60).high == 1000
    for last in (720, 900, 1000):
        high = lines.time_axis(timeline, last, 88, WIDTH, 60).high
        assert (high - last) / high * WIDTH >= 88
        assert high < 1500


def test_values_that_are_not_finite_do_not_stretch_the_axis() -> None:
    history = History()
    history.extend("test_loss", range(1, 6), [1.0, 2.0, np.nan, np.inf, 1.5])
    lines = _following(history, TEST)
    axis = lines.value_axis(lines.lines(_options(10), WIDTH), log=True, most=5)
    assert 10**axis.high < 4
    assert 10**axis.low > 0.3


def test_the_faint_values_may_leave_the_axis() -> None:
    history = History()
    values = np.ones(1000)
    values[900] = 40.0
    history.extend("batch_loss", range(1, 1001), values)
    lines = _following(history, RAW)
    shown = lines.lines(_options(1000, 0.99), 1000)
    assert shown.of(RAW_LINE).values.max() > lines.value_axis(shown, log=False, most=5).high


def _scored(tests: int) -> tuple[ChartLines, Axis]:
    """Return the lines of a run that was tested so often, and their axis."""
    history = History()
    history.extend("score", range(1, tests + 1), np.r_[0.1, 0.4, np.linspace(0.9, 0.97, tests - 2)])
    lines = _following(history, SCORE)
    return lines, lines.value_axis(lines.lines(_options(50), WIDTH), log=True, most=4)


@pytest.mark.parametrize("tests", [4, 9, 13])
def test_a_percent_axis_holds_all_tests_of_a_short_run(tests: int) -> None:
    _, axis = _scored(tests)
    assert axis.low == 0


def test_a_percent_axis_leaves_the_untrained_network_out() -> None:
    history = History()
    history.extend("score", [0, 1875, 3750], [0.1, 0.945, 0.966])
    lines = _following(history, SCORE)
    assert lines.value_axis(lines.lines(_options(5625), WIDTH), log=True, most=4).low == 0.8


def test_a_percent_axis_follows_the_later_half_of_a_longer_run() -> None:
    _, axis = _scored(20)
    assert axis.low == 0.8


def test_a_percent_axis_holds_what_is_so_before_training_while_a_run_is_short() -> None:
    starts = Held(np.zeros(0), np.zeros(0), goals=np.array([0.96]), starts=np.array([0.09]))
    nothing = _following(History(), SCORE)
    assert nothing.value_axis(nothing.lines(_options(50), WIDTH), log=True, most=4, earlier=starts).low == 0
    lines, _ = _scored(20)
    assert lines.value_axis(lines.lines(_options(50), WIDTH), log=True, most=4, earlier=starts).low == 0.8


def test_nearest_point() -> None:
    history = History()
    history.extend("test_loss", [10, 20, 40], [1.0, 2.0, 3.0])
    line = _following(history, TEST).lines(_options(100), WIDTH).of(TEST_LINE)
    assert [nearest(line, step) for step in (0, 14, 16, 31, 99)] == [0, 0, 1, 2, 2]


@pytest.mark.parametrize(
    ("places", "kept"),
    [
        ([], []),
        ([5], [0]),
        ([0, 3], [0, 1]),
        ([0, 9, 18], [0, 1, 2]),
        ([0, 4, 10, 15, 20], [0, 2, 4]),
        ([0, 9, 12], [0, 2]),
    ],
)
def test_thinned_points_keep_their_distance_and_the_last(places: list[float], kept: list[int]) -> None:
    assert thinned(np.array(places, dtype=float), 9) == kept
