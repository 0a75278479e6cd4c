"""How do the activation functions run, and how steep are they? By torch's own modules and autograd, in float64."""

import torch
from torch import Tensor

from playground.core.activations import AskCurves, Curve, Curves
from playground.core.model_options import Activation
from playground.engine.model import activation_module
from playground.engine.probes.arrays import doubles


def draw_curves(ask: AskCurves) -> Curves:
    """Return the curves; 0 is one of their places."""
    x = torch.arange(-ask.half, ask.half + 1, dtype=torch.float64) * (ask.extent / ask.half)
    return Curves(ask.extent, doubles(x), {activation: _curve(activation, x) for activation in Activation})


def values_and_slopes(activation: Activation, x: Tensor) -> tuple[Tensor, Tensor]:
    """Return f(x) and f'(x) for x of any shape; also where gradients are switched off."""
    function = activation_module(activation)
    with torch.inference_mode(False), torch.enable_grad():
        at = x.clone().requires_grad_()
        y = function(at)
        (slope,) = torch.autograd.grad(y.sum(), at)
    return y.detach(), slope


def _curve(activation: Activation, x: Tensor) -> Curve:
    y, slope = values_and_slopes(activation, x)
    return Curve(doubles(y), doubles(slope))
