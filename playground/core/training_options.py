"""The table `[training]` of an experiment: how the weights are improved, step by step."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from playground.core.setting import Effect, Scale, Section, Setting


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
    threads: Annotated[
        int,
        Field(ge=0, le=64),
        Setting(
            title="Threads",
            help="How many cores share a step. Small networks are faster on one. The last digits depend on it.",
            effect=Effect.NETWORK,
            zero="automatic",
            advanced=True,
        ),
    ] = 0
    device: Annotated[
        str,
        Setting(title="Device", help="The processor or graphics card that trains.", effect=Effect.NETWORK),
    ] = "cpu"
