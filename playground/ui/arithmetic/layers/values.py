"""Values side by side, each in a place of its own; negative ones are marked."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from playground.ui.look import Look

SLOT = 58
"""Width of one value, px."""

_MARK = 0.24  # opacity of the ground of negative values
_PADDING = 5


def fitting(width: float) -> int:
    """Return how many values stand in a room of so many px."""
    return max(0, int(width // SLOT))


def paint_values(
    painter: QPainter, look: Look, area: QRectF, values: Sequence[float], write: Callable[[float], str]
) -> None:
    """`write` as many of `values` as fit into `area`. Zeros are quiet, negative ones marked."""
    theme = look.theme
    painter.setFont(look.font(12))
    for place, value in enumerate(values[: fitting(area.width())]):
        slot = QRectF(area.x() + place * SLOT, area.y(), SLOT, area.height())
        if value < 0:
            painter.fillRect(slot.adjusted(1, 1, -1, -1), theme.color("neg", _MARK))
        painter.setPen(theme.color("text3" if value == 0 else "text"))
        text = slot.adjusted(0, 0, -_PADDING, 0)
        painter.drawText(text, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), write(value))


class ValuesDelegate(QStyledItemDelegate):
    """Writes values into the cells of a column: those that an item has as UserRole, by the function that makes the
    text of one, and only whole ones.
    """

    def __init__(self, look: Look, write: Callable[[int, float], str], parent: QObject) -> None:
        """`write` gets the row of the table and the value."""
        super().__init__(parent)
        self._look = look
        self._write = write

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        values = index.data(Qt.ItemDataRole.UserRole) or ()
        painter.save()
        paint_values(painter, self._look, QRectF(option.rect), values, partial(self._write, index.row()))
        painter.restore()
