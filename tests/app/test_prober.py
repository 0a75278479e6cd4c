"""The worker that answers questions beside the training."""

import threading

import numpy as np
import torch
from pytestqt.qtbot import QtBot

from playground.app.desk import Desk
from playground.app.prober import ProbeWorker
from playground.core.probes import AskPoints, Question
from playground.core.snapshot import NetworkState
from playground.engine.probes import Prober


class _Counting(Prober):
    """In place of a network: tells how many threads torch would use to answer."""

    def __init__(self) -> None:
        """Nothing of a real prober is needed."""

    def answer(self, question: Question, state: NetworkState) -> object:
        return torch.get_num_threads()


def test_answers_leave_the_other_cores_to_the_training(qtbot: QtBot) -> None:
    desk = Desk()
    worker = ProbeWorker(desk)
    desk.set_network(_Counting(), NetworkState(1, 0, 0.0, {"weight": np.zeros(1)}))
    desk.ask("test", AskPoints())

    def work() -> None:
        torch.set_num_threads(2)
        worker.run()

    thread = threading.Thread(target=work)
    with qtbot.waitSignal(worker.answered) as found:
        thread.start()
    desk.close()
    thread.join()
    assert found.args == [1, 1]
    assert worker.seconds > 0
