"""What the Why panel says in words."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.probes import ExampleAt, Input, Part
from playground.core.why import Flip, Nearest, Occlusion
from playground.ui.example_words import in_part, kind_of, one_example
from playground.ui.figures import THIN, decimal, significant, surety, whole

translate = QCoreApplication.translate


def nothing_to_explain(facts: DataFacts | None) -> str:
    """Return what to do, where there is nothing to show."""
    if facts is None:
        return translate("WhyPanel", "The reasons for an answer appear here once there is data.")
    if facts.family is not Family.IMAGE:
        return translate(
            "WhyPanel",
            "This panel explains answers to pictures: choose a data set of pictures, such as Digits, to use it.",
        )
    if facts.drawing is Drawing.NONE:
        return translate(
            "WhyPanel", "Open a picture or choose a sample: here you see what the network's answer hangs on."
        )
    what = one_example(kind_of(facts))
    return translate(
        "WhyPanel", "Draw {what} or choose a sample: here you see what the network's answer hangs on."
    ).format(what=what)


def named_input(asked: Input, truth: int, facts: DataFacts) -> str:
    """Name what is explained; `truth` is its true label where that is known, else -1."""
    if not isinstance(asked, ExampleAt):
        own = translate("WhyPanel", "Your picture"), translate("WhyPanel", "Your drawing")
        return own[facts.drawing is not Drawing.NONE]
    which = f"{in_part(kind_of(facts), asked.part is Part.TRAIN)} {whole(asked.index)}"
    if truth < 0:
        return which
    return translate("WhyPanel", "{which}, which is {name}").format(which=which, name=facts.class_names[truth])


def ink_words(name: str) -> str:
    return translate("WhyPanel", "Blue ink speaks for {name}, orange ink against it.").format(name=name)


def patch_words(occlusion: Occlusion, name: str) -> str:
    text = translate("WhyPanel", "Wiping a blue patch of {size}×{size} pixels costs {name}, an orange one helps it.")
    return text.format(size=occlusion.patch, name=name)


def ink_value(row: int, column: int, value: float, name: str) -> str:
    text = translate("WhyPanel", "Row {row}, column {column}: {value} for {name}, in the class's raw output.")
    return text.format(row=row, column=column, value=signed(value), name=name)


def patch_value(occlusion: Occlusion, pixel: tuple[int, int], name: str) -> str:
    text = translate("WhyPanel", "This patch: {value} for {name}. Once it is wiped: {before} → {after} sure.")
    return text.format(
        value=signed(float(occlusion.worth[pixel])),
        name=name,
        before=surety(occlusion.probability),
        after=surety(float(occlusion.left[pixel])),
    )


def agreeing(nearest: Nearest, shown: int, name: str) -> str:
    """Say how many of the `shown` nearest have the label that the network answers."""
    text = translate("WhyPanel", "{agree} of {shown} are {name} too.")
    return text.format(agree=_agreeing(nearest, shown), shown=shown, name=name)


def agreeing_at_length(nearest: Nearest, shown: int, name: str) -> str:
    """Say the same in sentences that need nothing else to be understood."""
    agree = _agreeing(nearest, shown)
    text = translate(
        "WhyPanel", "The network answers {name}. Of the {shown} nearest training images {agree} are {name}."
    )
    said = text.format(agree=agree, shown=shown, name=name)
    return f"{said} {translate('WhyPanel', 'Those framed in red are not.')}" if agree < shown else said


def _agreeing(nearest: Nearest, shown: int) -> int:
    return int((nearest.labels[:shown] == nearest.chosen).sum())


def looked_at(nearest: Nearest) -> Sequence[str]:
    """Say among how many they are the nearest, longest wording first."""
    total, looked = whole(nearest.total), whole(nearest.looked)
    if nearest.looked == nearest.total:
        return (translate("WhyPanel", "Among all {total}.").format(total=total),)
    wordings = (
        translate("WhyPanel", "In a sample, {looked} of {total}: pause to look at all."),
        translate("WhyPanel", "Sample of {looked}: pause for all."),
        translate("WhyPanel", "Sample: pause for all."),
    )
    return [text.format(looked=looked, total=total) for text in wordings]


def neighbour(which: str, index: int, name: str, other: str, distance: float) -> str:
    """Say which training image a thumbnail is; `other` is the network's answer to what is explained."""
    template = (
        translate("WhyPanel", "{which} {number}: is {name} as the network answers, {distance} away.")
        if name == other
        else translate("WhyPanel", "{which} {number}: is {name}, unlike the answer {other}, {distance} away.")
    )
    said = template.format(which=which, number=whole(index), name=name, other=other, distance=away(distance))
    return f"{said} {translate('WhyPanel', 'Click to send it through the network.')}"


def verdict(flip: Flip, names: tuple[str, ...]) -> str:
    """Say where the answer flips, or that it does not."""
    answer, first = names[int(flip.chosen[0])], flip.first
    if first is None:
        most = amount_text(flip.amounts[-1])
        return translate("WhyPanel", "{answer} stays {answer}, up to {most}.").format(answer=answer, most=most)
    other = names[int(flip.chosen[first])]
    text = translate("WhyPanel", "{answer} becomes {other} at {amount}.")
    return text.format(answer=answer, other=other, amount=amount_text(flip.amounts[first]))


def legend() -> Sequence[str]:
    """Say what the colours of the change stand for, longest wording first."""
    return (
        translate("WhyPanel", "The change: blue is more ink, orange is less."),
        translate("WhyPanel", "Blue: more ink, orange: less."),
    )


def answer_at(flip: Flip, place: int, names: tuple[str, ...]) -> str:
    """Say what the network answers to the picture that is changed by the amount at `place`."""
    chosen = int(flip.chosen[place])
    sure = surety(float(flip.probabilities[place, chosen]))
    return translate("WhyPanel", "{answer}, {surety} sure").format(answer=names[chosen], surety=sure)


def amount_text(amount: float) -> str:
    """0.065 -> "6.5 %"."""
    return f"{significant(100 * amount, 3)}{THIN}%"


def away(distance: float) -> str:
    """Return a distance in a few figures, of the same number for those that stand side by side."""
    return decimal(distance, 1) if distance >= 1 else significant(distance, 2)


def signed(value: float) -> str:
    """0.3123 -> "+0.31"."""
    return ("+" if value > 0 else "") + significant(value, 2)


def pixel_change(pixel: tuple[int, int], before: float, after: float, change: float) -> str:
    """Say how one pixel changed."""
    text = translate("WhyPanel", "Row {row}, column {column}: {before} → {after} ({change} %)")
    return text.format(
        row=pixel[0],
        column=pixel[1],
        before=significant(before, 3),
        after=significant(after, 3),
        change=("+" if change > 0 else "") + decimal(100 * change, 1),
    )
