"""The table `[model]` of an experiment: the network, and the numbers it starts from."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from playground.core.setting import Effect, Scale, Section, Setting

MAX_LAYERS = 8
MAX_WIDTH = 4096


class Activation(StrEnum):
    IDENTITY = "identity"
    RELU = "relu"
    LEAKY_RELU = "leaky_relu"
    ELU = "elu"
    GELU = "gelu"
    SILU = "silu"
    TANH = "tanh"
    SIGMOID = "sigmoid"
    SOFTPLUS = "softplus"


class Init(StrEnum):
    DEFAULT = "default"
    ZEROS = "zeros"
    NORMAL = "normal"
    XAVIER = "xavier"
    KAIMING = "kaiming"


class Output(StrEnum):
    PER_CLASS = "per_class"
    SINGLE = "single"


class OutputActivation(StrEnum):
    AUTO = "auto"
    IDENTITY = "identity"
    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"
    LOG_SOFTMAX = "log_softmax"


class ModelOptions(Section):
    """The network: its layers, and the numbers they start from."""

    hidden: Annotated[
        tuple[Annotated[int, Field(ge=1, le=MAX_WIDTH)], ...],
        Field(max_length=MAX_LAYERS),
        Setting(
            title="Hidden layers",
            help="How many neurons each hidden layer has. Wider layers can learn more, and take longer.",
            effect=Effect.NETWORK,
            unit="neurons",
            scale=Scale.LOG,
        ),
    ] = (64, 64, 64)
    activation: Annotated[
        Activation,
        Setting(
            title="Activation",
            help="What each hidden neuron does with its weighted sum. Without one, layers add nothing to each other.",
            effect=Effect.NETWORK,
            choices={
                "identity": "Identity",
                "relu": "ReLU",
                "leaky_relu": "Leaky ReLU",
                "elu": "ELU",
                "gelu": "GELU",
                "silu": "SiLU",
                "tanh": "Tanh",
                "sigmoid": "Sigmoid",
                "softplus": "Softplus",
            },
        ),
    ] = Activation.RELU
    init: Annotated[
        Init,
        Setting(
            title="Initialisation",
            help="The numbers that the weights start from.",
            effect=Effect.NETWORK,
            choices={
                "default": "PyTorch's",
                "zeros": "Zeros",
                "normal": "Normal",
                "xavier": "Xavier",
                "kaiming": "Kaiming",
            },
            choice_help={
                "default": "Uniform within 1 over the root of the number of inputs, biases too.",
                "zeros": "All alike. Neurons that start alike stay alike: a classic mistake worth seeing.",
                "normal": "Drawn from a normal distribution with the deviation set below.",
                "xavier": "Keeps the spread of signals with tanh and sigmoid (Glorot and Bengio, 2010).",
                "kaiming": "Keeps the spread of signals with ReLU (He et al., 2015).",
            },
        ),
    ] = Init.DEFAULT
    init_std: Annotated[
        float,
        Field(ge=0.0, le=10.0),
        Setting(
            title="Deviation",
            help="The standard deviation that normal initialisation draws with.",
            effect=Effect.NETWORK,
            step=0.01,
            slider=(0.0, 2.0),
            advanced=True,
        ),
    ] = 0.1
    init_biases: Annotated[
        bool,
        Setting(
            title="Draw biases too",
            help="Normal initialisation draws the biases as well; otherwise they start at zero.",
            effect=Effect.NETWORK,
            advanced=True,
        ),
    ] = False
    dropout: Annotated[
        float,
        Field(ge=0.0, le=0.95),
        Setting(
            title="Dropout",
            help="The share of neurons silenced at random in each training step, so that none is relied on alone.",
            effect=Effect.LIVE,
            step=0.05,
            zero="off",
        ),
    ] = 0.0
    output: Annotated[
        Output,
        Setting(
            title="Output units",
            help="One unit for every class, or a single one that tells two classes apart.",
            effect=Effect.NETWORK,
            choices={"per_class": "One per class", "single": "A single one"},
            advanced=True,
        ),
    ] = Output.PER_CLASS
    output_activation: Annotated[
        OutputActivation,
        Setting(
            title="Output activation",
            help="What the last layer does with its weighted sums. Automatic picks what the loss expects.",
            effect=Effect.NETWORK,
            choices={
                "auto": "Automatic",
                "identity": "Identity",
                "sigmoid": "Sigmoid",
                "softmax": "Softmax",
                "log_softmax": "Log-softmax",
            },
            advanced=True,
        ),
    ] = OutputActivation.AUTO
    target_off: Annotated[
        float,
        Field(ge=-100.0, le=100.0),
        Setting(
            title="Target for no",
            help="The value that an output should take for examples of other classes.",
            effect=Effect.OPTIMIZER,
            advanced=True,
        ),
    ] = 0.0
    target_on: Annotated[
        float,
        Field(ge=-100.0, le=100.0),
        Setting(
            title="Target for yes",
            help="The value that an output should take for examples of its own class.",
            effect=Effect.OPTIMIZER,
            advanced=True,
        ),
    ] = 1.0
