"""The examples of one step by hand, and which edits of them can be computed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from playground.core.by_hand import ExampleError, HandExample
from playground.core.hand_examples import LARGEST, MOST_WIDE, check, classic, neuron, seven
from playground.core.messages import PlaygroundError
from playground.core.model_options import OutputActivation


def _refused(example: HandExample) -> bool:
    try:
        check(example)
    except PlaygroundError:
        return True
    return False


@pytest.mark.parametrize("example", [classic(), neuron(), seven()], ids=["classic", "neuron", "seven"])
def test_the_examples_can_be_computed(example: HandExample) -> None:
    assert not _refused(example)


def test_the_seven_is_a_picture_flattened_row_by_row() -> None:
    example = seven()
    rows = [example.inputs[i : i + 5] for i in range(0, 25, 5)]
    assert rows == [(1, 1, 1, 1, 1), (0, 0, 0, 0, 1), (0, 0, 0, 1, 0), (0, 0, 1, 0, 0), (0, 0, 1, 0, 0)]
    assert [len(row) for row in example.weights[0]] == [25] * 10
    assert example.targets == (0, 0, 0, 0, 0, 0, 0, 1, 0, 0)


def test_the_sevens_weights_are_small_and_the_same_each_time() -> None:
    numbers = [number for row in seven().weights[0] for number in row]
    assert 0 < max(abs(number) for number in numbers) < 0.5
    assert len(set(numbers)) > 20
    assert seven() == seven()


BAD: Mapping[str, tuple[HandExample, Mapping[str, Any], str]] = {
    "a weight too many": (neuron(), {"weights": (((0.1, 0.03, 0.06, 1.0),),)}, "needs 3 weights"),
    "a bias missing": (classic(), {"biases": ((0.35,), (0.5, 0.5))}, "layer 1 each neuron"),
    "a layer's biases missing": (classic(), {"biases": ((0.35, 0.35),)}, "each with weights and biases"),
    "no layer": (neuron(), {"weights": (), "biases": ()}, "1 to 4 layers"),
    "no input": (neuron(), {"inputs": ()}, "1 to 64 inputs"),
    "too many inputs": (neuron(), {"inputs": (1.0,) * (MOST_WIDE + 1)}, "there are 65"),
    "a layer without neurons": (classic(), {"weights": ((), ((0.1,),)), "biases": ((), (0.1,))}, "neurons in a layer"),
    "a target missing": (classic(), {"targets": (0.85,)}, "1 targets for 2 outputs"),
    "no number": (neuron(), {"inputs": (1.0, float("nan"), 70.0)}, "must lie between"),
    "infinite": (neuron(), {"weights": (((0.1, float("inf"), 0.06),),)}, "must lie between"),
    "just too large": (neuron(), {"inputs": (1e6 + 1, 180.0, 70.0)}, "must lie between"),
    "too large": (neuron(), {"biases": ((2 * LARGEST,),)}, "must lie between"),
    "a target too large": (neuron(), {"targets": (-2 * LARGEST,)}, "must lie between"),
    "no rate": (classic(), {"learning_rate": 0.0}, "greater than 0"),
    "a rate that is no number": (classic(), {"learning_rate": float("nan")}, "greater than 0"),
    "no output activation": (classic(), {"output_activation": OutputActivation.AUTO}, "output activation"),
    "cross-entropy of sigmoids": (
        seven(),
        {"output_activation": OutputActivation.SIGMOID},
        "must pass through softmax",
    ),
    "targets beyond 1": (seven(), {"targets": (1.0, 1.0, *[0.0] * 8)}, "their sum is 1"),
    "targets a little beyond 1": (seven(), {"targets": (0.5, 0.5005, *[0.0] * 8)}, "their sum is 1"),
    "targets below 0": (seven(), {"targets": (2.0, -1.0, *[0.0] * 8)}, "none below 0"),
}


@pytest.mark.parametrize(("example", "changes", "said"), BAD.values(), ids=list(BAD))
def test_what_cannot_be_computed_is_refused(example: HandExample, changes: Mapping[str, Any], said: str) -> None:
    with pytest.raises(PlaygroundError, match=said):
        check(replace(example, **changes))


def test_targets_may_be_shares() -> None:
    assert not _refused(replace(seven(), targets=(1 / 3,) * 3 + (0.0,) * 7))


def test_half_squares_take_any_output_and_target() -> None:
    softmax = replace(seven(), error=ExampleError.HALF_SQUARES, targets=(5.0,) * 10)
    assert not _refused(softmax)
    assert not _refused(replace(neuron(), targets=(-1e6,), learning_rate=1e6))
