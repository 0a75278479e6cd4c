import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from pytestqt.qtbot import QtBot

from playground.ui.network.discs import discs_of
from playground.ui.network.places import Spots

SPOTS = Spots(np.array([20.3, 34.1, 20.3, 34.1]), np.array([15.2, 24.9, 34.6, 44.3]), 12.5)
INSIDES = np.array([0xFFD4630F, 0xFFFFFFFF, 0xFF000000, 0xFF1F6FC4], dtype=np.uint32)
RIMS = np.array([0xFFBCC4CE, 0xFFD4630F, 0xFFFFFFFF, 0xFF000001], dtype=np.uint32)


def ground(dpr: float) -> QImage:
    image = QImage(round(60 * dpr), round(60 * dpr), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(QColor("#43CDB5"))
    return image


def channels(image: QImage) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    return np.frombuffer(image.constBits(), dtype=np.uint8).astype(np.int64)


@pytest.mark.parametrize("dpr", [1.0, 1.25, 1.5, 2.0])
def test_they_look_as_qt_draws_circles(qtbot: QtBot, dpr: float) -> None:
    drawn, coloured = ground(dpr), ground(dpr)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for x, y, inside, rim in zip(SPOTS.x, SPOTS.y, INSIDES.tolist(), RIMS.tolist(), strict=True):
        painter.setPen(QPen(QColor.fromRgb(rim), 1))
        painter.setBrush(QColor.fromRgb(inside))
        radius = (SPOTS.diameter - 1) / 2
        painter.drawEllipse(QPointF(float(x), float(y)), radius, radius)
    painter.end()
    painter = QPainter(coloured)
    discs_of(SPOTS, dpr).draw(painter, INSIDES, RIMS)
    painter.end()
    assert drawn != ground(dpr)
    assert np.abs(channels(drawn) - channels(coloured)).max() <= 3


def test_other_colours_leave_nothing_of_those_before(qtbot: QtBot) -> None:
    discs = discs_of(SPOTS, 1.0)
    images = []
    for insides in (INSIDES, INSIDES[::-1].copy(), INSIDES):
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        discs.draw(painter, insides, RIMS)
        painter.end()
        images.append(image)
    assert images[0] == images[2] != images[1]
