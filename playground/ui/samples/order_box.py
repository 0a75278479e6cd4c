"""The choice of which samples come first, and from which part of the data."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from playground.core.probes import Order, Part
from playground.ui.look import Look

Choice = tuple[Part, Order]

_CHOICES: tuple[Choice, ...] = (
    (Part.TEST, Order.LEAST_SURE),
    (Part.TEST, Order.RANDOM),
    (Part.TEST, Order.INDEX),
    (Part.TRAIN, Order.LEAST_SURE),
    (Part.TRAIN, Order.RANDOM),
    (Part.TRAIN, Order.INDEX),
)
_ARROW = 24
_HEIGHT = 24
BESIDE = 32
"""The room, in px, that the box leaves to the button that draws again, with the gap between them."""


class OrderBox(QComboBox):
    """A combo box whose list has whole sentences, while the closed box says it in the few words it has room for.

    Before training no answer is sure or unsure: then the order of the file is shown, and that of surety is not offered.
    """

    chosen = Signal()
    """The person made another choice."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._trained = True
        self._narrow = False
        self.setFixedHeight(_HEIGHT)
        self.setStyleSheet(f"QComboBox, QComboBox:focus {{ min-height: {_HEIGHT - 2}px; }}")  # as low as its neighbours
        self.setAccessibleName(self.tr("Which samples come first"))
        self.setToolTip(self.tr("Which samples come first, and whether they are for testing or for training."))
        for text in (
            self.tr("Test examples, least sure first"),
            self.tr("Test examples, at random"),
            self.tr("Test examples, in file order"),
            self.tr("Training examples, least sure first"),
            self.tr("Training examples, at random"),
            self.tr("Training examples, in file order"),
        ):
            self.addItem(text)
        self.activated.connect(self._on_activated)
        look.changed.connect(self.updateGeometry)

    def choice(self) -> Choice:
        """Return the part and the order in force."""
        part, order = _CHOICES[self.currentIndex()]
        return part, order if self._trained or order is not Order.LEAST_SURE else Order.INDEX

    def set_narrow(self, narrow: bool) -> None:
        """Do with the shortest words, as in a small window, or not."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def put_back(self) -> None:
        """Take the order of the first start, in silence."""
        self.setCurrentIndex(0)
        self.updateGeometry()

    def set_trained(self, trained: bool) -> None:
        """Allow the orders that need answers, or not. The person's choice comes back with them."""
        self._trained = trained
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        for index, (_, order) in enumerate(_CHOICES):
            model.item(index).setEnabled(trained or order is not Order.LEAST_SURE)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._look.font(12))
        widest = max(metrics.horizontalAdvance(self._closed_text(choice)) for choice in _CHOICES)
        if self.choice()[1] is Order.RANDOM:  # the button that draws again stands beside it: nothing else moves
            widest = max(metrics.horizontalAdvance(self._closed_text(self.choice())), widest - BESIDE)
        return QSize(widest + 8 + _ARROW, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._closed_text(self.choice())
        painter = QStylePainter(self)
        painter.setFont(self._look.font(12))
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:  # noqa: N802
        metrics = QFontMetrics(self.view().font())
        widest = max(metrics.horizontalAdvance(self.itemText(index)) for index in range(self.count()))
        self.view().setMinimumWidth(widest + 32)
        super().showPopup()

    def _closed_text(self, choice: Choice) -> str:
        part, order = choice
        if part is Part.TEST:
            return self._test_text(order)
        if self._look.small or self._narrow:
            return {
                Order.LEAST_SURE: self.tr("Train: unsure"),
                Order.RANDOM: self.tr("Train: random"),
                Order.INDEX: self.tr("Train: file"),
            }[order]
        return {
            Order.LEAST_SURE: self.tr("Training: least sure"),
            Order.RANDOM: self.tr("Training: at random"),
            Order.INDEX: self.tr("Training: file order"),
        }[order]

    def _test_text(self, order: Order) -> str:
        if self._look.small or self._narrow:
            return {
                Order.LEAST_SURE: self.tr("Least sure"),
                Order.RANDOM: self.tr("Random"),
                Order.INDEX: self.tr("File order"),
            }[order]
        return {
            Order.LEAST_SURE: self.tr("Least sure first"),
            Order.RANDOM: self.tr("At random"),
            Order.INDEX: self.tr("In file order"),
        }[order]

    def _on_activated(self) -> None:
        self.updateGeometry()
        self.update()
        self.chosen.emit()
