"""The activations of a step."""

from playground.core.by_hand import HandStep
from playground.ui.arithmetic.formulas import Kind, title_of


def activation_at(step: HandStep, layer: int) -> Kind:
    """Return the activation after `layer`."""
    return step.output_activation if layer == len(step.layers) - 1 else step.activation


def activation_name(step: HandStep, layer: int) -> str:
    """Return the title of the activation after `layer`."""
    return title_of(activation_at(step, layer))
