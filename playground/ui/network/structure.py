"""What is known of a network before it has answered anything: enough to draw its skeleton."""

from dataclasses import dataclass, replace

import numpy as np

from playground.core.catalog import Family
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.model_options import Activation
from playground.core.probes import Flow, Plane
from playground.core.rules import is_turned_round, output_count
from playground.ui.example_words import short_names

MOST_SHOWN = 64
"""Of wider hidden layers only so many neurons are drawn."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Layers, and what stands at both ends. `outputs` counts the units of the last layer; `classes` are short names.

    `mean` and `deviation` are those of the data, one each for images, one per column for tables. Where the answers are
    `turned`, a high output means no: a single unit's then means class 0, one of several speaks against its class.
    """

    family: Family
    input_shape: tuple[int, ...]
    features: tuple[str, ...]
    classes: tuple[str, ...]
    class_names: tuple[str, ...]
    hidden: tuple[int, ...]
    outputs: int
    activation: Activation
    high: float
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    turned: bool

    @classmethod
    def of(cls, experiment: Experiment, facts: DataFacts) -> "Structure":
        return cls(
            family=facts.family,
            input_shape=facts.input_shape,
            features=facts.feature_names,
            classes=short_names(facts),
            class_names=facts.class_names,
            hidden=experiment.model.hidden,
            outputs=output_count(experiment, facts.class_count),
            activation=experiment.model.activation,
            high=facts.high[0],
            mean=facts.mean,
            deviation=facts.deviation,
            turned=is_turned_round(experiment),
        )

    def with_targets_of(self, experiment: Experiment) -> "Structure":
        """Return the same network with its outputs read as `experiment` has it."""
        return replace(self, turned=is_turned_round(experiment))

    @property
    def is_single(self) -> bool:
        """Whether one output unit tells two classes apart."""
        return self.outputs == 1

    @property
    def speaks_against(self) -> bool:
        """Whether a high output speaks against the class that its unit is about."""
        return self.turned and not self.is_single

    @property
    def has_patterns(self) -> bool:
        """Whether the first layer's weights can be shown as pictures."""
        return self.family is Family.IMAGE

    @property
    def sizes(self) -> tuple[int, ...]:
        """Sizes of the hidden layers, then of the output layer."""
        return (*self.hidden, self.outputs)

    @property
    def shown(self) -> tuple[int, ...]:
        """How many neurons of each of `sizes` are drawn: of the output layer all."""
        return (*(min(size, MOST_SHOWN) for size in self.hidden), self.outputs)

    def class_of(self, unit: int) -> int:
        """Return the class that an output unit is about: a single unit is about the one that it means when high."""
        if self.is_single:
            return 0 if self.turned else 1
        return unit

    def unit_of(self, label: int) -> int:
        """Return the output unit that is about a class."""
        return 0 if self.is_single else label

    def fits_flow(self, flow: Flow) -> bool:
        """Tell whether `flow` can be shown: it is about such a network, and not a late answer of one before it, and
        its numbers are finite, which those of a network that diverges are not.
        """
        same_layers = tuple(layer.size for layer in flow.layers) == self.sizes
        same_ends = flow.input.shape == self.input_shape and len(flow.probabilities) == len(self.classes)
        return same_layers and same_ends and all(np.isfinite(layer.sums).all() for layer in flow.layers)

    def fits_plane(self, plane: Plane) -> bool:
        """Tell whether `plane` can be shown, in the same sense."""
        shown = tuple(len(maps) for maps in plane.neurons)
        same = shown == self.shown[:-1] and plane.surface.shape[-1] == len(self.classes)
        return same and bool(np.isfinite(plane.surface).all())
