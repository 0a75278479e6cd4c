import gzip
import struct
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.messages import PlaygroundError
from playground.data.idx import read_idx

IMAGES = np.arange(3 * 2 * 4, dtype=np.uint8).reshape(3, 2, 4)


def idx_bytes(*dims: int, content: bytes, kind: int = 0x08) -> bytes:
    return bytes([0, 0, kind, len(dims)]) + struct.pack(f">{len(dims)}I", *dims) + content


GOOD = idx_bytes(3, 2, 4, content=IMAGES.tobytes())


def _file(folder: Path, content: bytes, name: str = "images") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("packed", [False, True])
def test_reads_images_plain_and_packed(tmp_path: Path, packed: bool) -> None:
    file = _file(tmp_path, gzip.compress(GOOD), "images.gz") if packed else _file(tmp_path, GOOD)
    images = read_idx(file, (2, 4))
    assert images.dtype == np.uint8
    assert np.array_equal(images, IMAGES)
    assert images.flags.writeable  # torch shares the memory and warns of arrays that cannot be written


def test_reads_labels(tmp_path: Path) -> None:
    file = _file(tmp_path, idx_bytes(4, content=bytes([7, 0, 9, 7])))
    assert read_idx(file, ()).tolist() == [7, 0, 9, 7]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is no IDX file of bytes"),
        (GOOD[:10], "it is no IDX file of bytes"),
        (b"<html>not found</html>", "it is no IDX file of bytes"),
        (idx_bytes(3, 2, 4, content=IMAGES.tobytes(), kind=0x0D), "it is no IDX file of bytes"),
        (idx_bytes(3, 4, 2, content=IMAGES.tobytes()), "its items are not 2x4"),
        (idx_bytes(24, content=IMAGES.tobytes()), "its items are not 2x4"),
        (idx_bytes(0, 2, 4, content=b""), "it announces 0 items"),
        (idx_bytes(2**32 - 1, 2, 4, content=IMAGES.tobytes()), "it announces 4\u202f294\u202f967\u202f295 items"),
        (idx_bytes(3, 2**31, 2**31, content=IMAGES.tobytes()), "its items are not 2x4"),
        (GOOD[:-1], "it ends before the 3 items"),
        (idx_bytes(900_000, 2, 4, content=IMAGES.tobytes()), "it ends before the 900\u202f000 items"),
        (GOOD + b"\0", "it goes on after the 3 items"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_refuses_what_is_not_as_announced(tmp_path: Path, content: bytes, why: str, packed: bool) -> None:
    file = _file(tmp_path, gzip.compress(content), "images.gz") if packed else _file(tmp_path, content)
    with pytest.raises(PlaygroundError, match=why) as caught:
        read_idx(file, (2, 4))
    assert str(file) in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [GOOD, gzip.compress(GOOD)[:-6], gzip.compress(GOOD)[:20], gzip.compress(GOOD)[:-8] + bytes(8)],
    ids=["not packed", "checksum cut off", "content cut off", "wrong checksum"],
)
def test_refuses_broken_gzip(tmp_path: Path, content: bytes) -> None:
    file = _file(tmp_path, content, "images.gz")
    with pytest.raises(PlaygroundError, match=r"images\.gz cannot be read"):
        read_idx(file, (2, 4))


def test_unpacks_no_more_of_a_bomb_than_it_announces(tmp_path: Path) -> None:
    bomb = gzip.compress(GOOD + bytes(200_000_000), compresslevel=1)
    with pytest.raises(PlaygroundError, match="it goes on after the 3 items"):
        read_idx(_file(tmp_path, bomb, "images.gz"), (2, 4))


def test_says_that_a_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError, match="No such file"):
        read_idx(tmp_path / "gone", ())


@given(content=st.binary(max_size=40), headed=st.booleans(), packed=st.booleans())
def test_any_bytes_give_an_array_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, headed: bool, packed: bool
) -> None:
    content = GOOD[:4] + content if headed else content
    file = _file(tmp_path_factory.getbasetemp(), gzip.compress(content) if packed else content, "any.gz")
    with suppress(PlaygroundError):
        assert read_idx(file, (2, 4)).shape[1:] == (2, 4)
