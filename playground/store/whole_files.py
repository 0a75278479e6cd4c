"""Files that are written whole or not at all."""

from pathlib import Path

from playground.core.messages import PlaygroundError, message
from playground.core.placing import placed


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` so that a crash or a full disk leaves the old file, never half a new one.

    Raises PlaygroundError when it cannot be written.
    """
    with placed(path) as file:
        file.write(content)


def read_text(path: Path, most: int) -> str:
    """Return the text of a file of at most `most` bytes; raises PlaygroundError when it cannot be read as such."""
    try:
        if path.stat().st_size > most:
            raise PlaygroundError(message("{path} is too large to be what it should be.", path=path))
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise PlaygroundError(
            message("{path} could not be read: {why}.", path=path, why=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:
        raise PlaygroundError(message("{path} is not a text file.", path=path)) from error
