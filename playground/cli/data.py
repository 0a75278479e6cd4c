"""`nn-playground data`: the data sets that there are, as a Markdown table (README's is this one)."""

import sys

from playground.cli.exit_codes import OK
from playground.core.catalog import CATALOG, DataSetInfo

_HEAD = "| `data.name` | data set | one example | classes | examples | download | licence |"
_RULE = "| --- | --- | --- | --- | --- | --- | --- |"


def list_data() -> int:
    """Print the table; returns the exit code."""
    sys.stdout.write(table())
    return OK


def table() -> str:
    """Return the catalog as a Markdown table."""
    return "\n".join([_HEAD, _RULE, *(_row(info) for info in CATALOG.values())]) + "\n"


def _row(info: DataSetInfo) -> str:
    cells = (
        f"`{info.name}`",
        info.title,
        _example(info),
        "2 to 10" if info.has_option("class_count") else str(len(info.class_names)),
        _examples(info),
        f"{info.download_bytes / 1e6:.0f} MB" if info.download_bytes else "none",
        info.licence,
    )
    return f"| {' | '.join(cells)} |"


def _example(info: DataSetInfo) -> str:
    if len(info.input_shape) == 2:
        return f"{info.input_shape[0]} x {info.input_shape[1]} pixels"
    return "2 to 100 numbers" if info.has_option("features") else f"{info.input_shape[0]} numbers"


def _examples(info: DataSetInfo) -> str:
    if info.official_split:
        return f"{info.train_count:,} + {info.test_count:,}".replace(",", " ")
    count = f"{info.train_count:,}".replace(",", " ")
    return f"any number ({count})" if info.has_option("noise") else count
