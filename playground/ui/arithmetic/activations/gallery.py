"""All activation functions side by side, small; one of them is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from playground.core.activations import DESCRIBED, Curve, Curves
from playground.core.model_options import Activation
from playground.core.probes import Doubles
from playground.ui.arithmetic.formulas import title_of
from playground.ui.arithmetic.plotting import PlotArea, Range
from playground.ui.look import REGULAR, SEMIBOLD, Look
from playground.ui.words import say, tooltip

_COLUMNS = 3
_GAP = 8
_WIDTH, _SMALL_WIDTH = 104, 84
_LEAST_HEIGHT, _MOST_HEIGHT = 74, 136
_PADDING = 8
_HEAD = 18  # px, of the name
_ACROSS, _UP = Range(-3.2, 3.2), Range(-1.4, 3.2)


class Gallery(QWidget):
    """One stop for Tab; the arrow keys move the choice."""

    chosen = Signal(Activation)
    """The person took another function. `set_chosen` is silent."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._on_toggled)
        self._tiles = {activation: FunctionTile(look, activation, self) for activation in Activation}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        for place, tile in enumerate(self._tiles.values()):
            self._group.addButton(tile)
            grid.addWidget(tile, place // _COLUMNS, place % _COLUMNS)
        grid.setRowStretch(-(-len(self._tiles) // _COLUMNS), 1)
        self._chosen = Activation.RELU
        self.set_chosen(self._chosen)

    def set_chosen(self, activation: Activation) -> None:
        """Mark a function as the chosen one; silent."""
        self._chosen = activation
        self._tiles[activation].setChecked(True)

    def set_used(self, used: Activation | None) -> None:
        """Mark the function that is in use."""
        for activation, tile in self._tiles.items():
            tile.set_used(activation is used)

    def show_curves(self, curves: Curves) -> None:
        for activation, tile in self._tiles.items():
            tile.show_curve(curves.x, curves.of[activation])

    def _on_toggled(self, tile: "FunctionTile", checked: bool) -> None:
        if checked and tile.activation is not self._chosen:
            self._chosen = tile.activation
            self.chosen.emit(tile.activation)


class FunctionTile(QAbstractButton):
    """A function, its slope dashed, and its name; with a word where it is the one in use."""

    def __init__(self, look: Look, activation: Activation, parent: QWidget) -> None:
        super().__init__(parent)
        self.activation = activation
        self._look = look
        self._used = False
        self._x: Doubles | None = None
        self._curve: Curve | None = None
        self.setCheckable(True)
        self.setText(title_of(activation))
        self.setToolTip(tooltip(say(DESCRIBED[activation].about)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(_MOST_HEIGHT)
        self.set_used(False)
        look.changed.connect(self._on_look_changed)

    def set_used(self, used: bool) -> None:
        """Mark whether the network uses this function."""
        self._used = used
        self.setAccessibleName(self.tr("{name}, in use").format(name=self.text()) if used else self.text())
        self.update()

    def show_curve(self, x: Doubles, curve: Curve) -> None:
        """Draw the function at the places `x` [n]."""
        shown = abs(x) <= _ACROSS.high
        self._x, self._curve = x[shown], Curve(curve.y[shown], curve.slope[shown])
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SMALL_WIDTH if self._look.small else _WIDTH, _MOST_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), _LEAST_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_curve(painter, QRectF(self.rect()).adjusted(_PADDING, _HEAD + 4, -_PADDING, -_PADDING))
        self._paint_text(
            painter, self.text(), 6.0, self._look.font(12, SEMIBOLD if self.isChecked() else REGULAR), "text"
        )
        if self._used:
            self._paint_text(painter, self.tr("in use"), 6.0 + _HEAD - 2, self._look.font(11), "text3")

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        wide = 2 if self.hasFocus() else 1
        border = "accent" if self.isChecked() or self.hasFocus() else "text3" if self.underMouse() else "line"
        painter.setPen(QPen(theme.color(border), wide))
        painter.setBrush(theme.color("soft") if self.isChecked() else QColor(Qt.GlobalColor.transparent))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), 6, 6)

    def _paint_curve(self, painter: QPainter, area: QRectF) -> None:
        theme = self._look.theme
        plot = PlotArea(area, _ACROSS, _UP)
        painter.setPen(QPen(theme.color("axis"), 1))
        x, y = round(plot.x(0)) + 0.5, round(plot.y(0)) + 0.5
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if self._x is None or self._curve is None:
            return
        painter.save()
        painter.setClipRect(area)
        self._paint_line(
            painter, plot.line(self._x, self._curve.slope), QPen(theme.color("text3"), 1, Qt.PenStyle.DashLine)
        )
        role = "accent" if self.isChecked() else "text"
        self._paint_line(painter, plot.line(self._x, self._curve.y), QPen(theme.color(role), 1.75))
        painter.restore()

    def _paint_line(self, painter: QPainter, points: Sequence[QPointF], pen: QPen) -> None:
        painter.setPen(pen)
        painter.drawPolyline(points)

    def _paint_text(self, painter: QPainter, text: str, top: float, font: QFont, role: str) -> None:
        painter.setFont(font)
        painter.setPen(self._look.theme.color(role))
        place = QRectF(_PADDING, top, self.width() - 2 * _PADDING + 4, _HEAD - 2)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
