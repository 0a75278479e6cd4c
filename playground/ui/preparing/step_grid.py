"""The steps side by side, in as many rows as the width asks for."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.preparation import Step
from playground.ui.look import Look
from playground.ui.preparing.step_picture import FRAME
from playground.ui.preparing.step_tile import SheetTile, StepTile, Tile

_LEAST, _MOST = 100, 400  # px that a picture is wide
_GAP = 10  # between two pictures, where the arrow stands
_ROW_GAP = 12
_PARTS = 4
_TOP, _LEFT = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
_ALIGNMENTS = (Qt.AlignmentFlag.AlignVCenter | _LEFT, _TOP | _LEFT, _TOP, _TOP)
"""Of head, picture and the two texts, which take the whole width."""


class StepGrid(QWidget):
    """Lays the tiles out: heads, pictures and texts of one row stand on common lines."""

    switched = Signal(object, bool)
    """A person switched a Step on or off."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = SheetTile(look, self)
        self.tiles = {step: StepTile(look, step, self) for step in Step}
        for tile in self.tiles.values():
            tile.switch.switched.connect(self.switched)
        self._steps: Sequence[Step] = ()
        self._shape = (28, 28)
        self._height = 0
        self._arranged: tuple[object, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(4)

    def show_steps(self, steps: Sequence[Step], facts: DataFacts) -> None:
        """Show the tiles of `steps` alone, for pictures of the size that `facts` tell."""
        height, width = facts.input_shape
        self._steps, self._shape = steps, (height, width)
        for step, tile in self.tiles.items():
            tile.set_visible(step in steps)
            tile.picture.set_last(step is steps[-1])
        self._arrange()

    def set_room(self, height: int) -> None:
        """Take the height, in px, within which the grid should stay where it can."""
        if height != self._height:
            self._height = height
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _LEAST + _GAP, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        """Give every tile its place, and all pictures one size: that of whole pixels."""
        shown: list[Tile] = [self.sheet, *(self.tiles[step] for step in self._steps)]
        fitting = max(1, (self.width() + _GAP) // (_LEAST + _GAP))
        rows = ceil(len(shown) / fitting)
        across = ceil(len(shown) / rows)
        wide = (self.width() - (across - 1) * _GAP) // across
        side = self._side(wide, rows)
        arranged = (tuple(self._steps), across, side, wide)
        if arranged != self._arranged:
            self._arranged = arranged
            self._place(shown, across, side, wide + _GAP - side)

    def _side(self, wide: int, rows: int) -> int:
        """Return the side of the pictures' frames, in px."""
        texts = max(sum(part.sizeHint().height() + 4 for part in tile.parts()[2:]) for tile in self.tiles.values())
        high = self._height // rows - self.sheet.head.sizeHint().height() - texts - _ROW_GAP
        room = max(_LEAST, min(wide, high, _MOST)) - 2 * FRAME
        pixels = max(self._shape)
        return room // pixels * pixels + 2 * FRAME

    def _place(self, shown: Sequence[Tile], across: int, side: int, between: int) -> None:
        """Lay all out in rows of `across` pictures, `side` px large and with `between` px from one to the next."""
        while self._grid.takeAt(0) is not None:
            pass
        for number, tile in enumerate(shown):
            row, column = number // across * (_PARTS + 1), number % across * 2
            tile.picture.setFixedSize(side, side)
            for index, part in enumerate(tile.parts()):
                self._grid.addWidget(part, row + index, column, _ALIGNMENTS[index])
            tile.arrow.setVisible(column > 0)
            if column > 0:
                tile.arrow.setFixedSize(between, side)
                self._grid.addWidget(tile.arrow, row + 1, column - 2, 1, 2, _TOP | Qt.AlignmentFlag.AlignRight)
        self._stretch(across, ceil(len(shown) / across))

    def _stretch(self, across: int, rows: int) -> None:
        for column in range(self._grid.columnCount()):
            used = column < 2 * across - 1
            self._grid.setColumnStretch(column, int(used and column % 2 == 0))
            self._grid.setColumnMinimumWidth(column, _GAP if used and column % 2 == 1 else 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, _ROW_GAP if row % (_PARTS + 1) == _PARTS else 0)
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(rows * (_PARTS + 1), 1)
