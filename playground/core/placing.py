"""Files that are there whole or not at all."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from playground.core.messages import PlaygroundError, message

_SUFFIX = ".part"
_STALE_S = 3600.0


@contextmanager
def placed(target: Path) -> Iterator[BinaryIO]:
    """Yield a file to write to; it takes the place of `target` when the block ends well, and is removed otherwise.

    Raises PlaygroundError where the disk does not take it.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not mkstemp's: its files are for their owner alone, and would stay so.
        part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{_SUFFIX}")
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        what = message("{file} could not be written: {error}.", file=target, error=error.strerror or error)
        raise PlaygroundError(what) from error


def clear_leftovers(folder: Path) -> None:
    """Remove what a program that was killed left half-written in `folder`; files that may still grow are spared."""
    for part in folder.glob(f"*{_SUFFIX}"):
        if time.time() - part.stat().st_mtime > _STALE_S:
            part.unlink(missing_ok=True)
