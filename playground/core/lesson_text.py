"""Lessons from their two files: settings, figures and lights from TOML, the words of the steps from Markdown.

The files may be a stranger's: names that are not known, and values that cannot stand, are refused with the place.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from playground.core.catalog import info_of
from playground.core.experiment import Experiment, specs_by_path
from playground.core.lesson import FREE, LIGHTS, Figure, Lesson, LessonRun, LessonStep, Origin
from playground.core.lesson_figures import MEASURED
from playground.core.lesson_markdown import MOST_TITLE, check_line, parse_words
from playground.core.lesson_tables import FigureTable, RunTable, StepTable, read_tables
from playground.core.messages import Message, PlaygroundError, cut, message
from playground.core.model_options import OutputActivation
from playground.core.problems import nearest, unknown_value
from playground.core.rules import adapt, check_for, output_activation
from playground.core.training_options import Loss

_MOST_ABOUT = 160
_RUN_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def parse_lesson(name: str, settings: str, words: str) -> Lesson:
    """Make the lesson `name` of what its files hold: `settings` of NAME.toml, and `words` of NAME.md.

    Raises PlaygroundError that names the file, what is wrong in it, and what would do.
    """
    with _at(message("{name}.md", name=name)):
        said = parse_words(words)
    with _at(message("{name}.toml", name=name)):
        tables = read_tables(settings)
        check_line(tables.title, message("title"), MOST_TITLE)
        check_line(tables.about, message("about"), _MOST_ABOUT)
        runs = _runs(tables.runs)
        changes = [_changes(number, step, runs) for number, step in enumerate(tables.steps, 1)]
    _check_steps(name, len(tables.steps), len(said))
    steps = tuple(
        LessonStep(
            title=words.title,
            sentence=words.sentence,
            text=words.text,
            light=step.light,
            run=_run_of(step, runs).name,
            changes=changed,
        )
        for step, changed, words in zip(tables.steps, changes, said, strict=True)
    )
    return Lesson(name=name, number=tables.number, title=tables.title, about=tables.about, runs=runs, steps=steps)


def _check_steps(name: str, tables: int, headings: int) -> None:
    if tables != headings:
        raise PlaygroundError(
            message(
                "{name}.md has {headings} steps (headings with ##), and {name}.toml has {tables} ([[steps]]). There "
                "must be one of each for every step.",
                name=name,
                headings=headings,
                tables=tables,
            )
        )


def _runs(tables: Sequence[RunTable]) -> tuple[LessonRun, ...]:
    names = [table.name for table in tables]
    runs = []
    for number, table in enumerate(tables, 1):
        with _at(message("run {number}", number=number)):
            _check_name(table.name, names[: number - 1])
            check_line(table.title, message("title"), MOST_TITLE)
            runs.append(_run(table))
    return tuple(runs)


def _check_name(name: str, taken: Sequence[str]) -> None:
    if not _RUN_NAME.fullmatch(name):
        raise PlaygroundError(
            message("name is {name}; it must be 1 to 40 of a-z (no capitals), 0-9 and -.", name=cut(repr(name)))
        )
    if name in taken:
        raise PlaygroundError(message("name is {name}, as another run's; each needs its own.", name=name))


def _run(table: RunTable) -> LessonRun:
    experiment = _experiment(table.experiment)
    figures: list[Figure] = []
    for number, given in enumerate(table.figures, 1):
        with _at(message("figure {number}", number=number)):
            figure = _figure(given, experiment)
            if any((one.metric, one.epoch) == (figure.metric, figure.epoch) for one in figures):
                raise PlaygroundError(message("there is a figure of this metric and epoch already; leave one of them."))
            figures.append(figure)
    return LessonRun(name=table.name, title=table.title, experiment=experiment, figures=tuple(figures))


def _experiment(tree: Mapping[str, Any]) -> Experiment:
    """Make an experiment that its data can take and that comes to an end; what a lesson leaves free is as always."""
    made = Experiment.from_tree(tree)
    _check_free(f"{section}.{name}" for section, fields in tree.items() for name in fields)
    _check_can_run(made)
    return made


def _check_free(paths: Iterable[str]) -> None:
    if FREE.intersection(paths):
        free = ", ".join(sorted(FREE))
        raise PlaygroundError(message("a lesson leaves these as the person has them: {free}.", free=free))


def _check_can_run(experiment: Experiment) -> None:
    info = info_of(experiment.data.name)
    _, said = adapt(experiment, info)
    why = [*said, *(problem.message for problem in check_for(experiment, info))]
    if why:
        raise PlaygroundError(message("the experiment cannot be run. {why}", why=why[0]))
    if not experiment.training.epochs:
        raise PlaygroundError(message("training.epochs is 0 (until paused); a run of a lesson must end: 1 or more."))


def _figure(given: FigureTable, experiment: Experiment) -> Figure:
    if given.metric not in MEASURED:
        raise PlaygroundError(unknown_value("metric", given.metric, MEASURED))
    origin = _origin(given)
    _check_possible(given)
    least, most = _bounds(given, origin)
    figure = Figure(metric=given.metric, epoch=given.epoch, value=given.value, least=least, most=most, origin=origin)
    _check_epoch(figure, experiment)
    if origin is Origin.LEAST_SQUARES:
        _check_linear(figure, experiment)
    return figure


def _check_possible(given: FigureTable) -> None:
    highest = _highest(given.metric)
    for name, value in (("value", given.value), ("least", given.least), ("most", given.most)):
        if value is not None and not 0 <= value <= highest:
            why = message("an accuracy is a fraction from 0 to 1.") if highest == 1 else message("a loss is 0 or more.")
            raise PlaygroundError(message("{name} is {value}; {why}", name=name, value=value, why=why))


def _highest(metric: str) -> float:
    return 1.0 if metric.endswith("accuracy") else math.inf


def _origin(given: FigureTable) -> Origin:
    """Return where the figure comes from: where it does not say so, a value is reported, and none is what was seen."""
    if given.origin is None:
        return Origin.SEEN if given.value is None else Origin.REPORTED
    if given.origin not in list(Origin):
        raise PlaygroundError(unknown_value("origin", given.origin, list(Origin)))
    return Origin(given.origin)


def _bounds(given: FigureTable, origin: Origin) -> tuple[float, float]:
    """Return `least` and `most`, or what `within` makes of the value; of a figure that is computed they are factors."""
    middle = 1.0 if origin is Origin.LEAST_SQUARES else given.value
    if given.within is not None and middle is not None and given.least is None and given.most is None:
        return max(0.0, middle - given.within), min(_highest(given.metric), middle + given.within)
    if given.within is not None or given.least is None or given.most is None:
        raise PlaygroundError(message("it needs either value and within, or least and most (and value, if reported)."))
    if given.least > given.most or (middle is not None and not given.least <= middle <= given.most):
        raise PlaygroundError(message("least must not be above most, and what is reported must lie between them."))
    return given.least, given.most


def _check_epoch(figure: Figure, experiment: Experiment) -> None:
    first = 1 if figure.metric.startswith("train") else 0  # nothing of the training part is measured before training
    if not first <= figure.epoch <= experiment.training.epochs:
        raise PlaygroundError(
            message(
                "epoch is {epoch}; {metric} is measured after the epochs {first} to {last} of this run.",
                epoch=figure.epoch,
                metric=figure.metric,
                first=first,
                last=experiment.training.epochs,
            )
        )


def _check_linear(figure: Figure, experiment: Experiment) -> None:
    linear = not experiment.model.hidden and output_activation(experiment) is OutputActivation.IDENTITY
    if not (linear and experiment.training.loss is Loss.MSE and figure.metric == "train_loss" and figure.value is None):
        raise PlaygroundError(
            message(
                "least_squares is for the train_loss of a network without hidden layers and output activation whose "
                "loss is mse, and value is computed: leave it out."
            )
        )


def _changes(number: int, step: StepTable, runs: Sequence[LessonRun]) -> dict[str, Any]:
    """Return the changes of a step by path, whether its table has them as tables or as "section.field"."""
    with _at(message("step {number}", number=number)):
        _check_light(step.light)
        names = [run.name for run in runs]
        if step.run is not None and step.run not in names:
            raise PlaygroundError(unknown_value("run", step.run, names))
        changes: dict[str, Any] = {}
        for name, value in step.changes.items():
            below = {f"{name}.{field}": each for field, each in value.items()} if isinstance(value, dict) else None
            changes |= {name: value} if below is None else below
        _check_free(changes)
        _check_can_run(_run_of(step, runs).experiment.changed(changes))
        return changes


def _check_light(light: str) -> None:
    known = [*specs_by_path(), *LIGHTS]
    if light in known:
        return
    if nearest(light, known) is not None:
        raise PlaygroundError(unknown_value("light", light, known))
    raise PlaygroundError(
        message(
            "light is {light}; it must be the name of a setting, such as training.learning_rate (nn-playground keys "
            "lists them), of a button, such as train, or of a panel, such as curves or arithmetic.step.",
            light=cut(repr(light)),
        )
    )


def _run_of(step: StepTable, runs: Sequence[LessonRun]) -> LessonRun:
    """Return the step's run: the first where it names none."""
    return next((run for run in runs if run.name == step.run), runs[0])


@contextmanager
def _at(place: Message) -> Iterator[None]:
    """Put the place before what is said of an error within."""
    try:
        yield
    except PlaygroundError as error:
        raise PlaygroundError(message("{place}: {what}", place=place, what=error.message)) from error
