"""The way from what a person drew or brought to the image that the network sees, in steps that can be left out."""

from collections.abc import Set
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from playground.core.catalog import Drawing
from playground.core.facts import DataFacts
from playground.core.pictures import prepare_picture
from playground.core.preparation_steps import Step
from playground.core.strokes import Strokes, prepare

__all__ = ["Sketch", "Source", "Step", "prepared", "steps_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """A drawing on its sheet: strokes in parts of the sheet's side (0..1), drawn with a pen `pen` wide in such."""

    strokes: Strokes
    pen: float


Source: TypeAlias = Sketch | NDArray[np.uint8]
"""A drawing, or a picture as grey values [h, w]."""


def steps_of(source: Source, drawing: Drawing) -> tuple[Step, ...]:
    """Return the steps that `source` goes through, in order, for data whose examples are drawn as `drawing` says.

    Pictures of things have no lines to be set upright or redrawn, and what is scaled into the box stands in its middle.
    """
    if drawing is Drawing.NONE:
        return Step.GROUND, Step.BOX
    return tuple(Step) if isinstance(source, np.ndarray) else tuple(Step)[1:]


def prepared(source: Source, facts: DataFacts, without: Set[Step] = frozenset()) -> NDArray[np.uint8]:
    """Return the image [*input shape], in stored values, that the network of these data sees of `source`.

    The steps `without` are left out. Raises PlaygroundError when there is nothing to see.
    """
    height, width = facts.input_shape
    if isinstance(source, np.ndarray):
        return prepare_picture(source, facts.drawing, (height, width), facts.stroke_width, without)
    return prepare(source.strokes, facts.drawing, (height, width), facts.stroke_width, without, source.pen)
