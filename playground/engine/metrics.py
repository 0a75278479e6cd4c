"""The metrics of a classification run, as they stand in its history."""

from playground.core.history import Line, Metric

BATCH_LOSS = "batch_loss"
BATCH_ACCURACY = "batch_accuracy"
TRAIN_LOSS = "train_loss"
TRAIN_ACCURACY = "train_accuracy"
TEST_LOSS = "test_loss"
TEST_ACCURACY = "test_accuracy"
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
)
