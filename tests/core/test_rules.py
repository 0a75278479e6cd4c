"""What goes together and what does not."""

from dataclasses import replace

import pytest

from playground.core.catalog import CATALOG, Drawing, Family, info_of
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.model_options import OutputActivation
from playground.core.rules import adapt, check, layer_sizes, output_activation, parameter_count, why_unused

TEN = DataFacts(
    name="digits",
    title="Digits",
    family=Family.IMAGE,
    drawing=Drawing.DIGITS,
    input_shape=(8, 8),
    class_names=tuple("0123456789"),
    feature_names=(),
    train_count=100,
    test_count=20,
    official_split=False,
    low=(0.0,),
    high=(16.0,),
    mean=(5.0,),
    deviation=(6.0,),
    shift=(5.0,),
    scale=(1 / 6,),
    stroke_width=1.4,
    fingerprint="",
)
TWO = replace(TEN, class_names=("3", "7"))


def _problems(facts: DataFacts, **values: object) -> set[str]:
    experiment = Experiment().changed({name.replace("__", "."): value for name, value in values.items()})
    return {problem.field for problem in check(experiment, facts)}


def test_the_defaults_run_on_ten_classes() -> None:
    assert check(Experiment(), TEN) == []


def test_a_single_output_needs_two_classes_and_a_loss_on_values() -> None:
    assert "model.output" in _problems(TEN, model__output="single", training__loss="bce")
    assert _problems(TWO, model__output="single", training__loss="cross_entropy") == {"training.loss"}
    assert _problems(TWO, model__output="single", training__loss="bce") == set()


@pytest.mark.parametrize(
    ("loss", "activation"),
    [
        ("cross_entropy", "softmax"),
        ("nll", "softmax"),
        ("hinge", "sigmoid"),
        ("bce", "identity"),
        ("mse", "log_softmax"),
    ],
)
def test_a_loss_refuses_outputs_that_it_cannot_work_on(loss: str, activation: str) -> None:
    assert _problems(TEN, training__loss=loss, model__output_activation=activation) == {"model.output_activation"}


@pytest.mark.parametrize(
    ("loss", "follows"),
    [("cross_entropy", "identity"), ("nll", "log_softmax"), ("bce", "sigmoid"), ("mse", "identity")],
)
def test_the_automatic_output_activation_follows_from_the_loss(loss: str, follows: str) -> None:
    experiment = Experiment().changed({"training.loss": loss})
    assert output_activation(experiment) is OutputActivation(follows)
    assert check(experiment, TEN) == []


def test_targets_must_differ_and_be_probabilities_where_they_are_compared_as_such() -> None:
    assert _problems(TEN, training__loss="mse", model__target_on=0.0) == {"model.target_on"}
    assert _problems(TEN, training__loss="bce", model__target_on=2.0) == {"model.target_on"}
    assert _problems(TEN, training__loss="mse", model__target_off=-1.0, model__target_on=2.0) == set()


def test_a_schedule_needs_an_end() -> None:
    assert _problems(TEN, training__schedule="cosine", training__epochs=0) == {"training.schedule"}


def test_a_network_too_large_for_memory_is_refused() -> None:
    assert _problems(replace(TEN, input_shape=(28, 28)), model__hidden=[4096] * 8) == set()
    assert _problems(replace(TEN, input_shape=(100_000,)), model__hidden=[4096]) == {"model.hidden"}


def test_sizes_and_parameters_are_those_of_the_network() -> None:
    sizes = layer_sizes(Experiment(), 784, 10)
    assert sizes == (784, 64, 64, 64, 10)
    assert parameter_count(sizes) == 59_210
    single = Experiment().changed({"model.output": "single", "model.hidden": []})
    assert layer_sizes(single, 784, 2) == (784, 1)


def test_another_data_set_changes_only_what_must_change() -> None:
    mine = Experiment().changed({"training.learning_rate": 0.5, "data.classes": [3, 7]})
    same, said = adapt(mine, info_of("mnist"))
    assert (same, said) == (mine, [])
    other, said = adapt(mine, info_of("iris"))
    assert mine.difference(other) == {"data.classes": ()}
    assert "Iris" in str(said[0])


def test_a_single_output_gives_way_to_more_classes() -> None:
    single = Experiment().changed({"model.output": "single", "training.loss": "bce"})
    assert adapt(single, info_of("circle"))[0] == single
    assert adapt(single, info_of("digits"))[0].model.output == "per_class"


def test_a_field_without_meaning_says_why() -> None:
    official = why_unused("data.train_share", Experiment(), info_of("mnist"))
    assert "60\u202f000" in str(official)
    assert why_unused("data.train_share", Experiment(), info_of("digits")) is None
    assert why_unused("data.noise", Experiment(), info_of("digits")) is not None
    assert why_unused("training.momentum", Experiment(), info_of("digits")) is not None
    sgd = Experiment().changed({"training.optimizer": "sgd"})
    assert why_unused("training.momentum", sgd, info_of("digits")) is None


def test_an_unknown_data_set_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(PlaygroundError, match="mnist"):
        info_of("minst")
    assert "mnist" in CATALOG


def test_classes_of_a_made_set_are_those_that_are_made() -> None:
    made = Experiment().changed({"data.name": "classification", "data.class_count": 5, "data.classes": [0, 3]})
    assert adapt(made, info_of("classification")) == (made, [])
