"""The steps from what a person drew or brought to the image that a network sees."""

from enum import StrEnum


class Step(StrEnum):
    """One step, in the order in which they are taken."""

    GROUND = "ground"  # of pictures: which is paper and which ink, and how dark
    BOX = "box"  # scaled into the box that the data set's own digits fill
    UPRIGHT = "upright"  # slant taken away, proportions set
    PEN = "pen"  # drawn anew at the pen width of the training images
    CENTRE = "centre"  # placed as the data set's own are
