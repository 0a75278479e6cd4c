from dataclasses import replace

import numpy as np
import pytest

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.why import AMOUNTS, Flip, shifted

FACTS = DataFacts(
    name="made",
    title="Made",
    family=Family.IMAGE,
    drawing=Drawing.NONE,
    input_shape=(1, 3),
    class_names=("a", "b"),
    feature_names=(),
    train_count=1,
    test_count=1,
    official_split=False,
    low=(0.0,),
    high=(16.0,),
    mean=(0.0,),
    deviation=(1.0,),
    shift=(0.0,),
    scale=(1.0,),
    stroke_width=0.0,
    fingerprint="",
)


def _flip(chosen: list[int]) -> Flip:
    return Flip(
        step=1,
        mark=("", 0),
        input=np.zeros((1, 3)),
        direction=np.zeros((1, 3), dtype=np.int8),
        amounts=AMOUNTS[: len(chosen)],
        probabilities=np.zeros((len(chosen), 2), dtype=np.float32),
        chosen=np.array(chosen),
    )


def test_amounts_rise_from_nothing_to_half_the_range() -> None:
    assert AMOUNTS[0] == 0
    assert AMOUNTS[-1] == 0.5
    assert list(AMOUNTS) == sorted(set(AMOUNTS))


def test_shifted_moves_by_parts_of_the_range_and_stays_in_it() -> None:
    values = np.array([[0, 8, 16]], dtype=np.uint8)
    direction = np.array([[-1, 0, -1]], dtype=np.int8)
    assert shifted(values, direction, 0.25, FACTS).tolist() == [[0, 8, 12]]
    assert shifted(values, -direction, 0.25, FACTS).tolist() == [[4, 8, 16]]


def test_shifted_takes_a_range_that_does_not_begin_at_0() -> None:
    facts = replace(FACTS, low=(-1.0,), high=(1.0,))
    found = shifted(np.array([[-0.9]]), np.array([[-1]], dtype=np.int8), np.array([[[0.0]], [[0.5]]]), facts)
    assert found[:, 0, 0].tolist() == pytest.approx([-0.9, -1.0])


def test_the_first_flip_is_the_smallest_amount_with_another_answer() -> None:
    assert _flip([3, 3, 5, 3]).first == 2
    assert _flip([3, 3, 3]).first is None
