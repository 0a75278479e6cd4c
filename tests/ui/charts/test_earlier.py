import numpy as np
import pytest

from playground.core.experiment import Experiment
from playground.core.history import History, Line, Metric
from playground.ui.charts.earlier import EarlierLine, EarlierRun, EarlierRuns, held
from playground.ui.charts.line_set import TRAIN as TRAIN_LINE
from playground.ui.charts.lines import ChartLines, ChartOptions
from playground.ui.charts.smoothing import Columns
from playground.ui.charts.timeline import EPOCHS, Timeline

RAW = Metric(name="batch_loss", chart="loss", title="batch", about="", line=Line.RAW)
TEST = Metric(name="test_loss", chart="loss", title="test", about="", line=Line.TEST)
PLAN = Timeline(1000, 100_000)


def _line(*values: float) -> EarlierLine:
    columns = Columns(np.arange(len(values), dtype=float), np.array(values), np.ones(len(values)))
    return EarlierLine(columns, None, values[-1], 0)


def _kept(history: History, timeline: Timeline = PLAN) -> EarlierLine | None:
    lines = ChartLines([RAW, TEST])
    lines.follow(history)
    lines.update()
    return lines.kept(timeline)


def test_the_last_fifty_are_kept_and_keep_their_numbers() -> None:
    runs = EarlierRuns()
    for _ in range(53):
        runs.add([Experiment()], {"loss": _line(1, 2)})
    assert [run.number for run in runs.runs] == list(range(4, 54))
    runs.forget(runs.runs)
    assert list(runs.runs) == []
    runs.add([Experiment()], {"loss": _line(1, 2)})
    assert runs.runs[0].number == 54


@pytest.mark.parametrize(
    "changes",
    [
        {"data.name": "iris"},
        {"data.classes": [3, 7]},
        {"data.class_count": 3},
        {"training.loss": "mse"},
        {"training.reduction": "sum"},
    ],
)
def test_runs_of_other_data_or_another_loss_are_kept_but_not_alike(changes: dict[str, object]) -> None:
    runs, other = EarlierRuns(), Experiment().changed(changes)
    rate = Experiment().changed({"training.learning_rate": 0.5})
    for settings in ([Experiment()], [other], [Experiment(), other], [rate]):
        runs.add(settings, {"loss": _line(1, 2)})
    assert [run.number for run in runs.like(Experiment())] == [1, 4]
    assert [run.number for run in runs.like(other)] == [2]
    assert runs.like(None) == ()
    runs.forget(runs.like(other))
    assert [run.number for run in runs.runs] == [1, 3, 4]


def test_the_tests_of_a_run_are_kept_few_however_many_there_were() -> None:
    history = History()
    history.extend("batch_loss", range(1, 90_001), np.ones(90_000))
    history.extend("test_loss", range(0, 90_001, 100), np.linspace(2, 0, 901))
    line = _kept(history)
    assert line is not None
    assert 150 < len(line.columns) < 250
    assert line.values(0.9) is line.columns.values
    assert line.newest == 0
    assert line.columns.values[0] == pytest.approx(2, abs=0.02)


def test_of_a_run_with_few_tests_the_train_line_is_kept_and_smoothed_as_wished() -> None:
    history = History()
    history.append(0, {"test_loss": 2.3})
    history.extend("batch_loss", range(1, 5001), np.random.default_rng(0).gamma(4, size=5000))
    line = _kept(history)
    assert line is not None
    assert len(line.columns) <= 210
    assert line.values(0.9).std() < 0.5 * line.values(0).std()


def test_smoothing_reaches_as_far_as_in_the_present_run() -> None:
    history = History()
    history.extend("batch_loss", range(1, 100_001), np.r_[np.ones(50_000), np.zeros(50_000)])
    line = _kept(history)
    assert line is not None
    lines = ChartLines([RAW])
    lines.follow(history)
    lines.update()
    present = lines.lines(ChartOptions(PLAN, 0.98), 400).of(TRAIN_LINE)
    kept = np.interp(60_000, line.columns.steps, line.values(0.98))
    assert kept == pytest.approx(np.interp(60_000, present.steps, present.values), abs=0.02)


def test_nothing_is_kept_of_a_run_without_a_step() -> None:
    history = History()
    history.append(0, {"test_loss": 2.3})
    assert _kept(history) is None


def test_an_epoch_axis_shows_only_runs_whose_epochs_are_known() -> None:
    history = History()
    history.extend("batch_loss", range(1, 2001), np.ones(2000))
    known, unknown = _kept(history), _kept(history, Timeline(0, 5000))
    assert known is not None
    assert unknown is not None
    epochs = known.times(Timeline(10, 100, unit=EPOCHS))
    assert epochs is not None
    assert epochs[-1] == pytest.approx(2, abs=0.01)  # its own, not those of the present run
    assert unknown.times(Timeline(10, 100, unit=EPOCHS)) is None
    assert unknown.times(Timeline(10, 100)) is unknown.columns.steps


def test_the_worst_runs_do_not_stretch_the_axis() -> None:
    lines = [_line(2.3, 0.1), _line(2.2, 0.2), _line(2.4, 0.15), _line(2.3, 500.0, 400.0)]
    assert held(lines, lower_is_better=True).best.tolist() == [0.1, 0.15, 0.2]
    assert held(lines, lower_is_better=False).best.max() == 500
    assert len(held(lines[:1], lower_is_better=True).best) == 1
    assert len(held([], lower_is_better=True).best) == 0


def test_runs_are_told_apart_though_they_hold_arrays() -> None:
    line = EarlierLine(Columns(np.ones(2), np.ones(2), np.ones(2)), None, newest=1.0, stretch=0.0)
    one, other = (EarlierRun(1, (), {"loss": line}) for _ in range(2))
    assert ((one, line),) == ((one, line),)
    assert ((one, line),) != ((other, line),)
