"""With which settings a run was trained, in a real session: when it is still a run of the lesson, and when not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_lessons import LESSON, RUN
from pytestqt.qtbot import QtBot

from playground.app.lesson_course import Course, run_planned
from playground.app.session import Session
from playground.app.worker import Run
from playground.data.folders import DataFolders

TIMEOUT_MS = 30_000
RATE = "training.learning_rate"
SPREAD = replace(RUN, experiment=RUN.experiment.changed({"training.schedule": "cosine"}))


class _Courses:
    """Keeps the course of a session's run, as the window does."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.course: Course | None = None
        session.run_built.connect(self._on_run_built)
        session.experiment_changed.connect(self._on_experiment_changed)

    def is_of_run(self) -> bool:
        assert self.course is not None
        return self.course.is_of(RUN)

    def _on_run_built(self, run: Run) -> None:
        self.course = Course(run, self._session.experiment)

    def _on_experiment_changed(self) -> None:
        progress = self._session.progress()
        if self.course is not None and progress is not None:
            self.course.note(self._session.experiment, progress, training=self._session.training)


@pytest.fixture
def session(qtbot: QtBot, folders: DataFolders) -> Iterator[Session]:
    made = Session(RUN.experiment, folders)
    yield made
    made.close()


@pytest.fixture
def courses(qtbot: QtBot, session: Session) -> _Courses:
    made = _Courses(session)
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.start()
    return made


def _step(qtbot: QtBot, session: Session) -> None:
    session.step()
    qtbot.waitUntil(lambda: not session.training, timeout=TIMEOUT_MS)


def _train(qtbot: QtBot, session: Session) -> None:
    session.train()
    qtbot.waitUntil(lambda: not session.training, timeout=TIMEOUT_MS)


def test_what_was_set_and_taken_back_between_two_steps_changes_nothing(
    qtbot: QtBot, session: Session, courses: _Courses
) -> None:
    for _ in range(2):
        session.edit({RATE: 0.5})
        session.undo()
        assert courses.is_of_run()
        _step(qtbot, session)
    assert courses.is_of_run()


def test_a_first_step_with_other_settings_counts(qtbot: QtBot, session: Session, courses: _Courses) -> None:
    session.edit({RATE: 0.5})
    _step(qtbot, session)
    session.undo()
    assert not courses.is_of_run()


def test_a_step_with_other_settings_counts_until_the_network_begins_anew(
    qtbot: QtBot, session: Session, courses: _Courses
) -> None:
    _step(qtbot, session)
    session.edit({RATE: 0.5})
    _step(qtbot, session)
    session.undo()
    assert not courses.is_of_run()
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
        session.reset()
    assert courses.is_of_run()


def test_what_was_set_while_it_trained_counts(qtbot: QtBot, session: Session, courses: _Courses) -> None:
    session.edit({"training.epochs": 100_000})
    session.train()
    session.edit({RATE: 0.5})
    session.undo()
    assert not courses.is_of_run()
    session.pause()
    qtbot.waitUntil(lambda: not session.training, timeout=TIMEOUT_MS)


def test_a_run_that_is_opened_brings_what_happened_to_it(
    qtbot: QtBot, session: Session, courses: _Courses, tmp_path: Path
) -> None:
    _train(qtbot, session)
    for name, other in (("same", False), ("other", True)):
        if other:
            session.edit({RATE: 0.5})
            session.step_epoch()
            qtbot.waitUntil(lambda: not session.training, timeout=TIMEOUT_MS)
            session.edit({RATE: RUN.experiment.training.learning_rate})
        with qtbot.waitSignal(session.run_saved, timeout=TIMEOUT_MS):
            session.save_run(tmp_path / name)
    for name, other in (("other", True), ("same", False)):
        with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS):
            session.open_run(tmp_path / name)
        assert courses.is_of_run() is not other


def test_the_number_of_epochs_matters_only_to_a_schedule() -> None:
    lesson = replace(LESSON, runs=(RUN,))
    assert run_planned(lesson, RUN.experiment.changed({"training.epochs": 7, "training.seed": 3})) is RUN
    assert run_planned(lesson, RUN.experiment.changed({RATE: 0.5})) is None
    lesson = replace(LESSON, runs=(SPREAD,))
    assert run_planned(lesson, SPREAD.experiment.changed({"training.seed": 3})) is SPREAD
    assert run_planned(lesson, SPREAD.experiment.changed({"training.epochs": 7})) is None


def test_epochs_after_the_last_one_change_nothing_even_with_a_schedule(
    qtbot: QtBot, session: Session, courses: _Courses
) -> None:
    lesson = replace(LESSON, runs=(SPREAD,))
    session.edit({"training.schedule": "cosine"})
    _train(qtbot, session)
    for _ in range(2):
        session.train()
        session.pause()
        qtbot.waitUntil(lambda: not session.training, timeout=TIMEOUT_MS)
    assert session.experiment.training.epochs > SPREAD.experiment.training.epochs
    assert courses.course is not None
    assert courses.course.run_in(lesson) is SPREAD
    assert courses.course.is_of(SPREAD)
