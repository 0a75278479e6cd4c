import csv
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QFileDialog, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.core.experiment import Experiment
from playground.core.history import History, Line, Metric
from playground.ui.curves import CurvesPanel
from playground.ui.look import Look
from playground.ui.segments import SegmentedControl
from playground.ui.theme import DARK, LIGHT

METRICS = (
    Metric(name="batch_loss", chart="Loss", title="batch", about="lower is better", line=Line.RAW),
    Metric(name="test_loss", chart="Loss", title="test", about="lower is better", line=Line.TEST),
    Metric(name="test_accuracy", chart="Accuracy", title="test", about="", line=Line.TEST, unit="%", better=1),
)

# Qt's offscreen plugin says this of every window that has a layout.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def history() -> History:
    made = History()
    made.append(0, {"test_loss": 2.3, "test_accuracy": 0.1})
    for step in range(1, 601):
        made.append(step, {"batch_loss": 2.0 + (step % 2)})
        if step % 100 == 0:
            made.append(step, {"test_loss": 2.0 - step / 1000, "test_accuracy": step / 1000})
    return made


@pytest.fixture
def look(qapp: object) -> Look:
    return Look()


@pytest.fixture
def panel(look: Look, history: History, qtbot: QtBot) -> Iterator[CurvesPanel]:
    """The panel in a window with its controls above it, 600 of 1000 steps done."""
    window = QWidget()
    layout = QVBoxLayout(window)
    made = CurvesPanel(look)
    for control in made.header_controls():
        layout.addWidget(control)
    layout.addWidget(made, 1)
    made.set_metrics(METRICS)
    made.set_plan(100, 1000)
    made.follow(history)
    window.resize(784, 480)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


def _control(panel: CurvesPanel, kind: type[QWidget], name: str) -> QWidget:
    found = (child for child in panel.window().findChildren(kind) if child.accessibleName() == name)
    return next(found)


def _click(panel: CurvesPanel, text: str) -> None:
    button = next(button for button in panel.window().findChildren(QPushButton) if button.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _pixels(panel: CurvesPanel, index: int) -> QImage:
    return panel.charts[index].grab().toImage()


def test_a_chart_for_each_kind_of_metric(panel: CurvesPanel) -> None:
    assert [chart.title for chart in panel.charts] == ["Loss", "Accuracy"]
    loss, accuracy = (chart.reading_text() for chart in panel.charts)
    assert loss.startswith("batch 2.")
    assert loss.endswith(", test 1.400")
    assert accuracy == "test 60.0\u202f%"


def test_other_metrics_make_other_charts(panel: CurvesPanel, qtbot: QtBot) -> None:
    panel.set_metrics(METRICS[2:])
    qtbot.waitUntil(panel.charts[0].isVisible)
    assert [chart.title for chart in panel.charts] == ["Accuracy"]
    assert panel.charts[0].reading_text() == "test 60.0\u202f%"
    assert not _control(panel, SegmentedControl, "Loss axis").isEnabled()


def test_refresh_draws_once_what_is_new(panel: CurvesPanel, history: History) -> None:
    assert not panel.refresh()
    history.append(700, {"test_accuracy": 0.9})
    assert panel.refresh()
    assert panel.charts[1].reading_text() == "test 90.0\u202f%"
    assert not panel.refresh()


def test_a_new_run_takes_the_place_of_the_old_one(panel: CurvesPanel, history: History) -> None:
    panel.follow(None)
    assert all("once there is a run" in chart.reading_text() for chart in panel.charts)
    other = History()
    panel.follow(other)
    history.append(700, {"test_accuracy": 0.9})
    assert not panel.refresh()
    other.append(1, {"test_accuracy": 0.3})
    assert panel.refresh()
    assert panel.charts[1].reading_text() == "test 30.0\u202f%"


def test_without_a_run_the_plan_and_the_divergence_are_gone(panel: CurvesPanel) -> None:
    _click(panel, "Epochs")
    panel.show_diverged(420, "The loss grew without end.", "Set and reset")
    panel.follow(None)
    switch = _control(panel, SegmentedControl, "Time axis")
    assert isinstance(switch, SegmentedControl)
    assert not switch.isEnabled()
    assert switch.value() == "epochs"
    assert not any(
        button.text() == "Set and reset" and button.isVisible() for button in panel.findChildren(QPushButton)
    )


def test_the_cursor_is_shown_in_all_charts_at_once(panel: CurvesPanel) -> None:
    viewport = panel.charts[0].findChildren(QAbstractScrollArea)[0].viewport()
    x = 44 + (viewport.width() - 44) * 300 // 1000
    QTest.mouseMove(viewport, QPoint(x, 80))
    assert [chart.reading_text() for chart in panel.charts] == [
        "step 300 · epoch 3, batch 2.500, test 1.700",
        "step 300 · epoch 3, test 30.0\u202f%",
    ]


def test_the_loss_axis_is_chosen_in_the_head(panel: CurvesPanel) -> None:
    loss, accuracy = _pixels(panel, 0), _pixels(panel, 1)
    _click(panel, "Linear")
    assert _pixels(panel, 0) != loss
    assert _pixels(panel, 1) == accuracy
    _click(panel, "Log")
    assert _pixels(panel, 0) == loss


def test_the_time_axis_is_chosen_in_the_head(panel: CurvesPanel) -> None:
    panel.charts[0].show_cursor(300)
    _click(panel, "Epochs")
    assert panel.charts[0].reading_text().startswith("epoch 3 · step 300")


def test_epochs_can_be_chosen_only_when_they_are_known(panel: CurvesPanel) -> None:
    switch = _control(panel, SegmentedControl, "Time axis")
    assert switch.isEnabled()
    panel.set_plan(0, 0)
    assert not switch.isEnabled()


def test_epochs_of_different_lengths(panel: CurvesPanel) -> None:
    panel.set_plan(100, 1000, [(50, 1), (300, 2)])
    panel.charts[0].show_cursor(300)
    assert panel.charts[0].reading_text().startswith("step 300 · epoch 2,")


def test_the_smoothing_slider_smooths_from_not_at_all_to_nearly_flat(panel: CurvesPanel) -> None:
    slider = _control(panel, QSlider, "Smoothing")
    assert isinstance(slider, QSlider)
    pictures = []
    for value in (slider.minimum(), slider.maximum()):
        slider.setValue(value)
        pictures.append(_pixels(panel, 0))
    assert pictures[0] != pictures[1]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert _pixels(panel, 0) == pictures[0]


def test_divergence_is_said_and_its_remedy_asked_for(panel: CurvesPanel, qtbot: QtBot) -> None:
    panel.show_diverged(420, "The loss grew without end.", "Set and reset")
    with qtbot.waitSignal(panel.remedy_requested):
        _click(panel, "Set and reset")
    button = next(button for button in panel.findChildren(QPushButton) if button.text() == "Set and reset")
    assert button.isVisible()
    panel.show_diverged(None)
    assert not button.isVisible()


def test_png_holds_the_charts_at_twice_their_size(panel: CurvesPanel, tmp_path: Path) -> None:
    panel.export_png(tmp_path / "curves.png")
    picture = QImage(str(tmp_path / "curves.png"))
    assert picture.width() == 2 * (panel.charts[1].geometry().right() - panel.charts[0].x() + 1 + 32)
    colors = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
    assert {QColor(LIGHT.surface).rgb(), QColor(LIGHT.accent).rgb(), QColor(LIGHT.text).rgb()} <= colors


def test_png_has_the_colours_of_the_theme(panel: CurvesPanel, look: Look, tmp_path: Path) -> None:
    look.set_theme(DARK)
    panel.export_png(tmp_path / "curves.png")
    assert QImage(str(tmp_path / "curves.png")).pixelColor(1, 1) == QColor(DARK.surface)


def test_svg_holds_lines_and_text_without_the_cursor(panel: CurvesPanel, tmp_path: Path) -> None:
    panel.charts[0].show_cursor(300)
    panel.export_svg(tmp_path / "curves.svg")
    root = ElementTree.parse(tmp_path / "curves.svg").getroot()
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Loss", "Accuracy", "1.400", "60.0\u202f%"} <= set(texts)
    assert not any(text and text.startswith("step 300") for text in texts)
    strokes = {element.get("stroke") for element in root.iter("{http://www.w3.org/2000/svg}g")}
    assert LIGHT.accent.lower() in strokes
    assert not list(root.iter("{http://www.w3.org/2000/svg}image"))


def test_an_export_leaves_the_panel_as_it_was(panel: CurvesPanel, tmp_path: Path) -> None:
    before = _pixels(panel, 0)
    panel.export_png(tmp_path / "curves.png")
    panel.export_svg(tmp_path / "curves.svg")
    assert _pixels(panel, 0) == before


def test_csv_holds_every_point(panel: CurvesPanel, history: History, tmp_path: Path) -> None:
    panel.export_csv(tmp_path / "curves.csv")
    with (tmp_path / "curves.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 600 + 7 + 7
    assert rows[0] == {"metric": "batch_loss", "step": "1", "epoch": "0.01", "value": "3.0"}
    losses = [float(row["value"]) for row in rows if row["metric"] == "test_loss"]
    assert losses == history.read("test_loss").values.tolist()


def test_csv_of_a_run_without_known_epochs_leaves_them_empty(panel: CurvesPanel, tmp_path: Path) -> None:
    panel.set_plan(0, 1000)
    panel.export_csv(tmp_path / "curves.csv")
    assert (tmp_path / "curves.csv").read_text().splitlines()[1] == "batch_loss,1,,3.0"


def test_exports_hold_the_own_drawings_only_where_there_are_some(
    panel: CurvesPanel, history: History, tmp_path: Path, qtbot: QtBot
) -> None:
    mine = Metric(name="own", chart="Accuracy", title="mine", about="", line=Line.OWN, unit="%", better=1)
    panel.set_metrics((*METRICS, mine))
    qtbot.waitUntil(panel.charts[1].isVisible)
    for some in (False, True):
        if some:
            history.extend("own", [350, 450], [0.5, 0.75])
            panel.refresh()
        panel.export_csv(tmp_path / "curves.csv")
        panel.export_svg(tmp_path / "curves.svg")
        assert ("own,350,3.5,0.5" in (tmp_path / "curves.csv").read_text()) is some
        svg = (tmp_path / "curves.svg").read_text()
        assert ("mine" in svg) is some
        assert ("stroke-dasharray" in svg) is some


@pytest.mark.parametrize("kind", ["PNG", "SVG", "CSV"])
def test_the_export_menu_writes_where_the_person_says(
    panel: CurvesPanel, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    _choose(panel, kind)
    written = path.with_suffix(f".{kind.lower()}")
    qtbot.waitUntil(written.exists)
    assert written.stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [written]


@pytest.mark.parametrize("kind", ["PNG", "SVG", "CSV"])
def test_a_place_that_cannot_be_written_is_told(
    panel: CurvesPanel, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "no such folder" / "curves.out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(panel.failed) as said:
        _choose(panel, kind)
    assert str(path) in said.args[0]
    assert "Choose another place" in said.args[0]


def test_a_dialog_that_is_given_up_writes_nothing(
    panel: CurvesPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    for kind in ("PNG", "SVG", "CSV"):
        _choose(panel, kind)
    assert list(tmp_path.iterdir()) == []


def test_there_is_nothing_to_export_before_the_first_step(panel: CurvesPanel, history: History) -> None:
    export = _control(panel, QPushButton, "Export")
    assert export.isEnabled()
    history.cut(-1)
    history.append(0, {"test_loss": 2.3})
    panel.refresh()
    assert not export.isEnabled()
    history.append(1, {"batch_loss": 2.3})
    panel.refresh()
    assert export.isEnabled()
    panel.follow(None)
    assert not export.isEnabled()


def test_exports_begin_among_the_documents_and_stay_where_the_last_one_went(
    panel: CurvesPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(parent: QWidget, title: str, place: str, kinds: str) -> tuple[str, str]:
        asked.append(place)
        return str(tmp_path / "mine.png"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    _choose(panel, "PNG")
    _choose(panel, "SVG")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert asked == [str(Path(documents, "loss-accuracy.png")), str(tmp_path / "loss-accuracy.svg")]


def test_the_words_of_the_controls_give_way_one_after_the_other(panel: CurvesPanel, qtbot: QtBot) -> None:
    controls = panel.header_controls()[0]
    labels, export = controls.findChildren(QLabel), _control(panel, QPushButton, "Export")
    assert isinstance(export, QPushButton)
    seen = []
    for width in range(controls.sizeHint().width(), controls.minimumSizeHint().width() - 1, -1):
        controls.resize(width, controls.height())
        words = [label.text() for label in labels if label.isVisible()] + [export.text()]
        if words not in seen:
            seen.append(words)
        buttons = [button.geometry() for button in controls.findChildren(QPushButton)]
        assert all(button.width() > 20 for button in buttons)
    words = ["Loss axis", "Smoothing", "0.90", "Export"]
    assert seen == [words, words[1:], words[2:], words[3:], [""]]


def test_the_switch_of_earlier_runs_gives_way_last(panel: CurvesPanel) -> None:
    controls = panel.header_controls()[0]
    before = controls.minimumSizeHint().width()
    for _ in range(12):
        panel.follow(_run(0.9, 20), Experiment())
    assert controls.minimumSizeHint().width() == before
    assert controls.sizeHint().width() > before + 200
    switch, forget = _switch(panel), _control(panel, QPushButton, "Forget the earlier runs")
    seen = []
    for width in range(controls.sizeHint().width(), before - 1, -1):
        controls.resize(width, controls.height())
        shown = (switch.text() if switch.isVisible() else "", forget.isVisible())
        if shown not in seen:
            seen.append(shown)
        last = controls.findChildren(QPushButton)[-1]
        assert last.geometry().right() <= controls.width()
    assert seen == [("Earlier 11", True), ("Earlier 11", False), ("11", False), ("", False)]


def test_narrow_panels_stack_their_charts(panel: CurvesPanel, qtbot: QtBot) -> None:
    first, second = panel.charts
    assert first.y() == second.y()
    panel.window().resize(500, 1400)
    qtbot.waitUntil(lambda: first.x() == second.x())
    assert first.geometry().bottom() < second.y()


def test_every_control_has_a_name_and_an_explanation(panel: CurvesPanel) -> None:
    for control in (
        _control(panel, SegmentedControl, "Loss axis"),
        _control(panel, SegmentedControl, "Time axis"),
        _control(panel, QSlider, "Smoothing"),
        _control(panel, QPushButton, "Export"),
        _control(panel, QPushButton, "Forget the earlier runs"),
        _switch(panel),
    ):
        assert control.toolTip()


def _run(end: float, steps: int = 600) -> History:
    """Return a run that ends at an accuracy of `end`."""
    made = History()
    made.append(0, {"test_loss": 2.3, "test_accuracy": 0.1})
    for step in range(1, steps + 1):
        made.append(step, {"batch_loss": 3.0 - step / 600})
        if step % 100 == 0:
            made.append(step, {"test_loss": 3.0 - step / 600, "test_accuracy": end * step / steps})
    return made


def _rate(rate: float) -> Experiment:
    return Experiment().changed({"training.learning_rate": rate})


def _switch(panel: CurvesPanel) -> QPushButton:
    buttons = panel.window().findChildren(QPushButton)
    return next(button for button in buttons if button.accessibleName().startswith("Earlier runs"))


def _read_earlier(panel: CurvesPanel, times: int = 1) -> list[str]:
    """Return what the charts say once the key for earlier runs was pressed so often."""
    for _ in range(times):
        QTest.keyClick(panel.charts[0], Qt.Key.Key_Up)
    said = [chart.reading_text() for chart in panel.charts]
    QTest.keyClick(panel.charts[0], Qt.Key.Key_Escape)
    return said


def test_a_run_stays_behind_the_next_one_and_says_what_was_different(panel: CurvesPanel) -> None:
    assert not _switch(panel).isVisible()
    panel.follow(_run(0.9), _rate(0.01))
    empty = _pixels(panel, 1)
    panel.follow(_run(0.921), _rate(0.02))
    panel.follow(History(), _rate(0.05))
    assert _switch(panel).isVisible()
    assert _switch(panel).text() == "Earlier 2"
    assert _pixels(panel, 1) != empty
    assert _read_earlier(panel)[1].endswith("run 2: learning rate 0.02, 92.1\u202f%")
    assert _read_earlier(panel, 2)[1].endswith("run 1: learning rate 0.01, 90.0\u202f%")
    assert "run 1: learning rate 0.01, 2.000" in _read_earlier(panel, 2)[0]
    assert "run" not in _read_earlier(panel, 3)[1]


def test_an_earlier_run_is_read_where_the_mouse_is(panel: CurvesPanel) -> None:
    panel.follow(_run(0.5), _rate(0.01))
    panel.follow(_run(0.97), Experiment())
    panel.refresh()
    chart = panel.charts[1]
    viewport = chart.findChildren(QAbstractScrollArea)[0].viewport()
    plot = viewport.height() - 30 - 24
    x, y = 44 + (viewport.width() - 44) * 6 // 10, 30 + plot - round(plot * 0.49)  # a little below 50 % at step 600
    QTest.mouseMove(viewport, QPoint(x, y))
    assert all("run 1: learning rate 0.01" in chart.reading_text() for chart in panel.charts)
    QTest.mouseMove(viewport, QPoint(x, y - plot // 4))
    assert not any("run 1" in chart.reading_text() for chart in panel.charts)


def test_earlier_runs_are_hidden_and_forgotten(panel: CurvesPanel) -> None:
    panel.follow(None)
    panel.follow(History(), Experiment())
    bare = _pixels(panel, 0)
    panel.follow(_run(0.9), Experiment())
    panel.follow(History(), Experiment())
    shown = _pixels(panel, 0)
    assert shown != bare
    QTest.mouseClick(_switch(panel), Qt.MouseButton.LeftButton)
    assert _pixels(panel, 0) == bare
    QTest.mouseClick(_switch(panel), Qt.MouseButton.LeftButton)
    assert _pixels(panel, 0) == shown
    forget = _control(panel, QPushButton, "Forget the earlier runs")
    QTest.mouseClick(forget, Qt.MouseButton.LeftButton)
    assert _pixels(panel, 0) == bare
    assert not _switch(panel).isVisible()


def test_a_run_of_a_few_steps_is_not_kept(panel: CurvesPanel) -> None:
    for steps in (0, 1, 4):
        panel.follow(_run(0.9, steps), Experiment())
    panel.follow(None)
    assert not _switch(panel).isVisible()
    panel.follow(_run(0.9, 5), Experiment())
    panel.follow(History(), Experiment())
    assert _switch(panel).isVisible()


def test_runs_of_another_loss_are_not_drawn_or_counted_until_it_is_back(panel: CurvesPanel) -> None:
    other = Experiment().changed({"training.loss": "mse"})
    panel.follow(None)
    panel.follow(History(), Experiment())
    bare = [_pixels(panel, index) for index in (0, 1)]
    panel.follow(_run(0.9), other)
    panel.follow(History(), Experiment())
    assert not _switch(panel).isVisible()
    assert [_pixels(panel, index) for index in (0, 1)] == bare
    panel.note_settings(other)
    assert _switch(panel).text() == "Earlier 1"
    assert _pixels(panel, 0) != bare[0]


def test_forgetting_leaves_the_runs_that_are_not_seen(panel: CurvesPanel) -> None:
    other = Experiment().changed({"training.loss": "hinge"})
    for experiment in (other, Experiment()):
        panel.follow(_run(0.9), experiment)
    panel.follow(History(), Experiment())
    QTest.mouseClick(_control(panel, QPushButton, "Forget the earlier runs"), Qt.MouseButton.LeftButton)
    assert not _switch(panel).isVisible()
    panel.note_settings(other)
    assert _switch(panel).text() == "Earlier 1"


def test_fifty_runs_are_kept_at_most(panel: CurvesPanel) -> None:
    for _ in range(53):
        panel.follow(_run(0.9, 20), Experiment())
    assert _switch(panel).text() == "Earlier 50"


def test_settings_that_changed_on_the_way_are_the_runs_own(panel: CurvesPanel) -> None:
    first, second = _run(0.9), _run(0.8)
    panel.follow(first, _rate(0.01))
    panel.refresh()
    panel.note_settings(_rate(0.002))
    panel.follow(second, _rate(0.002))  # nothing was trained with that rate
    assert "learning rate 0.01, 90.0" in _read_earlier(panel)[1]
    panel.refresh()
    panel.note_settings(_rate(0.02))
    second.append(700, {"batch_loss": 1.0})
    panel.refresh()
    panel.note_settings(_rate(0.02).changed({"model.hidden": [8]}))  # of the next run
    panel.follow(History(), _rate(0.02).changed({"model.hidden": [8]}))
    assert "run 2: hidden layers 64 64 64, learning rate 0.002, then 0.02, 80.0" in _read_earlier(panel)[1]


def test_runs_stay_when_other_metrics_come_and_go(panel: CurvesPanel, qtbot: QtBot) -> None:
    panel.follow(_run(0.9), _rate(0.01))
    panel.set_metrics(METRICS[2:])
    panel.follow(History(), Experiment())
    assert _switch(panel).text() == "Earlier 1"
    panel.set_metrics(METRICS)
    qtbot.waitUntil(panel.charts[0].isVisible)
    assert "run 1: learning rate 0.01, 2.000" in _read_earlier(panel)[0]


def test_all_charts_look_at_the_same_part_until_the_next_run(panel: CurvesPanel, history: History) -> None:
    whole = [_pixels(panel, index) for index in (0, 1)]
    QTest.keyClick(panel.charts[0], Qt.Key.Key_Plus)
    close = [_pixels(panel, index) for index in (0, 1)]
    assert close[0] != whole[0]
    assert close[1] != whole[1]
    QTest.keyClick(panel.charts[1], Qt.Key.Key_Home)
    assert [_pixels(panel, index) for index in (0, 1)] == whole
    QTest.keyClick(panel.charts[0], Qt.Key.Key_Plus)
    panel.follow(history)
    assert [_pixels(panel, index) for index in (0, 1)] == whole


def _choose(panel: CurvesPanel, kind: str) -> None:
    button = _control(panel, QPushButton, "Export")
    assert isinstance(button, QPushButton)
    next(action for action in button.menu().actions() if kind in action.text()).trigger()
