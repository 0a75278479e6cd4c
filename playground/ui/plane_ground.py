"""The plane as ground for points: the network's answers as colours, the data's points, and pieces of both."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from playground.core.probes import Floats, Ints, Plane, Points
from playground.ui.theme import Theme

Colors = NDArray[np.uint32]

_PLACES = np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)  # of red, green and blue in a colour
_OPAQUE = np.uint32(0xFF000000)


def surface_colors(probabilities: Floats, theme: Theme) -> Colors:
    """Return colours [...], as Qt's RGB32 has them, for `probabilities` [..., classes] of the answers.

    Two classes speak the language of signs: orange lowers, blue raises, nothing at even chances. With more, the colour
    is that of the answer, the stronger the surer.
    """
    classes = probabilities.shape[-1]
    if classes == 2:
        steps = np.rint(probabilities[..., 1] * 255).astype(np.uint8)
        colors: Colors = _two_class_table(theme)[steps]
        return colors
    answers = probabilities.argmax(axis=-1)
    surety = (probabilities.max(axis=-1) - 1 / classes) / (1 - 1 / classes)
    share = (0.2 + 0.4 * surety)[..., None]
    inks = np.array([_rgb(theme.class_color(label)) for label in range(classes)], dtype=np.float64)[answers]
    return _mixed(inks, share, theme)


def surface_image(plane: Plane, theme: Theme) -> QImage:
    """Return the network's answers over the plane as an image of one point for each cell."""
    colors = np.ascontiguousarray(surface_colors(plane.surface, theme))
    rows, columns = colors.shape
    return QImage(colors.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32).copy()  # the bytes are `colors`'


@cache
def _two_class_table(theme: Theme) -> Colors:
    """Return [256] colours for the probability of class 1: the diverging map at p - 0.5, thinned over the ground."""
    return _mixed(theme.diverging_table(511)[128:384].astype(np.float64), np.array(theme.surface_mix), theme)


def _mixed(inks: NDArray[np.float64], share: NDArray[Any], theme: Theme) -> Colors:
    ground = np.array(_rgb(QColor(theme.surface)), dtype=np.float64)
    mixed = np.rint(share * inks + (1 - share) * ground).astype(np.uint32)
    return np.asarray(mixed @ _PLACES + _OPAQUE, dtype=np.uint32)


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Points of a data set: `places` [n, 2] and `labels` [n]."""

    places: Floats
    labels: Ints

    @classmethod
    def of(cls, points: Points) -> "Dots":
        """Train and test points together."""
        places = np.concatenate([points.train, points.test])
        return cls(places, np.concatenate([points.train_labels, points.test_labels]))

    def same_as(self, other: "Dots | None") -> bool:
        return other is not None and np.array_equal(self.places, other.places)


@dataclass(frozen=True, slots=True)
class Scale:
    """How the plane lies in an image: the square of +-`extent`, at `dots` dots of the screen for each unit."""

    extent: float
    dots: float

    @property
    def side(self) -> int:
        """Width and height of the image."""
        return round(2 * self.extent * self.dots)

    def at(self, points: NDArray[Any]) -> NDArray[Any]:
        """Return where `points` [n, 2] lie in the image: x right, y down."""
        placed: NDArray[Any] = points * np.array([self.dots, -self.dots]) + self.extent * self.dots
        return placed

    def piece(self, centre: NDArray[Any], side: int) -> QRectF:
        """Return the square of `side` dots around the point `centre` [2], on whole dots and within the image."""
        x, y = centre.tolist()
        middle = self.extent * self.dots - side / 2
        left, top = (
            min(max(round(place), 0), self.side - side) for place in (middle + x * self.dots, middle - y * self.dots)
        )
        return QRectF(left, top, side, side)


def ground_image(plane: Plane, theme: Theme, scale: Scale) -> QImage:
    """Return the network's answers over the plane; beyond what `plane` covers there is plain ground."""
    image = QImage(scale.side, scale.side, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.surface))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    inset = (scale.extent - plane.extent) * scale.dots
    painter.drawImage(QRectF(inset, inset, scale.side - 2 * inset, scale.side - 2 * inset), surface_image(plane, theme))
    painter.end()
    return image


def dots_image(dots: Dots, theme: Theme, scale: Scale, diameter: float, rim: float) -> QImage:
    """Return the points, `diameter` dots wide with a `rim` of the ground's colour so that neighbours part."""
    image = QImage(scale.side, scale.side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    places = scale.at(dots.places)
    by_label = {
        int(label): [QPointF(x, y) for x, y in places[dots.labels == label].tolist()]
        for label in np.unique(dots.labels)
    }
    for points in by_label.values():
        _draw_points(painter, points, QColor(theme.surface), diameter + 2 * rim)
    for label, points in by_label.items():
        _draw_points(painter, points, theme.class_color(label), diameter)
    painter.end()
    return image


def _draw_points(painter: QPainter, points: list[QPointF], color: QColor, diameter: float) -> None:
    painter.setPen(QPen(color, diameter, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPoints(points)


def draw_ring(painter: QPainter, theme: Theme, centre: QPointF, label: int, radius: float) -> None:
    """Draw the large ring of the point that is meant, in the colour of its true class."""
    painter.setBrush(QColor(theme.surface))
    painter.setPen(QPen(theme.class_color(label), radius * 0.55))
    painter.drawEllipse(centre, radius, radius)
