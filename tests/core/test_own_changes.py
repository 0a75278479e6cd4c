"""What is said about a change of the own drawings that is taken back or done again."""

from collections.abc import Callable

import pytest
from digit_strokes import draw_digits

from playground.core.messages import Message
from playground.core.own_changes import about_redo, about_undo, missing
from playground.core.own_drawings import OwnSet
from playground.core.stroke_file import LabelledDrawing

SET = OwnSet().with_drawings([LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(4)])


def said(about: Callable[[OwnSet, OwnSet], Message | None], before: OwnSet, after: OwnSet) -> str:
    what = about(before, after)
    assert what is not None
    return str(what)


@pytest.mark.parametrize("about", [about_undo, about_redo])
def test_what_came_back_is_said(about: Callable[[OwnSet, OwnSet], Message | None]) -> None:
    assert said(about, SET.without([3]), SET) == "The drawing of 2 is back."
    assert said(about, SET.without([1, 3]), SET) == "2 of your drawings are back."


def test_what_goes_is_said_with_the_key_that_brings_it_back() -> None:
    assert said(about_undo, SET, SET.without([3])).endswith("2 was taken out again. Ctrl+Shift+Z brings it back.")
    assert said(about_undo, SET, SET.without([1, 3])).startswith("2 drawings were taken out again. Ctrl+Shift+Z")
    assert said(about_redo, SET, SET.without([3])).endswith("2 was deleted again. Ctrl+Z brings it back.")
    assert said(about_redo, SET, SET.without([1, 3])).startswith("2 drawings were deleted again. Ctrl+Z")


def test_names_and_pins_are_told_of_and_nothing_is_nothing() -> None:
    assert said(about_undo, SET.relabelled(1, "7"), SET) == "The drawing of 7 is 0 again."
    assert said(about_undo, SET, SET.pinning(2)) == "The drawing of 1 is pinned again."
    assert said(about_redo, SET.pinning(2), SET) == "No drawing is pinned now."
    assert about_undo(SET, SET) is None


def test_what_one_set_lacks() -> None:
    assert [one.number for one in missing(SET, SET.without([1, 3]))] == [1, 3]
