"""The lines of many classes in one chart."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from playground.core.history import History, Line, Metric
from playground.ui.charts.chart import Chart
from playground.ui.charts.line_set import LineId
from playground.ui.charts.lines import ChartLines, ChartOptions
from playground.ui.charts.span import Span
from playground.ui.charts.timeline import Timeline
from playground.ui.look import Look
from playground.ui.theme import LIGHT

PLAN = Timeline(steps_per_epoch=100, planned_steps=1000)
STEPS = range(100, 501, 100)

# Qt's offscreen plugin says this of every window that has a layout.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


def _metrics(names: Sequence[str]) -> list[Metric]:
    return [
        Metric(
            name=f"class_{label}",
            chart="Pinned",
            title=name,
            about="how likely",
            line=Line.CLASS,
            unit="%",
            better=1,
            label=label,
        )
        for label, name in enumerate(names)
    ]


def _history(shares: Mapping[int, Sequence[float]], steps: Sequence[int] = STEPS) -> History:
    made = History()
    for label, values in shares.items():
        made.extend(f"class_{label}", steps, values)
    return made


DIGITS = _metrics("0123456789")
SHARES = {
    **{label: [0.01] * 5 for label in range(10)},
    1: [0.5, 0.85, 0.4, 0.1, 0.03],
    4: [0.3, 0.08, 0.02, 0.02, 0.02],
    7: [0.02, 0.03, 0.5, 0.8, 0.9],
}


def _chart(history: History, qtbot: QtBot, metrics: Sequence[Metric] = DIGITS, true_label: int = -1) -> Chart:
    chart = Chart(metrics, Look())
    chart.set_options(ChartOptions(PLAN, true_label=true_label))
    chart.follow(history)
    chart.resize(340, 300)
    qtbot.addWidget(chart)
    with qtbot.waitExposed(chart):
        chart.show()
    return chart


def _lines(history: History, true_label: int = -1) -> list[int]:
    lines = ChartLines(DIGITS)
    lines.follow(history)
    lines.update()
    return [which.label for which in lines.lines(ChartOptions(PLAN, true_label=true_label), 300).columns]


def _picture(chart: Chart) -> QImage:
    return chart.grab().toImage()


def _colored(chart: Chart, label: int) -> int:
    """Return how many px of the plot have the colour of a class."""
    picture, wanted = _picture(chart), LIGHT.class_color(label).rgb()
    plot = [(x, y) for x in range(44, picture.width()) for y in range(30, 276)]
    return sum(picture.pixel(x, y) == wanted for x, y in plot)


def _count_dark(picture: QImage) -> int:
    pixels = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return sum(QColor(picture.pixel(x, y)).lightness() < 100 for x, y in pixels)


def test_classes_that_never_matter_are_left_out() -> None:
    assert {1, 4, 7} <= set(_lines(_history(SHARES)))
    assert len(_lines(_history(SHARES))) == 4  # as many as would be told
    assert 9 in _lines(_history(SHARES), true_label=9)


def test_labels_name_the_classes_that_lead_and_that_led(qtbot: QtBot) -> None:
    assert _chart(_history(SHARES), qtbot).reading_text() == "1 3\u202f%, 7 90\u202f%"


def test_the_true_class_is_always_told(qtbot: QtBot) -> None:
    chart = _chart(_history(SHARES), qtbot, true_label=9)
    assert chart.reading_text() == "9 1\u202f%, 1 3\u202f%, 7 90\u202f%"
    chart.show_cursor(100)
    assert chart.reading_text() == "step 100 · epoch 1, 1 50\u202f%, 4 30\u202f%, 9 1\u202f%"


def test_no_more_than_four_are_told(qtbot: QtBot) -> None:
    many = _history({label: [0.1 + label / 1000] * 5 for label in range(10)})
    assert _chart(many, qtbot).reading_text().count("%") == 4
    told = _chart(many, qtbot, true_label=0).reading_text()
    assert told.count("%") == 4
    assert told.startswith("0 10")


def test_where_all_are_as_unlikely_one_is_told(qtbot: QtBot) -> None:
    letters = _metrics([chr(ord("A") + label) for label in range(26)])
    chart = _chart(_history({label: [1 / 26] * 5 for label in range(26)}), qtbot, letters)
    assert chart.reading_text() == "A 3\u202f%"


def test_the_cursor_reads_those_that_lead_there(qtbot: QtBot) -> None:
    chart = _chart(_history(SHARES), qtbot)
    chart.show_cursor(200)
    assert chart.reading_text() == "step 200 · epoch 2, 1 85\u202f%, 4 8\u202f%"


def test_lines_have_the_colours_of_their_classes_and_the_true_one_is_thick(qtbot: QtBot) -> None:
    chart = _chart(_history(SHARES), qtbot)
    thin = _colored(chart, 7)
    assert thin > 20
    assert _colored(chart, 1) > 20
    chart.set_options(ChartOptions(PLAN, true_label=7))
    assert _colored(chart, 7) > 1.5 * thin


def test_a_single_point_is_seen(qtbot: QtBot) -> None:
    chart = _chart(_history({0: [0.9], 1: [0.1]}, [100]), qtbot)
    row = round(30 + 246 * (1.02 - 0.9) / 1.02)
    picture = _picture(chart)
    at_point = QColor(picture.pixel(44 + round(100 * 0.296), row))
    assert at_point == LIGHT.class_color(0)


def test_the_axis_shows_everything_from_nothing_to_all() -> None:
    lines = ChartLines(DIGITS)
    lines.follow(_history({0: [0.9] * 5, 1: [0.85] * 5}))
    for _ in range(2):
        axis = lines.value_axis(lines.lines(ChartOptions(PLAN), 300), log=True, most=5)
        assert axis.low == 0
        assert 1 <= axis.high < 1.1
        lines.update()


def test_empty_it_says_what_will_be_there(qtbot: QtBot) -> None:
    assert "pinned drawing appears here" in _chart(History(), qtbot).reading_text()


def test_other_leaders_do_not_move_the_axis(qtbot: QtBot) -> None:
    def grid(leader: int) -> list[int]:
        shares = {label: [0.0] * 5 for label in range(3)} | {leader: [0.9] * 5}
        chart = _chart(_history(shares, range(800, 1001, 50)), qtbot, _metrics(["a", "b", "Ankle boot"]))
        picture = _picture(chart)
        return [x for x in range(44, 340) if picture.pixel(x, 200) == QColor(LIGHT.grid).rgb()]

    assert grid(0) == grid(2) != []


def test_a_very_long_name_leaves_the_lines_room_and_its_value_is_whole(qtbot: QtBot) -> None:
    chart = _chart(_history({0: [0.9] * 5}, range(800, 1001, 50)), qtbot, _metrics(["A class of a very long name"]))
    chart.resize(240, 200)
    picture, wanted = _picture(chart), LIGHT.class_color(0).rgb()
    xs = [x for x in range(44, 240) for y in range(30, 176) if picture.pixel(x, y) == wanted]
    line = [x for x in xs if x < 145]
    assert max(line) > 44 + 0.5 * 196
    values = picture.copy(200, 30, 40, 30)
    assert _count_dark(values) > 10


def test_a_closer_look_tells_those_that_are_seen_in_it(qtbot: QtBot) -> None:
    chart = _chart(_history(SHARES), qtbot)
    chart.set_options(ChartOptions(PLAN, view=Span(120, 320)))
    assert chart.reading_text() == "1 40\u202f%, 7 50\u202f%"


def test_points_that_were_taken_away_no_longer_matter() -> None:
    history = _history(SHARES)
    lines = ChartLines(DIGITS)
    lines.follow(history)
    lines.update()
    history.cut(0)
    for label in range(10):
        history.append(100, {f"class_{label}": 0.9 if label == 5 else 0.001 * label})
    lines.update()
    seen = lines.lines(ChartOptions(PLAN), 300).columns
    assert LineId(Line.CLASS, 5) in seen
    assert LineId(Line.CLASS, 1) not in seen


def test_values_that_are_not_finite_leave_it_whole(qtbot: QtBot) -> None:
    history = _history({0: [0.9, np.nan, 0.8, np.nan, np.nan], 1: [np.nan] * 5})
    assert _chart(history, qtbot).reading_text().startswith("0 ")
