"""The words of a lesson's steps, from Markdown that may be a stranger's.

A window shows the text as Qt's Markdown. So what would load or run something is refused where it is read: raw HTML,
images, and links to anything but https.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from playground.core.lesson_code import fenced, without_code
from playground.core.messages import Message, PlaygroundError, message

MOST_CHARACTERS = 100_000
MOST_SENTENCE = 120
MOST_STEP = 2_000
MOST_TITLE = 60

_HEADING = "## "
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # control characters, turned writing, half characters
_FRONT_MATTER = "---"  # what stands from here to the next one is for programs, Qt thinks
_COMBINING = frozenset({"Mn", "Me"})
_MOST_COMBINED = 4
_MOST_NESTED = 8

_MARKS = re.compile(r"(?: *(?:(?:[-*+]|\d{1,9}[.)])(?: |$)|>))+")  # what a line's lists and quotations begin with
_MARK = re.compile(r">|[^ >]+")
_BREAKS = re.compile(r"[ \n]+")  # and not the narrow space within a number, which holds it together
_TAG = re.compile(r"<[A-Za-z/!?]")
_IMAGE = "!["
_LINK = re.compile(r"\]\((?!https://[^\s()<>\\\"']+\))")
_REFERENCE = "]:"
# Qt's Markdown makes links of these by itself.
_BARE_ADDRESS = re.compile(r"(?<!\]\(https)://|\bwww\.|\w@\w", re.IGNORECASE)
_MARKUP = re.compile(r"[*`\[\]<>#]|__")


@dataclass(frozen=True, slots=True)
class StepWords:
    """What is said at one step: see `lesson.LessonStep`."""

    title: str
    sentence: str
    text: str


def parse_words(text: str) -> tuple[StepWords, ...]:
    """Read a title `# ...`, which may be left out, and for each step a heading `## ...`, a paragraph that is its
    sentence, and its text. Raises PlaygroundError that says where it is at fault and what to do.
    """
    if len(text) > MOST_CHARACTERS:
        raise PlaygroundError(message("it is longer than {most} characters.", most=MOST_CHARACTERS))
    text = text.replace("\r\n", "\n").expandtabs(4)
    _check_seen(text)
    before, *steps = _sections(text.split("\n"))
    _check_before(before)
    return tuple(_words(number, lines) for number, lines in enumerate(steps, 1))


def check_line(text: str, what: Message, most: int) -> None:
    """Raise PlaygroundError unless `text` is one line of 1 to `most` characters that can be seen. `what` names it."""
    if not text or text != text.strip() or "\n" in text or len(text) > most:
        raise PlaygroundError(message("{what} must be one line of 1 to {most} characters.", what=what, most=most))
    _check_seen(text)


def _sections(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines before the first heading, then those of each step from its heading on."""
    section: list[str] = []
    for line, is_code in fenced(lines):
        if line.startswith(_HEADING) and not is_code:
            yield section
            section = []
        section.append(line)
    yield section


def _check_before(lines: list[str]) -> None:
    written = [line for line in lines if line.strip()]
    if written and not (len(written) == 1 and written[0].startswith("# ")):
        raise PlaygroundError(
            message("before its first step it may have a title (# ...) only. A step begins with ## and its title.")
        )


def _words(number: int, lines: list[str]) -> StepWords:
    title = lines[0].removeprefix(_HEADING).strip()
    sentence, _, text = "\n".join(lines[1:]).strip().partition("\n\n")
    sentence, text = _BREAKS.sub(" ", sentence).strip(), text.strip()
    check_line(title, message("the title of step {number}", number=number), MOST_TITLE)
    if len(sentence) > MOST_SENTENCE or not text:
        raise PlaygroundError(
            message(
                "step {number} must begin with a sentence of 1 to {most} characters, then have an empty line, and then "
                "its text.",
                number=number,
                most=MOST_SENTENCE,
            )
        )
    check_line(sentence, message("the sentence of step {number}", number=number), MOST_SENTENCE)
    _check_plain(title, number)
    _check_plain(sentence, number)
    _check_text(text, number)
    return StepWords(title, sentence, text)


def _check_plain(text: str, number: int) -> None:
    if _MARKUP.search(text):
        raise PlaygroundError(
            message(
                "the title and the first paragraph of step {number} are plain text: no Markdown, no HTML. Put it into "
                "the paragraphs after them.",
                number=number,
            )
        )
    _check_markdown(text, number)


def _check_text(text: str, number: int) -> None:
    if len(text) > MOST_STEP:
        what = message(
            "the text of step {number}, after its first paragraph, is longer than {most} characters.",
            number=number,
            most=MOST_STEP,
        )
        raise PlaygroundError(what)
    _check_lists(text, number)
    _check_markdown(text, number)


def _check_lists(text: str, number: int) -> None:
    """Raise PlaygroundError where lists and quotations are nested so deep that they could not be shown."""
    columns: list[int] = []
    for line, is_code in fenced(text.split("\n")):
        marks = _MARKS.match(line)
        for mark in () if is_code or marks is None else _MARK.finditer(marks[0]):
            columns = [column for column in columns if column < mark.start()] + [mark.start()]
            if len(columns) > _MOST_NESTED:
                raise PlaygroundError(
                    message(
                        "step {number} has lists nested more than {most} deep. Use fewer levels.",
                        number=number,
                        most=_MOST_NESTED,
                    )
                )


def _check_markdown(text: str, number: int) -> None:
    """Raise PlaygroundError where the text, but for its code, holds what is not shown."""
    text = without_code(text)
    if _TAG.search(text):
        what = message(
            "step {number} has HTML, which is not shown. Put a space after a < that is meant as less than, and "
            "backticks around code; a block of code has an empty line above it and begins at the left."
        )
    elif _IMAGE in text:
        what = message("step {number} has an image, which is not shown. Light up the panel that shows it.")
    elif _REFERENCE in text or _LINK.search(text) or _BARE_ADDRESS.search(text):
        what = message(
            "step {number} has an address that is no link as it must be: [words](https://address). Put backticks "
            "around code; a block of code has an empty line above it and begins at the left."
        )
    elif text.startswith(_FRONT_MATTER):
        what = message("the text of step {number} begins with ---, so some of it would be hidden. Take it out.")
    else:
        return
    raise PlaygroundError(Message(what.template, {"number": number}))


def _check_seen(text: str) -> None:
    """Raise PlaygroundError where there are characters that cannot be seen, or that turn the writing round."""
    combined = 0
    for character in text:
        category = unicodedata.category(character)
        code = f"U+{ord(character):04X}"
        if character != "\n" and category in _UNSEEN:
            raise PlaygroundError(message("it has a character that cannot be seen: {code}. Take it out.", code=code))
        combined = combined + 1 if category in _COMBINING else 0
        if combined > _MOST_COMBINED:
            raise PlaygroundError(
                message(
                    "it has a character with more than {most} marks on it: {code} is one too many.",
                    most=_MOST_COMBINED,
                    code=code,
                )
            )
