"""Thin lines over a prepared picture: the box that it was scaled into, and where its mass lies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.core.catalog import Drawing
from playground.core.facts import DataFacts
from playground.core.preparation import Step
from playground.core.strokes import DIGITS_WIDTH, MNIST_BOX

_ARM = 5.0


@dataclass(frozen=True, slots=True)
class Guides:
    """Places in pixels of the picture, whose upper left corner is 0, 0; None: there is no such line."""

    box: QRectF | None = None
    aim: QPointF | None = None
    mass: QPointF | None = None


def box_size(facts: DataFacts) -> tuple[float, float]:
    """Return width and height of the box that the data set's own pictures fill, in pixels."""
    height, width = facts.input_shape
    if facts.drawing is Drawing.DIGITS:
        return width * DIGITS_WIDTH, float(height)
    if facts.drawing is Drawing.NONE:
        return float(min(height, width)), float(min(height, width))
    side = float(round(min(height, width) * MNIST_BOX))
    return side, side


def guides_of(step: Step, image: NDArray[np.uint8], facts: DataFacts) -> Guides:
    """Return what makes the work of `step` seen on `image` [h, w], which came out of it."""
    height, width = image.shape
    if facts.drawing is Drawing.NONE:
        return Guides()  # their box is all of the picture
    if step is Step.BOX:
        across, down = box_size(facts)
        return Guides(box=QRectF((width - across) / 2, (height - down) / 2, across, down))
    if step is Step.CENTRE:
        # MNIST's digits have their mass at index 14 of 28: in the middle of that pixel.
        shift = 0.5 if facts.drawing is Drawing.MNIST else 0.0
        return Guides(aim=QPointF(width / 2 + shift, height / 2 + shift), mass=_mass(image))
    return Guides()


def paint_guides(painter: QPainter, guides: Guides, place: QRectF, pixel: float, color: QColor) -> None:
    """Draw `guides` over a picture at `place` whose pixels are `pixel` px wide."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 1, Qt.PenStyle.DashLine))
    if guides.box is not None:
        corner = place.topLeft() + guides.box.topLeft() * pixel
        painter.drawRect(QRectF(corner, guides.box.size() * pixel).adjusted(0.5, 0.5, -0.5, -0.5))
    if guides.aim is not None:
        aim = place.topLeft() + guides.aim * pixel
        painter.drawLine(QLineF(aim.x(), place.top(), aim.x(), place.bottom()))
        painter.drawLine(QLineF(place.left(), aim.y(), place.right(), aim.y()))
    if guides.mass is not None:
        mass = place.topLeft() + guides.mass * pixel
        painter.setPen(QPen(color, 2))
        painter.drawEllipse(mass, _ARM, _ARM)


def _mass(image: NDArray[np.uint8]) -> QPointF | None:
    total = float(image.sum())
    if total == 0:
        return None
    down, across = (float(image.sum(axis=1 - axis) @ np.arange(image.shape[axis])) / total for axis in (0, 1))
    return QPointF(across + 0.5, down + 0.5)
