"""The whole program in a real (offscreen) window: controls moved, Train clicked, a digit drawn by mouse."""

import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMessageBox, QPushButton, QSlider, QWidget
from pytestqt.qtbot import QtBot

from playground import __version__
from playground.app.main import KeptFiles, Program
from playground.app.rhythm import Rhythm
from playground.core.experiment import Experiment
from playground.core.messages import message
from playground.core.probes import Answer, AskAnswer, AskPlane, AskSamples, Question, Samples
from playground.core.progress import Phase
from playground.data.folders import DataFolders
from playground.store.settings import load_settings
from playground.ui.canvas import StrokeCanvas
from playground.ui.panel import PanelDock, PanelHead
from playground.ui.theme import DARK, LIGHT

TIMEOUT_MS = 30_000
SMALL = Experiment().changed({"model.hidden": [32], "training.epochs": 8})


def _open(qtbot: QtBot, tmp_path: Path, experiment: Experiment | None) -> Program:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    folders = DataFolders(own=tmp_path / "data", given=None)
    program = Program(app, experiment, folders, KeptFiles.within(tmp_path))
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.show()
    return program


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = _open(qtbot, tmp_path, SMALL)
    yield made
    _close(made)


def _close(program: Program) -> None:
    """Close the window and destroy it, or the next one's style sheet would be polished into it too."""
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _button(parent: QWidget, text: str) -> QPushButton:
    return next(button for button in parent.findChildren(QPushButton) if button.text() == text)


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _phase(program: Program) -> Phase | None:
    progress = program.session.progress()
    return None if progress is None else progress.phase


def _train(qtbot: QtBot, program: Program) -> None:
    _click(_button(program.window.toolbar, "Train"))
    qtbot.waitUntil(lambda: not program.session.training and _phase(program) is Phase.FINISHED, timeout=TIMEOUT_MS)
    program.joint.refresh()


def _draw(canvas: StrokeCanvas, strokes: list[np.ndarray[tuple[int, int], np.dtype[np.float64]]]) -> None:
    """Draw with mouse events, fitted into the middle of the canvas."""
    points = np.concatenate(strokes)
    middle, size = (points.min(axis=0) + points.max(axis=0)) / 2, float(np.ptp(points, axis=0).max())
    side = 0.7 * min(canvas.width(), canvas.height())
    centre = np.array([canvas.width(), canvas.height()]) / 2
    for stroke in strokes:
        places = [QPoint(*map(int, place)) for place in (stroke - middle) / size * side + centre]
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(canvas, place)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=places[-1])


def test_train_fills_the_curves_and_says_so(qtbot: QtBot, program: Program) -> None:
    _train(qtbot, program)
    run, progress = program.session.run, program.session.progress()
    assert run is not None
    assert progress is not None
    assert run.history.length("test_loss") == 9
    assert (run.history.last("test_accuracy") or 0) > 0.9
    assert _button(program.window.toolbar, "Train on").isEnabled()
    for chart in program.window.curves.charts:
        chart.show_cursor(progress.step)
        assert "train" in chart.reading_text()
        assert "test" in chart.reading_text()


def _is_one_sample(answer: object) -> bool:
    return isinstance(answer, Samples) and len(answer.labels) == 1


def test_a_digit_drawn_by_mouse_is_recognised(qtbot: QtBot, program: Program) -> None:
    _train(qtbot, program)
    canvas = program.window.try_it.findChild(StrokeCanvas)
    assert canvas is not None
    answers: list[Answer] = []

    def take(answer: object) -> None:
        if isinstance(answer, Answer):
            answers.append(answer)

    program.session.answered.connect(take)
    right = 0
    for drawn in draw_digits(10, seed=2):
        canvas.clear()
        _draw(canvas, list(drawn.strokes))
        QApplication.processEvents()  # the panel prepares the drawing once an event loop turn
        example = program.window.try_it.example()
        assert example is not None
        program.session.ask(AskAnswer(example), "test")
        # Questions are answered in turn: once this one is, so is the one about the whole drawing.
        with qtbot.waitSignal(program.session.answered, timeout=TIMEOUT_MS, check_params_cb=_is_one_sample):
            program.session.ask(AskSamples(count=1), "test")
        right += answers[-1].chosen == drawn.label
    assert right >= 7


def test_a_moved_slider_reaches_the_experiment_and_undo_takes_it_back(qtbot: QtBot, program: Program) -> None:
    panel = program.window.experiment
    slider = next(slider for slider in panel.findChildren(QSlider) if slider.accessibleName() == "Learning rate")
    slider.setFocus()
    before = program.session.experiment.training.learning_rate
    QTest.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: program.session.experiment.training.learning_rate > before, timeout=TIMEOUT_MS)
    program.window.actions_.undo.trigger()
    assert program.session.experiment.training.learning_rate == before


def test_space_trains_and_pauses_and_keys_step_and_reset(qtbot: QtBot, program: Program) -> None:
    window = program.window
    program.session.edit({"training.epochs": 100_000})
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert program.session.training
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not program.session.training, timeout=TIMEOUT_MS)
    progress = program.session.progress()
    assert progress is not None
    window.actions_.steps.actions()[0].trigger()
    qtbot.waitUntil(lambda: (program.session.progress() or progress).step == progress.step + 1, timeout=TIMEOUT_MS)
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        window.actions_.reset_requested.emit()
    assert (program.session.progress() or progress).step == 0


def test_panels_show_the_network_before_and_while_it_trains(qtbot: QtBot, program: Program) -> None:
    program.session.edit({"training.epochs": 100_000})
    program.session.train()
    with qtbot.waitSignals([program.session.answered] * 8, timeout=TIMEOUT_MS):
        pass
    picture = program.window.grab().toImage()
    assert picture.width() > 1000
    program.session.pause()


@pytest.mark.parametrize("name", ["spiral", "iris", "classification", "breast_cancer"])
def test_other_families_train_in_the_same_window(qtbot: QtBot, program: Program, name: str) -> None:
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.window.experiment.data_set_chosen.emit(name)
    _train(qtbot, program)
    with qtbot.waitSignal(program.session.answered, timeout=TIMEOUT_MS):
        program.session.reset()
    assert not program.window.grab().isNull()


def test_missing_data_says_what_to_do(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.session.data_missing, timeout=TIMEOUT_MS):
        program.window.experiment.data_set_chosen.emit("mnist")
    program.joint.refresh()
    assert {"Download 12 MB", "Choose a folder…"} <= {
        button.text() for button in program.window.network.findChildren(QPushButton) if button.isVisible()
    }
    program.session.download_failed.emit(message("There is no network."))
    assert "There is no network." in {label.text() for label in program.window.network.findChildren(QLabel)}
    assert not _button(program.window.toolbar, "Train").isEnabled()


def test_divergence_offers_a_remedy(qtbot: QtBot, program: Program) -> None:
    wild = {"training.optimizer": "sgd", "training.loss": "mse", "training.learning_rate": 10.0}
    program.session.edit({**wild, "training.reduction": "sum"})
    program.session.train()
    qtbot.waitUntil(lambda: _phase(program) is Phase.DIVERGED and not program.session.training, timeout=TIMEOUT_MS)
    program.joint.refresh()
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        _click(_button(program.window.curves, "Set and reset"))
    assert program.session.experiment.training.learning_rate < 0.1


def test_theme_and_last_experiment_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    first = _open(qtbot, tmp_path, SMALL)
    first.session.edit({"training.epochs": 5})
    first.window.actions_.theme_chosen.emit("dark")
    assert first.look.theme is DARK
    _close(first)
    again = _open(qtbot, tmp_path, None)
    assert again.look.theme is DARK
    assert again.session.experiment.training.epochs == 5
    again.window.actions_.theme_chosen.emit("light")
    assert again.look.theme is LIGHT
    _close(again)


def test_settings_that_cannot_be_read_do_not_stop_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{broken")
    program = _open(qtbot, tmp_path, None)
    assert program.session.experiment == Experiment()
    _close(program)
    settings, said = load_settings(tmp_path / "settings.json")
    assert said is None
    assert settings.experiment == Experiment()


def test_experiments_and_runs_are_saved_and_opened(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    _train(qtbot, program)
    program.files.save_experiment(tmp_path / "mine.toml")
    with qtbot.waitSignal(program.session.run_saved, timeout=TIMEOUT_MS):
        program.files.save_run(tmp_path / "run")
    accuracy = program.session.run.history.last("test_accuracy") if program.session.run else None
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.files.new()
    assert program.session.experiment == Experiment()
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.files.open_experiment(tmp_path / "mine.toml")
    assert program.session.experiment == SMALL
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS) as built:
        program.session.open_run(tmp_path / "run")
    assert built.args[0].history.last("test_accuracy") == accuracy
    assert built.args[0].progress.phase is Phase.FINISHED


def test_a_run_is_saved_while_it_trains(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.session.edit({"training.epochs": 100_000})
    program.session.train()
    with qtbot.waitSignal(program.session.run_saved, timeout=TIMEOUT_MS):
        program.files.save_run(tmp_path / "run")
    assert program.session.training
    assert (tmp_path / "run" / "weights.safetensors").exists()


def test_closing_while_it_trains_leaves_no_thread(qtbot: QtBot, tmp_path: Path) -> None:
    before = threading.active_count()
    program = _open(qtbot, tmp_path, SMALL.changed({"training.epochs": 0}))
    program.session.train()
    qtbot.waitUntil(lambda: _phase(program) is Phase.TRAINING, timeout=TIMEOUT_MS)
    _close(program)
    assert threading.active_count() <= before


def test_a_refused_network_comes_back_when_the_problem_is_undone(qtbot: QtBot, program: Program) -> None:
    def says_why() -> bool:
        labels = program.window.network.findChildren(QLabel)
        return any(label.isVisible() and "does not work" in label.text() for label in labels)

    program.session.edit({"model.output_activation": "softmax"})
    assert says_why()
    assert not program.session.can_train
    program.joint.refresh()
    assert not _button(program.window.toolbar, "Train").isEnabled()
    program.session.undo()
    assert not says_why()
    program.joint.refresh()
    assert _button(program.window.toolbar, "Train").isEnabled()


def test_panels_that_were_hidden_are_put_back(qtbot: QtBot, program: Program) -> None:
    (dock,) = [dock for dock in program.window.findChildren(QDockWidget) if dock.objectName() == "samples"]
    dock.hide()
    assert program.window.samples not in program.window.seen_asking_panels()
    program.window.actions_.layout_reset_requested.emit()
    assert dock.isVisible()


def test_about_shows_the_version(qtbot: QtBot, program: Program) -> None:
    def close() -> None:
        box = program.window.findChild(QMessageBox)
        assert box is not None
        assert __version__ in box.text()
        box.reject()

    QTimer.singleShot(0, close)
    program.window.actions_.about_requested.emit()


def test_an_export_that_cannot_be_written_says_so(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.window.curves.failed, timeout=TIMEOUT_MS):
        program.window.curves.failed.emit("The disk is full.")
    program.joint.refresh()
    assert program.window.status.text() == "The disk is full."


def test_an_experiment_on_data_that_nobody_knows_is_refused_and_the_start_survives_it(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    (tmp_path / "odd.toml").write_text('[data]\nname = "foo"\n')
    with qtbot.waitSignal(program.session.said, timeout=TIMEOUT_MS) as said:
        program.files.open_experiment(tmp_path / "odd.toml")
    assert "foo" in str(said.args[0])
    assert program.session.experiment == SMALL
    (tmp_path / "settings.json").write_text('{"experiment": {"data": {"name": "foo"}}}')
    settings, why = load_settings(tmp_path / "settings.json")
    assert settings.experiment is None
    assert why is not None


def test_a_theme_is_kept_though_the_program_is_killed(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.window.actions_.theme_chosen.emit("dark")
    settings, _ = load_settings(tmp_path / "settings.json")
    assert settings.theme == "dark"


def test_a_floating_panel_stands_aside_and_goes_back(qtbot: QtBot, program: Program) -> None:
    (dock,) = [dock for dock in program.window.findChildren(PanelDock) if dock.objectName() == "curves"]
    head = dock.titleBarWidget()
    assert isinstance(head, PanelHead)
    button = head.float_button
    before, said = dock.mapToGlobal(QPoint(0, 0)), button.toolTip()
    _click(button)
    assert dock.isFloating()
    assert dock.mapToGlobal(QPoint(0, 0)) != before
    assert button.toolTip() != said
    _click(button)
    assert not dock.isFloating()
    assert button.toolTip() == said


def test_a_folder_with_data_can_be_named_and_forgotten(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    run = program.session.run
    program.session.set_data_folder(tmp_path)
    program.window.actions_.menu.aboutToShow.emit()
    assert program.window.actions_.forget_folder.isVisible()
    program.window.actions_.data_folder_dropped.emit()
    assert program.session.folders.given is None
    assert program.session.run is run


def test_a_sample_of_the_plane_becomes_the_point_that_is_tried(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.session.choose_data_set("spiral")
    program.window.samples.point_chosen.emit(1.5, -2.5)
    example = program.window.try_it.example()
    assert example is not None
    assert example.values.tolist() == [1.5, -2.5]


def test_nothing_of_a_run_stays_once_another_is_built(qtbot: QtBot, program: Program) -> None:
    """The program collects what is young, and after a run was built what is old too."""
    trainer = program.session._worker._trainer
    assert trainer is not None
    trainer.itself = trainer  # type: ignore[attr-defined]  # a cycle, as any part of torch can bring one
    gc.collect()  # now it is old
    gone = weakref.ref(trainer), weakref.ref(trainer.history)
    del trainer
    with qtbot.waitSignal(program.session.run_built, timeout=30_000):
        program.session.edit({"model.hidden": [12]})
    qtbot.waitUntil(lambda: gone[0]() is None, timeout=5_000)
    assert gone[1]() is None


def test_what_moves_is_asked_at_every_refresh_and_the_rest_by_its_own_rhythm(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _open(qtbot, tmp_path, SMALL.changed({"data.name": "spiral", "training.epochs": 0}))
    asked: list[type[Question]] = []
    monkeypatch.setattr(program.session, "ask", lambda question, asker: asked.append(type(question)))
    program.joint._timer.stop()
    program.joint._rhythms = {False: Rhythm(1.0, shortest=1e9), True: Rhythm(1e9)}
    program.session.train()
    _refresh_at_new_steps(qtbot, program, 3)  # all ask at the beginning
    assert AskSamples in asked
    asked.clear()
    _refresh_at_new_steps(qtbot, program, 40)  # a single one may come while an earlier answer is being paid for
    found = list(asked)
    _close(program)
    assert found.count(AskPlane) > 10
    assert AskSamples not in found


def _refresh_at_new_steps(qtbot: QtBot, program: Program, times: int) -> None:
    for _ in range(times):
        step = _step(program)
        qtbot.waitUntil(lambda before=step: _step(program) > before)  # type: ignore[misc]
        program.joint.refresh()


def _step(program: Program) -> int:
    progress = program.session.progress()
    return 0 if progress is None else progress.step
