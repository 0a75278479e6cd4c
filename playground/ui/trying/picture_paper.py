"""A square sheet that shows one picture of a data set, or says how to get one."""

from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.ui.look import Look
from playground.ui.paper import draw_crisp, paper_image

_RADIUS = 4


class PicturePaper(QWidget):
    """Paper with a frame, and the picture on it as large as whole pixels allow."""

    def __init__(self, look: Look, blank: str, parent: QWidget | None = None) -> None:
        """`blank` is said while there is no picture."""
        super().__init__(parent)
        self._look = look
        self._blank = blank
        self._values: NDArray[Any] | None = None
        self._high = 255.0
        self._image: QImage | None = None
        self.setAccessibleName(self.tr("The picture that the network sees"))
        look.changed.connect(self._on_look_changed)

    def show_picture(self, values: NDArray[Any] | None, high: float) -> None:
        """Show `values` [h, w], stored values 0..high, or nothing."""
        self._values, self._high, self._image = values, high, None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(208, 208)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        side = min(self.width(), self.height())
        sheet = QRectF((self.width() - side) // 2, 0, side, side)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if self._values is None:
            painter.setFont(self._look.font(14))
            painter.setPen(theme.color("text3"))
            painter.drawText(sheet, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._blank)
            return
        if self._image is None:
            self._image = paper_image(self._values, self._high, theme)
        draw_crisp(painter, sheet.adjusted(2, 2, -2, -2), self._image)

    def _on_look_changed(self) -> None:
        self._image = None
        self.update()
