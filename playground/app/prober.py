"""The second worker: answers the window's questions about the network beside the training, in a thread of its own."""

import logging
import sys
import time

from PySide6.QtCore import QObject, Signal, Slot

from playground.app.desk import Desk, Task
from playground.core.messages import PlaygroundError

log = logging.getLogger(__name__)


class ProbeWorker(QObject):
    """Lives in a QThread; `run` takes questions from the desk until the desk is closed.

    `seconds` of processor time it has spent so far; any thread may read them.
    """

    answered = Signal(int, object)  # run id, answer

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.seconds = 0.0
        self._desk = desk

    @Slot()
    def run(self) -> None:
        task = self._desk.take()
        if task is not None:
            from playground.engine.environment import use_one_thread  # torch: there is a network now, so it is loaded

            use_one_thread()
        while task is not None:
            self._answer(task)
            self.seconds = time.thread_time()
            task = self._desk.take()

    def _answer(self, task: Task) -> None:
        try:
            answer = task.prober.answer(task.question, task.state)
        except PlaygroundError as error:
            log.warning("A view could not be computed: %s", error)
        except Exception as error:  # noqa: BLE001  (told as a fault; the other views go on)
            sys.excepthook(type(error), error, error.__traceback__)
        else:
            self.answered.emit(task.state.run_id, answer)
