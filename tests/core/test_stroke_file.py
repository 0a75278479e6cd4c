"""Drawings as JSON, in and out."""

from contextlib import suppress

import numpy as np
import pytest
from digit_strokes import draw_digits
from hypothesis import given
from hypothesis import strategies as st

from playground.core import stroke_file
from playground.core.messages import PlaygroundError
from playground.core.stroke_file import LabelledDrawing, drawings_to_json, parse_drawings


def test_what_is_written_is_read_back() -> None:
    drawn = draw_digits(20)
    text = drawings_to_json([LabelledDrawing(each.strokes, str(each.label)) for each in drawn])
    back = parse_drawings(text)
    assert [drawing.label for drawing in back] == [str(each.label) for each in drawn]
    for drawing, each in zip(back, drawn, strict=True):
        assert all(np.array_equal(ours, theirs) for ours, theirs in zip(drawing.strokes, each.strokes, strict=True))


@pytest.mark.parametrize(("label", "text"), [("3", '"label": 3,'), ("A", '"label": "A",'), ("07", '"label": "07",')])
def test_labels_keep_their_kind(label: str, text: str) -> None:
    written = drawings_to_json([LabelledDrawing([np.zeros((1, 2))], label)])
    assert text in written
    assert parse_drawings(written)[0].label == label


def test_a_label_is_optional() -> None:
    drawing = parse_drawings('[{"strokes": [[[1, 2], [3.5, -4e2]], []]}]')[0]
    assert drawing.label is None
    assert [stroke.tolist() for stroke in drawing.strokes] == [[[1.0, 2.0], [3.5, -400.0]], []]
    assert "label" not in drawings_to_json([drawing])


def test_points_that_are_not_finite_are_not_written() -> None:
    written = drawings_to_json([LabelledDrawing([np.array([[1.0, 2.0], [np.nan, 3.0]])])])
    assert parse_drawings(written)[0].strokes[0].tolist() == [[1.0, 2.0]]


def test_no_drawings_are_no_drawings() -> None:
    assert parse_drawings(drawings_to_json([])) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"strokes": []}', "list of drawings"),
        ("[3]", 'Drawing 0 has no list "strokes"'),
        ('[{"strokes": []}, {"label": 3}]', 'Drawing 1 has no list "strokes"'),
        ('[{"strokes": [[1, 2]]}]', "Drawing 0, stroke 0 is not a list of points"),
        ('[{"strokes": [[[1, 2]], [[1, 2], [3]]]}]', "Drawing 0, stroke 1 is not a list of points"),
        ('[{"strokes": [[["1", "2"]]]}]', "stroke 0 is not a list of points"),
        ('[{"strokes": [[[1, null]]]}]', "stroke 0 is not a list of points"),
        ('[{"strokes": [[[1, 2, 3]]]}]', "stroke 0 is not a list of points"),
        ('[{"strokes": [], "label": [3]}]', "Drawing 0: its label"),
        ('[{"strokes": [], "label": 3.5}]', "Drawing 0: its label"),
    ],
)
def test_what_is_wrong_is_named(text: str, sentence: str) -> None:
    with pytest.raises(PlaygroundError, match=sentence):
        parse_drawings(text)


def test_far_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stroke_file, "MAX_DRAWINGS", 2)
    monkeypatch.setattr(stroke_file, "MAX_POINTS", 3)
    with pytest.raises(PlaygroundError, match="3 drawings"):
        parse_drawings('[{"strokes": []}, {"strokes": []}, {"strokes": []}]')
    with pytest.raises(PlaygroundError, match="Drawing 0 has more than 3 points"):
        parse_drawings('[{"strokes": [[[1, 2], [1, 3]], [[1, 2], [1, 3]]]}]')


@given(st.text() | st.recursive(st.none() | st.floats() | st.text(), st.lists).map(str))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(PlaygroundError):
        parse_drawings(text)


def test_the_pinned_one_is_marked_and_others_are_written_as_before() -> None:
    points = [np.zeros((1, 2))]
    written = drawings_to_json([LabelledDrawing(points, "1", True), LabelledDrawing(points, "2")])
    assert written.splitlines()[2] == '{"label": 2, "strokes": [[[0.0, 0.0]]]}'
    assert [drawing.pinned for drawing in parse_drawings(written)] == [True, False]


def test_coordinates_are_rounded_where_that_is_asked_for() -> None:
    written = drawings_to_json([LabelledDrawing([np.array([[1 / 3, 2.0]])])], decimals=2)
    assert "[[[0.33, 2.0]]]" in written


def test_a_label_too_long_to_be_a_number_is_a_word() -> None:
    label = "9" * 5000
    assert parse_drawings(drawings_to_json([LabelledDrawing([np.zeros((1, 2))], label)]))[0].label == label
