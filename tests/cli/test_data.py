"""The catalog and the settings, as the command line and the README tell them."""

from pathlib import Path

import pytest

from playground.cli.main import main
from playground.core.catalog import CATALOG
from playground.core.experiment import specs_by_path

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_has_the_table_that_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data"]) == 0
    printed = capsys.readouterr().out
    assert printed in README.read_text(encoding="utf-8")
    for name in CATALOG:
        assert f"`{name}`" in printed


def test_every_setting_is_listed_with_its_range_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0
    printed = capsys.readouterr().out
    for path, spec in specs_by_path().items():
        assert f"{path} (" in printed
        assert spec.setting.help in printed
    assert "training.learning_rate (1e-06 to 10; default 0.001)" in printed
    assert "training.epochs (0 to 100000, 0: until paused; default 30)" in printed
