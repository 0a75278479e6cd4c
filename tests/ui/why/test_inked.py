import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from playground.ui.theme import DARK, LIGHT, Theme
from playground.ui.why.inked import inked_image, ramp_end


def _image(values: list[float], ink: list[float], theme: Theme) -> QImage:
    return inked_image(np.array([values], dtype=np.float32), 2.0, np.array([ink], dtype=np.float32), theme)


@pytest.mark.parametrize(
    ("largest", "end"),
    [(0.83, 1.0), (1.2, 1.5), (-1.6, 2.0), (0.0021, 0.003), (45.0, 50.0), (700.0, 700.0), (9.99, 10.0)],
)
def test_the_ramp_ends_at_a_round_figure_beyond_all_values(largest: float, end: float) -> None:
    assert ramp_end(np.array([[0.0, largest / 2, largest]], dtype=np.float32)) == pytest.approx(end)


def test_the_ramp_of_nothing_ends_at_1() -> None:
    assert ramp_end(np.zeros((2, 2), dtype=np.float32)) == 1.0
    assert ramp_end(np.zeros((0, 2), dtype=np.float32)) == 1.0


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_raising_is_blue_and_lowering_orange(theme: Theme) -> None:
    image = _image([-2.0, 0.0, 2.0, 9.0], [0.0] * 4, theme)
    lowers, nothing, raises, beyond = (QColor(image.pixel(x, 0)) for x in range(4))
    assert [lowers.name().upper(), nothing.name().upper(), raises.name().upper()] == list(theme.diverging[::3])
    assert beyond == raises
    assert lowers.red() > lowers.blue()
    assert raises.blue() > raises.red()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_ink_is_seen_where_it_counts_for_nothing_and_does_not_hide_values(theme: Theme) -> None:
    image = _image([0.0, 0.0, 2.0], [0.0, 1.0, 1.0], theme)
    blank, inked, raises = (QColor(image.pixel(x, 0)) for x in range(3))
    ink = QColor(theme.ink)
    assert abs(inked.lightness() - ink.lightness()) < abs(blank.lightness() - ink.lightness()) - 40
    assert raises.blue() > raises.red() + 60
