"""A batch of the network on the page "One step", with real numbers."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from playground.core.by_hand import AskHandExample, AskHandStep, Batch, HandStep, Stage, WeightAt
from playground.core.experiment import Experiment
from playground.core.probes import ExampleAt, Part
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.control import Control
from playground.engine.probes import Prober, answer_free
from playground.engine.trainer import Trainer
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.lines import Formula, Row, Title
from playground.ui.arithmetic.step.loss_words import taken_together
from playground.ui.arithmetic.step.names import names_of
from playground.ui.arithmetic.step.working_places import LINE
from playground.ui.arithmetic.step.workings import working_lines
from playground.ui.arithmetic.step_page import StepPage
from playground.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

TABLE: Mapping[str, object] = {
    "data.name": "classification",
    "data.examples": 200,
    "data.normalise": "standard",
    "model.hidden": [],
    "model.init": "zeros",
    "model.output": "single",
    "training.loss": "mse",
    "training.optimizer": "sgd",
    "training.batch_size": 50,
}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    folder: Path = tmp_path_factory.mktemp("data")
    return load(Experiment().changed(TABLE).data, DataFolders(own=folder, given=None))


@pytest.fixture
def page(qtbot: QtBot, table: DataSet) -> Iterator[StepPage]:
    page = StepPage(Look())
    qtbot.addWidget(page)
    page.resize(940, 474)
    page.show_run(Experiment().changed(TABLE), table.facts)
    page.set_input(ExampleAt(Part.TRAIN, 0))
    page.show()
    yield page
    page.close()


def answer_all(page: StepPage, data: DataSet, changes: Mapping[str, object] = TABLE) -> HandStep:
    """Answer until nothing new is asked, as the window does; the first answer may pick another weight."""
    experiment = Experiment().changed(changes)
    prober, state = Prober(experiment, data), Trainer(experiment, data, Control()).network_state(with_optimizer=True)
    for _ in range(2):
        (question,) = page.questions()
        found = answer_free(question) if isinstance(question, AskHandExample) else prober.answer(question, state)
        page.show_answer(found)
    assert isinstance(found, HandStep)
    return found


def test_a_lesson_opens_a_batch_of_this_network_whatever_was_there_before(page: StepPage) -> None:
    page.show_part("classic")
    page.show_part("batch")
    (question,) = page.questions()
    assert isinstance(question, AskHandStep)
    assert question.inputs == Batch(50)


def test_a_batch_that_a_lesson_wants_keeps_to_the_next_run(page: StepPage, table: DataSet) -> None:
    page.show_part("batch")
    page.show_run(Experiment().changed({**TABLE, "training.batch_size": 20}), table.facts)
    (question,) = page.questions()
    assert isinstance(question, AskHandStep)
    assert question.inputs == Batch(20)


def test_weights_of_zero_have_a_gradient_in_a_batch(page: StepPage, table: DataSet) -> None:
    page.show_part("batch")
    assert answer_all(page, table).picked.gradient != 0.0


def test_autograd_and_the_difference_stand_in_sight(page: StepPage, table: DataSet) -> None:
    page.show_part("batch")
    page.stages.set_stage(Stage.BACKWARD)
    answer_all(page, table)
    QApplication.processEvents()
    working = page.body.working
    area = next(area for area in page.findChildren(QScrollArea) if area.widget() is working)
    tops = {text.text: text.top for text in working.placed() if text.text in ("autograd", "numerically")}
    assert len(tops) == 2
    assert max(tops.values()) + LINE <= area.viewport().height()
    assert area.viewport().mapTo(page, QPoint(0, area.viewport().height())).y() <= page.height()


def test_weights_of_zero_are_not_called_random(page: StepPage, table: DataSet) -> None:
    answer_all(page, table)
    assert "weights are all 0" in page.head.said()
    changes = {**TABLE, "model.init": "default"}
    page.show_run(Experiment().changed(changes), table.facts)
    answer_all(page, table, changes)
    assert "weights are random" in page.head.said()


@pytest.mark.parametrize(("reduction", "share"), [("mean", "(1/6) "), ("sum", "")])
def test_the_formula_says_what_part_a_sample_has_in_the_mean(table: DataSet, reduction: str, share: str) -> None:
    experiment = Experiment().changed({**TABLE, "training.reduction": reduction, "model.init": "default"})
    state = Trainer(experiment, table, Control()).network_state(with_optimizer=True)
    step = Prober(experiment, table).answer(AskHandStep(Batch(6), WeightAt(0, 0, 0)), state)
    assert isinstance(step, HandStep)
    lines = working_lines(step, Stage.BACKWARD, names_of(step), Digits(False), textbook=False)
    of = f"{share}∂E_{{1}}/∂w1"
    assert Title(f"{of}, factor by factor") in lines
    assert Formula(f"∂E/∂w1 = Σ {share}∂E_{{s}}/∂w1") in lines
    row = next(line for line in lines if isinstance(line, Row) and line.symbol == of)
    own = 2 * (step.layers[0].outputs[0, 0] - step.targets[0, 0]) * step.inputs[0, 0]
    divisor = 6 if share else 1
    assert float(row.value.replace("−", "-")) == pytest.approx(own / divisor, rel=1e-5)


def test_the_parts_of_a_batch_are_divided_by_its_samples(table: DataSet) -> None:
    experiment = Experiment().changed({**TABLE, "model.init": "default"})
    state = Trainer(experiment, table, Control()).network_state(with_optimizer=True)
    prober = Prober(experiment, table)
    for count, over in ((1, 1), (2, 2), (4, 4)):
        step = prober.answer(AskHandStep(Batch(count), WeightAt(0, 0, 0)), state)
        assert isinstance(step, HandStep)
        assert taken_together(step).over_samples == over
