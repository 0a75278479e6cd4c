"""A frame in which a diagram that needs more width than there is can be scrolled sideways."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.ui.network.painted import Painted


class Sideways(QScrollArea):
    """Shows `widget` at the full height, and at the full width where that is enough.

    The widget is told what is seen of it, so that it can keep its ends in view.
    """

    def __init__(self, widget: Painted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painted = widget
        self.setWidget(widget)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalScrollBar().valueChanged.connect(self._tell_view)
        widget.scroll_wanted.connect(self._on_scroll_wanted)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn every wheel sideways: there is no other way to go."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_view()

    def _tell_view(self) -> None:
        self._painted.set_view(float(self.horizontalScrollBar().value()), float(self.viewport().width()))

    def _on_scroll_wanted(self, by: float) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + round(by))
