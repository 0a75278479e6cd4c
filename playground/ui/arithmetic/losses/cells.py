"""Figures in a table of losses."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from playground.ui.charts.ticks import value_text
from playground.ui.figures import decimal
from playground.ui.look import Look

_MANY, _FEW = 1000.0, 0.00005  # beyond these, four decimals are too many or say nothing
_LINE = 18
_GAP = 4
_BAR = 4
_FLAGS = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class FigureCell(QWidget):
    """A figure at the right of its column, at least `width` px wide; beneath it may stand a `note`."""

    def __init__(self, look: Look, width: int, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.value: float | None = None
        self._note = note
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def text(self) -> str:
        return "–" if self.value is None else figure(self.value)

    def show_value(self, value: float | None) -> None:
        """Show a figure; None: there is none."""
        self.value = value
        self.setAccessibleName(self.text())
        self.update()

    def sizeHint(self) -> QSize:
        note = round(QFontMetricsF(self.look.font(11)).horizontalAdvance(self._note)) + 1
        return QSize(max(self._width, note), _LINE + (_LINE - 2 if self._note else _GAP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(0, 0, self.width(), self.height())
        beneath = self.beneath()
        painter.setFont(self.look.font(13))
        painter.setPen(self.look.theme.color("text"))
        painter.drawText(room.adjusted(0, 0, 0, -beneath), _FLAGS, self.text())
        self.paint_beneath(painter, QRectF(0, room.height() - beneath, room.width(), beneath))

    def beneath(self) -> float:
        """Return the height of what stands under the figure, px."""
        return _LINE - 2 if self._note else 0

    def paint_beneath(self, painter: QPainter, room: QRectF) -> None:
        """Paint what stands under the figure."""
        painter.setFont(self.look.font(11))
        painter.setPen(self.look.theme.color("text3"))
        painter.drawText(room, _FLAGS, self._note)


class GradientCell(FigureCell):
    """A gradient from -1 to 1 with a bar from the middle of the cell: to the right, blue, what is above 0."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _LINE + _GAP + _BAR + 2)

    def beneath(self) -> float:
        return _BAR + 4

    def paint_beneath(self, painter: QPainter, room: QRectF) -> None:
        theme = self.look.theme
        trough = QRectF(room.left() + _GAP, room.top(), room.width() - _GAP, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        painter.drawRoundedRect(trough, 2, 2)
        if self.value is None:
            return
        half = min(abs(self.value), 1.0) * trough.width() / 2
        left = trough.center().x() - (half if self.value < 0 else 0)
        painter.setBrush(theme.color("pos" if self.value > 0 else "neg"))
        painter.drawRect(QRectF(left, trough.top(), half, _BAR))


def head_cell(text: str, about: str) -> QLabel:
    """Return what stands over a column of figures."""
    label = QLabel(text)
    label.setProperty("role", "head")
    label.setToolTip(about)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def figure(value: float) -> str:
    """Return a figure with four decimals; very large and very small ones short."""
    if abs(value) >= _MANY or 0 < abs(value) < _FEW:
        return value_text(value, "")
    return decimal(value + 0.0, 4)  # the sum takes the sign from -0
