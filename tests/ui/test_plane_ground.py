import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from playground.core.probes import Plane
from playground.ui.plane_ground import Dots, Scale, dots_image, ground_image, surface_colors
from playground.ui.theme import DARK, LIGHT, Theme


def rgb(color: QColor) -> list[int]:
    return [color.red(), color.green(), color.blue()]


def surface_rgb(probabilities: list[list[float]], theme: Theme) -> NDArray[np.int64]:
    colors = surface_colors(np.array(probabilities, dtype=np.float32), theme)
    assert np.all(colors >> 24 == 255)
    return np.array([rgb(QColor.fromRgb(color)) for color in colors.tolist()])


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_two_classes_are_orange_and_blue_and_even_chances_are_ground(theme: Theme) -> None:
    orange, even, blue = surface_rgb([[1, 0], [0.5, 0.5], [0, 1]], theme)
    assert orange[0] > orange[2] + 20
    assert blue[2] > blue[0] + 20
    assert even == pytest.approx(rgb(QColor(theme.surface)), abs=6)


def test_of_three_classes_the_answer_colours_the_stronger_the_surer() -> None:
    ground = np.array(rgb(QColor(LIGHT.surface)))
    ink = np.array(rgb(LIGHT.class_color(2)))
    unsure, sure = surface_rgb([[0.3, 0.3, 0.4], [0, 0, 1]], LIGHT)
    assert sure == pytest.approx(0.6 * ink + 0.4 * ground, abs=1)
    assert np.abs(unsure - ground).sum() < np.abs(sure - ground).sum()


def test_the_plane_lies_in_its_image_and_beyond_it_is_ground() -> None:
    surface = np.zeros((4, 4, 2), dtype=np.float32)
    surface[:2, :, 1] = 1  # the upper half is class 1
    surface[2:, :, 0] = 1
    scale = Scale(extent=8.0, dots=10.0)
    image = ground_image(Plane(1, 6.0, surface, [], []), LIGHT, scale)
    (x, upper), (_, lower) = scale.at(np.array([[1.0, 3.0], [1.0, -3.0]])).round().astype(int).tolist()
    assert image.pixelColor(x, upper).blue() > image.pixelColor(x, upper).red()
    assert image.pixelColor(x, lower).red() > image.pixelColor(x, lower).blue()
    assert image.pixelColor(2, 2) == QColor(LIGHT.surface)


def test_a_piece_around_a_point_has_it_in_its_middle_and_stays_in_the_image() -> None:
    scale = Scale(extent=8.0, dots=10.0)
    assert scale.piece(np.array([1.0, 2.0]), 20).center().toTuple() == (90, 60)
    assert scale.piece(np.array([9.0, -9.0]), 20).getRect() == (140, 140, 20, 20)


def test_dots_are_drawn_where_their_points_are(qtbot: QtBot) -> None:
    scale = Scale(extent=6.0, dots=10.0)
    dots = Dots(np.array([[-3.0, 4.0]], dtype=np.float32), np.array([1]))
    image = dots_image(dots, LIGHT, scale, diameter=6, rim=1)
    assert image.pixelColor(30, 20) == LIGHT.class_color(1)
    assert image.pixelColor(40, 20).alpha() == 0
