"""A combo box that the wheel scrolls past, with an icon only where there is room for it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QStyleOptionComboBox, QWidget

from playground.ui.steady_wheel import SteadyWheel

_ARROW = 20
_PADDING = 8
_GAP = 6


class Combo(SteadyWheel, QComboBox):
    """A combo box whose closed box shows the item's icon at its right end, if the text leaves room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(24)
        self._preferred = 0
        self.setItemDelegate(QStyledItemDelegate(self))  # a combo box's own does not follow the style sheet
        self.take_width()

    def needed_width(self) -> int:
        """Return the width that shows the longest text whole, px."""
        metrics = self.fontMetrics()
        texts = [metrics.horizontalAdvance(self.itemText(index)) for index in range(self.count())]
        return max(texts, default=0) + _PADDING + _ARROW

    def prefer_width(self, width: int) -> None:
        """Be `width` px wide where there is room, so that boxes below each other line up, but never cut off a text."""
        self._preferred = width
        self.setMinimumWidth(self.needed_width())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def take_width(self) -> None:
        """Be as wide as the room there is."""
        self._preferred = 0
        self.setMinimumWidth(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), self._preferred), hint.height())

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802
        super().initStyleOption(option)
        option.currentIcon = QIcon()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icon, size = self.itemIcon(self.currentIndex()), self.iconSize()
        left = self.width() - _ARROW - size.width() - 2
        text_end = _PADDING + self.fontMetrics().horizontalAdvance(self.currentText())
        if icon.isNull() or left < text_end + _GAP:
            return
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        painter = QPainter(self)
        # Exactly its size: an icon that is a glyph fills the height it is given, and would be cut off at the sides.
        place = QRect(left, (self.height() - size.height()) // 2, size.width(), size.height())
        icon.paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)
        painter.end()

    def showPopup(self) -> None:  # noqa: N802
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * _PADDING)
        super().showPopup()
