"""What is said of a file of drawings that was imported."""

import pytest

from playground.core.own_drawings import Joined, OwnSet
from playground.core.own_imports import Others, about_import, drawable_labels


@pytest.mark.parametrize(
    ("others", "joined", "sentence"),
    [
        (Others([]), (1, 0, 0), "1 drawing was added."),
        (Others([], unlabelled=1), (4, 0, 0), "4 drawings were added; 1 without a label was left out."),
        (
            Others([], unlabelled=2, blank=3),
            (4, 0, 0),
            "4 drawings were added; 2 without a label were left out; 3 without points were left out.",
        ),
        (Others([]), (0, 6, 0), "No drawing was added; 6 were there already."),
        (
            Others([]),
            (990, 0, 2010),
            "990 drawings were added; there was no room for 2010 more: at most 1000 are kept.",
        ),
        (
            Others([], unknown=["cat", "dog", "cat"]),
            (1, 0, 0),
            "1 drawing was added; 3 were left out, since no data set has these classes: cat, dog.",
        ),
        (
            Others([], unknown=["cat"], odd_points=1),
            (1, 1, 0),
            "1 drawing was added; 1 was there already; 1 was left out, since no data set has the class cat; "
            "1 point that is no number was dropped.",
        ),
    ],
)
def test_everything_that_became_of_it_is_said(others: Others, joined: tuple[int, int, int], sentence: str) -> None:
    assert str(about_import(others, Joined(OwnSet(), *joined))) == sentence


def test_not_every_label_is_named() -> None:
    said = str(about_import(Others([], unknown=[f"x{number}" for number in range(9)]), Joined(OwnSet(), 1, 0, 0)))
    assert "x0, x1, x2, x3, x4, …" in said


def test_digits_letters_and_characters_can_be_drawn_and_clothes_cannot() -> None:
    labels = drawable_labels()
    assert {"7", "q", "tsu"} <= labels
    assert not {"bag", "setosa", "class 0"} & labels
