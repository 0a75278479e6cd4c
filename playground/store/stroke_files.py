"""Stroke files on disk: what `nn-playground predict` reads, and what own drawings are kept in."""

from pathlib import Path

from playground.core.messages import PlaygroundError, message
from playground.core.stroke_file import MAX_BYTES, LabelledDrawing, parse_drawings


def read_drawings(path: Path) -> list[LabelledDrawing]:
    """Read the drawings of the JSON file `path`; raises PlaygroundError that names the file and what is wrong."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PlaygroundError(
                message("{path} is too large: at most {limit} bytes are read.", path=path, limit=MAX_BYTES)
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PlaygroundError(message("{path} cannot be read: {reason}.", path=path, reason=error.strerror)) from None
    except UnicodeDecodeError:
        raise PlaygroundError(message("{path} is not a text file.", path=path)) from None
    try:
        return parse_drawings(text)
    except PlaygroundError as error:
        raise PlaygroundError(message("{path}: {problem}", path=path, problem=error.message)) from None
