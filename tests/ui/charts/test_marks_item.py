import pytest
from PySide6.QtCore import QPointF, QRectF

from playground.ui.charts.line_set import TRAIN
from playground.ui.charts.marks import EndLabel
from playground.ui.charts.marks_item import apart
from playground.ui.charts.styles import style_of

PLOT = QRectF(44, 30, 300, 200)


@pytest.mark.parametrize(
    ("heights", "places"),
    [
        ([], []),
        ([100], [100]),
        ([100, 120], [100, 120]),
        ([100, 104], [93, 111]),
        ([104, 100], [111, 93]),
        ([100, 104, 200], [93, 111, 200]),  # a third line far away is let alone
        ([100, 117, 134], [99, 117, 135]),
        ([100, 101, 112, 190], [86.33, 104.33, 122.33, 190]),
        ([30, 30], [41, 59]),
        ([30, 180], [41, 180]),
        ([225, 229, 190], [201, 219, 183]),  # what the edge pushes up pushes others
    ],
)
def test_labels_stand_at_their_lines_but_apart_and_inside(heights: list[float], places: list[float]) -> None:
    labels = [EndLabel("train", "1", TRAIN, style_of(TRAIN), QPointF(300, height)) for height in heights]
    assert apart(labels, PLOT) == pytest.approx(places, abs=0.01)
