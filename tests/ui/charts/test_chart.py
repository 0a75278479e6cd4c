from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from playground.core.experiment import Experiment
from playground.core.history import History, Line, Metric
from playground.ui.charts.chart import Chart
from playground.ui.charts.lines import ChartOptions
from playground.ui.charts.span import Span
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


class _Painted(QObject):
    """Notes what of a chart is painted."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self.region = QRegion()
        chart.findChildren(QAbstractScrollArea)[0].viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False

    def taken(self) -> QRegion:
        QApplication.processEvents()
        region, self.region = self.region, QRegion()
        return region


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


@pytest.fixture
def seen(chart: Chart) -> Chart:
    """The chart, which gets the view that it wants."""

    def see(view: Span | None) -> None:
        chart.set_options(ChartOptions(PLAN, view=view))

    chart.view_wanted.connect(see)
    chart.pointed.connect(chart.show_cursor)
    return chart


def _viewport(chart: Chart) -> QWidget:
    return chart.findChildren(QAbstractScrollArea)[0].viewport()


def _turn(chart: Chart, notches: float, x: int, shift: bool = False) -> None:
    place = QPointF(x, 150)
    event = QWheelEvent(
        place,
        QPointF(_viewport(chart).mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(_viewport(chart), event)


def _drag(chart: Chart, start: int, end: int, shift: bool = False) -> None:
    viewport = _viewport(chart)
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, keys, QPoint(start, 150))
    QTest.mouseMove(viewport, QPoint((start + end) // 2, 150))
    QTest.mouseMove(viewport, QPoint(end, 150))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, keys, QPoint(end, 150))


def test_without_new_points_nothing_is_painted(chart: Chart) -> None:
    painted = _Painted(chart)
    painted.taken()
    for _ in range(5):
        chart.refresh()
        chart.set_options(ChartOptions(PLAN))
        chart.show_cursor(None)
        chart.set_diverged(False)
    assert painted.taken().isEmpty()


def test_other_settings_alone_paint_nothing(chart: Chart) -> None:
    painted = _Painted(chart)
    chart.set_earlier((), Experiment())
    painted.taken()
    for rate in (0.01, 0.02):
        chart.set_earlier((), Experiment().changed({"training.learning_rate": rate}))
        assert painted.taken().isEmpty()


def test_of_a_growing_run_only_the_end_is_painted_and_all_that_changed(chart: Chart, history: History) -> None:
    chart.set_options(ChartOptions(PLAN, smoothing=0.9))
    painted = _Painted(chart)
    before, small = _picture(chart), 0
    for step in range(501, 600, 3):
        history.extend("batch_loss", range(step, step + 3), [1.0 + (step % 2) / 10] * 3)
        painted.taken()
        chart.refresh()
        region, after = painted.taken(), _picture(chart)
        changed = [
            QPoint(x, y)
            for x in range(after.width())
            for y in range(0, after.height(), 2)
            if after.pixel(x, y) != before.pixel(x, y)
        ]
        assert changed
        assert all(region.contains(place) for place in changed)
        small += region.boundingRect().width() < 200
        before = after
    assert small > 30


def test_points_that_hardly_move_the_line_are_drawn_a_few_turns_together(chart: Chart, history: History) -> None:
    chart.set_options(ChartOptions(Timeline(1000, 100_000)))
    step, drawn = 500, []
    for _ in range(20):
        history.extend("batch_loss", range(step + 1, step + 11), [1.0] * 10)  # 0.04 px
        step += 10
        drawn.append(chart.refresh())
    assert drawn[0]
    assert sum(drawn) == 4
    history.append(step, {"test_loss": 1.25})
    assert chart.refresh()
    assert chart.reading_text().endswith("test 1.250")
    before = chart.reading_text()
    history.append(step + 1, {"batch_loss": 900.0})
    assert not chart.refresh()
    assert chart.refresh()  # nothing more came
    assert chart.reading_text() != before
    assert not chart.refresh()


def test_the_wheel_zooms_around_the_pointer(seen: Chart) -> None:
    said: list[Span | None] = []
    seen.view_wanted.connect(said.append)
    for notches in (2, 1, -1, 3, 0.5):
        _turn(seen, notches, 144)
    under = [view.first + view.width * 100 / 356 for view in said if view is not None]
    assert under == pytest.approx([1000 * 100 / 356] * 5)
    assert said[-1] is not None
    assert said[-1].width == pytest.approx(1000 * 0.8**5.5)


def test_turning_back_far_enough_shows_the_whole_run(seen: Chart) -> None:
    whole = _picture(seen)
    said: list[Span | None] = []
    seen.view_wanted.connect(said.append)
    _turn(seen, -3, 180)
    assert said == []
    _turn(seen, 2, 180)
    assert said[0] is not None
    seen.show_cursor(None)
    assert _picture(seen) != whole
    _turn(seen, -9, 180)
    assert said[-1] is None
    seen.show_cursor(None)
    assert _picture(seen) == whole


def test_a_drag_chooses_the_part_to_be_seen(seen: Chart) -> None:
    said: list[Span | None] = []
    seen.view_wanted.connect(said.append)
    _drag(seen, 140, 70)
    assert said[-1] is not None
    assert [said[-1].first, said[-1].last] == pytest.approx([26 / 0.356, 96 / 0.356])
    _drag(seen, 100, 102)
    assert len(said) == 1


def test_escape_gives_up_the_range_that_is_drawn(seen: Chart) -> None:
    said: list[Span | None] = []
    seen.view_wanted.connect(said.append)
    QTest.mousePress(_viewport(seen), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(70, 150))
    QTest.mouseMove(_viewport(seen), QPoint(140, 150))
    assert _count(_picture(seen), LIGHT.accent) > 200
    QTest.keyClick(seen, Qt.Key.Key_Escape)
    QTest.mouseRelease(_viewport(seen), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(140, 150))
    assert said == []


@pytest.mark.parametrize("way", ["shift-drag", "shift-wheel", "keys"])
def test_a_part_is_moved(seen: Chart, way: str) -> None:
    seen.set_options(ChartOptions(PLAN, view=Span(100, 200)))
    said: list[Span | None] = []
    seen.view_wanted.connect(said.append)
    if way == "shift-drag":
        _drag(seen, 200, 100, shift=True)
    elif way == "shift-wheel":
        _turn(seen, -1, 180, shift=True)
    else:
        QTest.keyClick(seen, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert said[-1] is not None
    assert said[-1].first > 110
    assert said[-1].width == pytest.approx(100)


def _whole_button(chart: Chart) -> QPushButton:
    return next(button for button in chart.findChildren(QPushButton) if button.accessibleName() == "Whole run")


def test_a_button_leads_back_to_the_whole_run(seen: Chart) -> None:
    button = _whole_button(seen)
    assert not button.isVisible()
    for key in (None, Qt.Key.Key_Space):
        seen.set_options(ChartOptions(PLAN, view=Span(100, 200)))
        assert button.isVisible()
        assert button.toolTip()
        said: list[Span | None] = []
        seen.view_wanted.connect(said.append)
        if key is None:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        else:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(button, key)
        assert said == [None]
        assert not button.isVisible()


@pytest.mark.parametrize("width", [230, 260, 300, 400, 600])
def test_close_labels_and_button_have_room_beside_the_title(seen: Chart, width: int) -> None:
    seen.resize(width, 300)
    seen.set_options(ChartOptions(PLAN))
    button = _whole_button(seen)
    seen.set_options(ChartOptions(PLAN, view=Span(100, 200)))
    bare = _picture(seen).copy(0, 30, width, 240)
    assert button.geometry().right() <= width
    button.hide()
    beside = _picture(seen).copy(button.geometry().intersected(QRect(0, 0, width, 22)))
    assert _count(beside, LIGHT.surface) == beside.width() * beside.height()
    assert _count(bare.copy(44, 0, width - 44, 240), LIGHT.text2) == 0  # no label among the lines


def test_keys_zoom_around_the_cursor_and_back(seen: Chart) -> None:
    said: list[Span | None] = []
    seen.view_wanted.connect(said.append)
    seen.show_cursor(300)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Home):
        QTest.keyClick(seen, key)
    widths = [1000 if view is None else view.width for view in said]
    assert widths[1] < widths[0] < widths[3] == 1000
    assert widths[2] == pytest.approx(widths[0])
    assert all(view.first < 300 < view.last for view in said if view is not None)
    QTest.keyClick(seen, Qt.Key.Key_Plus)
    for _ in range(2):  # the cursor, then the part
        QTest.keyClick(seen, Qt.Key.Key_Escape)
    assert said[-1] is None
    assert "step" not in seen.reading_text()


def test_a_double_click_shows_the_whole_run(seen: Chart) -> None:
    said: list[Span | None] = []
    seen.set_options(ChartOptions(PLAN, view=Span(100, 200)))
    seen.view_wanted.connect(said.append)
    QTest.mouseDClick(_viewport(seen), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(150, 150))
    assert said == [None]


def test_new_points_do_not_move_a_part_and_beyond_it_cost_nothing(chart: Chart, history: History) -> None:
    chart.set_options(ChartOptions(PLAN, view=Span(100, 200)))
    painted, before = _Painted(chart), _picture(chart)
    painted.taken()
    history.extend("batch_loss", range(501, 901), [9.0] * 400)
    history.append(900, {"test_loss": 9.0})
    assert not chart.refresh()
    assert painted.taken().isEmpty()
    assert _picture(chart) == before


def test_a_part_at_the_end_fills_as_the_run_goes_on(chart: Chart, history: History) -> None:
    chart.set_options(ChartOptions(PLAN, view=Span(450, 600)))
    before = _picture(chart)
    history.extend("batch_loss", range(501, 551), [1.0] * 50)
    assert chart.refresh()
    assert _picture(chart) != before
    chart.show_cursor(540)
    assert "batch 1.000" in chart.reading_text()


def test_single_steps_are_read_in_a_close_look(chart: Chart) -> None:
    chart.set_options(ChartOptions(PLAN, smoothing=0.9, view=Span(240, 260)))
    chart.show_cursor(251)
    assert chart.reading_text().startswith("step 251 · epoch 2.51, batch 1.498, train 1.51")
    chart.show_cursor(None)
    assert _count(_picture(chart), LIGHT.train_raw) > 40  # a dot for each step


def test_a_cursor_out_of_view_reads_nothing(chart: Chart) -> None:
    chart.show_cursor(450)
    chart.set_options(ChartOptions(PLAN, view=Span(240, 260)))
    assert "step" not in chart.reading_text()
    assert chart.reading_text().startswith("train 1.4")


def test_the_mouse_reads_no_step_beyond_the_part(chart: Chart) -> None:
    chart.set_options(ChartOptions(PLAN, view=Span(250, 398)))
    said = _pointed(chart)
    viewport = chart.findChildren(QAbstractScrollArea)[0].viewport()
    for x in range(44, viewport.width()):
        QTest.mouseMove(viewport, QPoint(x, 150))
    steps = [step for step in said if step is not None]
    assert min(steps) == 250
    assert max(steps) == 398


def test_in_a_close_look_the_cursor_hides_no_line_where_the_title_row_has_room(chart: Chart) -> None:
    chart.set_options(ChartOptions(PLAN, view=Span(150, 450)))
    bare = _picture(chart)
    chart.show_cursor(300)
    read = _picture(chart)
    assert read.copy(100, 0, 300, 22) != bare.copy(100, 0, 300, 22)
    plot = QRect(44, 30, 356, 246)
    x = 44 + 356 // 2
    for area in (QRect(plot.left(), plot.top(), x - 6 - plot.left(), 246), QRect(x + 6, plot.top(), 400 - x - 6, 246)):
        assert read.copy(area) == bare.copy(area)
    chart.resize(200, 300)
    assert _count(_picture(chart).copy(plot), LIGHT.border) > 0  # the frame of a box


def test_labels_say_what_the_lines_have_where_the_part_ends(chart: Chart) -> None:
    chart.set_options(ChartOptions(PLAN, view=Span(210, 320)))
    train, test = chart.reading_text().split(", ")
    assert float(train.removeprefix("train ")) == pytest.approx(2 - 320 / 500, abs=0.01)
    assert test == "test 1.700"


def test_in_epochs_the_same_part_is_seen(chart: Chart) -> None:
    epochs = Timeline(100, 1000, unit=EPOCHS)
    chart.set_options(ChartOptions(epochs, view=Span(240, 260)))
    chart.show_cursor(251)
    assert chart.reading_text().startswith("epoch 2.51 · step 251, batch 1.498")


def test_a_zoom_before_there_is_a_run_does_nothing(seen: Chart) -> None:
    seen.follow(None)
    said: list[Span | None] = []
    seen.view_wanted.connect(said.append)
    _turn(seen, 2, 180)
    assert said == []
