"""Own drawings while the program runs: on disk after every change, prepared for the data in memory."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from playground.app.own_drawings import OwnDrawings
from playground.core.data_options import DataOptions
from playground.core.facts import DataFacts
from playground.core.messages import Message
from playground.core.own_drawings import MOST_DRAWINGS, OwnExamples, OwnPreparer, OwnSet
from playground.core.sheet import onto_sheet
from playground.core.stroke_file import LabelledDrawing, drawings_to_json
from playground.core.strokes import prepare
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.store.own_drawings import OwnFile, read_own, write_own


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> DataFacts:
    return load(DataOptions(), DataFolders(tmp_path_factory.mktemp("data"))).facts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "drawings.json"


@pytest.fixture
def own(qtbot: QtBot, file: Path) -> Iterator[OwnDrawings]:
    made = OwnDrawings(file)
    with qtbot.waitSignal(made.changed):
        made.load()
    yield made
    made.close()


def _drawings(count: int) -> list[LabelledDrawing]:
    return [LabelledDrawing(onto_sheet(one.strokes), str(one.label)) for one in draw_digits(count)]


def _labels(file: Path) -> list[str]:
    kept, said = read_own(file)
    assert said is None
    return [one.label for one in kept.drawings]


def test_each_change_is_on_disk_when_the_program_ends(own: OwnDrawings, file: Path) -> None:
    own.add(_drawings(4))
    own.relabel(2, "9")
    own.remove([3])
    own.pin(4)
    own.close()
    assert _labels(file) == ["0", "9", "3"]
    kept, _ = read_own(file)
    assert kept.pinned == kept.drawings[-1].number


def test_what_was_kept_is_there_the_next_time(own: OwnDrawings, file: Path, qtbot: QtBot) -> None:
    own.add(_drawings(2))
    own.close()
    later = OwnDrawings(file)
    with qtbot.waitSignal(later.changed):
        later.load()
    assert [one.label for one in later.own.drawings] == ["0", "1"]
    later.close()


def test_changes_are_taken_back_one_by_one_on_disk_too(own: OwnDrawings, file: Path) -> None:
    own.add(_drawings(3))
    own.remove([1, 2])
    own.relabel(3, "5")
    own.undo()
    own.undo()
    assert [one.label for one in own.own.drawings] == ["0", "1", "2"]
    own.close()
    assert _labels(file) == ["0", "1", "2"]


def test_an_undone_change_is_undone_on_disk(own: OwnDrawings, file: Path) -> None:
    own.add(_drawings(3))
    own.remove([1, 2])
    own.undo()
    own.close()
    assert _labels(file) == ["0", "1", "2"]


def test_many_changes_are_taken_back_and_done_again(own: OwnDrawings) -> None:
    for one in _drawings(5):
        own.add([one])
    counts = []
    for step in [own.undo] * 6 + [own.redo] * 6:
        step()
        counts.append(len(own.own.drawings))
    assert counts == [4, 3, 2, 1, 0, 0, 1, 2, 3, 4, 5, 5]
    assert [one.number for one in own.own.drawings] == [1, 2, 3, 4, 5]
    own.undo()
    own.add(_drawings(1))
    own.redo()  # there is nothing to be done again after a change
    assert [one.number for one in own.own.drawings] == [1, 2, 3, 4, 6]


def test_what_changes_nothing_is_no_change_to_be_taken_back(own: OwnDrawings) -> None:
    own.add(_drawings(2))
    own.relabel(7, "5")
    own.relabel(1, "0")
    own.remove([9])
    own.pin(9)
    own.pin(None)
    own.undo()
    assert own.own.drawings == ()


def test_a_number_that_was_taken_back_is_not_given_again(own: OwnDrawings) -> None:
    own.add(_drawings(2))
    own.undo()
    own.add(_drawings(1))
    assert [one.number for one in own.own.drawings] == [3]


def test_the_set_is_prepared_for_the_data_in_memory(own: OwnDrawings, facts: DataFacts, qtbot: QtBot) -> None:
    own.add(_drawings(2))
    with qtbot.waitSignal(own.prepared) as prepared:
        own.prepare_for(facts)
    examples = prepared.args[0]
    assert isinstance(examples, OwnExamples)
    height, width = facts.input_shape
    wanted = [prepare(one.strokes, facts.drawing, (height, width), facts.stroke_width) for one in own.own.drawings]
    assert np.array_equal(examples.images, wanted)
    with qtbot.waitSignal(own.prepared) as prepared:
        own.add(_drawings(1))
    assert prepared.args[0].numbers.tolist() == [1, 2, 3]


def test_there_is_room_for_so_many_and_more_are_refused_in_words(own: OwnDrawings, qtbot: QtBot) -> None:
    own.add(_drawings(1) * MOST_DRAWINGS)
    with qtbot.waitSignal(own.said) as said:
        assert own.add(_drawings(1)) is None
    assert isinstance(said.args[0], Message)
    assert str(MOST_DRAWINGS) in str(said.args[0])
    assert len(own.own.drawings) == MOST_DRAWINGS


def test_that_nothing_can_be_written_is_said_and_the_drawing_stays(tmp_path: Path, qtbot: QtBot) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    own = OwnDrawings(in_the_way / "drawings.json")
    with qtbot.waitSignal(own.changed):
        own.load()
    with qtbot.waitSignal(own.said) as said:
        own.add(_drawings(1))
    assert "could not be written" in str(said.args[0])
    assert len(own.own.drawings) == 1
    own.close()


def test_until_the_file_is_read_nothing_can_be_added_over_it(qtbot: QtBot, file: Path) -> None:
    write_own(file, OwnSet().with_drawings(_drawings(3)))
    own = OwnDrawings(file)
    with qtbot.waitSignal(own.said) as said:
        assert own.add(_drawings(1)) is None
    assert "still being read" in str(said.args[0])
    own.load()
    own.close()
    assert _labels(file) == ["0", "1", "2"]


def test_what_was_deleted_meanwhile_is_not_prepared(own: OwnDrawings, facts: DataFacts, qtbot: QtBot) -> None:
    own.prepare_for(facts)
    own.add(_drawings(2))
    examples = OwnPreparer().examples(own.own, facts)
    before = own.own
    own.remove([1])
    with qtbot.assertNotEmitted(own.prepared):
        own._on_made(examples, before)  # it was under way when the drawing was deleted
    with qtbot.waitSignal(own.prepared) as prepared:
        own.prepare_for(facts)
    assert prepared.args[0].numbers.tolist() == [2]


def test_nothing_is_prepared_for_data_that_are_gone(own: OwnDrawings, facts: DataFacts, qtbot: QtBot) -> None:
    own.add(_drawings(1))
    with qtbot.waitSignal(own.prepared):
        own.prepare_for(facts)
    own.prepare_for(None)
    with qtbot.assertNotEmitted(own.prepared):
        own.add(_drawings(1))
        own.close()
        QCoreApplication.processEvents()


# Files of others


def _import(qtbot: QtBot, own: OwnDrawings, path: Path) -> list[str]:
    """Return both sentences about it."""
    said: list[Message] = []
    own.said.connect(said.append)
    own.import_file(path)
    qtbot.waitUntil(lambda: len(said) == 2)
    own.said.disconnect(said.append)
    return [str(one) for one in said]


def test_a_file_joins_once_and_what_became_of_it_is_said(own: OwnDrawings, tmp_path: Path, qtbot: QtBot) -> None:
    theirs = tmp_path / "theirs.json"
    drawn = [*_drawings(3), replace(_drawings(1)[0], label="cat"), replace(_drawings(1)[0], label=None)]
    theirs.write_text(drawings_to_json(drawn))
    said = [sentence for _ in range(2) for sentence in _import(qtbot, own, theirs)]
    rest = "1 without a label was left out; 1 was left out, since no data set has the class cat."
    assert said == [
        "Reading theirs.json …",
        f"3 drawings were added; {rest}",
        "Reading theirs.json …",
        f"No drawing was added; 3 were there already; {rest}",
    ]
    assert [one.label for one in own.own.drawings] == ["0", "1", "2"]
    own.undo()  # both at once: the second was no change
    assert own.own.drawings == ()


def test_more_than_there_is_room_for_are_taken_as_far_as_there_is(
    own: OwnDrawings, tmp_path: Path, qtbot: QtBot
) -> None:
    theirs = tmp_path / "theirs.json"
    lines = ({"label": 1, "strokes": [[[number / 4000, 0.5], [0.5, 1.0]]]} for number in range(MOST_DRAWINGS + 5))
    theirs.write_text(json.dumps(list(lines)))
    assert "no room for 5 more" in _import(qtbot, own, theirs)[-1]
    assert len(own.own.drawings) == MOST_DRAWINGS


def test_an_import_that_fails_is_said(own: OwnDrawings, tmp_path: Path, qtbot: QtBot) -> None:
    assert "cannot be read" in _import(qtbot, own, tmp_path / "absent.json")[-1]


def test_files_are_not_read_where_the_window_is_drawn(
    own: OwnDrawings, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    for name in ("read_others", "write_own"):
        monkeypatch.setattr(
            f"playground.app.own_drawings.{name}", lambda *_: threads.append(threading.current_thread().name)
        )

    def read(_: OwnFile) -> tuple[OwnSet, None]:
        threads.append(threading.current_thread().name)
        return OwnSet(), None

    monkeypatch.setattr(OwnFile, "read", read)
    own.load()
    own.export_file(tmp_path / "out.json")
    own.import_file(tmp_path / "in.json")
    own._imported.disconnect()
    own.close()
    assert len(threads) == 3
    assert all(name.startswith("own drawings") for name in threads)


# Two windows


def test_another_windows_drawings_join_and_stay_when_something_else_is_undone(
    own: OwnDrawings, file: Path, qtbot: QtBot
) -> None:
    own.add(_drawings(1))
    with qtbot.waitSignal(own._met):
        own._thread.submit(lambda: None).result()  # what was added is on disk
        kept, _ = read_own(file)
        write_own(file, kept.with_drawings([replace(_drawings(2)[1], label="theirs")]))
        own.add([replace(_drawings(3)[2], label="mine")])
    assert [one.label for one in own.own.drawings] == ["0", "mine", "theirs"]
    own.undo()
    assert [one.label for one in own.own.drawings] == ["0", "theirs"]
    own.redo()
    own.close()
    assert _labels(file) == ["0", "mine", "theirs"]


def _written(own: OwnDrawings) -> None:
    """Wait until what was changed is on disk, and what was met there is taken in."""
    for _ in range(2):
        own._thread.submit(lambda: None).result()
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


@pytest.fixture
def windows(own: OwnDrawings, file: Path, qtbot: QtBot) -> Iterator[tuple[OwnDrawings, OwnDrawings]]:
    """Two windows on one file, which holds one drawing, a 0."""
    own.add(_drawings(1))
    _written(own)
    other = OwnDrawings(file)
    with qtbot.waitSignal(other.changed):
        other.load()
    yield own, other
    other.close()


def _shown(own: OwnDrawings) -> list[str]:
    return [one.label for one in own.own.drawings]


def test_what_one_window_deletes_stays_deleted_and_comes_back_once(windows: tuple[OwnDrawings, OwnDrawings]) -> None:
    a, b = windows
    a.remove([1])
    _written(a)
    b.add(_drawings(3)[1:2])
    _written(b)
    a.add(_drawings(3)[2:])
    _written(a)
    assert (_shown(a), _shown(b)) == (["2", "1"], ["1"])
    a.undo()
    a.undo()
    assert sorted(_shown(a)) == ["0", "1"]
    _written(a)
    b.undo()
    _written(b)
    assert _shown(b) == ["0"]


def test_what_one_window_labels_anew_has_one_label_in_both(windows: tuple[OwnDrawings, OwnDrawings]) -> None:
    a, b = windows
    a.relabel(1, "7")
    _written(a)
    b.add(_drawings(2)[1:])
    _written(b)
    a.pin(1)
    _written(a)
    assert (_shown(a), _shown(b)) == (["7", "1"], ["7", "1"])


def test_what_was_just_met_can_be_deleted(windows: tuple[OwnDrawings, OwnDrawings], file: Path) -> None:
    a, b = windows
    a.add(_drawings(2)[1:])
    _written(a)
    b.changed.connect(lambda: b.remove(one.number for one in b.own.drawings if one.label == "1"))
    b.pin(1)  # which meets what was added
    _written(b)
    assert _shown(b) == ["0"]
    assert _labels(file) == ["0"]
