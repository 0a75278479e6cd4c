"""A picture as a grid of numbers, one of which is pointed at."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QStaticText,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from playground.ui.arithmetic.numbers.cells import Cells
from playground.ui.figures import MINUS
from playground.ui.look import Look

_LEAST_HEIGHT = 13
_MOST_WIDTH, _MOST_HEIGHT = 72, 46
_ROOMY = 20  # from this height on figures are larger
_NEARER = -0.6  # px between figures, or three of them would touch those beside them
_HEAD = 15  # height of the numbers of the columns and of the gap above them
_ABOVE = 2
_SIDE = 18  # width of the numbers of the rows
_LIGHT, _DARK = "#FFFFFF", "#14181D"
_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_ENDS = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}

Cell = tuple[int, int]


class NumberGrid(QWidget):
    """Shows `Cells`, with the numbers of rows and columns at the edges. The mouse or the arrow keys go to a cell."""

    cell_changed = Signal(int, int)
    """Row and column of the cell that is meant now."""
    followed = Signal(QRect)
    """The keys went to a cell, which is to be in sight."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._cells: Cells | None = None
        self._cell: Cell = (0, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The picture as numbers"))
        look.changed.connect(self.update)

    @property
    def cell(self) -> Cell:
        return self._cell

    def shape(self) -> tuple[int, int]:
        """Return the numbers of rows and columns."""
        texts = self._cells.texts if self._cells is not None else ()
        return len(texts), len(texts[0]) if texts else 0

    def text_at(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        return self._cells.texts[row][column] if self._cells is not None else ""

    def show_cells(self, cells: Cells) -> None:
        """Show other numbers; the cell that is meant stays."""
        known, before = self._cells, self.shape()
        if known is not None and known.texts == cells.texts and known.image == cells.image:
            return  # pixels stay as they are while the network learns
        self._cells = cells
        if self.shape() != before:
            rows, columns = self.shape()
            self._cell = min(self._cell[0], rows - 1), min(self._cell[1], columns - 1)
            self.updateGeometry()
        self.update()

    def go_to(self, row: int, column: int) -> None:
        """Mean this cell, or the nearest there is."""
        rows, columns = self.shape()
        cell = max(0, min(row, rows - 1)), max(0, min(column, columns - 1))
        if cell != self._cell:
            self._cell = cell
            self.cell_changed.emit(*cell)
            self.update()

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Return where a cell is, in px of this widget."""
        size = self._cell_size()
        return QRectF(_SIDE + column * size.width(), _HEAD + row * size.height(), size.width(), size.height())

    def minimumSizeHint(self) -> QSize:
        rows, columns = self.shape()
        return QSize(_SIDE + columns * self._least_width() + 1, _HEAD + rows * _LEAST_HEIGHT + 1)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        size, rows, columns = self._cell_size(), *self.shape()
        row = int((event.position().y() - _HEAD) // max(1, size.height()))
        column = int((event.position().x() - _SIDE) // max(1, size.width()))
        if 0 <= row < rows and 0 <= column < columns:
            self.go_to(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        row, column = self._cell
        if key in _STEPS:
            down, across = _STEPS[key]
            self.go_to(row + down, column + across)
        elif key in _ENDS:
            self.go_to(row, column + _ENDS[key] * self.shape()[1])
        else:
            super().keyPressEvent(event)
            return
        self.followed.emit(self.cell_rect(*self._cell).toAlignedRect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cells is None:
            return
        painter = QPainter(self)
        rows, columns = self.shape()
        last = self.cell_rect(rows - 1, columns - 1)
        area = QRectF(QPointF(_SIDE, _HEAD), last.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(area, self._cells.image)
        self._paint_numbers(painter, self._cells, event.rect().toRectF())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.theme.color("border"), 1))
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        self._paint_frame(painter)
        self._paint_edges(painter)

    def _cell_size(self) -> QSize:
        rows, columns = self.shape()
        least = self._least_width()
        width = (self.width() - _SIDE - 1) // max(1, columns)
        height = (self.height() - _HEAD - 1) // max(1, rows)
        return QSize(max(least, min(width, _MOST_WIDTH)), max(_LEAST_HEIGHT, min(height, _MOST_HEIGHT)))

    def _least_width(self) -> int:
        metrics = QFontMetricsF(self._font(11))
        return int(max(metrics.horizontalAdvance("255"), metrics.horizontalAdvance(f"{MINUS}99"))) + 3

    def _font(self, size: int) -> QFont:
        font = self._look.font(size)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, _NEARER)
        return font

    def _paint_numbers(self, painter: QPainter, cells: Cells, seen: QRectF) -> None:
        """Write what stands in the cells that are to be painted; zeros are quieter."""
        size = self._cell_size()
        font = self._font(12 if size.height() >= _ROOMY else 11)
        written: dict[str, QStaticText] = {}  # laid out once for all cells that hold the same
        painter.setFont(font)
        light, dark = QColor(_LIGHT), QColor(_DARK)
        quiet = self._look.theme.color("text3")
        for row, texts in enumerate(cells.texts):
            top = self.cell_rect(row, 0).top()
            if top > seen.bottom() or top + size.height() < seen.top():
                continue
            for column, text in enumerate(texts):
                laid = written.get(text) or written.setdefault(text, _laid_out(text, font))
                painter.setPen(quiet if text == "0" else light if cells.dark[row, column] else dark)
                left = _SIDE + column * size.width() + (size.width() - laid.size().width()) / 2
                painter.drawStaticText(QPointF(left, top + (size.height() - laid.size().height()) / 2), laid)

    def _paint_edges(self, painter: QPainter) -> None:
        """Number rows and columns at the edges of what is seen, those of the cell that is meant in full ink."""
        theme, (rows, columns) = self._look.theme, self.shape()
        seen = self.visibleRegion().boundingRect().toRectF()
        painter.fillRect(QRectF(seen.x(), seen.y(), _SIDE - 1, self.height()), theme.color("surface"))
        painter.fillRect(QRectF(seen.x(), seen.y(), self.width(), _HEAD - 1), theme.color("surface"))
        painter.setFont(self._look.font(11))
        centred = int(Qt.AlignmentFlag.AlignCenter)
        for row in range(rows):
            painter.setPen(theme.color("text" if row == self._cell[0] else "text3"))
            place = self.cell_rect(row, 0)
            if place.center().y() > seen.y() + _HEAD:
                painter.drawText(QRectF(seen.x(), place.y(), _SIDE - 3, place.height()), centred, str(row))
        for column in range(columns):
            painter.setPen(theme.color("text" if column == self._cell[1] else "text3"))
            place = self.cell_rect(0, column)
            if place.center().x() > seen.x() + _SIDE:
                painter.drawText(
                    QRectF(place.x(), seen.y() + _ABOVE, place.width(), _HEAD - _ABOVE - 1), centred, str(column)
                )

    def _paint_frame(self, painter: QPainter) -> None:
        """Frame the cell that is meant: seen on any colour, and in the accent with the keys."""
        theme, place = self._look.theme, self.cell_rect(*self._cell)
        painter.setPen(QPen(theme.color("surface"), 1))
        painter.drawRect(place.adjusted(-1.5, -1.5, 1.5, 1.5))
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "text"), 2))
        painter.drawRect(place)


def _laid_out(text: str, font: QFont) -> QStaticText:
    laid = QStaticText(text)
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.prepare(font=font)
    return laid


class GridFrame(QScrollArea):
    """The grid at full size where there is room, else a part of it, which follows the keys."""

    def __init__(self, grid: NumberGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self.setWidget(grid)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        grid.setAutoFillBackground(False)  # a scroll area sets it
        grid.followed.connect(self._on_followed)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def centre_on(self, row: int, column: int) -> None:
        """Bring a cell into the middle, as far as there is more than is seen."""
        middle = self._grid.cell_rect(row, column).center().toPoint()
        self.ensureVisible(middle.x(), middle.y(), self.viewport().width() // 2, self.viewport().height() // 2)

    def _on_scrolled(self) -> None:
        self._grid.update()  # the numbers at its edges stay where they are seen

    def _on_followed(self, place: QRect) -> None:
        self.ensureVisible(place.center().x(), place.center().y(), place.width() * 2, place.height() * 2)
