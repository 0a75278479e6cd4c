from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from playground.core.probes import Points
from playground.ui.look import Look
from playground.ui.network.data_points import DataPoints, PlaneSquare
from playground.ui.network.letters import Letters
from playground.ui.network.sheet import sheet_on
from playground.ui.theme import DARK, LIGHT

SIZE = QSize(300, 280)
PLANE = PlaneSquare(QRectF(20, 10, 250, 250), 6.0)


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look()


def some_points() -> Points:
    """A few train points, and test points on a grid on which no two touch."""
    across, down = np.meshgrid(np.linspace(-5, 5, 9), np.linspace(-5, 5, 9))
    test = np.stack([across.ravel(), down.ravel()], axis=1).astype(np.float32)
    labels = np.arange(len(test)) % 2
    return Points(1, test[:5] + 0.55, labels[:5], test, labels, labels)


def judged(points: Points, *wrong: int) -> Points:
    chosen = points.test_labels.copy()
    chosen[list(wrong)] = 1 - chosen[list(wrong)]
    return replace(points, test_chosen=chosen)


def picture(shown: DataPoints, look: Look, dpr: float) -> QImage:
    pixmap = QPixmap(round(SIZE.width() * dpr), round(SIZE.height() * dpr))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(look.theme.color("surface"))
    with sheet_on(pixmap, look, Letters(look)) as sheet:
        shown.draw(sheet, PLANE, SIZE, dpr)
    return pixmap.toImage()


@pytest.mark.parametrize("dpr", [1.0, 1.25, 2.0])
def test_painting_only_what_changed_gives_the_picture_of_painting_all(look: Look, dpr: float) -> None:
    points = some_points()
    kept, fresh = DataPoints(), DataPoints()
    assert kept.take(judged(points, 3, 40))
    before = picture(kept, look, dpr)
    assert kept.take(judged(points, 40, 41, 80))
    assert fresh.take(judged(points, 40, 41, 80))
    after = picture(kept, look, dpr)
    assert after != before
    assert after == picture(fresh, look, dpr)
    assert kept.counts == (3, 81)


def test_equal_points_that_are_judged_alike_are_no_news(look: Look) -> None:
    points = some_points()
    shown = DataPoints()
    assert shown.counts is None
    assert shown.take(judged(points, 2))
    again = judged(replace(points, step=9, train=points.train.copy(), test=points.test.copy()), 2)
    assert not shown.take(again)
    assert shown.take(replace(again, train=points.train + 1))
    assert shown.take(None)
    assert shown.counts is None


def test_other_points_and_another_theme_are_painted_anew(look: Look) -> None:
    points = some_points()
    shown, moved = DataPoints(), DataPoints()
    shown.take(points)
    light = picture(shown, look, 1.0)
    shown.take(replace(points, train=-points.train))
    moved.take(replace(points, train=-points.train))
    assert picture(shown, look, 1.0) == picture(moved, look, 1.0) != light
    look.set_theme(DARK)
    dark = picture(shown, look, 1.0)
    look.set_theme(LIGHT)
    assert picture(shown, look, 1.0) != dark
