import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.ui.charts.boxes import box_place, hidden
from playground.ui.charts.traces import Trace

PLOT = QRectF(44, 30, 300, 200)
BOX = QSizeF(120, 60)


def _place(x: float, *lines: Trace, at_top: bool = True) -> QRectF:
    return box_place(PLOT, x, BOX, at_top=at_top, lines=[(line, 1.0) for line in lines])


def _flat(y: float) -> Trace:
    return Trace(np.array([44.0, 344.0]), np.array([y, y]))


def test_without_lines_it_stands_right_of_the_cursor() -> None:
    assert _place(100).left() > 100
    assert _place(100).top() < 40
    assert _place(100, at_top=False).bottom() > 220
    assert _place(300).right() < 300


@pytest.mark.parametrize("x", [44.0, 60.0, 150.0, 194.0, 240.0, 344.0])
@pytest.mark.parametrize("at_top", [True, False])
def test_it_stands_where_it_hides_nothing_and_inside(x: float, at_top: bool) -> None:
    for y in (50.0, 210.0):
        box = _place(x, _flat(y), at_top=at_top)
        assert hidden(_flat(y), box) == 0
        assert PLOT.contains(box)


def test_a_spike_counts_by_its_height() -> None:
    spike = Trace(np.array([44.0, 150.0, 152.0, 154.0, 344.0]), np.array([220.0, 220.0, 35.0, 220.0, 220.0]))
    box = _place(120, spike)
    assert not box.left() <= 152 <= box.right()
    assert hidden(spike, QRectF(140, 30, 60, 60)) == pytest.approx(110, rel=0.1)


def test_a_line_beside_it_is_not_hidden() -> None:
    assert hidden(Trace(np.array([44.0, 60.0]), np.array([40.0, 40.0])), QRectF(100, 30, 60, 60)) == 0
    assert hidden(_flat(200), QRectF(100, 30, 60, 60)) == 0


def test_it_rather_hides_the_cursor_than_its_dot() -> None:
    narrow = QRectF(44, 30, 150, 200)
    box = box_place(narrow, 120, BOX, at_top=True, lines=(), dots=[QPointF(120, 60)])
    assert box.top() > 100


def test_where_there_is_no_room_beside_the_cursor_it_is_inside_still() -> None:
    narrow = QRectF(44, 30, 130, 200)
    assert narrow.contains(box_place(narrow, 110, BOX, at_top=True, lines=()))
