"""What the Try it panel says in each of its states."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from playground.ui.example_words import ExampleKind

translate = QCoreApplication.translate


def not_trained(kind: ExampleKind) -> tuple[str, Sequence[str]]:
    """Return the two lines beside the tile before training, the second in several wordings, longest first."""
    ways: Mapping[ExampleKind, str] = {
        ExampleKind.PICTURE: translate("TryPanel", "press Train, then pick"),
        ExampleKind.POINT: translate("TryPanel", "press Train, then place"),
        ExampleKind.ROW: translate("TryPanel", "press Train, then set"),
    }
    way = ways.get(kind, translate("TryPanel", "press Train, then draw"))
    return translate("TryPanel", "Not trained yet"), (way, translate("TryPanel", "press Train"))


def no_input(kind: ExampleKind) -> tuple[str, Sequence[str]]:
    """Return the two lines beside the tile while there is nothing to answer, the second in its one wording."""
    ways: Mapping[ExampleKind, str] = {
        ExampleKind.DIGIT: translate("TryPanel", "Draw a digit"),
        ExampleKind.LETTER: translate("TryPanel", "Draw a letter"),
        ExampleKind.CHARACTER: translate("TryPanel", "Draw a character"),
        ExampleKind.PICTURE: translate("TryPanel", "Pick a picture"),
        ExampleKind.POINT: translate("TryPanel", "Place a point"),
        ExampleKind.ROW: translate("TryPanel", "Set the numbers"),
    }
    return ways[kind], (translate("TryPanel", "the answer follows"),)


def hints(kind: ExampleKind, trained: bool, answered: bool) -> tuple[str, str]:
    """Return what may be tried next, in two lines and in one."""
    if not trained:
        return (
            translate("TryPanel", "Try it while it trains, too: the answer follows live."),
            translate("TryPanel", "Try it while it trains, too."),
        )
    if not answered:
        return (
            translate("TryPanel", "The answer follows every change, also while it trains."),
            translate("TryPanel", "The answer follows live."),
        )
    ways: Mapping[ExampleKind, tuple[str, str]] = {
        ExampleKind.PICTURE: (
            translate("TryPanel", "Next: paste or drop a picture of your own."),
            translate("TryPanel", "Next: paste or drop your own."),
        ),
        ExampleKind.POINT: (
            translate("TryPanel", "Next: drag it to where the answer turns: 50\u202f:\u202f50."),
            translate("TryPanel", "Next: find the 50\u202f:\u202f50."),
        ),
        ExampleKind.ROW: (
            translate("TryPanel", "Next: find the one number that turns the answer."),
            translate("TryPanel", "Next: turn the answer."),
        ),
    }
    drawn = (
        translate("TryPanel", "Next: change one stroke. Is it still sure?"),
        translate("TryPanel", "Next: change one stroke."),
    )
    return ways.get(kind, drawn)
