"""Lessons on disk: the program's own are whole, and a teacher's are read from their files."""

from pathlib import Path

import pytest

from playground.core.catalog import CATALOG
from playground.core.experiment import Experiment
from playground.core.lesson import Lesson, Origin
from playground.core.messages import PlaygroundError
from playground.store.lessons import bundled_lessons, lesson_named, read_lesson

NAMES = ("threes-and-sevens", "fashion", "four-layers", "from-scratch", "hello-mnist")
OWN = """
format = 1
number = 1
title = "Mine"
about = "My lesson."
[[runs]]
name = "one"
title = "One run"
experiment.training.epochs = 1
[[steps]]
light = "train"
"""


@pytest.fixture(scope="module")
def lessons() -> dict[str, Lesson]:
    return {lesson.name: lesson for lesson in bundled_lessons()}


def test_there_are_five_in_order(lessons: dict[str, Lesson]) -> None:
    assert tuple(lessons) == NAMES
    assert [lesson.number for lesson in lessons.values()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_short_and_each_run_is_held_to_something(name: str, lessons: dict[str, Lesson]) -> None:
    lesson = lessons[name]
    assert 3 <= len(lesson.steps) <= 6
    for step in lesson.steps:
        assert len(step.sentence) <= 110
        assert 40 <= len(step.text.split()) <= 120, step.title
    for run in lesson.runs:
        assert run.figures
        assert run.experiment.data.name in CATALOG
        assert lesson.run_by(run.experiment.changed({"training.seed": 4})) is run


def test_threes_and_sevens_can_be_run_both_ways(lessons: dict[str, Lesson]) -> None:
    written, meant = lessons["threes-and-sevens"].runs
    for run in (written, meant):
        data, model, training = run.experiment.data, run.experiment.model, run.experiment.training
        assert (data.name, data.classes, data.normalise) == ("mnist", (3, 7), "unit")
        assert (model.hidden, model.output, model.output_activation) == ((), "single", "sigmoid")
        assert (model.init, model.init_std, model.init_biases) == ("normal", 1.0, True)
        assert (training.loss, training.optimizer, training.learning_rate) == ("mse", "sgd", 0.001)
        assert (training.batch_size, training.epochs) == (12396, 2000)
    assert (written.experiment.model.target_off, written.experiment.model.target_on) == (1, 2)
    assert (meant.experiment.model.target_off, meant.experiment.model.target_on) == (1, 0)
    assert [(one.value, one.least, one.most) for one in written.figures] == [(0.6805, 0.505, 2.5)]
    assert [(one.value, one.least, one.most) for one in meant.figures] == [(None, 0.2, 0.8)]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "fashion",
            {
                "data.name": "fashion_mnist",
                "data.normalise": "unit",
                "model.hidden": [512, 512],
                "training.optimizer": "sgd",
                "training.batch_size": 64,
                "training.epochs": 5,
            },
        ),
        (
            "four-layers",
            {
                "data.name": "mnist",
                "data.normalise": "unit",
                "model.output_activation": "log_softmax",
                "training.loss": "nll",
                "training.batch_size": 15,
                "training.epochs": 2,
            },
        ),
        (
            "from-scratch",
            {
                "data.name": "classification",
                "data.examples": 1000,
                "model.hidden": [],
                "model.init": "zeros",
                "model.output": "single",
                "training.loss": "mse",
                "training.optimizer": "sgd",
                "training.learning_rate": 0.01,
                "training.batch_size": 50,
            },
        ),
        (
            "hello-mnist",
            {
                "data.name": "mnist",
                "data.normalise": "unit",
                "model.hidden": [300],
                "training.optimizer": "sgd",
                "training.learning_rate": 0.1,
                "training.epochs": 3,
            },
        ),
    ],
)
def test_the_others_are_run_as_their_tutorials_say(
    name: str, wanted: dict[str, object], lessons: dict[str, Lesson]
) -> None:
    assert lessons[name].runs[0].experiment == Experiment().changed(wanted)


def test_the_figures_are_those_that_the_tutorials_report(lessons: dict[str, Lesson]) -> None:
    def values(name: str, metric: str) -> list[float | None]:
        return [figure.value for figure in lessons[name].runs[0].figures if figure.metric == metric]

    assert values("hello-mnist", "train_loss") == [0.33264, 0.14738, 0.10253]
    assert values("hello-mnist", "train_accuracy") == [0.9070, 0.9573, 0.9703]
    assert values("hello-mnist", "test_loss") == [0.16921, 0.11719, 0.09454]
    assert values("hello-mnist", "test_accuracy") == [0.9515, 0.9664, 0.9722]
    (fashion,) = lessons["fashion"].runs[0].figures
    assert (fashion.metric, fashion.epoch, fashion.least, fashion.most) == ("test_accuracy", 5, 0.62, 0.68)
    before, after = lessons["four-layers"].runs[0].figures
    assert (before.epoch, before.least, before.most, after.epoch, after.least) == (0, 0.04, 0.2, 1, 0.94)
    (scratch,) = lessons["from-scratch"].runs[0].figures
    assert (scratch.origin, scratch.least, scratch.most) == (Origin.LEAST_SQUARES, 0.99, 1.01)


def test_where_something_is_to_be_set_the_sentence_says_so(lessons: dict[str, Lesson]) -> None:
    setting = [step for lesson in lessons.values() for step in lesson.steps if step.changes]
    assert [step.title for step in setting if step.sentence.split()[0] not in ("Set", "Put")] == []


def test_the_targets_are_set_before_they_are_trained_with(lessons: dict[str, Lesson]) -> None:
    lesson = lessons["threes-and-sevens"]
    written, meant = (run.experiment for run in lesson.runs)
    assert lesson.changes_to(2, written) == {"model.target_on": 0.0}
    assert lesson.changes_to(3, meant) == lesson.changes_to(2, meant) == {}
    assert lesson.steps[5].light == "training.reduction"
    assert {"training.reduction", "training.learning_rate"} <= lesson.steps[5].changes.keys()


def test_three_images_go_through_20_neurons_before_the_whole_network_is_set_again(lessons: dict[str, Lesson]) -> None:
    lesson = lessons["fashion"]
    small = lesson.runs[0].experiment.changed({"model.hidden": [20]})
    assert [step.light for step in lesson.steps[1:3]] == ["arithmetic.layers"] * 2
    assert lesson.changes_to(1, small) == {}
    assert lesson.changes_to(2, small) == {"model.hidden": (512, 512)}


def test_what_is_held_of_hello_mnist_is_as_near_as_was_agreed(lessons: dict[str, Lesson]) -> None:
    for figure in lessons["hello-mnist"].runs[0].figures:
        assert figure.value is not None
        points = 0.013 if figure.epoch == 1 else 0.008
        within = {"train_loss": 0.01, "test_loss": 0.035}.get(figure.metric, points)
        assert (figure.least, figure.most) == pytest.approx((figure.value - within, figure.value + within))


def test_a_lesson_is_found_by_its_name_or_its_file(
    tmp_path: Path, lessons: dict[str, Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lesson_named("fashion") == lessons["fashion"]
    file = tmp_path / "mine.toml"
    file.write_text(OWN)
    (tmp_path / "mine.md").write_text("## Begin\n\nPress Train.\n\nIt is the button above.\n")
    mine = lesson_named(str(file))
    assert mine == read_lesson(file)
    assert (mine.name, mine.steps[0].sentence) == ("mine", "Press Train.")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert lesson_named("~/mine.toml") == mine
    file.rename(tmp_path / "mine.TOML")
    assert lesson_named(str(tmp_path / "mine.TOML")) == mine


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlaygroundError, match=r"There is no fashon\. Did you mean fashion\?"):
        lesson_named("fashon")
    for name in ("mine.md", str(tmp_path / "mine")):
        with pytest.raises(PlaygroundError, match=r"it must end in \.toml"):
            lesson_named(name)
    file = tmp_path / "mine.toml"
    with pytest.raises(PlaygroundError, match=r"mine\.toml could not be read"):
        lesson_named(str(file))
    file.write_text(OWN)
    with pytest.raises(PlaygroundError, match=r"mine\.md could not be read"):
        lesson_named(str(file))
    file.write_text("#" * 500_000)
    with pytest.raises(PlaygroundError, match="too large"):
        lesson_named(str(file))
