"""Lessons on disk: those of the program, and a teacher's own. Each is NAME.toml with NAME.md beside it."""

from pathlib import Path

from playground.core.lesson import Lesson
from playground.core.lesson_text import parse_lesson
from playground.core.messages import PlaygroundError, cut, message
from playground.core.problems import unknown_name
from playground.core.resources import resource
from playground.store.whole_files import read_text

_MOST_BYTES = 400_000
_ENDING = ".toml"


def bundled_lessons() -> tuple[Lesson, ...]:
    """Return the lessons of the program, by their numbers."""
    return tuple(sorted((read_lesson(file) for file in _bundled()), key=lambda lesson: lesson.number))


def lesson_named(name: str) -> Lesson:
    """Return the lesson of the program that is called so, or, where `name` ends in .toml, the one in that file.

    Raises PlaygroundError that names the nearest one, or says what is wrong with the file.
    """
    path = Path(name)
    if path.suffix.lower() == _ENDING:
        return read_lesson(path.expanduser())
    if path.suffix or len(path.parts) > 1:
        raise PlaygroundError(message("{name} is no file of a lesson: it must end in .toml.", name=cut(name)))
    files = {file.stem: file for file in _bundled()}
    if name not in files:
        raise PlaygroundError(unknown_name(name, sorted(files)))
    return read_lesson(files[name])


def read_lesson(path: Path) -> Lesson:
    """Read the lesson of a TOML file, and of the Markdown file beside it; raises PlaygroundError where that fails."""
    settings = read_text(path, _MOST_BYTES)
    words = read_text(path.with_suffix(".md"), _MOST_BYTES)
    return parse_lesson(path.stem, settings, words)


def _bundled() -> list[Path]:
    return sorted(resource("lessons").glob(f"*{_ENDING}"))
