"""The model as torch prints it, what it trains on, and the table of its parameters."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase, QFontMetrics, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from playground.core.layers_tour import Parameter, Tour
from playground.ui.arithmetic.layers.growing_table import GrowingTable
from playground.ui.arithmetic.layers.values import ValuesDelegate
from playground.ui.arithmetic.layers.words import device_text, parameter_text, shape_text, total_parameters
from playground.ui.figures import whole
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look

_SIDE = 16
_LEAST_TEXT, _LEAST_TABLE = 200, 366
_AROUND_TEXT = 30  # frame, margins and a scroll bar, px
_NUMBERS, _VALUES = 2, 3  # columns
_COPIED_MS = 1500


class ModelView(QWidget):
    """Shows the parts of a `Tour` that are about the model and not about a batch."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setAccessibleName(self.tr("The model as torch prints it"))
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(12)
        self._text.setFont(font)
        self._text.setTabChangesFocus(True)
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setProperty("compact", True)
        self._copy.setToolTip(self.tr("Copy the model's text."))
        self._copy.clicked.connect(self._on_copy)
        self._device = FittingText(look)
        self._count = FittingText(look)
        self._table = ParameterTable(look)
        self._lay_out()

    def show_tour(self, tour: Tour) -> None:
        """Show the model; its text is left alone while it stays the same, and with it what is selected there."""
        if tour.model != self._text.toPlainText():
            self._text.setPlainText(tour.model)
            self._fit_text(tour.model)
        self._device.show_texts((device_text(tour), tour.device), "text2")
        self._count.show_texts((total_parameters(tour),), "text2")
        self._table.show_parameters(tour.parameters)

    def _fit_text(self, model: str) -> None:
        """Take the width of the longest line, as far as the table beside it can spare it."""
        metrics = QFontMetrics(self._text.font())
        needed = max(map(metrics.horizontalAdvance, model.splitlines()), default=0) + _AROUND_TEXT
        self._text.setFixedWidth(max(_LEAST_TEXT, min(needed, self.width() - _SIDE - _LEAST_TABLE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_text(self._text.toPlainText())

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._copy.setText(self.tr("Copied"))
        QTimer.singleShot(_COPIED_MS, self, self._on_copied_seen)

    def _on_copied_seen(self) -> None:
        self._copy.setText(self.tr("Copy"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(_head(self.tr("print(model)")))
        head.addStretch(1)
        head.addWidget(self._copy)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(head)
        left.addWidget(self._text, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(_head(self.tr("Parameters")))
        right.addWidget(self._count)
        right.addWidget(self._table, 1)
        right.addWidget(self._device)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_SIDE)
        layout.addLayout(left)
        layout.addLayout(right, 1)


class ParameterTable(GrowingTable):
    """A row for each tensor that is learned: its name, its size, how many numbers it has, and the first of them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, 4, frozenset({_NUMBERS}), parent)
        heads = (self.tr("Name"), self.tr("Size"), self.tr("Numbers"), self.tr("First values"))
        self.set_heads([(text, "") for text in heads])
        self.setAccessibleName(self.tr("Parameters"))
        self.setItemDelegateForColumn(_VALUES, ValuesDelegate(look, lambda _, value: parameter_text(value), self))

    def show_parameters(self, parameters: tuple[Parameter, ...]) -> None:
        """Show these tensors; columns grow with their texts, and never shrink."""
        if len(parameters) != self.rowCount():
            self.make_rows(len(parameters))
        for row, parameter in enumerate(parameters):
            self.write(row, (parameter.name, shape_text(parameter.size), whole(parameter.count)))
            values = self.item(row, _VALUES)
            if values is not None:
                values.setData(Qt.ItemDataRole.UserRole, parameter.values.tolist())
        self.fit_columns()


def _head(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "head")
    return label
