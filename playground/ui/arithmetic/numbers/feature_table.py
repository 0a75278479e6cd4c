"""The features of a point or a row as numbers: as stored, as the network sees them, and what a neuron makes of them."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from playground.core.facts import DataFacts
from playground.core.numbers import Numbers
from playground.ui.arithmetic.numbers.words import digits_for, figure, input_name
from playground.ui.look import Look
from playground.ui.network.colors import map_colors

_COLUMNS = 5
_ROW = 22
_LEAST_WIDTH = 56  # of a column of figures, px
_PADDING = 12  # px, of a cell or a head and what lies between two columns
_TINT = 0.45  # share of the map's colour beneath a product, so that its figure can be read
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FeatureTable(QTableWidget):
    """A row for each feature; products are tinted by their sign and size. Columns of figures grow with what they hold,
    and never shrink.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(0, _COLUMNS, parent)
        self._look = look
        self._numbers: Numbers | None = None
        self._figures: list[list[QTableWidgetItem]] = []  # by column, without the names
        self.setAccessibleName(self.tr("The example as numbers"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0 2px; } QHeaderView::section { padding: 4px 5px; }")
        self.setTabKeyNavigation(False)
        self.setFont(look.font(12))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self._head()
        look.changed.connect(self._show)

    def set_facts(self, facts: DataFacts) -> None:
        """Begin anew with the features of this data."""
        self._numbers = None
        names = [input_name(facts, number) for number in range(facts.input_count)]
        self.setRowCount(len(names))
        self._figures = [[QTableWidgetItem() for _ in names] for _ in range(1, _COLUMNS)]
        for row, name in enumerate(names):
            self.setItem(row, 0, _named(name))
            for column, items in enumerate(self._figures, start=1):
                items[row].setTextAlignment(_RIGHT)
                self.setItem(row, column, items[row])
        for column in range(1, _COLUMNS):
            self.setColumnWidth(column, _LEAST_WIDTH)

    def show_numbers(self, numbers: Numbers) -> None:
        """Show the numbers of one example and one neuron."""
        self._numbers = numbers
        self._show()

    def _head(self) -> None:
        heads = (
            (self.tr("Feature"), ""),
            (self.tr("Stored"), self.tr("The value as the data set has it.")),
            ("x", self.tr("What the network sees of it: normalised.")),
            ("w", self.tr("The neuron's weight for it.")),
            ("x × w", self.tr("What it adds to the sum.")),
        )
        for column, (text, help_text) in enumerate(heads):
            item = QTableWidgetItem(text)
            item.setToolTip(help_text)
            item.setTextAlignment(_RIGHT if column else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, item)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _show(self) -> None:
        numbers = self._numbers
        if numbers is None:
            return
        columns = (numbers.stored.astype(np.float64), numbers.seen, numbers.weights, numbers.products)
        for items, values in zip(self._figures, columns, strict=True):
            digits = digits_for(float(np.abs(values).max(initial=0.0)))
            for item, value in zip(items, values.tolist(), strict=True):
                item.setText(figure(value, digits))
        products = np.nan_to_num(numbers.products, nan=0.0, posinf=0.0, neginf=0.0)
        shares = products / max(float(np.abs(products).max(initial=0.0)), 1e-12)
        for item, color in zip(self._figures[-1], map_colors(shares, self._look.theme, _TINT).tolist(), strict=True):
            item.setBackground(QBrush(QColor.fromRgb(color)))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give each column of figures the room that they need."""
        metrics = self.fontMetrics()
        for column, items in enumerate(self._figures, start=1):
            needed = max((metrics.horizontalAdvance(item.text()) for item in items), default=0) + _PADDING
            if needed > self.columnWidth(column):
                self.setColumnWidth(column, needed)


def _named(name: str) -> QTableWidgetItem:
    item = QTableWidgetItem(name)
    item.setToolTip(name)  # which may be cut off
    return item
