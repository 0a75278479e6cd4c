"""One file over HTTP, from the first mirror that has the right one."""

import hashlib
import http.client
import logging
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playground.core.messages import Message, PlaygroundError, message
from playground.core.placing import placed
from playground.data.sources import RemoteFile

_log = logging.getLogger(__name__)

_CHUNK = 1 << 16
_HEADERS = {"User-Agent": "nn-playground"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a mirror may be silent, in seconds, and how many bytes a file may have at most."""

    silence_s: float
    most_bytes: int


class MirrorError(PlaygroundError):
    """A mirror did not give the file; `reached` tells whether there was an answer at all."""

    def __init__(self, what: Message, *, reached: bool) -> None:
        super().__init__(what)
        self.reached = reached


def fetch(
    file: RemoteFile, mirrors: tuple[str, ...], target: Path, limits: Limits, receive: Callable[[int], None]
) -> None:
    """Fetch `file` to `target` from the first of `mirrors` that has it; checked before it takes its place.

    `receive` is told of every chunk's length, in bytes, and of the negative sum when a mirror fails and its bytes are
    thrown away; what it raises ends the download. Raises the most telling MirrorError when no mirror has the file,
    PlaygroundError where it cannot be written.
    """
    failures: list[MirrorError] = []
    for mirror in mirrors:
        try:
            _fetch_from(mirror, file, target, limits, receive)
        except MirrorError as error:
            _log.warning("%s%s: %s", mirror, file.name, error)
            failures.append(error)
        else:
            return
    raise next((failure for failure in failures if failure.reached), failures[0])


def md5_of(file: Path) -> str:
    """Return the MD5 sum of a file's content as 32 hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, _md5).hexdigest()


def _fetch_from(mirror: str, file: RemoteFile, target: Path, limits: Limits, receive: Callable[[int], None]) -> None:
    digest, received = _md5(), 0
    try:
        with placed(target) as out, closing(_chunks(mirror + file.name, limits)) as chunks:
            for chunk in chunks:
                received += len(chunk)
                receive(len(chunk))
                digest.update(chunk)
                out.write(chunk)
            _check(digest.hexdigest(), file, mirror)
    except MirrorError:
        receive(-received)
        raise


def _check(md5: str, file: RemoteFile, mirror: str) -> None:
    if md5 != file.md5:
        what = message("what {host} sent is not the right {file}", host=_host(mirror), file=file.name)
        raise MirrorError(what, reached=True)


def _chunks(url: str, limits: Limits) -> Generator[bytes, None, None]:
    """Yield the content at `url` as it comes in; raises MirrorError for whatever goes wrong on the way."""
    host, got = _host(url), 0
    try:
        with urlopen(Request(url, headers=_HEADERS), timeout=limits.silence_s) as response:
            expected = response.length
            while chunk := response.read1(_CHUNK):
                got += len(chunk)
                if got > limits.most_bytes:
                    raise MirrorError(message("{host} sends more than there is", host=host), reached=True)
                yield chunk
    except HTTPError as error:
        error.close()
        raise MirrorError(message("{host} answered {code}", host=host, code=error.code), reached=True) from error
    except (OSError, http.client.HTTPException) as error:
        _log.info("%s: %r", url, error)
        if got:
            raise _broke_off(host, got) from error
        raise MirrorError(message("{host} could not be reached", host=host), reached=False) from error
    if expected is not None and got < expected:
        raise _broke_off(host, got)


def _broke_off(host: str, got: int) -> MirrorError:
    return MirrorError(message("{host} broke off after {got} bytes", host=host, got=got), reached=True)


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _md5() -> "hashlib._Hash":
    return hashlib.md5(usedforsecurity=False)
