"""Own drawings: measured while a network learns, without a trace in what it learns."""

from dataclasses import replace

import numpy as np
import pytest
from digit_strokes import draw_digits

from playground.core.experiment import Experiment
from playground.core.own_drawings import OwnExamples, OwnPreparer, OwnSet
from playground.core.probes import Answers, AskAnswers
from playground.core.progress import Phase
from playground.core.stroke_file import LabelledDrawing
from playground.data.dataset import DataSet
from playground.engine.control import Control
from playground.engine.metrics import OWN_ACCURACY, pinned
from playground.engine.probes import Prober
from playground.engine.trainer import Trainer

SMALL = Experiment().changed({"model.hidden": [16], "training.epochs": 3})


@pytest.fixture(scope="module")
def own(digits: DataSet) -> OwnExamples:
    drawn = [LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(20)]
    return OwnPreparer().examples(OwnSet().with_drawings(drawn).pinning(3), digits.facts)


def _answers(trainer: Trainer, data: DataSet, own: OwnExamples) -> Answers:
    found = Prober(trainer.experiment, data).answer(AskAnswers(own.images), trainer.network_state())
    assert isinstance(found, Answers)
    return found


def _finished(trainer: Trainer) -> Trainer:
    for _ in trainer.run():
        pass
    assert trainer.phase is Phase.FINISHED
    return trainer


def test_own_drawings_are_measured_at_every_test(digits: DataSet, own: OwnExamples) -> None:
    trainer = Trainer(SMALL, digits, Control())
    trainer.control.set_own(own)
    _finished(trainer)
    measured, tested = trainer.history.read(OWN_ACCURACY), trainer.history.read("test_accuracy")
    assert set(tested.steps.tolist()) <= set(measured.steps.tolist())
    answers = _answers(trainer, digits, own)
    assert measured.values[-1] == np.mean(answers.chosen == own.labels)
    shares = [trainer.history.last(pinned(label)) for label in range(10)]
    assert shares == pytest.approx(answers.probabilities[own.pinned].tolist(), abs=1e-6)


def test_the_training_is_the_same_with_them_and_without(digits: DataSet, own: OwnExamples) -> None:
    plain, measured = Trainer(SMALL, digits, Control()), Trainer(SMALL, digits, Control())
    measured.control.set_own(own)
    weights = [_finished(trainer).network_state().weights for trainer in (plain, measured)]
    assert all(np.array_equal(weights[0][name], weights[1][name]) for name in weights[0])
    assert plain.history.length(OWN_ACCURACY) == 0


def test_a_changed_set_is_measured_at_once_where_nothing_trains(digits: DataSet, own: OwnExamples) -> None:
    trainer = Trainer(SMALL, digits, Control())
    trainer.control.halt()  # as a paused one is
    for examples in (own, _first(own, 10)):
        trainer.control.set_own(examples)
        trainer.take_change()
    right = _answers(trainer, digits, own).chosen[:10] == own.labels[:10]
    piece = trainer.history.read(OWN_ACCURACY)
    assert piece.steps.tolist() == [0]
    assert piece.values.tolist() == [np.mean(right)]


def test_the_figures_of_another_pinned_drawing_begin_anew(digits: DataSet, own: OwnExamples) -> None:
    trainer = Trainer(SMALL, digits, Control())
    trainer.control.set_own(own)
    for _ in trainer.run(epochs=1):
        pass
    assert trainer.history.length(pinned(0)) > 1
    trainer.control.set_own(replace(own, pinned=7))
    trainer.take_change()
    answers = _answers(trainer, digits, own)
    for label in range(10):
        piece = trainer.history.read(pinned(label))
        assert piece.steps.tolist() == [trainer.step]
        assert piece.values[0] == pytest.approx(answers.probabilities[7, label], abs=1e-6)


def test_without_any_drawings_nothing_is_measured(digits: DataSet, own: OwnExamples) -> None:
    trainer = Trainer(SMALL, digits, Control())
    trainer.control.set_own(_first(own, 0))
    trainer.take_change()
    assert trainer.history.length(OWN_ACCURACY) == 0


def test_the_figure_goes_with_the_last_drawing(digits: DataSet, own: OwnExamples) -> None:
    trainer = Trainer(SMALL, digits, Control())
    for examples in (own, _first(own, 0)):
        trainer.control.set_own(examples)
        trainer.take_change()
        assert trainer.history.length(OWN_ACCURACY) == min(1, len(examples))


@pytest.mark.parametrize("fits", [True, False], ids=["same shape", "another shape"])
def test_drawings_for_other_data_are_not_measured(digits: DataSet, own: OwnExamples, fits: bool) -> None:
    trainer = Trainer(SMALL, digits, Control())
    trainer.control.set_own(own)
    trainer.take_change()
    before = trainer.history.last(OWN_ACCURACY)
    late = replace(own, labels=np.roll(own.labels, 1), fingerprint="other")
    late = late if fits else replace(late, images=np.zeros((len(own), 28, 28), np.uint8))
    trainer.control.set_own(late)
    _finished(trainer)
    answers = _answers(trainer, digits, own)
    assert before is not None
    assert trainer.history.last(OWN_ACCURACY) == np.mean(answers.chosen == own.labels)


def test_a_change_is_measured_once(digits: DataSet, own: OwnExamples) -> None:
    trainer = Trainer(SMALL, digits, Control())
    trainer.control.set_own(own)
    trainer.take_change()
    generation = trainer.history.generation(OWN_ACCURACY)
    trainer.take_change()
    assert trainer.history.generation(OWN_ACCURACY) == generation
    assert trainer.control.take_own() is None


def test_nothing_is_dropped_out_while_it_is_measured(digits: DataSet, own: OwnExamples) -> None:
    trainer = Trainer(SMALL.changed({"model.dropout": 0.5}), digits, Control())
    trainer.control.set_own(own)
    _finished(trainer)
    answers = _answers(trainer, digits, own)
    assert trainer.history.last(OWN_ACCURACY) == np.mean(answers.chosen == own.labels)
    shares = [trainer.history.last(pinned(label)) for label in range(10)]
    assert shares == pytest.approx(answers.probabilities[own.pinned].tolist(), abs=1e-6)


def _first(own: OwnExamples, count: int) -> OwnExamples:
    return replace(own, numbers=own.numbers[:count], images=own.images[:count], labels=own.labels[:count], pinned=-1)
