"""`bench` as a person calls it, with few rounds: in a process of its own, or by `main` where that shows the same."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from playground.cli.bench.cases import CASES
from playground.cli.main import main
from playground.core.progress import Stepping

NO_QT = (
    "import sys\n"
    "class No:\n"
    "    def find_spec(self, name, *rest):\n"
    "        if name.split('.')[0] in ('PySide6', 'pyqtgraph'):\n"
    "            raise ImportError('no Qt here: ' + name)\n"
    "sys.meta_path.insert(0, No())\n"
)


def _bench(*words: str, home: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "NN_PLAYGROUND_DATA")
    }
    own = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
    return subprocess.run(
        [sys.executable, "-m", "playground", "bench", *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd=home,
        env={**kept, **own, **environment},
    )


def _without_qt(folder: Path) -> dict[str, str]:
    """Return the environment of a process that cannot import Qt."""
    (folder / "sitecustomize.py").write_text(NO_QT)
    return {"PYTHONPATH": str(folder)}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that `main` is called in, which is the person's home too: no MNIST is there."""
    monkeypatch.delenv("NN_PLAYGROUND_DATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _figures(tree: dict[str, Any], part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the title of the group with each figure of a part."""
    (found,) = (each for each in tree["parts"] if each["name"] == part)
    for group in found["groups"]:
        for figure in group["figures"]:
            yield group["title"], figure


def _check(figure: dict[str, Any]) -> None:
    assert all(value > 0 for value in figure["rounds"]), figure
    assert figure["lowest"] == min(figure["rounds"])
    assert figure["highest"] == max(figure["rounds"])
    assert figure["median"] == pytest.approx(median(figure["rounds"]))


def test_steps_evaluation_and_drawings_are_measured_without_qt(tmp_path: Path) -> None:
    words = ("--quick", "--only", "drawing,steps,evaluation", "--json", "found/figures.json")
    done = _bench(*words, home=tmp_path, **_without_qt(tmp_path))
    assert done.returncode == 0, done.stderr
    tree = json.loads((tmp_path / "found" / "figures.json").read_text())
    assert [part["name"] for part in tree["parts"]] == ["steps", "evaluation", "drawing"]
    ours = [f"nn-playground, {way}" for way in Stepping]
    products = ["products alone, torch.mm", "products alone, as our layers do"]
    rivals = ["tutorials' loop", "scikit-learn MLPClassifier", *products]
    varied = "nn-playground, images varied"
    for part, names in (("steps", [*ours, varied, *rivals]), ("evaluation", [*ours, "tutorials' loop"])):
        figures = list(_figures(tree, part))
        assert [figure["name"] for _, figure in figures] == names * len(CASES)
        tutorials = {title: figure for title, figure in figures if figure["name"] == "tutorials' loop"}
        for title, figure in figures:
            _check(figure)
            assert figure["times_as_fast"] == pytest.approx(tutorials[title]["median"] / figure["median"])
    drawings = [figure for _, figure in _figures(tree, "drawing")]
    assert len(drawings) == 4
    for figure in drawings:
        _check(figure)
    assert tree["images"] == "made"
    assert {"processor", "cores", "system", "python", "versions"} <= tree["machine"].keys()
    assert "MNIST is not on this machine" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    for case in CASES:
        assert case.title in done.stdout
        assert case.title in done.stderr


def test_window_memory_and_start_are_measured_in_processes_of_their_own(home: Path) -> None:
    code = main(["bench", "--quick", "--only", "drawing,window,memory,start", "--json", "figures.json"])
    tree = json.loads((home / "figures.json").read_text())
    assert code == 0
    shown = {(title.split()[0].strip(","), figure["name"]): figure for title, figure in _figures(tree, "window")}
    for scene in ("MNIST", "Digits", "Spiral"):
        for name in ("without the window", "with the window open", "frames painted", "frame interval, median"):
            _check(shown[scene, name])
        share = shown[scene, "with the window open"]["median"] / shown[scene, "without the window"]["median"]
        assert shown[scene, "share kept"]["median"] == pytest.approx(100 * share)
        intervals = [
            shown[scene, f"frame interval, {name}"]["median"] for name in ("median", "99th percentile", "longest")
        ]
        assert intervals == sorted(intervals)
    _check(shown["Spiral", "decision surfaces painted"])
    digits, mnist, added = (figure["median"] for _, figure in _figures(tree, "memory"))
    assert added == pytest.approx(mnist - digits)
    assert digits > 100
    (window, ready) = (figure for _, figure in _figures(tree, "start"))
    _check(window)
    assert window["median"] < ready["median"]
    assert not (home / "config").exists()
    _check_drawing_in_the_window(tree)


def _check_drawing_in_the_window(tree: dict[str, Any]) -> None:
    shown = {(title, figure["name"]): figure for title, figure in _figures(tree, "drawing")}
    for title in ("In the window, alone", "In the window, while it trains"):
        for name in ("ink", "answer"):
            middle, late = shown[title, f"{name}, median"], shown[title, f"{name}, 99th percentile"]
            _check(middle)
            assert middle["unit"] == "ms"
            assert middle["median"] <= late["median"]
        assert shown[title, "ink, median"]["median"] <= shown[title, "answer, median"]["median"]


def test_a_part_that_cannot_be_measured_is_named_and_the_others_go_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in _without_qt(home).items():
        monkeypatch.setenv(name, value)
    assert main(["bench", "--quick", "--only", "window,drawing"]) == 1
    shown = capsys.readouterr().out
    assert "Not measured." in shown
    assert "while a network trains, median" in shown
    assert "In the window: not measured." in shown


def test_a_part_that_there_is_not_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["bench", "--only", "steps,cooking"])
    said = capsys.readouterr().err
    assert "cooking" in said
    assert "evaluation" in said


def test_a_file_that_cannot_be_written_is_told_before_anything_is_measured(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "taken").write_text("")
    assert main(["bench", "--quick", "--json", "taken/figures.json"]) == 1
    shown, said = capsys.readouterr()
    assert "taken" in said
    assert shown == ""
