"""Samples of a table, a row each: what the network says, what it is, how sure it is, and the features."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPalette, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from playground.core.catalog import Family
from playground.core.facts import DataFacts
from playground.core.probes import Samples
from playground.ui.feature_figures import Feature, features_of
from playground.ui.figures import surety
from playground.ui.look import SEMIBOLD, Look

Index = QModelIndex | QPersistentModelIndex

_ANSWER, _TRUTH, _SURETY = range(3)
_FIRST_FEATURE = 3
_ROW = 24
_PADDING = 18
_CROSS = 12


class SampleRows(QTableView):
    """A table of samples; the row with the focus is the selected one."""

    opened = Signal(int)
    """A row was clicked, or Enter pressed on it; its position."""

    moved = Signal(int)
    """The arrow keys reached another row; its position."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._model = _RowModel(look)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Samples"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(_CROSS, _CROSS))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        )
        self.clicked.connect(self._on_clicked)
        self.setItemDelegate(_KeepsColors(self))
        look.changed.connect(self._on_look_changed)

    def set_facts(self, facts: DataFacts | None) -> None:
        """Begin anew with another data set, or without one."""
        self._model.set_facts(facts)
        self._fit_columns()

    def show_samples(self, samples: Samples, trained: bool) -> None:
        """Show `samples`; before training (`trained` False) only what they are."""
        self._model.show_samples(samples, trained)

    def shown(self) -> int:
        return self._model.rowCount()

    def select(self, position: int | None) -> None:
        """Mark the row at `position`, wherever it is now; silent."""
        if position is None:
            self.clearSelection()
        elif position != self.currentIndex().row() or not self.selectionModel().hasSelection():
            self.selectRow(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if before >= 0:
                self.opened.emit(before)
            return
        super().keyPressEvent(event)
        if self.currentIndex().row() != before:
            self.moved.emit(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give each column the room for its longest name or figure and its head; share out what is left."""
        bold = QFontMetrics(self._look.font(12, SEMIBOLD))
        widths = [self._column_width(column, bold) for column in range(self._model.columnCount())]
        spare = max(0, self.viewport().width() - sum(widths)) // max(1, len(widths))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width + spare)
        self.horizontalHeader().setFixedHeight(2 * bold.lineSpacing() + 8)

    def _column_width(self, column: int, metrics: QFontMetrics) -> int:
        head = _in_two_lines(str(self._model.headerData(column, Qt.Orientation.Horizontal)), metrics)
        widest = max((metrics.horizontalAdvance(text) for text in self._model.widest(column)), default=0)
        return max(head, widest) + _PADDING + (_CROSS + 4 if column == _ANSWER else 0)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _on_look_changed(self) -> None:
        self._model.restyle()
        self._fit_columns()


class _KeepsColors(QStyledItemDelegate):
    """Writes the selected row in its own colours: a wrong answer stays red."""

    def initStyleOption(  # noqa: N802
        self, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super().initStyleOption(option, index)
        color = index.data(Qt.ItemDataRole.ForegroundRole)
        if color is not None:
            option.palette.setColor(QPalette.ColorRole.HighlightedText, color)


class _RowModel(QAbstractTableModel):
    """The samples as Qt's table asks for them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._facts: DataFacts | None = None
        self._features: tuple[Feature, ...] = ()
        self._samples: Samples | None = None
        self._trained = False
        self._plain, self._bold = QFont(), QFont()
        self._cross = QIcon()
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours anew from the look."""
        self._plain, self._bold = self._look.font(12), self._look.font(12, SEMIBOLD)
        self._cross = _cross_icon(self._look)
        self._refresh()

    def set_facts(self, facts: DataFacts | None) -> None:
        self.beginResetModel()
        table = facts is not None and facts.family is Family.TABLE
        self._facts, self._samples = facts if table else None, None
        self._features = features_of(facts) if facts is not None and table else ()
        self.endResetModel()

    def show_samples(self, samples: Samples, trained: bool) -> None:
        same = self._samples is not None and len(self._samples.indexes) == len(samples.indexes)
        if not same:
            self.layoutAboutToBeChanged.emit()
        self._samples, self._trained = samples, trained
        if not same:
            self.layoutChanged.emit()
        self._refresh()

    def widest(self, column: int) -> Sequence[str]:
        """Return texts of which one is the widest that the column will hold beneath its head."""
        facts = self._facts
        if facts is None:
            return ()
        if column < _SURETY:
            return facts.class_names
        if column == _SURETY:
            return (surety(0.99995),)
        feature = self._features[column - _FIRST_FEATURE]
        return feature.figure(feature.low), feature.figure(feature.high)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if self._samples is None or parent.isValid() else len(self._samples.indexes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if self._facts is None or parent.isValid() else _FIRST_FEATURE + len(self._features)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            return self._bold
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= _SURETY:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        if role != Qt.ItemDataRole.DisplayRole or self._facts is None or orientation is Qt.Orientation.Vertical:
            return None
        if section >= _FIRST_FEATURE:
            return self._features[section - _FIRST_FEATURE].name
        return (self.tr("Answer"), self.tr("Is"), self.tr("Sure"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._samples is None or self._facts is None:
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self._samples, self._facts, row, column)
        if role == Qt.ItemDataRole.FontRole:
            return self._bold if column == _ANSWER else self._plain
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= _SURETY:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DecorationRole and column == _ANSWER:
            return self._cross if self._wrong(self._samples, row) else None
        if role == Qt.ItemDataRole.ForegroundRole:
            wrong = column <= _TRUTH and self._wrong(self._samples, row)
            return self._look.theme.color("danger" if wrong else "text" if column < _SURETY else "text2")
        return None

    def _text(self, samples: Samples, facts: DataFacts, row: int, column: int) -> str:
        if column >= _FIRST_FEATURE:
            return self._features[column - _FIRST_FEATURE].figure(float(samples.values[row, column - _FIRST_FEATURE]))
        if column == _TRUTH:
            return facts.class_names[int(samples.labels[row])]
        if not self._trained:
            return "–"
        chosen = int(samples.chosen[row])
        return surety(float(samples.probabilities[row, chosen])) if column == _SURETY else facts.class_names[chosen]

    def _wrong(self, samples: Samples, row: int) -> bool:
        return self._trained and bool(samples.chosen[row] != samples.labels[row])

    def _refresh(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))


def _in_two_lines(text: str, metrics: QFontMetrics) -> int:
    """Return the least width in which `text` goes on two lines."""
    words = text.split()
    splits = ((" ".join(words[:count]), " ".join(words[count:])) for count in range(1, len(words) + 1))
    return min((max(metrics.horizontalAdvance(line) for line in lines) for lines in splits), default=0)


def _cross_icon(look: Look) -> QIcon:
    """Return the sign of a wrong answer; the same width is left free where an answer is right."""
    pixmap = QPixmap(2 * _CROSS, 2 * _CROSS)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.theme.color("danger"), 2))
    painter.drawLine(2, 2, _CROSS - 2, _CROSS - 2)
    painter.drawLine(2, _CROSS - 2, _CROSS - 2, 2)
    painter.end()
    return QIcon(pixmap)
