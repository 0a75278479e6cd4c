"""The experiment: one frozen, validated value that says how a run is made.

Its fields carry their own titles, help, ranges and effects (`setting.Setting`): the window makes its controls from
them, the command line its `--set` names, and errors their wording. Texts of TOML are read and written in
`experiment_toml`.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from playground.core.problems import ExperimentError, problems_of
from playground.core.setting import Effect, FieldSpec, Scale, Setting, field_specs

FORMAT = 1

MAX_LAYERS = 8
MAX_WIDTH = 4096


class Normalise(StrEnum):
    NONE = "none"
    UNIT = "unit"
    STANDARD = "standard"


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


class Loss(StrEnum):
    CROSS_ENTROPY = "cross_entropy"
    NLL = "nll"
    MSE = "mse"
    L1 = "l1"
    HUBER = "huber"
    BCE = "bce"
    HINGE = "hinge"


class Reduction(StrEnum):
    MEAN = "mean"
    SUM = "sum"


class OptimizerName(StrEnum):
    SGD = "sgd"
    ADAM = "adam"
    ADAMW = "adamw"
    RMSPROP = "rmsprop"
    ADAGRAD = "adagrad"


class ScheduleName(StrEnum):
    CONSTANT = "constant"
    STEP = "step"
    COSINE = "cosine"
    ONE_CYCLE = "one_cycle"


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class DataOptions(Section):
    """Which examples the network learns from, and how they are prepared."""

    name: Annotated[
        str, Setting(title="Data set", help="The examples that the network learns from.", effect=Effect.DATA)
    ] = "digits"
    classes: Annotated[
        tuple[Annotated[int, Field(ge=0, le=999)], ...],
        Setting(
            title="Classes",
            help="Which classes take part. A network that only has to tell two apart has an easier task.",
            effect=Effect.DATA,
            zero="all",
        ),
    ] = ()
    examples: Annotated[
        int,
        Field(ge=0, le=1_000_000),
        Setting(
            title="Examples used",
            help="How many examples are used in all, train and test together. Fewer make training quicker and "
            "memorising easier.",
            effect=Effect.DATA,
            scale=Scale.LOG,
            zero="all",
        ),
    ] = 0
    train_share: Annotated[
        float,
        Field(ge=0.05, le=0.95),
        Setting(
            title="Train share",
            help="The part of the examples that the network learns from. The rest are only used to test it.",
            effect=Effect.DATA,
            unit="%",
            step=0.05,
        ),
    ] = 0.8
    normalise: Annotated[
        Normalise,
        Setting(
            title="Normalise",
            help="How input values are rescaled before the network sees them.",
            effect=Effect.DATA,
            choices={"none": "As stored", "unit": "0 to 1", "standard": "Standardised"},
            choice_help={
                "none": "The values as the data set stores them, such as 0 to 255.",
                "unit": "Divided so that the lowest value becomes 0 and the highest 1.",
                "standard": "Shifted and scaled to mean 0 and deviation 1, measured on the training part.",
            },
        ),
    ] = Normalise.STANDARD
    noise: Annotated[
        float,
        Field(ge=0.0, le=0.5),
        Setting(
            title="Noise",
            help="How far the points are scattered. With much noise no network can get all of them right.",
            effect=Effect.DATA,
            step=0.05,
        ),
    ] = 0.1
    features: Annotated[
        int,
        Field(ge=2, le=100),
        Setting(title="Features", help="How many numbers describe one example.", effect=Effect.DATA),
    ] = 4
    class_count: Annotated[
        int,
        Field(ge=2, le=10),
        Setting(title="Number of classes", help="How many classes are made.", effect=Effect.DATA),
    ] = 2
    seed: Annotated[
        int,
        Field(ge=0, le=2**31 - 1),
        Setting(
            title="Data seed",
            help="Another seed draws other points of the same kind.",
            effect=Effect.DATA,
            advanced=True,
        ),
    ] = 0
    split_seed: Annotated[
        int,
        Field(ge=0, le=2**31 - 1),
        Setting(
            title="Split seed",
            help="Which examples fall into the training part and which into the test part.",
            effect=Effect.DATA,
            advanced=True,
        ),
    ] = 0


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


class TrainingOptions(Section):
    """How the weights are improved, step by step."""

    learning_rate: Annotated[
        float,
        Field(ge=1e-6, le=10.0),
        Setting(
            title="Learning rate",
            help="How far each step moves the weights. Too small learns slowly; too large jumps past the goal.",
            effect=Effect.LIVE,
            scale=Scale.LOG,
            slider=(1e-5, 1.0),
        ),
    ] = 0.001
    optimizer: Annotated[
        OptimizerName,
        Setting(
            title="Optimizer",
            help="The rule that turns gradients into a step.",
            effect=Effect.OPTIMIZER,
            choices={"sgd": "SGD", "adam": "Adam", "adamw": "AdamW", "rmsprop": "RMSprop", "adagrad": "Adagrad"},
        ),
    ] = OptimizerName.ADAM
    loss: Annotated[
        Loss,
        Setting(
            title="Loss",
            help="The number that training makes smaller: how wrong the answers are.",
            effect=Effect.OPTIMIZER,
            choices={
                "cross_entropy": "Cross-entropy",
                "nll": "Negative log-likelihood",
                "mse": "Squared error",
                "l1": "Absolute error",
                "huber": "Huber",
                "bce": "Binary cross-entropy",
                "hinge": "Hinge",
            },
        ),
    ] = Loss.CROSS_ENTROPY
    batch_size: Annotated[
        int,
        Field(ge=1, le=1_000_000),
        Setting(
            title="Batch size",
            help="How many examples one step looks at. The whole training set makes it plain gradient descent.",
            effect=Effect.LIVE,
            scale=Scale.LOG,
        ),
    ] = 32
    epochs: Annotated[
        int,
        Field(ge=0, le=100_000),
        Setting(
            title="Epochs",
            help="How often training goes through all training examples.",
            effect=Effect.LIVE,
            scale=Scale.LOG,
            slider=(1, 2000),
            zero="until paused",
        ),
    ] = 30
    weight_decay: Annotated[
        float,
        Field(ge=0.0, le=10.0),
        Setting(
            title="Weight decay",
            help="Pulls every weight towards zero a little (L2), which keeps the network simple.",
            effect=Effect.LIVE,
            scale=Scale.LOG,
            slider=(1e-6, 1.0),
            zero="off",
        ),
    ] = 0.0
    momentum: Annotated[
        float,
        Field(ge=0.0, le=0.999),
        Setting(
            title="Momentum",
            help="How much of the last step is kept in the next one. Used by SGD and RMSprop.",
            effect=Effect.LIVE,
            step=0.05,
            zero="off",
        ),
    ] = 0.0
    schedule: Annotated[
        ScheduleName,
        Setting(
            title="Schedule",
            help="How the learning rate changes over the planned epochs: a factor on the rate set above.",
            effect=Effect.LIVE,
            choices={"constant": "Constant", "step": "Steps", "cosine": "Cosine", "one_cycle": "One cycle"},
        ),
    ] = ScheduleName.CONSTANT
    schedule_steps: Annotated[
        int,
        Field(ge=1, le=20),
        Setting(
            title="Drops",
            help="How many times the step schedule lowers the rate, evenly spread over the planned epochs.",
            effect=Effect.LIVE,
            advanced=True,
        ),
    ] = 2
    schedule_factor: Annotated[
        float,
        Field(ge=0.01, le=1.0),
        Setting(
            title="Factor of a drop",
            help="What the step schedule multiplies the rate by at each drop.",
            effect=Effect.LIVE,
            step=0.05,
            advanced=True,
        ),
    ] = 0.1
    nesterov: Annotated[
        bool,
        Setting(
            title="Nesterov",
            help="Looks ahead along the momentum before taking the gradient (SGD with momentum).",
            effect=Effect.LIVE,
            advanced=True,
        ),
    ] = False
    beta1: Annotated[
        float,
        Field(ge=0.0, le=0.9999),
        Setting(
            title="Beta 1",
            help="How slowly Adam's running mean of the gradient forgets.",
            effect=Effect.LIVE,
            step=0.01,
            advanced=True,
        ),
    ] = 0.9
    beta2: Annotated[
        float,
        Field(ge=0.0, le=0.99999),
        Setting(
            title="Beta 2",
            help="How slowly Adam's running mean of the squared gradient forgets.",
            effect=Effect.LIVE,
            step=0.001,
            advanced=True,
        ),
    ] = 0.999
    l1: Annotated[
        float,
        Field(ge=0.0, le=1.0),
        Setting(
            title="L1",
            help="Adds the sum of absolute weights times this to the loss, which drives weights to exactly zero.",
            effect=Effect.LIVE,
            scale=Scale.LOG,
            slider=(1e-6, 0.1),
            zero="off",
            advanced=True,
        ),
    ] = 0.0
    clip_norm: Annotated[
        float,
        Field(ge=0.0, le=1000.0),
        Setting(
            title="Gradient clipping",
            help="The longest that the gradient may be; longer ones are shortened.",
            effect=Effect.LIVE,
            scale=Scale.LOG,
            slider=(0.01, 100.0),
            zero="off",
            advanced=True,
        ),
    ] = 0.0
    reduction: Annotated[
        Reduction,
        Setting(
            title="Loss of a batch",
            help="Whether a batch's loss is the mean or the sum over its examples. The sum makes bigger steps.",
            effect=Effect.OPTIMIZER,
            choices={"mean": "Mean", "sum": "Sum"},
            advanced=True,
        ),
    ] = Reduction.MEAN
    shuffle: Annotated[
        bool,
        Setting(
            title="Shuffle",
            help="Draws a new order of the training examples at every epoch.",
            effect=Effect.LIVE,
            advanced=True,
        ),
    ] = True
    evaluate_every: Annotated[
        int,
        Field(ge=0, le=1_000_000),
        Setting(
            title="Test every",
            help="After how many steps the test set is looked at, beside the end of each epoch.",
            effect=Effect.LIVE,
            unit="steps",
            zero="epochs only",
            advanced=True,
        ),
    ] = 0
    seed: Annotated[
        int,
        Field(ge=0, le=2**31 - 1),
        Setting(
            title="Seed",
            help="Every random choice of a run follows from it: the same seed gives the same run.",
            effect=Effect.NETWORK,
        ),
    ] = 0
    device: Annotated[
        str,
        Setting(title="Device", help="The processor or graphics card that trains.", effect=Effect.NETWORK),
    ] = "cpu"


class Experiment(Section):
    """How a run is made: its data, its network, and its training. Frozen; equal experiments make equal runs."""

    data: DataOptions = DataOptions()
    model: ModelOptions = ModelOptions()
    training: TrainingOptions = TrainingOptions()

    @classmethod
    def from_tree(cls, tree: Mapping[str, Any]) -> Self:
        """Build one from nested plain values, as TOML gives them.

        Raises ExperimentError that names every field at fault.
        """
        try:
            # JSON mode is pydantic's one strict mode that still takes lists for tuples and words for enums.
            return cls.model_validate_json(json.dumps(tree, default=str), strict=True)
        except ValidationError as error:
            raise ExperimentError(problems_of(error, tree, specs_by_path())) from error

    def to_tree(self) -> dict[str, Any]:
        """Return nested plain values: numbers, words, lists and tables."""
        return self.model_dump(mode="json")

    def changed(self, values: Mapping[str, Any]) -> Self:
        """Return a copy with the fields of `values` (path -> value) set; raises ExperimentError when one is bad."""
        tree = self.to_tree()
        for path, value in values.items():
            section, _, name = path.partition(".")
            tree.setdefault(section, {})[name] = value
        return self.from_tree(tree)

    def value(self, path: str) -> Any:
        """Return the value of the field at `path`, such as "training.learning_rate"."""
        section, _, name = path.partition(".")
        return getattr(getattr(self, section), name)

    def difference(self, other: "Experiment") -> dict[str, Any]:
        """Return the fields (path -> value in `other`) in which `other` differs from this one."""
        return {path: other.value(path) for path in specs_by_path() if other.value(path) != self.value(path)}


@cache
def specs_by_path() -> Mapping[str, FieldSpec]:
    """Return the spec of every field, by path, in the order in which they are shown."""
    sections: dict[str, type[Section]] = {"data": DataOptions, "model": ModelOptions, "training": TrainingOptions}
    return {spec.path: spec for name, model in sections.items() for spec in field_specs(name, model)}
