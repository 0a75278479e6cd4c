"""A loss in a table: its name over its formula, with a piece of its line where it has one in a plot."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from playground.core.loss_figures import DescribedLoss
from playground.ui.arithmetic.losses.strokes import Stroke
from playground.ui.look import SEMIBOLD, Look
from playground.ui.words import say, tooltip

_HEIGHT = 38
_PADDING = 6
_SAMPLE = 18


class LossName(QAbstractButton):
    """One that has a `stroke`, as its line is drawn, can be chosen: its line is then drawn strong."""

    def __init__(self, look: Look, described: DescribedLoss, stroke: Stroke | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._formula = say(described.formula)
        self._stroke = stroke
        self.setText(say(described.title))
        self.setToolTip(tooltip(say(described.about)))
        self.setAccessibleName(f"{self.text()}: {self._formula}")
        self.setCheckable(stroke is not None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stroke is not None else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        name = QFontMetricsF(self._look.font(12, SEMIBOLD)).horizontalAdvance(self.text())
        formula = QFontMetricsF(self._look.font(12)).horizontalAdvance(self._formula)
        return QSize(round(self._left() + max(name, formula)) + _PADDING, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        if self._stroke is not None:
            self._paint_ground(painter)
            painter.setPen(self._stroke.pen(theme, strong=self.isChecked()))
            painter.drawLine(QPointF(_PADDING, 12), QPointF(_PADDING + _SAMPLE, 12))
        room = QRectF(self._left(), 3, self.width() - self._left(), 18)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(self._look.font(12, SEMIBOLD))
        painter.setPen(theme.color("text"))
        painter.drawText(room, flags, self.text())
        painter.setFont(self._look.font(12))
        painter.setPen(theme.color("text2"))
        painter.drawText(room.translated(0, 16), flags, self._formula)

    def _left(self) -> int:
        return _PADDING if self._stroke is None else 2 * _PADDING + _SAMPLE

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        if not (self.isChecked() or self.hasFocus() or self.underMouse()):
            return
        painter.setPen(QPen(theme.color("accent"), 2) if self.hasFocus() else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(theme.color("soft") if self.isChecked() else QColor(Qt.GlobalColor.transparent))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
