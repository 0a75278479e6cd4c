import numpy as np
import pytest

from playground.core.history import History, Piece
from playground.ui.charts.bends import EpochBends
from playground.ui.charts.timeline import Timeline


def _tested(history: History, *points: tuple[int, float]) -> None:
    for step, epoch in points:
        history.append(step, {"epoch": epoch})


def test_epochs_of_one_length_have_no_bends_however_many() -> None:
    run, bends = History(), EpochBends()
    run.extend("epoch", np.arange(0, 5_000_001, 50), np.arange(0, 100_000.5, 1))
    assert bends.read(run, "epoch", 50) == ()


def test_a_bend_is_where_the_epochs_length_changed() -> None:
    run, bends = History(), EpochBends()
    _tested(run, (0, 0.0), (50, 0.5), (100, 1.0), (200, 2.0), (210, 2.1))
    assert bends.read(run, "epoch", 100) == ()
    assert bends.read(run, "epoch", 50) == ((200, 2),)  # the batch size was changed just now
    _tested(run, (260, 3.0), (285, 3.5), (310, 4.0), (360, 5.0))
    assert bends.read(run, "epoch", 50) == ((200, 2), (260, 3))
    assert bends.read(run, "epoch", 100) == ((200, 2), (260, 3), (360, 5))


def test_epochs_that_were_not_tested_leave_no_bend() -> None:
    run, bends = History(), EpochBends()
    _tested(run, (100, 1.0), (400, 4.0), (600, 6.0))
    assert bends.read(run, "epoch", 100) == ()


def test_an_end_that_was_tested_twice_is_one() -> None:
    run, bends = History(), EpochBends()
    _tested(run, (100, 1.0), (200, 2.0), (200, 2.0), (250, 3.0), (300, 4.0))
    assert bends.read(run, "epoch", 50) == ((200, 2),)


def test_read_in_pieces_it_is_the_same_as_at_once() -> None:
    ends = np.cumsum(np.repeat([40, 31, 25, 25, 40], [30, 1, 20, 5, 44]))
    grown, bends, whole = History(), EpochBends(), History()
    for epoch, step in enumerate(ends.tolist(), 1):
        _tested(grown, (step, epoch))
        _tested(whole, (step, epoch))
        bends.read(grown, "epoch", 40)
    expected = ((1200, 30), (1231, 31), (1856, 56))
    assert bends.read(grown, "epoch", 40) == EpochBends().read(whole, "epoch", 40) == expected
    timeline = Timeline(40, 10_000, bends=expected)
    assert timeline.epochs(ends.astype(float)) == pytest.approx(np.arange(1, 101))


def test_only_what_is_new_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    run, bends = History(), EpochBends()
    _tested(run, *((100 * epoch, epoch) for epoch in range(1, 50)))
    bends.read(run, "epoch", 100)
    starts: list[int] = []
    read = History.read

    def noted(history: History, name: str, start: int = 0, stop: int | None = None) -> Piece:
        starts.append(start)
        return read(history, name, start, stop)

    monkeypatch.setattr(History, "read", noted)
    bends.read(run, "epoch", 100)
    _tested(run, (5000, 50.0))
    bends.read(run, "epoch", 100)
    assert starts == [49]


def test_another_run_and_one_that_was_cut_begin_anew() -> None:
    run, other, bends = History(), History(), EpochBends()
    _tested(run, (100, 1.0), (150, 2.0), (200, 3.0))
    assert bends.read(run, "epoch", 50) == ((100, 1),)
    run.cut(100)
    assert bends.read(run, "epoch", 100) == ()
    _tested(other, (70, 1.0), (140, 2.0))
    assert bends.read(other, "epoch", 70) == ()
