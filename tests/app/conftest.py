from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from playground.app.session import Session
from playground.core.experiment import Experiment
from playground.data.folders import DataFolders

TIMEOUT_MS = 30_000


@pytest.fixture
def folders(tmp_path: Path) -> DataFolders:
    return DataFolders(own=tmp_path / "data", given=None)


@pytest.fixture
def session(qtbot: QtBot, folders: DataFolders) -> Iterator[Session]:
    """A session whose first run (Digits, two epochs of a small network) stands ready."""
    made = Session(Experiment().changed({"model.hidden": [16], "training.epochs": 2}), folders)
    with qtbot.waitSignal(made.run_built, timeout=TIMEOUT_MS):
        made.start()
    yield made
    made.close()
