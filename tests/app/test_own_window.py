"""Own drawings in the whole program: drawn by mouse, named by a key, kept, measured, trained on, brought back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from digit_strokes import draw_digits
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.app.main import KeptFiles, Program
from playground.core.experiment import Experiment
from playground.core.own_drawings import OwnExamples
from playground.core.stroke_file import LabelledDrawing, drawings_to_json, parse_drawings
from playground.data.folders import DataFolders
from playground.engine.metrics import OWN_ACCURACY, pinned
from playground.ui.canvas import StrokeCanvas

TIMEOUT_MS = 30_000
SMALL = Experiment().changed({"model.hidden": [32], "training.epochs": 4})


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    kept = KeptFiles.within(tmp_path)
    drawn = [LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(3)]
    kept.drawings.write_text(drawings_to_json(drawn))
    made = Program(app, SMALL, DataFolders(own=tmp_path / "data", given=None), kept)
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


def test_drawings_are_exported_and_imported_as_predict_reads_them(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    program.own_joint.export_drawings(file)
    assert [one.label for one in parse_drawings(file.read_text())] == ["0", "1", "2"]
    program.own_joint.import_drawings(file)
    assert [one.label for one in program.own.own.drawings] == ["0", "1", "2", "0", "1", "2"]


def test_a_file_that_holds_no_drawings_is_refused_in_words(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    file.write_text('{"no": "drawings"}')
    with qtbot.waitSignal(program.session.said) as said:
        program.own_joint.import_drawings(file)
    assert "Strokes are a list" in str(said.args[0])
    assert len(program.own.own.drawings) == 3
