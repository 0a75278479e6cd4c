"""A lesson on the bundled digits, small enough to be run in a moment."""

from playground.core.experiment import Experiment
from playground.core.lesson import Figure, Lesson, LessonRun, LessonStep, Origin

SMALL = Experiment().changed({"model.hidden": [16], "training.epochs": 2, "training.learning_rate": 0.01})

RUN = LessonRun(
    name="two-epochs",
    title="Two epochs",
    experiment=SMALL,
    figures=(
        Figure(metric="test_accuracy", epoch=0, value=None, least=0.0, most=0.4),
        Figure(metric="test_accuracy", epoch=1, value=0.8, least=0.2, most=1.0),
        Figure(metric="test_accuracy", epoch=2, value=0.9, least=0.3, most=1.0),
        Figure(metric="test_loss", epoch=2, value=0.00001, least=0.0, most=0.00002),
    ),
)
SQUARES = LessonRun(
    name="least-squares",
    title="Against the least squares",
    experiment=SMALL.changed(
        {"model.hidden": [], "training.loss": "mse", "model.output_activation": "identity", "training.epochs": 1}
    ),
    figures=(
        Figure(metric="test_loss", epoch=1, value=None, least=0.5, most=4.0, origin=Origin.LEAST_SQUARES),
        Figure(metric="test_accuracy", epoch=1, value=None, least=0.4, most=0.6, origin=Origin.SEEN),
    ),
)


def step(title: str, light: str, run: str = RUN.name, **changes: object) -> LessonStep:
    return LessonStep(
        title=title,
        sentence=f"Look at {title.lower()}, and at nothing else.",
        text=f"About **{title}**: see [the manual](https://example.org/{len(title)}).",
        light=light,
        run=run,
        changes={path.replace("__", "."): value for path, value in changes.items()},
    )


LESSON = Lesson(
    name="made",
    number=7,
    title="A made lesson",
    about="For tests.",
    runs=(RUN, SQUARES),
    steps=(
        step("The network", "network"),
        step("The rate", "training.learning_rate", training__learning_rate=0.5),
        step("The squares", "samples", SQUARES.name),
        step("Training", "train"),
    ),
)
