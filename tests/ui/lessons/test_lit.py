"""What the names of a lesson's lights stand for in the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.core.catalog import info_of
from playground.core.experiment import Experiment, specs_by_path
from playground.core.lesson import LIGHTS
from playground.ui.lessons.lit import bring_out
from playground.ui.look import Look
from playground.ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def window(qapp: object) -> Iterator[MainWindow]:
    made = MainWindow(Look())
    experiment = Experiment()
    made.experiment.show_experiment(experiment, info_of(experiment.data.name), None)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def _settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


@pytest.mark.parametrize("name", LIGHTS)
def test_each_light_can_be_seen(window: MainWindow, name: str) -> None:
    target = bring_out(window, name)
    _settle()
    assert target is not None
    assert target.isVisible()
    assert not target.visibleRegion().isEmpty()


@pytest.mark.parametrize("path", specs_by_path())
def test_each_field_can_be_seen(window: MainWindow, path: str) -> None:
    for section in window.experiment.sections:
        section.set_folded(True)
    target = bring_out(window, path)
    _settle()
    assert target is not None
    assert target.isVisible()
    assert not target.visibleRegion().isEmpty()


def test_a_panel_in_the_place_of_the_lesson_leaves_that_before_it(window: MainWindow) -> None:
    window.docks.offer_lesson(True)
    _settle()
    assert bring_out(window, "samples") is window.docks["samples"]
    _settle()
    assert window.docks.sees("lesson")
    tab = window.docks.tab_of("samples")
    assert tab is not None
    assert tab.isVisible()
    window.docks.offer_lesson(False)
    _settle()
    assert window.docks.tab_of("samples") is None


def test_a_panel_that_was_closed_is_opened(window: MainWindow) -> None:
    window.docks["curves"].close()
    assert bring_out(window, "curves") is window.docks["curves"]
    assert window.docks.sees("curves")


def test_a_page_of_the_arithmetic_is_turned_to(window: MainWindow, qtbot: QtBot) -> None:
    assert bring_out(window, "arithmetic.losses") is window.docks["arithmetic"]
    assert window.arithmetic._wanted == "losses"


def test_what_is_not_there_is_not_lit(window: MainWindow) -> None:
    assert bring_out(window, "training.nothing") is None


def test_a_field_is_scrolled_to_as_a_whole(window: MainWindow) -> None:
    window.resize(1200, 600)
    for path in ("training.learning_rate", "data.train_share", "training.seed"):
        target = bring_out(window, path)
        _settle()
        assert target is not None
        assert target.visibleRegion().boundingRect() == target.rect()
