"""TOML of a stranger: what no reader behind it could take is refused in words that can be shown."""

import pytest

from playground.core.experiment import Experiment
from playground.core.experiment_toml import assigned, from_toml
from playground.core.messages import PlaygroundError, message
from playground.core.toml_text import MOST_DEPTH, MOST_NUMBER, toml_tree

LONG = f"0x{'f' * 5000}"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"a = {LONG}", "19 digits"),
        (f"a = [{{b = -{MOST_NUMBER + 1}}}]", "19 digits"),
        (f"a = {'9' * 5000}", "too long"),
        (f"a = {'[' * 5000}", "brackets"),
        (f"a = {'[' * MOST_DEPTH}1{']' * MOST_DEPTH}", ""),
        (f"a = {'[' * (MOST_DEPTH + 1)}1{']' * (MOST_DEPTH + 1)}", "8 deep"),
        ("\n".join(f"[{'.'.join('a' * deep)}]" for deep in range(1, 12)), "8 deep"),
        (f"[{'.'.join('a' * 30_000)}]", "dots in line 1"),
        (f"x = 1\n{'.'.join('a' * 30_000)} = 1", "dots in line 2"),
        ("a = =", "line 1"),
    ],
)
def test_what_is_too_large_or_too_deep_is_refused(text: str, word: str) -> None:
    if not word:
        assert toml_tree(text)
        return
    with pytest.raises(PlaygroundError, match=word) as caught:
        toml_tree(text)
    assert len(str(caught.value)) < 200


def test_numbers_up_to_the_largest_are_read() -> None:
    assert toml_tree(f"a = {MOST_NUMBER}\nb = -{MOST_NUMBER}") == {"a": MOST_NUMBER, "b": -MOST_NUMBER}


@pytest.mark.parametrize(
    "text", [f"format = {LONG}", f"[training]\nepochs = {LONG}", f"[model{'.a' * 30_000}]", f"[model{'.a' * 50}]"]
)
def test_an_experiment_is_refused_in_words(text: str) -> None:
    with pytest.raises(PlaygroundError) as caught:
        from_toml(text)
    assert str(caught.value).startswith("The experiment cannot be read: it has")


@pytest.mark.parametrize("value", [LONG, f"[{LONG}]", "x" * 9999, "[1, 2" + ", 3" * 999 + "]"])
@pytest.mark.parametrize("path", ["training.epochs", "model.hidden", "training.loss", "data.name", "training.shuffle"])
def test_a_value_of_the_command_line_is_refused_in_few_words(path: str, value: str) -> None:
    with pytest.raises(PlaygroundError) as caught:
        assigned(Experiment(), [f"{path}={value}"])
    assert len(str(caught.value)) < 500


def test_a_name_of_the_command_line_is_cut() -> None:
    with pytest.raises(PlaygroundError) as caught:
        assigned(Experiment(), [f"training.learning_rate{'x' * 9999}=1"])
    assert len(str(caught.value)) < 2000


def test_every_number_can_be_shown() -> None:
    shown = str(message("{number}.", number=16**5000))
    assert shown.startswith("0x1000")
    assert len(shown) < 80
    assert str(message("{number}.", number=-12345)) == "-12\u202f345."
