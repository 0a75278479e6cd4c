"""A table whose columns grow with their texts and never shrink; its last column is painted and takes what is left."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from playground.ui.look import Look

_ROW = 22
_USUAL = "QTableView::item { padding: 0 5px; }"  # as the heads have it
_TIGHT = "QTableView::item { padding: 0 2px; } QHeaderView::section { padding: 4px; }"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GrowingTable(QTableWidget):
    """Nothing in it can be changed, and rows are picked as a whole."""

    def __init__(self, look: Look, columns: int, figures: frozenset[int], parent: QWidget | None = None) -> None:
        """`figures`: which columns hold figures, which stand right."""
        super().__init__(0, columns, parent)
        self._figures = figures
        self.setFont(look.font(12))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setStyleSheet(_USUAL)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)

    def set_heads(self, heads: Sequence[tuple[str, str]]) -> None:
        """Take the text and the tooltip over each column."""
        for column, (text, about) in enumerate(heads):
            item = self._item(column)
            item.setText(text)
            item.setToolTip(about)
            self.setHorizontalHeaderItem(column, item)

    def text_at(self, row: int, column: int) -> str:
        """Return what stands in a cell."""
        item = self.item(row, column)
        return item.text() if item is not None else ""

    def make_rows(self, count: int) -> None:
        """Have so many empty rows; columns begin to grow anew."""
        self.setRowCount(count)
        self._forget_widths()
        for row in range(count):
            for column in range(self.columnCount()):
                self.setItem(row, column, self._item(column))

    def write(self, row: int, texts: Sequence[str]) -> None:
        """Write the first cells of a row; those that stay the same are left alone."""
        for column, text in enumerate(texts):
            item = self.item(row, column)
            if item is not None and item.text() != text:
                item.setText(text)

    def set_tight(self, tight: bool) -> None:
        """Have less room between the columns, or the usual one; they begin to grow anew."""
        self.setStyleSheet(_TIGHT if tight else _USUAL)
        self._forget_widths()

    def fit_columns(self) -> None:
        """Give each column but the last the room that its texts need."""
        heads = self.horizontalHeader()
        for column in range(self.columnCount() - 1):
            needed = max(self.sizeHintForColumn(column), heads.sectionSizeHint(column))
            if needed > self.columnWidth(column):
                self.setColumnWidth(column, needed)

    def _forget_widths(self) -> None:
        for column in range(self.columnCount() - 1):
            self.setColumnWidth(column, 0)

    def _item(self, column: int) -> QTableWidgetItem:
        item = QTableWidgetItem()
        item.setTextAlignment(_RIGHT if column in self._figures else _LEFT)
        return item
