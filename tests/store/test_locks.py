"""One window at a time."""

import threading
from pathlib import Path

import pytest

from playground.store.locks import locked


def test_two_never_change_a_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "count"

    def count() -> None:
        for _ in range(20):
            with locked(path, 60):
                before = int(path.read_text()) if path.exists() else 0
                path.write_text(str(before + 1))

    threads = [threading.Thread(target=count) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_text() == "60"
    assert list(path.parent.iterdir()) == [path]


def test_the_lock_of_a_program_that_has_crashed_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "file.lock").touch()
    with locked(tmp_path / "file", 0):
        assert (tmp_path / "file.lock").exists()
    assert not list(tmp_path.iterdir())


def test_a_lock_is_let_go_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), locked(tmp_path / "file"):
        raise ValueError("no")
    assert not list(tmp_path.iterdir())


def test_where_no_lock_can_be_made_the_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with locked(tmp_path / "file" / "below"):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["file"]
