import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen
from pytestqt.qtbot import QtBot

from playground.ui.look import Look
from playground.ui.network.colors import link_inks
from playground.ui.network.letters import Letters
from playground.ui.network.links import Curves, Thickness, draw_links
from playground.ui.network.sheet import sheet_on

START, TOP, END = 10.3, 12.6, 71.8


def blank(look: Look, dpr: float) -> QImage:
    image = QImage(round(80 * dpr), round(160 * dpr), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(look.theme.color("surface"))
    return image


def red(image: QImage) -> NDArray[np.float64]:
    return np.frombuffer(image.constBits(), dtype=np.uint8)[2::4].astype(np.float64)


@pytest.mark.parametrize("dpr", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("bottom", [12.6, 30.0, 150.0])
@pytest.mark.parametrize("width", [0.5, 1.4, 2.2, 2.5, 4.8])
def test_a_link_covers_what_one_stroke_of_its_width_would(
    qtbot: QtBot, width: float, bottom: float, dpr: float
) -> None:
    look = Look()
    drawn, stroked = blank(look, dpr), blank(look, dpr)
    x0, y0, x1, y1 = (np.array([place]) for place in (START, TOP, END, bottom))
    with sheet_on(drawn, look, Letters(look)) as sheet:
        draw_links(sheet, Curves(x0, y0, x1, y1, np.ones(1, dtype=np.float32)), 1.0, Thickness(width, 0.0, 1.0))
    path = QPainterPath(QPointF(START, TOP))
    middle = (START + END) / 2
    path.cubicTo(middle, TOP, middle, bottom, END, bottom)
    painter = QPainter(stroked)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(link_inks(look.theme, False)[1][-1], width))
    painter.drawPath(path)
    painter.end()
    ground = red(blank(look, dpr))
    ink, wanted = ground - red(drawn), ground - red(stroked)
    assert ink.sum() == pytest.approx(wanted.sum(), rel=0.1)
    assert np.quantile(ink[wanted == wanted.max()], 0.05) > 0.75 * wanted.max()  # no gaps shine through
    assert ink[wanted == 0].max() < 0.1 * wanted.max()  # and nothing lies beside it
