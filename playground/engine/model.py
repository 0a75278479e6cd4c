"""The network: linear layers with an activation between them, built from the experiment's model options."""

from itertools import pairwise

import torch
from torch import Tensor, nn

from playground.core.model_options import Activation, Init, ModelOptions
from playground.engine.affine import Linear

_ACTIVATIONS: dict[Activation, type[nn.Module]] = {
    Activation.IDENTITY: nn.Identity,
    Activation.RELU: nn.ReLU,
    Activation.LEAKY_RELU: nn.LeakyReLU,
    Activation.ELU: nn.ELU,
    Activation.GELU: nn.GELU,
    Activation.SILU: nn.SiLU,
    Activation.TANH: nn.Tanh,
    Activation.SIGMOID: nn.Sigmoid,
    Activation.SOFTPLUS: nn.Softplus,
}


def activation_module(activation: Activation) -> nn.Module:
    """Return a module that takes tensors of any shape through the activation function."""
    return _ACTIVATIONS[activation]()


class Dropout(nn.Module):
    """Dropout that draws from a generator of its own, and whose rate can change between steps.

    Kept values are scaled by 1 / (1 - rate), as in torch.nn.Dropout.
    """

    def __init__(self, rate: float, generator: torch.Generator) -> None:
        super().__init__()
        self.rate = rate
        self._generator = generator

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return x
        kept = torch.empty_like(x).bernoulli_(1 - self.rate, generator=self._generator)
        return x * kept.div_(1 - self.rate)


class Network(nn.Module):
    """A multi-layer perceptron: [n, inputs] -> [n, outputs], the weighted sums of the last layer.

    `layers` are the linear layers, the output layer last; so weights are named "layers.0.weight" [after, before] and
    "layers.0.bias" [after]. `sizes` run from input to output.
    """

    def __init__(self, sizes: tuple[int, ...], options: ModelOptions, dropout: torch.Generator) -> None:
        """`sizes` run from input to output, such as (784, 64, 64, 10). Weights are left undefined: see `initialise`."""
        super().__init__()
        self.sizes = sizes
        self.layers = nn.ModuleList(_undefined_layer(*pair) for pair in pairwise(sizes))
        self.activation = activation_module(options.activation)
        self.dropout = Dropout(options.dropout, dropout)

    def forward(self, x: Tensor) -> Tensor:
        *hidden, last = self.layers
        for layer in hidden:
            x = self.dropout(self.activation(layer(x)))
        out: Tensor = last(x)
        return out

    def linear_layers(self) -> list[nn.Linear]:
        return [layer for layer in self.layers if isinstance(layer, nn.Linear)]


def build(sizes: tuple[int, ...], options: ModelOptions, init: torch.Generator, dropout: torch.Generator) -> Network:
    """Return a new network on the CPU whose weights are drawn from `init`."""
    network = Network(sizes, options, dropout)
    for layer in network.linear_layers():
        _initialise(layer, options, init)
    return network


def _undefined_layer(before: int, after: int) -> nn.Linear:
    """Return a layer on the CPU whose weights are left undefined.

    It is made on the meta device, so that torch's own initialisation draws nothing from the global generator; its
    `to_empty` would do the rest, but import sympy for it, which takes half a second.
    """
    layer = Linear(before, after, device="meta")
    layer.weight = nn.Parameter(torch.empty(after, before))
    layer.bias = nn.Parameter(torch.empty(after))
    return layer


def _initialise(layer: nn.Linear, options: ModelOptions, generator: torch.Generator) -> None:
    """Set a layer's weights and biases; biases start at zero but for torch's own way and `init_biases`."""
    with torch.no_grad():
        layer.bias.zero_()
        match options.init:
            case Init.DEFAULT:
                # torch's own reset_parameters: uniform within 1 / sqrt(inputs), for biases too.
                bound = layer.in_features**-0.5
                layer.weight.uniform_(-bound, bound, generator=generator)
                layer.bias.uniform_(-bound, bound, generator=generator)
            case Init.ZEROS:
                layer.weight.zero_()
            case Init.NORMAL:
                layer.weight.normal_(0.0, options.init_std, generator=generator)
                if options.init_biases:
                    layer.bias.normal_(0.0, options.init_std, generator=generator)
            case Init.XAVIER:
                nn.init.xavier_uniform_(layer.weight, generator=generator)
            case Init.KAIMING:
                nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu", generator=generator)
