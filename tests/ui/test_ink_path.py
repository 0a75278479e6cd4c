"""Whole strokes as paths look as the canvas drew them."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from playground.core.preparation import Sketch
from playground.ui.canvas import StrokeCanvas
from playground.ui.ink_path import paint_sketch, stroke_path
from playground.ui.look import Look
from playground.ui.stroke_history import Stroke

SIDE = 200


def darkness(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return 1 - rows[6:-6, 6 : grey.width() - 6] / 255


@pytest.mark.parametrize(
    "stroke",
    [
        np.array([[0.5, 0.5]]),
        np.array([[0.2, 0.3], [0.8, 0.4]]),
        np.array([[0.2, 0.2], [0.8, 0.2], [0.5, 0.8]]),
        np.column_stack([0.5 + 0.3 * np.cos(np.linspace(0, 6, 40)), 0.5 + 0.3 * np.sin(np.linspace(0, 6, 40))]),
    ],
    ids=["dot", "line", "corner", "curve"],
)
def test_it_looks_as_on_the_canvas(qtbot: QtBot, stroke: Stroke) -> None:
    look = Look()
    canvas = StrokeCanvas(look)
    qtbot.addWidget(canvas)
    canvas.resize(SIDE, SIDE)
    canvas.set_strokes([stroke])
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_sketch(painter, Sketch([stroke], canvas.pen_share), QRectF(image.rect()), look.theme.color("ink"))
    painter.end()
    drawn, expected = darkness(image), darkness(canvas.grab().toImage())
    assert expected.sum() > 100
    assert np.abs(drawn - expected).sum() < 0.04 * expected.sum()  # edges of ink that was drawn twice


def test_a_stroke_without_points_is_no_path() -> None:
    assert stroke_path(np.empty((0, 2)), SIDE).isEmpty()
