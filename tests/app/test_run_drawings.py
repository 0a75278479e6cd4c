"""The own drawings of a run that was opened from its folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from digit_strokes import draw_digits
from pytestqt.qtbot import QtBot

from playground.app.run_drawings import RunDrawings
from playground.app.session import Session
from playground.app.worker import Run
from playground.core.messages import Message
from playground.core.own_drawings import OwnSet
from playground.core.sheet import onto_sheet
from playground.core.stroke_file import LabelledDrawing
from playground.store.run_folder import read_run

TIMEOUT_MS = 30_000


def _own(count: int) -> OwnSet:
    drawn = draw_digits(count)
    return OwnSet().with_drawings([LabelledDrawing(onto_sheet(one.strokes), str(one.label)) for one in drawn])


def _built(qtbot: QtBot, session: Session, begin: Callable[[], object]) -> Run:
    with qtbot.waitSignal(session.run_built, timeout=TIMEOUT_MS) as built:
        begin()
    run = built.args[0]
    assert isinstance(run, Run)
    return run


def _saved(qtbot: QtBot, session: Session, folder: Path) -> Path:
    with qtbot.waitSignal(session.run_saved, timeout=TIMEOUT_MS):
        session.save_run(folder)
    return folder


def _labels(own: OwnSet | None) -> list[str] | None:
    return [one.label for one in own.drawings] if own is not None else None


@pytest.fixture
def folder(session: Session, qtbot: QtBot, tmp_path: Path) -> Path:
    """The folder of a run that was trained on two drawings; there are three by now."""
    session.set_own(_own(2))
    _built(qtbot, session, lambda: session.edit({"data.own_weight": 5}))
    _saved(qtbot, session, tmp_path / "run")
    session.set_own(_own(3))
    return tmp_path / "run"


def test_a_reset_keeps_to_the_drawings_of_the_run_until_the_person_changes_theirs(
    session: Session, qtbot: QtBot, folder: Path
) -> None:
    opened = _built(qtbot, session, lambda: session.open_run(folder))
    again = _built(qtbot, session, session.reset)
    assert again.facts == opened.facts
    session.set_own(_own(3).with_drawings([LabelledDrawing(draw_digits(1)[0].strokes, "0")]))
    assert _labels(_built(qtbot, session, session.reset).own) == ["0", "1", "2", "0"]


def test_a_pin_is_no_change_of_the_drawings(session: Session, qtbot: QtBot, folder: Path) -> None:
    own = _own(3)
    session.set_own(own)
    _built(qtbot, session, lambda: session.open_run(folder))
    session.set_own(own.pinning(2))
    assert _labels(_built(qtbot, session, session.reset).own) == ["0", "1"]


def test_another_weight_takes_the_persons_drawings(session: Session, qtbot: QtBot, folder: Path) -> None:
    _built(qtbot, session, lambda: session.open_run(folder))
    assert _labels(_built(qtbot, session, lambda: session.edit({"model.hidden": [8]})).own) == ["0", "1"]
    assert _labels(_built(qtbot, session, lambda: session.edit({"data.own_weight": 6})).own) == ["0", "1", "2"]


def test_that_a_run_has_other_drawings_is_said(session: Session, qtbot: QtBot, folder: Path) -> None:
    said: list[Message] = []
    session.said.connect(said.append)
    _built(qtbot, session, lambda: session.open_run(folder))
    qtbot.waitUntil(lambda: bool(said), timeout=TIMEOUT_MS)
    assert "trained on 2 drawings of its own folder" in str(said.pop())
    session.set_own(_own(2))
    _built(qtbot, session, lambda: session.open_run(folder))
    _built(qtbot, session, session.reset)
    assert not said


def test_it_is_said_too_when_the_persons_drawings_are_read_later(session: Session, qtbot: QtBot, folder: Path) -> None:
    session._drawings = RunDrawings()  # as before they were read
    run = _built(qtbot, session, lambda: session.open_run(folder))
    with qtbot.waitSignal(session.said, timeout=TIMEOUT_MS) as said:
        session.set_own(_own(3))
    assert "2 drawings" in str(said.args[0])
    assert _labels(run.own) == _labels(_built(qtbot, session, session.reset).own)


def test_drawings_that_nobody_knows_stay_unknown(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    _built(qtbot, session, lambda: session.edit({"data.own_weight": 5}))  # none were there
    _saved(qtbot, session, tmp_path / "run")
    (tmp_path / "run" / "drawings.json").unlink()
    session.set_own(_own(3))
    run = _built(qtbot, session, lambda: session.open_run(tmp_path / "run"))
    assert run.own is None
    assert read_run(_saved(qtbot, session, tmp_path / "again")).own is None
    assert _labels(_built(qtbot, session, session.reset).own) == ["0", "1", "2"]


def test_a_run_whose_drawings_are_lost_is_refused_in_words(session: Session, qtbot: QtBot, folder: Path) -> None:
    (folder / "drawings.json").unlink()
    with qtbot.waitSignal(session.failed, timeout=TIMEOUT_MS) as failed:
        session.open_run(folder)
    assert "drawings that its folder does not hold" in str(failed.args[0])
    assert _labels(_built(qtbot, session, session.reset).own) == ["0", "1", "2"]
