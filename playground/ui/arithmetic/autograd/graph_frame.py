"""A frame in which a graph that needs more room than there is can be scrolled."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.ui.arithmetic.autograd.graph_view import GraphView

_AIR = 12
_LEAST_HEIGHT = 120


class GraphFrame(QScrollArea):
    """Tells the graph how much room there is, and brings into sight what the graph asks for."""

    def __init__(self, view: GraphView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setWidget(view)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.viewport().setAutoFillBackground(False)
        view.setAutoFillBackground(False)
        view.seen_wanted.connect(self._on_seen_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The room without scroll bars: whether there are some hangs on the graph, which must not hang on that.
        self._view.set_room(self.maximumViewportSize())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._view.set_room(self.maximumViewportSize())

    def _on_seen_wanted(self, place: QRectF) -> None:
        if place.isEmpty():
            self.horizontalScrollBar().setValue(0)
            return
        middle = place.center().toPoint()
        self.ensureVisible(middle.x(), middle.y(), round(place.width() / 2) + _AIR, round(place.height() / 2) + _AIR)
