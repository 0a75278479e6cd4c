"""The examples of one step by hand: a single neuron, the classic two-two-two, a seven of five by five pixels.

What they are is the tutorials'; `check` tells whether an edited one can still be computed.
"""

import math
from collections.abc import Sequence

import numpy as np

from playground.core.by_hand import ExampleError, HandExample
from playground.core.messages import Message, PlaygroundError, message
from playground.core.model_options import Activation, OutputActivation

MOST_LAYERS = 4
MOST_WIDE = 64
LARGEST = 1e6
_DUST = 1e-9  # what targets may miss 1 by, as shares such as a third do

_SEVEN = ("#####", "....#", "...#.", "..#..", "..#..")
_SEVEN_CLASSES = 10
_SEVEN_SEED = 7
_SEVEN_DEVIATION = 0.1


def classic() -> HandExample:
    """Return the network of two inputs, two hidden neurons and two outputs; only weights are learned."""
    return HandExample(
        inputs=(0.10, 0.20),
        weights=(((0.05, 0.15), (0.10, 0.20)), ((0.25, 0.35), (0.30, 0.40))),
        biases=((0.35, 0.35), (0.50, 0.50)),
        activation=Activation.SIGMOID,
        output_activation=OutputActivation.SIGMOID,
        targets=(0.85, 0.30),
        error=ExampleError.HALF_SQUARES,
        learning_rate=1.0,
        biases_fixed=True,
    )


def neuron() -> HandExample:
    """Return the single neuron whose weighted sum is 9.7; that it is to say 10, and how fast it learns, is ours."""
    return HandExample(
        inputs=(1.0, 180.0, 70.0),
        weights=(((0.1, 0.03, 0.06),),),
        biases=((0.0,),),
        activation=Activation.IDENTITY,
        output_activation=OutputActivation.IDENTITY,
        targets=(10.0,),
        error=ExampleError.HALF_SQUARES,
        learning_rate=1e-5,
    )


def seven() -> HandExample:
    """Return a seven, row by row 25 pixels of 0 or 1, before ten outputs that have learned nothing yet. Its weights are
    rounded, so that they can be read.
    """
    pixels = tuple(float(cell == "#") for row in _SEVEN for cell in row)
    drawn = np.random.default_rng(_SEVEN_SEED).normal(0.0, _SEVEN_DEVIATION, (_SEVEN_CLASSES, len(pixels)))
    weights = (drawn.round(2) + 0.0).tolist()  # + 0.0: -0.0 becomes 0.0
    return HandExample(
        inputs=pixels,
        weights=(tuple(tuple(row) for row in weights),),
        biases=((0.0,) * _SEVEN_CLASSES,),
        activation=Activation.IDENTITY,
        output_activation=OutputActivation.SOFTMAX,
        targets=tuple(float(label == 7) for label in range(_SEVEN_CLASSES)),
        error=ExampleError.CROSS_ENTROPY,
        learning_rate=0.1,
    )


def check(example: HandExample) -> None:
    """Raise PlaygroundError when the example cannot be computed: a number out of range, or shapes that do not fit."""
    _check_shapes(example)
    _check_numbers(example)
    _check_error(example)


def _check_shapes(example: HandExample) -> None:
    if not 1 <= len(example.weights) <= MOST_LAYERS or len(example.biases) != len(example.weights):
        raise PlaygroundError(
            message("An example has 1 to {most} layers, each with weights and biases.", most=MOST_LAYERS)
        )
    before = _require_count(message("inputs"), len(example.inputs))
    for layer, (rows, biases) in enumerate(zip(example.weights, example.biases, strict=True), start=1):
        if any(len(row) != before for row in rows) or len(biases) != len(rows):
            raise PlaygroundError(
                message(
                    "In layer {layer} each neuron needs {count} weights, one for each number before it, and one bias.",
                    layer=layer,
                    count=before,
                )
            )
        before = _require_count(message("neurons in a layer"), len(rows))
    if len(example.targets) != before:
        raise PlaygroundError(
            message(
                "There are {targets} targets for {outputs} outputs; give one for each.",
                targets=len(example.targets),
                outputs=before,
            )
        )


def _require_count(what: Message, count: int) -> int:
    if not 1 <= count <= MOST_WIDE:
        raise PlaygroundError(
            message("An example has 1 to {most} {what}; there are {count}.", what=what, count=count, most=MOST_WIDE)
        )
    return count


def _check_numbers(example: HandExample) -> None:
    numbers = [*example.inputs, *example.targets, *(number for biases in example.biases for number in biases)]
    numbers += [number for rows in example.weights for row in rows for number in row]
    if not all(_in_range(number) for number in numbers):
        raise PlaygroundError(message("Each number must lie between −{most} and {most}.", most=int(LARGEST)))
    if not (_in_range(example.learning_rate) and example.learning_rate > 0):
        raise PlaygroundError(
            message("The learning rate must be greater than 0, and {most} at most.", most=int(LARGEST))
        )


def _in_range(number: float) -> bool:
    return math.isfinite(number) and abs(number) <= LARGEST


def _check_error(example: HandExample) -> None:
    if example.output_activation is OutputActivation.AUTO:
        raise PlaygroundError(message("An example needs an output activation of its own."))
    if example.error is not ExampleError.CROSS_ENTROPY:
        return
    if example.output_activation is not OutputActivation.SOFTMAX:
        raise PlaygroundError(message("Cross-entropy compares probabilities: the outputs must pass through softmax."))
    if not _are_shares(example.targets):
        raise PlaygroundError(message("Targets of a cross-entropy are shares: none below 0, and their sum is 1."))


def _are_shares(targets: Sequence[float]) -> bool:
    return min(targets) >= 0 and math.isclose(sum(targets), 1.0, abs_tol=_DUST)
