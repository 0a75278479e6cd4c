"""The second worker: answers the window's questions about the network beside the training, in a thread of its own."""

import logging
import sys
import time

from PySide6.QtCore import QObject, Signal, Slot

from playground.app.desk import Desk, FreeTask, Task
from playground.core.messages import PlaygroundError
from playground.core.probes import Question, Unfinished

log = logging.getLogger(__name__)


class ProbeWorker(QObject):
    """Lives in a QThread; `run` takes questions from the desk until the desk is closed.

    `seconds` of processor time it has spent so far; any thread may read them.
    """

    answered = Signal(int, object)  # run id, answer
    answered_free = Signal(object)  # answer to a question that is about no network

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.seconds = 0.0
        self._desk = desk

    @Slot()
    def run(self) -> None:
        task = self._desk.take()
        if task is not None:
            from playground.engine.environment import use_one_thread  # torch: it is loaded by now

            use_one_thread()
        while task is not None:
            self._answer(task)
            self.seconds = time.thread_time()
            task = self._desk.take()

    def _answer(self, task: Task | FreeTask) -> None:
        try:
            if isinstance(task, Task):
                self._answer_about_network(task)
            else:
                self.answered_free.emit(_answer_free(task.question))
        except PlaygroundError as error:
            log.warning("A view could not be computed: %s", error)
        except Exception as error:  # noqa: BLE001  (told as a fault; the other views go on)
            sys.excepthook(type(error), error, error.__traceback__)

    def _answer_about_network(self, task: Task) -> None:
        answer = task.prober.answer(task.question, task.state)
        if isinstance(answer, Unfinished):
            self._desk.ask_rest(task)
        else:
            self.answered.emit(task.state.run_id, answer)


def _answer_free(question: Question) -> object:
    from playground.engine.probes import answer_free  # torch: it is loaded by now

    return answer_free(question)
