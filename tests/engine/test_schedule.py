"""Learning-rate schedules."""

import pytest

from playground.core.experiment import Experiment
from playground.core.training_options import ScheduleName, TrainingOptions
from playground.engine.schedule import factor


def _with(name: ScheduleName) -> TrainingOptions:
    return Experiment().changed({"training.schedule": name.value}).training


def test_a_constant_rate_stays() -> None:
    assert {factor(_with(ScheduleName.CONSTANT), share) for share in (0.0, 0.5, 1.0)} == {1.0}


def test_steps_drop_evenly() -> None:
    found = [factor(_with(ScheduleName.STEP), share) for share in (0.0, 0.32, 0.34, 0.65, 0.67, 1.0)]
    assert found == pytest.approx([1, 1, 0.1, 0.1, 0.01, 0.01])


def test_a_cosine_goes_from_one_to_zero() -> None:
    found = [factor(_with(ScheduleName.COSINE), share) for share in (0.0, 0.5, 1.0, 1.2)]
    assert found == pytest.approx([1, 0.5, 0, 0])


def test_one_cycle_rises_then_falls() -> None:
    found = [factor(_with(ScheduleName.ONE_CYCLE), share) for share in (0.0, 0.15, 0.3, 1.0)]
    assert found == pytest.approx([0.04, 0.52, 1.0, 0.000004])
