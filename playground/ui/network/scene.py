"""All that one picture of the diagram of images and tables is made of."""

from dataclasses import dataclass
from typing import TypeAlias

from playground.core.probes import Flow, Ints
from playground.ui.network.places import Layout
from playground.ui.network.structure import Structure

Neuron: TypeAlias = tuple[int, int]
"""Layer, and position among the neurons shown of it, both from 0; the layer after the hidden ones is the output."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """`flow` is None before the first answer; where there is no input (`fed` is false) it stands for the weights alone.

    `pattern` is the position of the first layer's neuron whose pattern is shown large, `chosen` the neuron picked last,
    `hovered` the one under the mouse. `features` are the inputs of a table that have a row, by row.
    """

    structure: Structure
    layout: Layout
    flow: Flow | None
    fed: bool
    pattern: int | None
    chosen: Neuron | None
    hovered: Neuron | None
    features: Ints

    @property
    def answer(self) -> Flow | None:
        """The flow where it says something about an input."""
        return self.flow if self.fed else None
