"""The experiment: what it takes, what it refuses and how it says so, and its TOML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.experiment import Experiment, specs_by_path
from playground.core.experiment_toml import assigned, from_toml, to_toml
from playground.core.messages import PlaygroundError
from playground.core.problems import ExperimentError
from playground.core.training_options import Loss


def test_toml_gives_back_what_was_written() -> None:
    experiment = Experiment().changed(
        {"data.name": "mnist", "data.classes": [3, 7], "model.hidden": [], "training.learning_rate": 1e-6}
    )
    assert from_toml(to_toml(experiment)) == experiment
    assert to_toml(experiment).startswith("format = 1\n")


def test_a_part_of_the_toml_leaves_the_rest_at_its_defaults() -> None:
    experiment = from_toml('[training]\nloss = "mse"\n')
    assert experiment == Experiment().changed({"training.loss": "mse"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[training]\nlearning_rate = 50", ("training.learning_rate", "50", "1e-06", "10")),
        ("[training]\nlerning_rate = 1", ("training.lerning_rate", "training.learning_rate")),
        ('[model]\nactivation = "rleu"', ("model.activation", "'rleu'", "relu")),
        ("[model]\nhidden = [64, 5000]", ("model.hidden", "5000", "4096")),
        ("[model]\nhidden = [1, 2, 3, 4, 5, 6, 7, 8, 9]", ("model.hidden", "0 to 8")),
        ('[training]\nbatch_size = "32"', ("training.batch_size", "'32'", "whole number")),
        ("[training]\nbatch_size = 0", ("training.batch_size", "0", "from 1")),
        ("[training]\nshuffle = 1", ("training.shuffle", "true or false")),
        ("[data]\ntrain_share = nan", ("data.train_share", "nan")),
        ("[dta]\nname = 1", ("dta", "data")),
        ("data = 3", ("data", "table")),
    ],
)
def test_a_bad_value_is_refused_with_its_name_and_what_would_do(text: str, words: tuple[str, ...]) -> None:
    with pytest.raises(ExperimentError) as caught:
        from_toml(text)
    for word in words:
        assert word in str(caught.value)


def test_all_bad_values_are_named_at_once() -> None:
    with pytest.raises(ExperimentError) as caught:
        from_toml("[training]\nepochs = -1\nseed = -1\n[model]\ndropout = 2.0")
    assert {problem.field for problem in caught.value.problems} == {"training.epochs", "training.seed", "model.dropout"}


@pytest.mark.parametrize("text", ["format = 2", "format = 0", "format = true", "[training", "x" * 2_000_000])
def test_another_format_and_broken_text_are_refused(text: str) -> None:
    with pytest.raises(PlaygroundError):
        from_toml(text)


def test_words_of_the_command_line_are_toml_or_bare_words_and_later_ones_win() -> None:
    words = ["data.name=mnist", "model.hidden=[3, 4]", "training.learning_rate=0.1", "training.learning_rate=1"]
    experiment = assigned(Experiment(), words)
    assert experiment.data.name == "mnist"
    assert experiment.model.hidden == (3, 4)
    assert experiment.training.learning_rate == 1.0


@pytest.mark.parametrize("word", ["training.epoch=3", "training.epochs", "training.epochs=many", "data.classes=3"])
def test_words_that_make_no_sense_are_refused(word: str) -> None:
    with pytest.raises(PlaygroundError):
        assigned(Experiment(), [word])


@given(st.text(max_size=60).filter(lambda text: text.strip() not in list(Loss)))
def test_any_other_word_is_refused_with_a_sentence(value: str) -> None:
    with pytest.raises(PlaygroundError, match=r"training\.loss"):
        assigned(Experiment(), [f"training.loss={value}"])


def test_differences_name_the_fields_that_differ() -> None:
    changed = Experiment().changed({"training.epochs": 3, "model.hidden": [1]})
    assert Experiment().difference(changed) == {"training.epochs": 3, "model.hidden": (1,)}


def test_every_field_can_be_shown() -> None:
    for spec in specs_by_path().values():
        assert spec.setting.title
        assert spec.setting.help.endswith(".")
        if spec.kind in ("int", "float"):
            assert spec.minimum is not None
            assert spec.maximum is not None


def test_an_unknown_data_set_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ExperimentError, match="mnist"):
        from_toml('[data]\nname = "minst"')


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000])
def test_text_that_breaks_the_reader_is_refused(value: str) -> None:
    with pytest.raises(PlaygroundError):
        from_toml(f"[training]\nepochs = {value}")
    with pytest.raises(PlaygroundError):
        assigned(Experiment(), [f"training.epochs={value}"])
