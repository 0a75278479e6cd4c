"""One operation's values before and after it, one above the other."""

from functools import partial
from math import prod

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.layers_tour import SHOWN_VALUES, Tour, TourRow
from playground.ui.arithmetic.layers.values import fitting, paint_values
from playground.ui.arithmetic.layers.words import before_of, operation_name, value_text
from playground.ui.figures import whole
from playground.ui.look import SEMIBOLD, Look

_HEAD = 20
_LINE, _SMALL_LINE = 18, 15
_GAP = 5
_NUMBER, _NAMES = 18, 136  # room for the number of the example, and for it and what a line is, px
_EXAMPLES = 3


class BeforeAfter(QWidget):
    """For the first examples: a line of values before, and beneath it what became of them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tour: Tour | None = None
        self._place = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_row(self, tour: Tour, place: int) -> None:
        """Show the operation at `place` of `tour`."""
        self._tour, self._place = tour, place
        self.setAccessibleName(self.title())
        self.update()

    def lines(self) -> list[tuple[str, TourRow, int]]:
        """Return what is written: what the line is, whose values, and of which example."""
        if self._tour is None:
            return []
        row, before = self._tour.rows[self._place], before_of(self._tour, self._place)
        found = []
        for example in range(min(self._tour.count, _EXAMPLES)):
            if before is not None:
                found.append((operation_name(before), before, example))
            found.append((operation_name(row), row, example))
        return found

    def title(self) -> str:
        """Say whose values these are, and how many of how many."""
        if self._tour is None:
            return ""
        row, before = self._tour.rows[self._place], before_of(self._tour, self._place)
        size = max(prod(source.after[1:]) for source in (before, row) if source is not None)
        shown = min(size, SHOWN_VALUES, fitting(self.width() - _NAMES))
        named = operation_name(row)
        if before is not None:
            named = self.tr("{before} → {after}").format(before=operation_name(before), after=named)
        examples = self.tr("each example")
        if self._tour.count > _EXAMPLES:
            examples = self.tr("the first {count} of {all} examples").format(
                count=_EXAMPLES, all=whole(self._tour.count)
            )
        return self.tr("{operations}: the first {count} of {all} values of {examples}").format(
            operations=named, count=whole(shown), all=whole(size), examples=examples
        )

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, look = self._look.theme, self._look
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        painter.setFont(look.font(12, SEMIBOLD))
        painter.setPen(theme.color("text"))
        painter.drawText(QPointF(0, (_HEAD + QFontMetricsF(painter.font()).capHeight()) / 2 + 3), self.title())
        y = float(_HEAD + 6)
        example = -1
        for name, row, of_example in self.lines():
            painter.setFont(look.font(12))
            painter.setPen(theme.color("text2"))
            if of_example != example:
                y += _GAP if example >= 0 else 0
                example = of_example
                painter.drawText(QPointF(0, y + self._baseline(painter)), str(example + 1))
            painter.drawText(QPointF(_NUMBER, y + self._baseline(painter)), name)
            area = QRectF(_NAMES, y, self.width() - _NAMES, self._line())
            paint_values(painter, look, area, row.values[of_example].tolist(), partial(value_text, row=row))
            y += self._line()

    def _baseline(self, painter: QPainter) -> float:
        return (self._line() + QFontMetricsF(painter.font()).capHeight()) / 2

    def _line(self) -> int:
        return _SMALL_LINE if self._look.small else _LINE

    def _on_look_changed(self) -> None:
        self.setFixedHeight(_HEAD + 6 + _EXAMPLES * (2 * self._line() + _GAP))
        self.update()
