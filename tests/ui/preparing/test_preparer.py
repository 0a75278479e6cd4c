"""Ways through the preparation, and how they are prepared beside the pen."""

from dataclasses import replace

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing
from playground.core.facts import DataFacts
from playground.core.preparation import Sketch, Source, Step, prepared, steps_of
from playground.ui.preparing.guides import box_size, guides_of
from playground.ui.preparing.preparer import Prepared, Preparer, Wish
from playground.ui.preparing.ways import way_before, way_but, way_until, ways_of

STEPS = (Step.BOX, Step.UPRIGHT, Step.PEN, Step.CENTRE)
SEVEN = Sketch([np.array([[0.1, 0.1], [0.4, 0.1], [0.2, 0.5]])], 0.1)


def facts(drawing: Drawing = Drawing.MNIST) -> DataFacts:
    small = drawing is Drawing.DIGITS
    return replace(
        MNIST_FACTS,
        drawing=drawing,
        input_shape=(8, 8) if small else (28, 28),
        high=(16.0,) if small else (255.0,),
        stroke_width=1.7 if small else 2.4,
        fingerprint=drawing,
    )


def test_a_way_until_a_step_leaves_the_later_ones_out() -> None:
    assert way_until(Step.UPRIGHT, STEPS, frozenset()) == {Step.PEN, Step.CENTRE}
    assert way_until(Step.UPRIGHT, STEPS, frozenset({Step.BOX})) == {Step.BOX, Step.PEN, Step.CENTRE}
    assert way_until(Step.CENTRE, STEPS, frozenset({Step.BOX})) == {Step.BOX}


def test_a_way_before_a_step_ends_where_the_step_before_does() -> None:
    assert way_before(Step.PEN, STEPS, frozenset({Step.BOX})) == way_until(Step.UPRIGHT, STEPS, frozenset({Step.BOX}))
    assert way_before(Step.BOX, STEPS, frozenset()) == set(STEPS)


def test_a_way_but_for_a_step_switches_it_over() -> None:
    assert way_but(Step.PEN, frozenset()) == {Step.PEN}
    assert way_but(Step.PEN, frozenset({Step.PEN, Step.BOX})) == {Step.BOX}


@pytest.mark.parametrize("without", [frozenset(), frozenset({Step.PEN}), frozenset(STEPS)])
def test_all_ways_of_interest_are_there_once(without: frozenset[Step]) -> None:
    ways = ways_of(STEPS, without)
    assert len(set(ways)) == len(ways)
    wanted = {without, frozenset(STEPS)}
    for step in STEPS:
        wanted |= {way_until(step, STEPS, without), way_but(step, without)}
    assert set(ways) == wanted


@pytest.mark.parametrize("source", [SEVEN, np.pad(np.zeros((60, 40), np.uint8), 20, constant_values=255)])
def test_every_way_is_prepared_by_core(qtbot: QtBot, source: Source) -> None:
    preparer = Preparer()
    without = frozenset({Step.UPRIGHT})
    with qtbot.waitSignal(preparer.finished) as finished:
        preparer.begin(Wish(source, facts(), without))
    (done,) = finished.args
    assert set(done.images) == set(ways_of(steps_of(source, Drawing.MNIST), without))
    for way, image in done.images.items():
        assert np.array_equal(image, prepared(source, facts(), way))


def test_one_way_is_prepared_in_a_turn_of_the_event_loop(qtbot: QtBot) -> None:
    preparer = Preparer()
    heard: list[Prepared] = []
    preparer.finished.connect(heard.append)
    preparer.begin(Wish(SEVEN, facts(), frozenset()))
    turns = 0
    while not heard:
        QCoreApplication.processEvents()
        turns += 1
    assert turns >= len(heard[0].images)


def test_a_round_that_has_begun_ends_before_the_newest_wish(qtbot: QtBot) -> None:
    preparer = Preparer()
    heard: list[Source] = []
    preparer.finished.connect(lambda done: heard.append(done.wish.source))
    sketches = [Sketch(SEVEN.strokes, 0.05 + 0.01 * number) for number in range(4)]
    preparer.begin(Wish(sketches[0], facts(), frozenset()))
    QCoreApplication.processEvents()
    for sketch in sketches[1:]:
        preparer.begin(Wish(sketch, facts(), frozenset()))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [sketches[0], sketches[3]]


def test_nothing_comes_after_a_stop(qtbot: QtBot) -> None:
    preparer = Preparer()
    with qtbot.assertNotEmitted(preparer.finished, wait=80):
        preparer.begin(Wish(SEVEN, facts(), frozenset()))
        QCoreApplication.processEvents()
        preparer.stop()


def test_what_shows_nothing_is_none(qtbot: QtBot) -> None:
    preparer = Preparer()
    with qtbot.waitSignal(preparer.finished) as finished:
        preparer.begin(Wish(np.full((40, 40), 200, np.uint8), facts(), frozenset()))
    assert finished.args[0].images[frozenset()] is None


def test_the_box_is_that_of_the_data_set() -> None:
    assert box_size(facts()) == (20, 20)
    assert box_size(facts(Drawing.DIGITS)) == (5.25, 8)
    image = prepared(SEVEN, facts(), frozenset({Step.UPRIGHT, Step.PEN, Step.CENTRE}))
    box = guides_of(Step.BOX, image, facts()).box
    assert box is not None
    assert (box.left(), box.top(), box.right(), box.bottom()) == (4, 4, 24, 24)


def test_the_mass_lies_where_it_should_after_the_last_step() -> None:
    guides = guides_of(Step.CENTRE, prepared(SEVEN, facts()), facts())
    assert guides.aim is not None
    assert guides.mass is not None
    assert abs(guides.mass.x() - guides.aim.x()) <= 0.5
    assert abs(guides.mass.y() - guides.aim.y()) <= 0.5
    off = guides_of(Step.CENTRE, prepared(SEVEN, facts(), frozenset({Step.BOX, Step.CENTRE})), facts())
    assert off.mass is not None
    assert off.mass.y() < guides.mass.y() - 2
