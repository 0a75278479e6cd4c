"""How each of a chart's lines looks: its stroke, and the colours of what is said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TypeAlias

from playground.core.history import Line
from playground.ui.charts.line_set import LineId

_ROUGH_WIDTH = 1.0  # of a train line that is hardly smoothed, as a wide one would fill the chart


Ink: TypeAlias = str | int
"""A role of the theme, or the label of a class."""


class Sign(Enum):
    """What marks a line's points, or a point that makes no line yet."""

    DIAMOND = auto()
    SQUARE = auto()
    SINGLE = auto()


class Rank(Enum):
    """How much one of many classes matters."""

    FAINT = auto()
    LEADING = auto()
    TRUE = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """The stroke of a line, `width` px wide, and over a wider `halo` of the ground where that is not 0.

    Of its colours `ink` is that of the line and its dots, `text`, a role of the theme, that of its word. `dashes` are
    px of line and of gap; `sign` marks its points. `weight` says how much it matters that a px of it is seen; a
    `strong` line has a larger figure at its end.
    """

    ink: Ink
    width: float
    halo: float = 0.0
    text: str = "text2"
    weight: float = 1.0
    strong: bool = False
    dashes: tuple[float, ...] = ()
    sign: Sign | None = None
    opacity: float = 1.0

    @property
    def keyed(self) -> bool:
        """Whether its colour, which no text has, stands as a dot beside its word."""
        return isinstance(self.ink, int)


_STYLES: Mapping[Line, Style] = {
    Line.RAW: Style("train_raw", 1.0, text="text3", weight=0.3),
    Line.TRAIN: Style("train", 1.75),
    Line.TEST: Style("accent", 2.0, halo=4.0, text="accent", weight=1.5, strong=True, sign=Sign.DIAMOND),
    Line.OWN: Style("text", 1.25, text="text", weight=1.5, dashes=(6.0, 3.0), sign=Sign.SQUARE),
}
_RANKS: Mapping[Rank, Style] = {
    Rank.FAINT: Style("", 1.0, weight=0.3, opacity=0.5),
    Rank.LEADING: Style("", 1.75, sign=Sign.SINGLE),
    Rank.TRUE: Style("", 3.0, halo=5.0, text="text", weight=1.5, strong=True, sign=Sign.SINGLE),
}
EARLIER = Style("text2", 1.5, halo=4.0)
"""That of an earlier run which is brought to the fore."""


def style_of(which: LineId, *, smooth: bool = True, rank: Rank = Rank.LEADING) -> Style:
    """Return the style of a line: of a train line which is not `smooth` a thinner one, of a class one by its `rank`."""
    if which.kind is Line.CLASS:
        return replace(_RANKS[rank], ink=which.label)
    style = _STYLES[which.kind]
    return style if smooth or which.kind is not Line.TRAIN else replace(style, width=_ROUGH_WIDTH)
