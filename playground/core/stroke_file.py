"""Drawings as JSON: a list of {"label": 3, "strokes": [[[x, y], ...], ...]}, y down, in any unit, `label` optional.

Own drawings are kept in the same form; the pinned one has one entry more, "pinned": true, which others may ignore.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.core.messages import PlaygroundError, message
from playground.core.strokes import Strokes

MAX_BYTES = 200_000_000
MAX_DRAWINGS = 100_000
MAX_POINTS = 100_000
"""Points of one drawing; a person draws a few hundred."""

_LONGEST_NUMBER = 15
"""Labels of more digits than this are no numbers but words: Python refuses to read the longest."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelledDrawing:
    """A drawing and the name of the class that it means, or None where nobody said; own ones can be `pinned`."""

    strokes: Strokes
    label: str | None = None
    pinned: bool = False


def parse_drawings(text: str) -> list[LabelledDrawing]:
    """Read drawings from JSON; raises PlaygroundError that names the drawing and what is wrong with it.

    Drawings are counted from 0, as `nn-playground predict` does.
    """
    try:
        tree = json.loads(text, parse_int=float)
    except (ValueError, RecursionError) as error:
        raise PlaygroundError(message("This is no JSON that can be read: {reason}.", reason=str(error))) from None
    if not isinstance(tree, list):
        raise PlaygroundError(
            message(
                "Strokes are a list of drawings such as {example}.",
                example='{"label": 3, "strokes": [[[0, 0], [5, 9]]]}',
            )
        )
    if len(tree) > MAX_DRAWINGS:
        raise PlaygroundError(
            message("There are {count} drawings; at most {limit} are read.", count=len(tree), limit=MAX_DRAWINGS)
        )
    return [_drawing(entry, index) for index, entry in enumerate(tree)]


def drawings_to_json(drawings: Iterable[LabelledDrawing], decimals: int | None = None) -> str:
    """Write drawings as `parse_drawings` reads them, one a line; labels of digits only are written as numbers.

    Coordinates are rounded to so many `decimals`; None: they are written as they are.
    """
    lines = [json.dumps(_entry(drawing, decimals), allow_nan=False) for drawing in drawings]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _entry(drawing: LabelledDrawing, decimals: int | None) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    label = drawing.label
    if label is not None:
        number = len(label) <= _LONGEST_NUMBER and label.isdecimal() and label == str(int(label))
        entry["label"] = int(label) if number else label
    if drawing.pinned:
        entry["pinned"] = True
    finite = [stroke[np.isfinite(stroke).all(axis=1)] for stroke in drawing.strokes]
    rounded = finite if decimals is None else [stroke.round(decimals) for stroke in finite]
    entry["strokes"] = [stroke.tolist() for stroke in rounded]
    return entry


def _drawing(entry: Any, index: int) -> LabelledDrawing:
    if not isinstance(entry, dict) or not isinstance(entry.get("strokes"), list):
        raise PlaygroundError(message('Drawing {index} has no list "strokes".', index=index))
    strokes = [_stroke(points, index, number) for number, points in enumerate(entry["strokes"])]
    if sum(len(stroke) for stroke in strokes) > MAX_POINTS:
        raise PlaygroundError(message("Drawing {index} has more than {limit} points.", index=index, limit=MAX_POINTS))
    return LabelledDrawing(strokes, _label(entry.get("label"), index), entry.get("pinned") is True)


def _stroke(points: Any, index: int, number: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    try:
        values = np.array(points if points != [] else np.empty((0, 2)))
    except ValueError:  # rows of unequal length
        values = np.empty(0)
    if values.dtype != np.float64 or values.ndim != 2 or values.shape[1] != 2:
        raise PlaygroundError(
            message("Drawing {index}, stroke {number} is not a list of points [x, y].", index=index, number=number)
        )
    return values


def _label(label: Any, index: int) -> str | None:
    if label is None or isinstance(label, str):
        return label
    if isinstance(label, float) and label.is_integer():
        return str(int(label))
    raise PlaygroundError(message("Drawing {index}: its label must be a whole number or a word.", index=index))
