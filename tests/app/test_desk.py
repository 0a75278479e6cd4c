"""Questions of the window, waiting for the prober."""

import threading
from dataclasses import replace

import numpy as np

from playground.app.desk import Desk, FreeTask, Task
from playground.core.by_hand import AskHandExample, AskHandStep, Batch, ExampleError, HandExample, WeightAt
from playground.core.experiment import Experiment
from playground.core.model_options import Activation, OutputActivation
from playground.core.probes import AskAnswer, AskPoints, AskSamples, Example
from playground.core.snapshot import NetworkState
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.probes import Prober

STATE = NetworkState(1, 0, 0.0, {})
FREE = AskHandExample(
    HandExample(
        inputs=(1.0,),
        weights=(((2.0,),),),
        biases=((0.0,),),
        activation=Activation.IDENTITY,
        output_activation=OutputActivation.IDENTITY,
        targets=(1.0,),
        error=ExampleError.HALF_SQUARES,
        learning_rate=0.1,
    ),
    WeightAt(0, 0, 0),
)
LEARNING = AskHandStep(Batch(4), WeightAt(0, 0, 0))


def _desk(folders: DataFolders) -> Desk:
    experiment = Experiment()
    data: DataSet = load(experiment.data, folders)
    desk = Desk()
    desk.set_network(Prober(experiment, data), STATE)
    return desk


def _taken(desk: Desk) -> list[object]:
    """Take all that waits; a last question marks the end."""
    end = AskSamples(count=999)
    desk.ask("end", end)
    found: list[object] = []
    while (task := desk.take()) is not None and task.question is not end:
        found.append(task.question)
    return found


def _wanted(desk: Desk) -> tuple[bool, bool]:
    """Return whether newer weights are wanted, and whether the optimizer's state is."""
    return desk.state_wanted, desk.optimizer_wanted


def test_the_newest_of_a_kind_and_asker_counts(folders: DataFolders) -> None:
    desk = _desk(folders)
    desk.ask("samples", AskSamples(count=1))
    desk.ask("try", AskSamples(count=2))
    desk.ask("samples", AskSamples(count=3))
    assert _taken(desk) == [AskSamples(count=2), AskSamples(count=3)]


def test_a_question_that_waits_is_not_asked_twice(folders: DataFolders) -> None:
    desk = _desk(folders)
    for asker in ("network", "samples", "try"):
        desk.ask(asker, AskPoints())
    assert _taken(desk) == [AskPoints()]


def test_a_question_that_two_asked_stays_when_one_asks_another(folders: DataFolders) -> None:
    desk = _desk(folders)
    desk.ask("samples", AskSamples(count=1))
    desk.ask("try", AskSamples(count=1))
    desk.ask("samples", AskSamples(count=2))
    assert _taken(desk) == [AskSamples(count=1), AskSamples(count=2)]


def test_an_urgent_question_is_answered_first(folders: DataFolders) -> None:
    desk = _desk(folders)
    drawing = AskAnswer(Example(np.zeros((8, 8), np.uint8)))
    desk.ask("samples", AskPoints())
    desk.ask("try", drawing)
    assert _taken(desk) == [drawing, AskPoints()]


def test_another_network_forgets_questions_about_the_old_one(folders: DataFolders) -> None:
    desk = _desk(folders)
    desk.ask("samples", AskPoints())
    desk.set_network(None, None)
    desk.set_network(Prober(Experiment(), load(Experiment().data, folders)), STATE)
    assert _taken(desk) == []


def test_the_rest_of_an_answer_waits_behind_all_others_and_goes_with_its_network(folders: DataFolders) -> None:
    desk = _desk(folders)
    desk.ask("lesson", AskPoints())
    task = desk.take()
    assert isinstance(task, Task)
    desk.ask("samples", AskSamples(count=1))
    desk.ask_rest(task)
    assert _taken(desk) == [AskSamples(count=1), AskPoints()]
    desk.set_network(Prober(Experiment(), load(Experiment().data, folders)), STATE)
    desk.ask_rest(task)
    assert _taken(desk) == []


def test_newer_weights_are_wanted_once_the_old_ones_were_used(folders: DataFolders) -> None:
    desk = _desk(folders)
    newer = NetworkState(1, 7, 0.5, {})
    desk.set_state(newer)
    assert not desk.state_wanted
    desk.ask("samples", AskPoints())
    task = desk.take()
    assert isinstance(task, Task)
    assert task.state is newer
    assert desk.state_wanted


def test_a_free_question_needs_no_network_and_outlives_one(folders: DataFolders) -> None:
    desk = _desk(folders)
    desk.ask("arithmetic", FREE)
    desk.set_network(None, None)
    desk.ask("samples", AskPoints())  # about no network: it waits
    desk.open()
    assert desk.take() == FreeTask(FREE)


def test_a_free_question_waits_until_the_desk_is_open(folders: DataFolders) -> None:
    desk = _desk(folders)
    desk.ask("arithmetic", FREE)
    assert _taken(desk) == []


def test_a_question_about_learning_waits_for_the_state_of_the_optimizer(folders: DataFolders) -> None:
    desk = _desk(folders)
    desk.set_state(STATE)
    assert _wanted(desk) == (False, False)
    desk.ask("arithmetic", LEARNING)
    assert _wanted(desk) == (True, True)
    assert _taken(desk) == []
    whole = replace(STATE, optimizer={})
    desk.set_state(whole)
    task = desk.take()
    assert isinstance(task, Task)
    assert (task.question, task.state) == (LEARNING, whole)
    assert _wanted(desk) == (True, False)


def test_a_question_about_learning_that_came_while_weights_were_copied_is_answered(folders: DataFolders) -> None:
    desk = _desk(folders)
    assert not desk.optimizer_wanted
    desk.ask("arithmetic", LEARNING)
    desk.set_state(STATE)  # copied without the optimizer's, before the question came
    assert _wanted(desk) == (True, True)


def test_closing_lets_the_waiting_go() -> None:
    desk = Desk()
    found: list[object] = [1]
    waiting = threading.Thread(target=lambda: found.append(desk.take()))
    waiting.start()
    desk.close()
    waiting.join(10)
    assert found == [1, None]
