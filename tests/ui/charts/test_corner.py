"""Labels in a chart that has no room for them at the lines' ends."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from playground.core.history import History, Line, Metric
from playground.ui.charts.chart import Chart
from playground.ui.charts.corner import in_corner
from playground.ui.charts.items import Fonts
from playground.ui.charts.line_set import TEST, TRAIN
from playground.ui.charts.lines import ChartOptions
from playground.ui.charts.marks import EndLabel
from playground.ui.charts.styles import style_of
from playground.ui.charts.timeline import Timeline
from playground.ui.charts.traces import Trace
from playground.ui.look import Look

METRICS = (
    Metric(name="train_loss", chart="loss", title="train", about="how wrong it is", line=Line.TRAIN),
    Metric(name="test_loss", chart="loss", title="test", about="how wrong it is", line=Line.TEST),
)
PLOT = QRectF(44, 30, 176, 150)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


def _labels() -> list[EndLabel]:
    return [
        EndLabel("train", "1.118", TRAIN, style_of(TRAIN), QPointF(180, 100)),
        EndLabel("test", "1.111", TEST, style_of(TEST), QPointF(180, 90)),
    ]


def _line(y: float) -> Trace:
    return Trace(np.array([44.0, 220.0]), np.array([y, y]))


@pytest.mark.parametrize(
    ("at_top", "y", "top"), [(True, 100, True), (True, 45, False), (False, 100, False), (False, 165, True)]
)
def test_they_stand_in_the_corner_where_they_hide_least(qapp: object, at_top: bool, y: float, top: bool) -> None:
    placed = in_corner(_labels(), PLOT, Fonts(Look()), [_line(y)], at_top=at_top)
    assert all((label.at.y() < PLOT.center().y()) == top for label in placed)
    assert all(PLOT.contains(label.at) for label in placed)


def test_they_keep_the_order_of_their_lines_and_stay_apart(qapp: object) -> None:
    train, test = in_corner(_labels(), PLOT, Fonts(Look()), [], at_top=True)
    assert train.at.y() - test.at.y() == 18
    assert train.at.x() == test.at.x()
    assert in_corner([], PLOT, Fonts(Look()), [], at_top=True) == ()


@pytest.fixture
def history() -> History:
    made = History()
    made.append(0, {"test_loss": 2.3})
    for step in range(100, 501, 100):
        made.append(step, {"test_loss": 2.3 - step / 450, "train_loss": 2.2 - step / 450})
    return made


@pytest.fixture
def chart(qapp: object, history: History, qtbot: QtBot) -> Iterator[Chart]:
    made = Chart(METRICS, Look())
    made.set_options(ChartOptions(Timeline(steps_per_epoch=100, planned_steps=500)))
    made.follow(history)
    made.resize(220, 210)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def test_a_narrow_chart_gives_its_room_to_the_curves(chart: Chart) -> None:
    plane = chart._placed.plane
    assert plane.plot.width() < 200
    assert plane.x(500) > plane.plot.right() - 0.2 * plane.plot.width()
    assert len([tick for tick in plane.time.ticks if plane.x(tick.at) <= plane.plot.right()]) >= 2
    places = chart._cover.end_places(chart._shown())
    assert all(place.right() <= chart.width() for place in places)
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    for place in places:
        for which in (TRAIN, TEST):
            trace = chart._placed.trace(which)
            assert not any(place.contains(x, y) for x, y in zip(trace.xs, trace.ys, strict=True))


def test_a_wider_chart_has_them_at_the_lines_ends(chart: Chart) -> None:
    chart.resize(400, 210)
    plane = chart._placed.plane
    assert all(place.left() > plane.x(500) for place in chart._cover.end_places(chart._shown()))
