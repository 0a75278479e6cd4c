"""Downloading a data set into the program's own folder: on demand, with progress, to be cancelled at any time."""

import shutil
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from playground.core.catalog import DataSetInfo
from playground.core.messages import PlaygroundError, message
from playground.core.placing import clear_leftovers, placed
from playground.data.fetching import Limits, MirrorError, fetch, md5_of
from playground.data.folders import LAYOUTS, DataFolders
from playground.data.idx import read_idx
from playground.data.sources import RemoteFile, Source, source_of

_SILENCE_S = 10.0
_TELL_EVERY_S = 0.1
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """How far a download is: bytes of the whole data set, what is already there included; the mean speed so far; and
    the file that is being fetched.
    """

    received: int
    total: int
    bytes_per_second: float
    file: str


class DownloadCancelled(PlaygroundError):  # noqa: N818 - what was asked for is no error
    """The download was given up because it was asked for."""


def download(
    info: DataSetInfo,
    folders: DataFolders,
    progress: Callable[[DownloadProgress], None],
    cancelled: Callable[[], bool],
    source: Source | None = None,
    silence_s: float = _SILENCE_S,
) -> None:
    """Fetch what is missing of the data set `info` into `folders.own`; `folders.given` is not touched.

    `progress` is called about ten times a second, and `cancelled` asked at every chunk; a silent connection is given up
    after `silence_s` seconds. Without a `source`, torchvision's addresses are used. Files appear only when they are
    complete and right; those that already are, are not fetched again.
    Raises DownloadCancelled, or PlaygroundError that says why it failed.
    """
    job = _Job(info, folders.own_folder(info.name), _Watch(info, progress, cancelled), silence_s)
    source = source or source_of(info.name)
    try:
        job.run(source)
    except MirrorError as error:
        raise _failed(info, error) from error
    except OSError as error:
        what = message("{folder} cannot be used: {error}.", folder=job.folder, error=error.strerror or error)
        raise PlaygroundError(what) from error


class _Watch:
    """Counts what comes in, tells of it, and raises DownloadCancelled when it is asked for."""

    def __init__(
        self, info: DataSetInfo, progress: Callable[[DownloadProgress], None], cancelled: Callable[[], bool]
    ) -> None:
        self._info, self._progress, self._cancelled = info, progress, cancelled
        self._received = self._fetched = 0
        self._file = ""
        self._started = time.monotonic()
        self._told = 0.0

    def begin(self, file: str) -> None:
        self._file = file
        self.check()
        self._tell()

    def there(self, count: int) -> None:
        """Count bytes that need not be fetched."""
        self._received += count

    def receive(self, count: int) -> None:
        """Count bytes that were fetched; negative ones where they were of no use."""
        self.check()
        self._received += count
        self._fetched += max(count, 0)
        if time.monotonic() - self._told >= _TELL_EVERY_S:
            self._tell()

    def end(self) -> None:
        self._tell()

    def check(self) -> None:
        if self._cancelled():
            raise DownloadCancelled(message("The download of {data} was cancelled.", data=self._info.title))

    def _tell(self) -> None:
        self._told = time.monotonic()
        speed = self._fetched / max(self._told - self._started, 1e-3)
        total = max(self._info.download_bytes, self._received)
        self._progress(DownloadProgress(self._received, total, speed, self._file))


@dataclass(frozen=True, slots=True)
class _Job:
    info: DataSetInfo
    folder: Path
    watch: _Watch
    silence_s: float

    def run(self, source: Source) -> None:
        clear_leftovers(self.folder)
        if source.members:
            self._fetch_members(source)
        else:
            self._fetch_files(source)
        self.watch.end()

    def _fetch_files(self, source: Source) -> None:
        for file in source.files:
            self._fetch(file, source)

    def _fetch_members(self, source: Source) -> None:
        if self._members_are_right():
            return
        (archive,) = source.files
        self._fetch(archive, source)
        kept = self.folder / archive.name
        try:
            with zipfile.ZipFile(kept) as opened:
                for member in source.members:
                    self._unpack(opened, member)
        except (KeyError, zipfile.BadZipFile, zlib.error) as error:
            what = message("{file} does not hold {data}: {error}.", file=kept, data=self.info.title, error=error)
            raise PlaygroundError(what) from error
        finally:
            kept.unlink(missing_ok=True)

    def _fetch(self, file: RemoteFile, source: Source) -> None:
        target = self.folder / file.name
        if target.is_file() and md5_of(target) == file.md5:
            self.watch.there(target.stat().st_size)
            return
        self.watch.begin(file.name)
        self._check_space()
        limits = Limits(self.silence_s, most_bytes=2 * self.info.download_bytes)
        fetch(file, source.mirrors, target, limits, self.watch.receive)

    def _unpack(self, opened: zipfile.ZipFile, member: str) -> None:
        with opened.open(member) as packed, placed(self.folder / PurePosixPath(member).name) as out:
            while chunk := packed.read(_CHUNK):
                self.watch.check()
                out.write(chunk)

    def _members_are_right(self) -> bool:
        """Tell whether the unpacked files are all there and whole (each ends in a checksum of its own)."""
        layout, shape = LAYOUTS[self.info.name], self.info.input_shape
        try:
            for name in layout.names:
                read_idx(self.folder / f"{name}.gz", shape if "images" in name else ())
        except PlaygroundError:
            return False
        return True

    def _check_space(self) -> None:
        """Raise PlaygroundError unless the whole download fits, with a quarter to spare for what is unpacked."""
        self.folder.mkdir(parents=True, exist_ok=True)
        needed, free = self.info.download_bytes * 5 // 4, shutil.disk_usage(self.folder).free
        if free < needed:
            what = message(
                "{data} needs {needed} MB of free space in {folder}, and there are {free} MB. Make room for it.",
                data=self.info.title,
                needed=-(-needed // 1_000_000),
                folder=self.folder,
                free=free // 1_000_000,
            )
            raise PlaygroundError(what)


def _failed(info: DataSetInfo, error: MirrorError) -> PlaygroundError:
    if error.reached:
        what = message("{data} could not be downloaded: {why}. Try again later.", data=info.title, why=error.message)
    else:
        what = message(
            "{data} could not be downloaded: {why}. Built-in data sets work without a network.",
            data=info.title,
            why=error.message,
        )
    return PlaygroundError(what)
