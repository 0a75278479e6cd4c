"""`train` and `predict` as a person calls them. What a process of its own adds is held by some; the others call `main`,
since most of a process's time is torch's import.
"""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from digit_strokes import draw_digits
from PIL import Image
from sklearn.datasets import load_digits

from playground import __version__
from playground.cli.main import main
from playground.cli.train import train
from playground.core.experiment import Experiment
from playground.core.stroke_file import LabelledDrawing, drawings_to_json
from playground.data.folders import DataFolders
from playground.store import places
from playground.store.stroke_files import read_drawings

QUICK = ("--set", "model.hidden=[32]", "--set", "training.epochs=12")


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Call = Callable[..., Done]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command in this process, in an empty folder that is the person's home too."""

    def called(*words: str) -> Done:
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as end:  # argparse's
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return Done(code, out, err)

    monkeypatch.chdir(tmp_path)
    for name, value in _places(tmp_path).items():
        monkeypatch.setenv(name, value)
    return called


def _call(*words: str, home: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "playground", *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd=home,
        env=_environment(home, environment),
    )


def _environment(home: Path, more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, **_places(home), **more}


def _places(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    done = _call("train", *QUICK, "--out", "run", home=home)
    assert done.returncode == 0, done.stderr
    return home / "run"


def test_version_and_help(tmp_path: Path) -> None:
    assert _call("--version", home=tmp_path).stdout == f"nn-playground {__version__}\n"
    shown = _call("--help", home=tmp_path).stdout
    assert "train" in shown
    assert "predict" in shown


def test_train_predict_and_version_never_import_qt(tmp_path: Path, run_folder: Path) -> None:
    blocker = tmp_path / "sitecustomize.py"
    blocker.write_text(
        "import sys\n"
        "class No:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name.split('.')[0] in ('PySide6', 'pyqtgraph', 'superqt', 'qtawesome'):\n"
        "            raise ImportError('no Qt here: ' + name)\n"
        "sys.meta_path.insert(0, No())\n"
    )
    strokes = tmp_path / "strokes.json"
    strokes.write_text(drawings_to_json([LabelledDrawing(draw_digits(1)[0].strokes, "0")]))
    words: Sequence[Sequence[str]] = (
        ("--version",),
        ("train", "--set", "training.epochs=1", "--out", "other"),
        ("predict", str(run_folder), str(strokes)),
    )
    for line in words:
        done = _call(*line, home=tmp_path, PYTHONPATH=str(tmp_path))
        assert done.returncode == 0, done.stderr


def test_train_writes_the_run_and_says_how_it_went(run_folder: Path) -> None:
    rows = list(csv.DictReader((run_folder / "metrics.csv").read_text().splitlines()))
    assert [row["epoch"] for row in rows] == [str(float(epoch)) for epoch in range(13)]
    assert rows[0]["train_loss"] == ""
    assert float(rows[-1]["test_accuracy"]) > 0.93
    assert {path.name for path in run_folder.iterdir()} == {
        "experiment.toml",
        "metrics.csv",
        "run.json",
        "weights.safetensors",
    }


def test_the_experiment_of_a_run_gives_the_same_run_again(tmp_path: Path, run_folder: Path) -> None:
    done = _call("train", "--config", str(run_folder / "experiment.toml"), "--out", "again", home=tmp_path)
    assert done.returncode == 0
    for name in ("experiment.toml", "weights.safetensors"):
        assert (run_folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_without_out_a_dated_folder_is_made_in_the_data_folder(call: Call, tmp_path: Path) -> None:
    assert call("train", "--set", "training.epochs=1").returncode == 0
    (folder,) = (tmp_path / "data" / "nn-playground" / "runs").iterdir()
    assert folder.name.endswith("-digits")


def test_a_folder_with_content_needs_force(call: Call, tmp_path: Path, run_folder: Path) -> None:
    refused = call("train", "--set", "training.epochs=1", "--out", str(run_folder))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    (tmp_path / "mine.txt").write_text("mine")
    forced = call("train", "--set", "training.epochs=1", "--out", str(tmp_path), "--force")
    assert forced.returncode == 0
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("train", "--set", "training.lerning_rate=1"), "training.learning_rate"),
        (("train", "--set", "training.epochs=-1"), "training.epochs is -1"),
        (("train", "--set", "data.name=minst"), "mnist"),
        (("train", "--set", "model.output=single", "--set", "training.loss=bce", "--set", "data.name=iris"), ""),
        (("train", "--set", "model.output_activation=softmax"), "Cross-entropy does not work"),
        (("train", "--config", "absent.toml"), "absent.toml"),
        (("tarin",), "tarin"),
    ],
)
def test_wrong_use_is_named(call: Call, words: Sequence[str], said: str) -> None:
    done = call(*words, *(("--set", "training.epochs=1") if not said else ()))
    assert done.returncode == (2 if said else 0)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_data_fails_with_a_sentence(call: Call) -> None:
    done = call("train", "--set", "data.name=mnist")
    assert done.returncode == 1
    assert "MNIST" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_divergence_fails_and_keeps_the_last_finite_weights(call: Call, tmp_path: Path) -> None:
    wild = ["training.optimizer=sgd", "training.loss=mse", "training.learning_rate=10", "training.reduction=sum"]
    words = [word for setting in wild for word in ("--set", setting)]
    done = call("train", *words, "--out", "run")
    assert done.returncode == 1
    assert "learning rate" in done.stderr
    assert (tmp_path / "run" / "weights.safetensors").exists()


def test_ctrl_c_keeps_what_was_done(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "playground", "train", "--set", "training.epochs=0", "--out", "run"]
    with subprocess.Popen(
        words, cwd=tmp_path, env=_environment(tmp_path, {}), stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert "Ctrl-C" in process.stderr.readline()
        assert process.stderr.readline().startswith("epoch 1")
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode == 130, rest
    assert "Traceback" not in rest
    assert len((tmp_path / "run" / "metrics.csv").read_text().splitlines()) > 2


def test_predict_reads_drawings_and_tells_the_accuracy(call: Call, tmp_path: Path, run_folder: Path) -> None:
    drawings = [LabelledDrawing(drawn.strokes, str(drawn.label)) for drawn in draw_digits(100, seed=5)]
    (tmp_path / "mine.json").write_text(drawings_to_json(drawings))
    done = call("predict", str(run_folder), "mine.json")
    assert done.returncode == 0, done.stderr
    *lines, last = done.stdout.splitlines()
    name, chosen, probability = lines[7].split("\t")
    assert name == "mine.json[7]"
    assert chosen in "0123456789"
    assert 0.1 <= float(probability) <= 1
    right = sum(line.split("\t")[1] == str(index % 10) for index, line in enumerate(lines))
    assert last == f"accuracy {right / 100:.4f} ({right} of 100)"
    assert right >= 80


def test_predict_reads_pictures_of_either_polarity(call: Call, tmp_path: Path, run_folder: Path) -> None:
    image = np.kron(load_digits().images[0] / 16 * 255, np.ones((8, 8))).astype(np.uint8)
    for name, pixels in (("light.png", image), ("dark.png", 255 - image)):
        Image.fromarray(np.pad(pixels, 20, constant_values=int(pixels[0, 0]))).save(tmp_path / name)
    done = call("predict", str(run_folder), "light.png", "dark.png")
    assert [line.split("\t")[:2] for line in done.stdout.splitlines()] == [["light.png[0]", "0"], ["dark.png[0]", "0"]]


def test_unreadable_files_are_named_and_the_rest_goes_on(call: Call, tmp_path: Path, run_folder: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "bad.png").write_text("no picture")
    empty_first = [LabelledDrawing([]), LabelledDrawing(draw_digits(4)[3].strokes)]
    (tmp_path / "half.json").write_text(drawings_to_json(empty_first))
    done = call("predict", str(run_folder), "bad.json", "bad.png", "absent.png", "half.json")
    assert done.returncode == 1
    for name in ("bad.json", "bad.png", "absent.png", "half.json[0]"):
        assert name in done.stderr
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["half.json[1]"]
    assert "Traceback" not in done.stderr


def test_predictions_as_json(call: Call, tmp_path: Path, run_folder: Path) -> None:
    (tmp_path / "mine.json").write_text(drawings_to_json([LabelledDrawing(draw_digits(1)[0].strokes, "0")]))
    tree = json.loads(call("predict", str(run_folder), "mine.json", "--json").stdout)
    (found,) = tree["predictions"]
    assert sum(found["probabilities"].values()) == pytest.approx(1, abs=1e-4)
    assert found["label"] == "0"
    assert tree["labelled"] == 1


def test_predict_without_a_run_says_so(call: Call, tmp_path: Path) -> None:
    done = call("predict", str(tmp_path / "absent"), "x.png")
    assert done.returncode == 1
    assert "absent" in done.stderr


def test_own_drawings_are_among_the_training_examples_if_the_experiment_says_so(call: Call, tmp_path: Path) -> None:
    kept = tmp_path / "data" / "nn-playground" / "drawings.json"
    kept.parent.mkdir(parents=True)
    drawn = [LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(10)]
    kept.write_text(drawings_to_json([*drawn, replace(drawn[0], label="Q"), LabelledDrawing(drawn[0].strokes)]))
    counts = []
    for weight in (0, 3):
        weighted = ("--set", f"data.own_weight={weight}", "--set", "training.epochs=1", "--out", f"run{weight}")
        done = call("train", *weighted)
        assert done.returncode == 0, done.stderr
        said = "10 of your 11 drawings are among the training examples, each 3 times."
        assert (said in done.stderr) is (weight > 0)
        counts.append(json.loads((tmp_path / f"run{weight}" / "run.json").read_text())["facts"]["train_count"])
    assert counts[1] - counts[0] == 30
    assert [one.label for one in read_drawings(tmp_path / "run3" / "drawings.json")] == [one.label for one in drawn]
    assert not (tmp_path / "run0" / "drawings.json").exists()
    assert list(kept.parent.glob("drawings*")) == [kept]


@pytest.mark.parametrize(
    ("data", "kept", "sentence"),
    [
        ("digits", 1, "None of your own drawings is of one of the classes, so data.own_weight changes nothing."),
        ("digits", 0, "There are no own drawings yet, so data.own_weight changes nothing."),
        ("moons", 1, ""),
    ],
)
def test_that_no_own_drawing_is_in_training_is_said_where_one_could_be(
    data: str,
    kept: int,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(places, "own_drawings", lambda: tmp_path / "drawings.json")
    (tmp_path / "drawings.json").write_text(drawings_to_json([LabelledDrawing(draw_digits(1)[0].strokes, "Q")] * kept))
    experiment = Experiment().changed({"data.name": data, "data.own_weight": 3, "training.epochs": 1})
    assert train(experiment, DataFolders(tmp_path, None), tmp_path / "run", force=False) == 0
    said = capsys.readouterr().err
    assert sentence in said
    assert ("drawings" in said) is bool(sentence)


def test_labels_that_the_network_has_no_class_for_are_left_out_of_the_accuracy(
    call: Call, tmp_path: Path, run_folder: Path
) -> None:
    drawn = [LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(3)]
    (tmp_path / "mine.json").write_text(drawings_to_json([*drawn, replace(drawn[0], label="Q")]))
    lines = call("predict", str(run_folder), "mine.json").stdout.splitlines()
    assert len(lines) == 6
    assert lines[-2] == "left out of the accuracy, since the network has no such class: 1"
    assert lines[-1].endswith(" of 3)")
    tree = json.loads(call("predict", str(run_folder), "mine.json", "--json").stdout)
    assert (tree["labelled"], tree["other_classes"]) == (3, 1)
    assert tree["accuracy"] == tree["right"] / 3
