"""The set of own drawings, and the images that data sets make of it."""

from dataclasses import replace

import numpy as np
import pytest
from digit_strokes import draw_digits
from made_facts import MNIST_FACTS

from playground.core.catalog import Drawing
from playground.core.messages import PlaygroundError
from playground.core.own_drawings import MOST_DRAWINGS, OwnPreparer, OwnSet
from playground.core.stroke_file import LabelledDrawing
from playground.core.strokes import prepare


def _drawings(count: int) -> list[LabelledDrawing]:
    return [LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(count)]


def test_numbers_are_never_given_twice() -> None:
    own = OwnSet().with_drawings(_drawings(3)).without([1, 3]).with_drawings(_drawings(2))
    assert [one.number for one in own.drawings] == [2, 4, 5]
    assert [one.number for one in own.without([5]).with_drawings(_drawings(1)).drawings] == [2, 4, 6]


def test_a_drawing_is_relabelled_and_the_others_stay() -> None:
    own = OwnSet().with_drawings(_drawings(3)).relabelled(2, "7")
    assert [one.label for one in own.drawings] == ["0", "7", "2"]


def test_a_pin_goes_with_its_drawing() -> None:
    own = OwnSet().with_drawings(_drawings(3)).pinning(2)
    assert own.without([1]).pinned == 2
    assert own.without([2]).pinned is None


def test_drawings_without_a_label_are_not_taken() -> None:
    own = OwnSet().with_drawings([LabelledDrawing(_drawings(1)[0].strokes)])
    assert own.drawings == ()


def test_too_many_drawings_are_refused_with_both_numbers() -> None:
    own = OwnSet().with_drawings(_drawings(1) * MOST_DRAWINGS)
    with pytest.raises(PlaygroundError, match=r"1001.*1000"):
        own.with_drawings(_drawings(1))


def test_examples_are_prepared_as_drawings_are_and_those_of_other_sets_left_out() -> None:
    letter = LabelledDrawing(_drawings(1)[0].strokes, "Q")
    own = OwnSet().with_drawings([*_drawings(2), letter, *_drawings(1)]).pinning(4)
    examples = OwnPreparer().examples(own, MNIST_FACTS)
    assert examples.numbers.tolist() == [1, 2, 4]
    assert examples.labels.tolist() == [0, 1, 0]
    assert examples.pinned == 2
    wanted = [prepare(own.drawings[index].strokes, Drawing.MNIST, (28, 28), 2.4) for index in (0, 1, 3)]
    assert np.array_equal(examples.images, wanted)


def test_chosen_classes_alone_count_and_their_labels_begin_at_zero() -> None:
    own = OwnSet().with_drawings(_drawings(10))
    examples = OwnPreparer().examples(own, replace(MNIST_FACTS, class_names=("7", "3"), fingerprint="other"))
    assert examples.numbers.tolist() == [4, 8]
    assert examples.labels.tolist() == [1, 0]


def test_a_set_that_cannot_be_drawn_has_no_examples() -> None:
    facts = replace(MNIST_FACTS, drawing=Drawing.NONE, fingerprint="clothes")
    examples = OwnPreparer().examples(OwnSet().with_drawings(_drawings(3)), facts)
    assert len(examples) == 0
    assert examples.images.shape == (0, 28, 28)


def test_other_data_have_their_own_images() -> None:
    preparer, own = OwnPreparer(), OwnSet().with_drawings(_drawings(1))
    thin = preparer.examples(own, MNIST_FACTS).images
    thick = preparer.examples(own, replace(MNIST_FACTS, stroke_width=4.0, fingerprint="thick")).images
    assert thick.sum() > 1.2 * thin.sum()


def test_a_set_that_comes_back_gives_no_number_again() -> None:
    before = OwnSet().with_drawings(_drawings(2))
    after = before.with_drawings(_drawings(3))
    back = before.following(after)
    assert [one.number for one in back.drawings] == [1, 2]
    assert [one.number for one in back.with_drawings(_drawings(1)).drawings] == [1, 2, 6]


def test_coordinates_are_rounded_when_a_drawing_joins() -> None:
    own = OwnSet().with_drawings([LabelledDrawing([np.array([[1 / 3, 2 / 3], [-1e-9, 1.0]])], "A")])
    (stroke,) = own.drawings[0].strokes
    assert stroke.tolist() == [[0.3333, 0.6667], [0.0, 1.0]]
    assert not np.signbit(stroke).any()


def test_others_join_once_and_as_far_as_there_is_room() -> None:
    drawn = _drawings(4)
    nearly = LabelledDrawing([stroke.round(4) + 2e-6 for stroke in drawn[0].strokes], "0")
    otherwise = replace(drawn[1], label="7")
    joined = OwnSet().with_drawings(drawn[:2]).joined([nearly, otherwise, drawn[2], drawn[2]])
    assert [one.label for one in joined.own.drawings] == ["0", "1", "7", "2"]
    assert (joined.added, joined.repeated, joined.no_room) == (2, 2, 0)
    full = OwnSet().with_drawings(drawn[:1] * (MOST_DRAWINGS - 1)).joined(drawn[1:])
    assert len(full.own.drawings) == MOST_DRAWINGS
    assert (full.added, full.no_room) == (1, 2)


def test_those_that_fit_are_the_ones_that_examples_are_made_of() -> None:
    own = OwnSet().with_drawings([*_drawings(2), replace(_drawings(1)[0], label="Q")])
    assert [one.number for one in own.fitting(MNIST_FACTS)] == [1, 2]
    assert not own.fitting(replace(MNIST_FACTS, drawing=Drawing.NONE))


def test_examples_say_which_data_they_are_for() -> None:
    own = OwnSet().with_drawings(_drawings(1))
    assert OwnPreparer().examples(own, replace(MNIST_FACTS, fingerprint="these")).fingerprint == "these"


def test_images_of_deleted_drawings_are_let_go() -> None:
    preparer, own = OwnPreparer(), OwnSet().with_drawings(_drawings(3))
    preparer.examples(own, MNIST_FACTS)
    examples = preparer.examples(own.without([1, 3]), MNIST_FACTS)
    assert set(preparer._images) == {2}
    assert np.array_equal(examples.images, OwnPreparer().examples(own.without([1, 3]), MNIST_FACTS).images)
