"""How sure the network is of each class: a row of name, bar and figure for each."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.probes import Floats
from playground.ui.figures import surety, whole_surety
from playground.ui.look import SEMIBOLD, Look

_LEAST_ROW = 12
_USUAL_ROW = 14
_MOST_ROW = 20
_LEAST_BAR = 24
_ONE_COLUMN = 14
"""More classes than this stand in two columns."""

_ALWAYS = 13
"""There is always room for this many rows; of more, the likeliest classes are shown where not all fit."""


class ProbabilityBars(QWidget):
    """A bar per class. The answer's is in the accent colour; a true class that is not the answer is named in red."""

    def __init__(self, look: Look, row: int = _USUAL_ROW, parent: QWidget | None = None) -> None:
        """`row` is the height that each row would like, in px."""
        super().__init__(parent)
        self._look = look
        self._row = row
        self._names: Sequence[str] = ()
        self._probabilities: Floats | None = None
        self._chosen = -1
        self._label = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        look.changed.connect(self.update)

    def set_names(self, names: Sequence[str]) -> None:
        """Take other classes; their bars are empty."""
        self._names = names
        self.clear()
        self.updateGeometry()

    def show_probabilities(self, probabilities: Floats, chosen: int, label: int = -1) -> None:
        """Show `probabilities` [classes]; `label` is the true class where it is known."""
        self._probabilities, self._chosen, self._label = probabilities, chosen, label
        self.setAccessibleName(
            self.tr("Answer: {name}, {surety}").format(
                name=self._names[chosen], surety=surety(float(probabilities[chosen]))
            )
        )
        self.update()

    def clear(self) -> None:
        """Empty all bars: there is no answer."""
        self._probabilities, self._chosen, self._label = None, -1, -1
        self.setAccessibleName(self.tr("No answer yet"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, self._rows() * self._row)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, min(self._rows(), _ALWAYS) * _LEAST_ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns, rows = self._columns(), min(self._rows(), max(1, self.height() // _LEAST_ROW))
        if not rows:
            return
        height = min(self.height() / rows, float(_MOST_ROW))
        width = (self.width() - 12 * (columns - 1)) / columns
        for place, label in enumerate(self._shown(columns * rows)):
            column, row = divmod(place, rows)
            self._paint_row(painter, QRectF(column * (width + 12), row * height, width, height), label)

    def _shown(self, most: int) -> Sequence[int]:
        """Return the labels for which there is room: the true one and the likeliest, in the order of the classes."""
        labels = range(len(self._names))
        if len(labels) <= most:
            return labels
        if self._probabilities is None:
            return labels[:most]
        likeliest = sorted(labels, key=self._probabilities.tolist().__getitem__, reverse=True)
        first = [label for label in likeliest if label in (self._chosen, self._label)]
        rest = [label for label in likeliest if label not in first]
        return sorted([*first, *rest][:most])

    def _columns(self) -> int:
        return 1 if len(self._names) <= _ONE_COLUMN else 2

    def _rows(self) -> int:
        return ceil(len(self._names) / self._columns())

    def _paint_row(self, painter: QPainter, area: QRectF, label: int) -> None:
        look, theme = self._look, self._look.theme
        chosen = label == self._chosen
        metrics = QFontMetricsF(look.font(11, SEMIBOLD))
        names = max(metrics.horizontalAdvance(name) for name in self._names)
        narrow = area.width() - names - 16 - metrics.horizontalAdvance(surety(0.99995)) < _LEAST_BAR
        written = whole_surety if narrow else surety
        figures = metrics.horizontalAdvance(written(0.99995))
        missed = label == self._label and not chosen
        painter.setFont(look.font(11, SEMIBOLD if chosen or missed else look.font(11).weight()))
        painter.setPen(theme.color("danger" if missed else "text" if chosen else "text2"))
        baseline = area.center().y() + metrics.capHeight() / 2
        painter.drawText(QPointF(area.x(), baseline), self._names[label])
        bar = QRectF(area.x() + names + 8, area.center().y() - 4, area.width() - names - figures - 16, 8)
        share = float(self._probabilities[label]) if self._probabilities is not None else None
        self._paint_bar(painter, bar, share, "accent" if chosen else "text3")
        painter.setPen(theme.color("text" if chosen else "text3"))
        text = written(share) if share is not None else "–"
        right = QRectF(area.right() - figures, area.y(), figures, area.height())
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_bar(self, painter: QPainter, bar: QRectF, share: float | None, role: str) -> None:
        theme = self._look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(bar, 2, 2)
        if share is not None and share >= 0.0001:
            painter.setBrush(theme.color(role))
            painter.drawRoundedRect(QRectF(bar.x(), bar.y(), max(2.0, share * bar.width()), bar.height()), 2, 2)
