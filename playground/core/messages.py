"""What is said to people, as values: an English template and its arguments.

Rooms without Qt cannot translate, so they hand out a `Message`; the window and the command line each render it
in one place. The template is the key for translation, so it is never built by pasting strings together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_MOST_SHOWN = 60  # characters
_MOST_BITS = 64


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence a person can read: `template` with `{name}` places, and what goes into them.

    An argument may itself be a `Message`; whoever renders the outer one renders the inner one too.
    """

    template: str
    args: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Render in English, as logs and the command line do."""
        return self.template.format(**{name: _shown(value) for name, value in self.args.items()})


def message(template: str, **args: object) -> Message:
    """Build a `Message`; `message("No file {path}.", path=path)`."""
    return Message(template, args)


class PlaygroundError(Exception):
    """An error that a person can act on; its message says what happened, to what, and what to do."""

    def __init__(self, what: Message) -> None:
        super().__init__(what)
        self.message = what

    def __str__(self) -> str:
        return str(self.message)


def cut(text: str) -> str:
    """Return `text`, such as a name from a file, at a length that can be read; what cannot be seen is replaced."""
    short = text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
    return "".join(character if character.isprintable() else "\ufffd" for character in short)


def _shown(value: object) -> str:
    """Render one argument: figures get a thin space between thousands and no noise digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, int):
        if value.bit_length() > _MOST_BITS:
            return cut(hex(value))  # Python refuses to write thousands of decimal digits
        return f"{value:,}".replace(",", "\u202f") if abs(value) >= 10_000 else str(value)
    return f"{value:.6g}"
