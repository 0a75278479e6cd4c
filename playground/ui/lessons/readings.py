"""The losses of a run as numbers: of every so many-th batch, and of the test part at the end of each epoch."""

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QHeaderView, QLabel, QSpinBox, QTableView, QVBoxLayout, QWidget

from playground.core.history import History
from playground.ui.figures import decimal, percent, whole
from playground.ui.look import Look
from playground.ui.steady_wheel import SteadyWheel

EPOCHS = "epoch"
"""The series of how many epochs are done, with a point wherever the network is tested."""

_BATCH_LOSS, _TEST_LOSS, _TEST_ACCURACY = "batch_loss", "test_loss", "test_accuracy"
_EVERY = 100
_MOST = 100_000
_ROW = 22
_HEIGHT = 8 * _ROW
_DIGITS = 5
_BETWEEN, _BETWEEN_NARROW = 24, 8

Index = QModelIndex | QPersistentModelIndex
Row = tuple[str, ...]


class Readings(QWidget):
    """Two lists side by side, or in a narrow room one below the other; the newest row first."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history: History | None = None
        self._batches = BatchRows()
        self._epochs = EpochRows()
        self._every = self._make_every()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out(look)

    def set_narrow(self, narrow: bool) -> None:
        """Put the lists one below the other, or side by side."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if narrow else across)
        self._row.setSpacing(_BETWEEN_NARROW if narrow else _BETWEEN)

    def follow(self, history: History | None) -> None:
        """Read the run that writes `history` from now on; None: there is none."""
        self._history = history
        self._batches.begin(self._every.value())
        self._epochs.begin()
        self.refresh()

    def refresh(self) -> None:
        """Read what is new."""
        if self._history is not None:
            self._batches.read(self._history)
            self._epochs.read(self._history)

    def _on_every_changed(self) -> None:
        self._batches.begin(self._every.value())
        self.refresh()

    def _make_every(self) -> QSpinBox:
        box = _SteadyBox()
        box.setRange(1, _MOST)
        box.setValue(_EVERY)
        box.setFixedWidth(76)
        box.setKeyboardTracking(False)
        box.setAccessibleName(self.tr("Batches from one reading to the next"))
        box.setToolTip(self.tr("How many batches lie between two readings of the loss."))
        box.valueChanged.connect(self._on_every_changed)
        return box

    def _lay_out(self, look: Look) -> None:
        row = self._row
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_BETWEEN)
        head = QHBoxLayout()
        head.setSpacing(6)
        before, after = self.tr("Loss every {count} batches").split("{count}")
        for widget in (_head(before.strip()), self._every, _head(after.strip())):
            head.addWidget(widget)
        head.addStretch(1)
        row.addLayout(_column(head, _table(self._batches, self.tr("Loss of every so many-th batch"), look)))
        head = QHBoxLayout()
        head.addWidget(_head(self.tr("Test, on average")))
        row.addLayout(_column(head, _table(self._epochs, self.tr("Test loss after each epoch"), look)))


class _SteadyBox(SteadyWheel, QSpinBox):
    """A box that the wheel scrolls past, until it is clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class _Rows(QAbstractTableModel):
    """Rows of texts under `heads`; new ones come first."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def heads(self) -> Row:
        return ()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return len(self.heads())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[-1 - index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        return self.heads()[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def add(self, rows: list[Row]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def clear(self) -> None:
        if self._rows:
            self.beginResetModel()
            self._rows = []
            self.endResetModel()


class BatchRows(_Rows):
    """The loss of each batch whose number is a multiple of an interval."""

    def __init__(self) -> None:
        super().__init__()
        self._every = _EVERY
        self._read = (0, 0)  # generation and points

    def heads(self) -> Row:
        return self.tr("batch"), self.tr("loss")

    def begin(self, every: int) -> None:
        """Forget all that was read, and read each `every`-th batch."""
        self._every, self._read = every, (0, 0)
        self.clear()

    def read(self, history: History) -> None:
        if history.generation(_BATCH_LOSS) != self._read[0]:
            self.begin(self._every)
        piece = history.read(_BATCH_LOSS, self._read[1])
        self._read = piece.generation, self._read[1] + len(piece.steps)
        kept = piece.steps % self._every == 0
        pairs = zip(piece.steps[kept].tolist(), piece.values[kept].tolist(), strict=True)
        self.add([(whole(step), decimal(loss, _DIGITS)) for step, loss in pairs])


class EpochRows(_Rows):
    """Average loss and accuracy on the test part at the end of each epoch."""

    def __init__(self) -> None:
        super().__init__()
        self._read = (0, 0)

    def heads(self) -> Row:
        return self.tr("epoch"), self.tr("loss"), self.tr("right")

    def begin(self) -> None:
        """Forget all that was read."""
        self._read = (0, 0)
        self.clear()

    def read(self, history: History) -> None:
        if history.generation(EPOCHS) != self._read[0]:
            self.begin()
        start = self._read[1]
        # The three are written together; the one that is read first has no more than the others.
        epochs = history.read(EPOCHS, start)
        stop = start + len(epochs.steps)
        losses, rights = history.read(_TEST_LOSS, start, stop), history.read(_TEST_ACCURACY, start, stop)
        self._read = epochs.generation, stop
        ends = np.flatnonzero(epochs.values == np.round(epochs.values))
        self.add(
            [
                (whole(round(epochs.values[at])), decimal(losses.values[at], _DIGITS), percent(rights.values[at], 2))
                for at in ends.tolist()
            ]
        )


def _head(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "head")
    return label


def _column(head: QHBoxLayout, table: QTableView) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addLayout(head)
    column.addWidget(table)
    return column


def _table(rows: _Rows, name: str, look: Look) -> QTableView:
    table = QTableView()
    table.setModel(rows)
    rows.setParent(table)
    table.setAccessibleName(name)
    table.setFont(look.font(12))
    table.setShowGrid(False)
    table.setFixedHeight(_HEIGHT)
    table.setTabKeyNavigation(False)
    table.setSelectionMode(QTableView.SelectionMode.NoSelection)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    across = table.horizontalHeader()
    across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    # Numbers of epochs are short: what they leave goes to the losses, whole also beside a scroll bar.
    across.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    across.setHighlightSections(False)
    across.setMinimumSectionSize(40)
    return table
