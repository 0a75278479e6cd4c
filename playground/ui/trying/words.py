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


def no_input() -> tuple[str, Sequence[str]]:
    """Return the two lines beside the tile while there is nothing to answer, the second in several wordings. What to
    do stands above the input.
    """
    return translate("TryPanel", "No answer yet"), (
        translate("TryPanel", "it follows every change"),
        translate("TryPanel", "it follows live"),
    )


def steps_off(count: int) -> tuple[str, str]:
    """Return that so many steps of the preparation are off, in two lines and in one; nothing where none is."""
    if count == 0:
        return "", ""
    if count == 1:
        return (
            translate("TryPanel", "One step of the preparation is off: the answer is made without it."),
            translate("TryPanel", "One step is off."),
        )
    return (
        translate("TryPanel", "{count} steps of the preparation are off: the answer is made without them.").format(
            count=count
        ),
        translate("TryPanel", "{count} steps are off.").format(count=count),
    )


def hints(kind: ExampleKind, trained: bool, answered: bool, laid: bool) -> tuple[str, str]:
    """Return what may be tried next, in two lines and in one; nothing while nothing has been tried.

    `laid`: where one can draw, a picture lies instead.
    """
    if not trained:
        return (
            translate("TryPanel", "Try it while it trains, too: the answer follows live."),
            translate("TryPanel", "Try it while it trains, too."),
        )
    if not answered:
        return "", ""
    if laid:
        return (
            translate("TryPanel", "Next: draw the same by hand. Is it as sure?"),
            translate("TryPanel", "Next: draw it by hand."),
        )
    ways: Mapping[ExampleKind, tuple[str, str]] = {
        ExampleKind.PICTURE: (
            translate("TryPanel", "Next: paste or drop a picture of your own."),
            translate("TryPanel", "Next: paste or drop your own."),
        ),
        ExampleKind.POINT: (
            translate("TryPanel", "Next: drag it to where the answer changes: 50\u202f:\u202f50."),
            translate("TryPanel", "Next: find where it is unsure."),
        ),
        ExampleKind.ROW: (
            translate("TryPanel", "Next: find the one number that changes the answer."),
            translate("TryPanel", "Next: change its mind."),
        ),
    }
    drawn = (
        translate("TryPanel", "Next: change one stroke. Is it still sure?"),
        translate("TryPanel", "Next: change one stroke."),
    )
    return ways.get(kind, drawn)
