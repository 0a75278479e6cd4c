"""What came out of a run, beside the figures of its lesson."""

import pytest

from playground.core.history import History
from playground.core.lesson import Figure, Origin
from playground.core.lesson_figures import MEASURED, found, is_fraction, name_of, outcome
from playground.core.saved_run import COLUMNS


def _figure(metric: str = "test_accuracy", epoch: int = 1, origin: Origin = Origin.REPORTED) -> Figure:
    return Figure(metric=metric, epoch=epoch, value=None, least=0.9, most=1.1, origin=origin)


def _history() -> History:
    """Return a history as the trainer writes it: a row before training, one within an epoch, two at ends of epochs."""
    history = History()
    history.append(0, {"epoch": 0.0, "test_accuracy": 0.1})
    for step in range(1, 9):
        history.append(step, {"batch_loss": 1.0})
        if step in (2, 4, 8):
            history.append(step, {"epoch": step / 4, "test_accuracy": step / 10, "train_accuracy": step / 20})
    return history


def test_the_value_is_that_at_the_end_of_the_epoch() -> None:
    history = _history()
    assert found(_figure(epoch=0), history) == 0.1
    assert found(_figure(epoch=1), history) == 0.4
    assert found(_figure("train_accuracy", epoch=2), history) == 0.4


def test_the_last_value_of_an_epoch_counts() -> None:
    history = History()
    for step, value in ((4, 0.3), (4, 0.4), (6, 0.5)):  # gone back to, or tested again
        history.append(step, {"epoch": 1.0, "test_accuracy": value})
    assert found(_figure(epoch=1), history) == 0.5
    history.cut(5)
    assert found(_figure(epoch=1), history) == 0.4


def test_what_is_not_there_yet_is_none() -> None:
    history = _history()
    assert found(_figure(epoch=3), history) is None
    assert found(_figure("train_accuracy", epoch=0), history) is None
    assert found(_figure(), History()) is None
    history.cut(7)
    assert found(_figure(epoch=2), history) is None


@pytest.mark.parametrize(("value", "held"), [(0.89, False), (0.9, True), (1.1, True), (1.11, False)])
def test_a_figure_is_held_from_least_to_most(value: float, held: bool) -> None:
    history = History()
    history.append(10, {"epoch": 1.0, "test_accuracy": value})
    assert outcome(_figure(), history).held is held


def test_a_computed_figure_is_held_to_factors_of_what_was_computed() -> None:
    history = History()
    history.append(10, {"epoch": 1.0, "train_loss": 0.0205})
    figure = _figure("train_loss", origin=Origin.LEAST_SQUARES)
    assert outcome(figure, history, 0.02).held is True
    assert outcome(figure, history, 0.03).held is False
    assert outcome(figure, history).held is None
    assert outcome(figure, History(), 0.02).held is None


def test_figures_are_called_what_people_call_them() -> None:
    assert str(name_of(_figure("test_loss", epoch=0))) == "test loss, epoch 0"
    assert str(name_of(_figure(epoch=20_000))) == "test accuracy, epoch 20000"
    assert is_fraction(_figure("train_accuracy"))
    assert not is_fraction(_figure("train_loss"))
    assert set(MEASURED) <= set(COLUMNS)
