"""A line of two texts at the foot of a panel, each in the longest wording that there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.fitting_text import longest
from playground.ui.look import Look

_GAP = 16


class FooterLine(QWidget):
    """A hint at the left and a note at the right, beneath a fine line. The note tells the news: the hint takes its
    shorter wordings first, then the note does.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._hints: Sequence[str] = ()
        self._notes: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._on_look_changed)

    def show_texts(self, hints: Sequence[str], notes: Sequence[str]) -> None:
        """Show the longest of `hints` that fits, and beside it the longest of `notes`; both longest first."""
        if (hints, notes) != (self._hints, self._notes):
            self._hints, self._notes = hints, notes
            self.setAccessibleName(" ".join([*hints[:1], *notes[:1]]))
            self.update()

    def texts(self) -> tuple[str, str]:
        """Return hint and note as they are shown."""
        metrics = QFontMetricsF(self._look.font(12))
        for note in self._notes:
            hint = longest(self._hints, metrics, self.width() - metrics.horizontalAdvance(note) - _GAP)
            if hint:
                return hint, note
        return longest(self._hints, metrics, self.width()), ""

    def sizeHint(self) -> QSize:
        return QSize(240, 22 if self._look.small else 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._look.theme
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
        hint, note = self.texts()
        painter.setFont(self._look.font(12))
        baseline = (self.height() + painter.fontMetrics().capHeight()) // 2
        painter.setPen(theme.color("text2"))
        painter.drawText(0, baseline, hint)
        painter.setPen(theme.color("text3"))
        painter.drawText(self.width() - painter.fontMetrics().horizontalAdvance(note), baseline, note)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
