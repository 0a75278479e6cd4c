"""Which neurons a person looks at: kept by number, since of a wide layer other neurons are shown each time."""

import numpy as np

from playground.core.probes import Flow
from playground.ui.network.places import Layout
from playground.ui.network.scene import Neuron
from playground.ui.network.structure import Structure


class Picks:
    """The neuron chosen last, in any layer, and the one of the first layer whose pattern is shown large."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._chosen: Neuron | None = None  # layer, and number in the layer
        self._pattern: int | None = None

    def choose(self, neuron: Neuron, flow: Flow) -> None:
        layer, position = neuron
        number = position if layer == len(self._structure.hidden) else int(flow.layers[layer].shown[position])
        self._chosen = layer, number
        if layer == 0:
            self._pattern = self._unit(number)

    def suggest(self, flow: Flow) -> None:
        """Take the most active neuron of the first layer, where none was taken before."""
        if self._pattern is None:
            self._pattern = int(flow.layers[0].shown[flow.layers[0].outputs.argmax()])

    def chosen(self, flow: Flow | None) -> Neuron | None:
        """Return the chosen neuron where it is among those shown."""
        if self._chosen is None or flow is None:
            return None
        layer, number = self._chosen
        position = number if layer == len(self._structure.hidden) else _position(flow, layer, number)
        return None if position is None else (layer, position)

    def pattern(self, flow: Flow | None, hovered: Neuron | None) -> int | None:
        """Return the position of the pattern to show large: the hovered neuron's, else the one that was taken."""
        if flow is None:
            return None
        if hovered is not None and hovered[0] == 0:
            return self._unit(hovered[1])
        position = None if self._pattern is None else _position(flow, 0, self._pattern)
        return int(flow.layers[0].outputs.argmax()) if position is None else position

    def _unit(self, position: int) -> int:
        """Return which pattern belongs to a row of the answer: a single output unit has one for both classes."""
        return min(position, self._structure.shown[0] - 1)


def _position(flow: Flow, layer: int, number: int) -> int | None:
    found = np.flatnonzero(flow.layers[layer].shown == number)
    return int(found[0]) if len(found) else None


def step(structure: Structure, layout: Layout, neuron: Neuron, layers: int, positions: int) -> Neuron:
    """Return the neuron so many layers to the right and so many positions further down; the ends hold.

    In another layer it is the one nearest in height.
    """
    layer, position = neuron
    other = min(max(layer + layers, 0), len(structure.hidden))
    if other != layer:
        height = layout.layers[layer].y[position]
        return other, int(np.abs(layout.layers[other].y - height).argmin())
    return layer, min(max(position + positions, 0), len(layout.layers[layer].y) - 1)
