"""The answer in large: a tile with the class, how sure the network is, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.catalog import Family
from playground.core.facts import DataFacts
from playground.core.probes import Floats
from playground.ui.example_words import short_names
from playground.ui.figures import surety
from playground.ui.fitting_text import longest
from playground.ui.look import BOLD, SEMIBOLD, Look

_GAP = 12
_WORD_SIZES = (20, 17, 15, 13, 11)
_LEAST_SIGN = 15
"""Size of a name in a square tile at least, in px; where one would be smaller, the tile is made for words."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the view says: the text of the tile (with its class, -1 for none) and two lines beside it, the second in
    several wordings, longest first.
    """

    tile: str
    label: int
    first: str
    second: Sequence[str]


class AnswerView(QWidget):
    """A square tile for short names; a tile as wide as the view, with the lines beneath it, for words."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._names: Sequence[str] = ()
        self._full_names: Sequence[str] = ()
        self._family = Family.IMAGE
        self._words = False
        self._shown = _Shown("?", -1, "", ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._measure)

    def set_facts(self, facts: DataFacts) -> None:
        """Take the classes of another data set."""
        self._names, self._full_names, self._family = short_names(facts), facts.class_names, facts.family
        self._measure()

    def show_question(self, first: str, second: Sequence[str]) -> None:
        """Show that there is no answer, and what to do for one; `second` in several wordings, longest first."""
        self._show(_Shown("?", -1, first, second))

    def show_answer(self, probabilities: Floats, chosen: int) -> None:
        """Show the answer `chosen` and its runner-up among `probabilities` [classes]."""
        first = self.tr("{surety} sure").format(surety=surety(float(probabilities[chosen])))
        self._show(_Shown(self._names[chosen], chosen, first, (self._second_line(probabilities, chosen),)))

    def texts(self) -> tuple[str, str, str]:
        """Return what the tile and the two lines say."""
        return self._shown.tile, self._shown.first, self._second_wording()

    def sizeHint(self) -> QSize:
        height = self._tile_side()
        return QSize(160, height + 44 if self._words else height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._tile_side()
        words = self._words
        tile = QRectF(0, 0, self.width() if words else side, side)
        self._paint_tile(painter, tile)
        corner = QPointF(0, side + 6) if words else QPointF(side + _GAP, (side - 38) / 2)
        self._paint_lines(painter, corner)

    def _second_line(self, probabilities: Floats, chosen: int) -> str:
        if len(self._names) == 2 and self._names[chosen] != self._full_names[chosen]:
            return self.tr("it is {name}").format(name=self._full_names[chosen])
        order = probabilities.argsort()[::-1]
        next_best = next((int(label) for label in order if label != chosen), chosen)
        return self.tr("then {name}: {surety}").format(
            name=self._names[next_best], surety=surety(float(probabilities[next_best]))
        )

    def _second_wording(self) -> str:
        """Return the longest wording that fits; the shortest where none does."""
        room = self.width() - (0 if self._words else self._tile_side() + _GAP)
        shortest = self._shown.second[-1] if self._shown.second else ""
        return longest(self._shown.second, QFontMetricsF(self._look.font(12)), room) or shortest

    def _show(self, shown: _Shown) -> None:
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(f"{shown.tile}: {shown.first}, {shown.second[0]}")
            self.update()

    def _tile_side(self) -> int:
        """Return the height of the tile; for short names it is as wide."""
        if self._words:
            return 32 if self._look.small else 40
        return 36 if self._look.small else 48

    def _measure(self) -> None:
        """Find out whether all names fit into a square tile."""
        metrics = QFontMetricsF(self._look.font(_LEAST_SIGN, BOLD))
        room = (36 if self._look.small else 48) - 8
        self._words = any(metrics.horizontalAdvance(name) > room for name in self._names)
        self.updateGeometry()
        self.update()

    def _sign_size(self) -> int:
        return 22 if self._look.small else 28

    def _paint_tile(self, painter: QPainter, tile: QRectF) -> None:
        theme, label = self._look.theme, self._shown.label
        plane = self._family is Family.PLANE and label >= 0
        fill = theme.class_color(label) if plane else QColor(theme.accent if label >= 0 else theme.sunken)
        ink = theme.on_class_color(label) if plane else QColor(theme.on_accent if label >= 0 else theme.text3)
        painter.setBrush(fill)
        painter.setPen(Qt.PenStyle.NoPen if label >= 0 else QPen(theme.color("border"), 1))
        radius = tile.height() / 2 if plane and tile.width() == tile.height() else 6
        edge = 0.0 if label >= 0 else 0.5
        painter.drawRoundedRect(tile.adjusted(edge, edge, -edge, -edge), radius, radius)
        painter.setPen(ink)
        painter.setFont(self._look.font(self._text_size(tile.width()), BOLD))
        painter.drawText(tile, int(Qt.AlignmentFlag.AlignCenter), self._shown.tile)

    def _text_size(self, width: float) -> int:
        """Return the largest size at which the tile's text fits."""
        text = self._shown.tile
        for size in _WORD_SIZES if self._words else (self._sign_size(), *_WORD_SIZES):
            if QFontMetricsF(self._look.font(size, BOLD)).horizontalAdvance(text) <= width - 8:
                return size
        return _WORD_SIZES[-1]

    def _paint_lines(self, painter: QPainter, corner: QPointF) -> None:
        theme = self._look.theme
        painter.setFont(self._look.font(14, SEMIBOLD))
        painter.setPen(theme.color("text"))
        painter.drawText(corner + QPointF(0, 15), self._shown.first)
        painter.setFont(self._look.font(12))
        painter.setPen(theme.color("text3"))
        painter.drawText(corner + QPointF(0, 34), self._second_wording())
