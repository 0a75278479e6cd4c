"""Values to reach: what the axes hold, where their lines and labels stand, and that pictures have them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionGraphicsItem
from pytestqt.qtbot import QtBot

from playground.core.history import History, Line, Metric
from playground.ui.charts.goal_places import Goals, PlacedGoal
from playground.ui.charts.goals import Goal
from playground.ui.charts.goals_item import GoalsItem
from playground.ui.charts.items import Fonts
from playground.ui.charts.span import Span
from playground.ui.charts.timeline import EPOCHS, Timeline
from playground.ui.curves import CurvesPanel
from playground.ui.look import Look

PLAN = Timeline(steps_per_epoch=100, planned_steps=300)
METRICS = (
    Metric(name="train_loss", chart="Loss", title="train", about="how wrong", line=Line.TRAIN),
    Metric(name="test_loss", chart="Loss", title="test", about="how wrong", line=Line.TEST),
    Metric(name="test_accuracy", chart="Accuracy", title="test", about="how right", line=Line.TEST, unit="%", better=1),
)
LOSSES = (Goal("test_loss", 1, 0.2, "tutorial", "0.2"), Goal("test_loss", 3, 0.1, "tutorial", "0.1"))
TRAIN = Goal("train_loss", 3, 0.105, "tutorial", "0.105")
ACCURACIES = (
    Goal("test_accuracy", 0, 0.09, "tutorial", "9 %"),
    Goal("test_accuracy", 1, 0.62, "tutorial", "62 %"),
    Goal("test_accuracy", 3, 0.97, "tutorial", "97 %"),
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def history() -> History:
    made = History()
    made.append(0, {"test_loss": 2.3, "test_accuracy": 0.9})
    for step in (50, 100, 150):
        made.append(step, {"test_loss": 30 / step, "train_loss": 28 / step, "test_accuracy": 0.9})
    return made


@pytest.fixture
def panel(qapp: object, history: History, qtbot: QtBot) -> Iterator[CurvesPanel]:
    made = CurvesPanel(Look())
    qtbot.addWidget(made)
    made.resize(784, 320)
    made.set_metrics(METRICS)
    made.follow(history)
    made.set_plan(PLAN.steps_per_epoch, PLAN.planned_steps)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def _placed(panel: CurvesPanel, chart: int = 0) -> tuple[PlacedGoal, ...]:
    return panel.charts[chart]._stage._goals_item._goals


def _held_values(panel: CurvesPanel, chart: int) -> tuple[float, float]:
    axis = panel.charts[chart]._placed.plane.values
    return (10**axis.low, 10**axis.high) if axis.log else (axis.low, axis.high)


def test_the_axes_come_to_hold_the_goals(panel: CurvesPanel) -> None:
    assert _held_values(panel, 0)[0] > 0.08
    assert _held_values(panel, 1)[0] == 0.8
    panel.show_goals([*LOSSES, *ACCURACIES])
    assert _held_values(panel, 0)[0] < 0.06
    assert _held_values(panel, 1)[0] == 0  # for the 9 % before training


def test_once_a_run_was_tested_often_its_goal_before_training_may_leave_the_axis(
    panel: CurvesPanel, history: History
) -> None:
    panel.show_goals(ACCURACIES)
    for step in range(160, 300, 10):
        history.append(step, {"test_accuracy": 0.95})
    panel.refresh()
    assert _held_values(panel, 1)[0] == 0.5  # for the 62 % after one epoch


def test_without_goals_the_axes_are_as_before(panel: CurvesPanel) -> None:
    before = _held_values(panel, 0)
    panel.show_goals(LOSSES)
    panel.show_goals([])
    assert _held_values(panel, 0) == before
    assert _placed(panel) == ()


def test_the_last_goal_of_a_metric_is_a_line_and_those_before_are_marks(panel: CurvesPanel) -> None:
    panel.show_goals([*reversed(LOSSES), *ACCURACIES])
    (goal,) = _placed(panel)
    plane = panel.charts[0]._placed.plane
    assert goal.y == pytest.approx(plane.y(-1))  # log10 of 0.1
    assert goal.end == pytest.approx(plane.x(300))
    assert [mark.x() for mark in goal.marks] == pytest.approx([plane.x(100)])
    assert goal.text == "tutorial 0.1"


@pytest.mark.parametrize("unit", ["steps", EPOCHS])
def test_a_mark_stands_at_the_end_of_its_epoch_whatever_the_axis_counts(panel: CurvesPanel, unit: str) -> None:
    panel._set_timeline(replace(PLAN, unit=unit))
    panel.show_goals(LOSSES)
    plane = panel.charts[0]._placed.plane
    assert _placed(panel)[0].marks[0].x() == pytest.approx(plane.x(1.0 if unit == EPOCHS else 100.0))


def test_goals_of_several_metrics_name_them(panel: CurvesPanel) -> None:
    panel.show_goals([*LOSSES, TRAIN])
    assert {goal.text for goal in _placed(panel)} == {"tutorial test 0.1", "tutorial train 0.105"}


@pytest.mark.parametrize("width", [560, 784])
def test_labels_hide_neither_each_other_nor_what_is_said_at_the_lines_ends(panel: CurvesPanel, width: int) -> None:
    panel.resize(width, 240)
    panel.show_goals([*LOSSES, TRAIN])
    chart = panel.charts[0]
    boxes = [*(goal.label for goal in _placed(panel)), *chart._cover.end_places(chart._shown())]
    assert len(boxes) == 4
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))


@pytest.fixture
def narrow(panel: CurvesPanel, history: History) -> CurvesPanel:
    """A panel like that beside a lesson, after a run whose points come near two goals that are near each other."""
    for step, loss in ((200, 0.13), (250, 0.11), (300, 0.098)):
        history.append(step, {"test_loss": loss, "train_loss": 1.05 * loss, "test_accuracy": 0.96})
    panel.resize(480, 298)
    panel.show_goals([*LOSSES, TRAIN])
    panel.refresh()
    return panel


def test_in_a_narrow_chart_labels_are_short_and_say_once_whose_values_they_are(narrow: CurvesPanel) -> None:
    words = " ".join(goal.text for goal in _placed(narrow) if not goal.label.isNull()).split()
    assert sorted(words) == ["0.1", "0.105", "tutorial"]
    assert narrow.charts[0].reading_text().endswith("tutorial train 0.105, tutorial test 0.1")


@pytest.mark.parametrize("width", [380, 480, 560, 784])
def test_a_label_stands_directly_at_its_line_and_on_no_other(narrow: CurvesPanel, width: int) -> None:
    narrow.resize(width, 298)
    goals = _placed(narrow)
    labelled = [goal for goal in goals if not goal.label.isNull()]
    assert labelled
    for goal in labelled:
        assert min(abs(goal.y - goal.label.bottom()), abs(goal.label.top() - goal.y)) <= 3
        assert not any(goal.label.top() <= other.y <= goal.label.bottom() for other in goals)


@pytest.mark.parametrize("width", [380, 480, 784])
def test_no_point_of_a_line_is_painted_on_a_label(narrow: CurvesPanel, width: int) -> None:
    narrow.resize(width, 298)
    points = [place for signs in narrow.charts[0]._placed.signs() for place in signs.places]
    assert points
    assert not any(goal.label.contains(point) for goal in _placed(narrow) for point in points)


def test_a_goal_between_two_others_that_are_near_has_no_label(panel: CurvesPanel) -> None:
    batch = Metric(name="batch_loss", chart="Loss", title="batch", about="how wrong", line=Line.RAW)
    panel.set_metrics((batch, *METRICS))
    QApplication.processEvents()
    panel.show_goals([*LOSSES, TRAIN, Goal("batch_loss", 3, 0.11, "tutorial", "0.11")])
    assert [goal.label.isNull() for goal in _placed(panel)] == [False, True, False]


def test_neither_marks_nor_curves_run_through_a_label(qapp: object) -> None:
    plot, label, look = QRectF(0, 0, 200, 100), QRectF(60, 52, 60, 15), Look()
    goal = PlacedGoal("text", "text", 50.0, None, 200.0, (label.center(),), " ", label)
    item = GoalsItem(look)
    item.show_goals(plot, plot, (goal,), Fonts(look), QRectF())
    picture = QImage(200, 100, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.red)  # as if all were curves
    painter = QPainter(picture)
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    seen = {picture.pixelColor(x, y).name() for x in range(62, 118) for y in range(54, 65)}
    assert seen == {look.theme.color("surface").name()}


def test_a_label_leaves_the_curve_alone(panel: CurvesPanel, history: History) -> None:
    for step in (200, 250, 300):
        history.append(step, {"test_loss": 0.1})
    panel.refresh()
    panel.show_goals(LOSSES)
    (goal,) = _placed(panel)
    points = [panel.charts[0]._placed.trace(which) for which in panel.charts[0]._placed.lines.columns]
    assert not any(goal.label.contains(x, y) for trace in points for x, y in zip(trace.xs, trace.ys, strict=True))


def test_a_label_hardly_moves_though_curves_run_along_its_line(panel: CurvesPanel) -> None:
    batch = Metric(name="batch_loss", chart="Loss", title="batch", about="how wrong", line=Line.RAW)
    panel.set_metrics((batch, *METRICS))
    panel.set_plan(1, 300)
    run, noise, places = History(), np.random.default_rng(0), []
    panel.follow(run)
    QApplication.processEvents()
    panel.show_goals([Goal("train_loss", 300, 0.68, "tutorial", "0.68")])
    for step in range(1, 301):
        loss = 0.75 - 0.0002 * step
        run.append(step, {"batch_loss": loss * (0.8 + 0.4 * noise.random()), "test_loss": 1.02 * loss})
        panel.refresh()
        (goal,) = _placed(panel)
        places.append((goal.label.left(), round(goal.label.top() - goal.y)))
    assert sum(place != before for before, place in pairwise(places)) <= 3


def test_a_closer_look_shows_a_goal_only_where_it_lies(panel: CurvesPanel) -> None:
    panel.show_goals(LOSSES)
    panel._see(Span(10, 60))
    assert _placed(panel) == ()


@pytest.mark.parametrize("width", [560, 784])
def test_the_sentence_of_an_empty_chart_keeps_clear_of_all_goals(panel: CurvesPanel, width: int) -> None:
    panel.resize(width, 320)
    panel.follow(History())
    panel.show_goals([*LOSSES, TRAIN, *ACCURACIES, Goal("test_loss", 0, 0.4, "tutorial", "0.4")])
    for chart in panel.charts:
        plane, gap = chart._placed.plane, chart._stage._goals_item._gap
        assert plane.plot.contains(gap)
        heights = chart._goals.heights(plane)
        assert any(abs(height - plane.plot.center().y()) < 60 for height in heights)
        assert not any(gap.top() <= height <= gap.bottom() for height in heights)


def test_a_goal_is_said_and_is_in_the_pictures(panel: CurvesPanel, tmp_path: Path) -> None:
    panel.show_goals(LOSSES)
    assert panel.charts[0].reading_text().endswith("tutorial 0.1")
    panel.export_svg(tmp_path / "curves.svg")
    assert "tutorial 0.1" in (tmp_path / "curves.svg").read_text(encoding="utf-8")


def test_charts_made_later_have_the_goals_too(panel: CurvesPanel) -> None:
    panel.show_goals(LOSSES)
    panel.set_metrics(METRICS[:2])
    assert [goal.text for goal in panel.charts[0]._goals.all] == ["0.2", "0.1"]


def test_goals_of_other_charts_are_left_alone() -> None:
    assert Goals(METRICS[:2], ACCURACIES).all == ()


def test_a_range_is_held_and_placed_with_both_its_ends(panel: CurvesPanel) -> None:
    panel.show_goals([Goal("test_loss", 3, 0.05, "seen before", "0.05 to 0.08", 0.08)])
    (goal,) = _placed(panel)
    plane = panel.charts[0]._placed.plane
    assert goal.most is not None
    assert plane.plot.top() < goal.most < goal.y < plane.plot.bottom()
    assert _held_values(panel, 0)[0] < 0.05


def test_a_range_that_goes_beyond_the_plot_is_seen_where_it_is(panel: CurvesPanel) -> None:
    panel.show_goals([Goal("test_loss", 3, 0.01, "seen before", "0.01 to 3", 3.0)])
    panel._see(Span(40, 110))
    (goal,) = _placed(panel)
    assert goal.most is not None
    assert goal.most < panel.charts[0]._placed.plane.plot.top()


def test_the_line_ends_where_the_goal_is_to_be_reached(qapp: object) -> None:
    plot = QRectF(0, 0, 200, 100)
    goal = PlacedGoal("text", "text", 50.0, None, 120.0, (), "", QRectF())
    item = GoalsItem(Look())
    item.show_goals(plot, plot, (goal,), Fonts(Look()), QRectF())
    picture = QImage(200, 100, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    inked = {x for x in range(200) for y in range(45, 56) if picture.pixelColor(x, y).alpha()}
    assert 110 < max(inked) <= 120
