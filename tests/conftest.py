import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# What the tests compute is small: torch's threads would mostly wait for each other, and for those of a second worker.
# Set before torch is imported, and for the processes that tests start.
os.environ["OMP_NUM_THREADS"] = "1"


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of the real MNIST and Fashion-MNIST that NN_PLAYGROUND_TEST_DATA names."""
    folder = os.environ.get("NN_PLAYGROUND_TEST_DATA")
    if not folder:
        pytest.skip("NN_PLAYGROUND_TEST_DATA names no folder with the real MNIST and Fashion-MNIST")
    return Path(folder)


@pytest.fixture(autouse=True)
def plain_application() -> Iterator[None]:
    """Take back what a test set for the whole application: its style sheet, palette and font are not the next one's."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets is not None else None
    if app is None:
        return
    # What qtbot closed goes now, or it would be polished with the next test's style sheet.
    app.sendPostedEvents(None, sys.modules["PySide6.QtCore"].QEvent.Type.DeferredDelete)
    if app.styleSheet():
        app.setStyleSheet("")
        app.setPalette(app.style().standardPalette())
        app.setFont(sys.modules["PySide6.QtGui"].QFont())
