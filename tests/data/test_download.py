"""The real downloader against real servers on loopback, with torchvision's own checksums where MNIST is there."""

import gzip
import hashlib
import io
import os
import shutil
import socket
import struct
import time
import zipfile
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from loopback import Answer, serving

from playground.core.catalog import info_of
from playground.core.data_options import DataOptions
from playground.core.messages import PlaygroundError
from playground.data.download import DownloadCancelled, DownloadProgress, download
from playground.data.fetching import md5_of
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.data.sources import RemoteFile, Source, source_of

MNIST = info_of("mnist")
LETTERS = info_of("emnist_letters")


def send(handler: BaseHTTPRequestHandler, content: bytes, *, announced: int | None = None) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content) if announced is None else announced))
    handler.end_headers()
    handler.wfile.write(content)


def files_of(folder: Path) -> Answer:
    return lambda handler, name: send(handler, (folder / name).read_bytes())


def status(code: int) -> Answer:
    return lambda handler, _: handler.send_error(code)


def cut_off(content: bytes) -> Answer:
    return lambda handler, _: send(handler, content[: len(content) // 2], announced=len(content))


def never(_: DownloadProgress) -> None:
    pass


def listing(folder: Path) -> dict[str, int]:
    return {str(file.relative_to(folder)): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def raw(test_data: Path) -> Path:
    return test_data / "MNIST" / "raw"


@pytest.fixture
def folders(tmp_path: Path) -> DataFolders:
    return DataFolders(tmp_path / "own")


@pytest.fixture
def small() -> tuple[Source, bytes]:
    """A source of one file whose content is made here."""
    content = os.urandom(300_000)
    return Source((), (RemoteFile("file.gz", hashlib.md5(content).hexdigest()),)), content


def get(folders: DataFolders, source: Source, *mirrors: str, cancelled: Callable[[], bool] = lambda: False) -> None:
    download(MNIST, folders, never, cancelled, replace(source, mirrors=mirrors), silence_s=5.0)


def test_mnist_comes_whole_with_torchvisions_checksums_and_loads(raw: Path, folders: DataFolders) -> None:
    told: list[DownloadProgress] = []
    with serving(files_of(raw)) as server:
        source = replace(source_of("mnist"), mirrors=(server.mirror,))
        began = time.monotonic()
        download(MNIST, folders, told.append, lambda: False, source)
        took = time.monotonic() - began
    own = folders.own_folder("mnist")
    assert {file.name: file.md5 for file in source.files} == {file.name: md5_of(file) for file in own.iterdir()}
    assert (told[-1].received, told[-1].total) == (MNIST.download_bytes, MNIST.download_bytes)
    assert [progress.received for progress in told] == sorted(progress.received for progress in told)
    assert {progress.file for progress in told} == {file.name for file in source.files}
    assert told[-1].bytes_per_second > 0
    assert len(told) <= 10 * took + 2 + len(source.files)
    assert load(DataOptions(name="mnist", examples=100), folders).facts.train_count == 86


def test_right_files_are_not_fetched_again_and_wrong_ones_are(raw: Path, folders: DataFolders) -> None:
    own = folders.own_folder("mnist")
    shutil.copytree(raw, own)
    (own / "t10k-labels-idx1-ubyte.gz").write_bytes(b"half")
    before = listing(own)
    told: list[DownloadProgress] = []
    with serving(files_of(raw)) as server:
        source = replace(source_of("mnist"), mirrors=(server.mirror,))
        download(MNIST, folders, told.append, lambda: False, source)
    assert told[-1].received == MNIST.download_bytes  # what was there counts as done
    assert server.asked == ["t10k-labels-idx1-ubyte.gz"]
    assert (own / "t10k-labels-idx1-ubyte.gz").read_bytes() == (raw / "t10k-labels-idx1-ubyte.gz").read_bytes()
    after = listing(own)
    assert [name for name in before if before[name] != after[name]] == ["t10k-labels-idx1-ubyte.gz"]
    assert set(before) == set(after)


def test_a_given_folder_is_not_written_to(small: tuple[Source, bytes], tmp_path: Path) -> None:
    source, content = small
    given = tmp_path / "given"
    given.mkdir()
    with serving(lambda handler, _: send(handler, content)) as server:
        get(DataFolders(tmp_path / "own", given), source, server.mirror)
    assert listing(given) == {}
    assert list(listing(tmp_path)) == ["own/MNIST/raw/file.gz"]


@pytest.mark.parametrize("code", [404, 500])
def test_the_next_mirror_is_tried(small: tuple[Source, bytes], folders: DataFolders, code: int) -> None:
    source, content = small
    with serving(status(code)) as bad, serving(lambda handler, _: send(handler, content)) as good:
        get(folders, source, bad.mirror, good.mirror)
    assert (len(bad.asked), len(good.asked)) == (1, 1)
    assert (folders.own_folder("mnist") / "file.gz").read_bytes() == content


def test_progress_forgets_what_a_bad_mirror_sent(small: tuple[Source, bytes], folders: DataFolders) -> None:
    source, content = small
    told: list[DownloadProgress] = []
    with serving(cut_off(content)) as bad, serving(lambda handler, _: send(handler, content)) as good:
        source = replace(source, mirrors=(bad.mirror, good.mirror))
        download(MNIST, folders, told.append, lambda: False, source)
    assert told[-1].received == len(content)


def _wrong_bytes(content: bytes) -> Answer:
    return lambda handler, _: send(handler, content[:-1] + bytes([content[-1] ^ 1]))


def _far_too_long(_: bytes) -> Answer:
    return lambda handler, _: send(handler, bytes(3 * MNIST.download_bytes))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (cut_off, r"127\.0\.0\.1:\d+ broke off after 150.000 bytes"),
        (_wrong_bytes, r"what 127\.0\.0\.1:\d+ sent is not the right file\.gz"),
        (lambda _: status(404), r"127\.0\.0\.1:\d+ answered 404"),
        (_far_too_long, r"127\.0\.0\.1:\d+ sends more than there is"),
    ],
    ids=["cut off", "wrong bytes", "not there", "too long"],
)
def test_a_failure_says_why_and_leaves_nothing(
    small: tuple[Source, bytes], folders: DataFolders, answer: Callable[[bytes], Answer], why: str
) -> None:
    source, content = small
    with (
        serving(answer(content)) as server,
        pytest.raises(PlaygroundError, match=f"MNIST digits could not be downloaded: {why}. Try again later"),
    ):
        get(folders, source, server.mirror)
    assert listing(folders.own) == {}


def test_an_old_wrong_file_stays_until_the_right_one_is_there(
    small: tuple[Source, bytes], folders: DataFolders
) -> None:
    source, content = small
    own = folders.own_folder("mnist")
    own.mkdir(parents=True)
    (own / "file.gz").write_bytes(b"old")
    with serving(cut_off(content)) as server, pytest.raises(PlaygroundError):
        get(folders, source, server.mirror)
    assert {name: (own / name).read_bytes() for name in listing(own)} == {"file.gz": b"old"}


def test_without_a_network_a_sentence_says_what_still_works(small: tuple[Source, bytes], folders: DataFolders) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        with pytest.raises(
            PlaygroundError, match=r"could not be reached\. Built-in data sets work without a network\."
        ):
            get(folders, small[0], address)
    assert listing(folders.own) == {}


def test_a_silent_mirror_is_given_up(small: tuple[Source, bytes], folders: DataFolders) -> None:
    over = Event()
    with serving(lambda handler, name: over.wait()) as server:
        source = replace(small[0], mirrors=(server.mirror,))
        with pytest.raises(PlaygroundError, match="could not be reached"):
            download(MNIST, folders, never, lambda: False, source, silence_s=0.05)
        over.set()


def test_an_answer_tells_more_than_a_mirror_that_is_not_reached(
    small: tuple[Source, bytes], folders: DataFolders
) -> None:
    with socket.socket() as closed, serving(status(503)) as server:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(PlaygroundError, match="answered 503"):
            get(folders, small[0], f"http://127.0.0.1:{closed.getsockname()[1]}/", server.mirror)


def test_cancel_in_mid_file_leaves_nothing(small: tuple[Source, bytes], folders: DataFolders) -> None:
    source, content = small
    going_on = Event()
    asked = 0

    def answer(handler: BaseHTTPRequestHandler, _: str) -> None:
        send(handler, content[:100_000], announced=len(content))
        going_on.wait()

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        half = list(folders.own_folder("mnist").glob("*.part"))
        assert asked == 1 or len(half) == 1
        return asked == 2

    with serving(answer) as server:
        with pytest.raises(DownloadCancelled, match="The download of MNIST digits was cancelled"):
            get(folders, source, server.mirror, cancelled=cancelled)
        going_on.set()
    assert listing(folders.own) == {}


def test_what_a_killed_program_left_is_cleared(small: tuple[Source, bytes], folders: DataFolders) -> None:
    source, content = small
    own = folders.own_folder("mnist")
    own.mkdir(parents=True)
    old, running = own / "file.gz.abc.part", own / "file.gz.def.part"
    for part in (old, running):
        part.write_bytes(b"half")
    os.utime(old, (0, 0))
    with serving(lambda handler, _: send(handler, content)) as server:
        get(folders, source, server.mirror)
    assert set(listing(own)) == {"file.gz", running.name}


def test_a_full_disk_is_told_before_anything_is_fetched(
    small: tuple[Source, bytes], folders: DataFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 5 * 10**6, 5 * 10**6))
    with (
        serving(status(404)) as server,
        pytest.raises(PlaygroundError, match=r"needs 15 MB of free space in .*, and there are 5 MB"),
    ):
        get(folders, small[0], server.mirror)
    assert server.asked == []


def test_a_folder_that_cannot_be_made_is_named(small: tuple[Source, bytes], tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file where a folder should be")
    with pytest.raises(PlaygroundError, match=r"own.* cannot be used"):
        get(DataFolders(tmp_path / "own"), small[0], "http://127.0.0.1:1/")


def packed_idx(array: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    header = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    return gzip.compress(header + array.tobytes())


def emnist_archive(*, without: str = "") -> bytes:
    """A small archive in the shape of EMNIST's: the four files of the letters, and two of another part."""
    labels = np.arange(1, 27, dtype=np.uint8)
    images = np.zeros((26, 28, 28), dtype=np.uint8)
    images[:, 3, 20] = labels
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in ("letters-train", "letters-test", "digits-train"):
            for kind, content in (("images-idx3", images), ("labels-idx1", labels)):
                name = f"gzip/emnist-{part}-{kind}-ubyte.gz"
                if name != without:
                    archive.writestr(name, packed_idx(content))
    return packed.getvalue()


def letters_source(archive: bytes, mirror: str) -> Source:
    return replace(
        source_of("emnist_letters"),
        mirrors=(mirror,),
        files=(RemoteFile("gzip.zip", hashlib.md5(archive).hexdigest()),),
    )


def test_of_emnists_archive_only_the_chosen_part_is_kept_and_it_loads_upright(folders: DataFolders) -> None:
    archive = emnist_archive()
    with serving(lambda handler, _: send(handler, archive)) as server:
        source = letters_source(archive, server.mirror)
        download(LETTERS, folders, never, lambda: False, source)
        download(LETTERS, folders, never, lambda: False, source)  # all there: nothing to fetch
    assert server.asked == ["gzip.zip"]
    assert set(listing(folders.own)) == {f"EMNIST/raw/{member.removeprefix('gzip/')}" for member in source.members}
    data = load(DataOptions(name="emnist_letters"), folders)
    assert data.train_inputs[:, 20, 3].sort().values.tolist() == list(range(1, 27))
    assert set(data.train_labels.tolist()) == set(range(26))


def test_a_damaged_member_is_fetched_again(folders: DataFolders) -> None:
    archive = emnist_archive()
    with serving(lambda handler, _: send(handler, archive)) as server:
        source = letters_source(archive, server.mirror)
        download(LETTERS, folders, never, lambda: False, source)
        damaged = folders.own_folder("emnist_letters") / "emnist-letters-test-labels-idx1-ubyte.gz"
        damaged.write_bytes(damaged.read_bytes()[:-4])
        download(LETTERS, folders, never, lambda: False, source)
    assert len(server.asked) == 2
    load(DataOptions(name="emnist_letters"), folders)


def test_an_archive_without_the_part_says_so_and_is_not_kept(folders: DataFolders) -> None:
    archive = emnist_archive(without="gzip/emnist-letters-test-labels-idx1-ubyte.gz")
    with (
        serving(lambda handler, _: send(handler, archive)) as server,
        pytest.raises(PlaygroundError, match=r"gzip\.zip does not hold EMNIST letters"),
    ):
        download(LETTERS, folders, never, lambda: False, letters_source(archive, server.mirror))
    assert not (folders.own_folder("emnist_letters") / "gzip.zip").exists()


def test_cancel_while_unpacking_leaves_no_half_file_and_no_archive(folders: DataFolders) -> None:
    archive = emnist_archive()
    own = folders.own_folder("emnist_letters")
    with serving(lambda handler, _: send(handler, archive)) as server, pytest.raises(DownloadCancelled):
        download(
            LETTERS,
            folders,
            never,
            lambda: bool(list(own.glob("emnist-*.part"))),
            letters_source(archive, server.mirror),
        )
    assert listing(own) == {}
