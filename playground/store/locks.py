"""A lock on a file that several windows of the program read, change and write."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_POLL_SECONDS = 0.02


@contextmanager
def locked(path: Path, longest_seconds: float = 2.0) -> Iterator[None]:
    """Hold the lock file beside `path`, so that no other window changes `path` meanwhile.

    A lock that stays so much longer than any write is of a program that has crashed: it is taken over. Where no lock
    can be made there is none: whether `path` can be written shows by itself.
    """
    lock = path.with_name(f"{path.name}.lock")
    held = _take(lock, time.monotonic() + longest_seconds)
    try:
        yield
    finally:
        if held:
            _let_go(lock)


def _take(lock: Path, until: float) -> bool:
    while True:
        try:
            lock.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            return True
        except FileExistsError:
            if not lock.parent.is_dir():
                return False
            if time.monotonic() >= until:
                return True
            time.sleep(_POLL_SECONDS)
        except OSError:
            return False


def _let_go(lock: Path) -> None:
    try:
        lock.unlink(missing_ok=True)
    except OSError:  # the next one takes it over
        return
