"""A weighted sum, written out: its largest terms, the rest, the bias, and what comes out."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.facts import DataFacts
from playground.core.numbers import Numbers
from playground.ui.arithmetic.numbers.words import Term, WeightedSum, input_name, weighted_sum
from playground.ui.look import SEMIBOLD, Look

_ROW = 17
_LEAST_TERMS, _MOST_TERMS = 2, 12
_OTHER_ROWS = 5.5  # head, the rest, sum, bias, net, and the lines between them
_GAP = 10


class SumView(QWidget):
    """As many terms as there is room for, largest first; the columns keep the widest figures that they ever held.

    Where the names of features leave no room for inputs and weights, their products stand alone.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._numbers: Numbers | None = None
        self._facts: DataFacts | None = None
        self._sum: WeightedSum | None = None
        self._names_width = 0.0
        self._widest = [0.0, 0.0, 0.0]  # px, of values, weights and products
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def weighted_sum(self) -> WeightedSum | None:
        """Return what is written."""
        return self._sum

    def names_head(self) -> str:
        """Return what stands over the names, as far as there is room before the values."""
        picture = self._facts is not None and len(self._facts.input_shape) > 1
        heads = (self.tr("row, column"), self.tr("pixel")) if picture else (self.tr("feature"),)
        metrics = QFontMetricsF(self._look.font(11))
        room = self._rights()[0] - metrics.horizontalAdvance("x") - _GAP
        return next((head for head in heads if metrics.horizontalAdvance(head) <= room), "")

    def set_facts(self, facts: DataFacts) -> None:
        """Begin anew with other data."""
        self._facts, self._numbers, self._sum = facts, None, None
        metrics = QFontMetricsF(self._look.font(12))
        names = facts.feature_names or (input_name(facts, facts.input_count - 1),)
        self._names_width = max(map(metrics.horizontalAdvance, names))
        self._widest = [0.0, 0.0, 0.0]
        self.setMaximumHeight(round((max(_LEAST_TERMS, min(facts.input_count, _MOST_TERMS)) + _OTHER_ROWS) * _ROW))

    def show_numbers(self, numbers: Numbers) -> None:
        """Write the sum of `numbers`."""
        self._numbers = numbers
        self._write()

    def sizeHint(self) -> QSize:
        return QSize(250, round((8 + _OTHER_ROWS) * _ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(230, round((_LEAST_TERMS + _OTHER_ROWS) * _ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sum is None:
            return
        painter = QPainter(self)
        plain, bold = self._look.font(12), self._look.font(12, SEMIBOLD)
        y = self._paint_head(painter)
        for term in self._sum.terms:
            self._paint_row(painter, y, plain, ("text2", term.name), term)
            y += _ROW
        rest = ", ".join(part for part in (self._sum.more, self._sum.zeros) if part)
        if rest:
            self._paint_row(painter, y, plain, ("text3", rest), Term("", "", "", self._sum.more_product or "0"))
            y += _ROW
        y = self._paint_line(painter, y)
        self._paint_row(painter, y, plain, ("text2", self.tr("sum")), Term("", "", "", self._sum.sum))
        self._paint_row(painter, y + _ROW, plain, ("text2", self.tr("+ bias")), Term("", "", "", self._sum.bias))
        y = self._paint_line(painter, y + 2 * _ROW)
        self._paint_row(painter, y, bold, ("text", self.tr("net")), Term("", "", "", self._sum.net))

    def _write(self) -> None:
        if self._numbers is None or self._facts is None:
            return
        room = int(self.height() / _ROW - _OTHER_ROWS)
        self._sum = weighted_sum(self._numbers, max(_LEAST_TERMS, min(room, _MOST_TERMS)), self._facts)
        self._measure(self._sum)
        if self._names_width > self._rights()[0] - self._widest[0] - _GAP:
            self._sum = replace(self._sum, terms=[replace(term, value="", weight="") for term in self._sum.terms])
        self.setAccessibleName(_read_aloud(self._sum))
        self.update()

    def _measure(self, written: WeightedSum) -> None:
        metrics = QFontMetricsF(self._look.font(12, SEMIBOLD))
        columns: Sequence[Sequence[str]] = (
            [term.value for term in written.terms],
            [term.weight for term in written.terms],
            [*(term.product for term in written.terms), written.more_product, written.sum, written.bias, written.net],
        )
        for column, texts in enumerate(columns):
            widths = (metrics.horizontalAdvance(text) for text in texts)
            self._widest[column] = max([self._widest[column], *widths])

    def _rights(self) -> tuple[float, float, float]:
        """Return the right ends of the three columns of figures."""
        product = float(self.width())
        weight = product - self._widest[2] - 2 * _GAP - 6
        return weight - self._widest[1] - 2 * _GAP - 4, weight, product

    def _paint_head(self, painter: QPainter) -> float:
        """Name the columns; return where the rows begin."""
        font = self._look.font(11)
        painter.setFont(font)
        painter.setPen(self._look.theme.color("text3"))
        painter.drawText(QPointF(0, self._baseline(font)), self.names_head())
        whole = any(term.value for term in self._sum.terms) if self._sum is not None else False
        for right, text in zip(self._rights(), ("x" if whole else "", "w" if whole else "", "x × w"), strict=True):
            self._paint_right(painter, right, 0, text)
        return _ROW

    def _paint_row(self, painter: QPainter, y: float, font: QFont, named: tuple[str, str], term: Term) -> None:
        role, name = named
        theme = self._look.theme
        rights = self._rights()
        painter.setFont(font)
        painter.setPen(theme.color(role))
        ends = rights[0] - self._widest[0] - _GAP if term.value else rights[2] - self._widest[2] - _GAP
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, max(0, int(ends)))
        painter.drawText(QPointF(0, y + self._baseline(font)), name)
        painter.setPen(theme.color("text"))
        for right, text in zip(rights, (term.value, term.weight, term.product), strict=True):
            self._paint_right(painter, right, y, text)
        if term.value:
            painter.setPen(theme.color("text3"))
            self._paint_right(painter, rights[1] - self._widest[1] - _GAP + 2, y, "×")
            self._paint_right(painter, rights[2] - self._widest[2] - _GAP + 2, y, "=")

    def _paint_right(self, painter: QPainter, right: float, y: float, text: str) -> None:
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.drawText(QPointF(right - width, y + self._baseline(painter.font())), text)

    def _paint_line(self, painter: QPainter, y: float) -> float:
        left = self._rights()[1] - self._widest[1]
        painter.fillRect(QRectF(left, y + 1, self.width() - left, 1), self._look.theme.color("border"))
        return y + 4

    def _baseline(self, font: QFont) -> float:
        return (_ROW + QFontMetricsF(font).capHeight()) / 2


def _read_aloud(written: WeightedSum) -> str:
    terms = [f"{term.name}: {term.product}" for term in written.terms]
    rest = [f"{written.more}: {written.more_product}"] if written.more else []
    return "; ".join([*terms, *rest, f"{written.sum} + {written.bias} = {written.net}"])
