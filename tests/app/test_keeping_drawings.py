"""Own drawings while the program runs: on disk after every change, prepared for the data in memory."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits
from pytestqt.qtbot import QtBot

from playground.app.own_drawings import OwnDrawings
from playground.core.data_options import DataOptions
from playground.core.facts import DataFacts
from playground.core.messages import Message
from playground.core.own_drawings import MOST_DRAWINGS, OwnExamples
from playground.core.stroke_file import LabelledDrawing
from playground.core.strokes import prepare
from playground.data.folders import DataFolders
from playground.data.loading import load
from playground.store.own_drawings import read_own


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> DataFacts:
    return load(DataOptions(), DataFolders(tmp_path_factory.mktemp("data"))).facts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "drawings.json"


@pytest.fixture
def own(qtbot: QtBot, file: Path) -> Iterator[OwnDrawings]:
    made = OwnDrawings(file)
    made.load()
    yield made
    made.close()


def _drawings(count: int) -> list[LabelledDrawing]:
    return [LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(count)]


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
    with qtbot.waitSignal(own.said) as said:
        own.add(_drawings(1))
    assert "could not be written" in str(said.args[0])
    assert len(own.own.drawings) == 1
    own.close()
