"""One step: its switch, its picture, why it is done and what it is worth; and an arrow from one to the next."""

from PySide6.QtCore import QCoreApplication, QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from playground.core.preparation import Sketch, Source, Step
from playground.ui.look import Look
from playground.ui.preparing.step_picture import StepPicture
from playground.ui.preparing.words import name_of
from playground.ui.trying.wrapped_text import WrappedText

translate = QCoreApplication.translate

_ARROW = 4.0


class Tile:
    """The parts of one column: what heads it, its picture, and two texts. A grid lays them out."""

    def __init__(self, look: Look, head: QWidget, parent: QWidget) -> None:
        self.head = head
        self.picture = StepPicture(look, parent)
        self.about = WrappedText(look, parent)
        self.worth = WrappedText(look, parent)
        self.arrow = Arrow(look, parent)
        self.arrow.hide()

    def parts(self) -> tuple[QWidget, ...]:
        """Return the parts from top to bottom."""
        return self.head, self.picture, self.about, self.worth

    def set_visible(self, visible: bool) -> None:
        for part in (*self.parts(), self.arrow):
            part.setVisible(visible)


class SheetTile(Tile):
    """The drawing or picture as it is: the beginning."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        self._head = QLabel(parent)
        self._head.setProperty("role", "title")
        super().__init__(look, self._head, parent)

    def show_source(self, source: Source) -> None:
        """Show a drawing or picture."""
        drawn = isinstance(source, Sketch)
        self._head.setText(translate("Preparation", "As drawn") if drawn else translate("Preparation", "As it came"))
        self.picture.setAccessibleName(
            translate("Preparation", "The drawing as it is")
            if drawn
            else translate("Preparation", "The picture as it is")
        )
        self.picture.show_source(source)


class StepTile(Tile):
    """A step with its switch."""

    def __init__(self, look: Look, step: Step, parent: QWidget) -> None:
        self.step = step
        self.switch = StepSwitch(step, parent)
        super().__init__(look, self.switch, parent)
        self.picture.setAccessibleName(parent.tr("The picture after: {step}").format(step=name_of(step)))


class StepSwitch(QCheckBox):
    """Turns a step on and off."""

    switched = Signal(object, bool)
    """A person switched: the Step, and whether it is on now."""

    def __init__(self, step: Step, parent: QWidget) -> None:
        super().__init__(name_of(step), parent)
        self._step = step
        self.setChecked(True)
        self.setToolTip(self.tr("Leave this step out, of every drawing and picture, or take it again."))
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self, on: bool) -> None:
        self.switched.emit(self._step, on)


class Arrow(QWidget):
    """Points from one picture to the next, from the middle of the room between them."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.color("text3"), 1.5))
        middle = QPointF(self.width() / 2, self.height() / 2)
        tip = middle + QPointF(_ARROW / 2, 0)
        wings = (QPointF(-_ARROW, -_ARROW), QPointF(-_ARROW, _ARROW))
        painter.drawPolyline(QPolygonF([tip + wings[0], tip, tip + wings[1]]))
