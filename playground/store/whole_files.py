"""Files that are written whole or not at all."""

import io
import secrets
import stat
from pathlib import Path

from playground.core.messages import PlaygroundError, message
from playground.core.placing import placed


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` so that a crash or a full disk leaves the old file, never half a new one.

    Raises PlaygroundError when it cannot be written.
    """
    with placed(path) as file:
        file.write(content)


def require_place(path: Path) -> None:
    """Raise PlaygroundError when no file can be written at `path`: before the work, not after. What is there stays."""
    if path.is_dir():
        raise PlaygroundError(message("{path} is a folder; give the name of a file.", path=path))
    probe = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        what = message("{file} could not be written: {error}.", file=path, error=error.strerror or error)
        raise PlaygroundError(what) from error


def read_text(path: Path, most: int) -> str:
    """Return the text of a file of at most `most` bytes, without the mark that some editors begin it with.

    Raises PlaygroundError when it cannot be read as such.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end, nor would some devices
            raise PlaygroundError(message("{path} is not a file that can be read.", path=path))
        with path.open("rb") as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise PlaygroundError(message("{path} is too large to be what it should be.", path=path))
        return io.StringIO(content.decode("utf-8-sig"), newline=None).read()
    except OSError as error:
        raise PlaygroundError(
            message("{path} could not be read: {why}.", path=path, why=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        raise PlaygroundError(message("{path} is not a text file.", path=path)) from error
