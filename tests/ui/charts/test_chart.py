from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea
from pytestqt.qtbot import QtBot

from playground.core.history import History, Line, Metric
from playground.ui.charts.chart import Chart
from playground.ui.charts.lines import ChartOptions
from playground.ui.charts.timeline import EPOCHS, Timeline
from playground.ui.look import Look
from playground.ui.theme import DARK, LIGHT

METRICS = (
    Metric(name="batch_loss", chart="loss", title="batch", about="how wrong it is", line=Line.RAW),
    Metric(name="train_loss", chart="loss", title="train", about="how wrong it is", line=Line.TRAIN),
    Metric(name="test_loss", chart="loss", title="test", about="how wrong it is", line=Line.TEST),
)
PLAN = Timeline(steps_per_epoch=100, planned_steps=1000)

# Qt's offscreen plugin says this of every window that has a layout.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def look(qapp: object) -> Look:
    return Look()


@pytest.fixture
def history() -> History:
    """500 of 1000 steps, tested every 100."""
    made = History()
    made.append(0, {"test_loss": 2.3})
    for step in range(1, 501):
        made.append(step, {"batch_loss": 2.0 - step / 500})
        if step % 100 == 0:
            made.append(step, {"test_loss": 2.0 - step / 1000, "train_loss": 1.0})
    return made


@pytest.fixture
def chart(look: Look, history: History, qtbot: QtBot) -> Iterator[Chart]:
    made = Chart(METRICS, look)
    made.set_options(ChartOptions(PLAN))
    made.follow(history)
    made.resize(400, 300)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def _picture(chart: Chart) -> QImage:
    return chart.grab().toImage()


def _count(picture: QImage, color: str) -> int:
    wanted = QColor(color).rgb()
    return sum(picture.pixel(x, y) == wanted for x in range(picture.width()) for y in range(picture.height()))


def _move_mouse(chart: Chart, x: int, y: int = 150) -> None:
    viewport = chart.findChildren(QAbstractScrollArea)[0].viewport()
    QTest.mouseMove(viewport, QPoint(x, y))


def _pointed(chart: Chart) -> list[int | None]:
    said: list[int | None] = []
    chart.pointed.connect(said.append)
    return said


def test_it_draws_only_what_is_new(chart: Chart, history: History) -> None:
    assert not chart.refresh()
    history.append(501, {"batch_loss": 1.0})
    assert chart.refresh()
    assert not chart.refresh()


def test_a_hidden_chart_costs_nothing_and_catches_up(chart: Chart, history: History) -> None:
    chart.hide()
    history.append(600, {"test_loss": 0.25})
    assert not chart.refresh()
    chart.show()
    assert "test 0.250" in chart.reading_text()


def test_lines_of_both_kinds_are_seen(chart: Chart) -> None:
    chart.set_options(ChartOptions(PLAN, smoothing=0.9))
    picture = _picture(chart)
    assert _count(picture, LIGHT.accent) > 100
    assert _count(picture, LIGHT.train) > 50


def test_colours_follow_the_theme(chart: Chart, look: Look) -> None:
    look.set_theme(DARK)
    picture = _picture(chart)
    assert picture.pixelColor(2, 290) == QColor(DARK.surface)
    assert _count(picture, DARK.accent) > 100
    assert _count(picture, LIGHT.accent) == 0


def test_without_a_run_there_are_no_lines(chart: Chart) -> None:
    chart.follow(None)
    assert chart.reading_text() == "Loss appears here once there is a run to train"
    assert _count(_picture(chart), LIGHT.grid) == 0
    chart.follow(History())
    assert chart.reading_text() == "Loss appears here once you press Train"
    assert _count(_picture(chart), LIGHT.grid) > 0
    assert _count(_picture(chart), LIGHT.accent) == 0


def test_it_says_the_newest_values(chart: Chart) -> None:
    assert chart.reading_text() == "train 1.000, test 1.500"


def test_an_old_test_value_says_when_it_was_measured(look: Look, qtbot: QtBot) -> None:
    run = History()
    run.append(0, {"test_loss": 2.3})
    run.extend("batch_loss", range(1, 51), [2.0] * 50)
    chart = Chart(METRICS, look)
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    chart.set_options(ChartOptions(PLAN))
    chart.follow(run)
    with qtbot.waitExposed(chart):
        chart.show()
    assert chart.reading_text() == "train 2.000, test 2.300 at step 0"
    muted = _count(_picture(chart), LIGHT.text3)
    run.append(50, {"test_loss": 2.2})
    chart.refresh()
    assert chart.reading_text() == "train 2.000, test 2.200"
    assert _count(_picture(chart), LIGHT.text3) < muted
    run.extend("batch_loss", range(51, 152), [2.0] * 101)
    chart.refresh()
    assert chart.reading_text() == "train 2.000, test 2.200 at step 50"


def test_labels_and_cross_stay_inside_the_plot(look: Look, qtbot: QtBot) -> None:
    run = History()
    run.extend("batch_loss", range(1, 501), [1.0] * 480 + [0.0] * 20)
    chart = Chart(METRICS, look)
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    chart.set_options(ChartOptions(PLAN))
    chart.follow(run)
    chart.set_diverged(True)
    with qtbot.waitExposed(chart):
        chart.show()
    picture, axis = _picture(chart), 300 - 24
    below = picture.copy(44, axis + 1, 400 - 44, 4)
    assert _count(below, LIGHT.danger) == 0
    assert _count(below, LIGHT.text2) == 0


def test_smoothing_changes_the_train_line_alone(chart: Chart) -> None:
    chart.set_options(ChartOptions(PLAN, smoothing=0.99))
    train, test = chart.reading_text().split(", ")
    assert float(train.removeprefix("train ")) > 1.1
    assert test == "test 1.500"


def test_the_cursor_reads_the_values_under_it(chart: Chart) -> None:
    chart.show_cursor(300)
    assert chart.reading_text() == "step 300 · epoch 3, train 1.399, test 1.700"
    chart.show_cursor(None)
    assert "step" not in chart.reading_text()


def test_in_epochs_the_cursor_says_the_epoch_first(chart: Chart) -> None:
    chart.set_options(ChartOptions(Timeline(100, 1000, unit=EPOCHS)))
    chart.show_cursor(250)
    assert chart.reading_text().startswith("epoch 2.50 · step 250")


def test_the_cursor_is_seen(chart: Chart) -> None:
    before = _count(_picture(chart), LIGHT.border)
    chart.show_cursor(300)
    assert _count(_picture(chart), LIGHT.border) > before + 100  # the frame of the box


@pytest.mark.parametrize("step", [1, 250, 500])
def test_the_box_stays_inside_the_chart(chart: Chart, step: int) -> None:
    chart.resize(240, 200)
    chart.show_cursor(step)
    picture = _picture(chart)
    frame = QColor(LIGHT.border).rgb()
    columns = [x for x in range(picture.width()) for y in range(picture.height()) if picture.pixel(x, y) == frame]
    assert min(columns) >= 44
    assert max(columns) <= 239
    assert max(columns) - min(columns) >= 111


def test_the_mouse_finds_the_evaluation_nearby(chart: Chart) -> None:
    said = _pointed(chart)
    # The plot begins at 44 px and shows 1000 steps in 356.
    _move_mouse(chart, 44 + round(0.3 * 356) + 4)
    _move_mouse(chart, 44 + round(0.25 * 356))
    assert said[0] == 300
    assert said[1] is not None
    assert 245 <= said[1] <= 255


def test_beside_the_lines_the_mouse_finds_nothing(chart: Chart) -> None:
    said = _pointed(chart)
    _move_mouse(chart, 390)
    assert said == [None]


def test_arrow_keys_walk_along_the_evaluations(chart: Chart) -> None:
    chart.pointed.connect(chart.show_cursor)
    said = _pointed(chart)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape):
        QTest.keyClick(chart, key)
    assert said == [500, 400, 300, 400, None]
    assert "epoch 4" in chart.accessibleDescription()


def test_a_diverged_run_ends_in_a_cross(chart: Chart) -> None:
    assert _count(_picture(chart), LIGHT.danger) == 0
    chart.set_diverged(True)
    assert _count(_picture(chart), LIGHT.danger) > 20


def test_values_that_are_not_finite_leave_the_chart_whole(chart: Chart, history: History) -> None:
    history.extend("batch_loss", [501, 502], [float("nan"), float("inf")])
    history.append(502, {"test_loss": float("inf")})
    assert chart.refresh()
    assert chart.reading_text() == "train 1.000, test –"
    assert _count(_picture(chart), LIGHT.accent) > 100


def test_zero_losses_have_a_place_on_the_log_axis(look: Look, qtbot: QtBot) -> None:
    zeros = History()
    zeros.extend("test_loss", range(1, 11), [1.0, 0.5] + [0.0] * 8)
    chart = Chart(METRICS, look)
    qtbot.addWidget(chart)
    chart.set_options(ChartOptions(Timeline(1, 10), log=True))
    chart.follow(zeros)
    with qtbot.waitExposed(chart):
        chart.show()
    assert chart.reading_text() == "test 0.000"


def test_it_has_a_name_and_one_tab_stop(chart: Chart) -> None:
    assert chart.accessibleName() == "Loss"
    assert chart.focusPolicy() == Qt.FocusPolicy.TabFocus
    assert chart.findChildren(QAbstractScrollArea)[0].focusPolicy() == Qt.FocusPolicy.NoFocus


def test_focus_is_seen_when_it_came_by_a_key(chart: Chart) -> None:
    chart.clearFocus()
    before = _count(_picture(chart), LIGHT.accent)
    chart.setFocus(Qt.FocusReason.OtherFocusReason)
    assert _count(_picture(chart), LIGHT.accent) == before
    chart.clearFocus()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert _count(_picture(chart), LIGHT.accent) > before + 1000
