import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from playground.ui.look import Look
from playground.ui.probability_bars import ProbabilityBars

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


def danger_rows(bars: ProbabilityBars, look: Look) -> bool:
    """Tell whether anything is written in the colour of a missed class."""
    picture: QImage = bars.grab().toImage()
    danger = QColor(look.theme.danger)
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return any(picture.pixelColor(x, y) == danger for x, y in places)


@pytest.mark.parametrize(("label", "expected"), [(40, True), (41, False)])
def test_where_not_all_fit_answer_and_truth_are_among_the_shown(qtbot: QtBot, label: int, expected: bool) -> None:
    look = Look()
    bars = ProbabilityBars(look)
    qtbot.addWidget(bars)
    bars.set_names([chr(ord("A") + index) for index in range(47)])
    probabilities = np.linspace(0.03, 0.001, 47, dtype=np.float32)
    probabilities[41] = 0.4
    bars.show_probabilities(probabilities, 41, label)
    bars.resize(200, 72)
    assert danger_rows(bars, look) is expected
