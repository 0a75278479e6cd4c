"""A piece of the plane around one point, large."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.probes import Floats, Plane
from playground.ui.look import Look
from playground.ui.plane_ground import Dots, draw_ring
from playground.ui.samples.plane_pieces import PieceStyle, PlanePieces


class PlanePatch(QWidget):
    """The network's answers and the other points around one point, which stands in the middle."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._centre: Floats | None = None
        self._label = 0
        self._pieces = PlanePieces(PieceStyle(reach=2.5, diameter=6, rim=1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def forget(self) -> None:
        """Begin anew with other data."""
        self._centre = None
        self._pieces.forget()
        self.update()

    def show_point(self, centre: Floats, label: int) -> None:
        """Go to the point `centre` [2] of the true class `label`."""
        self._centre, self._label = centre, label
        self.update()

    def set_plane(self, plane: Plane | None) -> None:
        """Take the network's answers over the plane; None: there are none yet."""
        self._pieces.set_plane(plane)
        self.update()

    def set_dots(self, dots: Dots) -> None:
        """Take the data set's points."""
        if self._pieces.set_dots(dots):
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(112, 112)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._centre is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        side = min(self.width(), self.height()) - 1
        square = QRectF(0.5, 0.5, side, side)
        ground = QRectF(1, 1, side - 1, side - 1)
        painter.fillRect(ground, theme.color("paper"))
        self._pieces.draw(painter, theme, ground, self._centre)
        draw_ring(painter, theme, square.center(), self._label, 8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawRect(square)
