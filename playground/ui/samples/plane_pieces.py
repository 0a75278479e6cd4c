"""Pieces of the plane around points, cut from two images that are made once for all of them."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from playground.core.probes import Plane
from playground.ui.plane_ground import Dots, Scale, dots_image, ground_image
from playground.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class PieceStyle:
    """How much of the plane a piece shows on each side of its point, and how its points are drawn, in px."""

    reach: float
    diameter: float
    rim: float


class PlanePieces:
    """Draws squares of the plane. Points stay where they are for a whole run, so they are painted once."""

    def __init__(self, style: PieceStyle) -> None:
        self._style = style
        self._plane: Plane | None = None
        self._dots: Dots | None = None
        self._ground: QImage | None = None
        self._points: QImage | None = None
        self._key: tuple[Theme, int, float] | None = None

    def forget(self) -> None:
        """Begin anew with other data."""
        self._plane = self._dots = self._ground = self._points = None

    def set_plane(self, plane: Plane | None) -> None:
        """Take the network's answers over the plane; None: there are none yet."""
        self._plane, self._ground = plane, None

    def set_dots(self, dots: Dots) -> bool:
        """Take the data set's points; tells whether they are others than before."""
        if dots.same_as(self._dots):
            return False
        self._dots, self._points = dots, None
        return True

    def draw(self, painter: QPainter, theme: Theme, square: QRectF, centre: NDArray[Any]) -> None:
        """Draw the piece around `centre` [2] into `square`, whose sides are the same for all pieces."""
        self.draw_ground(painter, theme, square, centre)
        self.draw_dots(painter, theme, square, centre)

    def draw_ground(self, painter: QPainter, theme: Theme, square: QRectF, centre: NDArray[Any]) -> None:
        """Draw the network's answers alone."""
        piece = self._piece(painter, theme, square, centre)
        if self._ground is not None:
            painter.drawImage(square, self._ground, piece)

    def draw_dots(self, painter: QPainter, theme: Theme, square: QRectF, centre: NDArray[Any]) -> None:
        """Draw the points alone."""
        piece = self._piece(painter, theme, square, centre)
        if self._points is not None:
            painter.drawImage(square, self._points, piece)

    def _piece(self, painter: QPainter, theme: Theme, square: QRectF, centre: NDArray[Any]) -> QRectF:
        """Return which piece of the images, made where need be, goes into `square`."""
        dpr = painter.device().devicePixelRatioF()
        side = round(square.width() * dpr)
        extent = self._plane.extent if self._plane is not None else 6.0
        scale = Scale(extent + self._style.reach, side / (2 * self._style.reach))
        self._prepare((theme, side, extent), scale, dpr)
        return scale.piece(centre, side)

    def _prepare(self, key: tuple[Theme, int, float], scale: Scale, dpr: float) -> None:
        if key != self._key:
            self._key, self._ground, self._points = key, None, None
        theme = key[0]
        if self._ground is None and self._plane is not None:
            self._ground = ground_image(self._plane, theme, scale)
        if self._points is None and self._dots is not None:
            self._points = dots_image(self._dots, theme, scale, self._style.diameter * dpr, self._style.rim * dpr)
