"""Every data set the program knows: window, command line and documentation take names, sizes and licences from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from playground.core.messages import PlaygroundError
from playground.core.problems import unknown_name


class Family(StrEnum):
    """What one example is."""

    IMAGE = "image"
    PLANE = "plane"  # a point with x and y
    TABLE = "table"  # a row of named numbers


class Source(StrEnum):
    """Where the examples come from."""

    BUILT_IN = "built_in"  # in an installed package
    MADE = "made"  # computed from noise and a seed
    DOWNLOAD = "download"  # IDX files in the data folder


class Drawing(StrEnum):
    """How a drawing is prepared for the data set; NONE where drawing makes no sense."""

    NONE = "none"
    MNIST = "mnist"  # fitted into 20x20, placed by centre of mass in 28x28
    DIGITS = "digits"  # sheared upright, stretched in 32x32, counted in 4x4 blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSetInfo:
    """One data set. `options` names the fields of the experiment's data section that this set has beside `name`,
    `classes`, `examples`, `normalise` and `split_seed`, which all have, and `own_weight` of those that can be drawn.

    `train_count` and `test_count` are those of the official split, or (all examples, 0) where there is none;
    for made sets the number made by default. `download_bytes` is 0 where nothing is downloaded.
    """

    name: str
    title: str
    about: str
    family: Family
    source: Source
    input_shape: tuple[int, ...]
    class_names: tuple[str, ...]
    train_count: int
    test_count: int = 0
    options: frozenset[str] = frozenset()
    drawing: Drawing = Drawing.NONE
    licence: str
    download_bytes: int = 0

    @property
    def official_split(self) -> bool:
        return self.test_count > 0

    def has_option(self, name: str) -> bool:
        """Tell whether the data section's field `name` means anything for this set."""
        always = {"name", "classes", "examples", "normalise", "split_seed"}
        drawn = name == "own_weight" and self.drawing is not Drawing.NONE
        return name in always or name in self.options or drawn


_DIGITS = tuple("0123456789")
_LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
_KANA = ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")
_TWO = ("Class 0", "Class 1")

_SPLIT = frozenset({"train_share"})
_TOY = frozenset({"train_share", "noise", "seed"})


def _toy(name: str, title: str, about: str) -> DataSetInfo:
    return DataSetInfo(
        name=name,
        title=title,
        about=about,
        family=Family.PLANE,
        source=Source.MADE,
        input_shape=(2,),
        class_names=_TWO,
        train_count=500,
        options=_TOY,
        licence="made by this program",
    )


def _images(
    name: str, title: str, about: str, classes: tuple[str, ...], counts: tuple[int, int], size: int, licence: str
) -> DataSetInfo:
    return DataSetInfo(
        name=name,
        title=title,
        about=about,
        family=Family.IMAGE,
        source=Source.DOWNLOAD,
        input_shape=(28, 28),
        class_names=classes,
        train_count=counts[0],
        test_count=counts[1],
        drawing=Drawing.NONE if name == "fashion_mnist" else Drawing.MNIST,
        licence=licence,
        download_bytes=size,
    )


_ALL = (
    DataSetInfo(
        name="digits",
        title="Digits 8x8",
        about="Handwritten digits of 13 people, 8x8 pixels: the test part of a set from UCI, by way of scikit-learn.",
        family=Family.IMAGE,
        source=Source.BUILT_IN,
        input_shape=(8, 8),
        class_names=_DIGITS,
        train_count=1797,
        options=_SPLIT,
        drawing=Drawing.DIGITS,
        licence="CC BY 4.0",
    ),
    _images(
        "mnist",
        "MNIST digits",
        "Handwritten digits, 28x28 pixels: the set that most tutorials begin with.",
        _DIGITS,
        (60_000, 10_000),
        11_594_722,
        "CC BY-SA 3.0",
    ),
    _images(
        "fashion_mnist",
        "Fashion-MNIST",
        "Pictures of clothes, 28x28 pixels: as large as MNIST, and harder.",
        _CLOTHES,
        (60_000, 10_000),
        30_878_645,
        "MIT",
    ),
    _images(
        "kmnist",
        "KMNIST",
        "Old Japanese handwriting, ten characters, 28x28 pixels.",
        _KANA,
        (60_000, 10_000),
        21_240_888,
        "CC BY-SA 4.0",
    ),
    _images(
        "emnist_digits",
        "EMNIST digits",
        "Four times as many handwritten digits as MNIST has.",
        _DIGITS,
        (240_000, 40_000),
        561_753_746,
        "public domain (NIST)",
    ),
    _images(
        "emnist_letters",
        "EMNIST letters",
        "Handwritten letters, capital and small ones of a kind together.",
        _LETTERS,
        (124_800, 20_800),
        561_753_746,
        "public domain (NIST)",
    ),
    _toy("circle", "Circle (2-D)", "A disc inside a ring."),
    _toy("xor", "XOR (2-D)", "Four squares; opposite ones belong together."),
    _toy("gauss", "Two Gaussians (2-D)", "Two clouds that one straight line can part."),
    _toy("spiral", "Spiral (2-D)", "Two arms wound around each other: the hardest of the plane."),
    _toy("moons", "Moons (2-D)", "Two half circles that reach into each other."),
    DataSetInfo(
        name="iris",
        title="Iris (table)",
        about="Petals and sepals of three kinds of iris, measured in centimetres.",
        family=Family.TABLE,
        source=Source.BUILT_IN,
        input_shape=(4,),
        class_names=("setosa", "versicolor", "virginica"),
        train_count=150,
        options=_SPLIT,
        licence="CC BY 4.0",
    ),
    DataSetInfo(
        name="wine",
        title="Wine (table)",
        about="Chemical analyses of wines from three growers.",
        family=Family.TABLE,
        source=Source.BUILT_IN,
        input_shape=(13,),
        class_names=("grower 0", "grower 1", "grower 2"),
        train_count=178,
        options=_SPLIT,
        licence="CC BY 4.0",
    ),
    DataSetInfo(
        name="breast_cancer",
        title="Breast cancer (table)",
        about="Measurements of cell nuclei, benign or malignant (Wisconsin).",
        family=Family.TABLE,
        source=Source.BUILT_IN,
        input_shape=(30,),
        class_names=("malignant", "benign"),
        train_count=569,
        options=_SPLIT,
        licence="CC BY 4.0",
    ),
    DataSetInfo(
        name="classification",
        title="Made to measure (table)",
        about="Clouds of points in as many dimensions as you like (scikit-learn's make_classification).",
        family=Family.TABLE,
        source=Source.MADE,
        input_shape=(4,),
        class_names=_TWO,
        train_count=1000,
        options=_TOY | {"features", "class_count"},
        licence="made by this program",
    ),
)

CATALOG: Mapping[str, DataSetInfo] = {info.name: info for info in _ALL}


def info_of(name: str) -> DataSetInfo:
    """Return the entry of `name`; raises PlaygroundError that names the nearest one there is."""
    try:
        return CATALOG[name]
    except KeyError:
        raise PlaygroundError(unknown_name(name, CATALOG)) from None
