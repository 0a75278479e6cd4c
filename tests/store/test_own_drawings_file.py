"""The own drawings on disk, and drawings of other files."""

from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits

from playground.core.messages import PlaygroundError
from playground.core.own_drawings import MOST_DRAWINGS, OwnSet
from playground.core.sheet import onto_sheet
from playground.core.stroke_file import LabelledDrawing, drawings_to_json
from playground.store import places
from playground.store.own_drawings import read_others, read_own, write_own
from playground.store.stroke_files import read_drawings

GOOD = '{"label": 3, "strokes": [[[0.1, 0.1], [0.5, 0.9]]]}'


def _own(count: int) -> OwnSet:
    return OwnSet().with_drawings(
        [LabelledDrawing(onto_sheet(one.strokes), str(one.label)) for one in draw_digits(count)]
    )


def test_the_set_comes_back_with_its_pin(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "drawings.json"
    own = _own(12).without([1]).pinning(5)
    write_own(path, own)
    back, said = read_own(path)
    assert said is None
    assert [one.label for one in back.drawings] == [one.label for one in own.drawings]
    pinned = back.find(back.pinned or 0)
    assert pinned is not None
    assert back.drawings.index(pinned) == 3
    for one, other in zip(own.drawings, back.drawings, strict=True):
        for stroke, same in zip(one.strokes, other.strokes, strict=True):
            assert np.abs(stroke - same).max() <= 0.5e-4


def test_an_empty_set_comes_back(tmp_path: Path) -> None:
    write_own(tmp_path / "drawings.json", OwnSet())
    own, said = read_own(tmp_path / "drawings.json")
    assert (own.drawings, own.pinned, said) == ((), None, None)


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    own, said = read_own(tmp_path / "drawings.json")
    assert (own.drawings, said) == ((), None)


def test_the_file_is_one_that_predict_reads(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    write_own(path, _own(3).pinning(2))
    assert [one.label for one in read_drawings(path)] == ["0", "1", "2"]
    assert path.read_text().count('"pinned": true') == 1


def test_coordinates_have_no_digits_that_nobody_sees(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    write_own(path, OwnSet().with_drawings([LabelledDrawing([np.array([[1 / 3, 2 / 3]])], "A")]))
    assert "[[[0.3333, 0.6667]]]" in path.read_text()


@pytest.mark.parametrize("content", [b"", b"{", b"[3]", b"\xff\xfe", b'[{"strokes": [[[1, null]]]}]'])
def test_a_file_that_cannot_be_read_is_set_aside_and_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "drawings.json"
    for number in ("", "2"):  # a second one does not take the place of the first
        path.write_bytes(content)
        own, said = read_own(path)
        assert own.drawings == ()
        assert str(tmp_path / f"drawings.unreadable{number}.json") in str(said)
        assert not path.exists()
        assert (tmp_path / f"drawings.unreadable{number}.json").read_bytes() == content


@pytest.mark.parametrize("bad", ['{"strokes": [[[0.1, 0.1]]]}', '{"label": "", "strokes": [[[0, 0]]]}'])
@pytest.mark.parametrize("worse", ['{"label": 3, "strokes": []}', '{"label": 3, "strokes": [[]]}'])
def test_what_has_no_label_or_no_points_is_left_out_and_kept(tmp_path: Path, bad: str, worse: str) -> None:
    path = tmp_path / "drawings.json"
    path.write_text(f"[{bad}, {GOOD}, {worse}]")
    own, said = read_own(path)
    assert [one.label for one in own.drawings] == ["3"]
    assert "2 of your drawings" in str(said)
    assert (tmp_path / "drawings.before.json").read_text() == path.read_text()


def test_more_than_are_kept_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    path.write_text("[" + ",".join([GOOD] * (MOST_DRAWINGS + 2)) + "]")
    own, said = read_own(path)
    assert len(own.drawings) == MOST_DRAWINGS
    assert "2 of your drawings" in str(said)


def test_a_disk_that_takes_nothing_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    with pytest.raises(PlaygroundError, match="could not be written"):
        write_own(tmp_path / "folder" / "drawings.json", _own(1))


def test_drawings_of_others_are_fitted_onto_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "theirs.json"
    drawn = [LabelledDrawing([stroke * 250 for stroke in one.strokes], str(one.label), True) for one in draw_digits(10)]
    path.write_text(drawings_to_json(drawn))
    taken, said = read_others(path)
    assert said is None
    assert [one.label for one in taken] == [one.label for one in drawn]
    assert not any(one.pinned for one in taken)
    points = np.concatenate([stroke for one in taken for stroke in one.strokes])
    assert 0 <= points.min() < points.max() <= 1


def test_those_without_a_label_are_refused_with_their_number(tmp_path: Path) -> None:
    path = tmp_path / "theirs.json"
    path.write_text('[{"strokes": [[[1, 2]]]}, ' + GOOD + ', {"strokes": []}, {"label": 1, "strokes": []}]')
    taken, said = read_others(path)
    assert [one.label for one in taken] == ["3"]
    assert "3 drawings" in str(said)
    assert "2 have no label, 1 have no points" in str(said)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('[{"strokes": [[[1, 2]]]}, {"strokes": []}]', "None of the 2 drawings"),
        ("[]", "no drawings"),
        ('[{"label": 1, "strokes": []}]', "no drawings"),
        ("{", "no JSON"),
    ],
)
def test_a_file_with_nothing_to_take_is_refused(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "theirs.json"
    path.write_text(content)
    with pytest.raises(PlaygroundError, match=sentence):
        read_others(path)


def test_the_file_has_its_place_in_the_users_data() -> None:
    assert places.own_drawings().name == "drawings.json"
    assert places.own_drawings().parent == places.runs().parent
