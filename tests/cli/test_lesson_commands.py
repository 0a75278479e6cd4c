"""`lessons` and `train --lesson` as the command line has them."""

import io
import json
import re
import signal
import sys
from pathlib import Path

import pytest

from playground.cli.main import main

TOML = """
format = 1
number = 1
title = "Mine"
about = "A lesson of the test's own."

[[runs]]
name = "moons"
title = "Moons"
[runs.experiment.data]
name = "moons"
examples = 100
[runs.experiment.model]
hidden = [4]
[runs.experiment.training]
epochs = 2
learning_rate = 0.01
[[runs.figures]]
metric = "test_accuracy"
epoch = 2
value = 0.5
least = 0.0
most = 1.0
[[runs.figures]]
metric = "test_loss"
epoch = 0
least = 0.0
most = 9.0

[[runs]]
name = "again"
title = "The same again"
[runs.experiment.data]
name = "circle"
examples = 100
[runs.experiment.training]
epochs = 1
[[runs.figures]]
metric = "train_loss"
epoch = 1
least = 0.0
most = 9.0

[[steps]]
light = "train"
"""
TOO_MANY_CLASSES = 'name = "classification"\nfeatures = 2\nclass_count = 10'
WILD = 'learning_rate = 10\noptimizer = "sgd"\nloss = "mse"\nreduction = "sum"'
WORDS = "## Begin\n\nPress Train.\n\nIt is the button above.\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folders without data sets."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("NN_PLAYGROUND_DATA", raising=False)
    return tmp_path


def _lesson(folder: Path, name: str = "mine", old: str = "", new: str = "") -> str:
    """Write a lesson into `folder`, with `new` in place of `old`, and return its file."""
    assert old in TOML
    file = folder / f"{name}.toml"
    file.write_text(TOML.replace(old, new, 1))
    file.with_suffix(".md").write_text(WORDS)
    return str(file)


class _Pressing(io.StringIO):
    """Standard error that presses Ctrl-C as soon as `word` is written to it."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word

    def write(self, text: str) -> int:
        if self._word in text:
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def _outside(folder: Path) -> str:
    return _lesson(folder, "outside", "least = 0.0\nmost = 9.0", "least = 8.0\nmost = 9.0")


def _absent(folder: Path) -> str:
    return _lesson(folder, "absent", 'name = "circle"', 'name = "kmnist"')


def test_lessons_are_listed_with_what_they_need(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["lessons"]) == 0
    listed = capsys.readouterr().out
    assert listed.index("threes-and-sevens  ") < listed.index("fashion  ") < listed.index("hello-mnist  ")
    assert "data: Fashion-MNIST (not here, 31 MB to download)" in listed
    assert "runs: as-written, as-meant" in listed
    assert "data: Made to measure (table) (no download)" in listed
    raw = home / "given" / "FashionMNIST" / "raw"
    raw.mkdir(parents=True)
    for name in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"):
        (raw / f"{name}-ubyte").touch()
    assert main(["lessons", "fashion", "--data-dir", str(home / "given")]) == 0
    listed = capsys.readouterr().out
    assert "data: Fashion-MNIST (here)" in listed
    assert "hello-mnist" not in listed
    assert main(["lessons", "hello-mnist", "--data-dir", str(home / "given")]) == 0
    assert "data: MNIST digits (not here" in capsys.readouterr().out


def test_from_scratch_comes_out_as_it_should(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lessons", "from-scratch", "--check"]) == 0
    head, rule, run, line, computed, *_, summary = capsys.readouterr().out.splitlines()
    assert head.split() == ["figure", "tutorial", "came", "out", "allowed", "within"]
    assert set(rule) == {"─"}
    assert run == "from-scratch, thirty-epochs"
    assert line.split()[:5] == ["train", "loss,", "epoch", "30", "0.05889"]
    assert line.endswith("0.05830–0.05948  yes")
    assert computed.startswith("  0.05889 is computed from the data")
    assert re.fullmatch(r"Figures within tolerance: (\d) of \1 \(seeds 0 to 4\)\.", summary)


def test_the_lesson_that_the_readme_shows_is_one(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for language, ending in (("toml", "toml"), ("markdown", "md")):
        _, _, rest = readme.partition(f"```{language}\n")
        (home / f"mine.{ending}").write_text(rest.partition("\n```\n")[0], encoding="utf-8")
    assert main(["lessons", str(home / "mine.toml"), "--check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Figures within tolerance: 1 of 1 (seeds 0 to 4)."


def test_what_is_outside_is_told_and_fails(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert main(["lessons", _outside(home), "--check", "--seeds", "2", "--json", str(home / "found.json")]) == 1
    told = capsys.readouterr()
    lines = told.out.splitlines()
    file = str(home / "outside.toml")
    assert [line.split()[-1] for line in lines[2:7]] == ["moons", "yes", "no", "again", "yes"]
    assert max(len(line) for line in lines[:2]) <= 80
    assert lines[-1] == (
        f"Figures within tolerance: 2 of 3 (seeds 0 to 1). Outside: {file}, moons, test loss, epoch 0."
    )
    assert f"{file}, again: seed 1 took" in told.err
    tree = json.loads((home / "found.json").read_text())
    assert tree["seeds"] == [0, 1]
    accuracy, loss = tree["runs"][0]["figures"]
    assert (accuracy["reported"], accuracy["held"], accuracy["within"]) == (0.5, [0.0, 1.0], True)
    assert (loss["held"], loss["within"]) == ([8.0, 9.0], False)
    assert len(set(loss["found"])) == 2


def test_absent_data_is_told_and_the_rest_is_run(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    file = _absent(home)
    assert main(["lessons", file, "--check", "--seeds", "1"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2].startswith("  KMNIST is not on this computer yet.")
    assert lines[-1] == (
        f"Figures within tolerance: 2 of 2 (seed 0). Not run, since their data is absent: {file}, again."
    )
    assert main(["lessons", file, "--check", "--seeds", "1", "--allow-missing"]) == 0


def test_what_is_outside_weighs_more_than_what_is_absent(home: Path) -> None:
    both = [_absent(home), _outside(home)]
    assert main(["lessons", *both, "--check", "--seeds", "1"]) == 1
    assert main(["lessons", *both, "--check", "--seeds", "1", "--allow-missing"]) == 1


def test_an_experiment_that_its_data_cannot_take_is_told(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    file = _lesson(home, "wrong", 'name = "moons"\nexamples = 100', TOO_MANY_CLASSES)
    assert main(["lessons", file, "--check", "--seeds", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[3].startswith("  2 features can hold at most 4 classes apart")
    assert lines[-1].endswith(f"Could not be run: {file}, moons.")


def test_a_lesson_is_trained_and_its_figures_are_printed(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    out = str(home / "run")
    assert main(["train", "--lesson", _lesson(home), "--run", "moons", "--log-every", "2", "--out", out]) == 0
    told = capsys.readouterr()
    assert [line.split(":")[0] for line in told.err.splitlines()][:4] == ["step 2", "epoch 1/2", "step 4", "step 6"]
    assert "test loss" in told.err
    lines = told.out.splitlines()
    assert lines[2] == "moons"
    assert lines[3].split()[:4] == ["test", "accuracy,", "epoch", "2"]
    assert lines[3].endswith("0.00–100.00 %    yes")
    assert lines[4].split()[:4] == ["test", "loss,", "epoch", "0"]


def test_batch_losses_are_those_of_the_history(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    words = ["--lesson", "from-scratch", "--set", "training.epochs=1", "--out", str(home / "run")]
    assert main(["train", *words, "--log-every", "1"]) == 0
    told = capsys.readouterr()
    losses = [float(line.rsplit(" ", 1)[1]) for line in told.err.splitlines() if line.startswith("step ")]
    assert len(losses) == 16
    assert losses[0] == pytest.approx(0.5, abs=0.2)
    rows = (home / "run" / "metrics.csv").read_text().splitlines()
    assert sum(losses) / 16 == pytest.approx(float(rows[2].split(",")[2]), abs=1e-4)
    assert told.out.startswith("Changed from the lesson: training.epochs.")
    assert re.search(r"train loss, epoch 30 .* -\n", told.out)
    assert "0.05889 is computed" in told.out  # the number of epochs does not change what the least is


def test_set_and_seed_apply_on_top_of_a_lesson(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    out = home / "run"
    words = ["--lesson", "from-scratch", "--set", "training.epochs=2", "--set", "training.seed=3", "--out", str(out)]
    assert main(["train", *words]) == 0
    text = (out / "experiment.toml").read_text()
    assert "epochs = 2" in text
    assert "seed = 3" in text
    assert 'init = "zeros"' in text
    assert "training.seed" not in capsys.readouterr().out


@pytest.mark.parametrize("changed", ["data.name=iris", "model.hidden=[4]", "training.reduction=sum"])
def test_nothing_is_computed_for_what_the_lesson_does_not_set(
    changed: str, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    words = ["--lesson", "from-scratch", "--set", changed, "--set", "training.epochs=1", "--out", str(home / "run")]
    assert main(["train", *words]) == 0
    told = capsys.readouterr().out
    assert "Its figures are for what it sets." in told
    assert "computed" not in told
    assert re.search(r"train loss, epoch 30 +- +- +- +-\n", told)


def test_a_loss_that_grows_without_end_is_said_and_outside(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    file = _lesson(home, "wild", "learning_rate = 0.01", WILD)
    assert main(["lessons", file, "--check", "--seeds", "2", "--json", str(home / "found.json")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[3].endswith(" no")
    assert lines[5] == "  diverged (seeds 0, 1): the loss grew without end"
    assert "Outside: " in lines[-1]
    assert "test accuracy, epoch 2" in lines[-1]
    assert json.loads((home / "found.json").read_text())["runs"][0]["diverged"] == [0, 1]
    assert main(["train", "--lesson", file, "--out", str(home / "run")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[3].endswith(" no")
    assert lines[-1] == "  diverged: the loss grew without end"


def test_ctrl_c_ends_a_check_with_what_was_done(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _lesson(home)
    monkeypatch.setattr(sys, "stderr", _Pressing(f"{file}, again: seed 0"))
    assert main(["lessons", file, "--check", "--seeds", "3", "--json", str(home / "found.json")]) == 130
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2] == "  interrupted: 0 of 3 seeds were done"
    assert lines[-1] == (f"Figures within tolerance: 2 of 2 (seeds 0 to 2). Interrupted in run 2 of 2: {file}, again.")
    tree = json.loads((home / "found.json").read_text())
    assert tree["interrupted"] is True
    assert [run["seeds"] for run in tree["runs"]] == [[0, 1, 2], []]
    monkeypatch.setattr(sys, "stderr", _Pressing(f"{file}, again: seed 1"))
    assert main(["lessons", file, "--check", "--seeds", "3"]) == 130
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3].endswith(" yes")
    assert lines[-2] == "  interrupted: 1 of 3 seeds were done"


def test_where_nothing_can_be_written_nothing_is_run(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (home / "file").touch()
    for place in (home / "file" / "found.json", home):
        assert main(["lessons", _lesson(home), "--check", "--json", str(place)]) == 1
        told = capsys.readouterr()
        assert str(place) in told.err
        assert "took" not in told.err
        assert not told.out


def test_a_run_without_figures_says_so(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    figure = TOML[TOML.rindex("[[runs.figures]]") : TOML.index("[[steps]]")]
    file = _lesson(home, "bare", figure, "")
    assert main(["lessons", file]) == 0
    assert "runs: moons, again (no figures)" in capsys.readouterr().out
    assert main(["lessons", file, "--check", "--seeds", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[-2] == "  no figures: there is nothing to compare"
    assert main(["train", "--lesson", file, "--run", "again", "--out", str(home / "run")]) == 0
    assert capsys.readouterr().out == "again has no figures: there is nothing to compare.\n"


def test_an_own_file_is_told_from_a_lesson_of_its_name(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    file = _lesson(home, "fashion")
    assert main(["lessons", "fashion", file, "fashion"]) == 0
    names = [line.split("  ")[0] for line in capsys.readouterr().out.splitlines() if line and line[0] != " "]
    assert names == ["fashion", file]


def test_a_lesson_without_its_data_ends_with_3(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert main(["train", "--lesson", "fashion", "--out", str(home / "run")]) == 3
    assert "Fashion-MNIST is not on this computer yet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["train", "--lesson", "fashon"], "Did you mean fashion?"),
        (["--lesson", "fashon"], "Did you mean fashion?"),
        (["lessons", "fashon"], "Did you mean fashion?"),
        (["train", "--lesson", "threes-and-sevens", "--run", "as-ment"], "Did you mean as-meant?"),
        (["train", "--lesson", "fashion", "--config", "a.toml"], "--config and --lesson"),
        (["train", "--run", "as-meant"], "--lesson"),
        (["lessons", "--seeds", "2"], "--seeds is for a check"),
        (["lessons", "--json", "found.json"], "--json is for a check"),
        (["lessons", "fashion", "--allow-missing"], "--allow-missing is for a check"),
    ],
)
def test_wrong_words_are_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [["lessons", "--seeds", "0"], ["train", "--log-every", "many"]])
def test_wrong_numbers_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "must be a whole number from 1 to" in capsys.readouterr().err


def test_hello_mnist_after_one_epoch_on_the_real_images(
    test_data: Path, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    words = ["--lesson", "hello-mnist", "--set", "training.epochs=1", "--data-dir", str(test_data)]
    assert main(["train", *words, "--out", str(home / "run")]) == 0
    lines = capsys.readouterr().out.splitlines()
    first = [line.split()[-1] for line in lines if "epoch 1" in line]
    assert first == ["yes"] * 4
