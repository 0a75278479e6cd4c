"""A picture as numbers: its pixels, a neuron's weights or the products of both, and what the colours stand for."""

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from playground.core.numbers import Numbers
from playground.ui.arithmetic.numbers.cells import Cells, Shown, cells_of
from playground.ui.arithmetic.numbers.grid import GridFrame, NumberGrid
from playground.ui.arithmetic.numbers.words import cell_text, unit_text
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.segments import SegmentedControl
from playground.ui.why.ramp import Ramp

_BETWEEN, _GAP = 4, 12


class PictureView(QWidget):
    """The grid above a line about the cell that is meant. `switch`, of what the cells hold, is for whoever lays this
    out to place.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._high = 1.0
        self._numbers: Numbers | None = None
        self.switch = SegmentedControl(
            [
                (Shown.PIXEL, self.tr("Pixel")),
                (Shown.WEIGHT, self.tr("Weight")),
                (Shown.PRODUCT, self.tr("Product")),
            ]
        )
        self.switch.setToolTip(
            self.tr("What stands in the cells: the pixel as stored, the neuron's weight for it, or input times weight.")
        )
        self._unit = FittingText(look)
        self._ramp = Ramp(look)
        self._ramp.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._ramp.hide()
        self._grid = NumberGrid(look)
        self._frame = GridFrame(self._grid)
        self._line = FittingText(look)
        self._lay_out()
        self.switch.chosen.connect(self._show)
        self._grid.cell_changed.connect(self._show_line)
        look.changed.connect(self._show)

    def set_high(self, high: float) -> None:
        """Take other data: `high` is the largest value that a pixel can have."""
        self._high = high
        self._numbers = None

    def show_numbers(self, numbers: Numbers) -> None:
        """Show the numbers of one example and one neuron; a new picture begins where its ink is."""
        before, self._numbers = self._numbers, numbers
        self._show()
        if before is None or not np.array_equal(before.stored, numbers.stored):
            self._go_to_ink(numbers)

    def show_cells_of(self, shown: Shown) -> None:
        """Have the cells hold this."""
        self.switch.set_value(shown)
        self._show()

    def _go_to_ink(self, numbers: Numbers) -> None:
        """Mean the cell whose product counts most."""
        products = np.nan_to_num(np.abs(numbers.products), nan=0.0, posinf=0.0, neginf=0.0)
        row, column = np.unravel_index(int(products.argmax()), products.shape)
        self._grid.go_to(int(row), int(column))
        self._frame.centre_on(int(row), int(column))

    def _show(self) -> None:
        if self._numbers is None:
            return
        cells: Cells = cells_of(self._numbers, Shown(self.switch.value()), self._high, self._look.theme)
        self._grid.show_cells(cells)
        self._ramp.show_end(cells.end / cells.unit if cells.end is not None and cells.unit is not None else None)
        self._ramp.setVisible(cells.end is not None)
        self._unit.show_texts(unit_text(cells.unit, self._high), "text3")
        self._show_line()

    def _show_line(self) -> None:
        if self._numbers is not None:
            self._line.show_texts(cell_text(self._numbers, *self._grid.cell), "text2")

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(_GAP)
        foot.addWidget(self._line, 5)
        foot.addWidget(self._unit, 2)
        foot.addWidget(self._ramp)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_BETWEEN)
        layout.addWidget(self._frame, 1)
        layout.addLayout(foot)
