"""How large the boxes of a small network are, and in which form they hold their figures in the room that there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSizeF

from playground.core.by_hand import HandStep
from playground.ui.arithmetic.step import diagram_texts as texts
from playground.ui.arithmetic.step.diagram_places import (
    HEAD,
    HIGH_PITCH,
    BoxForm,
    BoxSizes,
    DiagramPlaces,
    arranged,
)
from playground.ui.arithmetic.step.loss_formulas import loss_formula
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.pixel_grid import CELL, SMALL_CELL
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network.letters import Letters

_PADDING = 14.0
_GAP = 8.0
_LEAST_INPUT = 40.0
_MOST_NAME = 80.0
_GAP_WITH_SYMBOLS, _LEAST_GAP = 70.0, 46.0

_FULLEST = BoxForm(long=True, symbols=True)
_USUAL = BoxForm(long=False, symbols=True)
_LEAST = BoxForm(long=False, symbols=False)


@dataclass(frozen=True, slots=True)
class Sizing:
    """Finds the places for a `step` in a `room`. `exact` numbers may have all their digits; `side` is that of the
    pixels' grid, in pixels, 0 without one. Widths are those of the widest figures at any stage, so that nothing jumps.
    """

    step: HandStep
    names: Names
    exact: bool
    side: int
    letters: Letters
    room: QSizeF

    def least(self) -> QSizeF:
        """Return the least size that the network needs."""
        return self._arranged(_LEAST).least

    def fitting(self) -> tuple[BoxForm, DiagramPlaces]:
        """Return the fullest form that there is room for, and the places."""
        for form in [_FULLEST, _USUAL] if self.exact else [_USUAL]:
            places = self._arranged(form)
            if places.least.width() <= self.room.width() and (places.high or not form.long):
                return form, places
        return _LEAST, self._arranged(_LEAST)

    def _arranged(self, form: BoxForm) -> DiagramPlaces:
        high = max(self.names.sizes) * HIGH_PITCH <= self.room.height() - HEAD - _GAP
        sizes = BoxSizes(
            inputs=max(_LEAST_INPUT, self._inputs(form, high) + _PADDING),
            neurons=self._neurons(form, high) + _PADDING,
            targets=self._targets(form, high) + _PADDING,
            gap=_GAP_WITH_SYMBOLS if form.symbols else _LEAST_GAP,
            picture=self.side * (CELL if form.symbols else SMALL_CELL),
        )
        return arranged(self.names.sizes, sizes, self.room)

    def _inputs(self, form: BoxForm, high: bool) -> float:
        last = self.names.sizes[0] - 1
        name = self._width(self.names.before(0, last) if high or form.symbols else str(last + 1), heavy=True)
        figures = self._width("−0.0000" if form.symbols else "−0.000")
        if self.exact:
            values = (texts.input_text(self.step, self.names, index, 4).brief[0] for index in range(last + 1))
            figures = max(map(self._width, values))
        return max(name, figures) if high else name + _GAP + figures

    def _neurons(self, form: BoxForm, high: bool) -> float:
        brief = self._width("−0.00000")
        named = min(_MOST_NAME, max(self._width(name, heavy=True) for name in self._neuron_names()))
        if high and form.symbols:
            full = self._width("−0.000000000") if form.long else brief
            return max(self._width("∂E/∂out") + brief + _GAP, self._width("net") + full + _GAP, named)
        if high:
            return max(named, brief)
        return named + _GAP + brief if form.symbols else self._width("8", heavy=True) + _GAP + self._width("−0.000")

    def _neuron_names(self) -> Sequence[str]:
        last = self.names.last
        outputs = (self.names.neuron(last, index) for index in range(self.names.sizes[-1]))
        return [*outputs, *(self.names.neuron(layer, 7) for layer in range(last))]

    def _targets(self, form: BoxForm, high: bool) -> float:
        if high:
            return self._width("target 0.00" if form.symbols else "E 0.00000", heavy=True)
        if loss_formula(self.step.loss_name) is None:  # which has no part of a single output
            return self._width("target 0" if form.symbols else "0.00")
        return self._width("0: E 0.0000" if form.symbols else "0: E 0.000")

    def _width(self, text: str, *, heavy: bool = False) -> float:
        return self.letters.width(text, 11, SEMIBOLD if heavy else REGULAR)
