"""What is known of a data set once it is loaded."""

from dataclasses import dataclass
from math import prod

from playground.core.catalog import Drawing, Family


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFacts:
    """Facts of the examples in memory, after classes and examples have been chosen.

    `low` and `high` bound the stored values: one number each for images (0 and 255, or 0 and 16), and the extremes of
    each column of the training part for points and rows. `mean` and `deviation` are those of the training part as
    stored, of the same length. `shift` and `scale` are what normalisation does: the network sees (stored - shift) *
    scale; each has either one number for all inputs or one for every input.
    `class_names` and the labels count only the chosen classes: label 0 is the first chosen one.
    `stroke_width` is the median width of training strokes in pixels of the data set, 0.0 where nothing is drawn.
    `fingerprint` is 16 hexadecimal digits that change with any example, label or normalising number.
    """

    name: str
    title: str
    family: Family
    drawing: Drawing
    input_shape: tuple[int, ...]
    class_names: tuple[str, ...]
    feature_names: tuple[str, ...]
    train_count: int
    test_count: int
    official_split: bool
    low: tuple[float, ...]
    high: tuple[float, ...]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    shift: tuple[float, ...]
    scale: tuple[float, ...]
    stroke_width: float
    fingerprint: str

    @property
    def input_count(self) -> int:
        return prod(self.input_shape)

    @property
    def class_count(self) -> int:
        return len(self.class_names)
