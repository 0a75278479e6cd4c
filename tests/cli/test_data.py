"""The catalog, as the command line and the README tell it."""

from pathlib import Path

import pytest

from playground.cli.main import main
from playground.core.catalog import CATALOG

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_has_the_table_that_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data"]) == 0
    printed = capsys.readouterr().out
    assert printed in README.read_text(encoding="utf-8")
    for name in CATALOG:
        assert f"`{name}`" in printed
