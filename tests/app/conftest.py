import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QThread
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


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Fail a test that leaves one of the program's threads running."""
    yield
    threads = [item for item in gc.get_objects() if type(item) is QThread and shiboken6.isValid(item)]
    assert not [thread.objectName() for thread in threads if thread.isRunning()]
    assert not [thread.name for thread in threading.enumerate() if thread.name == "download"]
