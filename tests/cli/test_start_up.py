"""What starts are when they fail; those that succeed are held by `test_bench`."""

import sys

import pytest

from playground.cli.bench.start_up import measure_start
from playground.core.messages import PlaygroundError


def test_a_start_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(PlaygroundError, match="ended while it started"):
        measure_start()
