"""Lessons from text: what a teacher writes comes back as values, and what cannot stand is refused with its place."""

import re

import pytest

from playground.core.experiment import Experiment
from playground.core.lesson import LIGHTS, Figure, Origin
from playground.core.lesson_markdown import MOST_CHARACTERS, MOST_SENTENCE, MOST_STEP, parse_words
from playground.core.lesson_text import parse_lesson
from playground.core.messages import PlaygroundError

SETTINGS = """
format = 1
number = 7
title = "Moons"
about = "Two half circles."

[[runs]]
name = "slow"
title = "Slowly"
[runs.experiment.data]
name = "moons"
[runs.experiment.training]
epochs = 4
[[runs.figures]]
metric = "test_accuracy"
epoch = 2
value = 0.9
within = 0.05
[[runs.figures]]
metric = "train_loss"
epoch = 4
least = 0.1
most = 0.4

[[runs]]
name = "line"
title = "A straight line"
[runs.experiment.data]
name = "moons"
[runs.experiment.model]
hidden = []
[runs.experiment.training]
loss = "mse"
epochs = 9
[[runs.figures]]
metric = "train_loss"
epoch = 9
origin = "least_squares"
within = 0.01

[[steps]]
light = "curves"

[[steps]]
light = "training.learning_rate"
run = "line"
changes = { training.learning_rate = 0.1, "training.momentum" = 0.9 }
"""
WORDS = """# Moons

## Look

What bends here cannot be cut
by a line.

Train, and look at the *curves*.

A [page](https://example.org/moons) has more.

## Try

Take larger steps.

```
## no step, but code
```
"""


TRAINING = "[runs.experiment.training]"
TEST_LOSS = 'metric = "test_loss"\nepoch = 2\nvalue = 0.6\nwithin = 0.8'
LONG = f"0x{'f' * 5000}"


def _replaced(old: str, new: str) -> str:
    assert old in SETTINGS
    return SETTINGS.replace(old, new, 1)


def test_a_lesson_is_what_its_files_say() -> None:
    lesson = parse_lesson("moons", SETTINGS, WORDS)
    assert (lesson.name, lesson.number, lesson.title, lesson.about) == ("moons", 7, "Moons", "Two half circles.")
    slow, line = lesson.runs
    assert (slow.name, slow.title) == ("slow", "Slowly")
    assert line.figures == (
        Figure(metric="train_loss", epoch=9, value=None, least=0.99, most=1.01, origin=Origin.LEAST_SQUARES),
    )
    first, second = slow.figures
    assert (first.value, first.origin) == (0.9, Origin.REPORTED)
    assert (first.least, first.most) == pytest.approx((0.85, 0.95))
    assert (second.value, second.origin, second.least, second.most) == (None, Origin.SEEN, 0.1, 0.4)


def test_steps_have_their_words_their_light_and_their_experiment() -> None:
    lesson = parse_lesson("moons", SETTINGS, WORDS)
    look, attempt = lesson.steps
    assert (look.title, look.sentence) == ("Look", "What bends here cannot be cut by a line.")
    assert look.text.startswith("Train, and")
    assert look.text.endswith("has more.")
    assert (look.light, look.run, dict(look.changes)) == ("curves", "slow", {})
    assert "## no step, but code" in attempt.text
    assert (attempt.light, attempt.run) == ("training.learning_rate", "line")
    changes = lesson.changes_to(1, lesson.run("line").experiment)
    assert changes == {"training.learning_rate": 0.1, "training.momentum": 0.9}


@pytest.mark.parametrize(
    ("old", "new", "bounds"),
    [
        ("within = 0.05", "within = 0.5", (0.4, 1.0)),
        ('metric = "test_accuracy"\nepoch = 2', 'metric = "test_loss"\nepoch = 2', (0.85, 0.95)),
        ('metric = "test_accuracy"\nepoch = 2\nvalue = 0.9\nwithin = 0.05', TEST_LOSS, (0.0, 1.4)),
    ],
)
def test_bounds_end_where_the_metric_does(old: str, new: str, bounds: tuple[float, float]) -> None:
    figure = parse_lesson("moons", _replaced(old, new), WORDS).runs[0].figures[0]
    assert (figure.least, figure.most) == pytest.approx(bounds)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("number = 7", "nummer = 7", ("nummer", "number")),
        ("number = 7", "", ("number is missing", "1 to 999")),
        ("number = 7", "number = true", ("number is True", "whole number")),
        ("format = 1", "format = 2", ("format is 2", "1")),
        ('title = "Moons"', 'title = "a\\nb"', ("title", "one line")),
        ('title = "Moons"', 'title = "a\\u202eb"', ("U+202E",)),
        ('about = "Two half circles."', f'about = "{"x" * 161}"', ("about", "160")),
        ('name = "slow"', 'name = "Slow run"', ("run 1: name is 'Slow run'", "no capitals")),
        ('name = "line"', 'name = "slow"', ("run 2: name is slow", "another run's")),
        ('title = "Slowly"', 'titel = "Slowly"', ("run 1", "titel", "title")),
        ('name = "moons"', 'name = "moon"', ("run 1: data.name is 'moon'", "moons")),
        ("epochs = 4", "epoch = 4", ("run 1", "training.epoch", "training.epochs")),
        ("epochs = 4", "epochs = 0", ("run 1", "training.epochs is 0")),
        ("epochs = 4", "epochs = 4\nseed = 0", ("run 1", "as the person has them: training.device, training.seed")),
        ("epochs = 4", 'epochs = 4\ndevice = "mps"', ("run 1", "as the person has them")),
        (
            TRAINING,
            f'[runs.experiment.model]\noutput_activation = "sigmoid"\n{TRAINING}',
            ("run 1", "does not work on"),
        ),
        (TRAINING, f'[runs.experiment.model]\noutput = "single"\n{TRAINING}', ("run 1", "one output unit per class")),
        ("[runs.experiment.data]", "[runs.experiment.dta]", ("run 1", "dta", "data")),
        ('name = "moons"', 'name = "moons"\nclasses = [0, 5]', ("run 1", "other classes")),
        (
            'metric = "test_accuracy"',
            'metric = "test_acuracy"',
            ("figure 1: metric is 'test_acuracy'", "test_accuracy"),
        ),
        ("epoch = 2", "epoch = 5", ("figure 1", "0 to 4")),
        ('metric = "train_loss"\nepoch = 4', 'metric = "train_loss"\nepoch = 0', ("figure 2", "1 to 4")),
        ("epoch = 2", "epoch = 2.0", ("figure 1", "epoch is 2.0")),
        ("value = 0.9", "value = nan", ("figure 1", "value")),
        ("value = 0.9", "value = 90", ("figure 1: value is 90", "fraction")),
        ("value = 0.9\nwithin = 0.05", "least = 0.5\nmost = 1.5", ("figure 1: most is 1.5", "fraction")),
        ("least = 0.1", "least = -0.1", ("figure 2: least is -0.1", "a loss is 0 or more")),
        ('metric = "train_loss"\nepoch = 4', 'metric = "test_accuracy"\nepoch = 2', ("figure 2", "already")),
        ("within = 0.05", "within = 0.05\nmost = 1", ("figure 1", "either")),
        ("within = 0.05", "", ("figure 1", "either")),
        ("value = 0.9\nwithin = 0.05", "within = 0.05", ("figure 1", "either")),
        ("least = 0.1", "least = 0.5", ("figure 2", "above")),
        ("least = 0.1", "value = 0.5\nleast = 0.1", ("figure 2", "between")),
        ("least = 0.1", 'least = 0.1\norigin = "seem"', ("figure 2: origin is 'seem'", "seen")),
        ("hidden = []", "hidden = [4]", ("run 2: figure 1", "without hidden layers")),
        ('loss = "mse"', 'loss = "l1"', ("run 2: figure 1", "mse")),
        ('light = "curves"', 'light = "curve"', ("step 1: light is 'curve'", "Did you mean curves?")),
        ('light = "curves"', 'light = "zzzz"', ("step 1: light is 'zzzz'", "nn-playground keys", "such as train")),
        ('light = "curves"', 'light = "curves"\nrun = "fast"', ("step 1: run is 'fast'", "slow, line")),
        ("learning_rate = 0.1", "learning_rate = 99", ("step 2", "training.learning_rate is 99")),
        ("learning_rate = 0.1", "seed = 1", ("step 2", "training.seed")),
        ('"training.momentum" = 0.9', "training.epochs = 0", ("step 2", "training.epochs is 0")),
        ('"training.momentum" = 0.9', 'model.output_activation = "log_softmax"', ("step 2", "does not work on")),
        ('"training.momentum" = 0.9', "data.classes = [7]", ("step 2", "other classes")),
        ('"training.momentum" = 0.9', "momentum = 0.9", ("step 2", "momentum")),
        ("[[steps]]", "[steps]", ("[steps] must be [[steps]]",)),
        ("[[runs.figures]]", "[runs.figures] # one", ("[runs.figures] must be [[runs.figures]]",)),
        ("[[runs]]", "[[run]]", ("[[run]] must be [[runs]]",)),
        ("[[runs]]", "[[run.figure]]", ("[[run.figure]] must be [[runs.figures]]",)),
        ("format = 1\nnumber", "format = 2\nnew = 1\nnumber", ("format is 2",)),
        ("format = 1", f"format = {LONG}", ("19 digits",)),
        ("number = 7", f"number = {LONG}", ("19 digits",)),
        ("epochs = 4", f"epochs = {LONG}", ("19 digits",)),
        ("training.learning_rate = 0.1", f"training.learning_rate = {LONG}", ("19 digits",)),
        ("[runs.experiment.model]", f"[runs.experiment{'.a' * 30_000}]", ("dots in line",)),
        ("[runs.experiment.model]", f"[runs.experiment{'.a' * 30}]", ("8 deep",)),
        ("format = 1", "format = [", ("not valid TOML",)),
        ("format = 1", f"format = {'[' * 9999}", ("not valid TOML",)),
    ],
)
def test_what_cannot_stand_is_refused_with_its_place(old: str, new: str, words: tuple[str, ...]) -> None:
    text = SETTINGS.replace("[[steps]]", new) if old == "[[steps]]" else _replaced(old, new)
    with pytest.raises(PlaygroundError) as caught:
        parse_lesson("moons", text, WORDS)
    assert str(caught.value).startswith("moons.toml: ")
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("number = 7", f'number = "{"x" * 9999}"'),
        ("number = 7", f"number = 7\n{'x' * 9999} = 1"),
        ('metric = "test_accuracy"', f'metric = "{"x" * 9999}"'),
        ("epochs = 4", f'epochs = "{"x" * 9999}"'),
        ("epochs = 4", f"{'x' * 9999} = 4"),
        ('light = "curves"', f'light = "{"x" * 9999}"'),
    ],
)
def test_what_is_told_of_a_long_value_is_short(old: str, new: str) -> None:
    with pytest.raises(PlaygroundError) as caught:
        parse_lesson("moons", _replaced(old, new), WORDS)
    assert "x…" in str(caught.value)
    assert len(str(caught.value)) < 1500


def test_there_are_as_many_steps_in_both_files() -> None:
    with pytest.raises(PlaygroundError, match=r"moons\.md has 3 steps .* moons\.toml has 2"):
        parse_lesson("moons", SETTINGS, WORDS + "\n## Third\n\nA sentence.\n\nText.\n")


def test_a_long_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(PlaygroundError, match="longer"):
        parse_lesson("moons", SETTINGS + "#" * MOST_CHARACTERS, WORDS)
    with pytest.raises(PlaygroundError, match="longer"):
        parse_lesson("moons", SETTINGS, WORDS + "x" * MOST_CHARACTERS)


@pytest.mark.parametrize("light", [*LIGHTS, "model.hidden"])
def test_every_light_and_field_can_be_lit(light: str) -> None:
    lesson = parse_lesson("moons", _replaced('light = "curves"', f'light = "{light}"'), WORDS)
    assert lesson.steps[0].light == light


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("<b>bold</b>", "HTML"),
        ("a <IMG src=x>", "HTML"),
        ("<!-- hidden -->", "HTML"),
        ("<?php", "HTML"),
        ("`a` and <b>", "HTML"),
        ("\\` <b>x</b> `", "HTML"),
        ("`a\n<b>` b `", "HTML"),
        ("`` ` <b> `", "HTML"),
        ("| `a | b |\n| - | - |\n| `a | <b>` |", "HTML"),
        ("```\ncode\n```\n<b>", "HTML"),
        ("- a\n  ```\n<b>\n```", "HTML"),
        ("~~~\n```\n~~~\n<b>\n```\n```", "HTML"),
        ("``` a`b\n<b>", "HTML"),
        ("[a](`javascript:b`)", "address"),
        ("| a |\n| - |\n```\na@b.c\n\n- c\n\n```", "address"),
        ("---\n```\n---\n`a`\n```", "---"),
        ("```\ncode\n``", "begins with ```"),
        ("````\n```\n", "begins with ````"),
        ("```\n~~~\n", "begins with ```"),
        ("```\n``` python\n", "begins with ```"),
        ("- " * 9 + "a", "8 deep"),
        (">" * 9, "8 deep"),
        ("\n".join(f"{'  ' * deep}- a" for deep in range(9)), "8 deep"),
        ("a" + "\u0301" * 5, "U+0301"),
        ("<https://example.org>", "HTML"),
        ("![picture](https://example.org/a.png)", "image"),
        ("![picture][one]", "image"),
        ("[a](http://example.org)", "address"),
        ("[a](file:///etc/passwd)", "address"),
        ("[a](javascript:alert)", "address"),
        ("[a]( https://example.org)", "address"),
        ("[a](<https://example.org>)", "HTML"),
        ('[a](https://example.org "title")', "address"),
        ("[a](notes.md)", "address"),
        ("[a]: https://example.org", "address"),
        ("see https://example.org", "address"),
        ("see ftp://example.org", "address"),
        ("see WWW.example.org", "address"),
        ("me@example.org", "address"),
        ("a\x00b", "U+0000"),
        ("a\u2028b", "U+2028"),
        ("x" * (MOST_STEP + 1), "longer than 2000"),
        ("", "empty line"),
    ],
)
def test_markdown_that_could_load_or_run_something_is_refused(text: str, word: str) -> None:
    with pytest.raises(PlaygroundError, match=re.escape(word)):
        parse_words(f"## Title\n\nA sentence.\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Where x < y and y > z, 2 ** 3 is 8: **bold**, *slanted*, `code`, 1 - o.",
        "[a page](https://example.org/a?b=c#d) and [b](https://example.org).",
        "- one\n- two\n\n1. three\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
        "dE/dout × dout/dnet, 12\u202f396, σ(x)",
        "`x@w` and `List<int>`, and `www.example.org` in code.",
        "```python\n@call\nx = w@v  # https://example.org\n- - - - - - - - - - -\n```\n\nAfter.",
        "````\n```\n## no step, but code\n````",
        "~~~\n```\n## no step, but code\n~~~",
        "\n".join(f"{'  ' * deep}- a" for deep in range(8)) + "\n- b" * 9,
        "e\u0301, a\u0323\u0302",
    ],
)
def test_plain_markdown_stands_as_it_is(text: str) -> None:
    (words,) = parse_words(f"# Lesson\r\n\r\n## Title\r\n\r\nA sentence.\r\n\r\n{text}\r\n")
    assert (words.title, words.sentence, words.text) == ("Title", "A sentence.", text)


@pytest.mark.parametrize(
    "text",
    [
        "Words before.\n\n## Title\n\nA sentence.\n\nText.",
        "## \n\nA sentence.\n\nText.",
        "## Title\n\nA sentence.\nText without an empty line before it.",
        "## A *title*\n\nA sentence.\n\nText.",
        "## Title\n\nA **sentence**.\n\nText.",
        f"## Title\n\n{'x' * (MOST_SENTENCE + 1)}\n\nText.",
        f"## {'x' * 61}\n\nA sentence.\n\nText.",
    ],
)
def test_words_without_their_form_are_refused(text: str) -> None:
    with pytest.raises(PlaygroundError):
        parse_words(text)


def test_a_step_is_told_from_the_present_experiment() -> None:
    lesson = parse_lesson("moons", SETTINGS, WORDS)
    own = lesson.run("slow").experiment.changed({"training.seed": 9})
    assert lesson.run_by(own) is lesson.runs[0]
    assert lesson.run_by(Experiment()) is None
    assert "training.seed" not in lesson.changes_to(1, own)


def test_a_sentence_is_one_line_and_keeps_the_spaces_within_its_numbers() -> None:
    (words,) = parse_words("## Title\n\nAll 12\u202f396  images\nat once.\n\nText.\n")
    assert words.sentence == "All 12\u202f396 images at once."
