"""Experiments as TOML text, and the `KEY=VALUE` words of the command line, which speak the same names."""

from collections.abc import Iterable
from typing import Any

import tomli_w

from playground.core.experiment import FORMAT, Experiment, specs_by_path
from playground.core.messages import PlaygroundError, message
from playground.core.problems import ExperimentError, Problem, unknown_name
from playground.core.toml_text import toml_tree

MAX_TEXT = 1_000_000  # characters; an experiment takes about 1,500


def to_toml(experiment: Experiment) -> str:
    """Return the experiment as TOML: `format = 1`, and a table for each section: `[data]`, `[augmentation]`, ..."""
    return tomli_w.dumps({"format": FORMAT, **experiment.to_tree()})


def from_toml(text: str) -> Experiment:
    """Read what `to_toml` wrote, or a part of it: fields left out take their defaults.

    Raises ExperimentError that names each field at fault, and PlaygroundError for text that is no TOML
    or of a newer format.
    """
    if len(text) > MAX_TEXT:
        raise PlaygroundError(message("The experiment's file is too long to be one."))
    try:
        tree = toml_tree(text)
    except PlaygroundError as error:
        raise PlaygroundError(message("The experiment cannot be read: {why}", why=error.message)) from error
    _check_format(tree.pop("format", FORMAT))
    return Experiment.from_tree(tree)


def assigned(experiment: Experiment, words: Iterable[str]) -> Experiment:
    """Return `experiment` with `KEY=VALUE` words applied in order; VALUE is TOML, or else taken as a bare word.

    Raises ExperimentError for an unknown key or a bad value.
    """
    values: dict[str, Any] = {}
    for word in words:
        path, equals, text = word.partition("=")
        if not equals:
            raise PlaygroundError(message("{word} is not of the form KEY=VALUE.", word=word))
        path = path.strip()
        if path not in specs_by_path():
            raise ExperimentError([Problem(path, unknown_name(path, specs_by_path()))])
        values[path] = _toml_value(text.strip())
    return experiment.changed(values)


def _check_format(found: object) -> None:
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise PlaygroundError(message("format is {found}; it must be {known}.", found=found, known=FORMAT))
    if found > FORMAT:
        raise PlaygroundError(
            message(
                "This experiment is written in format {found}; this version of nn-playground reads up to {known}. "
                "Install a newer one to open it.",
                found=found,
                known=FORMAT,
            )
        )


def _toml_value(text: str) -> Any:
    try:
        return toml_tree(f"value = {text}")["value"]
    except (PlaygroundError, KeyError):
        return text
