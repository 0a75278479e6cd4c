"""What is said beneath the samples."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.facts import DataFacts
from playground.core.probes import Keep, Samples
from playground.ui.example_words import ExampleKind, kind_of, one_example, short_names
from playground.ui.figures import whole

translate = QCoreApplication.translate


def footer_texts(
    facts: DataFacts | None, samples: Samples | None, trained: bool, counted: bool
) -> tuple[Sequence[str], Sequence[str]]:
    """Return what to do and what is to be seen, each in several wordings, longest first. `counted` tells whether the
    filter above says already how many are wrong.
    """
    if facts is None:
        return (), ()
    return _hints(kind_of(facts)), _notes(facts, samples, trained, counted)


def nothing_kept(keep: Keep, pool: int) -> str:
    """Return the sentence that stands in place of samples when the filter lets none through."""
    if keep is Keep.WRONG:
        return translate("SamplesPanel", "None of these {count} is answered wrong.").format(count=whole(pool))
    return translate("SamplesPanel", "None of these {count} is answered right yet.").format(count=whole(pool))


def _hints(kind: ExampleKind) -> Sequence[str]:
    if kind is ExampleKind.POINT:
        return translate("SamplesPanel", "Each square: the plane around one point (large ring)"), translate(
            "SamplesPanel", "Each square: around one point"
        )
    long = translate("SamplesPanel", "Click {example} to send it through the network").format(example=one_example(kind))
    return long, translate("SamplesPanel", "Click one to see more")


def _notes(facts: DataFacts, samples: Samples | None, trained: bool, counted: bool) -> Sequence[str]:
    if samples is None:
        return ()
    if not trained:
        return (
            translate("SamplesPanel", "Predictions appear once it trains"),
            translate("SamplesPanel", "Not trained yet"),
        )
    count = translate("SamplesPanel", "{wrong} of {pool} wrong").format(
        wrong=whole(samples.wrong), pool=whole(samples.pool)
    )
    if not samples.confused or facts.class_count <= 2:
        return (count,)
    pairs = _pairs(facts, samples)
    if not counted:
        both = translate("SamplesPanel", "{count}, most often {pair}").format(count=count, pair=pairs[0])
        return both, count
    most = [
        translate("SamplesPanel", "Most confused: {pairs}").format(pairs=", ".join(pairs[:size])) for size in (2, 1)
    ]
    return (*most, count)


def _pairs(facts: DataFacts, samples: Samples) -> Sequence[str]:
    """Return the two pairs of classes that are confused most, as words."""
    names = short_names(facts)
    return [
        translate("SamplesPanel", "{truth} as {answer} ({count}×)").format(
            truth=names[truth], answer=names[answer], count=whole(count)
        )
        for truth, answer, count in samples.confused[:2]
    ]
