"""A large network: its inputs as a picture, its layers as strips of cells; a click picks."""

import numpy as np
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.forward_words import sent_into
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.places import InputAt, Place, within
from playground.ui.arithmetic.step.pointing import ARROWS, described
from playground.ui.arithmetic.step.step_picture import StepPicture
from playground.ui.arithmetic.step.strip_paint import StripPainting, paint
from playground.ui.arithmetic.step.strip_places import StripPlaces, arranged
from playground.ui.look import Look
from playground.ui.network.sheet import Sheet

_LEAST_WIDTH = 240


class Strips(StepPicture):
    """A click on a neuron picks it with the weight that carries most into it; one on an input, or with Shift on a
    neuron, picks where the weight comes from. Arrow keys go to the neuron beside it, or a layer up or down.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._shape: tuple[int, ...] = (1,)
        self._places: StripPlaces | None = None
        self._first_end: int | None = None  # the neuron of the first layer that was picked last
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setAccessibleName(self.tr("The network, a cell for each neuron"))

    def set_shape(self, shape: tuple[int, ...]) -> None:
        """Take the shape of the inputs: two sides for a picture."""
        self._shape = shape

    def show_step(self, step: HandStep, stage: Stage, names: Names, digits: Digits) -> None:
        """Show a step at a stage, and what is picked in it."""
        fresh = self._places is None or names.sizes != self._names.sizes
        self._step, self._stage, self._names, self._digits = step, stage, names, digits
        self._weight = step.picked.at
        if fresh:
            self._pointed = None
            self._first_end = None
            self.rearrange()
        else:
            self.repaint_picture()

    def pick(self, at: WeightAt) -> None:
        """Mark `at` as what is picked; silent."""
        self._remember(at)
        if at != self._weight:
            self._weight = at
            self.repaint_picture()

    def places(self) -> StripPlaces:
        """Return where everything is; there must be a step."""
        assert self._places is not None
        return self._places

    def arrange(self) -> None:
        if self._step is None:
            return
        count = self._names.sizes[0]
        shape = self._shape if int(np.prod(self._shape)) == count else (count,)
        least = round(arranged(self._names.sizes, shape, QSizeF(self.width(), 0)).height)
        if least != self.minimumHeight():
            self.setMinimumHeight(least)
        self._places = arranged(self._names.sizes, shape, QSizeF(self.size()))

    def paint_picture(self, sheet: Sheet) -> None:
        if self._step is not None and self._places is not None:
            paint(sheet, StripPainting(self._step, self._stage, self._names, self._places, self._weight, self._pointed))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        place = self.place_at(event.position())
        if place is not None and event.button() is Qt.MouseButton.LeftButton:
            self._take(place, source=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None or self._step is None:
            super().keyPressEvent(event)
            return
        across, down = way
        at = self._weight
        wanted = WeightAt(max(0, at.layer + down), max(0, at.end + across), at.start)
        self._choose(within(wanted, self._names.sizes))

    def _take(self, place: Place, *, source: bool) -> None:
        at = self._weight
        if isinstance(place, InputAt):
            self._choose(WeightAt(0, self._of_first_layer(), place.index))
        elif isinstance(place, WeightAt) and source and place.layer < self._names.last:
            after = place.layer + 1
            self._choose(WeightAt(after, at.end if at.layer == after else 0, place.end))
        elif isinstance(place, WeightAt):
            self._choose(WeightAt(place.layer, place.end, self._strongest(place)))

    def _strongest(self, at: WeightAt) -> int:
        """Return what sends most into a neuron, one way or the other."""
        assert self._step is not None
        terms = self._step.layers[at.layer].weight[at.end] * sent_into(self._step, at.layer)
        return int(np.abs(terms).argmax())

    def _of_first_layer(self) -> int:
        """Return the neuron of the first layer that was picked last, or the most active one."""
        if self._first_end is not None:
            return self._first_end
        assert self._step is not None
        return int(np.abs(self._step.layers[0].outputs[0]).argmax())

    def _remember(self, at: WeightAt) -> None:
        if at.layer == 0:
            self._first_end = at.end

    def _choose(self, at: WeightAt) -> None:
        if at != self._weight:
            self._weight = at
            self._remember(at)
            self.picked.emit(at)
            self.repaint_picture()

    def told(self, place: Place) -> str:
        if self._step is None:
            return ""
        told = described(place, self._step, self._names, self._digits)
        if isinstance(place, WeightAt) and place.layer < self._names.last:
            return self.tr("{told}. Shift and click: follow the weight from here into the next layer.").format(
                told=told
            )
        return told

    def place_at(self, point: QPointF) -> Place | None:
        if self._places is None:
            return None
        for strip in (self._places.inputs, self._places.weights):
            index = strip.at(point) if strip is not None else None
            if index is not None:
                return InputAt(index)
        for layer, strip in enumerate(self._places.layers):
            index = strip.at(point)
            if index is not None:
                return WeightAt(layer, index, None)
        return None
