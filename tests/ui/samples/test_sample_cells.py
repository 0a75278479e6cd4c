import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from playground.ui.look import Look
from playground.ui.samples.cells import CaptionNeed, caption_need, lay_out

NEED = CaptionNeed(width=60, lines=1)


def test_cells_reach_from_edge_to_edge_and_do_not_touch() -> None:
    grid = lay_out(QRectF(4, 4, 494, 300), NEED)
    assert (grid.columns, grid.rows, grid.frame) == (7, 3, 64)
    assert grid.frame_rect(0).topLeft() == QPointF(4, 4)
    assert grid.frame_rect(6).right() == pytest.approx(498, abs=1)
    assert grid.pitch_x >= 64 + 5
    assert grid.frame_rect(20).bottom() + NEED.height <= 304


def test_pictures_grow_where_enough_fit_already() -> None:
    large = lay_out(QRectF(0, 0, 1600, 900), NEED)
    assert large.frame > 64
    assert large.count >= 60


def test_wide_captions_allow_larger_pictures_where_that_costs_no_cells() -> None:
    need = CaptionNeed(width=94, lines=2)
    grid = lay_out(QRectF(0, 0, 494, 290), need)
    assert grid.frame == 92
    assert grid.columns == 5


def test_in_a_small_window_two_rows_fit_of_digits_and_of_words(qtbot: QtBot) -> None:
    look = Look()
    digits = [str(digit) for digit in range(10)]
    clothes = ["T-shirt/top", "Ankle boot"]
    needs = [caption_need(look, names, [f"is {name}" for name in names]) for names in (digits, clothes)]
    grids = [lay_out(QRectF(4, 4, 370, 205), need) for need in needs]
    assert [(grid.columns, grid.rows) for grid in grids] == [(5, 2), (4, 2)]
    for grid, need in zip(grids, needs, strict=True):
        last = grid.frame_rect(grid.count - 1)
        assert last.bottom() + need.height <= 209
        assert last.left() + grid.width <= 375


@pytest.mark.parametrize(("point", "expected"), [((10, 10), 0), ((10, 75), 0), ((80, 10), 1), ((66, 10), None)])
def test_which_cell_is_under_a_point(point: tuple[float, float], expected: int | None) -> None:
    grid = lay_out(QRectF(0, 0, 494, 300), NEED)
    assert grid.position_at(QPointF(*point), grid.frame + NEED.height) == expected


def test_captions_of_words_go_on_two_lines(qtbot: QtBot) -> None:
    look = Look()
    digits = [str(digit) for digit in range(10)]
    clothes = ["T-shirt/top", "Ankle boot"]
    assert caption_need(look, digits, [f"is {name}" for name in digits]).lines == 1
    assert caption_need(look, clothes, [f"is {name}" for name in clothes]).lines == 2
