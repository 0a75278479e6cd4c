"""A painter that knows the look: the words, lines and frames that the diagrams are made of."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintDevice, QPainter, QPen

from playground.ui.look import REGULAR, SEMIBOLD, Look
from playground.ui.network.band import Band
from playground.ui.network.letters import Letters

Side = Literal["left", "centre", "right"]

_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine
_FLAGS: dict[Side, int] = {
    "left": int(Qt.AlignmentFlag.AlignLeft | _ONE_LINE),
    "centre": int(Qt.AlignmentFlag.AlignHCenter | _ONE_LINE),
    "right": int(Qt.AlignmentFlag.AlignRight | _ONE_LINE),
}


class Sheet:
    """Draws on whatever `painter` draws on, in the colours and fonts of `look`; `letters` are those of `look`."""

    def __init__(self, painter: QPainter, look: Look, letters: Letters) -> None:
        self.painter = painter
        self.look = look
        self.letters = letters
        self.theme = look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def text(
        self,
        area: QRectF,
        text: str,
        size: int = 12,
        weight: QFont.Weight = REGULAR,
        role: str | QColor = "text",
        side: Side = "left",
    ) -> None:
        """Write one line in the middle of `area`'s height; it may run past the ends of `area`."""
        self.painter.setFont(self.letters.font(size, weight))
        self.painter.setPen(self.theme.color(role) if isinstance(role, str) else role)
        self.painter.drawText(area, _FLAGS[side], text)

    def fitting(self, variants: Sequence[str], room: float, size: int = 12, weight: QFont.Weight = REGULAR) -> str:
        """Return the first of `variants` that is no wider than `room`, or "" where none is."""
        widths = ((text, self.letters.width(text, size, weight)) for text in variants)
        return next((text for text, width in widths if width <= room), "")

    def head(
        self,
        band: Band,
        left: float,
        right: float,
        titles: Sequence[str],
        subtitles: Sequence[str],
        side: Side = "left",
        role: str = "text3",
    ) -> None:
        """Write title and subtitle of a column: of each the first variant that fits between `left` and `right`."""
        self.text(band.title(left, right), self.fitting(titles, right - left, 12, SEMIBOLD), 12, SEMIBOLD, "text", side)
        self.text(band.subtitle(left, right), self.fitting(subtitles, right - left), 12, REGULAR, role, side)

    def paragraph(self, area: QRectF, text: str, size: int, role: str) -> None:
        """Write `text` in as many lines as it takes, or not at all where they do not fit into `area`."""
        self.painter.setFont(self.letters.font(size, REGULAR))
        self.painter.setPen(self.theme.color(role))
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = self.painter.boundingRect(area, flags, text)
        if needed.height() <= area.height() and needed.width() <= area.width():
            self.painter.drawText(area, flags, text)

    @contextmanager
    def clipped(self, area: QRectF) -> Iterator[None]:
        """Paint inside `area` alone for the length of a `with` block."""
        self.painter.save()
        self.painter.setClipRect(area)
        try:
            yield
        finally:
            self.painter.restore()

    def rule(self, left: float, right: float, y: float, role: str = "line") -> None:
        """Draw a level line of 1 px."""
        self.painter.fillRect(QRectF(left, round(y), right - left, 1), self.theme.color(role))

    def frame(self, area: QRectF, role: str, width: float = 1.0, away: float = 0.0) -> None:
        """Draw a frame around `area`, `away` px from it and `width` px wide."""
        reach = away + width / 2
        pen = QPen(self.theme.color(role), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(area.adjusted(-reach, -reach, reach, reach))

    def bar(self, area: QRectF, role: str | QColor) -> None:
        """Fill `area` with rounded corners."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color(role) if isinstance(role, str) else role)
        radius = min(2.0, area.width() / 2)
        self.painter.drawRoundedRect(area, radius, radius)

    def dots(self, centres: Sequence[QPointF], role: str | QColor, diameter: float) -> None:
        """Fill circles of one size."""
        color = self.theme.color(role) if isinstance(role, str) else role
        self.painter.setPen(QPen(color, diameter, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        self.painter.drawPoints(list(centres))


@contextmanager
def sheet_on(device: QPaintDevice, look: Look, letters: Letters) -> Iterator[Sheet]:
    """Paint on `device` for the length of a `with` block."""
    painter = QPainter(device)
    try:
        yield Sheet(painter, look, letters)
    finally:
        painter.end()


def text_width(look: Look, text: str, size: int = 12, weight: QFont.Weight = REGULAR) -> float:
    """Return the width in px of one line."""
    return QFontMetricsF(look.font(size, weight)).horizontalAdvance(text)
