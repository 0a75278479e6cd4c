"""The line of the person's own drawings, beside those of training and test."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea
from pytestqt.qtbot import QtBot

from playground.core.history import History, Line, Metric
from playground.ui.charts.chart import Chart
from playground.ui.charts.line_set import OWN, TEST, TRAIN
from playground.ui.charts.lines import ChartLines, ChartOptions
from playground.ui.charts.span import Span
from playground.ui.charts.timeline import Timeline
from playground.ui.charts.traces import Trace
from playground.ui.look import Look
from playground.ui.theme import LIGHT

ABOUT = "how often it is right"
TRAINED = Metric(name="train", chart="Accuracy", title="train", about=ABOUT, line=Line.TRAIN, unit="%", better=1)
TESTED = Metric(name="test", chart="Accuracy", title="test", about=ABOUT, line=Line.TEST, unit="%", better=1)
MINE = Metric(name="own", chart="Accuracy", title="mine", about=ABOUT, line=Line.OWN, unit="%", better=1)
METRICS = (TRAINED, TESTED, MINE)
PLAN = Timeline(steps_per_epoch=100, planned_steps=1000)

# Qt's offscreen plugin says this of every window that has a layout.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def history() -> History:
    """500 of 1000 steps, tested every 100; own drawings from step 250 on."""
    made = History()
    for step in range(0, 501, 100):
        made.append(step, {"train": 0.90 + step / 10_000, "test": 0.91 + step / 10_000})
    return made


def _with_own(history: History) -> History:
    history.extend("own", [250, 330, 490], [0.5, 0.75, 5 / 6])
    return history


def _chart(history: History, qtbot: QtBot, *metrics: Metric) -> Chart:
    chart = Chart(metrics, Look())
    chart.set_options(ChartOptions(PLAN))
    chart.follow(history)
    chart.resize(400, 300)
    chart.pointed.connect(chart.show_cursor)
    qtbot.addWidget(chart)
    with qtbot.waitExposed(chart):
        chart.show()
    return chart


def _picture(chart: Chart) -> QImage:
    return chart.grab().toImage()


def _count(picture: QImage, color: str) -> int:
    wanted = QColor(color).rgb()
    return sum(picture.pixel(x, y) == wanted for x in range(picture.width()) for y in range(picture.height()))


def test_without_own_drawings_nothing_of_it_is_seen(history: History, qtbot: QtBot) -> None:
    with_line, without = _chart(history, qtbot, *METRICS), _chart(history, qtbot, TRAINED, TESTED)
    for step in (None, 300):
        for chart in (with_line, without):
            chart.show_cursor(step)
        assert _picture(with_line) == _picture(without)
        assert with_line.reading_text() == without.reading_text()


def test_it_has_a_label_and_stands_in_the_cursors_values(history: History, qtbot: QtBot) -> None:
    chart = _chart(_with_own(history), qtbot, *METRICS)
    assert chart.reading_text() == "train 95.0\u202f%, test 96.0\u202f%, mine 83\u202f%"
    chart.show_cursor(330)
    assert chart.reading_text().endswith("train 93.0\u202f%, test 94.0\u202f%, mine 75\u202f%")


def test_before_its_first_point_it_is_not_read(history: History, qtbot: QtBot) -> None:
    chart = _chart(_with_own(history), qtbot, *METRICS)
    chart.show_cursor(200)
    assert "mine" not in chart.reading_text()


def test_its_line_is_seen_and_is_dashed(history: History, qtbot: QtBot) -> None:
    without = _count(_picture(_chart(history, qtbot, *METRICS)), LIGHT.text)
    history.extend("own", range(100, 501, 20), [0.85] * 21)
    chart = _chart(history, qtbot, *METRICS)
    picture = _picture(chart)
    assert _count(picture, LIGHT.text) > without + 30
    dark = [
        [QColor(picture.pixel(x, y)).lightness() < 128 for x in range(110, 215)] for y in range(40, picture.height())
    ]
    row = max(dark, key=sum)
    assert 0 < sum(row) < len(row)
    assert np.count_nonzero(np.diff(row)) > 10


def test_a_piece_of_the_line_is_dashed_as_the_whole_is() -> None:
    line = Trace(np.array([0.0, 3.0, 3.5, 10.0]), np.array([0.0, 4.0, 4.0, 4.0]))
    assert line.length_to(line.between(-1, 20)) == 0
    assert line.length_to(line.between(3.7, 20)) == pytest.approx(5.5)


def test_the_axis_holds_it(history: History) -> None:
    def low() -> float:
        lines = ChartLines(METRICS)
        lines.follow(history)
        lines.update()
        return lines.value_axis(lines.lines(ChartOptions(PLAN), 300), log=True, most=4).low

    assert low() == 0.8
    history.append(120, {"own": 0.55})
    assert low() == 0.5  # its newest, though long ago


def test_an_old_value_says_when_it_was_measured(history: History, qtbot: QtBot) -> None:
    history.append(120, {"own": 0.5})
    chart = _chart(history, qtbot, *METRICS)
    assert chart.reading_text().endswith("test 96.0\u202f%, mine 50\u202f% at step 120")


def test_a_point_that_is_replaced_is_seen_at_once(history: History, qtbot: QtBot) -> None:
    chart = _chart(_with_own(history), qtbot, *METRICS)
    history.put(490, {"own": 0.5})
    assert chart.refresh()
    assert chart.reading_text().endswith("mine 50\u202f%")


def test_the_mouse_finds_its_points(history: History, qtbot: QtBot) -> None:
    chart = _chart(_with_own(history), qtbot, *METRICS)
    said: list[int | None] = []
    chart.pointed.connect(said.append)
    viewport = chart.findChildren(QAbstractScrollArea)[0].viewport()
    for step in (330, 490):
        QTest.mouseMove(viewport, QPoint(44 + round(step * 0.356), 150))
    assert said == [330, 490]


def test_it_is_not_kept_among_earlier_runs(history: History) -> None:
    lines = ChartLines(METRICS)
    lines.follow(_with_own(history))
    lines.update()
    kept = lines.kept(PLAN)
    assert kept is not None
    assert kept.newest == pytest.approx(0.96)
    own = History()
    own.extend("own", [1, 2, 3, 4], [0.5] * 4)
    lines.follow(own)
    lines.update()
    assert lines.kept(PLAN) is None


def test_its_points_alone_make_a_line(history: History) -> None:
    lines = ChartLines(METRICS)
    lines.follow(_with_own(history))
    lines.update()
    shown = lines.lines(ChartOptions(PLAN), 300)
    assert list(shown.columns) == [TRAIN, TEST, OWN]
    assert shown.of(OWN).steps.tolist() == [250, 330, 490]


def test_a_line_that_ended_earlier_does_not_have_a_closer_look_drawn_anew(history: History, qtbot: QtBot) -> None:
    chart = _chart(_with_own(history), qtbot, *METRICS)
    chart.set_options(ChartOptions(PLAN, view=Span(200, 300)))
    history.append(600, {"train": 0.9, "test": 0.9})
    assert not chart.refresh()


def test_a_line_that_goes_on_across_a_closer_look_is_drawn(history: History, qtbot: QtBot) -> None:
    history.extend("own", [100], [0.9])
    chart = _chart(history, qtbot, *METRICS)
    chart.set_options(ChartOptions(PLAN, view=Span(150, 250)))
    history.append(450, {"own": 0.2})
    assert chart.refresh()


@pytest.mark.parametrize("width", [230, 280, 400])
def test_three_labels_leave_the_title_of_a_closer_look_alone(history: History, qtbot: QtBot, width: int) -> None:
    chart = _chart(_with_own(history), qtbot, *METRICS)
    chart.resize(width, 300)
    title = _picture(chart).copy(0, 0, 62, 22)
    chart.set_options(ChartOptions(PLAN, view=Span(200, 480)))
    assert _picture(chart).copy(0, 0, 62, 22) == title
