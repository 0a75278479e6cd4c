"""Where the numbers come from: the network of the run, or an example that can be changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from playground.core import hand_examples
from playground.core.by_hand import MOST_PARAMETERS, HandExample, HandStep, WeightAt
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.model_options import Activation
from playground.core.probes import ExampleAt, Input, Part
from playground.core.rules import layer_sizes, parameter_count


class Source(StrEnum):
    NETWORK = "network"
    NEURON = "neuron"
    CLASSIC = "classic"
    SEVEN = "seven"


@dataclass(frozen=True, slots=True)
class RunNow:
    """The run that there is, or none, and what goes through its network."""

    experiment: Experiment | None = None
    facts: DataFacts | None = None
    asked: Input | None = None

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of the network's layers, the inputs first; () without a run."""
        if self.experiment is None or self.facts is None:
            return ()
        return layer_sizes(self.experiment, self.facts.input_count, self.facts.class_count)

    @property
    def parameters(self) -> int:
        return parameter_count(self.sizes)

    @property
    def is_too_large(self) -> bool:
        return self.parameters > MOST_PARAMETERS

    @property
    def batch(self) -> tuple[int, int]:
        """The size of the experiment's batches, and how many training examples there are; 1 of each without a run."""
        if self.experiment is None or self.facts is None:
            return 1, 1
        return self.experiment.training.batch_size, self.facts.train_count

    @property
    def is_classic(self) -> bool:
        """Tell whether the network is the one of the classic example: 2-2-2 with sigmoid."""
        return (
            self.experiment is not None
            and self.sizes == (2, 2, 2)
            and self.experiment.model.activation is Activation.SIGMOID
        )

    @property
    def has_input(self) -> bool:
        """Tell whether something goes through the network that can be one of the data that there are now."""
        asked, facts = self.asked, self.facts
        if asked is None or facts is None:
            return False
        return isinstance(asked, ExampleAt) or asked.values.shape == facts.input_shape

    @property
    def sample(self) -> Input:
        """What goes through the network, or the first training example where nothing does."""
        return self.asked if self.asked is not None and self.has_input else ExampleAt(Part.TRAIN, 0)


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples as they are now, and which of them are no longer the textbook's."""

    now: Mapping[Source, HandExample]

    @classmethod
    def of_textbook(cls) -> "Examples":
        return cls({source: _textbook(source) for source in (Source.NEURON, Source.CLASSIC, Source.SEVEN)})

    def changed(self, source: Source, example: HandExample) -> "Examples":
        return replace(self, now={**self.now, source: example})

    def restored(self, source: Source) -> "Examples":
        """Return the same with the textbook's numbers in one of them."""
        return self.changed(source, _textbook(source))

    def is_of_textbook(self, source: Source) -> bool:
        return self.now[source] == _textbook(source)


def sizes_of(example: HandExample) -> tuple[int, ...]:
    """Return the sizes of an example's layers, the inputs first."""
    return (len(example.inputs), *(len(biases) for biases in example.biases))


def first_pick(source: Source) -> WeightAt:
    """Return the weight that is followed first: in the classic example w5, in the seven that of a dark pixel."""
    match source:
        case Source.CLASSIC:
            return WeightAt(1, 0, 0)
        case Source.SEVEN:
            return WeightAt(0, 7, 0)
        case _:
            return WeightAt(0, 0, 0)


def telling_weight(step: HandStep) -> WeightAt:
    """Return the weight that carries most into the output that should be on, or into the only one."""
    last = len(step.layers) - 1
    end = int(step.targets[0].argmax())
    before = step.layers[last - 1].outputs[0] if last else step.inputs[0]
    return WeightAt(last, end, int(np.abs(step.layers[last].weight[end] * before).argmax()))


def _textbook(source: Source) -> HandExample:
    match source:
        case Source.NEURON:
            return hand_examples.neuron()
        case Source.CLASSIC:
            return hand_examples.classic()
        case _:
            return hand_examples.seven()
