"""Own drawings in the whole program: drawn by mouse, named by a key, kept, measured, trained on, brought back."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits
from made_facts import MNIST_FACTS
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from playground.app.main import KeptFiles, Program
from playground.app.worker import Run
from playground.core.experiment import Experiment
from playground.core.messages import Message
from playground.core.own_drawings import OwnExamples, OwnPreparer
from playground.core.probes import Answers, AskAnswers
from playground.core.sheet import onto_sheet
from playground.core.stroke_file import LabelledDrawing, drawings_to_json, parse_drawings
from playground.data.folders import DataFolders
from playground.engine.metrics import OWN_ACCURACY, pinned
from playground.engine.probes import Prober
from playground.engine.trainer import Trainer
from playground.ui.canvas import StrokeCanvas
from playground.ui.own.gallery import Gallery
from playground.ui.own.note import NoteLine
from playground.ui.own.score import ScoreLine

TIMEOUT_MS = 30_000
SMALL = Experiment().changed({"model.hidden": [32], "training.epochs": 4})


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    drawn = [LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(3)]
    KeptFiles.within(tmp_path).drawings.write_text(drawings_to_json(drawn))
    yield from _programs(qtbot, tmp_path)


def _programs(qtbot: QtBot, folder: Path) -> Iterator[Program]:
    """Begin the program with what is kept in `folder`, and end it."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, SMALL, DataFolders(own=folder / "data", given=None), KeptFiles.within(folder))
    with qtbot.waitSignals([made.session.run_built, made.own.prepared], timeout=TIMEOUT_MS):
        made.show()
    yield made
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _canvas(program: Program) -> StrokeCanvas:
    (found,) = program.window.try_it.findChildren(StrokeCanvas)
    return found


def _draw_one(program: Program) -> None:
    """Draw an upright stroke with mouse events."""
    canvas = _canvas(program)
    middle, top = canvas.width() // 2, canvas.height() // 5
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(middle, top))
    for down in range(10):
        QTest.mouseMove(canvas, QPoint(middle, top + 10 * down))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(middle, top + 100))
    QApplication.processEvents()


def _number_on_the_sheet(program: Program) -> int | None:
    return program.window.try_it.kept


def _kept_labels(tmp_path: Path) -> list[str | None]:
    return [one.label for one in parse_drawings(KeptFiles.within(tmp_path).drawings.read_text())]


def _note(program: Program) -> str:
    """What the panel says, be it seen or not."""
    notes = program.window.my_digits.findChildren(NoteLine)
    texts = {note.text() for note in notes if not note.isHidden()}
    return texts.pop() if texts else ""


def _undo_offered(program: Program) -> bool:
    buttons = program.window.my_digits.findChildren(QPushButton)
    return not next(button for button in buttons if button.text() == "Undo").isHidden()


def _train(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.session._worker.training_ended, timeout=TIMEOUT_MS):
        program.session.train()


def test_a_drawing_named_by_its_key_is_kept_shown_and_measured(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    _draw_one(program)
    with qtbot.waitSignal(program.own.prepared, timeout=TIMEOUT_MS) as prepared:
        QTest.keyClick(_canvas(program), Qt.Key.Key_1)
    examples = prepared.args[0]
    assert isinstance(examples, OwnExamples)
    assert examples.labels.tolist() == [0, 1, 2, 1]
    assert program.window.try_it.kept == 4
    run = program.session.run
    assert run is not None
    qtbot.waitUntil(lambda: run.history.length(OWN_ACCURACY) == 1, timeout=TIMEOUT_MS)
    program.window.close()
    assert _kept_labels(tmp_path) == ["0", "1", "2", "1"]


def test_what_is_changed_in_the_gallery_is_changed_on_the_sheet(qtbot: QtBot, program: Program) -> None:
    panel = program.window.my_digits
    panel.opened.emit(2)
    assert _number_on_the_sheet(program) == 2
    assert not _canvas(program).is_empty()
    panel.relabelled.emit(2, "7")
    found = program.own.own.find(2)
    assert found is not None
    assert found.label == "7"
    panel.removed.emit([2])
    assert _number_on_the_sheet(program) is None
    assert not _canvas(program).is_empty()
    panel.undo_requested.emit()
    assert program.own.own.find(2) is not None


def test_own_drawings_are_in_training_once_that_is_chosen(qtbot: QtBot, program: Program) -> None:
    facts = program.session.facts
    assert facts is not None
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS) as built:
        program.window.my_digits.weight_chosen.emit(10)
    run = built.args[0]
    assert run.facts.train_count == facts.train_count + 30
    assert [one.number for one in run.own.drawings] == [1, 2, 3]


def test_a_pinned_drawing_is_followed_over_the_epochs(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.own.prepared, timeout=TIMEOUT_MS):
        program.window.my_digits.pinned.emit(3)
    run = program.session.run
    assert run is not None
    _train(qtbot, program)
    pieces = [run.history.read(pinned(label)) for label in range(10)]
    assert len(pieces[0].steps) == 5
    assert sum(piece.values[-1] for piece in pieces) == pytest.approx(1, abs=1e-5)


def test_drawings_are_exported_as_predict_reads_them(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    with qtbot.waitSignal(program.session.said) as said:
        program.own.export_file(file)
    assert str(file) in str(said.args[0])
    assert [one.label for one in parse_drawings(file.read_text())] == ["0", "1", "2"]


def test_what_comes_of_files_is_said_in_the_status_bar_and_in_the_panel(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "odd.json"
    file.write_text('{"no": "drawings"}')
    said: list[Message] = []
    program.session.said.connect(said.append)
    program.own.import_file(file)
    qtbot.waitUntil(lambda: len(said) == 2, timeout=TIMEOUT_MS)
    assert "Strokes are a list" in str(said[-1])
    assert "Strokes are a list" in _note(program)
    assert len(program.own.own.drawings) == 3


# While other data are loaded


def test_a_change_while_other_data_load_harms_no_training(qtbot: QtBot, program: Program) -> None:
    """The same image has another label there: counted by the old ones, right answers would be wrong."""
    session = program.session
    failed: list[Message] = []
    session.failed.connect(failed.append)
    with qtbot.waitSignals([session.run_built, program.own.prepared], timeout=TIMEOUT_MS):
        session.edit({"data.classes": [1, 2]})
        program.own.pin(2)
        program.own._thread.submit(lambda: None).result()  # what is prepared comes before the new run is there
        QCoreApplication.processEvents()
    _train(qtbot, program)
    assert failed == []
    run, trainer, data = session.run, session._worker._trainer, session._worker._data
    assert run is not None
    assert trainer is not None
    assert data is not None
    examples = OwnPreparer().examples(program.own.own, run.facts)
    assert examples.labels.tolist() == [0, 1]
    answers = Prober(run.experiment, data).answer(AskAnswers(examples.images), trainer.network_state())
    assert isinstance(answers, Answers)
    assert run.history.last(OWN_ACCURACY) == np.mean(answers.chosen == examples.labels)
    assert run.history.read(OWN_ACCURACY).steps[0] == 0


def test_drawings_that_were_prepared_for_other_data_harm_no_training(qtbot: QtBot, program: Program) -> None:
    program.session.measure_own(OwnPreparer().examples(program.own.own, MNIST_FACTS))
    _train(qtbot, program)
    assert program.session.run is not None  # a run that fails is let go


def test_that_a_live_change_fails_is_said(qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Trainer) -> None:
        raise RuntimeError("measured in vain")

    monkeypatch.setattr(Trainer, "take_change", fail)
    with qtbot.waitSignal(program.session.failed, timeout=TIMEOUT_MS) as failed:
        program.own.pin(1)
    assert "measured in vain" in str(failed.args[0])


# Among the training examples


def _built(qtbot: QtBot, program: Program, begin: Callable[[], None]) -> Run:
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS) as built:
        begin()
    run = built.args[0]
    assert isinstance(run, Run)
    return run


def test_a_reset_has_what_was_drawn_since_in_training(qtbot: QtBot, program: Program) -> None:
    before = _built(qtbot, program, lambda: program.window.my_digits.weight_chosen.emit(10))
    program.own.add([LabelledDrawing(draw_digits(4)[3].strokes, "3")])
    after = _built(qtbot, program, program.session.reset)
    assert after.facts.train_count == before.facts.train_count + 10


def test_without_a_weight_no_data_are_loaded_anew_for_a_drawing(qtbot: QtBot, program: Program) -> None:
    data = program.session._worker._data
    program.own.add([LabelledDrawing(draw_digits(4)[3].strokes, "3")])
    run = _built(qtbot, program, program.session.reset)
    assert run.own is None
    assert program.session._worker._data is data


def test_the_panel_shows_what_is_trained_on_and_how_often(qtbot: QtBot, program: Program) -> None:
    (score,) = program.window.my_digits.findChildren(ScoreLine)
    (gallery,) = program.window.my_digits.findChildren(Gallery)
    _built(qtbot, program, lambda: program.window.my_digits.weight_chosen.emit(10))
    assert gallery._trained_on == {1, 2, 3}
    program.own.add([LabelledDrawing(draw_digits(4)[3].strokes, "3")])
    program.own.remove([1])
    assert gallery._trained_on == {2, 3}
    program.session.edit({"data.own_weight": 50})  # which is shown before the data are there
    assert score._choice.value() == "many"
    program.session.undo()
    _built(qtbot, program, program.session.undo)
    assert gallery._trained_on == frozenset()
    assert score._choice.value() == "off"


def test_a_saved_run_goes_on_with_the_drawings_that_it_was_trained_on(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    before = _built(qtbot, program, lambda: program.window.my_digits.weight_chosen.emit(10))
    _train(qtbot, program)
    with qtbot.waitSignal(program.session.run_saved, timeout=TIMEOUT_MS):
        program.session.save_run(tmp_path / "run")
    program.own.remove([1])
    program.own.add([LabelledDrawing(onto_sheet(draw_digits(4)[3].strokes), "3")])
    after = _built(qtbot, program, lambda: program.session.open_run(tmp_path / "run"))
    assert after.facts == before.facts
    assert after.progress.step > 0
    (gallery,) = program.window.my_digits.findChildren(Gallery)
    assert gallery._trained_on == {2, 3}  # the first was deleted, the fourth came later


# Taken back


def test_the_last_drawing_comes_back_and_the_experiment_stays(qtbot: QtBot, program: Program) -> None:
    program.session.edit({"training.learning_rate": 0.5})
    window = program.window
    window.docks.bring_up("my_digits")
    window.activateWindow()
    (gallery,) = window.my_digits.findChildren(Gallery)
    qtbot.waitUntil(gallery.isVisible, timeout=TIMEOUT_MS)
    gallery.setFocus()
    QTest.keyClick(gallery, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(gallery, Qt.Key.Key_Delete)
    assert program.own.own.find(3) is None
    qtbot.waitUntil(lambda: not gallery.isVisible(), timeout=TIMEOUT_MS)
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one.label for one in program.own.own.drawings] == ["0", "1", "2"]
    assert program.session.experiment.training.learning_rate == 0.5


def test_undo_and_redo_are_told_of_and_what_comes_back_is_picked(qtbot: QtBot, program: Program) -> None:
    panel = program.window.my_digits
    (gallery,) = panel.findChildren(Gallery)
    panel.removed.emit([2])
    assert "was deleted" in _note(program)
    with qtbot.waitSignal(program.own.prepared, timeout=TIMEOUT_MS):
        panel.undo_requested.emit()
    assert _note(program) == "The drawing of 1 is back."
    assert gallery.picks() == {2}
    panel.redo_requested.emit()
    assert "deleted again. Ctrl+Z" in _note(program)
    panel.undo_requested.emit()
    panel.relabelled.emit(2, "7")
    assert _note(program) == ""


def test_what_reading_them_said_is_still_said_once_they_are_there(qtbot: QtBot, tmp_path: Path) -> None:
    KeptFiles.within(tmp_path).drawings.write_text("no drawings")
    for program in _programs(qtbot, tmp_path):
        assert _note(program)


def test_undo_is_offered_only_where_it_brings_drawings_back_that_can_be_seen(qtbot: QtBot, program: Program) -> None:
    panel, own = program.window.my_digits, program.own
    own.add([LabelledDrawing(draw_digits(4)[3].strokes, "X")])
    assert not _undo_offered(program)  # it would take the drawing away
    panel.removed.emit([4])
    assert not _undo_offered(program)  # nothing here has the class X
    panel.removed.emit([1, 2, 3])
    assert _undo_offered(program)
    panel.undo_requested.emit()
    assert not _undo_offered(program)
    panel.redo_requested.emit()
    assert _undo_offered(program)
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.session.edit({"data.classes": [7, 8]})
    assert not _undo_offered(program)


def test_at_the_end_what_is_still_to_be_written_is_written(program: Program, tmp_path: Path) -> None:
    gate = threading.Event()
    program.own._thread.submit(gate.wait)
    program.own.relabel(1, "7")
    threading.Timer(0.05, gate.set).start()
    program.window.close()
    assert _kept_labels(tmp_path) == ["7", "1", "2"]
