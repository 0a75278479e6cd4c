"""The tables of a lesson's TOML file, as they stand in it, and what is wrong with one in words."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from playground.core.messages import Message, PlaygroundError, cut, message
from playground.core.problems import unknown_name
from playground.core.toml_text import toml_tree

FORMAT = 1
MOST_CHARACTERS = 100_000


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True, defer_build=True)


class FigureTable(_Table):
    metric: Annotated[str, Field(description="the name of a metric")]
    epoch: Annotated[int, Field(ge=0, le=100_000, description="a whole number from 0 (before training) to 100000")]
    value: Annotated[float | None, Field(description="a number")] = None
    least: Annotated[float | None, Field(description="a number")] = None
    most: Annotated[float | None, Field(description="a number")] = None
    within: Annotated[float | None, Field(ge=0, description="a number, 0 or more")] = None
    origin: Annotated[str | None, Field(description="a word")] = None


class RunTable(_Table):
    name: Annotated[str, Field(description="a word")]
    title: Annotated[str, Field(description="a text")]
    experiment: Annotated[dict[str, Any], Field(description="tables of settings, such as [runs.experiment.data]")]
    figures: Annotated[list[FigureTable], Field(max_length=40, description="up to 40 tables [[runs.figures]]")] = []


class StepTable(_Table):
    light: Annotated[str, Field(description="the name of a control or panel")]
    run: Annotated[str | None, Field(description="the name of a run")] = None
    changes: Annotated[dict[str, Any], Field(description="settings, such as {training.learning_rate = 0.1}")] = {}


class LessonTable(_Table):
    format: Annotated[int, Field(description="the number 1")]
    number: Annotated[int, Field(ge=1, le=999, description="a whole number from 1 to 999")]
    title: Annotated[str, Field(description="a text")]
    about: Annotated[str, Field(description="a text")]
    runs: Annotated[list[RunTable], Field(min_length=1, max_length=10, description="1 to 10 tables [[runs]]")]
    steps: Annotated[list[StepTable], Field(min_length=1, max_length=20, description="1 to 20 tables [[steps]]")]


def read_tables(text: str) -> LessonTable:
    """Read the file's text; raises PlaygroundError that says where it is wrong and what would do."""
    if len(text) > MOST_CHARACTERS:
        raise PlaygroundError(message("it is longer than {most} characters.", most=MOST_CHARACTERS))
    _check_headings(text)
    tree = toml_tree(text)
    _check_format(tree.get("format", FORMAT))
    try:
        return LessonTable.model_validate(tree)
    except ValidationError as error:
        raise PlaygroundError(_about(_first(error.errors(include_url=False)))) from error


def _check_headings(text: str) -> None:
    """Raise PlaygroundError where the heading of a table that may come more than once is nearly right: TOML's own
    complaint, if it has any, would be about something else.
    """
    for found in _HEADING.finditer(text):
        written, names = found[0].strip(), found[1].split(".")
        right = f"[[{'.'.join(name.removesuffix('s') + 's' for name in names)}]]"
        if written != right:
            raise PlaygroundError(
                message("{written} must be {right}: there can be more than one.", written=written, right=right)
            )


def _check_format(found: object) -> None:
    """Raise PlaygroundError for another format, before all that may be wrong for that reason alone."""
    if isinstance(found, int) and not isinstance(found, bool) and found != FORMAT:
        raise PlaygroundError(
            message(
                "format is {found}, which this version of nn-playground does not know; it must be {known}.",
                found=found,
                known=FORMAT,
            )
        )


def _first(found: Sequence[ErrorDetails]) -> ErrorDetails:
    """Return what is to be told: a name that is misspelt explains that the right one is missing."""
    return next((details for details in found if details["type"] == "extra_forbidden"), found[0])


def _about(details: ErrorDetails) -> Message:
    """Put what pydantic found first into our words."""
    path = details["loc"]
    lists = [(str(name), index + 1) for name, index in pairwise(path) if isinstance(index, int)]
    table = _TABLES[lists[-1][0] if lists else ""]
    wrong = _wrong(str(path[-1]), table, details) if isinstance(path[-1], str) else message("it must be a table.")
    for name, number in reversed(lists):
        wrong = message("{place}: {wrong}", place=message(_PLACES[name], number=number), wrong=wrong)
    return wrong


def _wrong(name: str, table: type[_Table], details: ErrorDetails) -> Message:
    if details["type"] == "extra_forbidden":
        return unknown_name(name, table.model_fields)
    needed = table.model_fields[name].description
    if details["type"] == "missing":
        return message("{name} is missing: it must be {needed}.", name=name, needed=needed)
    value = details["input"]
    if isinstance(value, dict | list):
        return message("{name} must be {needed}.", name=name, needed=needed)
    return message("{name} is {value}; it must be {needed}.", name=name, value=cut(repr(value)), needed=needed)


_TABLES: Mapping[str, type[_Table]] = {"": LessonTable, "runs": RunTable, "figures": FigureTable, "steps": StepTable}
_HEADING = re.compile(r"^[ \t]*\[{1,2}(runs?|runs?\.figures?|steps?)\]{1,2}", re.MULTILINE)
_PLACES = {"runs": "run {number}", "figures": "figure {number}", "steps": "step {number}"}
