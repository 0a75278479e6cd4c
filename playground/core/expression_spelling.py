"""What can be wrong in an expression before its grammar is looked at: its length, signs, brackets and words."""

import keyword
import re
import unicodedata
from collections.abc import Iterator, Mapping

from playground.core.expression import MOST_CHARACTERS, ExpressionError, Place
from playground.core.messages import Message, message

_SIGNS = frozenset("_+-*/@()=,.;[] \t")
_POWER = message("A power is written with two stars: a**2.")
_TIMES = message("A product is written with a star: a*b.")
_COMPARED = message("Values cannot be compared here; relu, abs, maximum and minimum choose between values.")
_QUOTED = message("Names stand here without quotes.")
_HINTS: Mapping[str, Message] = {
    "^": _POWER,
    "²": _POWER,
    "³": _POWER,
    "×": _TIMES,
    "·": _TIMES,
    "÷": message("A quotient is written with a slash: a/b."),
    "−": message("The minus sign of the keyboard is meant here: a - b."),
    "<": _COMPARED,
    ">": _COMPARED,
    "!": _COMPARED,
    '"': _QUOTED,
    "'": _QUOTED,
    "|": message("An absolute value is written as a function: abs(a)."),
    "√": message("A root is written as a function: sqrt(a)."),
    ":": message("No colons are needed here: write each line as a name, =, and what it is."),
    "#": message("There is no room for comments here."),
}
_PAIRS = {"(": ")", "[": "]"}
_GLUED = re.compile(r"(?<![\w.])((?:\d++\.?+\d*+|\.\d++)(?:[eE][-+]?\d++)?+)([^\W\d]\w*)")
_WORD = re.compile(r"[^\W\d]\w*")
_TWO_WORDS = re.compile(r"([^\W\d]\w*)[ \t]+([^\W\d]\w*)")
_LEADING_ZERO = re.compile(r"(?<![\w.])(?<![\d.][eE][-+])0+([1-9]\d*)(?![\w.])")


def check_spelling(text: str) -> None:
    """Raise ExpressionError for the first thing that is wrong in the text as such."""
    lines = text.split("\n")
    if len(text) > MOST_CHARACTERS:
        last = Place(len(lines), 0, len(lines[-1]))
        raise ExpressionError(
            last, message("This is longer than {most} characters; leave something out.", most=MOST_CHARACTERS)
        )
    if not text.strip(" \t\n;"):
        raise ExpressionError(Place(1, 0, 0), message("Type an expression, such as y = a**3 - b**2."))
    for number, line in enumerate(lines, 1):
        _check_signs(line, number)
        _check_words(line, number)
    _check_brackets(lines)
    for number, line in enumerate(lines, 1):
        _check_equals(line, number)


def _check_signs(line: str, number: int) -> None:
    for at, sign in enumerate(line):
        if sign in _HINTS or not (sign.isalnum() or sign in _SIGNS):
            unknown = message("The sign {sign} has no meaning here.", sign=sign if sign.isprintable() else "there")
            raise ExpressionError(Place(number, at, at + 1), _HINTS.get(sign, unknown))


def _check_words(line: str, number: int) -> None:
    _check_sign_between(_GLUED.search(line), number)
    zero = _LEADING_ZERO.search(line)
    if zero:
        what = message("No 0 stands before a whole number here: write {figure}.", figure=zero[1])
        raise ExpressionError(Place(number, zero.start(), zero.end()), what)
    for word in _WORD.finditer(line):
        if keyword.iskeyword(unicodedata.normalize("NFKC", word[0])):  # as the parser reads names
            what = message("The word {word} has a meaning in Python; take another name.", word=word[0])
            raise ExpressionError(Place(number, word.start(), word.end()), what)
    _check_sign_between(_TWO_WORDS.search(line), number)


def _check_sign_between(two: re.Match[str] | None, number: int) -> None:
    if two:
        what = message("Between {first} and {second} a sign is missing, such as *.", first=two[1], second=two[2])
        raise ExpressionError(Place(number, two.start(), two.end()), what)


def _check_brackets(lines: list[str]) -> None:
    opened: list[tuple[str, Place]] = []
    for sign, place in _brackets(lines):
        if sign in _PAIRS:
            opened.append((sign, place))
        elif not opened:
            raise ExpressionError(place, message("This bracket closes nothing: take it away, or open one before it."))
        elif _PAIRS[opened.pop()[0]] != sign:
            raise ExpressionError(place, message("This bracket closes one of another kind."))
    if opened:
        sign, place = opened[-1]
        raise ExpressionError(place, message("This bracket is not closed: a {sign} is missing.", sign=_PAIRS[sign]))


def _brackets(lines: list[str]) -> Iterator[tuple[str, Place]]:
    for number, line in enumerate(lines, 1):
        for at, sign in enumerate(line):
            if sign in "()[]":
                yield sign, Place(number, at, at + 1)


def _check_equals(line: str, number: int) -> None:
    """Hold that each = outside of brackets has one name on its left."""
    depth = start = 0
    for at, sign in enumerate(line):
        depth += (sign in "([") - (sign in ")]")
        if sign == ";":
            start = at + 1
        if line[at : at + 2] == "==":
            raise ExpressionError(Place(number, at, at + 2), _COMPARED)
        if sign == "=" and depth == 0:
            left = line[start:at]
            if not left.strip().isidentifier():
                begin = start + len(left) - len(left.lstrip())
                what = message("On the left of = stands one name, such as y; one = in each line.")
                raise ExpressionError(Place(number, begin, at + 1), what)
