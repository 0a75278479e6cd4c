"""The threads beside the window's: one trains, one answers questions about the network."""

import logging

from PySide6.QtCore import QObject, QThread

from playground.app.desk import Desk
from playground.app.prober import ProbeWorker
from playground.app.worker import TrainingWorker

log = logging.getLogger(__name__)

_CLOSE_MS = 10_000


class Threads(QObject):
    """The workers, each living in a thread of its own; what passes between them lies on the `desk`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = Desk()
        self.trainer = TrainingWorker(self.desk)
        self.prober = ProbeWorker(self.desk)
        self._threads = [self._thread_for(self.trainer, "training"), self._thread_for(self.prober, "probes")]
        self._threads[1].started.connect(self.prober.run)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Let the prober go, and end the threads; the training must have been halted."""
        self.desk.close()
        for thread in self._threads:
            thread.quit()
        for thread in self._threads:
            if not thread.wait(_CLOSE_MS):
                log.error("A thread did not end within %d ms", _CLOSE_MS)

    def _thread_for(self, worker: QObject, name: str) -> QThread:
        thread = QThread(self)
        thread.setObjectName(name)
        worker.moveToThread(thread)
        return thread
