"""The program with its window open, as far as a benchmark needs it: real, but where nobody sees it.

Only imported in a process of its own (`apart`): it loads Qt.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEventLoop, QObject, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QApplication

from playground.app.main import KeptFiles, Program
from playground.core.experiment import Experiment
from playground.core.messages import Message, PlaygroundError, message
from playground.data.folders import DataFolders

_SIZE = (1440, 900)
_REST_MS = 300


class Opened(QObject):
    """An open window with all its panels. What waits lets the window live meanwhile, as `QApplication.exec` would.

    Commands raise PlaygroundError when a run fails, or the window does: what does not work is not measured.
    """

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.session = program.session
        self.window = program.window
        self._failed: Message | None = None
        for failure in (self.session.failed, self.session.data_missing):
            failure.connect(self._on_failed)
        sys.excepthook = self._on_error  # in place of the program's, which shows a dialog; it goes with the program

    def open(self, experiment: Experiment) -> None:
        """Begin a run of `experiment` and wait until it stands ready."""
        self.until(self.session.run_built, lambda: self.session.open(experiment))

    def train(self) -> None:
        """Train as many epochs as are planned, or as many again."""
        self.session.train()
        while self.session.training:
            self.until(self.session.state_changed)

    def rest(self) -> None:
        """Let the window come to rest: what the last steps left to be drawn is drawn."""
        timer = QTimer()
        timer.setSingleShot(True)
        self.until(timer.timeout, lambda: timer.start(_REST_MS))

    def until(self, signal: SignalInstance, begin: Callable[[], None] | None = None) -> None:
        """Do `begin`, and wait for `signal`."""
        loop = QEventLoop()
        waited = [signal, self.session.failed, self.session.data_missing]
        for one in waited:
            one.connect(loop.quit)
        if begin is not None:
            begin()
        loop.exec()
        for one in waited:
            one.disconnect(loop.quit)
        if self._failed is not None:
            raise PlaygroundError(self._failed)

    @Slot(object)
    def _on_failed(self, why: Message) -> None:
        self._failed = why

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if self._failed is None and kind is not KeyboardInterrupt:  # that one is told by the command itself
            sys.__excepthook__(kind, error, trace)
            self._failed = message("The window failed: {kind}: {error}.", kind=kind.__name__, error=error)


@contextmanager
def opened(experiment: Experiment, folders: DataFolders, kept: Path) -> Iterator[Opened]:
    """Open the program's window on `experiment`; the folder `kept` is empty, as at a first start."""
    app = QApplication([])
    program = Program(app, experiment, folders, KeptFiles.within(kept))
    program.window.resize(*_SIZE)
    made = Opened(program)
    try:
        made.until(made.session.run_built, program.show)
        made.rest()
        yield made
    finally:
        program.window.close()
