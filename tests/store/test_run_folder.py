"""Runs on disk."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from digit_strokes import draw_digits
from numpy.typing import NDArray

from playground.core.catalog import Drawing, Family
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.own_drawings import OwnSet, named_ink
from playground.core.progress import Environment, Event
from playground.core.saved_run import SavedRun
from playground.core.stroke_file import LabelledDrawing
from playground.store.run_folder import dated_folder, read_run, require_free, write_run
from playground.store.stroke_files import read_drawings


@pytest.fixture
def run() -> SavedRun:
    facts = DataFacts(
        name="moons",
        title="Moons",
        family=Family.PLANE,
        drawing=Drawing.NONE,
        input_shape=(2,),
        class_names=("Class 0", "Class 1"),
        feature_names=("x", "y"),
        train_count=4,
        test_count=2,
        official_split=False,
        low=(-1.0, -2.0),
        high=(1.0, 2.0),
        mean=(0.0, 0.1),
        deviation=(1.0, 1.0),
        shift=(0.0, 0.1),
        scale=(1.0, 1 / 3),
        stroke_width=0.0,
        fingerprint="abc",
    )
    rng = np.random.default_rng(0)
    weights = {
        "layers.0.weight": rng.normal(size=(3, 2)).astype(np.float32),
        "layers.0.bias": np.zeros(3, np.float32),
        "layers.1.weight": rng.normal(size=(2, 3)).astype(np.float32),
        "layers.1.bias": np.ones(2, np.float32),
    }
    return SavedRun(
        experiment=Experiment().changed({"data.name": "moons", "model.hidden": [3]}),
        facts=facts,
        environment=Environment(torch="2.13", device="cpu", threads=1, flush_denormal=True),
        events=(Event(7, {"training.learning_rate": 0.1}), Event(9, {}, returned=True)),
        step=6,
        epoch=1,
        samples=24,
        seconds=0.5,
        rows=[{"step": 0, "epoch": 0, "test_loss": 0.7}, {"step": 4, "epoch": 1, "test_loss": 0.1234567890123}],
        weights=weights,
    )


def test_a_run_comes_back_as_it_was_written(tmp_path: Path, run: SavedRun) -> None:
    write_run(tmp_path / "run", run)
    found = read_run(tmp_path / "run")
    assert found.experiment == run.experiment
    assert found.facts == run.facts
    assert found.environment == run.environment
    assert list(found.events) == list(run.events)
    assert (found.step, found.epoch, found.samples, found.seconds) == (6, 1, 24, 0.5)
    assert [dict(row) for row in found.rows] == [dict(row) for row in run.rows]
    assert all(np.array_equal(found.weights[name], run.weights[name]) for name in run.weights)
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == [
        "experiment.toml",
        "metrics.csv",
        "run.json",
        "weights.safetensors",
    ]


def test_the_drawings_that_were_trained_on_come_back_exactly(tmp_path: Path, run: SavedRun) -> None:
    own = OwnSet().with_drawings([LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(5)])
    weighted = replace(run, experiment=run.experiment.changed({"data.own_weight": 3}), own=own.without([1]))
    write_run(tmp_path, weighted)
    found = read_run(tmp_path).own
    assert found is not None
    assert [named_ink(one) for one in found.drawings] == [named_ink(one) for one in own.drawings[1:]]
    assert [one.label for one in read_drawings(tmp_path / "drawings.json")] == ["1", "2", "3", "4"]


def test_a_run_folder_need_not_say_which_drawings_there_were(tmp_path: Path, run: SavedRun) -> None:
    write_run(tmp_path, replace(run, experiment=run.experiment.changed({"data.own_weight": 3})))
    assert read_run(tmp_path).own is None


def test_drawings_that_merely_lie_in_the_folder_of_a_run_are_left_alone(tmp_path: Path, run: SavedRun) -> None:
    (tmp_path / "drawings.json").write_text("mine")
    write_run(tmp_path, run)
    assert read_run(tmp_path).own is None
    assert (tmp_path / "drawings.json").read_text() == "mine"


def test_drawings_of_a_run_that_is_written_over_go_with_it(tmp_path: Path, run: SavedRun) -> None:
    own = OwnSet().with_drawings([LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(2)])
    weighted = replace(run, experiment=run.experiment.changed({"data.own_weight": 3}))
    write_run(tmp_path, replace(weighted, own=own))
    write_run(tmp_path, weighted)
    assert read_run(tmp_path).own is None
    assert not (tmp_path / "drawings.json").exists()


_LINE = '{"label": 3, "strokes": [[[0.1, 0.2], [0.3, 0.4]]]}'


@pytest.mark.parametrize(
    "content",
    [
        "{",
        '[{"strokes": [[[0.1, 0.2]]]}]',
        '[{"label": 3, "strokes": []}]',
        '[{"label": 3, "strokes": [[[1e999, 0.2], [0.1, 0.2]]]}]',
        "[" + ",".join([_LINE] * 1001) + "]",
    ],
)
def test_drawings_that_cannot_have_been_trained_on_are_refused(tmp_path: Path, run: SavedRun, content: str) -> None:
    write_run(tmp_path, replace(run, experiment=run.experiment.changed({"data.own_weight": 3})))
    (tmp_path / "drawings.json").write_text(content)
    with pytest.raises(PlaygroundError, match=r"drawings\.json"):
        read_run(tmp_path)


def test_metrics_leave_empty_what_is_not_there(tmp_path: Path, run: SavedRun) -> None:
    write_run(tmp_path, run)
    lines = (tmp_path / "metrics.csv").read_text().splitlines()
    assert lines[0] == "step,epoch,train_loss,train_accuracy,test_loss,test_accuracy,learning_rate,seconds"
    assert lines[1] == "0,0,,,0.7,,,"


def test_a_folder_with_content_is_not_written_to(tmp_path: Path) -> None:
    require_free(tmp_path / "new")
    require_free(tmp_path)
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(PlaygroundError, match="--force"):
        require_free(tmp_path)
    with pytest.raises(PlaygroundError):
        require_free(tmp_path / "mine.txt")


def test_dated_folders_never_meet(tmp_path: Path) -> None:
    now = datetime(2026, 1, 2, 3, 4, 5)
    first = dated_folder(tmp_path, "mnist", now)
    assert first.name == "2026-01-02-030405-mnist"
    first.mkdir()
    assert dated_folder(tmp_path, "mnist", now).name == "2026-01-02-030405-mnist-2"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("run.json", b"{}"),
        ("run.json", b"not json"),
        ("run.json", b"\xff\xfe"),
        ("weights.safetensors", b"\x80\x02cpickle"),
        ("weights.safetensors", b""),
        ("experiment.toml", b"[training]\nepochs = -1"),
        ("experiment.toml", b"[model]\nhidden = [4]"),
        ("metrics.csv", b"step,epoch\nx,y\n"),
        ("metrics.csv", b"epoch\n1\n"),
        ("metrics.csv", b"step,test_loss\n0,nan\n"),
        ("metrics.csv", b"step,epoch\n5,1\n5,2\n"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path, run: SavedRun, name: str, content: bytes) -> None:
    write_run(tmp_path, run)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PlaygroundError):
        read_run(tmp_path)


@pytest.mark.parametrize("name", ["run.json", "weights.safetensors", "experiment.toml", "metrics.csv"])
def test_a_missing_file_is_named(tmp_path: Path, run: SavedRun, name: str) -> None:
    write_run(tmp_path, run)
    (tmp_path / name).unlink()
    with pytest.raises(PlaygroundError, match=name.partition(".")[0]):
        read_run(tmp_path)


def test_a_newer_format_is_refused_by_name(tmp_path: Path, run: SavedRun) -> None:
    write_run(tmp_path, run)
    tree = json.loads((tmp_path / "run.json").read_text())
    (tmp_path / "run.json").write_text(json.dumps(tree | {"format": 2}))
    with pytest.raises(PlaygroundError, match="newer"):
        read_run(tmp_path)


def test_a_place_that_cannot_be_written_gives_a_sentence(tmp_path: Path, run: SavedRun) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PlaygroundError, match="could not be written"):
        write_run(tmp_path / "file" / "run", run)


@pytest.mark.parametrize(
    ("field", "value"),
    [("shift", [0.0] * 3), ("scale", [float("nan"), 1.0]), ("class_names", ["a", "a"]), ("stroke_width", float("inf"))],
)
def test_facts_that_contradict_themselves_are_refused(tmp_path: Path, run: SavedRun, field: str, value: object) -> None:
    write_run(tmp_path, run)
    tree = json.loads((tmp_path / "run.json").read_text())
    tree["facts"][field] = value
    (tmp_path / "run.json").write_text(json.dumps(tree))
    with pytest.raises(PlaygroundError, match="does not describe a run"):
        read_run(tmp_path)


@pytest.mark.parametrize("bad", [np.ones((3, 2)), np.full((3, 2), np.nan, np.float32)])
def test_weights_of_another_kind_are_refused(tmp_path: Path, run: SavedRun, bad: NDArray[Any]) -> None:
    write_run(tmp_path, replace(run, weights={**run.weights, "layers.0.weight": bad}))
    with pytest.raises(PlaygroundError, match="32 bits"):
        read_run(tmp_path)
