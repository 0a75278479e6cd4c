"""What is wrong with an experiment, in words: each problem names its field, the value, and what would do."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from playground.core.messages import Message, PlaygroundError, cut, message
from playground.core.setting import FieldSpec


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot stand: the field's path (such as "training.loss") and a sentence about it."""

    field: str
    message: Message

    def __str__(self) -> str:
        return str(self.message)


class ExperimentError(PlaygroundError):
    """An experiment that cannot be run; `problems` lists every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(message("{text}", text="\n".join(str(problem) for problem in problems)))
        self.problems = tuple(problems)


def problems_of(error: ValidationError, tree: Mapping[str, Any], specs: Mapping[str, FieldSpec]) -> list[Problem]:
    """Put pydantic's findings into our words."""
    return [_problem(details, tree, specs) for details in error.errors()]


def unknown_name(name: str, known: Iterable[str]) -> Message:
    """Say that `name` is unknown and which known name is nearest."""
    shown, close = cut(name), nearest(name, known)
    if close is not None:
        return message("There is no {name}. Did you mean {close}?", name=shown, close=close)
    return message("There is no {name}. Known names: {known}.", name=shown, known=", ".join(known))


def unknown_value(field: str, value: str, known: Iterable[str]) -> Message:
    """Say that `value` is none that `field` can have, and which one is nearest."""
    shown, close = cut(repr(value)), nearest(value, known)
    if close is not None:
        return message("{field} is {value}. Did you mean {close}?", field=field, value=shown, close=close)
    return message("{field} is {value}; it must be one of {known}.", field=field, value=shown, known=", ".join(known))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that may have been meant, or None where none is like it."""
    close = difflib.get_close_matches(cut(name), list(known), n=1, cutoff=0.5)
    return close[0] if close else None


def _problem(details: ErrorDetails, tree: Mapping[str, Any], specs: Mapping[str, FieldSpec]) -> Problem:
    parts = [str(part) for part in details["loc"]]
    path = ".".join(parts[:2])
    spec = specs.get(path)
    if details["type"] == "extra_forbidden":
        return Problem(path, unknown_name(path, _siblings(parts, specs)))
    if spec is None:
        return Problem(path, message("{path} must be a table of settings.", path=path))
    value = details["input"] if len(parts) > 2 else _value_at(tree, parts)
    return Problem(path, _wrong_value(spec, value))


def _siblings(parts: Sequence[str], specs: Mapping[str, FieldSpec]) -> list[str]:
    if len(parts) == 1:
        return sorted({spec.section for spec in specs.values()} | {"format"})
    return [path for path, spec in specs.items() if spec.section == parts[0]]


def _value_at(tree: Mapping[str, Any], parts: Sequence[str]) -> Any:
    value: Any = tree
    for part in parts[:2]:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _wrong_value(spec: FieldSpec, value: Any) -> Message:
    shown = value if isinstance(value, bool | int | float) else cut(repr(value))
    if spec.kind == "choice":
        options = ", ".join(spec.setting.choices)
        return message("{path} is {value}; it must be one of {options}.", path=spec.path, value=shown, options=options)
    if spec.path == "model.hidden":
        return message(
            "{path} is {value}; it must be a list of 0 to 8 layer widths, each a whole number from 1 to 4096.",
            path=spec.path,
            value=shown,
        )
    if spec.kind == "ints":
        return message("{path} is {value}; it must be a list of class numbers.", path=spec.path, value=shown)
    return _out_of_range(spec, shown)


def _out_of_range(spec: FieldSpec, value: Any) -> Message:
    if spec.kind == "bool":
        return message("{path} is {value}; it must be true or false.", path=spec.path, value=value)
    if spec.minimum is None or spec.maximum is None:
        return message("{path} is {value}; it must be a word.", path=spec.path, value=value)
    if spec.kind == "int":
        return message(
            "{path} is {value}; it must be a whole number from {low} to {high}.",
            path=spec.path,
            value=value,
            low=int(spec.minimum),
            high=int(spec.maximum),
        )
    return message(
        "{path} is {value}; it must be a number from {low} to {high}.",
        path=spec.path,
        value=value,
        low=spec.minimum,
        high=spec.maximum,
    )
