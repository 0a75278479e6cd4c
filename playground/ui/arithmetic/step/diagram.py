"""A small network with all its numbers, to be pointed at and, in an example, changed where they stand."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.ui.arithmetic.step.box_sizes import Sizing
from playground.ui.arithmetic.step.diagram_labels import Label
from playground.ui.arithmetic.step.diagram_paint import Painting, labels_of, paint
from playground.ui.arithmetic.step.diagram_places import BoxForm, DiagramPlaces
from playground.ui.arithmetic.step.digits import Digits, trimmed
from playground.ui.arithmetic.step.heads import paint_heads
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.number_editor import NumberEditor
from playground.ui.arithmetic.step.pixel_grid import cell_at, paint_grid
from playground.ui.arithmetic.step.places import InputAt, Place, TargetAt, number_at
from playground.ui.arithmetic.step.pointing import ARROWS, described, field_name, moved
from playground.ui.arithmetic.step.step_picture import StepPicture
from playground.ui.look import Look
from playground.ui.network.sheet import Sheet

_EDITOR = QSize(116, 26)
_EDIT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)


class Diagram(StepPicture):
    """Shows a step. What is pointed at with the mouse or the arrow keys is picked; a double click, Enter or F2 changes
    the number there where that is allowed, and so does a click on a pixel of the grid.
    """

    number_entered = Signal(object, float)
    """The person gave another number: its place, and what it is to be."""

    seen_wanted = Signal(QRect)
    """What lies there should be seen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._focused: Place = self._weight
        self._sought: Place | None = None  # what was brought into sight last
        self._side = 0
        self._editable = False
        self._form = BoxForm(long=False, symbols=True)
        self._places: DiagramPlaces | None = None
        self._editor = NumberEditor(self)
        self._editor.entered.connect(self._on_entered)
        self.setAccessibleName(self.tr("The network with its numbers"))

    def show_step(self, step: HandStep, stage: Stage, names: Names, digits: Digits) -> None:
        """Show a step at a stage, and what is picked in it."""
        other, at = names.sizes != self._names.sizes, step.picked.at
        if other:
            self._pointed = None
            self._editor.close_unheard()
        if other or isinstance(self._focused, WeightAt):
            self._focused = at
        self._weight = at
        self._step, self._stage, self._names, self._digits = step, stage, names, digits
        self.rearrange()
        self._describe()

    def pick(self, at: WeightAt) -> None:
        """Mark `at` as what is picked; silent."""
        if at != self._weight:
            self._weight = self._focused = at
            self.repaint_picture()
            self._describe()

    def bring_into_sight(self) -> None:
        """Ask for what is picked to be seen, once for each pick."""
        if self._places is not None and self._sought != self._focused:
            self._sought = self._focused
            self.seen_wanted.emit(self._places.around(self._focused).toRect())

    def set_way(self, *, editable: bool, side: int) -> None:
        """Say whether the numbers can be changed, and how many pixels long the side of the inputs' picture is; 0 where
        they are none.
        """
        self._editable, self._side = editable, side
        self._editor.close_unheard()
        self._focused = self._weight

    def places(self) -> DiagramPlaces:
        """Return where everything is; there must be a step."""
        assert self._places is not None
        return self._places

    def focused(self) -> Place:
        """Return what the arrow keys have come to."""
        return self._focused

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def arrange(self) -> None:
        if self._step is None:
            return
        exact, room = self._digits.exact, QSizeF(self.size())
        sizing = Sizing(self._step, self._names, exact, self._side, self.letters, room)
        least = sizing.least().toSize()
        if least != self.minimumSize():
            self.setMinimumSize(least)
        self._form, self._places = sizing.fitting()

    def paint_picture(self, sheet: Sheet) -> None:
        painting = self._painting()
        if painting is None:
            return
        paint(sheet, painting)
        paint_heads(sheet, painting)
        if self._side:
            marked = self._focused.index if isinstance(self._focused, InputAt) else self._weight_input()
            paint_grid(sheet, painting.places.picture, self._side, painting.step.inputs[0], marked)

    def labels(self) -> Sequence[Label]:
        """Return the labels of the links as they are now."""
        painting = self._painting()
        return labels_of(self.letters, painting) if painting is not None else ()

    def _painting(self) -> Painting | None:
        step, places = self._step, self._places
        if step is None or places is None:
            return None
        return Painting(
            step, self._stage, self._names, places, self._digits, self._form, self._weight, self._focused, self._pointed
        )

    # The mouse and the keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = self.place_at(event.position())
        if place is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._go_to(place)
        if self._is_pixel(event.position()) and self._editable:
            self._toggle(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if self._is_pixel(event.position()):
            self.mousePressEvent(event)
        elif place is not None and not self._is_worked_out(place, event.position()):
            self._edit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        if way is not None and self._step is not None:
            self._go_to(moved(self._focused, *way, self._names.sizes))
        elif event.key() in _EDIT_KEYS and self._editable:
            self._edit(self._focused)
        else:
            super().keyPressEvent(event)

    def _go_to(self, place: Place) -> None:
        if place == self._focused:
            return
        self._focused = place
        if isinstance(place, WeightAt):
            self._weight = place
            self.picked.emit(place)
        self.repaint_picture()
        self._describe()

    def place_at(self, point: QPointF) -> Place | None:
        if self._step is None or self._places is None:
            return None
        cell = cell_at(point, self._places.picture, self._side) if self._side else None
        if cell is not None:
            return InputAt(cell)
        labels = [(label.at, label.area) for label in self.labels()]
        return self._places.at(point, [*labels, *self.biases()])

    def biases(self) -> Sequence[tuple[WeightAt, QRectF]]:
        """Return where biases stand on their own; nothing where they do not."""
        painting = self._painting()
        if painting is None or not painting.shows_biases:
            return ()
        places = [place for place in painting.places.boxes() if isinstance(place, WeightAt)]
        return [(place, painting.places.bias(place)) for place in places]

    def _is_worked_out(self, place: Place, point: QPointF) -> bool:
        """Tell whether what stands at `point` is no number of the example's own: net and out, where the bias is not
        among them.
        """
        biases = self.biases()
        return (
            isinstance(place, WeightAt)
            and place.start is None
            and bool(biases)
            and (not any(area.contains(point) for _, area in biases))
        )

    def _is_pixel(self, point: QPointF) -> bool:
        return self._side > 0 and self._places is not None and self._places.picture.contains(point)

    def _weight_input(self) -> int | None:
        return self._weight.start if self._weight.layer == 0 else None

    # Changing numbers

    def _edit(self, place: Place) -> None:
        """Open the field over a number; a target that is a share of 1 is simply taken, and a pixel turned over."""
        step, places = self._step, self._places
        if step is None or places is None or not self._editable:
            return
        self._go_to(place)
        if self._side and isinstance(place, InputAt):
            self._toggle(place)
        elif self._side and isinstance(place, TargetAt):
            self.number_entered.emit(place, 1.0)
        else:
            middle = self._number_area(place, places).center()
            area = QRectF(QPointF(0, 0), QSizeF(_EDITOR))
            area.moveCenter(middle)
            area.moveLeft(max(0.0, min(area.left(), self.width() - area.width())))
            named = field_name(place, self._names)
            self._editor.open_over(area.toRect(), trimmed(number_at(step, place)), named)

    def _number_area(self, place: Place, places: DiagramPlaces) -> QRectF:
        return next((area for at, area in self.biases() if at == place), places.box(place))

    def _toggle(self, place: Place) -> None:
        assert self._step is not None
        self.number_entered.emit(place, 0.0 if number_at(self._step, place) > 0.5 else 1.0)

    def _on_entered(self, number: float) -> None:
        self.number_entered.emit(self._focused, number)

    # Words and sizes

    def told(self, place: Place) -> str:
        if self._step is None:
            return ""
        told = described(place, self._step, self._names, self._digits)
        if not self._editable:
            return told
        if self._side and isinstance(place, InputAt):
            return self.tr("{told}. Click the pixel to turn it over.").format(told=told)
        return self.tr("{told}. Double-click to change it.").format(told=told)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.told(self._focused))
