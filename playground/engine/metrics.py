"""The metrics of a classification run, as they stand in its history."""

from collections.abc import Sequence

from playground.core.history import Line, Metric

BATCH_LOSS = "batch_loss"
BATCH_ACCURACY = "batch_accuracy"
TRAIN_LOSS = "train_loss"
TRAIN_ACCURACY = "train_accuracy"
TEST_LOSS = "test_loss"
TEST_ACCURACY = "test_accuracy"
OWN_ACCURACY = "own_accuracy"
LEARNING_RATE = "learning_rate"
EPOCH = "epoch"
SECONDS = "seconds"

_LOSS = "how wrong it is: lower is better"
_ACCURACY = "how often it is right: higher is better"

METRICS = (
    Metric(name=BATCH_LOSS, chart="Loss", title="batch", about=_LOSS, line=Line.RAW),
    Metric(name=TRAIN_LOSS, chart="Loss", title="train", about=_LOSS, line=Line.TRAIN),
    Metric(name=TEST_LOSS, chart="Loss", title="test", about=_LOSS, line=Line.TEST),
    Metric(name=BATCH_ACCURACY, chart="Accuracy", title="batch", about=_ACCURACY, line=Line.RAW, unit="%", better=1),
    Metric(name=TRAIN_ACCURACY, chart="Accuracy", title="train", about=_ACCURACY, line=Line.TRAIN, unit="%", better=1),
    Metric(name=TEST_ACCURACY, chart="Accuracy", title="test", about=_ACCURACY, line=Line.TEST, unit="%", better=1),
    Metric(name=OWN_ACCURACY, chart="Accuracy", title="mine", about=_ACCURACY, line=Line.OWN, unit="%", better=1),
)


def pinned(label: int) -> str:
    """Return the name of the series of how likely the pinned drawing is of the class `label`, as the network has it."""
    return f"pinned_{label}"


def pinned_metrics(class_names: Sequence[str]) -> tuple[Metric, ...]:
    """Return a metric for each class: what the network thinks of the pinned drawing."""
    about = "how likely each class is, as the network has it"
    return tuple(
        Metric(
            name=pinned(label),
            chart="Pinned drawing",
            title=name,
            about=about,
            line=Line.CLASS,
            unit="%",
            better=1,
            label=label,
        )
        for label, name in enumerate(class_names)
    )
