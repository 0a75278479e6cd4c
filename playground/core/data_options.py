"""The table `[data]` of an experiment: which examples, and how they are prepared."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from playground.core.setting import Effect, Scale, Section, Setting


class Normalise(StrEnum):
    NONE = "none"
    UNIT = "unit"
    STANDARD = "standard"


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
    own_weight: Annotated[
        int,
        Field(ge=0, le=100),
        Setting(
            title="My digits in training",
            help="How many times each of your own drawings is put among the training examples.",
            effect=Effect.DATA,
            unit="times",
            zero="left out",
            advanced=True,
        ),
    ] = 0
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
