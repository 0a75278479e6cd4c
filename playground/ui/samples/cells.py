"""Samples in cells: what a cell says, and where the cells of a grid lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF

from playground.ui.figures import whole_surety
from playground.ui.look import BOLD, REGULAR, SEMIBOLD, Look

FRAMES = (64.0, 92.0, 120.0, 148.0, 176.0)
"""Sides of pictures with their frames, in px: 56 for the picture, two px for each of 28 pixels, then three ..."""

EDGE = 4
"""Paper between a picture and its frame."""

ENOUGH = 60
"""Where more cells than this would fit, pictures grow instead."""

BAR = 4
_GAP_X, _GAP_Y = 5.0, 6.0
_SPARE_GAP_Y = 18.0
_ONE_LINE_MOST = 80.0
"""Captions that need more room than this, in px, go on two lines: else few columns would fit."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said beneath one picture. `answer` is empty before training; `surety` is 0..1."""

    answer: str
    truth: str
    wrong: bool
    surety: float


@dataclass(frozen=True, slots=True)
class CaptionNeed:
    """The room that captions need in px, so that none is ever cut. Two lines go with words, in a smaller font and
    closer together.
    """

    width: float
    lines: int

    @property
    def answer_size(self) -> int:
        """Size of the answer's font, in px."""
        return 12 if self.lines == 1 else 11

    @property
    def line(self) -> int:
        """Distance from one baseline to the next, in px."""
        return 15 if self.lines == 1 else 13

    @property
    def baseline(self) -> int:
        """Where the first line stands, in px beneath the frame."""
        return 16 if self.lines == 1 else 12

    @property
    def height(self) -> int:
        return self.baseline + (self.lines - 1) * self.line + 6 + BAR


def caption_need(look: Look, answers: Sequence[str], truths: Sequence[str]) -> CaptionNeed:
    """Measure captions for all classes: `answers` are their names, `truths` the words for a wrong one ("is 5")."""
    answer = _widest(QFontMetricsF(look.font(12, BOLD)), answers)
    truth = _widest(QFontMetricsF(look.font(11, SEMIBOLD)), truths)
    surety = QFontMetricsF(look.font(11, REGULAR)).horizontalAdvance(whole_surety(0.88))
    one_line = answer + 4 + truth + 4 + surety
    if one_line <= _ONE_LINE_MOST:
        return CaptionNeed(one_line, 1)
    smaller = _widest(QFontMetricsF(look.font(11, BOLD)), answers)
    return CaptionNeed(max(smaller + 4 + surety, truth), 2)


def _widest(metrics: QFontMetricsF, texts: Sequence[str]) -> float:
    return max((metrics.horizontalAdvance(text) for text in texts), default=0.0)


@dataclass(frozen=True, slots=True)
class CellGrid:
    """Where the cells lie: `frame` is the side of a picture with its frame, `origin` the first cell's corner."""

    columns: int
    rows: int
    frame: float
    width: float
    pitch_x: float
    pitch_y: float
    origin: QPointF

    @property
    def count(self) -> int:
        return self.columns * self.rows

    def corner(self, position: int) -> QPointF:
        row, column = divmod(position, self.columns)
        return QPointF(round(self.origin.x() + column * self.pitch_x), round(self.origin.y() + row * self.pitch_y))

    def frame_rect(self, position: int) -> QRectF:
        return QRectF(self.corner(position), QSizeF(self.frame, self.frame))

    def position_at(self, point: QPointF, height: float) -> int | None:
        """Return which cell, `height` px high with its caption, lies under `point`."""
        column = int((point.x() - self.origin.x()) // self.pitch_x)
        row = int((point.y() - self.origin.y()) // self.pitch_y)
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return None
        position = row * self.columns + column
        cell = QRectF(self.corner(position), QSizeF(self.width, height))
        return position if cell.contains(point) else None


def inside(frame: QRectF) -> QRectF:
    """Return the ground of a picture within its frame of 1 px."""
    return frame.adjusted(1, 1, -1, -1)


def lay_out(area: QRectF, need: CaptionNeed) -> CellGrid:
    """Fit cells into `area`, with the largest frames that do not cost cells that matter."""
    least, *larger = [fit(area, need, frame) for frame in FRAMES]
    wanted = min(least.count, ENOUGH)
    return next((grid for grid in reversed(larger) if grid.count >= wanted), least)


def fit(area: QRectF, need: CaptionNeed, frame: float) -> CellGrid:
    """Fit cells with frames of this size into `area`, at least one."""
    width = max(frame, need.width)
    height = frame + need.height
    columns = max(1, int((area.width() + _GAP_X) // (width + _GAP_X)))
    rows = max(1, int((area.height() + _GAP_Y) // (height + _GAP_Y)))
    pitch_x = (area.width() - width) / (columns - 1) if columns > 1 else width
    spare = (area.height() - rows * height) / (rows - 1) if rows > 1 else 0.0
    pitch_y = height + min(max(spare, _GAP_Y), _SPARE_GAP_Y)
    return CellGrid(columns, rows, frame, width, max(pitch_x, width), pitch_y, area.topLeft())
