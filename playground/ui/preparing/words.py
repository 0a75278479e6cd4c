"""What the Preparation panel says of each step, with the numbers of the data set in use."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.preparation import Step
from playground.ui.example_words import kind_of, one_example
from playground.ui.figures import decimal, whole
from playground.ui.preparing.guides import box_size

translate = QCoreApplication.translate


def name_of(step: Step) -> str:
    return {
        Step.GROUND: translate("Preparation", "Ink and paper"),
        Step.BOX: translate("Preparation", "Box"),
        Step.UPRIGHT: translate("Preparation", "Upright"),
        Step.PEN: translate("Preparation", "Pen width"),
        Step.CENTRE: translate("Preparation", "Centre"),
    }[step]


def about_step(step: Step, facts: DataFacts, picture: bool) -> str:
    """Return in a sentence what `step` does to a drawing, or to a `picture`, and why."""
    if step is Step.GROUND:
        if facts.drawing is Drawing.NONE:
            return translate(
                "Preparation", "Finds what is the thing and what its background: training images show it on nothing."
            )
        return translate("Preparation", "Finds which is ink and which is paper: training images are ink on nothing.")
    if step is Step.BOX:
        across, down = (decimal(size, 0 if size.is_integer() else 1) for size in box_size(facts))
        template = (
            translate(
                "Preparation", "Cut out and set into the middle of {across}\u00a0×\u00a0{down}\u00a0px, all filled."
            )
            if facts.drawing is Drawing.NONE
            else translate(
                "Preparation", "Scaled into {across}\u00a0×\u00a0{down}\u00a0px: the training images fill that box."
            )
        )
        return template.format(across=across, down=down)
    if step is Step.UPRIGHT:
        return translate(
            "Preparation", "Slant taken out, width set to height as usual: what it learned from is upright."
        )
    if step is Step.PEN:
        template = (
            translate("Preparation", "Lines brought near to {width}\u00a0px, as the training images have them.")
            if picture
            else translate("Preparation", "Drawn anew with a pen of {width}\u00a0px, as the training images have it.")
        )
        return template.format(width=decimal(facts.stroke_width, 1))
    if facts.drawing is Drawing.DIGITS:
        return translate(
            "Preparation", "Placed as theirs are: between the middle of its box and its centre of mass (ring)."
        )
    return translate("Preparation", "Moved so that its centre of mass (ring) lies where theirs do (cross).")


def nothing_to_do() -> str:
    """Return what is said of a step that changes nothing."""
    return translate("Preparation", "Nothing to do here: it changes nothing.")


def about_sheet(facts: DataFacts, picture: bool) -> str:
    """Return what stands below the drawing, or the `picture`, as it is."""
    template = (
        translate("Preparation", "The picture as it is. Most programs only shrink it to {size}\u00a0px.")
        if picture
        else translate("Preparation", "The sheet as it is. Most programs only shrink it to {size}\u00a0px.")
    )
    return template.format(size=size_of(facts))


def size_of(facts: DataFacts) -> str:
    return "\u00a0×\u00a0".join(whole(size) for size in facts.input_shape)


def worth(on: bool, name: str, other: str, sure: str) -> str:
    """Return the answer `name` with one step switched over, `on` telling how it is now; `other` is the present answer.

    `sure` is how sure the network is of it.
    """
    if name == other:
        template = (
            translate("Preparation", "without it: {name}, {sure}")
            if on
            else translate("Preparation", "with it: {name}, {sure}")
        )
    else:
        template = (
            translate("Preparation", "without it {name}, not {other}: {sure}")
            if on
            else translate("Preparation", "with it {name}, not {other}: {sure}")
        )
    return template.format(name=name, other=other, sure=sure)


def shrunk(name: str, other: str, sure: str) -> str:
    """Return the answer `name` to the sheet that is only shrunk; `other` is the present one."""
    template = (
        translate("Preparation", "only shrunk: {name}, {sure}")
        if name == other
        else translate("Preparation", "only shrunk {name}, not {other}: {sure}")
    )
    return template.format(name=name, other=other, sure=sure)


def nothing_left(on: bool) -> str:
    """Return that a step switched over leaves nothing to be seen."""
    if on:
        return translate("Preparation", "without it nothing is to be seen")
    return translate("Preparation", "with it nothing is to be seen")


def verdict(deciding: Sequence[Step], count: int) -> Sequence[str]:
    """Return what the comparison shows, longest wording first: `deciding` are the steps, of `count`, that are on and
    without which the answer would be another.
    """
    names = [name_of(step) for step in deciding]
    if count == 0:
        return (
            translate("Preparation", "All steps are off: this is what most programs do."),
            translate("Preparation", "All steps are off."),
        )
    if not names:
        return (
            translate("Preparation", "No single step decides here: the answer stays when any one of them is left out."),
            translate("Preparation", "The answer stays when any one step is left out."),
            translate("Preparation", "No single step decides here."),
        )
    if len(names) == count and count > 1:
        return (translate("Preparation", "Every step is needed here: without any one of them the answer is another."),)
    joined = translate("Preparation", " or ").join(names)
    return (
        translate("Preparation", "What decides here: without {steps} the answer would be another.").format(
            steps=joined
        ),
        translate("Preparation", "Without {steps}: another answer.").format(steps=joined),
    )


def missed(missing: Sequence[Step]) -> Sequence[str]:
    """Return, longest wording first, that any one of the steps `missing`, which are off, would change the answer."""
    joined = translate("Preparation", " or ").join(name_of(step) for step in missing)
    return (
        translate("Preparation", "What is missed here: with {steps} the answer would be another.").format(steps=joined),
        translate("Preparation", "With {steps}: another answer.").format(steps=joined),
    )


def steps_off(count: int) -> str:
    if count == 1:
        return translate("Preparation", "1 step is off:")
    return translate("Preparation", "{count} steps are off:").format(count=count)


def nothing_yet(facts: DataFacts | None) -> str:
    """Return what stands in the middle of the panel while there is nothing to show."""
    if facts is None:
        return translate("Preparation", "What becomes of a drawing is shown here once there is data.")
    if facts.family is not Family.IMAGE:
        return translate(
            "Preparation", "{data} holds numbers, which need no steps: choose a data set of pictures to see them."
        ).format(data=facts.title)
    if facts.drawing is Drawing.NONE:
        return translate(
            "Preparation",
            "Open or paste a picture in Try it: here you see what becomes of it, step by step.",
        )
    return translate(
        "Preparation",
        "Draw {example} in Try it, or open a picture there: here you see what becomes of it, step by step.",
    ).format(example=one_example(kind_of(facts)))
