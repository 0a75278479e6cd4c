"""The one place where the window renders what core says: messages, and the templates of titles and help."""

from html import escape

from PySide6.QtCore import QCoreApplication

from playground.core.messages import Message
from playground.ui.figures import significant, whole

_CONTEXT = "core"


def say(what: Message | str) -> str:
    """Return a message, or a plain template such as a field's title, in the window's language."""
    if isinstance(what, str):
        return QCoreApplication.translate(_CONTEXT, what)
    text = QCoreApplication.translate(_CONTEXT, what.template)
    return text.format(**{name: _shown(value) for name, value in what.args.items()})


def tooltip(*sentences: str) -> str:
    """Return sentences as a tooltip that wraps: a paragraph each, empty ones left out."""
    paragraphs = [escape(sentence) for sentence in sentences if sentence]
    return "".join(
        f"<p style='margin: {6 if index else 0}px 0 0 0'>{text}</p>" for index, text in enumerate(paragraphs)
    )


def _shown(value: object) -> str:
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return whole(value) if isinstance(value, int) else significant(value, 6)
