"""The operations on a batch, a row each: shapes, type, and values."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QWidget,
)

from playground.core.layers_tour import Tour
from playground.ui.arithmetic.layers.growing_table import GrowingTable
from playground.ui.arithmetic.layers.values import SLOT, ValuesDelegate
from playground.ui.arithmetic.layers.words import (
    dtype_text,
    first_bend,
    mean_text,
    operation_help,
    operation_name,
    shape_text,
    total_text,
    value_text,
    way_text,
)
from playground.ui.look import Look

_NAME, _SHAPES, _TYPE, _LEAST, _MEAN, _GREATEST, _SUM, _VALUES = range(8)
_FIGURES = frozenset({_LEAST, _MEAN, _GREATEST, _SUM})
_LEAST_VALUES = 2 * SLOT


class TourTable(GrowingTable):
    """One row is picked: by click or by the arrow keys. Columns grow with their texts, and never shrink.

    At least two values are to be seen: where room is short for them a row tells its shape afterwards alone, which the
    next begins with, and columns are nearer to each other; beyond that the table scrolls.
    """

    picked = Signal(int)
    """The place of the row that is picked now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, 8, _FIGURES, parent)
        heads = (
            (self.tr("Operation"), ""),
            (self.tr("Shape"), self.tr("The shape before and after; the first number is how many examples there are.")),
            (self.tr("Type"), self.tr("What kind of numbers these are.")),
            (self.tr("Least"), self.tr("The least of all values of the batch.")),
            (self.tr("Mean"), self.tr("The mean of all values of the batch.")),
            (self.tr("Greatest"), self.tr("The greatest of all values of the batch.")),
            (self.tr("Sum"), self.tr("What the probabilities of the first example add up to.")),
            (
                self.tr("First values"),
                self.tr("The first values of the first example, or one of each; negative ones are marked."),
            ),
        )
        self.set_heads(heads)
        self._tour: Tour | None = None
        self._narrow = False
        self.setAccessibleName(self.tr("What each layer does to the batch"))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegateForColumn(_VALUES, ValuesDelegate(look, self._written, self))
        self.currentCellChanged.connect(self._on_current_changed)

    @property
    def tour(self) -> Tour | None:
        return self._tour

    def show_tour(self, tour: Tour) -> None:
        """Show `tour`. Where it has other operations than the one before, the first activation is picked."""
        before, self._tour = self._tour, tour
        same = before is not None and [row.operation for row in before.rows] == [row.operation for row in tour.rows]
        if not same:
            self.make_rows(len(tour.rows))
        for place in range(len(tour.rows)):
            self._show_row(tour, place)
        self._fit_columns(tour)
        if not same:
            self.selectRow(first_bend(tour))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._tour is not None and event.size().width() != event.oldSize().width():
            self._set_narrow(self._tour, False)
            self._fit_columns(self._tour)

    def _show_row(self, tour: Tour, place: int) -> None:
        row = tour.rows[place]
        texts = (
            operation_name(row),
            shape_text(row.after) if self._narrow else way_text(row),
            dtype_text(row),
            value_text(row.least, row),
            mean_text(row),
            value_text(row.greatest, row),
            total_text(row),
        )
        self.write(place, texts)
        named, values = self.item(place, _NAME), self.item(place, _VALUES)
        if named is not None and values is not None:
            named.setToolTip(operation_help(row))
            shown = row.values[:, 0] if len(row.after) == 1 else row.values[0]  # a number each, such as labels: all
            values.setData(Qt.ItemDataRole.UserRole, shown.tolist())

    def _written(self, place: int, value: float) -> str:
        return value_text(value, self._tour.rows[place]) if self._tour is not None else ""

    def _fit_columns(self, tour: Tour) -> None:
        """Give each column the room that its texts need, and the values what is left."""
        self.fit_columns()
        if not self._narrow and self._left() < _LEAST_VALUES:
            self._set_narrow(tour, True)
            self.fit_columns()
        short = self._left() < _LEAST_VALUES
        self.horizontalHeader().setStretchLastSection(not short)
        if short:
            self.setColumnWidth(_VALUES, _LEAST_VALUES)

    def _set_narrow(self, tour: Tour, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.set_tight(narrow)
            for place in range(len(tour.rows)):
                self._show_row(tour, place)

    def _left(self) -> int:
        """Return what the other columns leave to the values, px."""
        return self.viewport().width() - sum(self.columnWidth(column) for column in range(_VALUES))

    def _on_current_changed(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row >= 0 and row != before:
            self.picked.emit(row)
