"""What the My digits panel says."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.facts import DataFacts
from playground.ui.example_words import ExampleKind, kind_of
from playground.ui.figures import THIN, surety, whole
from playground.ui.name_keys import have_keys
from playground.ui.own.entries import UNKNOWN, Entries

translate = QCoreApplication.translate


def about_drawing(names: Sequence[str], cell: tuple[int, int], sure: float, trained_on: bool, pinned: bool) -> str:
    """Return sentences about one drawing; `cell` is its true label and the answer, `sure` how sure that is."""
    label, chosen = cell
    if chosen == UNKNOWN:
        said = translate("MyDigits", "Your drawing: is {truth}.").format(truth=names[label])
    else:
        said = translate("MyDigits", "Your drawing: is {truth}, the network says {answer} ({surety} sure).").format(
            truth=names[label], answer=names[chosen], surety=surety(sure)
        )
    more = [translate("MyDigits", "It is among the training examples.")] if trained_on else []
    more += [translate("MyDigits", "It is pinned.")] if pinned else []
    return " ".join([said, *more])


def share_text(share: float) -> str:
    """0.834 -> "83 %"; 100 and 0 only where it is quite so."""
    rounded = round(100 * share)
    return f"{min(99, max(1, rounded)) if 0 < share < 1 else rounded}{THIN}%"


def score_of(entries: Entries) -> tuple[str, int]:
    """Return which part of the drawings that the network has been asked about it gets right, and their number."""
    known = entries.among(entries.chosen != UNKNOWN)
    if not len(known):
        return "–", 0
    return share_text(1 - float(known.wrong.mean())), len(known)


def score_line(count: int, trained: bool) -> str:
    """Return what stands beside the figure."""
    if not trained:
        return translate("MyDigits", "not trained yet")
    if not count:
        return translate("MyDigits", "no answers yet")
    return translate("MyDigits", "of {count} right now").format(count=whole(count))


def training_lines(entries: Entries, trained_on: frozenset[int]) -> Sequence[str]:
    """Return how the network does on the drawings that it was not trained on, in several wordings, longest first;
    nothing where it was trained on none of them.
    """
    unseen = entries.among(~entries.numbered(trained_on))
    if len(unseen) == len(entries):
        return ()
    if not len(unseen):
        return translate("MyDigits", "it was trained on all of them"), translate("MyDigits", "trained on all")
    share, count = score_of(unseen)
    wordings = (
        translate("MyDigits", "of the {count} that it was not trained on: {share}"),
        translate("MyDigits", "of the {count} not trained on: {share}"),
        translate("MyDigits", "of {count} unseen: {share}"),
        translate("MyDigits", "unseen: {share}"),
    )
    return [text.format(count=whole(count), share=share) for text in wordings]


def footer_texts(facts: DataFacts | None, picked: int, others: int) -> Sequence[str]:
    """Return what can be done, and that there are others, in several wordings, longest first: the others come before
    the hint, which is known after a while.
    """
    keyed = facts is not None and have_keys(facts.class_names)
    short = whole_hint = ""
    if picked > 1:
        hint = translate("MyDigits", "{count} picked").format(count=whole(picked))
    elif picked and keyed:
        hint, short = translate("MyDigits", "Its key gives it another name"), translate("MyDigits", "Keys rename it")
    elif picked:
        hint = ""
    else:
        hint = translate("MyDigits", "Click one to take it onto the sheet")
        whole_hint = translate("MyDigits", "Click one to take it onto the sheet, Ctrl+A picks all")
        short = translate("MyDigits", "Click one to open it")
    more = less = ""
    if others:
        more = translate("MyDigits", "{count} more of other classes").format(count=whole(others))
        less = translate("MyDigits", "{count} more").format(count=whole(others))
    texts = [" · ".join(part for part in (first, more) if part) for first in (whole_hint, hint, short) if first]
    return [text for text in (*texts, more, less) if text]


def how_to_begin(facts: DataFacts | None, others: int) -> str:
    """Return what stands in place of drawings while there are none for this data set."""
    kept = ""
    if others == 1:
        kept = translate("MyDigits", "Your drawing is of another class.")
    elif others:
        kept = translate("MyDigits", "Your {count} drawings are of other classes.").format(count=whole(others))
    if facts is None:
        return kept or translate("MyDigits", "Your own drawings appear here once there is data.")
    kind = kind_of(facts)
    if kind not in (ExampleKind.DIGIT, ExampleKind.LETTER, ExampleKind.CHARACTER):
        nothing = translate("MyDigits", "These data cannot be drawn. Choose a set of digits or letters.")
        return f"{nothing} {kept}".strip()
    begin = {
        ExampleKind.DIGIT: translate("MyDigits", "Draw a digit in Try it, then press the key of what it is."),
        ExampleKind.LETTER: translate("MyDigits", "Draw a letter in Try it, then press the key of what it is."),
        ExampleKind.CHARACTER: translate("MyDigits", "Draw a character in Try it, then say beneath it what it is."),
    }[kind]
    why = translate("MyDigits", "It is kept here, and every network is tested on it while it learns.")
    return " ".join(part for part in (begin, why, kept) if part)
