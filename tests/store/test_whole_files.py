"""Files that are read whole: no more than agreed, and nothing that never ends."""

import os
from pathlib import Path

import pytest

from playground.core.messages import PlaygroundError
from playground.store.whole_files import read_text, require_place


def test_text_is_read_whatever_editor_wrote_it(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    assert read_text(file, 100) == "a = 1\nb = 2\n"


def test_as_many_bytes_as_agreed_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 10)
    assert read_text(file, 10) == "x" * 10
    with pytest.raises(PlaygroundError, match="too large"):
        read_text(file, 9)


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/zero")):
        with pytest.raises(PlaygroundError, match="not a file that can be read"):
            read_text(path, 10)


def test_what_is_no_text_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(PlaygroundError, match="not a text file"):
        read_text(file, 10)
    with pytest.raises(PlaygroundError, match="could not be read"):
        read_text(tmp_path / "none", 10)


def test_a_place_is_tried_without_touching_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.json"
    require_place(file)
    assert list(file.parent.iterdir()) == []
    file.write_text("old")
    require_place(file)
    assert [(one.name, one.read_text()) for one in file.parent.iterdir()] == [("a.json", "old")]
    for wrong in (file / "below", tmp_path):
        with pytest.raises(PlaygroundError, match=wrong.name):
            require_place(wrong)
