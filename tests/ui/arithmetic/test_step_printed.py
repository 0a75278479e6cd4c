"""What the page prints for real networks is worked out again from the print: every loss, activation and optimizer."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from playground.core.by_hand import AskHandStep, Batch, HandStep, Stage, WeightAt
from playground.core.experiment import Experiment
from playground.core.probes import ExampleAt, Part
from playground.data.dataset import DataSet
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.engine.control import Control
from playground.engine.probes import Prober
from playground.engine.trainer import Trainer
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.lines import Row
from playground.ui.arithmetic.step.names import names_of
from playground.ui.arithmetic.step.workings import working_lines

_CLASSES = tuple("0123456789")
_COUNT = 24
_PRINTED = re.compile(r"(?:\d|e(?:−?\d|\^)|[-+*/(){}^., −×|]|ln ?|max|min|sign|tanh)+")

NETWORKS: Mapping[str, Mapping[str, object]] = {
    "cross-entropy": {},
    "sum": {"training.reduction": "sum"},
    "log-softmax": {"training.loss": "nll"},
    "hinge": {"training.loss": "hinge"},
    "squares of softmax": {"training.loss": "mse", "model.output_activation": "softmax"},
    "squares, sum": {"training.loss": "mse", "training.reduction": "sum"},
    "absolute": {"training.loss": "l1"},
    "Huber": {"training.loss": "huber", "model.target_on": 4.0},
    "binary cross-entropy": {"training.loss": "bce"},
    "ReLU, Adam": {"model.activation": "relu", "training.optimizer": "adam"},
    "leaky ReLU": {"model.activation": "leaky_relu"},
    "sigmoid, momentum": {"model.activation": "sigmoid", "training.momentum": 0.9},
    "softplus, RMSprop": {"model.activation": "softplus", "training.optimizer": "rmsprop"},
    "GELU": {"model.activation": "gelu"},
    "SiLU": {"model.activation": "silu"},
    "ELU": {"model.activation": "elu"},
    "no hidden layer": {"model.hidden": []},
}


@pytest.fixture(scope="session")
def few_digits(tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    folder: Path = tmp_path_factory.mktemp("data")
    data = load(Experiment().data, DataFolders(own=folder, given=None))
    facts = replace(data.facts, train_count=_COUNT)
    return replace(data, facts=facts, train_inputs=data.train_inputs[:_COUNT], train_labels=data.train_labels[:_COUNT])


Ask = Callable[[ExampleAt | Batch, WeightAt], HandStep]


@pytest.fixture(scope="module", params=NETWORKS.values(), ids=list(NETWORKS))
def ask(request: pytest.FixtureRequest, few_digits: DataSet) -> Ask:
    plain = {"model.hidden": [7, 5], "model.activation": "tanh", "training.optimizer": "sgd", "training.epochs": 9}
    experiment = Experiment().changed({**plain, **request.param})
    trainer = Trainer(experiment, few_digits, Control())
    for _ in trainer.run(steps=3):
        pass

    def answer(inputs: ExampleAt | Batch, picked: WeightAt) -> HandStep:
        found = Prober(experiment, few_digits).answer(
            AskHandStep(inputs, picked), trainer.network_state(with_optimizer=True)
        )
        assert isinstance(found, HandStep)
        return found

    return answer


def rows_of(step: HandStep, stage: Stage) -> Sequence[Row]:
    lines = working_lines(step, stage, names_of(step, _CLASSES), Digits(False), textbook=False)
    return [line for line in lines if isinstance(line, Row)]


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def worked_out(text: str) -> float | None:
    """Return what a printed calculation comes to; None where it holds symbols."""
    if not _PRINTED.fullmatch(text) or not re.search(r"\d", text):
        return None
    plain = text.replace("×", "*").replace("−", "-")
    plain = re.sub(r"e\^\{([^{}]*)\}", r"math.exp(\1)", plain).replace("^{2}", "**2").replace("^{", "**(")
    plain = re.sub(r"ln ([\d.e-]+)", r"math.log(\1)", plain).replace("ln(", "math.log(").replace("tanh", "math.tanh")
    plain = re.sub(r"\|([^|]+)\|", r"abs(\1)", plain).replace("}", ")")
    return float(
        eval(
            plain,
            {"math": math, "max": max, "min": min, "sign": lambda x: (x > 0) - (x < 0), "abs": abs, "__builtins__": {}},
        )
    )


def printed(rows: Sequence[Row]) -> Iterator[tuple[Row, float]]:
    for row in rows:
        for text in (row.numbers, row.formula):
            value = worked_out(text)
            if value is not None and row.value:
                yield row, value
                break


def picks(step_of: Ask) -> Sequence[WeightAt]:
    layers = len(step_of(ExampleAt(Part.TRAIN, 0), WeightAt(0, 0, 20)).layers)
    return [WeightAt(0, 1, 20), WeightAt(layers - 1, 2, 3), WeightAt(layers - 1, 0, None)]


@pytest.mark.parametrize("stage", [Stage.FORWARD, Stage.LOSS, Stage.BACKWARD])
def test_every_printed_calculation_comes_out_as_printed(ask: Ask, stage: Stage) -> None:
    checked = 0
    for inputs in (ExampleAt(Part.TRAIN, 3), Batch(6)):
        for at in picks(ask):
            for row, value in printed(rows_of(ask(inputs, at), stage)):
                # Factors have four digits, and what is left of a difference of two has fewer.
                assert value == pytest.approx(number(row.value), rel=6e-3, abs=2e-4), row
                checked += 1
    assert checked > 5


def test_the_parts_of_the_loss_add_up_to_it(ask: Ask) -> None:
    step = ask(ExampleAt(Part.TRAIN, 3), WeightAt(0, 0, 20))
    rows = rows_of(step, Stage.LOSS)
    parts = [number(row.value) for row in rows if row.symbol.startswith("E_{o")]
    total = number(rows[-1].value)
    assert total == pytest.approx(step.loss, rel=1e-5)
    if parts:
        shares = {"sum": 1, "mean of 10": 10, "sum / 10": 10}
        assert sum(parts) / shares[rows[-1].formula] == pytest.approx(total, rel=1e-4)


def test_a_batchs_samples_are_taken_together_as_the_experiment_says(ask: Ask, request: pytest.FixtureRequest) -> None:
    step = ask(Batch(6), WeightAt(0, 0, 20))
    *_, total = rows_of(step, Stage.LOSS)
    parts = [number(row.value) for row in rows_of(step, Stage.LOSS) if row.symbol.startswith("E of sample")][-6:]
    assert total.formula == ("sum" if "sum" in request.node.name else "mean")
    assert number(total.value) == pytest.approx(sum(parts) / (1 if total.formula == "sum" else 6), rel=1e-4)


def test_all_samples_products_add_up_to_autograds_gradient(ask: Ask) -> None:
    rows = rows_of(ask(Batch(12), WeightAt(0, 1, 20)), Stage.BACKWARD)
    samples = [number(row.value) for row in rows if row.symbol.startswith(("sample", "… 9"))]
    autograd = next(row for row in rows if row.symbol == "autograd")
    assert len(samples) == 4
    assert sum(samples) == pytest.approx(number(autograd.value), rel=1e-3, abs=1e-9)


def test_what_comes_back_to_a_hidden_neuron_is_told_shortly_in_a_batch(
    ask: Ask, request: pytest.FixtureRequest
) -> None:
    if "no hidden" in request.node.name:
        return
    for inputs, most in ((ExampleAt(Part.TRAIN, 3), 8), (Batch(6), 3)):
        rows = rows_of(ask(inputs, WeightAt(0, 1, 20)), Stage.BACKWARD)
        parts = [row for row in rows if row.symbol.startswith("from ")]
        assert len(parts) == min(most, 5)
        rest = [number(row.value) for row in rows[: most + 1] if row.symbol.startswith("…")]
        total = next(row for row in rows if row.symbol.startswith("∂E/∂out"))
        added = sum(number(row.value) for row in parts) + sum(rest[:1])
        assert added == pytest.approx(number(total.value), rel=1e-3, abs=1e-9)


def test_the_update_ends_in_the_new_weight(ask: Ask) -> None:
    step = ask(ExampleAt(Part.TRAIN, 3), WeightAt(0, 1, 20))
    rows = rows_of(step, Stage.STEP)
    new = next(row for row in rows if row.symbol == "new w")
    assert number(new.value) == pytest.approx(step.picked.new_value, rel=1e-5)
    if "√" not in new.numbers:
        value: Any = worked_out(new.numbers)
        assert value == pytest.approx(number(new.value), rel=1e-4)
