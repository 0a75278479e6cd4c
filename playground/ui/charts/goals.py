"""Values to reach in a chart, as a lesson's tutorial reports them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """The `metric` is to be `value` after `epoch` epochs, or anything from there to `most` where that is given; `word`
    says who has it so, and `text` is the value.
    """

    metric: str
    epoch: int
    value: float
    word: str
    text: str
    most: float | None = None
