"""What the data decides about a field's control: where its slider ends, and what 0 is called."""

from dataclasses import replace

from playground.core.catalog import DataSetInfo, Source
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


def field_range(spec: FieldSpec, info: DataSetInfo, facts: DataFacts | None) -> tuple[FieldSpec, Stops]:
    """Return the spec as it is for this data set, and the stops of its slider.

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
    every = f"{say(spec.setting.zero)} {whole(total(info))}"
    named = replace(spec, setting=replace(spec.setting, zero=every))
    return named, stops(named, total(info) - 1, zero_last=True)
