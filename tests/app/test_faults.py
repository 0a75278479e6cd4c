"""Errors that nobody foresaw, in whichever thread, reach the log and one dialog."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from playground.app.faults import Faults, start_log

pytestmark = pytest.mark.qt_no_exception_capture


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    hooks = (sys.excepthook, threading.excepthook)
    faults = Faults(made, tmp_path / "log.txt")
    faults.install()
    yield made
    faults.uninstall()
    sys.excepthook, threading.excepthook = hooks


def _dialog(qtbot: QtBot, window: QWidget) -> QMessageBox:
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=10_000)
    (dialog,) = window.findChildren(QMessageBox)
    return dialog


def _fail() -> None:
    raise LookupError("a shelf is empty")


class _Worker(QObject):
    wanted = Signal()

    @Slot()
    def work(self) -> None:
        _fail()


def _check(dialog: QMessageBox, tmp_path: Path) -> None:
    assert "a shelf is empty" in dialog.text()
    assert "LookupError" in dialog.detailedText()
    assert "_fail" in dialog.detailedText()
    assert str(tmp_path / "log.txt") in dialog.informativeText()


def test_an_error_in_the_gui_thread(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    QTimer.singleShot(0, _fail)
    _check(_dialog(qtbot, window), tmp_path)


def test_an_error_in_a_python_thread(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    _check(_dialog(qtbot, window), tmp_path)


def test_an_error_in_a_worker_of_a_qthread(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    thread, worker = QThread(), _Worker()
    worker.moveToThread(thread)
    worker.wanted.connect(worker.work)
    thread.start()
    worker.wanted.emit()
    _check(_dialog(qtbot, window), tmp_path)
    thread.quit()
    assert thread.wait(10_000)


def test_errors_that_repeat_show_one_dialog(qtbot: QtBot, window: QWidget) -> None:
    for _ in range(3):
        QTimer.singleShot(0, _fail)
    dialog = _dialog(qtbot, window)
    QTimer.singleShot(0, _fail)
    qtbot.waitUntil(lambda: dialog.isVisible(), timeout=10_000)
    assert len(window.findChildren(QMessageBox)) == 1


def test_the_log_is_a_file_that_is_rotated(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = list(root.handlers), root.level
    start_log(tmp_path / "logs" / "log.txt")
    try:
        for _ in range(20):
            logging.getLogger("test").info("x" * 100_000)
        assert "INFO test: xxx" in (tmp_path / "logs" / "log.txt").read_text()
        assert len(list((tmp_path / "logs").iterdir())) == 4
    finally:
        for handler in set(root.handlers) - set(before[0]):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(before[1])
