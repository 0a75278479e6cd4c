"""The conditions of a run: settled before its first step, and kept with it."""

import os
from collections.abc import Iterator

import pytest
import torch

from playground.core.experiment import Experiment
from playground.core.progress import Environment, Stepping
from playground.data.dataset import DataSet
from playground.engine.control import Control
from playground.engine.environment import under
from playground.engine.saving import saved_run
from playground.engine.trainer import Trainer


@pytest.fixture(autouse=True)
def threads_as_before() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def _environment(data: DataSet, **training: object) -> Environment:
    values = {f"training.{name}": value for name, value in training.items()}
    return Trainer(Experiment().changed(values), data, Control()).environment


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (6, 5), (64, 8)])
def test_large_networks_take_more_threads_but_never_every_core(
    digits: DataSet, monkeypatch: pytest.MonkeyPatch, cores: int, threads: int
) -> None:
    """The cores are faked: a machine has only one number of them."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    wide = Experiment().changed({"model.hidden": [1024, 1024]})
    assert Trainer(wide, digits, Control()).environment.threads == threads
    assert _environment(digits).threads == 1


def test_threads_set_by_hand_are_used_and_kept_with_the_run(digits: DataSet) -> None:
    trainer = Trainer(Experiment().changed({"training.threads": 3, "training.epochs": 1}), digits, Control())
    for _ in trainer.run():
        pass
    assert torch.get_num_threads() == 3
    assert saved_run(trainer).environment.threads == 3


def test_the_way_of_stepping_is_kept_with_the_run(digits: DataSet) -> None:
    assert _environment(digits).stepping is Stepping.RECORDED
    eager = Trainer(Experiment(), digits, Control(), stepping=Stepping.EAGER)
    assert saved_run(eager).environment.stepping is Stepping.EAGER


def test_small_numbers_are_flushed_while_a_run_computes_and_only_then(digits: DataSet) -> None:
    smallest = torch.tensor([1e-40])
    with under(_environment(digits)):
        assert float(smallest * 1.0) == 0.0
    assert float(smallest * 1.0) > 0.0
