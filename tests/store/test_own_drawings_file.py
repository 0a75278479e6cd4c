"""The own drawings on disk, and drawings of other files."""

from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits

from playground.core.messages import PlaygroundError
from playground.core.own_drawings import MOST_DRAWINGS, OwnSet, named_ink
from playground.core.own_imports import Others
from playground.core.sheet import onto_sheet
from playground.core.stroke_file import LabelledDrawing, drawings_to_json
from playground.store import places
from playground.store.own_drawings import (
    MOST_IMPORTED_BYTES,
    OwnFile,
    read_exactly,
    read_others,
    read_own,
    write_own,
)
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
def test_a_file_that_cannot_be_read_is_copied_before_it_is_written(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "drawings.json"
    for number in ("", "2"):  # a second one does not take the place of the first
        path.write_bytes(content)
        file = OwnFile(path)
        own, said = file.read()
        assert own.drawings == ()
        assert "could not be read" in str(said)
        assert path.read_bytes() == content
        file.write(_own(1))
        file.write(_own(2))
        assert (tmp_path / f"drawings.unreadable{number}.json").read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("bad", ['{"strokes": [[[0.1, 0.1]]]}', '{"label": "", "strokes": [[[0, 0]]]}'])
@pytest.mark.parametrize("worse", ['{"label": 3, "strokes": []}', '{"label": 3, "strokes": [[]]}'])
def test_what_has_no_label_or_no_points_is_left_out_and_kept(tmp_path: Path, bad: str, worse: str) -> None:
    path = tmp_path / "drawings.json"
    text = f"[{bad}, {GOOD}, {worse}]"
    path.write_text(text)
    for _ in range(3):  # as many starts, each without a change
        file = OwnFile(path)
        own, said = file.read()
        assert [one.label for one in own.drawings] == ["3"]
        assert "(2)" in str(said)
    assert list(tmp_path.iterdir()) == [path]
    file.write(own)
    assert (tmp_path / "drawings.before.json").read_text() == text
    assert OwnFile(path).read()[1] is None


def test_reading_alone_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    path.write_text("{")
    assert read_own(path)[0].drawings == ()
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_written_over_what_could_not_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "drawings.json"
    path.write_text("{")
    file = OwnFile(path)
    file.read()

    def refuse(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("shutil.copy2", refuse)
    with pytest.raises(PlaygroundError, match="could not be copied: no space"):
        file.write(_own(1))
    assert path.read_text() == "{"


def test_more_than_are_kept_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    path.write_text("[" + ",".join([GOOD] * (MOST_DRAWINGS + 2)) + "]")
    own, said = read_own(path)
    assert len(own.drawings) == MOST_DRAWINGS
    assert "(2)" in str(said)


def test_two_windows_lose_nothing_of_each_others(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    write_own(path, _own(2))
    here, there = OwnFile(path), OwnFile(path)
    mine, theirs = here.read()[0], there.read()[0]
    drawn = [LabelledDrawing(onto_sheet(one.strokes), "9") for one in draw_digits(30)[20:]]
    assert here.write(mine.with_drawings(drawn[:1])) is None
    change = there.write(theirs.with_drawings(drawn[1:2]))
    assert change is not None
    assert [named_ink(one) for one in change.added] == [named_ink(drawn[0])]
    assert len(read_own(path)[0].drawings) == 4
    # Until the window has taken it in, it stays in the file, and is not told again.
    assert there.write(theirs.with_drawings(drawn[1:3])) is None
    assert len(read_own(path)[0].drawings) == 5
    # Then it can be deleted as any other, even before it was written from here.
    taken = change.joined(theirs.with_drawings(drawn[1:3])).own
    assert there.write(taken.without([taken.drawings[-1].number]), taken=1) is None
    assert len(read_own(path)[0].drawings) == 4


def test_what_another_window_has_deleted_or_labelled_anew_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    write_own(path, _own(3))
    here, there = OwnFile(path), OwnFile(path)
    mine, theirs = here.read()[0], there.read()[0]
    assert here.write(mine.without([1]).relabelled(2, "7")) is None
    change = there.write(theirs.pinning(3))
    assert [one.label for one in read_own(path)[0].drawings] == ["7", "2"]
    assert change is not None
    assert [one.label for one in change.joined(theirs).own.drawings] == ["7", "2"]


def test_what_cannot_be_read_any_more_is_not_deleted(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    write_own(path, _own(2))
    file = OwnFile(path)
    own, _ = file.read()
    path.write_text(f'[{GOOD}, {{"label": 3, "strokes": []}}]')
    change = file.write(own)
    assert change is not None
    assert [one.label for one in read_own(path)[0].drawings] == ["0", "1", "3"]
    assert (tmp_path / "drawings.before.json").exists()


def test_what_another_window_has_added_beyond_the_room_is_in_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    file = OwnFile(path)
    file.read()
    write_own(path, _own(2))
    one = LabelledDrawing([np.array([[0.5, 0.5]])], "A")
    file.write(OwnSet().with_drawings([one] * (MOST_DRAWINGS - 1)))
    assert [len(read_own(each)[0].drawings) for each in (path, tmp_path / "drawings.before.json")] == [MOST_DRAWINGS, 2]


def test_a_file_that_was_taken_away_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    write_own(path, _own(2))
    file = OwnFile(path)
    own, _ = file.read()
    path.unlink()
    assert not file.write(own)
    assert len(read_own(path)[0].drawings) == 2


def test_what_is_kept_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    path = tmp_path / "drawings.json"
    own = _own(12)
    write_own(path, own)
    for back in (read_own(path)[0], read_exactly(path)):
        assert [named_ink(one) for one in back.drawings] == [named_ink(one) for one in own.drawings]
        pairs = zip(own.drawings, back.drawings, strict=True)
        assert all(np.array_equal(a, b) for x, y in pairs for a, b in zip(x.strokes, y.strokes, strict=True))


def test_a_disk_that_takes_nothing_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    with pytest.raises(PlaygroundError, match="could not be written"):
        write_own(tmp_path / "folder" / "drawings.json", _own(1))


def test_drawings_of_others_are_fitted_onto_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "theirs.json"
    drawn = [LabelledDrawing([stroke * 250 for stroke in one.strokes], str(one.label), True) for one in draw_digits(10)]
    path.write_text(drawings_to_json(drawn))
    others = read_others(path)
    assert [one.label for one in others.drawings] == [one.label for one in drawn]
    assert not any(one.pinned for one in others.drawings)
    points = np.concatenate([stroke for one in others.drawings for stroke in one.strokes])
    assert 0 <= points.min() < points.max() <= 1
    assert others == Others(others.drawings, unknown=[])


def test_what_cannot_be_taken_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "theirs.json"
    path.write_text(
        '[{"strokes": [[[1, 2]]]}, {"strokes": []}, {"label": 1, "strokes": []}, '
        + '{"label": "cat", "strokes": [[[0, 1]]]},'
        + ' {"label": "TSU", "strokes": [[[1, 2], [NaN, 3], [3, 1e999]]]}, '
        + GOOD
        + "]"
    )
    others = read_others(path)
    assert [one.label for one in others.drawings] == ["TSU", "3"]
    assert others == Others(others.drawings, unlabelled=2, blank=1, unknown=["cat"], odd_points=2)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "theirs.json"
    with path.open("wb") as file:
        file.truncate(MOST_IMPORTED_BYTES + 1)
    with pytest.raises(PlaygroundError, match="too large: 1000 drawings are kept at most"):
        read_others(path)


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
