"""Training images as they are stored, and beneath each what the network gets in their place."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.probes import Augmented
from playground.ui.look import Look
from playground.ui.paper import draw_crisp, paper_image
from playground.ui.words import tooltip

IMAGES, TIMES = 4, 2
"""Pictures in a row where there is room, and rows of varied ones."""

_GAP = 2
_CELL = 56  # px: 28 pixels twice as large; where it would be less, a row has a picture less
_ROW_GAP = 6  # between the stored ones and the others
_LINE = 16  # height of a row's title
_RADIUS = 3


class AugmentationPreview(QWidget):
    """A row of stored pictures, and rows of what becomes of them. A click asks for others."""

    others_wanted = Signal()
    """The person wants other images, varied by other random numbers."""
    seen = Signal()
    """It came into sight, and may show what is out of date."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: list[list[QImage]] = []
        self._shown: tuple[Augmented, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Varied training images"))
        self.setAccessibleDescription(self.tr("Press Space for other images."))
        self.setToolTip(
            tooltip(
                self.tr("Training images as they are stored, and beneath each how the network gets it in two steps."),
                self.tr("Click for other images."),
            )
        )
        look.changed.connect(self._on_look_changed)
        self._fit()

    @property
    def shown(self) -> Augmented | None:
        return self._shown[0] if self._shown is not None else None

    def show_images(self, augmented: Augmented | None, high: float) -> None:
        """Show pictures of stored values 0..high, or empty paper."""
        self._shown = (augmented, high) if augmented is not None else None
        self._rows = []
        self.update()

    def sizeHint(self) -> QSize:
        return QSize((IMAGES - 1) * _CELL, self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.others_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.others_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        painter.setFont(self._look.font(11))
        painter.setPen(theme.color("text3"))
        for title, top in (
            (self.tr("As stored"), 0),
            (self.tr("As the network gets them"), self._cell + _LINE + _ROW_GAP),
        ):
            painter.drawText(QRect(0, top, self.width(), _LINE), Qt.AlignmentFlag.AlignVCenter, title)
        rows = self._images()
        painter.setPen(QPen(theme.color("border"), 1))
        for row in range(1 + TIMES):
            for column in range(self._columns):
                place = self._place(row, column)
                painter.fillRect(place, theme.color("paper"))
                if row < len(rows) and column < len(rows[row]):
                    draw_crisp(painter, place, rows[row][column])
                painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def _images(self) -> list[list[QImage]]:
        if not self._rows and self._shown is not None:
            augmented, high = self._shown
            self._rows = [
                [paper_image(values, high, self._look.theme) for values in row]
                for row in (augmented.stored, *augmented.varied)
            ]
        return self._rows

    @property
    def _columns(self) -> int:
        return IMAGES if self._size(IMAGES) >= _CELL else IMAGES - 1

    @property
    def _cell(self) -> int:
        return max(_CELL, self._size(self._columns))

    def _size(self, columns: int) -> int:
        return (self.width() - (columns - 1) * _GAP) // columns

    def _place(self, row: int, column: int) -> QRectF:
        """Return the frame of a picture; columns share the width to the last px."""
        left = round((self.width() - self._cell) * column / (self._columns - 1))
        top = _LINE + row * (self._cell + _GAP) + (_LINE + _ROW_GAP - _GAP if row else 0)
        return QRectF(left, top, self._cell, self._cell)

    def _fit(self) -> None:
        self.setFixedHeight(int(self._place(TIMES, 0).bottom()))

    def _on_look_changed(self) -> None:
        self._rows = []
        self.update()
