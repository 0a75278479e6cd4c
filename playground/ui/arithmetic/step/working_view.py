"""The widget that shows a calculation: symbols at the left, what they are in the middle, values at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.arithmetic.step.lines import Line, told
from playground.ui.arithmetic.step.working_places import LINE, PLATE, PlacedText, Working, arranged
from playground.ui.look import Look
from playground.ui.network.letters import Letters

_LOWER, _HIGHER = 3, -4


class WorkingView(QWidget):
    """As high as its lines need at the width it has. Ctrl+C copies them as text."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._letters = Letters(look)
        self._lines: Sequence[Line] = ()
        self._working = Working((), (), (), 0.0)
        self.setAccessibleName(self.tr("Working"))
        self.setToolTip(self.tr("The stage with its numbers. Ctrl+C copies all of it."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        look.changed.connect(self._arrange)

    def show_lines(self, lines: Sequence[Line]) -> None:
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.setAccessibleDescription(told(lines))
            self._arrange()

    def text(self) -> str:
        """Return all that is shown, as it is copied."""
        return told(self._lines)

    def placed(self) -> Sequence[PlacedText]:
        """Return each piece of text with its place."""
        return self._working.texts

    def sizeHint(self) -> QSize:
        return QSize(320, round(self._working.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("soft"))
        for area in self._working.plates:
            painter.drawRoundedRect(area, PLATE, PLATE)
        for area in self._working.rules:
            painter.fillRect(area, theme.color("border"))
        for text in self._working.texts:
            self._paint_text(painter, text)
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_text(self, painter: QPainter, text: PlacedText) -> None:
        painter.setFont(self._letters.font(text.size, text.weight))
        painter.setPen(self._look.theme.color(text.role))
        down = {0: 0, -1: _LOWER, 1: _HIGHER}[text.level]
        area = QRectF(text.left, text.top + down, 4000, LINE)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(area, int(flags), text.text)

    def _arrange(self) -> None:
        self._working = arranged(self._lines, float(self.width()), self._letters)
        height = round(self._working.height)
        if height != self.minimumHeight():
            self.setMinimumHeight(height)
        self.update()
