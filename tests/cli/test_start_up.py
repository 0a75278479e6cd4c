import sys

import pytest

from playground.cli.bench.start_up import measure_start
from playground.core.messages import PlaygroundError


def test_a_start_is_painted_and_then_ready() -> None:
    start = measure_start()
    assert 0 < start.first_window < start.ready


def test_a_start_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(PlaygroundError, match="ended while it started"):
        measure_start()
