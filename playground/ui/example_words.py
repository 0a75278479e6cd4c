"""What the examples of a data set are called in sentences and in small places."""

from enum import Enum

from PySide6.QtCore import QCoreApplication

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts


class ExampleKind(Enum):
    """What a person would call one example."""

    DIGIT = "digit"
    LETTER = "letter"
    CHARACTER = "character"
    PICTURE = "picture"
    POINT = "point"
    ROW = "row"


def kind_of(facts: DataFacts) -> ExampleKind:
    if facts.family is Family.PLANE:
        return ExampleKind.POINT
    if facts.family is Family.TABLE:
        return ExampleKind.ROW
    if facts.drawing is Drawing.NONE:
        return ExampleKind.PICTURE
    if all(name.isdigit() for name in facts.class_names):
        return ExampleKind.DIGIT
    return ExampleKind.LETTER if all(len(name) == 1 for name in facts.class_names) else ExampleKind.CHARACTER


def short_name(name: str) -> str:
    """Return what stands for the class `name` where there is room for one sign: "Class 1" -> "1", "Bag" -> "Bag"."""
    last = name.rpartition(" ")[2]
    return last if last.isdigit() else name


def short_names(facts: DataFacts) -> tuple[str, ...]:
    """Return the short names of all classes; the full ones where two short ones would be the same."""
    names = tuple(short_name(name) for name in facts.class_names)
    return names if len(set(names)) == len(names) else facts.class_names


def one_example(kind: ExampleKind) -> str:
    """Return the example with its article: "a digit", "a row"."""
    return {
        ExampleKind.DIGIT: QCoreApplication.translate("Examples", "a digit"),
        ExampleKind.LETTER: QCoreApplication.translate("Examples", "a letter"),
        ExampleKind.CHARACTER: QCoreApplication.translate("Examples", "a character"),
        ExampleKind.PICTURE: QCoreApplication.translate("Examples", "a picture"),
        ExampleKind.POINT: QCoreApplication.translate("Examples", "a point"),
        ExampleKind.ROW: QCoreApplication.translate("Examples", "a row"),
    }[kind]


def in_part(kind: ExampleKind, training: bool) -> str:
    """Return what an example of a part is called before its number: "Test image", "Training point"."""
    translate = QCoreApplication.translate
    if kind is ExampleKind.POINT:
        return translate("Examples", "Training point") if training else translate("Examples", "Test point")
    if kind is ExampleKind.ROW:
        return translate("Examples", "Training row") if training else translate("Examples", "Test row")
    return translate("Examples", "Training image") if training else translate("Examples", "Test image")
