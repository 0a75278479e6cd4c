"""The points of the data as the decision surface shows them: a picture that is kept, since few change at a time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from playground.core.probes import Floats, Ints, Points
from playground.ui.network.paint_legend import paint_crosses
from playground.ui.network.sheet import Sheet, sheet_on
from playground.ui.theme import Theme

_TRAIN, _TEST, _HOLE = 6.0, 6.5, 3.2  # diameters
_REACH = 6  # px around its middle that a mark can cover
_FEW = 60  # of more test points that change at once all are painted anew


@dataclass(frozen=True, slots=True)
class PlaneSquare:
    """Where the plane from -`extent` to `extent` lies: in `square` of a widget."""

    square: QRectF
    extent: float

    def at(self, points: Floats) -> Floats:
        """Return where `points` [n, 2] lie in the widget."""
        scale = self.square.width() / (2 * self.extent)
        middle = np.array([self.square.center().x(), self.square.center().y()])
        return np.asarray(points * np.array([scale, -scale]) + middle, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Canvas:
    """What the picture was made for: places, theme, and a widget's size in px on a screen of `dpr` dots per px."""

    plane: PlaneSquare
    theme: Theme
    size: QSize
    dpr: float

    def blank(self) -> QPixmap:
        pixmap = QPixmap(round(self.size.width() * self.dpr), round(self.size.height() * self.dpr))
        pixmap.setDevicePixelRatio(self.dpr)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap


class DataPoints:
    """Train points are filled, test points hollow, and a cross stands over those that the network gets wrong."""

    def __init__(self) -> None:
        self._points: Points | None = None
        self._wrong = np.zeros(0, dtype=np.bool_)
        self._pixmap = QPixmap()
        self._canvas: _Canvas | None = None
        self._painted = self._wrong

    @property
    def counts(self) -> tuple[int, int] | None:
        """How many of the test points the network gets wrong, and how many there are; None: nothing is known yet."""
        return None if self._points is None else (int(self._wrong.sum()), len(self._wrong))

    def take(self, points: Points | None) -> bool:
        """Take the points; tells whether they look another way than those before."""
        wrong = points.test_chosen != points.test_labels if points is not None else np.zeros(0, dtype=np.bool_)
        same = _same(points, self._points)
        changed = not same or not np.array_equal(wrong, self._wrong)
        self._points, self._wrong = points, wrong
        if not same:
            self._canvas = None
        return changed

    def draw(self, sheet: Sheet, plane: PlaneSquare, size: QSize, dpr: float) -> None:
        """Draw the points into a widget of `size` px."""
        if self._points is None:
            return
        canvas = _Canvas(plane, sheet.theme, size, dpr)
        if canvas != self._canvas:
            self._canvas, self._pixmap = canvas, canvas.blank()
            self._paint(sheet, self._points, canvas, None)
        elif not np.array_equal(self._wrong, self._painted):
            changed = self._points.test[self._wrong != self._painted]
            self._paint(sheet, self._points, canvas, plane.at(changed) if len(changed) <= _FEW else None)
        sheet.painter.drawPixmap(0, 0, self._pixmap)

    def _paint(self, sheet: Sheet, points: Points, canvas: _Canvas, around: Floats | None) -> None:
        """Paint all points, or only what lies around the places `around` [n, 2]."""
        self._painted = self._wrong
        train, test = canvas.plane.at(points.train), canvas.plane.at(points.test)
        near_train, near_test = _near(train, around), _near(test, around)
        with sheet_on(self._pixmap, sheet.look, sheet.letters) as own:
            if around is not None:
                own.painter.setClipRegion(_region(around))
            own.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            own.painter.fillRect(QRect(QPointF(0, 0).toPoint(), canvas.size), Qt.GlobalColor.transparent)
            own.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            _paint_train(own, train[near_train], points.train_labels[near_train])
            right, wrong = near_test & ~self._wrong, near_test & self._wrong
            _paint_right(own, test[right], points.test_labels[right])
            paint_crosses(own, [QPointF(x, y) for x, y in test[wrong].tolist()], "danger")


def _same(points: Points | None, others: Points | None) -> bool:
    """Tell whether both are the same points, whatever the network says of them."""
    if points is None or others is None:
        return points is others
    pairs = (
        (points.train, others.train),
        (points.train_labels, others.train_labels),
        (points.test, others.test),
        (points.test_labels, others.test_labels),
    )
    return all(np.array_equal(one, other) for one, other in pairs)


def _near(places: Floats, around: Floats | None) -> NDArray[np.bool_]:
    """Tell for each of `places` [n, 2] whether its mark can reach into the region around others; None: everywhere."""
    if around is None:
        return np.ones(len(places), dtype=np.bool_)
    away = np.abs(places[:, None] - around[None]).max(axis=2)
    return np.asarray((away <= 2 * _REACH + 1).any(axis=1))


def _region(around: Floats) -> QRegion:
    region = QRegion()
    for x, y in np.floor(around).astype(int).tolist():
        region += QRect(x - _REACH, y - _REACH, 2 * _REACH + 1, 2 * _REACH + 1)
    return region


def _paint_train(sheet: Sheet, places: Floats, labels: Ints) -> None:
    by_label = _by_label(places, labels)
    for centres in by_label.values():
        sheet.dots(centres, "surface", _TRAIN + 2)
    for label, centres in by_label.items():
        sheet.dots(centres, sheet.theme.class_color(label), _TRAIN)


def _paint_right(sheet: Sheet, places: Floats, labels: Ints) -> None:
    for label, centres in _by_label(places, labels).items():
        sheet.dots(centres, sheet.theme.class_color(label), _TEST)
        sheet.dots(centres, "surface", _HOLE)


def _by_label(places: Floats, labels: Ints) -> dict[int, list[QPointF]]:
    """Return the places of each class, by class."""
    return {int(label): [QPointF(x, y) for x, y in places[labels == label].tolist()] for label in np.unique(labels)}
