"""The worker that answers questions beside the training."""

import threading

import numpy as np
import torch
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from playground.app.desk import Desk
from playground.app.prober import ProbeWorker
from playground.core.probes import AskPoints, AskSamples, Question, Unfinished
from playground.core.snapshot import NetworkState
from playground.engine.probes import Prober


class _Counting(Prober):
    """In place of a network: tells how many threads torch would use to answer."""

    def __init__(self) -> None:
        """Nothing of a real prober is needed."""

    def answer(self, question: Question, state: NetworkState) -> object:
        return torch.get_num_threads()


class _InPieces(Prober):
    """In place of a network: answers each question when it is asked for the third time."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def answer(self, question: Question, state: NetworkState) -> object:
        self.asked.append(question)
        return question if self.asked.count(question) == 3 else Unfinished()


class _Replaced(Prober):
    """In place of a network: another one takes its place on the desk while a piece of an answer is computed."""

    def __init__(self, desk: Desk, other: Prober) -> None:
        self._desk, self._other = desk, other

    def answer(self, question: Question, state: NetworkState) -> object:
        self._desk.set_network(self._other, NetworkState(2, 0, 0.0, {}))
        self._desk.ask("test", AskSamples())
        return Unfinished()


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


def test_an_answer_in_pieces_lets_others_come_between(qtbot: QtBot) -> None:
    desk, prober = Desk(), _InPieces()
    worker = ProbeWorker(desk)
    desk.set_network(prober, NetworkState(1, 0, 0.0, {}))
    long, other = AskPoints(1), AskSamples()
    desk.ask("test", long)
    desk.ask("test", other)
    found: list[object] = []

    def note(_: int, answer: object) -> None:
        found.append(answer)
        if len(found) == 2:
            desk.close()

    worker.answered.connect(note, Qt.ConnectionType.DirectConnection)
    worker.run()
    assert found == [long, other]
    assert prober.asked == [long, other] * 3


def test_an_answer_in_pieces_ends_with_its_network(qtbot: QtBot) -> None:
    desk, newer = Desk(), _InPieces()
    worker = ProbeWorker(desk)
    desk.set_network(_Replaced(desk, newer), NetworkState(1, 0, 0.0, {}))
    desk.ask("test", AskPoints())
    worker.answered.connect(lambda *_: desk.close(), Qt.ConnectionType.DirectConnection)
    worker.run()
    assert newer.asked == [AskSamples()] * 3
