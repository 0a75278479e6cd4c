"""The pages of the Arithmetic panel by name; each is imported and made when it is first seen."""

from playground.ui.arithmetic.page import Page
from playground.ui.look import Look

STEP, NUMBERS, LAYERS = "step", "numbers", "layers"
ACTIVATIONS, LOSSES, AUTOGRAD = "activations", "losses", "autograd"


def make_page(name: str, look: Look) -> Page:
    """Return a new page; `name` is one of the constants above."""
    match name:
        case "step":
            from playground.ui.arithmetic.step_page import StepPage

            return StepPage(look)
        case "numbers":
            from playground.ui.arithmetic.numbers_page import NumbersPage

            return NumbersPage(look)
        case "layers":
            from playground.ui.arithmetic.layers_page import LayersPage

            return LayersPage(look)
        case "activations":
            from playground.ui.arithmetic.activations_page import ActivationsPage

            return ActivationsPage(look)
        case "losses":
            from playground.ui.arithmetic.losses_page import LossesPage

            return LossesPage(look)
        case "autograd":
            from playground.ui.arithmetic.autograd_page import AutogradPage

            return AutogradPage(look)
        case _:
            return Page(look)
