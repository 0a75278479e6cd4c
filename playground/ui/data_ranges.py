"""What the data decides about a field's control: where its slider ends, and what 0 is called."""

from dataclasses import dataclass, replace

from playground.core.catalog import DataSetInfo, Source
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.setting import FieldSpec
from playground.ui.figures import whole
from playground.ui.values import Stops, stops
from playground.ui.words import say

EXAMPLES = "data.examples"
BATCH_SIZE = "training.batch_size"
EPOCHS = "training.epochs"

_MADE_AT_MOST = 10  # times as many examples as are made by default
_SHOWN_BATCH = 1024  # until the data says how many examples there are


def total(info: DataSetInfo) -> int:
    """Return the number of examples of both parts; for made sets the number made by default."""
    return info.train_count + info.test_count


@dataclass(frozen=True, slots=True)
class Count:
    """How many examples there are of the classes that take part; an estimate unless `exact`."""

    examples: int
    exact: bool


class ExampleCounter:
    """Finds out how many examples the chosen classes have: the facts of data that was loaded whole tell it."""

    def __init__(self) -> None:
        self._seen: DataFacts | None = None
        self._known: dict[tuple[str, tuple[int, ...]], int] = {}

    def count(self, experiment: Experiment, info: DataSetInfo, facts: DataFacts | None) -> Count:
        """Return the count for the experiment's classes. `facts` are those of `info`, or None.

        Facts are still those of the experiment before until its own data is there, so only new ones are learnt from.
        """
        classes = experiment.data.classes
        chosen = len(classes) or len(info.class_names)
        fresh = facts is not None and facts != self._seen
        self._seen = facts
        if facts is not None and fresh and experiment.data.examples == 0 and facts.class_count == chosen:
            self._known[info.name, classes] = facts.train_count + facts.test_count
        known = self._known.get((info.name, classes))
        if known is not None:
            return Count(known, exact=True)
        if not classes or len(classes) == len(info.class_names):
            return Count(total(info), exact=True)
        return Count(max(2, total(info) * len(classes) // len(info.class_names)), exact=False)


def field_range(spec: FieldSpec, info: DataSetInfo, facts: DataFacts | None, count: Count) -> tuple[FieldSpec, Stops]:
    """Return the spec as it is for this data set, and the stops of its slider; `count` is of the chosen classes.

    Where 0 stands for the most there is (all examples, epochs without end) it lies at the right end.
    """
    if spec.path == BATCH_SIZE:
        return spec, stops(spec, facts.train_count if facts else _SHOWN_BATCH)
    if spec.path == EPOCHS:
        return spec, stops(spec, zero_last=True)
    if spec.path != EXAMPLES:
        return spec, stops(spec)
    if info.source is Source.MADE:
        plain = replace(spec, setting=replace(spec.setting, zero=""))
        return plain, stops(plain, _MADE_AT_MOST * total(info))
    every = f"{say(spec.setting.zero)} {whole(count.examples)}" if count.exact else say(spec.setting.zero)
    named = replace(spec, setting=replace(spec.setting, zero=every))
    return named, stops(named, count.examples - 1, zero_last=True)
