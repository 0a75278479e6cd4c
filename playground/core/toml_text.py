"""TOML text that may be a stranger's, as a tree of plain values."""

import tomllib
from typing import Any

from playground.core.messages import PlaygroundError, message

MOST_DEPTH = 8
MOST_NUMBER = 2**63
_MOST_DOTS = 100  # of one line: the reader takes a time that grows with the square of a key's parts


def toml_tree(text: str) -> dict[str, Any]:
    """Read TOML with whole numbers and nesting that everything behind it can take.

    Raises PlaygroundError, in a sentence that begins with "it", for text that is no such thing.
    """
    _check_dots(text)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlaygroundError(message("it is not valid TOML: {why}.", why=error)) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, or brackets without end
        raise PlaygroundError(
            message("it is not valid TOML: a number in it is too long, or there are too many brackets.")
        ) from error
    _check_values(tree)
    return tree


def _check_dots(text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise PlaygroundError(message("it has too many dots in line {number}; no name has as many.", number=number))


def _check_values(tree: dict[str, Any]) -> None:
    waiting: list[tuple[Any, int]] = [(tree, 0)]
    while waiting:  # not by recursion, which is what a deep tree would break
        value, depth = waiting.pop()
        if isinstance(value, int) and abs(value) > MOST_NUMBER:
            raise PlaygroundError(message("it has a whole number of more than 19 digits; none may be so large."))
        if isinstance(value, dict | list):
            if depth > MOST_DEPTH:
                raise PlaygroundError(
                    message("it has tables or lists more than {most} deep; none needs to be.", most=MOST_DEPTH)
                )
            below = value.values() if isinstance(value, dict) else value
            waiting.extend((each, depth + 1) for each in below)
