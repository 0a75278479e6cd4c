"""The Preparation panel: the steps, what each is worth, and the switches."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDockWidget,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.preparation import Sketch, Source, Step, prepared
from playground.core.probes import Answers, AskAnswers
from playground.ui.look import Look
from playground.ui.preparation_panel import PreparationPanel
from playground.ui.preparing.outcome import Outcome
from playground.ui.preparing.step_picture import StepPicture
from playground.ui.preparing.step_tile import StepSwitch
from playground.ui.steady_label import SteadyLabel
from playground.ui.trying.answer_view import AnswerView
from playground.ui.trying.wrapped_text import WrappedText

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

SEVEN = Sketch([np.array([[0.1, 0.1], [0.4, 0.1], [0.2, 0.5]])], 0.1)
STEPS = (Step.BOX, Step.UPRIGHT, Step.PEN, Step.CENTRE)
NAMES = {"Ink and paper", "Box", "Upright", "Pen width", "Centre"}


def facts(drawing: Drawing = Drawing.MNIST) -> DataFacts:
    return replace(MNIST_FACTS, drawing=drawing, fingerprint=drawing)


def a_photo() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    grey = np.full((90, 60), 220, np.uint8)
    grey[20:70, 26:34] = 30
    return grey


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[PreparationPanel]:
    made = PreparationPanel(Look())
    qtbot.addWidget(made)
    made.resize(1070, 470)
    with qtbot.waitExposed(made):
        made.show()
    made.show_facts(facts(), True)
    yield made
    made.close()


def show(panel: PreparationPanel, qtbot: QtBot, source: Source = SEVEN) -> AskAnswers:
    """Show `source` and return what is asked about it."""
    with qtbot.waitSignal(panel.questions_changed):
        panel.show_source(source)
    return asked(panel)


def asked(panel: PreparationPanel) -> AskAnswers:
    (question,) = panel.questions()
    assert isinstance(question, AskAnswers)
    return question


Reader = Callable[[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]], int]


def answer(panel: PreparationPanel, read: Reader, step: int = 10) -> None:
    """Answer what is asked: 90 % for what `read` makes of each image."""
    question = asked(panel)
    chosen = np.array([read(image) for image in question.values], dtype=np.int64)
    probabilities = np.full((len(chosen), 10), 0.1 / 9, np.float32)
    probabilities[np.arange(len(chosen)), chosen] = 0.9
    panel.show_answer(Answers(step, question.mark, probabilities, chosen))


def reader(without: frozenset[Step], other: int, source: Source = SEVEN) -> Reader:
    """Return one that reads `other` in what is prepared `without` these steps, and else a 7."""
    odd = prepared(source, facts(), without)
    return lambda image: other if np.array_equal(image, odd) else 7


def texts(panel: PreparationPanel) -> list[str]:
    found: list[WrappedText | SteadyLabel] = [*panel.findChildren(WrappedText), *panel.findChildren(SteadyLabel)]
    return [label.text() for label in found if label.isVisible() and label.text()]


def worths(panel: PreparationPanel) -> list[str]:
    return [text for text in texts(panel) if text.startswith(("with", "only"))]


def switch_of(panel: PreparationPanel, name: str) -> QCheckBox:
    return next(switch for switch in panel.findChildren(StepSwitch) if switch.text() == name)


def button_of(panel: PreparationPanel, text: str) -> QPushButton:
    head = [button for control in panel.header_controls() for button in control.findChildren(QPushButton)]
    return next(button for button in [*head, *panel.findChildren(QPushButton)] if button.text() == text)


def sentence(panel: PreparationPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def answer_of(panel: PreparationPanel) -> tuple[str, str, str]:
    return panel.findChildren(AnswerView)[0].texts()


def verdict_of(panel: PreparationPanel) -> str:
    return panel.findChildren(Outcome)[0].verdict()


# What is asked


def test_all_ways_are_asked_at_once(panel: PreparationPanel, qtbot: QtBot) -> None:
    question = show(panel, qtbot)
    ways = [frozenset(), frozenset(STEPS), *(frozenset({step}) for step in STEPS)]
    for way in ways:
        assert any(np.array_equal(image, prepared(SEVEN, facts(), way)) for image in question.values)
    assert question.mark[0] == "preparation"


def test_another_drawing_is_another_question(panel: PreparationPanel, qtbot: QtBot) -> None:
    first = show(panel, qtbot).mark
    assert show(panel, qtbot, Sketch(SEVEN.strokes, 0.05)).mark != first


def test_a_hidden_panel_prepares_nothing(panel: PreparationPanel, qtbot: QtBot) -> None:
    panel.hide()
    with qtbot.assertNotEmitted(panel.questions_changed, wait=60):
        panel.show_source(SEVEN)
    with qtbot.waitSignal(panel.questions_changed):
        panel.show()


def test_behind_another_panel_nothing_is_prepared(qtbot: QtBot) -> None:
    window, panel = QMainWindow(), PreparationPanel(Look())
    docks = [QDockWidget("one", window), QDockWidget("other", window)]
    docks[0].setWidget(panel)
    docks[1].setWidget(QWidget())
    for dock in docks:
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.tabifyDockWidget(*docks)
    docks[1].raise_()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    QApplication.processEvents()
    panel.show_facts(facts(), True)
    with qtbot.assertNotEmitted(panel.questions_changed, wait=60):
        panel.show_source(SEVEN)
    with qtbot.waitSignal(panel.questions_changed):
        docks[0].raise_()


def test_answers_to_others_or_to_an_earlier_question_are_left_alone(panel: PreparationPanel, qtbot: QtBot) -> None:
    show(panel, qtbot)
    question = asked(panel)
    count = len(question.values)
    probabilities, chosen = np.full((count, 10), 0.1, np.float32), np.zeros(count, np.int64)
    for mark in (("gallery", question.mark[1]), (question.mark[0], question.mark[1] - 1)):
        panel.show_answer(Answers(10, mark, probabilities, chosen))
        assert not worths(panel)
    panel.show_answer(Answers(10, question.mark, probabilities, chosen))
    assert len(worths(panel)) == 5


# What is shown


def test_each_step_says_what_it_is_worth(panel: PreparationPanel, qtbot: QtBot) -> None:
    show(panel, qtbot)
    answer(panel, reader(frozenset({Step.CENTRE}), 2))
    assert worths(panel)[1:] == [
        "without it: 7, 90.00\u202f%",
        "without it: 7, 90.00\u202f%",
        "without it: 7, 90.00\u202f%",
        "without it 2, not 7: 90.00\u202f%",
    ]
    assert answer_of(panel)[:2] == ("7", "90.00\u202f% sure")
    assert verdict_of(panel) == "What decides here: without Centre the answer would be another."


def test_the_naive_way_is_told_below_the_drawing(panel: PreparationPanel, qtbot: QtBot) -> None:
    show(panel, qtbot)
    answer(panel, reader(frozenset(STEPS), 4))
    assert worths(panel)[0] == "only shrunk 4, not 7: 90.00\u202f%"
    assert verdict_of(panel).startswith("No single step decides here")


def test_the_figures_are_those_of_the_data_set(panel: PreparationPanel, qtbot: QtBot) -> None:
    show(panel, qtbot)
    said = " ".join(texts(panel)).replace("\u00a0", " ")
    assert "28 × 28 px" in said
    assert "20 × 20 px" in said
    assert "2.4 px" in said
    panel.show_facts(replace(facts(Drawing.DIGITS), input_shape=(8, 8), high=(16.0,), stroke_width=1.7), True)
    qtbot.waitUntil(lambda: "1.7 px" in " ".join(texts(panel)).replace("\u00a0", " "))
    assert "8 × 8 px" in " ".join(texts(panel)).replace("\u00a0", " ")


def test_a_picture_has_a_step_more(panel: PreparationPanel, qtbot: QtBot) -> None:
    def names() -> set[str]:
        return {switch.text() for switch in panel.findChildren(StepSwitch) if switch.isVisible()}

    show(panel, qtbot)
    assert names() == NAMES - {"Ink and paper"}
    assert "As drawn" in sentence(panel)
    show(panel, qtbot, a_photo())
    assert names() == NAMES
    assert "As it came" in sentence(panel)


def test_the_last_picture_is_what_the_network_sees(panel: PreparationPanel, qtbot: QtBot) -> None:
    panel.set_without(frozenset({Step.CENTRE, Step.PEN}))
    show(panel, qtbot)
    shown = [picture for picture in panel.findChildren(StepPicture) if picture.isVisible()]
    image = shown[-1].grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    expected = prepared(SEVEN, facts(), frozenset({Step.CENTRE, Step.PEN}))
    pixel = image.width() // 28
    edge = (image.width() - 28 * pixel) // 2
    for row, column in ((2, 2), (14, 14), (20, 10), *np.argwhere(expected > 250)[::9].tolist()):
        ink = 255 - image.pixelColor(edge + column * pixel + pixel // 2, edge + row * pixel + pixel // 2).lightness()
        assert (ink > 128) == (expected[row, column] > 128)


def test_before_training_no_step_is_worth_anything(panel: PreparationPanel, qtbot: QtBot) -> None:
    panel.show_facts(facts(), False)
    show(panel, qtbot)
    answer(panel, lambda image: 7, step=0)
    assert not worths(panel)
    assert answer_of(panel)[:2] == ("?", "Not trained yet")
    answer(panel, lambda image: 7, step=1)
    assert len(worths(panel)) == 5


def test_what_is_known_stays_until_there_is_better(panel: PreparationPanel, qtbot: QtBot) -> None:
    show(panel, qtbot)
    answer(panel, lambda image: 7)
    show(panel, qtbot, Sketch(SEVEN.strokes, 0.05))
    assert len(worths(panel)) == 5
    show(panel, qtbot, a_photo())  # other steps: what was known says nothing of them
    assert not worths(panel)


# Nothing to show


def test_it_says_why_there_is_nothing(panel: PreparationPanel, qtbot: QtBot) -> None:
    assert "Draw a digit in Try it" in sentence(panel)
    show(panel, qtbot)
    assert "Draw a digit" not in sentence(panel)
    panel.show_source(None)
    assert "Draw a digit" in sentence(panel)
    assert not panel.questions()
    panel.show_facts(facts(Drawing.NONE), True)
    assert "Open or paste a picture" in sentence(panel)
    panel.show_facts(replace(facts(Drawing.NONE), family=Family.PLANE, title="Moons", fingerprint="plane"), True)
    assert "Moons holds numbers" in sentence(panel)
    panel.show_facts(None, False)
    assert "once there is data" in sentence(panel)


def test_pictures_of_things_go_through_the_steps_that_there_are_for_them(panel: PreparationPanel, qtbot: QtBot) -> None:
    known = facts(Drawing.NONE)
    panel.show_facts(known, True)
    question = show(panel, qtbot, a_photo())
    visible = {switch.text() for switch in panel.findChildren(StepSwitch) if switch.isVisible()}
    assert visible == {"Ink and paper", "Box"}
    for way in (frozenset(), frozenset({Step.GROUND}), frozenset({Step.BOX})):
        assert any(np.array_equal(image, prepared(a_photo(), known, way)) for image in question.values)
    with qtbot.waitSignal(panel.without_changed) as changed:
        QTest.mouseClick(switch_of(panel, "Box"), Qt.MouseButton.LeftButton, pos=QPoint(8, 11))
    assert changed.args == [frozenset({Step.BOX})]


def test_a_step_that_changes_nothing_says_so(panel: PreparationPanel, qtbot: QtBot) -> None:
    def idle() -> int:
        return sum("Nothing to do here" in text for text in texts(panel))

    show(panel, qtbot)
    assert idle() == 0
    show(panel, qtbot, a_photo())  # of pictures for MNIST's kind no slant is taken
    before = idle()
    assert before >= 1
    with qtbot.waitSignal(panel.questions_changed):
        panel.set_without(frozenset({Step.UPRIGHT}))
    assert idle() == before - 1  # what is off makes no claim


@pytest.mark.parametrize("high", [470, 548])
def test_pictures_take_the_width_and_what_is_left_of_the_height_lies_around_them(
    panel: PreparationPanel, qtbot: QtBot, high: int
) -> None:
    panel.resize(1066, high - 40)
    show(panel, qtbot)
    answer(panel, lambda image: 7)
    QApplication.processEvents()
    QApplication.processEvents()
    shown = [picture for picture in panel.findChildren(StepPicture) if picture.isVisible()]
    assert {picture.width() for picture in shown} == {7 * 28 + 2}
    assert shown[0].mapTo(panel, QPoint(0, 0)).y() > 34 + (high - 470) // 4


# Switching


def test_a_switch_leaves_its_step_out_for_real(panel: PreparationPanel, qtbot: QtBot) -> None:
    show(panel, qtbot)
    heard: list[frozenset[Step]] = []
    panel.without_changed.connect(heard.append)
    with qtbot.waitSignal(panel.questions_changed):
        QTest.mouseClick(switch_of(panel, "Box"), Qt.MouseButton.LeftButton, pos=QPoint(8, 11))
    assert heard == [frozenset({Step.BOX})]
    answer(panel, reader(frozenset(), 3))  # with all steps
    assert "with it 3, not 7: 90.00\u202f%" in worths(panel)
    assert verdict_of(panel) == "What is missed here: with Box the answer would be another."
    assert "1 step is off:" in texts(panel)
    QTest.mouseClick(button_of(panel, "Turn all on"), Qt.MouseButton.LeftButton)
    assert heard[1:] == [frozenset()]
    assert switch_of(panel, "Box").isChecked()
    assert "1 step is off:" not in texts(panel)


def test_none_is_the_naive_way_and_all_the_way_back(panel: PreparationPanel, qtbot: QtBot) -> None:
    show(panel, qtbot)
    assert not button_of(panel, "All").isEnabled()
    with qtbot.waitSignals([panel.without_changed, panel.questions_changed]):
        button_of(panel, "None").click()
    assert not button_of(panel, "None").isEnabled()
    assert "4 steps are off:" in texts(panel)
    answer(panel, reader(frozenset(STEPS), 5))
    assert answer_of(panel)[0] == "5"
    assert verdict_of(panel).startswith("What is missed here: with Box or Upright")
    answer(panel, lambda image: 5)
    assert verdict_of(panel) == "All steps are off: this is what most programs do."
    with qtbot.waitSignal(panel.without_changed) as changed:
        button_of(panel, "All").click()
    assert changed.args == [frozenset()]


def test_what_others_leave_out_is_taken_without_a_signal(panel: PreparationPanel, qtbot: QtBot) -> None:
    show(panel, qtbot)
    with qtbot.assertNotEmitted(panel.without_changed):
        panel.set_without(frozenset({Step.PEN}))
    assert not switch_of(panel, "Pen width").isChecked()


def test_a_picture_that_shows_nothing_has_no_answer(panel: PreparationPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.questions_changed):
        panel.show_source(np.full((40, 40), 200, np.uint8))
    if panel.questions():  # left as it is, its grey is something
        answer(panel, lambda image: 7)
    assert answer_of(panel)[0] == "?"


# Room


@pytest.mark.parametrize("size", [(1070, 470), (806, 350), (520, 500), (300, 400)])
@pytest.mark.parametrize("source", [SEVEN, a_photo()], ids=["drawing", "picture"])
def test_all_steps_are_seen_or_scrolled_to(
    panel: PreparationPanel, qtbot: QtBot, size: tuple[int, int], source: Source
) -> None:
    panel.resize(*size)
    show(panel, qtbot, source)
    answer(panel, lambda image: 7)
    QApplication.processEvents()
    QApplication.processEvents()
    area = panel.findChildren(QScrollArea)[0]
    page = area.widget()
    assert page is not None
    assert page.width() <= area.viewport().width()
    shown = [picture for picture in panel.findChildren(StepPicture) if picture.isVisible()]
    assert len(shown) == (5 if isinstance(source, Sketch) else 6)
    places = [picture.geometry() for picture in shown]
    assert len({place.size().toTuple() for place in places}) == 1
    assert not any(one.intersects(other) for index, one in enumerate(places) for other in places[:index])
    assert all(picture.mapTo(page, picture.rect().bottomRight()).x() <= page.width() for picture in shown)
    if size[0] >= 806:
        assert area.verticalScrollBar().maximum() == 0
        assert len({place.top() for place in places}) == 1
        assert all(place.width() >= 112 for place in places)
