from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from playground.core.catalog import Family
from playground.core.model_options import Activation
from playground.ui.look import Look
from playground.ui.network.layout import lay_out
from playground.ui.network.places import Layout
from playground.ui.network.plane_places import lay_out_plane
from playground.ui.network.sheet import text_width
from playground.ui.network.structure import Structure

SIZES = [(1070, 476, False), (806, 384, True), (1600, 664, False), (720, 328, True)]


@pytest.fixture
def looks(qtbot: QtBot) -> dict[bool, Look]:
    small = Look()
    small.set_small(True)
    return {False: Look(), True: small}


def _structure(family: Family, hidden: tuple[int, ...], classes: int, inputs: int = 28, outputs: int = 0) -> Structure:
    shape = (inputs, inputs) if family is Family.IMAGE else (inputs,)
    names = tuple(str(number) for number in range(classes))
    return Structure(
        family=family,
        input_shape=shape,
        features=() if family is Family.IMAGE else tuple(f"feature {number}" for number in range(inputs)),
        classes=names,
        class_names=names,
        hidden=hidden,
        outputs=outputs or classes,
        activation=Activation.RELU,
        high=255.0,
        mean=(0.0,) * inputs,
        deviation=(1.0,) * inputs,
        turned=False,
    )


structures = st.builds(
    _structure,
    family=st.sampled_from([Family.IMAGE, Family.TABLE]),
    hidden=st.lists(st.sampled_from([1, 2, 7, 16, 17, 33, 64, 65, 4096]), max_size=8).map(tuple),
    classes=st.integers(2, 26),
    inputs=st.sampled_from([4, 8, 13, 28, 100]),
)


def _edges(layout: Layout) -> list[tuple[float, float]]:
    """Left and right of everything that stands side by side, from the left."""
    found = []
    if layout.picture is not None and layout.tiles is not None:
        found += [(layout.picture.left(), layout.picture.right()), (layout.tiles.left, layout.tiles.right)]
    if layout.features is not None:
        found += [(layout.features.left, layout.features.node_x)]
    return [*found, *((spots.left, spots.right) for spots in layout.layers)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(structure=structures, size=st.sampled_from(SIZES))
def test_nothing_stands_on_anything_else(
    structure: Structure, size: tuple[int, int, bool], looks: dict[bool, Look]
) -> None:
    width, height, small = size
    layout = lay_out(structure, width, height, looks[small])
    edges = _edges(layout)
    assert edges[0][0] >= 16
    for (_, right), (left, _) in pairwise(edges):
        assert left > right + 5
    assert layout.answers.right + 16 <= layout.width + 0.01
    for spots, count in zip(layout.layers[:-1], structure.shown[:-1], strict=True):
        assert len(spots.x) == count
    for spots in layout.layers:
        assert spots.y.min() - spots.diameter / 2 > layout.band.top - 5
        assert spots.y.max() + spots.diameter / 2 < layout.band.foot + 5
        apart = np.hypot(np.diff(spots.x), np.diff(spots.y))
        assert apart.min(initial=99.0) >= spots.diameter


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(structure=structures, size=st.sampled_from(SIZES))
def test_what_needs_more_room_than_there_is_says_so(
    structure: Structure, size: tuple[int, int, bool], looks: dict[bool, Look]
) -> None:
    width, height, small = size
    least = lay_out(structure, 0, height, looks[small]).width
    assert lay_out(structure, least, height, looks[small]).width == pytest.approx(least, abs=1.5)
    roomy = max(width, least + 100)
    assert lay_out(structure, roomy, height, looks[small]).width == pytest.approx(roomy, abs=1.5)


@pytest.mark.parametrize(("width", "height", "small"), SIZES[:3])
def test_the_usual_network_fits_without_scrolling(
    width: int, height: int, small: bool, looks: dict[bool, Look]
) -> None:
    for family, inputs in ((Family.IMAGE, 28), (Family.IMAGE, 8), (Family.TABLE, 30)):
        layout = lay_out(_structure(family, (64, 64, 64), 10, inputs), width, height, looks[small])
        assert layout.width <= width + 0.01
        assert layout.seen(0, width).between.right() == pytest.approx(layout.answers.spots.left)


def test_patterns_stand_beside_the_circles_of_their_neurons(looks: dict[bool, Look]) -> None:
    layout = lay_out(_structure(Family.IMAGE, (64, 64), 10), 1070, 476, looks[False])
    assert layout.tiles is not None
    middles = layout.tiles.y + layout.tiles.side / 2
    assert np.abs(middles - layout.layers[0].y).max() < 28


@pytest.mark.parametrize("family", [Family.IMAGE, Family.TABLE])
@pytest.mark.parametrize("left", [0, 60, 1000])
def test_both_ends_stay_in_a_view_that_is_too_narrow(family: Family, left: int, looks: dict[bool, Look]) -> None:
    layout = lay_out(_structure(family, (64,) * 8, 10), 600, 400, looks[True])
    left = min(left, round(layout.width - 600))
    seen = layout.seen(left, 600)
    assert layout.width > 600
    assert seen.answers.right == pytest.approx(left + 600 - 16, abs=1)
    assert seen.layers[-1].right < seen.answers.right
    assert seen.left == left + 16
    assert seen.layers[3].left == layout.layers[3].left
    hidden = [spots for spots in seen.layers[:-1] if not seen.between.contains(spots.centre(9))]
    assert len(hidden) > 0
    assert not {seen.neuron_at(spots.centre(9)) for spots in hidden} & {(layer, 9) for layer in range(1, 8)}


def test_eight_layers_fit_by_smaller_gaps(looks: dict[bool, Look]) -> None:
    layout = lay_out(_structure(Family.IMAGE, (64,) * 8, 10), 1070, 476, looks[False])
    assert layout.width <= 1070.01


def test_layers_shown_in_part_have_room_to_say_so(looks: dict[bool, Look]) -> None:
    layout = lay_out(_structure(Family.IMAGE, (4096, 4096, 512), 10), 786, 384, looks[True])
    needed = text_width(looks[True], "64 of 4\u202f096")
    assert all(2 * reach >= needed for reach in layout.reaches)


def test_plane_ends_stay_in_view_and_like_layers_have_like_columns(looks: dict[bool, Look]) -> None:
    layout = lay_out_plane(_structure(Family.PLANE, (64, 64, 64), 2, inputs=2), 520, 384, looks[True])
    assert len({len(maps.x) for maps in layout.columns[1:]}) == 1
    long = lay_out_plane(_structure(Family.PLANE, (8,) * 8, 2, inputs=2), 430, 384, looks[True])
    seen = long.seen(50, 430)
    assert seen.right == pytest.approx(480)
    assert seen.columns[0].left == 66


@pytest.mark.parametrize("family", [Family.IMAGE, Family.TABLE])
def test_what_is_under_the_mouse(family: Family, looks: dict[bool, Look]) -> None:
    layout = lay_out(_structure(family, (64, 9), 10), 1070, 476, looks[False])
    assert layout.neuron_at(layout.layers[0].centre(20)) == (0, 20)
    assert layout.neuron_at(layout.layers[1].centre(8)) == (1, 8)
    answer = QPointF(layout.answers.right - 5, float(layout.answers.spots.y[3]))
    assert layout.neuron_at(answer) == (2, 3)
    assert layout.neuron_at(QPointF(2, 2)) is None
    if layout.tiles is not None:
        assert layout.neuron_at(layout.tiles.rect(13).center()) == (0, 13)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hidden=st.lists(st.sampled_from([1, 3, 8, 9, 12, 13, 64, 4096]), max_size=8).map(tuple),
    width=st.integers(380, 1100),
    height=st.sampled_from([328, 384, 476, 664]),
)
def test_maps_of_the_plane_do_not_touch(
    hidden: tuple[int, ...], width: int, height: int, looks: dict[bool, Look]
) -> None:
    structure = _structure(Family.PLANE, hidden, 2, inputs=2)
    layout = lay_out_plane(structure, width, height, looks[height < 400])
    for before, after in pairwise(layout.columns):
        assert after.left >= before.right + 27
    assert layout.answer_left >= layout.columns[-1].right + 27
    for maps, shown in zip(layout.columns[1:], structure.shown[:-1], strict=True):
        assert 1 <= len(maps.x) <= shown
        assert maps.y.min() >= layout.band.top - 1
        assert maps.y.max() + maps.side <= layout.band.foot + 1
        corners = {(x, y) for x, y in zip(maps.x.tolist(), maps.y.tolist(), strict=True)}
        assert len(corners) == len(maps.x)
    least = lay_out_plane(structure, 0, height, looks[height < 400]).width
    assert layout.width <= max(width, least) + 0.01


def test_wide_layers_of_the_plane_show_all_neurons_where_there_is_room(looks: dict[bool, Look]) -> None:
    layout = lay_out_plane(_structure(Family.PLANE, (64, 64, 64), 2, inputs=2), 664, 476, looks[False])
    assert [len(maps.x) for maps in layout.columns] == [2, 64, 64, 64]
