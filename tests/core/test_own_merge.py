"""What two windows make of one set of own drawings."""

import numpy as np
import pytest

from playground.core.own_drawings import OwnSet
from playground.core.own_merge import labels_of, others_change
from playground.core.stroke_file import LabelledDrawing


def _set(**labels: str) -> OwnSet:
    """Return a set with a drawing for each keyword, whose ink depends on the keyword alone."""
    return OwnSet().with_drawings([_drawing(name, label) for name, label in labels.items()])


def _drawing(name: str, label: str) -> LabelledDrawing:
    return LabelledDrawing([np.array([[ord(name) / 256, 0.5]])], label)


def _merged(known: OwnSet, mine: OwnSet, theirs: OwnSet, *, whole: bool = True) -> list[tuple[float, str]]:
    change = others_change(labels_of(known.drawings), theirs, whole=whole)
    return _shown(change.joined(mine).own)


def _shown(own: OwnSet) -> list[tuple[float, str]]:
    return [(float(one.strokes[0][0, 0]), one.label) for one in own.drawings]


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (_set(x="1"), _set(x="1"), _set(x="1")),
        (_set(x="1"), _set(x="1", y="2"), _set(x="1", y="2")),  # they added
        (_set(x="1"), _set(), _set()),  # they removed
        (_set(x="1"), _set(x="7"), _set(x="7")),  # they labelled anew
        (_set(), _set(x="1"), _set()),  # removed here
        (_set(x="7"), _set(x="1"), _set(x="7")),  # labelled anew here
        (_set(x="7"), _set(x="3"), _set(x="7")),  # both: what was done here stands
        (_set(x="7"), _set(), _set(x="7")),
        (_set(), _set(x="7"), _set()),
        (_set(x="1", y="2"), _set(x="1", y="3"), _set(x="1", y="2")),
    ],
)
def test_who_changed_a_drawing_wins_and_here_where_both_did(mine: OwnSet, theirs: OwnSet, merged: OwnSet) -> None:
    assert _merged(_set(x="1"), mine, theirs) == _shown(merged)


def test_what_could_not_be_read_was_not_removed() -> None:
    assert _merged(_set(x="1", y="2"), _set(x="1", y="2"), _set(y="3"), whole=False) == _shown(_set(x="1", y="3"))


def test_there_is_no_change_where_all_is_known() -> None:
    assert not others_change(labels_of(_set(x="1").drawings), _set(x="1"))
    for theirs in (_set(), _set(x="2"), _set(x="1", y="1")):
        assert others_change(labels_of(_set(x="1").drawings), theirs)


def test_a_pin_goes_with_its_drawing() -> None:
    change = others_change(labels_of(_set(x="1", y="2").drawings), _set(y="2"))
    assert change.joined(_set(x="1", y="2").pinning(1)).own.pinned is None
    assert change.joined(_set(x="1", y="2").pinning(2)).own.pinned == 2


def test_what_is_new_has_one_number_in_earlier_sets_and_is_there_once() -> None:
    own = _set(x="1", y="2").without([1])
    change = others_change(labels_of(_set(y="2").drawings), _set(x="1", y="2", z="3"))
    joined = change.joined(own)
    assert [one.number for one in joined.own.drawings] == [2, 3, 4]
    assert [one.number for one in change.joined_earlier(OwnSet(), own, joined).drawings] == [3, 4]
    # The one that was here before under another number is not there twice.
    assert [one.number for one in change.joined_earlier(_set(x="1", y="2"), own, joined).drawings] == [1, 2, 4]
