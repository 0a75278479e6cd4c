"""What the pictures of a step have in common: what is picked, and what the pointer is over."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.places import Place
from playground.ui.look import Look
from playground.ui.network.painted import Painted


class StepPicture(Painted):
    """Base of the pictures; those say what lies where, and what is told of it."""

    picked = Signal(WeightAt)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._step: HandStep | None = None
        self._stage = Stage.FORWARD
        self._names = Names((1, 1))
        self._digits = Digits(False)
        self._weight = WeightAt(0, 0, 0)
        self._pointed: Place | None = None

    def place_at(self, point: QPointF) -> Place | None:
        """Return what lies at `point`."""
        raise NotImplementedError

    def told(self, place: Place) -> str:
        """Return what is told of a place in a tooltip."""
        raise NotImplementedError

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, place: Place | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
            self.setToolTip("" if place is None else self.told(place))
            self.repaint_picture()
