"""What is said beneath the samples."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.facts import DataFacts
from playground.core.probes import Keep, Samples
from playground.ui.example_words import ExampleKind, kind_of, one_example, short_names
from playground.ui.figures import whole

translate = QCoreApplication.translate


def footer_texts(
    facts: DataFacts | None, samples: Samples | None, trained: bool
) -> tuple[Sequence[str], Sequence[str]]:
    """Return what to do and what is to be seen, each in several wordings, longest first."""
    if facts is None:
        return (), ()
    return _hints(kind_of(facts)), _notes(facts, samples, trained)


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
    if kind is ExampleKind.ROW:
        return (
            translate("SamplesPanel", "Click a row to send it through the network, twice to enlarge it"),
            translate("SamplesPanel", "Click a row, or click it twice"),
        )
    long = translate("SamplesPanel", "Click {example} to send it through the network").format(example=one_example(kind))
    return long, translate("SamplesPanel", "Click one to see more")


def _notes(facts: DataFacts, samples: Samples | None, trained: bool) -> Sequence[str]:
    if samples is None:
        return ()
    if not trained:
        return (
            translate("SamplesPanel", "Predictions appear once it trains"),
            translate("SamplesPanel", "Not trained yet"),
        )
    counted = translate("SamplesPanel", "{wrong} of {pool} wrong").format(
        wrong=whole(samples.wrong), pool=whole(samples.pool)
    )
    if not samples.confused or facts.class_count <= 2:
        return (counted,)
    names = short_names(facts)
    pairs = [
        translate("SamplesPanel", "{truth} as {answer} ({count}×)").format(
            truth=names[truth], answer=names[answer], count=whole(count)
        )
        for truth, answer, count in samples.confused[:2]
    ]
    most = [
        translate("SamplesPanel", "Most confused: {pairs}").format(pairs=", ".join(pairs[:count])) for count in (2, 1)
    ]
    return (*most, pairs[0], counted)
