"""What is code in a lesson's Markdown: blocks between fences, and spans between backticks within a line.

Only code that every reader of Markdown takes for code counts here, for what stands in it is let through unseen.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from playground.core.messages import PlaygroundError, message

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_SPAN = re.compile(r"`[^`|]+`")  # a table cuts its cells at a | even within one
_CODE = "`code`"


def fenced(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it belongs to a block between fences, these included.

    Raises PlaygroundError where the last block has no end.
    """
    fence, first = "", 0
    for number, line in enumerate(lines, 1):
        found = _FENCE.fullmatch(line)
        mark, rest = found.groups() if found else ("", "")
        if fence:
            yield line, True
            if mark.startswith(fence) and not rest.strip():
                fence = ""
        elif mark and not (mark[0] == "`" and "`" in rest):
            yield line, True
            fence, first = mark, number
        else:
            yield line, False
    if fence:
        raise PlaygroundError(
            message(
                "the block of code that begins with {fence} in line {line} has no line with {fence} at its end.",
                fence=fence,
                line=first,
            )
        )


def without_code(text: str) -> str:
    """Return Markdown with a word in place of all that is surely code; none is sure where any is not."""
    lines = list(fenced(text.split("\n")))
    outside = [line for line, inside in lines if not inside]
    if not (_stand_alone(lines) and all(map(_is_simple, outside))):
        return text
    return "\n".join(_SPAN.sub(_CODE, line) for line in outside)


def _stand_alone(lines: Sequence[tuple[str, bool]]) -> bool:
    """Tell whether all fences are at the left, and blocks after an empty line: others may be a list's or a table's, and
    end where that does.
    """
    if any(line.startswith(" ") and _FENCE.fullmatch(line) for line, _ in lines):
        return False
    return all(
        was or not inside or not before.strip() for (before, was), (_, inside) in pairwise([("", False), *lines])
    )


def _is_simple(line: str) -> bool:
    """Tell whether backticks of the line pair with one another, one by one, and with none of another line."""
    marks = line.count("`")
    return not marks or (marks % 2 == 0 and "\\" not in line and "``" not in line)
