"""The session: commands from the GUI thread, real training in a real thread."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from playground.app.session import Session
from playground.core.experiment import Experiment
from playground.core.probes import Answer, AskAnswer, AskSamples, Example, Question, Samples
from playground.core.progress import Phase, Progress
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.control import Control
from playground.engine.trainer import Trainer

TIMEOUT_MS = 30_000


def _phase(session: Session) -> Phase | None:
    progress = session.progress()
    return None if progress is None else progress.phase


def _progress(session: Session) -> Progress:
    progress = session.progress()
    assert progress is not None
    return progress


def _finish(qtbot: QtBot, session: Session) -> None:
    session.train()
    qtbot.waitUntil(lambda: not session.training and _phase(session) is Phase.FINISHED, timeout=TIMEOUT_MS)


def test_a_network_stands_ready_before_train_is_pressed(session: Session, qtbot: QtBot) -> None:
    assert _phase(session) is Phase.IDLE
    with qtbot.waitSignal(session.answered, timeout=TIMEOUT_MS) as answered:
        session.ask(AskAnswer(Example(np.zeros((8, 8), np.uint8))))
    answer = answered.args[0]
    assert isinstance(answer, Answer)
    assert answer.step == 0
    assert abs(float(answer.probabilities.sum()) - 1) < 1e-5


def test_window_and_command_line_give_the_same_numbers(session: Session, qtbot: QtBot, folders: DataFolders) -> None:
    _finish(qtbot, session)
    alone = Trainer(session.experiment, load(session.experiment.data, folders), Control())
    for _ in alone.run():
        pass
    assert session.run is not None
    for name in ("batch_loss", "test_loss", "test_accuracy"):
        assert np.array_equal(session.run.history.read(name).values, alone.history.read(name).values)


def test_pause_and_train_go_on_where_it_was(session: Session, qtbot: QtBot) -> None:
    session.edit({"training.epochs": 100_000})
    session.train()
    qtbot.waitUntil(lambda: _progress(session).step > 50, timeout=TIMEOUT_MS)
    session.pause()
    qtbot.waitUntil(lambda: not session.training, timeout=TIMEOUT_MS)
    paused = _progress(session)
    assert paused.phase is Phase.PAUSED
    session.train()
    qtbot.waitUntil(lambda: _progress(session).step > paused.step, timeout=TIMEOUT_MS)
    assert session.training


def test_steps_and_epochs_one_at_a_time(session: Session, qtbot: QtBot) -> None:
    session.step()
    qtbot.waitUntil(lambda: not session.training, timeout=TIMEOUT_MS)
    assert (_progress(session).step, _phase(session)) == (1, Phase.PAUSED)
    session.step_epoch()
    qtbot.waitUntil(lambda: not session.training, timeout=TIMEOUT_MS)
    assert _progress(session).epoch == 1


def test_reset_starts_the_same_run_again(session: Session, qtbot: QtBot) -> None:
    _finish(qtbot, session)
    assert session.run is not None
    first = session.run.history.read("batch_loss").values
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.reset()
    assert _progress(session).step == 0
    _finish(qtbot, session)
    assert np.array_equal(first, session.run.history.read("batch_loss").values)


def test_a_finished_run_trains_on_for_as_many_epochs_again(session: Session, qtbot: QtBot) -> None:
    _finish(qtbot, session)
    _finish(qtbot, session)
    assert _progress(session).epoch == 4
    assert session.experiment.training.epochs == 4


def test_stop_ends_the_run_where_it_is(session: Session, qtbot: QtBot) -> None:
    session.edit({"training.epochs": 100_000})
    session.train()
    qtbot.waitUntil(lambda: _progress(session).step > 10, timeout=TIMEOUT_MS)
    session.stop()
    qtbot.waitUntil(lambda: not session.training, timeout=TIMEOUT_MS)
    assert _phase(session) is Phase.FINISHED


def test_a_live_edit_reaches_the_running_trainer(session: Session, qtbot: QtBot) -> None:
    session.edit({"training.epochs": 100_000})
    session.train()
    run = session.run
    session.edit({"training.learning_rate": 0.02})
    qtbot.waitUntil(lambda: session.run is not None and session.run.history.last("learning_rate") == 0.02)
    assert session.run is run


def test_a_live_edit_takes_hold_while_paused(session: Session, qtbot: QtBot) -> None:
    planned = _progress(session).planned_steps
    with qtbot.waitSignal(session.state_changed, timeout=TIMEOUT_MS):
        session.edit({"training.epochs": 4})
    assert _progress(session).planned_steps == 2 * planned


def test_a_structural_edit_builds_a_new_run_that_goes_on_training(session: Session, qtbot: QtBot) -> None:
    session.edit({"training.epochs": 100_000})
    session.train()
    qtbot.waitUntil(lambda: _progress(session).step > 10, timeout=TIMEOUT_MS)
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS) as built:
        session.edit({"model.hidden": [8, 8]})
    assert built.args[0].experiment.model.hidden == (8, 8)
    qtbot.waitUntil(lambda: session.progress() is not None and _progress(session).step > 10, timeout=TIMEOUT_MS)
    assert session.training


def test_undo_and_redo_take_hold_too(session: Session, qtbot: QtBot) -> None:
    def edit() -> None:
        session.edit({"model.hidden": [5]})

    acts: list[tuple[Callable[[], None], tuple[int, ...]]] = [(edit, (5,)), (session.undo, (16,)), (session.redo, (5,))]
    for act, hidden in acts:
        with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS) as built:
            act()
        assert built.args[0].experiment.model.hidden == hidden


def test_a_train_before_all_is_ready_is_remembered(qtbot: QtBot, folders: DataFolders) -> None:
    session = Session(Experiment().changed({"training.epochs": 1}), folders)
    session.start()
    session.train()
    assert session.training
    try:
        qtbot.waitUntil(lambda: _phase(session) is Phase.FINISHED, timeout=TIMEOUT_MS)
    finally:
        session.close()


def test_a_problem_stops_what_cannot_go_on_and_its_mending_brings_it_back(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.problems_changed, timeout=TIMEOUT_MS) as found:
        session.edit({"model.output": "single"})
    assert "model.output" in {problem.field for problem in found.args[0]}
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.edit({"data.classes": [3, 7], "training.loss": "bce"})
    assert session.facts is not None
    assert session.facts.class_names == ("3", "7")


def test_a_bad_value_is_refused_and_the_last_good_one_stays(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.value_refused, timeout=TIMEOUT_MS) as refused:
        session.edit({"training.learning_rate": 99.0})
    assert refused.args[0] == "training.learning_rate"
    assert session.experiment.training.learning_rate == 0.001


def test_missing_data_is_said_and_built_in_data_keeps_working(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.data_missing, timeout=TIMEOUT_MS) as missing:
        session.choose_data_set("mnist")
    assert "MNIST" in str(missing.args[0])
    assert session.run is None
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.choose_data_set("spiral")
    assert session.facts is not None
    assert session.facts.input_shape == (2,)


def test_a_device_that_is_not_there_gives_a_sentence(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.failed, timeout=TIMEOUT_MS) as failed:
        session.edit({"training.device": "cuda:7"})
    assert "cuda:7" in str(failed.args[0])
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.edit({"training.device": "cpu"})


def test_answers_about_an_old_run_do_not_arrive(session: Session, qtbot: QtBot) -> None:
    for _ in range(5):
        session.ask(AskSamples())
        session.edit({"training.seed": session.experiment.training.seed + 1})
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.reset()
    arrived: list[object] = []
    session.answered.connect(arrived.append)
    with qtbot.waitSignal(session.answered, timeout=TIMEOUT_MS):
        session.ask(AskSamples(count=3))
    assert [len(answer.labels) for answer in arrived if isinstance(answer, Samples)] == [3]


def test_closing_in_the_middle_of_a_long_step_ends_all_threads(qtbot: QtBot, folders: DataFolders) -> None:
    before = threading.active_count()
    heavy = {"model.hidden": [4096, 4096], "training.batch_size": 100_000, "training.epochs": 0}
    session = Session(Experiment().changed(heavy), folders)
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.start()
    session.train()
    with qtbot.waitSignal(session.answered, timeout=TIMEOUT_MS):
        session.ask(AskAnswer(Example(np.zeros((8, 8), np.uint8))))
    session.close()
    assert all(thread.isFinished() for thread in session.findChildren(QThread))
    assert threading.active_count() <= before


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ({"model.output": "single", "data.classes": [3, 7]}, {"training.loss": "bce"}),
        ({"training.schedule": "cosine", "training.epochs": 0, "model.hidden": [4]}, {"training.epochs": 2}),
    ],
)
def test_a_build_that_failed_is_tried_again_when_a_live_value_mends_it(
    session: Session, qtbot: QtBot, broken: dict[str, object], mended: dict[str, object]
) -> None:
    with qtbot.waitSignal(session.problems_changed, timeout=TIMEOUT_MS, check_params_cb=bool):
        session.edit(broken)
    assert not session.can_train
    session.train()
    assert not session.training
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.edit(mended)
    _finish(qtbot, session)


def test_one_step_before_all_is_ready_is_one_step(qtbot: QtBot, folders: DataFolders) -> None:
    session = Session(Experiment(), folders)
    session.start()
    session.step()
    try:
        qtbot.waitUntil(lambda: session.progress() is not None and not session.training, timeout=TIMEOUT_MS)
        assert _progress(session).step == 1
    finally:
        session.close()


def test_one_epoch_stays_one_epoch_when_the_network_is_rebuilt_under_it(session: Session, qtbot: QtBot) -> None:
    session.set_speed(2.0)
    session.step_epoch()
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.edit({"model.hidden": [8]})
    session.set_speed(None)
    qtbot.waitUntil(lambda: not session.training and _progress(session).epoch == 1, timeout=TIMEOUT_MS)


def test_wishes_laid_down_as_training_ends_are_not_lost(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    """The GUI thread still believes that it trains, while the worker has passed its last block."""
    session.train()
    qtbot.waitUntil(lambda: session._worker.progress.phase is Phase.FINISHED, timeout=TIMEOUT_MS)  # type: ignore[union-attr]
    session._training = True
    session.edit({"training.epochs": 9})
    session.save_run(tmp_path / "run")
    with qtbot.waitSignals([session.run_saved, session.state_changed], timeout=TIMEOUT_MS):
        session._on_training_ended(_progress(session))
    # The worker may save in its last block still, before the change comes to it.
    qtbot.waitUntil(lambda: _progress(session).planned_epochs == 9, timeout=TIMEOUT_MS)
    assert _progress(session).planned_epochs == 9


def test_without_a_run_there_is_nothing_to_save_and_that_is_said(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.data_missing, timeout=TIMEOUT_MS):
        session.choose_data_set("mnist")
    with qtbot.waitSignal(session.said, timeout=TIMEOUT_MS):
        session.save_run(tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_run_on_other_data_is_not_taken_up(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    _finish(qtbot, session)
    with qtbot.waitSignal(session.run_saved, timeout=TIMEOUT_MS):
        session.save_run(tmp_path / "run")
    facts = (tmp_path / "run" / "run.json").read_text()
    assert session.facts is not None
    (tmp_path / "run" / "run.json").write_text(facts.replace(session.facts.fingerprint, "0" * 16))
    with qtbot.waitSignal(session.failed, timeout=TIMEOUT_MS) as failed:
        session.open_run(tmp_path / "run")
    assert "other data" in str(failed.args[0])
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.reset()


@pytest.mark.qt_no_exception_capture
def test_a_view_that_fails_leaves_the_others_alive(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(error))
    session.ask(AskSamples(pool=-1, count=-1, part="nowhere"))  # type: ignore[arg-type]
    session.ask(_Unknown())
    with qtbot.waitSignal(session.answered, timeout=TIMEOUT_MS):
        session.ask(AskAnswer(Example(np.zeros((8, 8), np.uint8))))
    qtbot.waitUntil(lambda: bool(caught), timeout=TIMEOUT_MS)


class _Unknown(Question):
    """A question that no function answers: a fault of the program."""
