import pytest
from PySide6.QtCore import QRectF

from playground.ui.charts.closer import moved, view_of, zoomed
from playground.ui.charts.plane import Plane
from playground.ui.charts.span import Span
from playground.ui.charts.ticks import Axis
from playground.ui.charts.timeline import EPOCHS, Timeline

STEPS = Timeline(100, 1000)


def _plane(low: float, high: float) -> Plane:
    return Plane(QRectF(40, 0, 200, 100), STEPS, Axis(low, high, ()), Axis(0, 1, ()))


@pytest.mark.parametrize("x", [40, 100, 190])
def test_what_is_under_the_pointer_stays_there(x: float) -> None:
    plane = _plane(0, 1000)
    span = zoomed(plane, 0.5, x, 1000)
    assert span.width == pytest.approx(0.5 * 5 * 200)
    assert span.first + (x - 40) * 2.5 == pytest.approx(plane.coordinate(x))


def test_beside_the_plot_it_zooms_at_its_edge() -> None:
    assert zoomed(_plane(0, 1000), 0.5, 5, 1000).first == 0


def test_lines_move_with_the_mouse() -> None:
    assert moved(_plane(100, 300), 20) == Span(80, 280)


def test_one_click_looks_closer_though_labels_have_room_after_the_run() -> None:
    plane = _plane(0, 1700)  # 1000 of it are planned
    span = zoomed(plane, 0.8, 100, 1000)
    assert span.width == pytest.approx(800)
    assert view_of(span, STEPS, 1000) is not None


def test_a_view_lies_within_the_time_there_is() -> None:
    assert view_of(Span(-50, 150), STEPS, 10) == Span(0, 200)
    assert view_of(Span(900, 1100), STEPS, 10) == Span(800, 1000)
    assert view_of(Span(900, 1100), STEPS, 1500) == Span(900, 1100)


def test_all_the_time_there_is_is_no_part() -> None:
    assert view_of(Span(-10, 990), STEPS, 10) is None


def test_a_few_steps_are_the_least() -> None:
    assert view_of(Span(500, 500.5), STEPS, 10) == Span(498.25, 502.25)


def test_coordinates_become_steps() -> None:
    timeline = Timeline(100, 1000, bends=((50, 1), (300, 2)), unit=EPOCHS)
    assert view_of(Span(1, 2.5), timeline, 10) == Span(50, 350)
    narrow = view_of(Span(5, 5.001), timeline, 10)
    assert narrow is not None
    assert narrow.width == pytest.approx(4)
