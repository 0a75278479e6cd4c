"""Pictures from files, good and hostile ones."""

import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from playground.core.messages import PlaygroundError
from playground.core.pictures import LARGEST_SIDE
from playground.ui.trying.picture_source import grey_from, grey_of_file


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def a_png(width: int, height: int, rows: bytes) -> bytes:
    """Return a PNG of grey bytes that claims this size and holds `rows`, packed."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(rows, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Pictures are painted, which needs an application."""


def test_a_large_picture_comes_in_small_and_in_proportion(tmp_path: Path) -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y in range(700, 800):
        for x in range(1000, 1100):
            image.setPixelColor(x, y, QColor("black"))
    image.save(str(tmp_path / "large.png"))
    grey = grey_of_file(str(tmp_path / "large.png"))
    assert grey.shape == (LARGEST_SIDE // 2, LARGEST_SIDE)
    rows, columns = np.nonzero(grey < 128)
    for found, (first, last) in ((rows, (700, 800)), (columns, (1000, 1100))):
        assert found.min() == pytest.approx(first * LARGEST_SIDE / 3000, abs=1)
        assert found.max() == pytest.approx(last * LARGEST_SIDE / 3000, abs=1)


def test_a_small_file_that_claims_to_be_huge_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "bomb.png"
    file.write_bytes(a_png(60_000, 60_000, bytes(1_000_000)))
    with pytest.raises(PlaygroundError, match="60\u202f000 x 60\u202f000 pixels"):
        grey_of_file(str(file))


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", a_png(500, 500, b"")[:60], b"<svg", b"\0" * 99]
)
def test_what_is_no_picture_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.png"
    file.write_bytes(content)
    with pytest.raises(PlaygroundError, match=r"broken\.png cannot be read as a picture"):
        grey_of_file(str(file))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no such pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(PlaygroundError, match="no file with a picture"):
        grey_of_file(str(tmp_path / "pipe.png"))


def test_a_folder_or_nothing_is_told(tmp_path: Path) -> None:
    mime = QMimeData()
    for path in (tmp_path, tmp_path / "missing.png"):
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        with pytest.raises(PlaygroundError, match="no file with a picture"):
            grey_from(mime)
