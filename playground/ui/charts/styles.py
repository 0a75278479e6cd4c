"""How each of a chart's lines looks: its stroke, and the colours of what is said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from playground.core.history import Line
from playground.ui.charts.line_set import LineId

_ROUGH_WIDTH = 1.0  # of a train line that is hardly smoothed, as a wide one would fill the chart


class Sign(Enum):
    """What marks a line's points."""

    DIAMOND = auto()
    SQUARE = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """The stroke of a line, `width` px wide, and over a wider `halo` of the ground where that is not 0.

    Its colours are roles of the theme: `ink` of the line and its dots, `text` of its word. `dashes` are px of line and
    of gap; `sign` marks its points. `weight` says how much it matters that a px of it is seen; a `strong` line has a
    larger figure at its end.
    """

    ink: str
    width: float
    halo: float = 0.0
    text: str = "text2"
    weight: float = 1.0
    strong: bool = False
    dashes: tuple[float, ...] = ()
    sign: Sign | None = None


_STYLES: Mapping[Line, Style] = {
    Line.RAW: Style("train_raw", 1.0, text="text3", weight=0.3),
    Line.TRAIN: Style("train", 1.75),
    Line.TEST: Style("accent", 2.0, halo=4.0, text="accent", weight=1.5, strong=True, sign=Sign.DIAMOND),
    Line.OWN: Style("text", 1.25, text="text", weight=1.5, dashes=(6.0, 3.0), sign=Sign.SQUARE),
}
EARLIER = Style("text2", 1.5, halo=4.0)
"""That of an earlier run which is brought to the fore."""


def style_of(which: LineId, *, smooth: bool = True) -> Style:
    """Return the style of a line; that of a train line which is not `smooth` is thinner."""
    style = _STYLES[which.kind]
    return style if smooth or which.kind is not Line.TRAIN else replace(style, width=_ROUGH_WIDTH)
