"""The table `[augmentation]` of an experiment: how training images are varied, anew at every step."""

from typing import Annotated

from pydantic import Field

from playground.core.setting import Effect, Section, Setting


class AugmentationOptions(Section):
    """Whether training images are varied, and how strongly: each strength bounds what is drawn for an image, to both
    sides. Test images and drawings are never touched.

    The default strengths are those that helped with digits traced from other people's writing without a loss on test
    images, for small networks (which learn less of what is moved far) and Digits (where wide pens blur 8 x 8 pixels).
    """

    on: Annotated[
        bool,
        Setting(
            title="Vary the images",
            help="Turns, moves, resizes and bends every training image a little, anew at each step, so that the "
            "network learns more hands than the data has. Train figures are measured on what it got.",
            effect=Effect.LIVE,
        ),
    ] = False
    rotation: Annotated[
        float,
        Field(ge=0.0, le=180.0),
        Setting(
            title="Turn",
            help="How far an image is turned at most, to the left or to the right.",
            effect=Effect.LIVE,
            unit="\u00b0",
            slider=(0.0, 45.0),
            step=1.0,
            zero="off",
        ),
    ] = 10.0
    shear: Annotated[
        float,
        Field(ge=0.0, le=60.0),
        Setting(
            title="Slant",
            help="How far upright lines lean at most, to the left or to the right.",
            effect=Effect.LIVE,
            unit="\u00b0",
            slider=(0.0, 45.0),
            step=1.0,
            zero="off",
        ),
    ] = 15.0
    scale: Annotated[
        float,
        Field(ge=0.0, le=0.9),
        Setting(
            title="Size",
            help="How much wider or narrower, and higher or lower, an image becomes at most; both are drawn apart.",
            effect=Effect.LIVE,
            unit="%",
            slider=(0.0, 0.5),
            step=0.01,
            zero="off",
        ),
    ] = 0.05
    shift: Annotated[
        float,
        Field(ge=0.0, le=0.5),
        Setting(
            title="Shift",
            help="How far an image is moved at most, in parts of its side, across and up or down.",
            effect=Effect.LIVE,
            unit="%",
            slider=(0.0, 0.25),
            step=0.01,
            zero="off",
        ),
    ] = 0.04
    pen: Annotated[
        float,
        Field(ge=0.0, le=0.05),
        Setting(
            title="Pen",
            help="How much wider or narrower strokes become at most, in parts of the side; by one pixel at most.",
            effect=Effect.LIVE,
            unit="%",
            slider=(0.0, 0.035),
            step=0.0025,
            zero="off",
        ),
    ] = 0.01
    elastic: Annotated[
        float,
        Field(ge=0.0, le=0.2),
        Setting(
            title="Bend",
            help="How far points are moved by a smooth random field, as if drawn on rubber: the root mean square, in "
            "parts of the side.",
            effect=Effect.LIVE,
            unit="%",
            slider=(0.0, 0.1),
            step=0.005,
            zero="off",
        ),
    ] = 0.03
