"""`nn-playground keys`: every setting of an experiment, by the name that `--set` and TOML use."""

import sys

from playground.cli.exit_codes import OK
from playground.core.experiment import specs_by_path
from playground.core.setting import FieldSpec


def list_keys() -> int:
    """Print a line or two for each setting; returns the exit code."""
    sys.stdout.write("".join(_entry(spec) for spec in specs_by_path().values()))
    return OK


def _entry(spec: FieldSpec) -> str:
    none = "empty" if spec.kind == "ints" else "0"
    zero = f", {none}: {spec.setting.zero}" if spec.setting.zero else ""
    return f"{spec.path} ({_values(spec)}{zero}; default {_shown(spec.default)})\n    {spec.setting.help}\n"


def _values(spec: FieldSpec) -> str:
    if spec.setting.choices:
        return ", ".join(spec.setting.choices)
    if spec.minimum is not None and spec.maximum is not None:
        return f"{spec.minimum:g} to {spec.maximum:g}"
    return {"bool": "true or false", "ints": "a list such as [3, 7]"}.get(spec.kind, "a name")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(list(value)) if isinstance(value, tuple) else str(value)
