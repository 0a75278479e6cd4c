import numpy as np
from PySide6.QtCore import QRectF

from playground.ui.charts.line_set import TEST, TRAIN
from playground.ui.charts.styles import style_of
from playground.ui.charts.traces import Stroke, Trace, Traces

PLOT = QRectF(40, 0, 200, 100)
NONE = Trace(np.zeros(0), np.zeros(0))


def _trace(*ys: float) -> Trace:
    return Trace(np.linspace(50, 40 + 10 * len(ys), len(ys)), np.array(ys))


def _traces(train: Trace, test: Trace = NONE) -> Traces:
    return Traces(PLOT, (Stroke(train, style_of(TRAIN)), Stroke(test, style_of(TEST))))


def test_the_same_lines_are_not_painted_anew() -> None:
    assert _traces(_trace(1, 2, 3)).changed_from(_traces(_trace(1, 2, 3))) is None
    assert _traces(NONE).changed_from(_traces(NONE)) is None


def test_of_a_line_that_grew_its_end_is_painted() -> None:
    area = _traces(_trace(1, 2, 3, 4)).changed_from(_traces(_trace(1, 2, 2.5)))
    assert area is not None
    assert area.left() == 60 - 4  # where the piece begins that ends elsewhere now
    assert area.right() == 80 + 4


def test_a_line_that_came_or_went_is_painted_whole() -> None:
    for area in (
        _traces(_trace(1, 2, 3)).changed_from(_traces(NONE)),
        _traces(NONE).changed_from(_traces(_trace(1, 2, 3))),
    ):
        assert area is not None
        assert (area.left(), area.right()) == (46, 74)


def test_the_line_that_changed_furthest_back_decides() -> None:
    now, before = _traces(_trace(1, 2, 3, 4), _trace(5, 6)), _traces(_trace(1, 2, 3), _trace(4, 6))
    area = now.changed_from(before)
    assert area is not None
    assert (area.left(), area.right()) == (46, 84)


def test_a_piece_reaches_beyond_what_is_seen() -> None:
    piece = _trace(1, 2, 3, 4, 5, 6).between(65, 75)
    assert piece.xs.tolist() == [60, 70, 80]
    assert _trace(1, 2).between(500, 600).xs.tolist() == [60]
