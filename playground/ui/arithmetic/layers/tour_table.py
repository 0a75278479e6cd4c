"""The operations on a batch, a row each: shapes, type, and values."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from playground.core.layers_tour import Tour
from playground.ui.arithmetic.layers.values import SLOT, ValuesDelegate
from playground.ui.arithmetic.layers.words import (
    dtype_text,
    first_bend,
    mean_text,
    operation_help,
    operation_name,
    total_text,
    value_text,
    way_text,
)
from playground.ui.look import Look

_NAME, _SHAPES, _TYPE, _LEAST, _MEAN, _GREATEST, _SUM, _VALUES = range(8)
_ROW = 22
_PADDING = 17
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FIGURES = frozenset({_LEAST, _MEAN, _GREATEST, _SUM})


class TourTable(QTableWidget):
    """One row is picked: by click or by the arrow keys. Columns grow with their texts, and never shrink."""

    picked = Signal(int)
    """The place of the row that is picked now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(0, 8, parent)
        self._look = look
        self._tour: Tour | None = None
        self.setFont(look.font(12))
        self.setAccessibleName(self.tr("What each layer does to the batch"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setItemDelegateForColumn(_VALUES, ValuesDelegate(look, self._written, self))
        self.setStyleSheet("QTableView::item { padding: 0 5px; }")  # as the heads have it
        self._head()
        self.currentCellChanged.connect(self._on_current_changed)

    @property
    def tour(self) -> Tour | None:
        return self._tour

    def show_tour(self, tour: Tour) -> None:
        """Show `tour`. Where it has other operations than the one before, the first activation is picked."""
        before, self._tour = self._tour, tour
        same = before is not None and [row.operation for row in before.rows] == [row.operation for row in tour.rows]
        if not same:
            self._make_rows(len(tour.rows))
        for place in range(len(tour.rows)):
            self._show_row(tour, place)
        self._fit_columns()
        if not same:
            self.selectRow(first_bend(tour))

    def text_at(self, place: int, column: int) -> str:
        """Return what stands in a cell."""
        item = self.item(place, column)
        return item.text() if item is not None else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _head(self) -> None:
        heads = (
            (self.tr("Operation"), ""),
            (self.tr("Shape"), self.tr("The shape before and after; the first number is how many examples there are.")),
            (self.tr("Type"), self.tr("What kind of numbers these are.")),
            (self.tr("Least"), self.tr("The least of all values of the batch.")),
            (self.tr("Mean"), self.tr("The mean of all values of the batch.")),
            (self.tr("Greatest"), self.tr("The greatest of all values of the batch.")),
            (self.tr("Sum"), self.tr("What the probabilities of the first example add up to.")),
            (self.tr("First values"), self.tr("The first values of the first example; negative ones are marked.")),
        )
        for column, (text, help_text) in enumerate(heads):
            item = QTableWidgetItem(text)
            item.setToolTip(help_text)
            item.setTextAlignment(_RIGHT if column in _FIGURES else _LEFT)
            self.setHorizontalHeaderItem(column, item)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(20)

    def _make_rows(self, count: int) -> None:
        self.setRowCount(count)
        for column in range(_VALUES):
            self.setColumnWidth(column, 0)
        for row in range(count):
            for column in range(self.columnCount()):
                item = QTableWidgetItem()
                item.setTextAlignment(_RIGHT if column in _FIGURES else _LEFT)
                self.setItem(row, column, item)

    def _show_row(self, tour: Tour, place: int) -> None:
        row = tour.rows[place]
        texts = (
            operation_name(row),
            way_text(row),
            dtype_text(row),
            value_text(row.least, row),
            mean_text(row),
            value_text(row.greatest, row),
            total_text(row),
        )
        for column, text in enumerate(texts):
            item = self.item(place, column)
            if item is not None and item.text() != text:
                item.setText(text)
        named, values = self.item(place, _NAME), self.item(place, _VALUES)
        if named is not None and values is not None:
            named.setToolTip(operation_help(row))
            values.setData(Qt.ItemDataRole.UserRole, row.values[0].tolist())

    def _written(self, place: int, value: float) -> str:
        return value_text(value, self._tour.rows[place]) if self._tour is not None else ""

    def _fit_columns(self) -> None:
        """Give each column the room that its texts need; the values are left out where not two of them fit."""
        if self._tour is None:
            return
        metrics = self.fontMetrics()
        for column in range(_VALUES):
            head = self.horizontalHeaderItem(column)
            texts = [self.text_at(place, column) for place in range(self.rowCount())]
            widest = max(map(metrics.horizontalAdvance, [*texts, f"{head.text()} " if head is not None else ""]))
            if widest + _PADDING > self.columnWidth(column):
                self.setColumnWidth(column, widest + _PADDING)
        used = sum(self.columnWidth(column) for column in range(_VALUES))
        self.setColumnHidden(_VALUES, self.viewport().width() - used < 2 * SLOT)

    def _on_current_changed(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row >= 0 and row != before:
            self.picked.emit(row)
